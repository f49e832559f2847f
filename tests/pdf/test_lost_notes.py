"""A page footnote that the engine loses is found, set anew, and in the end told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

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
