"""The rules in words: the list, the explanations, and the page in the docs, which is made from them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from running import REPOSITORY

from leafletgen.builtin import builtin_folder
from leafletgen.check.describe import explanation, rule_table, rules_page
from leafletgen.check.rules import BY_SLUG, RULES
from leafletgen.cli import main
from leafletgen.source.library import read_profiles

PROFILES = read_profiles((builtin_folder(),)).entries


def test_the_page_in_the_docs_is_fresh() -> None:
    page = (REPOSITORY / "docs" / "checks.md").read_text("utf-8")
    assert page == rules_page(PROFILES), "make it anew: make checks-page"


def test_every_rule_stands_once_and_says_why() -> None:
    assert len(BY_SLUG) == len(RULES)
    assert all(rule.reason.endswith(".") and rule.basis and rule.example and rule.mend for rule in RULES)


def test_the_list_is_one_rule_a_line_slug_first() -> None:
    lines = rule_table(PROFILES, wide=False).splitlines()
    assert [line.split("\t")[0] for line in lines] == [rule.slug for rule in RULES]
    assert rule_table(PROFILES, wide=True).splitlines()[0].startswith(RULES[0].slug + " ")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_every_rule_can_be_explained(rule: object) -> None:
    text = explanation(rule.slug, PROFILES)  # type: ignore[attr-defined]
    assert "Instead of" in text
    assert "Basis:" in text


def test_the_commands() -> None:
    run = CliRunner().invoke
    assert run(main, ["check", "--list"]).output.startswith("schema-invalid\t")
    assert "Instead of" in run(main, ["check", "--explain", "jargon"]).output
    wrong = run(main, ["check", "--explain", "jargn"])
    assert (wrong.exit_code, 'did you mean "jargon"?' in wrong.output) == (2, True)
