"""Editions and brands as CSS."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.html.edition_css import edition_css, note_width
from leafletgen.model.brand import Brand
from leafletgen.model.edition import Edition
from leafletgen.source.files import read_file
from leafletgen.source.typed import read_model

BRAND = Brand.model_validate({"name": "B", "accent": "#0B5C6B", "contact": {"label": "L", "phone": "1"}, "feedback": "F"})


@pytest.fixture
def edition(builtin: Path, request: pytest.FixtureRequest) -> Edition:
    found, problems = read_model(read_file(builtin, "styles/editions.yaml")[0], Edition, (request.param,))
    assert found, problems
    return found


@pytest.mark.parametrize("edition", ["standard"], indirect=True)
def test_colour_on_a4(edition: Edition) -> None:
    css = edition_css(edition, BRAND)
    for part in ("--body:12pt", "--accent:#0B5C6B", "--tint:#e7eff0", "--measure:146mm", "--text-width:174mm", "@page{size:210mm 297mm}"):
        assert part in css
    assert css.count("{") == css.count("}")
    assert "<" not in css


@pytest.mark.parametrize("edition", ["mono"], indirect=True)
def test_mono_has_no_colour(edition: Edition) -> None:
    css = edition_css(edition, BRAND)
    assert "--accent:#000000" in css
    assert "--tint:#ffffff" in css
    assert "--warn:#000000" in css


@pytest.mark.parametrize("edition", ["web"], indirect=True)
def test_the_web_has_no_page(edition: Edition) -> None:
    assert "@page" not in edition_css(edition, BRAND)


@pytest.mark.parametrize("edition", ["trifold"], indirect=True)
def test_panels_that_fold_in_are_narrower(edition: Edition) -> None:
    css = edition_css(edition, BRAND)
    assert css.endswith("@page{size:100mm 210mm}@page :nth(4){size:97mm 210mm}@page :nth(5){size:97mm 210mm}")
    assert note_width(edition) == 44


@pytest.mark.parametrize("edition", ["standard", "large-print"], indirect=True)
def test_a_note_is_narrower_in_larger_type(edition: Edition) -> None:
    assert note_width(edition) == {10: 100, 16: 62}[int(edition.type.small)]


def test_a_small_page_has_a_small_measure() -> None:
    sizes = {"body": "12", "small": "10", "mark": "8", "summary": "14", "heading": "17", "title": "30"}
    edition = Edition.model_validate({"label": "x", "type": sizes, "paper": "A5", "margin": "12.5"})
    assert "--measure:123.0mm" in edition_css(edition, BRAND)
