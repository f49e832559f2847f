"""Values that leafletgen takes a short way to are those that the engine works out."""

from __future__ import annotations

from random import Random
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from leafletgen.pdf.engine import engine

SELECTORS = ("html", "body", "p", "p::before", "i", "ul", "li", "li::marker", ":root", "[dir=rtl]", "@page", "@page :first")
DECLARATIONS = (
    "margin: 1em 2%",
    "margin-inline-start: 3mm",
    "margin-block: 1mm 2mm",
    "margin-left: inherit",
    "margin-left: initial",
    "inline-size: 50%",
    "height: calc(10% + 1mm)",
    "padding-inline: calc(1px + 1px)",
    "border: 1px solid",
    "border-inline-end: 2px dotted currentcolor",
    "border-radius: 1mm",
    "line-height: calc(1em + 2px)",
    "text-indent: calc(5% + 1px)",
    "text-indent: inherit",
    "letter-spacing: 0.1em",
    "font: bold 12pt/1.5 serif",
    "font-size: calc(1em * 2)",
    "color: #123456",
    "color: var(--c)",
    "--c: red",
    "font-size: var(--none)",
    "direction: rtl",
    "display: table-cell",
    "display: flex",
    "float: left",
    "float: inherit",
    "position: absolute",
    "text-decoration: underline dotted red",
    "text-decoration-line: none",
    "page: wide",
    "content: 'x'",
    "columns: 2",
    "outline: 1px solid",
    "orphans: 3",
    "white-space: pre",
    "hyphens: auto",
    "quotes: none",
)
BODY = '<p>A <i>b</i></p><ul dir="rtl"><li>C<p style="margin: 0 4%; text-indent: inherit">d</ul>'
rules = st.lists(st.tuples(st.sampled_from(SELECTORS), st.lists(st.sampled_from(DECLARATIONS), min_size=1, max_size=4)), max_size=8)


def all_values(css: str, seed: int) -> list[str]:
    """Every property of every element, and of what a page has, asked for in the order that ``seed`` stands for."""
    made = engine()
    html = made.HTML(string=f"<html><head><style>{css}</style><body>{BODY}</html>")
    pages: list[Any] = []
    style_for = made.css.get_all_computed_styles(html, page_rules=pages)
    page = made.layout.page
    page.set_page_type_computed_styles(page.PageType("right", False, "", 0, ()), html, style_for)
    found = []
    for number, style in enumerate(style_for._computed_styles.values()):
        keys = list(made.css.INITIAL_VALUES)
        Random(seed + number).shuffle(keys)
        found += [f"{number} {key}: {style[key]!r}" for key in keys]
        found += [f"{number} anonymous {key}: {style.anonymous_style[key]!r}" for key in keys if key not in made.css.INITIAL_NOT_COMPUTED]
    return found


@settings(max_examples=60, deadline=None)
@given(rules, st.integers(0, 99))
def test_every_value_is_the_one_that_the_engine_works_out(rules: list[tuple[str, list[str]]], seed: int) -> None:
    css = "".join(f"{selector} {{ {'; '.join(declarations)} }}" for selector, declarations in rules)
    style = engine().css.ComputedStyle
    ours = all_values(css, seed)
    with patch.object(style, "__missing__", style.__missing__.__wrapped__):
        assert all_values(css, seed) == ours
