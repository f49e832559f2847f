"""Facts of laid-out pages: what stands where, in which type, and from which line of the YAML."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from printing import SENTENCE, files, printed

from leafletgen.pdf.layout import layout_of
from leafletgen.pdf.layout_facts import Layout, Line

MakeLibrary = Callable[..., Path]

BODY = f"""\
key_points: [The first point.]
sections:
  - heading: What is it?
    content:
      - text: "Some **strong** text. [@nice-ng239] {SENTENCE * 3}"
      - figure: {{image: images/photo.png, alt: A grey square, caption: A square}}
      - table: {{caption: Two by two, columns: [What, How much], rows: [[Eggs, Some]]}}
"""


def photograph() -> bytes:
    data = BytesIO()
    Image.new("RGB", (1400, 700), "#888888").save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def layout(make_library: MakeLibrary, builtin: Path) -> Layout:
    return printed(make_library(files(BODY, **{"leaflets/images/photo.png": photograph()})), builtin).set.layout


def line(layout: Layout, words: str) -> Line:
    return next(line for line in layout.lines if words in line.text)


def test_pages_are_measured_in_millimetres(layout: Layout) -> None:
    page = layout.pages[0]
    assert (round(page.width), round(page.height)) == (210, 297)
    assert round(page.content.left) == 18
    assert round(page.content.right) == 192


def test_a_line_knows_its_type_and_its_place_in_the_yaml(layout: Layout) -> None:
    first = line(layout, "Some strong text.")
    assert [(run.text, run.size, run.weight) for run in first.runs[:2]] == [("Some ", 12, 400), ("strong", 12, 700)]
    assert (first.element, first.area, first.page, first.path) == ("p", "content", 1, "sections/0/content/0")
    assert (first.leading, first.align, first.hyphens) == (1.5, "start", "manual")
    assert round(first.ink.left) == 18
    assert 3 < first.ink.height < 5


def test_lines_of_a_paragraph_go_together(layout: Layout) -> None:
    paragraph = next(lines for lines in layout.paragraphs if "Some strong" in lines[0].text)
    assert " ".join(line.text.strip() for line in paragraph).replace("1 ", "", 1).count("Vitamin B12 keeps") == 3
    assert len(paragraph) > 2


def test_citation_marks_are_runs_of_their_own(layout: Layout) -> None:
    marks = [run for run in line(layout, "Some strong").runs if ".cite" in run.within]
    assert [(run.text, run.size) for run in marks] == [("1", 8)]


def test_margins_and_footnotes_are_told_apart(layout: Layout) -> None:
    assert {line.text for line in layout.lines if line.area == "head"} == {"DRAFT, not for patients"}
    assert line(layout, "Version 1.0").area == "foot"
    assert [(note.number, note.page, note.whole, note.call_page) for note in layout.notes] == [("1", 1, True, 1)]
    assert layout.notes[0].call == line(layout, "Some strong")


def test_cells_are_rooms(layout: Layout) -> None:
    assert [room.kind for room in line(layout, "Eggs").rooms] == ["page", "page", "cell"]
    assert line(layout, "Two by two").rooms[-1].kind == "page"


def test_pictures_have_pixels_and_a_place(layout: Layout) -> None:
    photo = next(picture for picture in layout.pictures if picture.source)
    assert (photo.pixels, round(photo.rect.width), round(photo.rect.height)) == ((1400, 700), 112, 56)
    assert photo.dpi == pytest.approx(1400 / 112 * 25.4, abs=1)
    assert photo.path == "sections/0/content/1"


def test_fonts_are_called_by_the_names_in_their_files(layout: Layout) -> None:
    assert layout.fonts == ("Atkinson Hyperlegible",)


def test_columns_are_measured(make_library: MakeLibrary, builtin: Path) -> None:
    made = printed(make_library(files(BODY.replace("      - figure", "      - text: More.\n      - figure"), ".section { columns: 2; column-gap: 9mm }", **{"leaflets/images/photo.png": photograph()})), builtin)  # fmt: skip  # noqa: E501
    found = next(columns for columns in made.set.layout.columns if columns.path == "sections/0")
    assert (found.count, round(found.gutter, 1)) == (2, 9.0)


def test_reading_the_layout_is_cheap(make_library: MakeLibrary, builtin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spent: list[float] = []

    def timed(document: object) -> Layout:
        start = time.process_time()
        layout = layout_of(document)
        spent.append(time.process_time() - start)
        return layout

    monkeypatch.setattr("leafletgen.pdf.typeset.layout_of", timed)
    root = make_library(files(f"sections:\n  - heading: What is it?\n    content:\n      - text: {SENTENCE * 400}\n"))
    whole = []
    for _ in range(4):  # the best of several: a collection of garbage may fall into any of them
        start = time.process_time()
        printed(root, builtin)
        whole.append(time.process_time() - start)
    assert min(spent) < 0.05 * min(whole)
