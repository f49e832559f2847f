"""Drawings for black-and-white printers: what is dark becomes solid black, since a laser makes greys of dots; the rest becomes grey."""

from __future__ import annotations

import re

from PIL import ImageColor

DARK = 0x76
"""The lightest grey that stands out from white paper 4.5 to 1, as text must; what is as dark or darker becomes black."""

_PAINT = re.compile(
    rb"""((?:fill|stroke|stop-color|flood-color|(?<![\w-])color)\s*[=:]\s*["']?\s*)(#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|rgb\([^)]*\)|[a-zA-Z]+)"""
)


def without_colour(drawing: bytes) -> bytes:
    """An SVG drawing in black and greys; what else a paint may name (`none`, `url(#shade)`, a see-through colour) stays."""
    return _PAINT.sub(lambda match: match[1] + _grey(match[2]), drawing)


def _grey(colour: bytes) -> bytes:
    try:
        red, green, blue = ImageColor.getrgb(colour.decode("ascii"))[:3]
    except ValueError:
        return colour
    level = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return b"#000000" if level <= DARK else b"#" + f"{level:02x}".encode() * 3
