"""Imposed sheets as a printer gets them: the words on each part of each side, boxes, marks, fonts, metadata."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from printing import typesetter
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject

from leafletgen.html.resources import Resources
from leafletgen.model.edition import TUCKED_PANELS, Edition
from leafletgen.model.page import Page
from leafletgen.pdf.impose.metadata import Words
from leafletgen.pdf.impose.sheets import Sheets, folded_sheets, n_up_sheets
from leafletgen.pdf.impose.write import write_sheets
from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.source.files import read_file
from leafletgen.source.typed import read_model

MM = 72 / 25.4
WORDS = Words("A title & more (print sheets)", "For <printing> only.")
SQUARE = '<svg width="20mm" height="20mm" viewBox="0 0 2 2"><title>A square</title><path d="M0 0h2v2H0z"/></svg>'

Pdf = Callable[[str, int], bytes]
EditionOf = Callable[[str], Edition]


@pytest.fixture(scope="module")
def edition(builtin: Path) -> EditionOf:
    def read(name: str) -> Edition:
        found, problems = read_model(read_file(builtin, "styles/editions.yaml")[0], Edition, (name,))
        assert found, problems
        return found

    return read


@pytest.fixture(scope="module")
def pdf(builtin: Path, edition: EditionOf) -> Pdf:
    """Gives the tagged pages of a leaflet that says on each page which it is, in bold and with a drawing."""

    @cache
    def made(name: str, pages: int) -> bytes:
        width, height = edition(name).size
        resources = Resources((builtin,))
        resources.stylesheet("fonts.css")
        body = "".join(f'<p style="break-before: page">This is <b>page</b> {number}. {SQUARE}</p>' for number in range(1, pages + 1))
        style = f"@page {{ size: {width}mm {height}mm; margin: 10mm }} body {{ font-family: 'Leaflet Sans' }}"
        for number in TUCKED_PANELS:
            style += f"@page :nth({number}) {{ size: {edition(name).narrowest}mm {height}mm }}"
        head = (
            f'<title>T</title><meta name="author" content="A clinic"><link rel="stylesheet" href="styles/fonts.css"><style>{style}</style>'
        )
        html = (
            f'<!doctype html><html lang="en"><head>{head}</head><body><h1>T</h1>{body.replace("break-before: page", "", 1)}</body></html>'
        )
        return typesetter().typeset(Page(html, resources.read, "pdf/ua-1")).pdf

    return made


def halves(data: bytes, *widths: float) -> list[tuple[str, ...]]:
    """The words on each side of the sheets, column by column; ``widths`` in mm from the left."""
    with pypdfium2.PdfDocument(data) as document:
        return [_columns(page, widths) for page in document]


def _columns(page: Any, widths: tuple[float, ...]) -> tuple[str, ...]:
    text, left, found = page.get_textpage(), 0.0, []
    for width in widths:
        words = text.get_text_bounded(left=left * MM, bottom=0, right=(left + width) * MM, top=page.get_height())
        found.append(" ".join(words.split()).removeprefix("T "))
        left += width
    return tuple(found)


def said(*sides: tuple[int, ...]) -> list[tuple[str, ...]]:
    """The same from page numbers, 0 for a blank."""
    return [tuple(f"This is page {number}." if number else "" for number in side) for side in sides]


@pytest.mark.parametrize(
    ("pages", "sides"),
    [
        (3, [(3, 1), (2, 0)]),
        (4, [(4, 1), (2, 3)]),
        (5, [(5, 1), (2, 0), (0, 3), (4, 0)]),
        (8, [(8, 1), (2, 7), (6, 3), (4, 5)]),
        (13, [(13, 1), (2, 0), (0, 3), (4, 0), (12, 5), (6, 11), (10, 7), (8, 9)]),
    ],
)
@pytest.mark.parametrize(("name", "half"), [("booklet", 148.5), ("booklet-letter", 139.7)])
def test_a_booklet_read_half_by_half(
    pdf: Pdf, edition: EditionOf, name: str, half: float, pages: int, sides: list[tuple[int, ...]]
) -> None:
    data = write_sheets(pdf(name, pages), folded_sheets(edition(name), pages, "ltr"), WORDS)
    assert halves(data, half, half) == said(*sides)


@pytest.mark.parametrize(("name", "tucked", "panel"), [("trifold", 97, 100), ("trifold-letter", 92, 93.7)], ids=["A4", "Letter"])
def test_a_trifold_read_panel_by_panel(pdf: Pdf, edition: EditionOf, name: str, tucked: float, panel: float) -> None:
    data = write_sheets(pdf(name, 6), folded_sheets(edition(name), 6, "ltr"), WORDS)
    assert halves(data, tucked, panel, panel)[0] == said((5, 6, 1))[0]
    assert halves(data, panel, panel, tucked)[1] == said((2, 3, 4))[0]


def test_an_arabic_trifold_is_the_mirror_image(pdf: Pdf, edition: EditionOf) -> None:
    data = write_sheets(pdf("trifold", 6), folded_sheets(edition("trifold"), 6, "rtl"), WORDS)
    assert halves(data, 100, 100, 97)[0] == said((1, 6, 5))[0]
    assert halves(data, 97, 100, 100)[1] == said((4, 3, 2))[0]


def test_two_copies_beside_each_other(pdf: Pdf, edition: EditionOf) -> None:
    data = write_sheets(pdf("a5", 3), n_up_sheets(edition("a5"), 3, 2), WORDS)
    assert halves(data, 148.5, 148.5) == said((1, 1), (2, 2), (3, 3))


@pytest.fixture(scope="module")
def sheets(pdf: Pdf, edition: EditionOf) -> bytes:
    return write_sheets(pdf("booklet", 5), folded_sheets(edition("booklet"), 5, "ltr"), WORDS)


def test_boxes_are_the_sheet(pdf: Pdf, edition: EditionOf, sheets: bytes) -> None:
    letter = write_sheets(pdf("trifold-letter", 6), folded_sheets(edition("trifold-letter"), 6, "ltr"), WORDS)
    for data, size in ((sheets, (297, 210)), (letter, (279.4, 215.9))):
        for page in PdfReader(BytesIO(data)).pages:
            for box in (page.mediabox, page.cropbox, page.trimbox, page.bleedbox):
                assert (float(box.width) / MM, float(box.height) / MM) == pytest.approx(size, abs=0.01)


def test_each_page_is_drawn_once_and_fonts_are_embedded_once(sheets: bytes) -> None:
    assert len(re.findall(rb"/FontFile2\b", sheets)) == 2
    reader = PdfReader(BytesIO(sheets))
    forms = [form for page in reader.pages for form in page["/Resources"]["/XObject"].values()]  # type: ignore[index]
    assert len(forms) == len({form.get_object().indirect_reference.idnum for form in forms}) == 5
    assert {form.get_object()["/Subtype"] for form in forms} == {"/Form"}
    fonts = inspect_pdf(sheets).fonts
    assert all(font.embedded and font.unicode for font in fonts)
    assert b"/Image" not in sheets  # drawings are still drawings


def test_n_up_shares_one_form_for_both_copies(pdf: Pdf, edition: EditionOf) -> None:
    data = write_sheets(pdf("a5", 3), n_up_sheets(edition("a5"), 3, 2), WORDS)
    assert [list(page["/Resources"]["/XObject"]) for page in PdfReader(BytesIO(data)).pages] == [["/Page1"], ["/Page2"], ["/Page3"]]  # type: ignore[index]


def test_sheets_say_what_they_are_and_claim_nothing(sheets: bytes) -> None:
    facts, reader = inspect_pdf(sheets), PdfReader(BytesIO(sheets))
    assert facts.tree is None
    assert not facts.marked
    assert facts.xmp
    assert (facts.xmp.title, facts.info["Title"], facts.xmp.ua_part, facts.xmp.pdfa_part) == (WORDS.title, WORDS.title, "", "")
    assert (facts.info["Author"], facts.info["Subject"]) == ("A clinic", WORDS.description)
    assert facts.language == facts.xmp.language == "en"
    assert (facts.links, facts.outline) == ((), ())
    preferences: Any = reader.trailer["/Root"]["/ViewerPreferences"]  # type: ignore[index]
    assert preferences == {"/DisplayDocTitle": True, "/PrintScaling": "/None", "/Duplex": "/DuplexFlipShortEdge"}


def test_a_single_side_needs_no_duplex(pdf: Pdf, edition: EditionOf) -> None:
    data = write_sheets(pdf("a5", 1), n_up_sheets(edition("a5"), 1, 2), WORDS)
    assert PdfReader(BytesIO(data)).trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/Simplex"  # type: ignore[index]


def test_the_same_pages_give_the_same_bytes(pdf: Pdf, edition: EditionOf, sheets: bytes) -> None:
    plan = folded_sheets(edition("booklet"), 5, "ltr")
    assert write_sheets(pdf("booklet", 5), plan, WORDS) == sheets
    assert (
        PdfReader(BytesIO(sheets)).trailer["/ID"]
        != PdfReader(BytesIO(write_sheets(pdf("booklet", 4), plan_of(edition, 4), WORDS))).trailer["/ID"]
    )


def plan_of(edition: EditionOf, pages: int) -> Sheets:
    return folded_sheets(edition("booklet"), pages, "ltr")


def marks(data: bytes) -> list[list[tuple[float, float, float]]]:
    """Lines drawn on each side: distance from the left edge, lower and upper end, in mm."""
    drawn = re.compile(r"q 0 0 0 1 K 0.25 w ([\d.]+) ([\d.]+) m \1 ([\d.]+) l S Q")
    sides = (page.get_contents().get_data().decode("ascii") for page in PdfReader(BytesIO(data)).pages)  # type: ignore[union-attr]
    return [[tuple(round(float(value) / MM, 1) for value in line) for line in drawn.findall(side)] for side in sides]  # type: ignore[misc]


def test_marks_stand_at_the_folds_of_the_inner_side_outside_the_live_area(pdf: Pdf, edition: EditionOf, sheets: bytes) -> None:
    ends = [(3.0, 8.0), (202.0, 207.0)]
    assert marks(sheets) == [[], [(148.5, *end) for end in ends]] * 2
    trifold = write_sheets(pdf("trifold", 6), folded_sheets(edition("trifold"), 6, "ltr"), WORDS)
    assert marks(trifold) == [[], [(fold, *end) for fold in (100.0, 200.0) for end in ends]]
    n_up = write_sheets(pdf("a5", 1), n_up_sheets(edition("a5"), 1, 2), WORDS)
    assert marks(n_up) == [[(148.5, *end) for end in ends]]


def test_creep_moves_inner_pages_towards_the_spine(edition: EditionOf) -> None:
    creeping = edition("booklet").model_copy(update={"creep": Decimal("0.2")})
    moved = [tuple(slot.shift for slot in side.slots) for side in folded_sheets(creeping, 12, "ltr").sides]
    assert moved == [(0.0, -0.0)] * 2 + [(0.2, -0.2)] * 2 + [(0.4, -0.4)] * 2
    still = folded_sheets(edition("booklet"), 12, "ltr").sides
    assert {slot.shift for side in still for slot in side.slots} == {0.0}


def test_creep_is_seen_on_the_sheet(pdf: Pdf, edition: EditionOf, sheets: bytes) -> None:
    creeping = edition("booklet").model_copy(update={"creep": Decimal("0.5")})
    moved = write_sheets(pdf("booklet", 5), folded_sheets(creeping, 5, "ltr"), WORDS)

    def starts(data: bytes) -> list[list[float]]:
        sides = (page.get_contents().get_data().decode("ascii") for page in PdfReader(BytesIO(data)).pages)  # type: ignore[union-attr]
        return [[float(x) / MM for x in re.findall(r"1 0 0 1 (-?[\d.]+) ", side)] for side in sides]

    away = [[round(b - a, 2) for a, b in zip(one, other, strict=True)] for one, other in zip(starts(sheets), starts(moved), strict=True)]
    assert away == [[0, 0], [0], [-0.5], [0.5]]


def test_a_page_whose_content_is_in_parts(pdf: Pdf, edition: EditionOf) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("booklet", 3))))
    empty = DecodedStreamObject()
    empty.set_data(b"q Q")
    for page in writer.pages:
        page[NameObject("/Contents")] = ArrayObject([writer._add_object(empty), page.raw_get("/Contents")])
    parted = BytesIO()
    writer.write(parted)
    data = write_sheets(parted.getvalue(), plan_of(edition, 3), WORDS)
    assert halves(data, 148.5, 148.5) == said((3, 1), (2, 0))
