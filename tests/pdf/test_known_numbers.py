"""Pages that print page numbers of other pages are set once where the numbers fit, else twice, and not three times."""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from leafletgen.model.page import Page
from leafletgen.pdf import known_numbers
from leafletgen.pdf.engine import engine
from leafletgen.pdf.typeset import Typesetter

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
STYLE = """
@font-face { font-family: F; src: url(fonts/f.ttf) }
html { font-family: F }
@page { size: 100mm 60mm; margin: 5mm }
.to::after { content: " on page " target-counter(attr(href), page) }
section { break-before: page }
"""
FOOTER = [1]
"""The one page that the footer is measured on."""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that the engine sets, in the order in which it sets them."""
    numbers: list[int] = []
    pages = engine().layout.page
    make_page = pages.make_page

    def counted(context: Any, root_box: Any, page_type: Any, resume_at: Any, page_number: int, page_state: Any) -> Any:
        numbers.append(page_number)
        return make_page(context, root_box, page_type, resume_at, page_number, page_state)

    monkeypatch.setattr(pages, "make_page", counted)
    return numbers


RUNNING = '<div class="running-footer" style="position: running(footer)"></div>'  # the footer is tried first, by itself


def pdf(*parts: str, style: str = "") -> bytes:
    head = f'<html lang="en"><head><title>T</title><style>{STYLE}{style}</style></head>'
    html = f"<!doctype html>{head}<body>{RUNNING}<main>{''.join(parts)}</main></body></html>"
    return Typesetter().typeset(Page(html, {"fonts/f.ttf": FONT}, "pdf/ua-1")).pdf


def lines(*parts: str, style: str = "") -> list[list[str]]:
    return read(pdf(*parts, style=style))


def read(pdf: bytes) -> list[list[str]]:
    return [[line.strip() for line in page.extract_text().splitlines()] for page in PdfReader(BytesIO(pdf)).pages]


A, B = '<section id="a">a</section>', '<section id="b">b</section>'
TO_A, TO_B = '<p><a class="to" href="#a">A</a></p>', '<p><a class="to" href="#b">B</a></p>'


def test_a_list_of_contents_is_set_twice(made: list[int]) -> None:
    assert lines(TO_A, TO_B, A, B) == [["A on page 2", "B on page 3"], ["a"], ["b"]]
    assert made == [*FOOTER, 1, 2, 3, 1]


def test_numbers_before_and_behind_are_right(made: list[int]) -> None:
    assert lines('<p id="a">a</p><section>', TO_A, TO_B, "</section>", B) == [["a"], ["A on page 1", "B on page 3"], ["b"]]
    assert made == [*FOOTER, 1, 2, 3, 2]


@pytest.mark.parametrize(("wide", "page"), [(51, 10), (52, 11), (53, 11)])
def test_a_number_that_makes_its_page_longer_is_that_of_the_new_page(wide: int, page: int, made: list[int]) -> None:
    """The second is wide enough for one digit only, so that what was known is not true any more once it is printed."""
    full = "".join(f"<div>Line {number}</div>" for number in range(1, 9))
    found = lines(f'<div>{"i" * wide} <a class="to" href="#b">B</a></div>', full, "<section>.</section>" * 8, B)
    assert found[page - 1 :] == [["b"]]
    assert f"on page {page}" in " ".join(found[0])
    assert made.count(2) == (2 if wide == 52 else 1)


EVEN = ".to::after { font-variant-numeric: tabular-nums }"
"""Figures of one width, as our styles ask for."""
FLOAT = f'<div style="float: left; width: 40mm">{"<p>Float</p>" * 14}</div>'
TENTH = "<section>.</section>" * 7


@pytest.mark.parametrize(
    ("parts", "again"),
    [
        ((TO_A, TO_B, A, B), False),
        ((TO_A, TO_B, A, TENTH, B), True),  # the second number is wider than the 0
        (('<p id="a">a</p><section>', TO_A, TO_B, "</section>", B), False),
        (('<p style="text-align: justify">', TO_A, "word " * 30, TO_B, "</p>", A, B), False),
        (('<p style="position: relative"><a class="to" href="#b" style="position: absolute; right: 0">B</a>x</p>', A, B), False),
        (("i" * 55, ' <a class="to" href="#b">B</a>', A, B), True),  # its words stand on two lines
        ((A, B, '<section><a class="to" href="#b">B</a></section>'), True),  # the last page
        # A float that goes on overleaf
        (
            (TO_B, '<div style="float: left; width: 40mm">', "<p>Float</p>" * 14, "</div>", "<p>word word</p>" * 5, '<p id="b">b', TO_B),
            True,
        ),
    ],
)
def test_numbers_that_fit_are_written_over_the_0(
    parts: tuple[str, ...], again: bool, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And all is as it would be if the page had been set again."""
    quick = pdf(*parts, style=EVEN)
    once = [*FOOTER, *range(1, len(read(quick)) + 1)]
    assert (made != once) == again
    monkeypatch.setattr(known_numbers, "write_over", lambda *_: False)
    assert pdf(*parts, style=EVEN) == quick


@pytest.mark.parametrize(
    "style", [".to::after { content: target-counter(attr(href), page, upper-roman) }", ".to { text-transform: uppercase }"]
)
def test_other_numbers_are_right_too(style: str) -> None:
    first, *_ = lines(TO_B, A, B, style=EVEN + style)
    assert first[0].upper() in ("BIII", "B ON PAGE 3")


def test_the_last_page_and_notes_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of contents at the end, and on a page whose note goes on overleaf."""
    note = '<span style="float: footnote; footnote-policy: auto">' + "A long note. " * 40 + "</span>"
    parts = (A, "<section>", TO_A, TO_B, note, "</section>", B, "<section>", TO_A, TO_B, "</section>")
    quick = pdf(*parts, style=EVEN)
    assert [line for page in read(quick) for line in page if "on page" in line] == ["A on page 1", "B on page 3"] * 2
    monkeypatch.setattr(known_numbers, "write_over", lambda *_: False)
    assert pdf(*parts, style=EVEN) == quick


def test_an_area_for_notes_is_filled() -> None:
    """Its page is set again for that."""
    style = EVEN + ".note { position: note(notes) } @page { @note-area { content: element(notes, all-once) } }"
    for parts in (("<p>text", '<span class="note">The note.</span></p>', B), (TO_B, '<span class="note">The note.</span>', B)):
        words = "".join(line for page in lines(*parts, style=style) for line in page)
        assert "Thenote." in re.sub(r"[\0\s]", "", words)
