"""Typeset: a page becomes laid-out pages and a tagged PDF.

The running footer is as tall as its words need: it is set once by itself and measured, since a margin box that overflows does so
silently, over the page footnotes or off the paper.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from leafletgen.diagnostics import Diagnostic, has_errors
from leafletgen.garbage import look_now
from leafletgen.model.page import BASE_URL, Page
from leafletgen.pdf import engine_log
from leafletgen.pdf.engine import caught_log, check_fonts, closed_fetcher, engine
from leafletgen.pdf.layout import layout_of
from leafletgen.pdf.layout_facts import Layout
from leafletgen.pdf.press.write import write_press
from leafletgen.pdf.stylesheets import StylesheetStore
from leafletgen.pdf.tagging.write import write_tagged

PX_PER_MM = 96 / 25.4


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF, how many pages it has, what the engine complained about, and where everything stands."""

    pdf: bytes
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    layout: Layout


_OTHER_WAYS = ((0, "auto"), (0, "block"), (5, "line"), (10, "line"))
"""What to try when the stylesheet's own footnote policy (`line`) loses a note: millimetres more at the foot of the page, and a policy."""


class Typesetter:
    """Sets pages one after another. Fonts are loaded once and shared by all that one typesetter sets."""

    def __init__(self) -> None:
        self.engine = engine()
        self.fonts = self.engine.text.fonts.FontConfiguration()
        # The folder of its font files is removed with it, which by itself does not come to pass when Python ends (see `garbage`).
        weakref.finalize(self, _remove_folder, self.fonts)
        self.stylesheets = StylesheetStore(self.engine, self.fonts)
        self.footer_heights: dict[tuple[str, ...], int] = {}
        """Height in mm that the footer needed last, by the styles of the page: the next footer is likely as tall."""

    def typeset(self, page: Page) -> Typeset:
        """The PDF of ``page``. Raises NoFonts for a page that brings none."""
        try:
            return self._typeset(page)
        finally:
            look_now()

    def _typeset(self, page: Page) -> Typeset:
        check_fonts(page.resources)
        styles = tuple(re.findall(r"<style>.*?</style>|<link [^>]*>", page.html.partition("</head>")[0], re.DOTALL))
        tagged = page.profile is not None
        with caught_log() as records, self._forgetting(page, records):
            height = self.footer_heights.get(styles) or _footer_height(self._lay_out(_without_content(page), 60, tagged))
            document = self._lay_out(page, height, tagged)
            needed = _footer_height(document)
            if needed != height:
                document = self._lay_out(page, needed, tagged)
            self.footer_heights[styles] = needed
            lost = _lost_notes(page, document)
            for more, policy in _OTHER_WAYS if lost else ():
                # The engine can lose a note where a line, an item or a row breaks over pages; in another way they break elsewhere.
                again = self._lay_out(page, needed + more, tagged, f".note{{footnote-policy:{policy}}}")
                if not (lost := _lost_notes(page, again)):
                    document = again
                    break
            pdf, problems = self._write(document, page, lambda: not lost and not has_errors(engine_log.diagnostics(records)))
        found = (*engine_log.diagnostics(records), *problems, *map(engine_log.lost_note, lost))
        return Typeset(pdf, len(document.pages), found, layout_of(document))

    @contextmanager
    def _forgetting(self, page: Page, records: list[tuple[int, str]]) -> Iterator[None]:
        """Let go of the stylesheets of ``page`` where the engine complained, also where it failed after that."""
        try:
            yield
        finally:
            if records:
                self.stylesheets.forget(page)

    def _write(self, document: Any, page: Page, is_sound: Callable[[], bool]) -> tuple[bytes, tuple[Diagnostic, ...]]:
        """The PDF of a laid-out document for what ``page`` is made for, and what is wrong with it."""
        if page.press:
            pressed = write_press(document, page, page.press)
            return pressed.pdf, pressed.problems
        if page.profile is None:
            return document.write_pdf(), ()
        tagged = write_tagged(self.engine, document, page.profile, is_sound)
        return tagged.pdf, tagged.problems

    def _lay_out(self, page: Page, footer_height: int, tagged: bool, css: str = "") -> Any:
        """The page as a laid-out document with room for a footer of ``footer_height`` mm, and with ``css`` over its styles."""
        styles = self.stylesheets.of(page)
        html = styles.html.replace("</head>", f"<style>:root{{--footer-height:{footer_height}mm}}{css}</style></head>", 1)
        source = self.engine.HTML(string=html, base_url=BASE_URL, url_fetcher=closed_fetcher(page.resources))
        source._ua_stylesheets = lambda forms=False: [styles.own]
        return source.render(**{"font_config": self.fonts, **styles.parsed}, pdf_tags=tagged)


def _remove_folder(fonts: Any) -> None:
    """Remove the folder of font files now, and not a second time when Python has taken itself apart already."""
    fonts.__del__()
    fonts._folder = None


def _lost_notes(page: Page, document: Any) -> list[str]:
    """Numbers of the page footnotes that the HTML has and no laid-out page shows."""
    shown: set[str] = set()
    for laid_out in document.pages:
        boxes = [laid_out._page_box]
        while boxes:
            box = boxes.pop()
            # The mark that calls a note has the note's element too, with `::footnote-call` in its tag.
            if box.element is not None and box.element_tag == "span" and box.element.get("data-note"):
                shown.add(box.element.get("data-note"))
            boxes += getattr(box, "children", ())
    return [number for number in re.findall(r'data-note="(\d+)"', page.html) if number not in shown]


_RUNNING = re.compile(r'<div class="running-.*?(?=<(?:article|header|main|section|h1)\b)', re.DOTALL)
"""Running head and foot, up to the content that they stand before: once in a leaflet, more often in a bundle."""


def _without_content(page: Page) -> Page:
    """The page with its running parts alone, each with a sheet to itself: enough to see how tall the tallest footer is."""
    head, _, body = page.html.partition("<body>")
    parts = dict.fromkeys(_RUNNING.findall(body))
    if not parts:
        return page
    sheets = "".join(f'<section style="break-before:page">{part}<p>.</p></section>' for part in parts)
    return replace(page, html=f"{head}<body>{sheets}</body></html>")


def _footer_height(document: Any) -> int:
    """Height in whole millimetres that the tallest footer of the laid-out pages needs."""
    boxes = [box for page in document.pages for box in page._page_box.children if getattr(box, "at_keyword", "").startswith("@bottom")]
    return ceil(max((_content_height(box) for box in boxes), default=0.0) / PX_PER_MM)


def _content_height(box: Any) -> float:
    """Height in px from the top of the first child to the bottom of the last."""
    children = [child for child in box.children if hasattr(child, "margin_height")]
    if not children:
        return 0.0
    top = min(child.position_y for child in children)
    return float(max(child.position_y + child.margin_height() for child in children) - top)
