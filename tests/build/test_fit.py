"""Fit: a leaflet with a budget of pages is set tighter until it keeps to it, never below the floors."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from reading import Pdf
from running import LEAFLET, leafletgen

from leafletgen.build.fit import fitted, tightened
from leafletgen.model.edition import Edition

MakeLibrary = Callable[..., Path]
SIZES = {"body": 14, "small": 11, "mark": 9, "summary": 16, "heading": 18, "title": 30}
EDITION = Edition.model_validate(
    {"label": "x", "type": SIZES, "line_height": "1.5", "margin": 18, "floors": {"body": 12, "small": 10, "mark": 8}}
)
PARAGRAPH = "      - text: " + "Your body needs this vitamin to build and look after nerves. " * 6 + "\n"


def test_white_space_goes_first_then_margins_then_type() -> None:
    steps = list(tightened(EDITION))
    assert [(s.line_height, s.gaps) for s in steps[:4]] == [
        (Decimal("1.475"), Decimal("0.925")),
        (Decimal("1.450"), Decimal("0.850")),
        (Decimal("1.425"), Decimal("0.775")),
        (Decimal("1.4"), Decimal("0.7")),
    ]
    assert [s.margin for s in steps[4:7]] == [17, 16, 15]
    assert [s.type.body for s in steps[7:]] == [Decimal("13.5"), 13, Decimal("12.5"), 12]


def test_nothing_goes_below_its_floor() -> None:
    last = list(tightened(EDITION))[-1]
    assert [last.type.body, last.type.small, last.type.mark] == [12, 10, 8]
    assert [last.type.heading, last.type.title] == [16, 28]
    assert last.least == EDITION.least


def test_an_edition_that_is_tight_already_stays_as_it_is() -> None:
    tight = EDITION.model_copy(update={"line_height": Decimal("1.3"), "gaps": Decimal("0.6"), "margin": Decimal(12), "floors": None})
    assert {(s.line_height, s.gaps, s.margin, s.type) for s in tightened(tight)} == {
        (tight.line_height, tight.gaps, tight.margin, tight.type)
    }


@pytest.mark.parametrize("enough", range(12))
def test_the_loosest_setting_that_fits_is_found(enough: int) -> None:
    """Whatever step it is; the eleventh is the last, and what never fits is set as tight as may be."""
    steps = [EDITION, *tightened(EDITION)]
    tried: list[Edition] = []

    def set_in(edition: Edition) -> Edition:
        tried.append(edition)
        return edition

    found = fitted(EDITION, lambda edition: steps.index(edition) >= enough, set_in)
    assert found == steps[min(enough, len(steps) - 1)]
    assert len(tried) <= 6


def test_a_leaflet_just_over_its_page_fits_it_tighter(make_library: MakeLibrary) -> None:
    """What ends on the third page keeps to two when told so, and every word is there."""
    long = LEAFLET.rstrip() + "\n" + PARAGRAPH * 10 + "      - text: A line more.\n" * 2
    root = make_library({"leaflets/a.yaml": "pages: 2\n" + long, "leaflets/b.yaml": long})
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    loose, tight = Pdf(root / "dist/b/b-en-standard.pdf"), Pdf(root / "dist/a/a-en-standard.pdf")
    assert (len(loose.pages), len(tight.pages)) == (3, 2)
    assert tight.read_out.count("look after nerves") == 60


def test_what_cannot_fit_says_by_how_much_and_where(make_library: MakeLibrary) -> None:
    long = LEAFLET.rstrip() + "\n" + PARAGRAPH * 30
    root = make_library({"leaflets/a.yaml": "pages: {standard: 1}\n" + long, "leaflets/b.yaml": LEAFLET})
    result = leafletgen(root, "build")
    assert result.exit_code == 1
    assert "leaflets/a.yaml:1:19  error[page-count]  " in result.stderr
    assert "more than the 1 it may have: " in result.stderr
    assert ' lines too many, set as tight as may be; longest: "A heading" (' in result.stderr
    assert [path.name for path in (root / "dist").rglob("*.pdf")] == ["b-en-standard.pdf"]


def test_large_print_is_not_bound_by_one_number(make_library: MakeLibrary) -> None:
    long = LEAFLET.rstrip() + "\n" + PARAGRAPH * 12
    root = make_library({"leaflets/a.yaml": "pages: 2\n" + long})
    assert leafletgen(root, "build", "-e", "large-print", "--quiet").exit_code == 0
    assert len(Pdf(root / "dist/a/a-en-large-print.pdf").pages) > 2
