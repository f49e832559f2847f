"""Stylesheets that are parsed once for all pages that have the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leafletgen.model.page import BASE_URL, Page
from leafletgen.pdf.custom_properties import names_set, resolved
from leafletgen.pdf.engine import closed_fetcher
from leafletgen.pdf.note_rules import for_notes_only, may_make_notes

KEPT = 24
"""Of how many pages with different styles they are kept: editions and brands of a leaflet, and the tries to fit one on its pages."""

_STYLE = re.compile(r'<style>(.*?)</style>|<link rel="stylesheet" href="([^"]+)">', re.DOTALL)
_KEEPS_STATE = re.compile(rb"gradient\(|@counter-style|@charset (?!.utf-8)", re.IGNORECASE)
"""What the engine changes while it sets a page, or takes from the page only; and letters that are not in UTF-8."""
_SIZED_DRAWING = re.compile(r'<svg\b[^>]*\s(?:width|height)\s*=\s*["\']?[\d.]+[a-z%]', re.IGNORECASE)
"""Takes part in the cascade as a style of the page of no weight, which would beat the reader's."""
_ANY_STYLE = re.compile(r"<(?:style|link)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stylesheets:
    """What the engine made of the styles in a page's head, and the page without them."""

    html: str
    parsed: Mapping[str, Any]
    """Named as the engine's `render` takes it; nothing for a page whose styles the engine reads itself."""
    own: Any
    """The engine's own stylesheet, as this page needs it."""


class StylesheetStore:
    """Stylesheets of the pages that one typesetter sets, whose fonts they are read with.

    They stand in for the page's own. The engine takes them for the reader's styles, which give way to those that the page still has, as
    earlier ones of the page would. So only a page with all of its styles in its head can do without them. One difference is left: a
    `style` attribute beats an `#id` in a stylesheet, as in browsers; the engine alone gives both the same weight.
    """

    def __init__(self, engine: Any, fonts: Any) -> None:
        self.engine, self.fonts = engine, fonts
        (self._own,) = engine.HTML(string="")._ua_stylesheets()
        self._kept: dict[object, tuple[Mapping[str, Any], Any]] = {}

    def of(self, page: Page) -> Stylesheets:
        """The stylesheets of ``page``, read now where they are not at hand."""
        head, end, body = page.html.partition("</head>")
        found = _STYLE.findall(head)
        rest = _STYLE.sub("", head)
        if not self._can_be_shared(page, found, rest + body):
            return Stylesheets(page.html, {}, self._own)
        key = self._key(page)
        kept = self._kept.pop(key) if key in self._kept else self._parsed(page, found)
        self._kept[key] = kept  # as the one used last
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        parsed, own = kept
        return Stylesheets(rest + end + body, parsed, self._own if may_make_notes(rest + body) else own)

    def _can_be_shared(self, page: Page, found: list[tuple[str, str]], rest: str) -> bool:
        sheets = [text.encode("utf-8", "replace") for text, _ in found]
        sheets += [data for address, data in page.resources.items() if address.endswith(".css")]
        return (
            not any(map(_KEEPS_STATE.search, sheets))
            and not _ANY_STYLE.search(rest)
            and not _SIZED_DRAWING.search(rest)
            and all(link in page.resources for _, link in found if link)
        )

    def forget(self, page: Page) -> None:
        """Read those of ``page`` anew next time: what the engine complained of once it would not say again."""
        self._kept.pop(self._key(page), None)

    def _key(self, page: Page) -> object:
        """All that they are made of. What they import is among the resources."""
        sheets = tuple(sorted((address, data) for address, data in page.resources.items() if address.endswith(".css")))
        return tuple(_STYLE.findall(page.html.partition("</head>")[0])), sheets, _set_besides(page)

    def _parsed(self, page: Page, found: list[tuple[str, str]]) -> tuple[Mapping[str, Any], Any]:
        counters, colors = self.engine.css.counters.CounterStyle(), dict[str, Any]()
        shared = {
            "url_fetcher": closed_fetcher(page.resources),
            "font_config": self.fonts,
            "counter_style": counters,
            "color_profiles": colors,
            "layers": [],
        }
        sheets = [self.engine.CSS(string=text, base_url=base, **shared) for text, base in _sources(page, found)]
        parsed = {"stylesheets": sheets, "font_config": self.fonts, "counter_style": counters, "color_profiles": colors}
        return parsed, for_notes_only(self._own, sheets)


def _sources(page: Page, found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The text of each stylesheet, and the address that those in it are relative to."""
    texts = [page.resources[link].decode("utf-8-sig", "replace") if link else text for text, link in found]
    if not any("@import" in text.lower() for text in texts):  # what they import may set properties too
        texts = resolved(texts, _set_besides(page))
    return zip(texts, (BASE_URL + link for _, link in found), strict=True)


def _set_besides(page: Page) -> frozenset[str]:
    """Custom properties that something besides the stylesheets sets: attributes, and typesetting itself."""
    return names_set(_STYLE.sub("", page.html)) | {"--footer-height"}
