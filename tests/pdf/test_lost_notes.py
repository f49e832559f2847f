"""A page footnote that the engine loses is found, set anew, and in the end told."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from leafletgen.diagnostics import Severity
from leafletgen.model.page import Page
from leafletgen.pdf import typeset
from leafletgen.pdf.typeset import Typesetter

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
NOTES = '<p>One<span class="note" data-note="1">1. A</span> two<span class="note" data-note="2">2. B</span></p>'


def page(body: str, style: str) -> Page:
    face = "@font-face { font-family: F; src: url(fonts/f.ttf) } html { font-family: F }"
    html = f'<!doctype html><html lang="en"><head><title>T</title><style>{face}{style}</style></head><body>{body}</body></html>'
    return Page(html, {"fonts/f.ttf": FONT}, "pdf/ua-1")


def test_notes_that_are_printed_are_not_missed() -> None:
    assert Typesetter().typeset(page(NOTES, ".note { float: footnote }")).diagnostics == ()


def test_a_note_that_is_nowhere_is_an_error() -> None:
    # What the page says it has and no laid-out page shows: here it stands in a comment.
    done = Typesetter().typeset(page(NOTES + '<!-- data-note="3" -->', ".note { float: footnote }"))
    assert [(d.rule, d.severity) for d in done.diagnostics] == [("note-lost", Severity.ERROR)]
    assert "footnote 3" in done.diagnostics[0].message


@pytest.mark.parametrize("tries", range(1, 5))
def test_a_lost_note_is_set_anew_until_it_is_there(tries: int, monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([["1"]] * tries + [[]])
    monkeypatch.setattr(typeset, "_lost_notes", lambda page, document: next(found))
    assert Typesetter().typeset(page(NOTES, ".note { float: footnote }")).diagnostics == ()
    assert list(found) == []


LATE = """
@page { size: 100mm 58mm; margin: 5mm; @footnote { margin-top: 1mm } }
body { margin: 0; font-size: 12pt; line-height: 6mm; orphans: 2; widows: 2 }
p { margin: 0 }
.note { float: footnote; footnote-policy: line; display: block }
.note::footnote-call, .note::footnote-marker { content: none }
.to::after { content: target-counter(attr(href), page) }
"""
"""Pages with room for seven lines, or for six and a note."""


def test_a_note_that_waits_for_a_page_with_page_numbers_is_kept() -> None:
    """The engine sets such a page again when the numbers are known, and forgot what was waiting for it."""
    before = "".join(f"<p>Line {number}</p>" for number in range(1, 5))
    noted = '<p>Line 5<span class="note" data-note="1">1. A</span></p>'
    # Two lines of it have to stand on the first page, where the second takes the place of the note.
    broken = "<p>Line 6<br>Line 7<br>Line 8<br>Line 9</p>"
    rest = '<p><a class="to" href="#end">See page </a></p><p style="break-before: page" id="end">The end</p>'
    done = Typesetter().typeset(page(before + noted + broken + rest, LATE))
    assert done.diagnostics == ()
    assert lines(done.pdf) == [
        ["Line 1", "Line 2", "Line 3", "Line 4", "Line 5", "Line 6", "Line 7"],
        ["Line 8", "Line 9", "See page 3", "1. A"],
        ["The end"],
    ]


def test_a_note_that_waits_for_a_page_of_its_own_is_kept() -> None:
    """After the last line of text, on a page that is not set again itself."""
    contents = '<p><a class="to" href="#end">See page </a></p><p style="break-before: page">Line 1</p>'
    text = "".join(f"<p>Line {number}</p>" for number in range(2, 7))
    noted = '<p id="end">Line 7<span class="note" data-note="1">1. A</span></p>'
    done = Typesetter().typeset(page(contents + text + noted, LATE.replace("policy: line", "policy: auto")))
    assert done.diagnostics == ()
    assert lines(done.pdf) == [["See page 2"], ["Line 1", "Line 2", "Line 3", "Line 4", "Line 5", "Line 6", "Line 7"], ["1. A"]]


@pytest.mark.parametrize("is_last", [False, True], ids=["before a break", "at the end"])
def test_a_note_that_only_waits_once_page_numbers_are_known(is_last: bool) -> None:
    """The page's number takes a line more, which takes the place of the note; the next page goes on where it did."""
    broken = '<p style="break-before: page"'
    full = f'<p>{"i" * 58} <a class="to" href="#end">on page </a></p>' + "".join(f"<p>Line {number}</p>" for number in range(2, 6))
    full += '<p>Line 6<span class="note" data-note="1">1. A</span></p>'
    others, end = f"{broken}>Other</p>" * 6, f'{broken} id="end">The end</p>'
    style = LATE.replace("policy: line", "policy: auto").replace("attr(href), page", "attr(href), page, upper-roman")
    done = Typesetter().typeset(page(f"{others}{end}{broken}></p>{full}" if is_last else full + others + end, style))
    assert done.diagnostics == ()
    assert [line for found in lines(done.pdf) for line in found].count("1. A") == 1
    assert done.pages == (9 if is_last else 8)


def lines(pdf: bytes) -> list[list[str]]:
    return [[line.strip() for line in page.extract_text().splitlines()] for page in PdfReader(BytesIO(pdf)).pages]
