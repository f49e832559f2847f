"""Stylesheets are parsed once for pages that have the same, and nobody can tell from what is printed or said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from leafletgen.model.page import Page
from leafletgen.pdf.typeset import Typesetter

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
FACE = b"@font-face { font-family: F; src: url(../fonts/f.ttf) } html { font-family: F }"


def page(words: str, css: str = "", head: str = "", body: str = "") -> Page:
    html = (
        f'<!doctype html><html lang="en"><head><title>T</title><style>:root{{--size:12pt}}</style>'
        f'<link rel="stylesheet" href="styles/a.css">{head}</head><body>{body}<p style="color:#111">{words}</p></body></html>'
    )
    return Page(html, {"fonts/f.ttf": FONT, "styles/a.css": FACE + css.encode()}, "pdf/ua-1")


def alone(page: Page) -> bytes:
    return Typesetter().typeset(page).pdf


@pytest.mark.parametrize(
    "css", ["", "p { font-size: var(--size); color: red }", "@page { margin: 3cm } @layer a, b; @layer b { p { color: blue } }"]
)
def test_a_page_is_printed_as_if_it_were_the_first(css: str) -> None:
    setter = Typesetter()
    for words in ("One", "Two", "One"):
        assert setter.typeset(page(words, css)).pdf == alone(page(words, css))
    assert len(setter.stylesheets._kept) == 1


def test_other_styles_of_the_same_name_are_others() -> None:
    setter = Typesetter()
    assert setter.typeset(page("A", "p { margin: 1cm }")).pdf != setter.typeset(page("A", "p { margin: 2cm }")).pdf


def test_an_imported_stylesheet_that_changed_is_read_again() -> None:
    setter = Typesetter()
    first, second = (
        Page(made.html, {**made.resources, "styles/a.css": b'@import "b.css";' + FACE, "styles/b.css": css}, made.profile)
        for made, css in ((page("A"), b"p { margin: 1cm }"), (page("A"), b"p { margin: 2cm }"))
    )
    assert setter.typeset(first).pdf != setter.typeset(second).pdf == alone(second)


@pytest.mark.parametrize(
    "css", ["p { colour: red }", "p { color: var(--none) }", "p { font-size: var(--wide); --wide: wide }", "@import 'none.css';"]
)
def test_what_is_wrong_with_them_is_said_of_each_page(css: str) -> None:
    setter = Typesetter()
    said = [setter.typeset(page(words, css)).diagnostics for words in ("One", "Two", "Three")]
    assert said == [Typesetter().typeset(page("One", css)).diagnostics] * 3


@pytest.mark.parametrize(
    "made",
    [
        page("A", "p { margin: 1cm }", head='<style media="screen">p { margin: 2cm }</style>'),
        page("A", "body p { margin: 1cm }", body="<style>p { margin: 2cm }</style>"),
        page("A", "p { color: red }", head='<link rel="stylesheet" href="styles/none.css">'),
        page("A", "p { background: linear-gradient(90deg, red 1em, blue 3em) }"),
        page("A", "@counter-style lower-alpha { system: cyclic; symbols: 'Q' } ol { list-style-type: lower-alpha }"),
        page("A", "svg { width: 10mm }", body='<svg width="30mm" height="5mm" viewBox="0 0 1 1"></svg>'),
    ],
)
def test_a_page_with_styles_of_another_form_is_left_to_the_engine(made: Page) -> None:
    setter = Typesetter()
    assert setter.typeset(made).pdf == alone(made)
    assert not setter.stylesheets._kept


def test_what_is_wrong_with_them_is_said_after_a_page_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    setter, broken = Typesetter(), page("One", "p { colour: red }")
    with monkeypatch.context() as patch:
        patch.setattr(Typesetter, "_write", lambda *_: (_ for _ in ()).throw(MemoryError()))
        with pytest.raises(MemoryError):
            setter.typeset(broken)
    said = setter.typeset(broken).diagnostics
    assert said == Typesetter().typeset(broken).diagnostics
    assert said


def test_few_are_kept() -> None:
    setter = Typesetter()
    for number in range(30):
        setter.stylesheets.of(page("A", f"p {{ margin: {number}px }}"))
    assert len(setter.stylesheets._kept) == 24
