"""The engine's rules for notes are left out where nothing is a note, and nothing looks different for it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from leafletgen.model.page import Page
from leafletgen.pdf import stylesheets
from leafletgen.pdf.typeset import Typesetter

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
STYLE = "@font-face { font-family: F; src: url(fonts/f.ttf) } html { font-family: F } @page { size: 100mm 60mm; margin: 5mm }"
ONLY_CLASSES = [
    ".note { float: footnote }",
    ".note, p .note { float: footnote }",
    "span.note { float: footnote } #b { position: running(foot) }",
    "@media print { .note { float: footnote } }",
    "p { .note { float: footnote } }",
    ".more, .note { float: footnote; footnote-policy: line } .note::footnote-call { content: '*' }",
    ".note { position: note(notes) } @page { @note-area { content: element(notes) } }",
    "",
]
MORE = [
    "span { float: footnote }",
    "#a { float: footnote }",
    "[data-n] { float: footnote }",
    ":root { --where: footnote } span { float: var(--where, none) }",
    ".note { float: footnote } i { float: inherit }",
    "@import 'more.css';",
]


def page(style: str, body: str) -> Page:
    head = f'<html lang="en"><head><title>T</title><style>{STYLE}</style><style>{style}</style></head>'
    resources = {"fonts/f.ttf": FONT, "more.css": b"span { float: footnote }"}
    return Page(f"<!doctype html>{head}<body>{body}</body></html>", resources, "pdf/ua-1")


BODY = '<p id="b">A<span class="note" id="a" data-n="1">first <i>one</i></span> and<span class="note more">second</span></p><ul><li>C</ul>'


@pytest.mark.parametrize(("style", "few"), [*((style, True) for style in ONLY_CLASSES), *((style, False) for style in MORE)])
def test_all_looks_as_with_the_rules_of_the_engine(style: str, few: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    setter = Typesetter()
    quick = setter.typeset(page(style, BODY))
    own = setter.stylesheets.of(page(style, BODY)).own
    assert (own is not setter.stylesheets._own) == few
    monkeypatch.setattr(stylesheets, "for_notes_only", lambda own, _: own)
    assert Typesetter().typeset(page(style, BODY)).pdf == quick.pdf


@pytest.mark.parametrize(
    ("attribute", "few"),
    [
        ('style="width: 12.5%"', True),
        ('style="height: 20mm; "', True),
        ('style="float: footnote"', False),
        ("style='FLOAT:footnote'", False),
        ("style=float:footnote", False),
        ('style="width: 1%; float: foot\\6eote"', False),
        ('style="position: note(n)"', False),
    ],
)
def test_a_style_attribute_that_may_make_a_note(attribute: str, few: bool) -> None:
    setter = Typesetter()
    first = setter.stylesheets.of(page("", "<p>A</p>"))
    found = setter.stylesheets.of(page("", f"<p>A<span {attribute}>b</span></p>"))
    assert found.parsed is first.parsed
    assert (found.own is not setter.stylesheets._own) == few
