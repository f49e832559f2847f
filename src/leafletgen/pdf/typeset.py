"""Typeset: a page becomes laid-out pages and a tagged PDF.

The running footer is as tall as its words need: it is set once by itself and measured, since a margin box that overflows does so
silently, over the page footnotes or off the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from leafletgen.diagnostics import Diagnostic
from leafletgen.model.page import BASE_URL, Page
from leafletgen.pdf import engine_log
from leafletgen.pdf.engine import caught_log, check_fonts, closed_fetcher, engine

PX_PER_MM = 96 / 25.4


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF, how many pages it has, and what the engine complained about."""

    pdf: bytes
    pages: int
    diagnostics: tuple[Diagnostic, ...]


class Typesetter:
    """Sets pages one after another. Fonts are loaded once and shared by all that one typesetter sets."""

    def __init__(self) -> None:
        self.engine = engine()
        self.fonts = self.engine.text.fonts.FontConfiguration()
        self.footers: dict[int, int] = {}

    def typeset(self, page: Page) -> Typeset:
        """The PDF of ``page``. Raises NoFonts for a page that brings none."""
        check_fonts(page.resources)
        with caught_log() as records:
            height = self._footer_height(page)
            document = self._html(page.html, page, height).render(font_config=self.fonts, pdf_tags=page.profile is not None)
            pdf = document.write_pdf(pdf_variant=page.profile, pdf_tags=page.profile is not None, pdf_identifier=None)
        return Typeset(pdf, len(document.pages), tuple(engine_log.diagnostics(records)))

    def _html(self, html: str, page: Page, footer_height: int) -> Any:
        html = html.replace("</head>", f"<style>:root{{--footer-height:{footer_height}mm}}</style></head>", 1)
        return self.engine.HTML(string=html, base_url=BASE_URL, url_fetcher=closed_fetcher(page.resources))

    def _footer_height(self, page: Page) -> int:
        """Height in whole millimetres that the running footer needs."""
        head, _, rest = page.html.partition('<article class="leaflet">')
        empty = f"{head}<p>.</p></body></html>" if rest else page.html
        key = hash(empty)
        if key not in self.footers:
            document = self._html(empty, page, 60).render(font_config=self.fonts)
            boxes = [box for box in document.pages[0]._page_box.children if getattr(box, "at_keyword", "").startswith("@bottom")]
            tallest = max((_content_height(box) for box in boxes), default=0.0)
            self.footers[key] = ceil(tallest / PX_PER_MM)
        return self.footers[key]


def _content_height(box: Any) -> float:
    """Height in px from the top of the first child to the bottom of the last."""
    children = [child for child in box.children if hasattr(child, "margin_height")]
    if not children:
        return 0.0
    top = min(child.position_y for child in children)
    return float(max(child.position_y + child.margin_height() for child in children) - top)
