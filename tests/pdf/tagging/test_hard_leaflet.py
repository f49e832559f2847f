"""The hard leaflet: what its tags read out is what its HTML says, block by block, and veraPDF passes it in every form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hard_leaflet import SOURCES, hard_library
from running import leafletgen
from same_words import assert_same_words
from validating import verdicts

from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.pdf.inspect.facts import Inspection

EDITIONS = ("standard", "large-print", "mono", "letter", "standard-ua2")
WriteLibrary = Callable[[Path, dict[str, str | bytes | None]], Path]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, write_library: WriteLibrary) -> Path:
    root = write_library(tmp_path_factory.mktemp("hard"), hard_library(f"[{', '.join(EDITIONS)}, web]"))
    result = leafletgen(root, "build", "--quiet")
    assert result.exit_code == 0, result.stderr
    return root / "dist" / "hard"


@pytest.fixture(scope="module")
def pdfs(built: Path) -> dict[str, Inspection]:
    return {edition: inspect_pdf((built / f"hard-en-{edition}.pdf").read_bytes()) for edition in EDITIONS}


@pytest.mark.parametrize(
    ("flavour", "editions"), [("ua1", EDITIONS[:4]), ("2a", EDITIONS[:4]), ("ua2", EDITIONS[4:]), ("wt1a", EDITIONS[4:])]
)
def test_the_validator_passes_it(built: Path, flavour: str, editions: tuple[str, ...]) -> None:
    files = [built / f"hard-en-{edition}.pdf" for edition in editions]
    assert verdicts(flavour, files) == {file.name: "PASS" for file in files}


@pytest.mark.parametrize("edition", ["standard", "mono", "letter"])
def test_what_is_read_out_is_the_leaflet_with_its_spaces(pdfs: dict[str, Inspection], built: Path, edition: str) -> None:
    tree = pdfs[edition].tree
    assert tree
    assert_same_words((built / "hard-en-web.html").read_text("utf-8"), tree)


def test_in_large_print_and_in_pdf_2_the_words_are_the_same(pdfs: dict[str, Inspection]) -> None:
    words = {edition: Counter(re.findall(r"\w+", pdf.tree.said)) for edition, pdf in pdfs.items() if pdf.tree}
    assert words["standard"] == words["standard-ua2"] == words["mono"]
    assert words["standard"].keys() - words["large-print"].keys() <= {str(number) for number in range(61)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_has_notes_and_every_note_is_said_once(pdfs: dict[str, Inspection], edition: str) -> None:
    pdf = pdfs[edition]
    notes = [tag for tag in pdf.tags if tag.kind in ("Note", "FENote")]
    assert [re.match(r"\d+", note.said.strip()) is not None for note in notes] == [True] * SOURCES
    assert [int(note.said.split(".")[0]) for note in notes] == sorted(range(1, SOURCES + 1))
    assert len({note.id for note in notes}) == SOURCES
    assert "General information" not in (pdf.tree.said if pdf.tree else "")


def test_a_table_over_pages_is_one(pdfs: dict[str, Inspection]) -> None:
    for edition in ("standard", "mono", "letter", "standard-ua2"):
        (table,) = (tag for tag in pdfs[edition].tags if tag.kind == "Table")
        rows = [tag for tag in table.all() if tag.kind == "TR"]
        assert len(rows) == 61
        assert len({row.page for row in rows}) >= 3
        assert [cell.scope for cell in rows[0].elements] == ["Column"] * 3
        assert [tag.said.strip() for tag in table.all() if tag.kind == "THead"] == ["Food 13\n\nWhat we know\n\nCymraeg"]
        ids = {cell.id for cell in rows[0].elements}
        for row in rows[1:]:
            head, *cells = row.elements
            assert (head.kind, head.scope) == ("TH", "Row")
            assert all(len(cell.headers) == 2 and set(cell.headers) <= ids | {head.id} for cell in cells)


def test_other_languages_are_told(pdfs: dict[str, Inspection]) -> None:
    for pdf in pdfs.values():
        told = Counter(" ".join(tag.words.split()[:2]) for tag in pdf.tags if tag.language == "cy")
        assert {"iechyd da", "Croeso i", "Pwynt dau", "Bore da", "Llun", "Awgrym", "Vitamin B12", "Gofynnwch i", "Bwyd 59"} <= set(told)


def test_links_say_where_they_lead_and_those_of_the_footer_are_gone(pdfs: dict[str, Inspection]) -> None:
    for edition, pdf in pdfs.items():
        assert {(link.within, link.printed) for link in pdf.links} == {("Link", True)}
        assert not [link for link in pdf.links if link.target == "tel:111"]
        words = {link.contents for link in pdf.links}
        assert {"Reference 1", "the list 7", "do that", "A long table", "we"} <= words
        assert not [word for word in words if word.startswith(("ref-", "section-"))]
        long = [tag for tag in pdf.tags if tag.kind == "Link" and tag.said.startswith("Vitamin B12")]
        assert len(long) == 1, edition
        assert long[0].links > 2


def test_lists_say_how_they_are_numbered_and_stand_in_items(pdfs: dict[str, Inspection]) -> None:
    tree = pdfs["standard"].tree
    assert tree
    items = [tag for tag in tree.all() if tag.kind == "LBody" and "Inner two" in tag.said and "Second" not in tag.said]
    inner = min(items, key=lambda tag: len(tag.said))
    assert [child.kind for child in inner.elements] == ["L"]
    assert [[part.kind for part in item.elements] for item in inner.elements[0].elements] == [["Lbl", "LBody"]] * 2


def test_captions_stand_beside_or_in_their_pictures(pdfs: dict[str, Inspection]) -> None:
    groups = [tag for tag in pdfs["standard"].tags if any(child.kind == "Figure" for child in tag.elements)]
    assert ["Figure", "Caption"] in [[child.kind for child in group.elements][:2] for group in groups]
    assert [tag.kind for figure in pdfs["standard-ua2"].tags if figure.kind == "Figure" for tag in figure.elements] == ["Caption"] * 3
