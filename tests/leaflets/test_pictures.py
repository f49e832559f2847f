"""The first page of each leaflet as a picture: a block that moves, a colour or a size that changes, is seen; a smoother edge is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from running import LEAFLETS

EXPECTED = Path(__file__).parent / "expected"
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

Built = Callable[[str, str], Path]


def picture(path: Path) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        image: Image.Image = document[0].render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L")
    return image


def shades(image: Image.Image) -> Image.Image:
    return image.point([round(round(value * (GREYS - 1) / 255) * 255 / (GREYS - 1)) for value in range(256)])


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Mean difference of the tiles, and the share of tiles that differ clearly."""
    assert one.size == other.size
    size = (one.width // TILE, one.height // TILE)
    change = ImageChops.difference(*(image.convert("L").resize(size, Image.Resampling.BOX) for image in (one, other)))
    return ImageStat.Stat(change).mean[0], sum(change.histogram()[CLEAR:]) / (size[0] * size[1])


def is_same(one: Image.Image, other: Image.Image) -> bool:
    mean, share = difference(one, other)
    return mean <= MOST_CHANGE and share <= MOST_TILES


@pytest.mark.parametrize("edition", ["standard", "large-print", "mono"])
@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_first_page(request: pytest.FixtureRequest, built: Built, tmp_path: Path, leaflet: str, edition: str) -> None:
    found = shades(picture(built(leaflet, edition)))
    path = EXPECTED / f"{leaflet}.{edition}.png"
    if request.config.getoption("--update-fixtures"):
        found.quantize(GREYS).save(path, optimize=True)
    with Image.open(path) as expected:
        found.save(tmp_path / path.name)
        assert is_same(found, expected), f"{difference(found, expected)}: compare {tmp_path / path.name} with {path}"


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda page: ImageChops.offset(page, 0, 8), id="all 5 mm lower"),
        pytest.param(lambda page: _pasted(page, page.crop((20, 150, 310, 230)), (20, 156)), id="a block 4 mm lower"),
        pytest.param(lambda page: _pasted(page, page.crop((20, 150, 310, 230)), (26, 150)), id="a block 4 mm to the right"),
        pytest.param(lambda page: _pasted(page, Image.new("L", (290, 60), 255), (20, 150)), id="a block gone"),
        pytest.param(lambda page: page.point(lambda value: 255 if value > 200 else value), id="the tint gone"),
    ],
)
def test_a_wrong_picture_is_told_from_the_right_one(wrong: Callable[[Image.Image], Image.Image]) -> None:
    with Image.open(EXPECTED / "b12-questions.standard.png") as expected:
        right = expected.convert("L")
    assert is_same(right, right)
    assert not is_same(wrong(right), right)


def test_a_smoother_edge_is_no_difference(built: Built) -> None:
    page = built("b12-questions", "standard")
    with pypdfium2.PdfDocument(page) as document:
        large = document[0].render(scale=3 * DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L")
    right = picture(page)
    assert is_same(shades(large.resize(right.size, Image.Resampling.BICUBIC)), shades(right))


def _pasted(page: Image.Image, part: Image.Image, place: tuple[int, int]) -> Image.Image:
    page = page.copy()
    page.paste(part, place)
    return page
