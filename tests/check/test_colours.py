"""Colours: contrast as WCAG measures it, and every pair that the stylesheets make."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from leafletgen.builtin import builtin_folder
from leafletgen.check.form import colours
from leafletgen.check.form.colour_pairs import SHAPES, TEXTS, grey, ratio
from leafletgen.check.library_subject import library_subject
from leafletgen.check.policy import Policy
from leafletgen.diagnostics import Diagnostic
from leafletgen.source.library import read_library

TODAY = date(2026, 11, 22)
RULES = {rule.slug: rule for rule in colours.RULES}

MakeLibrary = Callable[..., Path]
BRAND = "name: A clinic\ncontact: {label: Desk, email: desk@clinic.example}\nfeedback: Tell us.\n"


def found(root: Path, slug: str) -> list[Diagnostic]:
    shared, _ = read_library(root, builtin_folder())
    assert shared is not None
    subject = library_subject(shared, (), TODAY, builtin_folder())
    return list(Policy.of(shared).judge(RULES[slug], subject, subject.source))


def slugs(root: Path) -> set[str]:
    return {slug for slug in RULES if found(root, slug)}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert ratio(one, other) == pytest.approx(expected, abs=0.005)
    assert ratio(other, one) == ratio(one, other)


def test_grey_is_the_luma_that_printers_use() -> None:
    assert grey("#ff0000") == "#4c4c4c"
    assert grey("#123456") == "#2e2e2e"
    assert grey("#808080") == "#808080"


@pytest.mark.parametrize(
    ("accent", "expected"),
    [
        ("#0b3c46", set()),
        ("#0b5c6b", set()),  # 7.6 on white; on its tint, 6.5, stands only what is large
        ("#2a7f8f", {"contrast-enhanced"}),  # 4.6 on white
        ("#7fb8c4", {"contrast", "contrast-graphic", "mono-safe"}),
        ("#e0c000", {"contrast", "contrast-graphic", "mono-safe"}),
        ("#000000", set()),
    ],
)
def test_an_accent_is_judged_in_every_pair(make_library: MakeLibrary, accent: str, expected: set[str]) -> None:
    root = make_library({"leaflets/brands/clinic.yaml": BRAND + f'accent: "{accent}"\n'})
    assert slugs(root) == expected
    for slug in expected:
        assert {(d.span.file, d.span.line) for d in found(root, slug)} == {("leaflets/brands/clinic.yaml", 4)}


def test_the_worst_pair_is_named_with_what_was_measured(make_library: MakeLibrary) -> None:
    (told,) = found(make_library({"leaflets/brands/clinic.yaml": BRAND + 'accent: "#7fb8c4"\n'}), "contrast")
    assert told.message.startswith("#7fb8c4 on #ffffff has a contrast of 2.19 to 1, below 4.5 to 1: questions, column heads")
    assert (told.value, told.limit) == (2.19, 4.5)


def test_a_brand_that_is_not_the_first_is_judged_too(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/brands/other.yaml": BRAND + 'accent: "#7fb8c4"\n'})
    assert [d.span.file for d in found(root, "contrast")] == ["leaflets/brands/other.yaml"]


def test_a_library_of_black_and_white_has_no_accent(make_library: MakeLibrary) -> None:
    files = {"leaflets/library.yaml": "brands: [clinic]\neditions: [mono]\n", "leaflets/brands/clinic.yaml": BRAND + 'accent: "#7fb8c4"\n'}
    assert slugs(make_library(files)) == set()


def test_the_stylesheets_own_colours_are_told_at_their_line(make_library: MakeLibrary) -> None:
    tokens = ":root {\n  --ink: #1a1a1a;\n  --quiet: #999999;\n  --paper: #ffffff;\n}\n"
    told = found(make_library({"styles/tokens.css": tokens}), "contrast")
    assert [(d.span.file, d.span.line) for d in told] == [("styles/tokens.css", 3)]


def test_the_dark_web_page_is_judged(make_library: MakeLibrary) -> None:
    dark = (
        "@media (prefers-color-scheme: dark) {\n  :root { --ink: #f2f2f2; --quiet: #c9cfd1; --paper: #14191b;\n "
        "   --accent: #334455; --tint: #1d282b; }\n}\n"
    )
    root = make_library({"leaflets/library.yaml": "brands: [clinic]\neditions: [standard, web]\n", "styles/web.css": dark})
    assert {(d.span.file, d.span.line) for d in found(root, "contrast")} == {("styles/web.css", 3)}


def test_the_shipped_colours_pass(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/library.yaml": "brands: [clinic]\neditions: [standard, web]\n"})
    assert slugs(root) == set()


def test_every_colour_of_the_stylesheets_stands_in_a_pair() -> None:
    css = "".join((builtin_folder() / "styles" / f"{name}.css").read_text() for name in ("blocks", "faq", "food-guide", "handout", "page"))
    texts = set(re.findall(r"(?<![-\w])color: var\(--([a-z]+)\)", css))
    fills = set(re.findall(r"background: var\(--([a-z]+)\)", css))
    assert texts == {pair.front for pair in TEXTS}
    assert fills == {pair.back for pair in TEXTS}
    assert {pair.front for pair in SHAPES} <= texts
