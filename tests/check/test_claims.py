"""What is a claim: every sentence of claims.txt is one (+) or is none (-)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import with_content

from leafletgen.check.figures.claim_words import EFFECT_STEMS, EFFECTS, RISK_STEMS, RISKS
from leafletgen.check.figures.claims import find_claim, statements
from leafletgen.check.run import subject_of
from leafletgen.check.text.words import WordLists
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

SENTENCES = [line.split(" ", 1) for line in (Path(__file__).parent / "claims.txt").read_text("utf-8").splitlines() if line[:1] in "+-"]

ASCII = st.characters(max_codepoint=127)


@pytest.mark.parametrize("sentence", [text for mark, text in SENTENCES if mark == "+"])
def test_a_figure_a_risk_or_an_effect_is_a_claim(sentence: str) -> None:
    claim = find_claim(sentence)
    assert claim is not None
    assert claim.words in sentence


@pytest.mark.parametrize("sentence", [text for mark, text in SENTENCES if mark == "-"])
def test_advice_services_and_definitions_are_no_claims(sentence: str) -> None:
    assert find_claim(sentence) is None


@given(st.from_regex(RISKS, alphabet=ASCII))
def test_all_that_the_pattern_of_risks_finds_holds_a_stem_of_one(sentence: str) -> None:
    assert any(stem in sentence.lower() for stem in RISK_STEMS)


@given(st.from_regex(EFFECTS, alphabet=ASCII))
def test_all_that_the_pattern_of_effects_finds_holds_a_stem_of_one(sentence: str) -> None:
    assert any(stem in sentence.lower() for stem in EFFECT_STEMS)


def test_only_figures_count_in_a_list_of_signs() -> None:
    assert find_claim("Sudden weakness, which can be dangerous", figures_only=True) is None
    assert find_claim("A dose of 10 mg", figures_only=True) is not None


LEAD_IN = "text: 'Doses. Take with food, after: [@green-2017, p. 4]'"
FALLS = "It lowers the risk of a fall by 5%."


@pytest.mark.parametrize(
    ("content", "sources"),
    [
        ([f"text: '{FALLS} [@nice-ng239]'"], ["nice-ng239"]),
        ([f"text: {FALLS}"], ["none"]),
        ([f'text: "Two. [@nice-ng239]\\n\\n{FALLS}"'], ["nice-ng239", "none"]),
        ([LEAD_IN, "bullets: [20 mg, '30 mg [@nice-ng239]']"], ["green-2017", "green-2017", "nice-ng239"]),
        ([LEAD_IN, "callout: {tone: tip, bullets: [Take 20 mg]}", "bullets: [30 mg]"], ["green-2017", "none", "none"]),
        ([LEAD_IN, "text: That is all.", "bullets: [30 mg]"], ["green-2017", "", "none"]),
        (["callout: {tone: tip, text: 'After: [@green-2017]', bullets: [Take 20 mg]}"], ["green-2017", "green-2017"]),
        (
            ["text: 'After: [@green-2017]\n\n          - 20 mg\n\n          - 30 mg [@nice-ng239]'"],
            ["green-2017", "green-2017", "nice-ng239"],
        ),
        (["table: {caption: Doses, columns: [Who, Dose], rows: [[A, 10 mg], [B, '5 mg [@nice-ng239]']]}"], ["", "none", "nice-ng239"]),
        (["table: {caption: 'Doses [@green-2017]', columns: [Who, Dose], rows: [[A, 10 mg]]}"], ["green-2017", "green-2017"]),
    ],
)
def test_what_speaks_for_each_statement(make_library: Callable[..., Path], builtin: Path, content: list[str], sources: list[str]) -> None:
    """Its own citation, that of the sentence before its list, or that of its table; `none` for a claim without."""
    root = make_library({"leaflets/leaflet.yaml": with_content(*content)})
    library, problems = read_library(root, builtin)
    assert library is not None, problems
    subject = subject_of(library, read_leaflet(library, "leaflet"), "en", date(2026, 11, 22), WordLists())
    assert subject is not None
    found = [s for s in statements(subject) if len(s.path) > 3]
    assert [" ".join(part.id for part in s.cited) or ("none" if s.uncited else "") for s in found] == sources
