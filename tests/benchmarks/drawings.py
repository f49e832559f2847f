"""Pictures for generated leaflets, made by drawing, the same bytes each time: bitmaps like photographs, and line drawings."""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 600
"""Pixels: 300 dots per inch at a width of 100 mm."""


def bitmap(chance: Random) -> bytes:
    """A PNG of soft shapes, as hard to compress as a simple photograph."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _pale(chance))
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        left, top = chance.randrange(WIDTH), chance.randrange(HEIGHT)
        size = chance.randrange(40, 260)
        draw.ellipse((left - size, top - size // 2, left + size, top + size // 2), fill=_pale(chance))
    data = BytesIO()
    image.filter(ImageFilter.GaussianBlur(6)).save(data, "PNG", optimize=False)
    return data.getvalue()


def drawing(chance: Random) -> bytes:
    """An SVG of a street of houses."""
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 160" width="400" height="160">']
    for house in range(8):
        left, height = 10 + house * 48, chance.randrange(50, 100)
        top, middle = 150 - height, left + 20
        parts.append(f'<path d="M{left} 150V{top}L{middle} {top - 20}L{left + 40} {top}V150Z" fill="none" stroke="#333" stroke-width="2"/>')
        for floor in range(top + 8, 130, 24):
            parts += [
                f'<rect x="{x}" y="{floor}" width="8" height="12" fill="#{chance.randrange(0x90, 0xE0):02x}b0a0"/>'
                for x in (left + 8, left + 24)
            ]
    return "".join((*parts, "</svg>\n")).encode()


def _pale(chance: Random) -> tuple[int, int, int]:
    return chance.randrange(120, 250), chance.randrange(120, 250), chance.randrange(120, 250)
