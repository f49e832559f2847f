"""What is a claim: every sentence of claims.txt is one (+) or is none (-)."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.check.figures.claims import find_claim

SENTENCES = [line.split(" ", 1) for line in (Path(__file__).parent / "claims.txt").read_text("utf-8").splitlines() if line[:1] in "+-"]


@pytest.mark.parametrize("sentence", [text for mark, text in SENTENCES if mark == "+"])
def test_a_figure_a_risk_or_an_effect_is_a_claim(sentence: str) -> None:
    claim = find_claim(sentence)
    assert claim is not None
    assert claim.words in sentence


@pytest.mark.parametrize("sentence", [text for mark, text in SENTENCES if mark == "-"])
def test_advice_services_and_definitions_are_no_claims(sentence: str) -> None:
    assert find_claim(sentence) is None


def test_only_figures_count_in_a_list_of_signs() -> None:
    assert find_claim("Sudden weakness, which can be dangerous", figures_only=True) is None
    assert find_claim("A dose of 10 mg", figures_only=True) is not None
