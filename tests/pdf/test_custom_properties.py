"""Values put in place of `var()` are those that the engine would find itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletgen.model.page import Page
from leafletgen.pdf import stylesheets
from leafletgen.pdf.custom_properties import names_set, resolved
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
        (["@page { size: A5 } :root { --a: 1pt }", "@page { margin: var(--a) }"], "@page { margin: 1pt }"),
        (["/* { */ :root { /* --a: 2pt; */ --a: 1pt; /* ; */ }", "p { margin: var(--a) }"], "p { margin: 1pt }"),
        ([":root { --a:\n 1pt\n 2pt }", "p {\n margin: var(--a)\n}"], "p {\n margin: 1pt 2pt\n}"),
        ([":root { --a-b: 1pt; --a_b: 2pt }", "p { margin: var(--a-b) }"], "p { margin: 2pt }"),
    ],
)
def test_what_root_sets_is_put_in_place(sheets: list[str], last: str) -> None:
    assert resolved(sheets)[-1].replace("/**/", "") == last


@pytest.mark.parametrize(
    "use",
    [
        "p::before { content: 'var(--a)' } /* var(--a) */",
        "@font-face { font-family: var(--a) } p { color: red }",
        "@media (min-width: var(--a)) { p { color: red } }",
        "p { background: url(var(--a)) }",
        "p { margin: -var(--a); color: #var(--a) }",
        "p { margin: var(--a, 1pt) }",
    ],
)
def test_where_it_has_no_meaning_it_is_left(use: str) -> None:
    assert resolved([":root { --a: 1pt }", use])[-1] == use


@pytest.mark.parametrize(
    "first",
    [
        "",
        ":root { --a: 1pt } p { --a: 2pt }",
        ":root { --a: 1pt } @media screen { :root { --a: 2pt } }",
        "@media print { p { color: red } :root { --a: 2pt } }",
        "@media print { :root { --a: 2pt } }",
        "} @media print { :root { --a: 2pt } }",
        ":root { --a: 1pt !important } :root { --a: 2pt }",
        ":root { --a: 1pt; --a: }",
        ":root { --a: url(a.png) }",
        ":root { --a: 'text' }",
        ":root { --a: var(--a) }",
        ":root { --a: var(--b); --b: var(--a) }",
        ":root { --a: VAR(--b); --b: 1pt }",
        ":root { --a: var(--c) }",
        ":root.wide { --a: 1pt }",
        ":root:has(.wide) { --a: 1pt } :root { --a: 2pt }",
    ],
)
def test_anything_else_is_left_to_the_engine(first: str) -> None:
    use = "p { margin: var(--a); padding: var(--d, 1pt) }"
    assert resolved([first, use]) == [first, use]


def test_what_something_else_sets_is_left_to_the_engine() -> None:
    sheets = [":root { --a: 1pt }", "p { margin: var(--a) }"]
    assert resolved(sheets, names_set('<p style="--a: 2pt">')) == sheets


@given(st.lists(st.text(alphabet="{}:;()\"'/*-ab \n!\\") | st.sampled_from([":root{", "--a:", "var(--a)", "}", "/*", "*/"])).map("".join))
def test_any_text_keeps_its_lines(sheet: str) -> None:
    (found,) = resolved([sheet])
    assert found.count("\n") == sheet.count("\n")


def page(style: str, body: str = "<h1>A</h1><p>B <b>C</b></p>") -> Page:
    head = f"<head><title>T</title><style>{FACE}{style}</style></head>"
    running = '<div class="running-footer" style="position: running(footer)"></div>'
    return Page(f"<!doctype html><html lang='en'>{head}<body>{running}<main>{body}</main></body></html>", {"fonts/f.ttf": FONT}, "pdf/ua-1")


def by_the_engine(made: Page) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stylesheets, "resolved", lambda sheets, names: sheets)
        return Typesetter().typeset(made).pdf


@pytest.mark.parametrize(
    "style",
    [
        ":root { --size: 9pt; --twice: calc(var(--size) * 2) } p { font-size: var(--twice) }",
        ":root { --wide: 2em } p { font-size: 9pt; margin-left: var(--wide) } b { font-size: 20pt; padding-left: var(--wide) }",
        ":root { --size: 9pt } p { --size: 19pt } p, h1 { font-size: var(--size) }",
        ":root { --ink: #c00; --edge: 1mm solid var(--ink) } p { border: var(--edge) } @page { border: var(--edge) }",
        ":root { --size: 9pt } @media print { :root { --size: 14pt } } p { font-size: var(--size) }",
        "p { font-size: var(--size) } :root { --size: 9pt } :root { --size: 13pt }",
        ":root{--a:1cm;--b:2cm;--w:1mm}p{margin:var(--a)var(--b);border:var(--w)solid red}",
        ":root { --footer-height: 20mm } @page { margin-bottom: calc(var(--footer-height) + 5mm) }",
    ],
)
def test_pages_are_the_same(style: str) -> None:
    done = Typesetter().typeset(page(style))
    assert done.pdf == by_the_engine(page(style))
    assert not done.diagnostics


def test_a_page_whose_attributes_set_one_is_not_taken_for_another() -> None:
    style, setter = ":root { --a: 1cm } b { margin-left: var(--a) }", Typesetter()
    for body in ("<p>B <b>C</b></p>", '<p style="--a: 3cm">B <b>C</b></p>', "<p>B <b>C</b></p>"):
        assert setter.typeset(page(style, body)).pdf == by_the_engine(page(style, body))


NAMES = st.sampled_from(["--a", "--b", "--c"])
VALUES = st.sampled_from(["2mm", "1em", "5pt", "calc(1mm + 2pt)"]) | NAMES.map("var({})".format) | NAMES.map("calc(var({}) * 2)".format)
DECLARATIONS = st.tuples(NAMES, VALUES).map("{0[0]}:{0[1]}".format)
RULES = st.one_of(
    st.lists(DECLARATIONS, max_size=3).map(lambda made: f":root{{{';'.join(made)}}}"),
    st.tuples(st.sampled_from(["p", "b", "h1", "@page"]), st.sampled_from(["margin-left", "padding-top", "font-size"]), VALUES).map(
        lambda made: "{} {{ {}: {} }}".format(*made)
    ),
    DECLARATIONS.map("@media print {{ :root {{ {} }} }}".format),
    DECLARATIONS.map("p {{ {} }}".format),
    NAMES.map("p {{ margin:var({0})var({0}) }}".format),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(RULES, min_size=2, max_size=7).map("".join))
def test_any_styles_mean_what_the_engine_makes_of_them(style: str) -> None:
    assert Typesetter().typeset(page(style)).pdf == by_the_engine(page(style))
