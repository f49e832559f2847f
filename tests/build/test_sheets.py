"""Booklets, fold-outs and copies beside each other, as a build makes them: sheets, the tagged pages beside them, and what does not fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from reading import Pdf
from running import LEAFLET, leafletgen, outputs_in, with_content

from leafletgen.pdf.inspect import inspect_pdf

MakeLibrary = Callable[..., Path]
Write = Callable[[Path, dict[str, str | bytes | None]], Path]

VISIT = Path(__file__).with_name("visit.yaml")
MM = 72 / 25.4
SHORT_DISCLAIMER = "General information, not personal medical advice."
LONG = with_content(*["text: Some words that fill the panels one after another, line by line. [@nice-ng239]"] * 120)


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory, write_library: Write) -> Path:
    """A library whose leaflet fits a fold-out, with every kind of sheet built."""
    files: dict[str, str | bytes | None] = {"leaflets/visit.yaml": VISIT.read_text("utf-8")}
    root = write_library(tmp_path_factory.mktemp("library"), files)
    editions = [part for name in ("trifold", "trifold-letter", "booklet") for part in ("-e", name)]
    assert leafletgen(root, "build", "--quiet", *editions).exit_code == 0
    assert leafletgen(root, "build", "--quiet", "-e", "a5", "--n-up", "2").exit_code == 0
    return root / "dist" / "visit"


def panels(path: Path, *widths: float) -> list[list[str]]:
    """The words of each panel, side by side; ``widths`` in mm, mirrored on the second side."""
    with pypdfium2.PdfDocument(path) as document:
        return [
            [_words(page.get_textpage(), sum(order[:place]), order[place]) for place in range(len(order))]
            for page, order in zip(document, (widths, widths[::-1]), strict=True)
        ]


def _words(text: pypdfium2.PdfTextPage, left: float, width: float) -> str:
    return " ".join(text.get_text_bounded(left=left * MM, right=(left + width) * MM).split())


def test_sheets_have_their_pages_beside_them(visit: Path) -> None:
    assert sorted(path.name for path in visit.iterdir()) == [
        "visit-en-a5-n-up-2.pdf",
        "visit-en-a5.pdf",
        "visit-en-booklet-pages.pdf",
        "visit-en-booklet.pdf",
        "visit-en-trifold-letter-pages.pdf",
        "visit-en-trifold-letter.pdf",
        "visit-en-trifold-pages.pdf",
        "visit-en-trifold.pdf",
    ]


@pytest.mark.parametrize(("sheets", "pages"), [("booklet", "booklet-pages"), ("trifold", "trifold-pages"), ("a5-n-up-2", "a5")])
def test_sheets_are_for_paper_and_their_pages_for_reading(visit: Path, sheets: str, pages: str) -> None:
    paper, screen = (inspect_pdf((visit / f"visit-en-{name}.pdf").read_bytes()) for name in (sheets, pages))
    assert (paper.tree, paper.info["Title"]) == (None, "Getting ready for your visit (print sheets)")
    assert paper.info["Subject"].endswith(f"read visit-en-{pages}.pdf.")
    assert "flipped on the short edge" in paper.info["Subject"]
    assert paper.language == screen.language == "en"
    assert screen.tree is not None
    assert screen.info["Title"] == "Getting ready for your visit"
    assert screen.xmp
    assert screen.xmp.ua_part == "1"


@pytest.mark.parametrize(("edition", "widths"), [("trifold", (97, 100, 100)), ("trifold-letter", (92, 93.7, 93.7))])
def test_a_fold_out_read_panel_by_panel(visit: Path, edition: str, widths: tuple[float, ...]) -> None:
    (flap, back, front), (left, middle, right) = panels(visit / f"visit-en-{edition}.pdf", *widths)
    assert (flap, right) == ("", "")
    assert "Getting ready for your visit" in front
    assert "The main points" in front
    assert "Before you come" in left
    assert "After your visit" in middle
    assert "VIS-01, version 1.0" in back
    for panel in (front, left, middle, back):
        assert panel.startswith("DRAFT") or "DRAFT, not for patients" in panel


def test_a_fold_out_has_its_footer_once_on_each_side(visit: Path) -> None:
    for number, side in enumerate(panels(visit / "visit-en-trifold.pdf", 97, 100, 100), 1):
        words = " ".join(side)
        assert words.count(SHORT_DISCLAIMER) == words.count("Review by November 2028") == 1
        assert f"Side {number} of 2" in words
    assert "Page " not in words


def test_a_booklet_counts_its_own_pages(visit: Path) -> None:
    """Three of four: the blank stands before the back cover, and has no number."""
    pages = Pdf(visit / "visit-en-booklet-pages.pdf").pages
    assert [f"Page {number} of 3" in " ".join(page.split()) for number, page in enumerate(pages, 1)] == [True] * 3
    (back, front), (left, right) = panels(visit / "visit-en-booklet.pdf", 148.5, 148.5)
    assert ["Page 3 of 3" in back, "Page 1 of 3" in front, "Page 2 of 3" in left] == [True] * 3
    assert right == ""


def test_pages_that_fold_in_are_narrower(visit: Path) -> None:
    widths = [round(float(page.mediabox.width) / MM, 1) for page in PdfReader(visit / "visit-en-trifold-pages.pdf").pages]
    assert widths == [100, 100, 100, 97]


@pytest.mark.parametrize(("edition", "sheets"), [("trifold", 1), ("booklet", 1)])
def test_events_and_lines_tell_how_many_sheets(make_library: MakeLibrary, edition: str, sheets: int) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    events = [json.loads(line) for line in leafletgen(root, "build", "-e", edition, "--json").stdout.splitlines()]
    built, beside = (event for event in events if event["event"] == "built")
    assert (built["path"], built["sheets"]) == (f"dist/a/a-en-{edition}.pdf", sheets)
    assert (beside["path"], "sheets" in beside) == (f"dist/a/a-en-{edition}-pages.pdf", False)
    line = leafletgen(root, "build", "-e", edition, "--force").stdout.splitlines()[0]
    assert f"on {sheets} sheet (print both sides, flip on the short edge)" in line


def test_what_does_not_fit_the_panels_is_told_and_not_printed(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LONG})
    result = leafletgen(root, "build", "-e", "trifold")
    assert result.exit_code == 1
    (told,) = [line for line in result.stderr.splitlines() if "page-count" in line]
    assert 'error[page-count]  the 6 panels are full in the section "A heading": ' in told
    assert " lines (" in told
    assert told.endswith(" mm) do not fit")
    place = told.split(" ")[0].split(":")
    assert LONG.splitlines()[int(place[1]) - 1].strip().startswith("- text: Some words")
    assert outputs_in(root / "dist") == set()
    # A library may switch the rule off; there still is no seventh panel.
    (root / "leaflets/library.yaml").write_text("brands: [clinic]\neditions: [trifold]\ncheck: {rules: {page-count: 'off'}}\n")
    assert "error[page-count]" in leafletgen(root, "build").stderr
    checked = leafletgen(root, "check").stdout
    assert checked.count("page-count") == 1


def test_checks_judge_the_pages_beside_sheets(make_library: MakeLibrary) -> None:
    root = make_library(
        {"leaflets/visit.yaml": VISIT.read_text(), "leaflets/library.yaml": "brands: [clinic]\neditions: [booklet, trifold]\n"}
    )
    result = leafletgen(root, "check", "--today", "2026-11-22", "--format", "json")
    rules = {item["rule"] for item in json.loads(result.stdout)}
    assert not {rule for rule in rules if rule.startswith("pdf-")}
    assert rules.isdisjoint({"page-number", "margin", "overflow", "fold-clearance", "font-size", "last-page-sparse", "identity-line"})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--n-up", "2"), '--n-up 2 takes editions of A5 or half-letter pages, but "standard" is A4; name one with --edition: a5'),
        (("--n-up", "2", "-e", "booklet"), 'but "booklet" is folded'),
        (("--n-up", "2", "-e", "press"), 'but "press" is for a print shop'),
        (("--n-up", "2", "-e", "a5", "-e", "web"), 'but "web" is a web page'),
        (("--n-up", "3", "-e", "a5"), "'3' is not '2'"),
    ],
)
def test_copies_of_what_is_not_half_a_sheet(make_library: MakeLibrary, arguments: tuple[str, ...], message: str) -> None:
    result = leafletgen(make_library({"leaflets/a.yaml": LEAFLET}), "build", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_library_without_half_sheets(make_library: MakeLibrary) -> None:
    a5 = "a5: {label: x, paper: A4, type: {body: 12, small: 10, mark: 8, summary: 14, heading: 17, title: 30}}\n"
    result = leafletgen(make_library({"leaflets/a.yaml": LEAFLET, "styles/editions.yaml": a5}), "build", "--n-up", "2", "-e", "a5")
    assert (result.exit_code, result.stderr.rstrip().endswith('but "a5" is A4; this library has none')) == (2, True)


def test_a_recall_takes_sheets_and_pages(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    assert leafletgen(root, "build", "-e", "booklet", "--quiet").exit_code == 0
    assert leafletgen(root, "build", "-e", "a5", "--n-up", "2", "--quiet").exit_code == 0
    assert len(list((root / "dist/a").iterdir())) == 4
    (root / "leaflets/a.yaml").write_text(LEAFLET + "withdrawn: {on: 2026-03-01, reason: A mistake}\n")
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    assert not (root / "dist/a").exists()


def test_the_same_sheets_each_time(visit: Path, tmp_path: Path) -> None:
    root = visit.parent.parent
    assert leafletgen(root, "build", "--quiet", "-e", "booklet", "-o", str(tmp_path)).exit_code == 0
    for name in ("booklet", "booklet-pages"):
        assert (tmp_path / f"visit/visit-en-{name}.pdf").read_bytes() == (visit / f"visit-en-{name}.pdf").read_bytes()


def test_a_catalogue_without_words_for_sheets(make_library: MakeLibrary) -> None:
    words = (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "sheets-title"\nmsgstr "{titel}"\n'
    )
    result = leafletgen(make_library({"leaflets/a.yaml": LEAFLET, "templates/messages/en.po": words}), "build", "-e", "booklet")
    assert result.exit_code == 1
    assert "error[message-missing]" in result.stderr
