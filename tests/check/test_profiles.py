"""Profiles: what each makes of the rules, what wins over what, and that a misspelt name is told at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from running import LEAFLET, leafletgen, with_content

from leafletgen.builtin import builtin_folder
from leafletgen.check.describe import explanation, rule_table
from leafletgen.check.policy import Policy
from leafletgen.check.rules import BY_SLUG
from leafletgen.check.settings_names import settings_problems
from leafletgen.source.library import Library, read_library, read_profiles

MakeLibrary = Callable[..., Path]

BUILT_IN = read_profiles((builtin_folder(),)).entries
NAMES = ("default", "nhs", "us-hhs", "eu-medicine", "large-print", "giant-print", "easy-read", "dyslexia", "strict")

OWN = """\
our-trust:
  description: Our trust.
  rules: {jargon: error, range-dash: off}
  limits: {long-sentence: {warning: 18}}
nhs:
  description: As our region has it.
  limits: {reading-grade: {warning: 7}}
"""


@pytest.fixture
def library(make_library: MakeLibrary) -> Callable[..., Library]:
    """A library with the given `check:` settings and the profiles of its own."""

    def make(check: str) -> Library:
        settings = f"brands: [clinic]\ncheck: {check}\n"
        read, problems = read_library(make_library({"leaflets/library.yaml": settings, "styles/profiles.yaml": OWN}), builtin_folder())
        assert read is not None
        assert not problems
        return read

    return make


def test_the_profiles_of_the_standards_are_there() -> None:
    assert tuple(BUILT_IN) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_names_rules_and_limits_that_there_are(name: str) -> None:
    assert set(BUILT_IN[name].rules) <= set(BY_SLUG)
    for slug, limits in BUILT_IN[name].limits.items():
        assert set(limits) <= set(BY_SLUG[slug].limits)


@pytest.mark.parametrize(
    ("check", "slug", "severity"),
    [
        ("{}", "other-formats-missing", "warning"),
        ("{profile: nhs}", "other-formats-missing", "warning"),  # the library's own nhs
        ("{profile: us-hhs}", "other-formats-missing", "error"),
        ("{profile: [our-trust]}", "jargon", "error"),
        ("{profile: our-trust}", "range-dash", None),
        ("{profile: [our-trust, strict], rules: {jargon: advice}}", "jargon", "advice"),
        ("{profile: strict}", "long-sentence", "error"),
        ("{profile: strict}", "range-dash", "advice"),
        ("{profile: strict, rules: {long-sentence: warning}}", "long-sentence", "warning"),
        ("{profile: strict}", "picture-missing", None),
        ("{profile: easy-read}", "picture-missing", "warning"),
        ("{profile: [easy-read, strict]}", "picture-missing", "error"),
        ("{rules: {picture-missing: advice}}", "picture-missing", "advice"),
        ("{profile: [strict, default]}", "jargon", "error"),
    ],
)
def test_the_severity_of_a_rule(library: Callable[..., Library], check: str, slug: str, severity: str | None) -> None:
    found = Policy.of(library(check)).severity(BY_SLUG[slug])
    assert (found and str(found)) == severity


@pytest.mark.parametrize(
    ("check", "slug", "name", "limit"),
    [
        ("{}", "long-sentence", "warning", 20),
        ("{profile: easy-read}", "long-sentence", "warning", 15),
        ("{profile: easy-read}", "long-sentence", "error", 35),
        ("{profile: [easy-read, our-trust]}", "long-sentence", "warning", 18),
        ("{profile: [our-trust, easy-read]}", "long-sentence", "warning", 15),
        ("{profile: [our-trust, easy-read], limits: {long-sentence: {warning: 30}}}", "long-sentence", "warning", 30),
        ("{profile: nhs}", "reading-grade", "warning", 7),
        ("{profile: nhs}", "reading-grade", "error", 10),
        ("{profile: us-hhs}", "reading-grade", "error", 8),
        ("{profile: giant-print}", "large-print-size", "body", 24),
        ("{profile: giant-print}", "large-print-size", "small", 16),
    ],
)
def test_the_limits_of_a_rule(library: Callable[..., Library], check: str, slug: str, name: str, limit: float) -> None:
    assert Policy.of(library(check)).limits(BY_SLUG[slug])[name] == limit


def checked(root: Path, *arguments: str) -> str:
    return leafletgen(root, "check", "--source", "--today", "2026-11-22", *arguments).output


def test_a_profile_that_does_not_exist_is_told_at_its_place(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/library.yaml": "brands: [clinic]\ncheck: {profile: nsh}\n", "leaflets/a.yaml": LEAFLET})
    report = checked(root)
    assert 'leaflets/library.yaml:2:18  error[schema-invalid]  there is no profile "nsh"' in report
    assert 'did you mean "nhs"?' in report


def test_rules_and_limits_that_do_not_exist_are_told(make_library: MakeLibrary) -> None:
    settings = "brands: [clinic]\ncheck:\n  rules: {jargn: off}\n  limits: {long-sentence: {warnings: 2}, jargon: {words: 2}, x: {y: 1}}\n"
    own = "ours:\n  description: Ours.\n  rules: {long-sentense: error}\n"
    library, _ = read_library(make_library({"leaflets/library.yaml": settings, "styles/profiles.yaml": own}), builtin_folder())
    assert library
    assert [(d.span.file, d.span.line, d.message, d.fix) for d in settings_problems(library)] == [
        ("leaflets/library.yaml", 3, 'there is no rule "jargn"', 'did you mean "jargon"?'),
        ("leaflets/library.yaml", 4, 'there is no limit of "long-sentence" "warnings"', 'did you mean "warning"?'),
        ("leaflets/library.yaml", 4, 'there is no limit of "jargon" "words"', "take it out: the rule has no limits"),
        ("leaflets/library.yaml", 4, 'there is no rule "x"', "`leafletgen check --list` prints them"),
        ("styles/profiles.yaml", 3, 'there is no rule "long-sentense"', 'did you mean "long-sentence"?'),
    ]


def test_dyslexia_makes_an_error_of_a_sentence_of_more_than_20_words(make_library: MakeLibrary) -> None:
    words = "You can " + "walk and rest and " * 4 + "then sit down again until you feel well."
    files = {"leaflets/a.yaml": with_content(f'text: "{words}"')}
    assert "warning[long-sentence]" in checked(make_library(files))
    assert "error[long-sentence]" in checked(
        make_library(files | {"leaflets/library.yaml": "brands: [clinic]\ncheck: {profile: dyslexia}\n"})
    )


def test_strict_makes_errors_of_what_the_reader_tells_too(make_library: MakeLibrary) -> None:
    files = {"leaflets/a.yaml": "\ufeff" + LEAFLET, "leaflets/library.yaml": "brands: [clinic]\ncheck: {profile: strict}\n"}
    report = checked(make_library(files))
    assert "error[yaml-encoding]" in report
    assert "warning[" not in report
    assert "advice[" in report


def test_a_waived_rule_stays_advice_under_strict(make_library: MakeLibrary) -> None:
    waived = LEAFLET + "check: {ignore: [{rule: status-draft, reason: in work}]}\n"
    report = checked(make_library({"leaflets/a.yaml": waived, "leaflets/library.yaml": "brands: [clinic]\ncheck: {profile: strict}\n"}))
    assert "advice[status-draft]" in report


def test_a_draft_can_be_approved_under_strict(make_library: MakeLibrary) -> None:
    content = with_content("text: You rest. [@nice-ng239]", "steps: [Rest., Drink.]").replace("title:", "summary: Rest.\ntitle:")
    root = make_library({"leaflets/a.yaml": content, "leaflets/library.yaml": "brands: [clinic]\ncheck: {profile: strict}\n"})
    assert "error[status-draft]" in checked(root)
    assert leafletgen(root, "approve", "a", "--by", "A. Okafor", "--role", "Nurse", "--today", "2026-11-22").exit_code == 0
    assert "status-draft" not in checked(root)


def test_the_list_and_the_explanations_name_profiles(make_library: MakeLibrary) -> None:
    rows = {line.split("\t")[0]: line.split("\t")[4:] for line in rule_table(BUILT_IN, wide=False).splitlines()}
    assert rows["reading-grade"] == ["nhs, us-hhs, easy-read"]
    assert rows["all-caps"] == []
    assert "Profiles: nhs (warning 6, error 9); us-hhs (warning 6, error 8); easy-read (warning 3)" in explanation(
        "reading-grade", BUILT_IN
    )
    assert "check: {rules: {picture-missing: warning}}" in explanation("picture-missing", BUILT_IN)
    own = make_library({"styles/profiles.yaml": OWN})
    assert "our-trust (error)" in leafletgen(own, "check", "--explain", "jargon").output
