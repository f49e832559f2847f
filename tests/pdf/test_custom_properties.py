"""Values put in place of `var()` are those that the engine would find itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.model.page import Page
from leafletgen.pdf import stylesheets
from leafletgen.pdf.custom_properties import resolved
from leafletgen.pdf.typeset import Typesetter

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
FACE = "@font-face { font-family: F; src: url(fonts/f.ttf) } html { font-family: F }"


@pytest.mark.parametrize(
    ("sheets", "last"),
    [
        ([":root { --a: 1pt }", "p { margin: var(--a) }"], "p { margin: 1pt }"),
        ([":root{--a:1pt;--b:calc(var(--a) * 2)}", "p { margin: var( --b ) 0 }"], "p { margin: calc(1pt * 2) 0 }"),
        ([":root { --b: var(--a) } :root { --a: 1pt }", "p { margin: var(--b) }"], "p { margin: 1pt }"),
        ([":root { --a: 1pt; --a: 2pt } :root { --a: 3pt }", "p { margin: var(--a) }"], "p { margin: 3pt }"),
        (["@page { size: A5 } :root { --a: 1pt }", "p { margin: var(--a) }"], "p { margin: 1pt }"),
        (["/* { */ :root { /* --a: 2pt; */ --a: 1pt; /* ; */ }", "p { margin: var(--a) }"], "p { margin: 1pt }"),
        ([":root { --a:\n 1pt\n 2pt }", "p {\n margin: var(--a)\n}"], "p {\n margin: 1pt 2pt\n}"),
        ([":root { --a: 1pt }", "p::before { content: 'var(--a)' } /* var(--a) */"], "p::before { content: 'var(--a)' } /* var(--a) */"),
    ],
)
def test_what_root_sets_is_put_in_place(sheets: list[str], last: str) -> None:
    assert resolved(sheets)[-1] == last


@pytest.mark.parametrize(
    "first",
    [
        "",
        ":root { --a: 1pt } p { --a: 2pt }",
        ":root { --a: 1pt } @media screen { :root { --a: 2pt } }",
        "@media print { p { color: red } :root { --a: 2pt } }",
        "@media print { :root { --a: 2pt } }",
        ":root { --a: 1pt !important } :root { --a: 2pt }",
        ":root { --a: url(a.png) }",
        ":root { --a: 'text' }",
        ":root { --a: var(--a) }",
        ":root { --a: var(--b); --b: var(--a) }",
        ":root { --a: var(--c) }",
        ":root.wide { --a: 1pt }",
        ":root:has(.wide) { --a: 1pt } :root { --a: 2pt }",
    ],
)
def test_anything_else_is_left_to_the_engine(first: str) -> None:
    use = "p { margin: var(--a); padding: var(--d, 1pt) }"
    assert resolved([first, use]) == [first, use]


def test_what_an_attribute_sets_is_left_to_the_engine() -> None:
    sheets = [":root { --a: 1pt }", "p { margin: var(--a) }"]
    assert resolved(sheets, '<p style="--a: 2pt">') == sheets


@given(st.lists(st.text(alphabet="{}:;()\"'/*-ab \n!\\") | st.sampled_from([":root{", "--a:", "var(--a)", "}", "/*", "*/"])).map("".join))
def test_any_text_keeps_its_lines(sheet: str) -> None:
    (found,) = resolved([sheet])
    assert found.count("\n") == sheet.count("\n")


@pytest.mark.parametrize(
    "style",
    [
        ":root { --size: 9pt; --twice: calc(var(--size) * 2) } p { font-size: var(--twice) }",
        ":root { --wide: 2em } p { font-size: 9pt; margin-left: var(--wide) } b { font-size: 20pt; padding-left: var(--wide) }",
        ":root { --size: 9pt } p { --size: 19pt } p, h1 { font-size: var(--size) }",
        ":root { --ink: #c00; --edge: 1mm solid var(--ink) } p { border: var(--edge) } @page { border: var(--edge) }",
        ":root { --size: 9pt } @media print { :root { --size: 14pt } } p { font-size: var(--size) }",
        "p { font-size: var(--size) } :root { --size: 9pt } :root { --size: 13pt }",
    ],
)
def test_pages_are_the_same(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    head = f"<head><title>T</title><style>{FACE}{style}</style></head>"
    page = Page(f"<!doctype html><html lang='en'>{head}<body><h1>A</h1><p>B <b>C</b></p></body></html>", {"fonts/f.ttf": FONT}, "pdf/ua-1")
    ours = Typesetter().typeset(page)
    monkeypatch.setattr(stylesheets, "resolved", lambda sheets, rest: sheets)
    theirs = Typesetter().typeset(page)
    assert (ours.pdf, ours.diagnostics) == (theirs.pdf, theirs.diagnostics)
    assert not ours.diagnostics
