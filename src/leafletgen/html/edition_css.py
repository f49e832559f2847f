"""An edition and a brand as CSS: custom properties that the stylesheets use, and the page box."""

from __future__ import annotations

from decimal import Decimal

from leafletgen.html.pictures import tint
from leafletgen.model.brand import Brand
from leafletgen.model.edition import TUCKED_PANELS, Edition

MM_PER_POINT = Decimal("25.4") / 72
MEASURE = Decimal(146) / 12
"""Widest running text, in mm for each point of its size: full lines hold some 74 characters, and `line-length` allows 75."""


def edition_css(edition: Edition, brand: Brand) -> str:
    """Sizes in pt, lengths in mm, colours as hex. `--footer-height` is what typesetting measures and sets."""
    accent = "#000000" if edition.ink == "mono" else brand.accent
    width, _ = edition.size
    sizes = {f"--{name}": f"{value}pt" for name, value in edition.type.model_dump().items()}
    properties = {
        **sizes,
        "--line-height": str(edition.line_height),
        "--gaps": str(edition.gaps),
        "--accent": accent,
        "--tint": "#ffffff" if edition.ink == "mono" else tint(brand.accent, 0.10),
        "--warn": "#000000" if edition.ink == "mono" else "#9b1c1c",
        "--page-margin": f"{edition.margin}mm",
        "--measure": f"{min(round(MEASURE * edition.type.body, 1).normalize(), width - 2 * edition.margin):f}mm",
        "--text-width": f"{width - 2 * edition.margin}mm",
    }
    root = ":root{" + ";".join(f"{name}:{value}" for name, value in properties.items()) + "}"
    return root + _page_boxes(edition) if edition.output == "pdf" else root


def _page_boxes(edition: Edition) -> str:
    """The size of the page, its bleed, and the sizes of pages that are narrower than the others: panels that fold in."""
    bleed = f";bleed:{edition.bleed}mm" if edition.bleed else ""
    boxes = "@page{{size:{}mm {}mm{}}}".format(*edition.size, bleed)
    if edition.narrowest != edition.size[0]:
        boxes += "".join("@page :nth({}){{size:{}mm {}mm}}".format(number, *edition.page_size(number)) for number in TUCKED_PANELS)
    return boxes


def note_width(edition: Edition) -> int:
    """How many characters of small print fit on one line of the narrowest page, by the average width of a letter (0.49 em)."""
    width = edition.narrowest - 2 * edition.margin
    return int(width / (edition.type.small * MM_PER_POINT * Decimal("0.49")))
