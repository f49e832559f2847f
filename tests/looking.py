"""Pages as small pictures, and which pictures are the same: a block that moves or a colour that changes tells, a smoother edge does not."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageStat

DOTS_PER_INCH = 40
GREYS = 16
"""Shades in the checked-in pictures, to keep them small."""
TILE = 8
"""Pictures are compared tile by tile, each as many pixels wide: 5 mm. Edges that are drawn in another way hardly change a tile."""
MOST_CHANGE = 3.0
"""Mean difference, of 255, between two pictures of the same page."""
CLEAR = 12
MOST_TILES = 0.006
"""Share of tiles that may differ by more than CLEAR."""


def picture(path: Path, page: int = 1, scale: int = 1) -> Image.Image:
    """Page ``page`` (from 1) of a PDF in greys, ``scale`` times as large as the checked-in pictures."""
    with pypdfium2.PdfDocument(path) as document:
        image: Image.Image = document[page - 1].render(scale=scale * DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L")
    return image


def shades(image: Image.Image) -> Image.Image:
    """``image`` in the few shades that are kept."""
    return image.point([round(round(value * (GREYS - 1) / 255) * 255 / (GREYS - 1)) for value in range(256)])


def change(one: Image.Image, other: Image.Image) -> Image.Image:
    """How much each tile differs: one pixel for each, darker the less."""
    assert one.size == other.size, f"{one.size} pixels, not {other.size}: the paper has another size"
    size = (one.width // TILE, one.height // TILE)
    return ImageChops.difference(*(image.convert("L").resize(size, Image.Resampling.BOX) for image in (one, other)))


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Mean difference of the tiles, and the share of tiles that differ clearly."""
    changed = change(one, other)
    return ImageStat.Stat(changed).mean[0], sum(changed.histogram()[CLEAR:]) / (changed.width * changed.height)


def is_same(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures show the same page."""
    mean, share = difference(one, other)
    return mean <= MOST_CHANGE and share <= MOST_TILES


def compare(found: Image.Image, expected: Path, folder: Path) -> str | None:
    """What is wrong with a picture, or None. What was found, and where it differs, goes into ``folder`` to be looked at."""
    with Image.open(expected) as image:
        right = image.convert("L")
    if is_same(found, right):
        return None
    mean, share = difference(found, right)
    seen, marked = folder / expected.name, folder / f"{expected.stem}.difference.png"
    found.save(seen)
    tiles = change(found, right).point([255 if value >= CLEAR else 0 for value in range(256)]).resize(found.size, Image.Resampling.NEAREST)
    Image.merge("RGB", (ImageChops.lighter(found, tiles), ImageChops.subtract(found, tiles), ImageChops.subtract(found, tiles))).save(
        marked
    )
    return (
        f"{expected.name}: the page looks different in {share:.1%} of its area, by {mean:.1f} of 255 on average; compare {seen} with"
        f" {expected}, and see {marked}, where the difference is red. If it is meant: pytest tests/leaflets --update-fixtures"
    )
