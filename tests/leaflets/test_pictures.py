"""Pages of every edition as pictures, so that a lost callout, a shifted column or a colour that changes is seen.

The web page is looked at in a browser, by the tests of web pages.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from looking import GREYS, compare, is_same, picture, shades
from PIL import Image, ImageChops
from running import LEAFLETS, REPOSITORY, leafletgen

from leafletgen.model.edition import Edition

EXPECTED = Path(__file__).parent / "expected"
VISIT = REPOSITORY / "tests/build/visit.yaml"
"""A short leaflet, so that it fits a fold-out."""

PAGES = (
    *((leaflet, edition, 1) for leaflet in LEAFLETS for edition in ("standard", "large-print", "mono")),
    ("b12-nerve-health", "standard", 2),  # callouts
    ("b12-nerve-health", "standard", 4),  # steps, boxes to tick, lines to write on
    ("b12-nerve-health", "standard", 5),  # the end
    ("b12-food-guide", "standard", 4),  # tables of foods
    ("b12-questions", "letter", 1),
    ("b12-nerve-health", "letter", 2),
    ("b12-nerve-health", "mono", 2),
    ("b12-food-guide", "mono", 4),
    ("b12-nerve-health", "large-print", 4),
    ("b12-food-guide", "large-print", 8),  # foods as a list
)
SHEETS = (
    *((edition, 1) for edition in ("a5", "booklet", "booklet-letter", "press")),
    *((edition, side) for edition in ("standard-ua2", "trifold", "trifold-letter") for side in (1, 2)),
)
"""Editions that this repository's library does not build, and the page or the side of the sheet."""

Built = Callable[[str, str], Path]
Write = Callable[[Path, dict[str, str | bytes | None]], Path]
Same = Callable[[Path, str, int], None]


@pytest.fixture
def same(request: pytest.FixtureRequest, tmp_path: Path) -> Same:
    """Compares a page of a PDF with a checked-in picture, or writes that picture."""

    def look(pdf: Path, name: str, page: int) -> None:
        found = shades(picture(pdf, page))
        path = EXPECTED / (f"{name}.png" if page == 1 else f"{name}.{page}.png")
        if request.config.getoption("--update-fixtures"):
            found.quantize(GREYS).save(path, optimize=True)
        wrong = compare(found, path, tmp_path)
        assert wrong is None, wrong

    return look


@pytest.fixture(scope="module")
def visit(shared_folder: Path, write_library: Write) -> Path:
    """Where the short leaflet is, in every edition of SHEETS; made once for all workers."""
    root = shared_folder / "visit.pictures"
    with (shared_folder / "visit.pictures.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "dist").exists():
            write_library(root, {"leaflets/visit.yaml": VISIT.read_text("utf-8")})
            editions = [part for edition in dict(SHEETS) for part in ("-e", edition)]
            assert leafletgen(root, "build", "--quiet", *editions).exit_code == 0
    return root / "dist/visit"


@pytest.mark.parametrize(("leaflet", "edition", "page"), PAGES)
def test_page(built: Built, same: Same, leaflet: str, edition: str, page: int) -> None:
    same(built(leaflet, edition), f"{leaflet}.{edition}", page)


@pytest.mark.parametrize(("edition", "page"), SHEETS)
def test_sheet(visit: Path, same: Same, edition: str, page: int) -> None:
    same(visit / f"visit-en-{edition}.pdf", f"visit.{edition}", page)


def test_every_edition_for_paper_has_a_picture() -> None:
    editions = {name: Edition.model_validate(given) for name, given in yaml.safe_load(_editions()).items()}
    printed = {name for name, edition in editions.items() if edition.output == "pdf"}
    assert printed == {edition for _, edition, _ in PAGES} | set(dict(SHEETS))


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        pytest.param(2, ".callout { display: none }", id="a callout gone"),
        pytest.param(1, "tbody td { padding-inline-start: 10mm }", id="a column 10 mm to the right"),
        pytest.param(1, ".key-points li { color: var(--tint) }", id="words that cannot be seen"),
    ],
)
def test_a_page_with_a_fault_is_another_picture(tmp_path: Path, write_library: Write, page: int, fault: str) -> None:
    plain = yaml.safe_load(_editions())["standard-ua2"]
    edition = yaml.safe_dump({"standard-ua2": {**plain, "styles": ["fault.css"]}})
    files: dict[str, str | bytes | None] = {
        "styles/editions.yaml": edition,
        "styles/fault.css": fault,
        "leaflets/visit.yaml": VISIT.read_bytes(),
    }
    root = write_library(tmp_path, files)
    leafletgen(root, "build", "--quiet", "-e", "standard-ua2")
    name = "visit.standard-ua2" if page == 1 else f"visit.standard-ua2.{page}"
    wrong = compare(shades(picture(root / "dist/visit/visit-en-standard-ua2.pdf", page)), EXPECTED / f"{name}.png", tmp_path)
    assert wrong
    assert f"{name}.png: the page looks different" in wrong
    assert (tmp_path / f"{name}.png").exists()
    assert (tmp_path / f"{name}.difference.png").exists()


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
    right = picture(page)
    assert is_same(shades(picture(page, scale=3).resize(right.size, Image.Resampling.BICUBIC)), shades(right))


def _editions() -> str:
    return (REPOSITORY / "styles/editions.yaml").read_text("utf-8")


def _pasted(page: Image.Image, part: Image.Image, place: tuple[int, int]) -> Image.Image:
    page = page.copy()
    page.paste(part, place)
    return page
