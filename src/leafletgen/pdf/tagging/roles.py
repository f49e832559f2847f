"""HTML to roles. Nodes carry the richest role that either PDF version has; each version then says what it makes of it."""

from __future__ import annotations

from typing import Any

GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote"})
"""What holds paragraphs and never text of its own."""

INLINE = frozenset({"Span", "Em", "Strong", "Link", "Reference", "Lbl"})
"""What stands inside of a line."""

SVG = "{http://www.w3.org/2000/svg}svg"

_ROLES = {
    "article": "Art", "main": "Part", "section": "Sect", "nav": "Sect", "header": "Div", "footer": "Div", "div": "Div",
    "aside": "Aside", "blockquote": "BlockQuote", "figure": "Div", "address": "P",
    "p": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "LI", "dd": "LI",
    "table": "Table", "caption": "Caption", "figcaption": "Caption",
    "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
    "img": "Figure", SVG: "Figure",
    "a": "Link", "em": "Em", "i": "Em", "strong": "Strong", "b": "Strong",
}  # fmt: skip

_TRANSPARENT = frozenset({"html", "body", "br", "wbr"})

_MARKERS = frozenset({"marker", "footnote-marker"})
"""Pseudo-elements that label what they stand before."""

PDF_1_7 = {"Aside": "Sect", "Em": "Span", "Strong": "Span"}
PDF_2_0 = {"Art": "Part", "Note": "FENote", "Reference": "Span", "BlockQuote": "Div"}
"""What each version makes of roles that it has not; all others it has."""


def role(box: Any) -> str | None:
    """The role of a box's node; None where its content belongs to the node around it."""
    name, _, pseudo = box.element_tag.partition("::")
    if pseudo:
        return "Lbl" if pseudo in _MARKERS or _is_number(box, name, pseudo) else None
    if name in _TRANSPARENT:
        return None
    if name == "sup":
        return "Reference" if _is_citation(box.element) else "Span"
    if name == "span" and not box.element.get("lang"):
        return None
    return _ROLES.get(name) or ("Span" if type(box).__name__.startswith("Inline") else "Div")


def _is_number(box: Any, name: str, pseudo: str) -> bool:
    """Whether generated content numbers the item of a list."""
    return name == "li" and pseudo == "before" and any(character.isdigit() for character in _text(box))


def _text(box: Any) -> str:
    return getattr(box, "text", "") or "".join(_text(child) for child in getattr(box, "children", ()))


def _is_citation(element: Any) -> bool:
    """Raised text that is nothing but links within the document."""
    links = list(element)
    return bool(links) and all(link.tag == "a" and (link.get("href") or "").startswith("#") for link in links)
