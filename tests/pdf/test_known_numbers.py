"""Pages that print page numbers of other pages are set twice, not three times."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from leafletgen.model.page import Page
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


def lines(*parts: str) -> list[list[str]]:
    head = f'<html lang="en"><head><title>T</title><style>{STYLE}</style></head>'
    html = f"<!doctype html>{head}<body>{RUNNING}<main>{''.join(parts)}</main></body></html>"
    pdf = Typesetter().typeset(Page(html, {"fonts/f.ttf": FONT}, "pdf/ua-1")).pdf
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
