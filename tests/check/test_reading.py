"""Rules that rest on counting: severities, places and scopes that the fixtures do not show."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from leafletgen.builtin import builtin_folder
from leafletgen.check.policy import Policy
from leafletgen.check.readability.grades import RULES, scopes
from leafletgen.check.run import subject_of
from leafletgen.check.subject import Subject
from leafletgen.check.text.words import WordLists
from leafletgen.diagnostics import Diagnostic
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

LIBRARY = Path(__file__).parent / "fixtures" / "library"
HEAD = 'kind: handout\ntitle: A leaflet\nversion: "1.0"\nowner: A team\npublished: 2026-11-01\nreview_by: 2028-11-01\n'


def subject(tmp_path: Path, body: str, language: str = "en") -> Subject:
    shutil.copytree(LIBRARY, tmp_path / "library")
    (tmp_path / "library" / "leaflets" / "leaflet.yaml").write_text(HEAD + body, "utf-8")
    library, _ = read_library(tmp_path / "library", builtin_folder())
    assert library is not None
    made = subject_of(library, read_leaflet(library, "leaflet"), language, date(2026, 11, 22), WordLists())
    assert made is not None
    return made


def found(made: Subject, slug: str) -> list[Diagnostic]:
    rule = next(rule for rule in RULES if rule.slug == slug)
    return list(Policy.of(made.library).judge(rule, made, made.source))


def section(text: str, heading: str = "What?") -> str:
    return f"  - heading: {heading}\n    content:\n      - text: |-\n" + "".join(f"          {row}\n" for row in text.splitlines())


@pytest.mark.parametrize(("words", "severity"), [(20, None), (21, "warning"), (35, "warning"), (36, "error")])
def test_long_sentence_at_its_limits(tmp_path: Path, words: int, severity: str | None) -> None:
    made = subject(tmp_path, "sections:\n" + section("Rest now.\n" + "word " * words + "[@guide-2024]."))
    assert [(str(d.severity), d.value, d.span.line) for d in found(made, "long-sentence")] == ([(severity, words, 12)] if severity else [])


HARD = "Neurological deterioration necessitates immediate investigation.\n"
EASY = "You can eat and drink as you like.\n"
SPANISH = "La determinación neurofisiológica requiere hospitalización inmediata.\n"


def test_a_hard_section_is_named_and_an_easy_leaflet_is_not(tmp_path: Path) -> None:
    made = subject(tmp_path, "sections:\n" + section(EASY * 200, "Easy") + section(HARD * 20 + "See us soon if you can.", "Hard"))
    assert [d.message.split(" reads")[0] for d in found(made, "reading-grade")] == ['section "Hard"']
    assert [scope.measure.score is None for scope in scopes(made)] == [False, False, False]


def test_a_short_section_is_judged_with_the_whole_only(tmp_path: Path) -> None:
    made = subject(tmp_path, "sections:\n" + section(HARD * 12, "One") + section(HARD * 12, "Two"))
    assert [d.message.split(" reads")[0] for d in found(made, "reading-grade")] == ["this leaflet"]


def test_a_leaflet_of_one_section_is_reported_once(tmp_path: Path) -> None:
    assert len(found(subject(tmp_path, "sections:\n" + section(HARD * 30)), "reading-grade")) == 1


def test_the_costliest_sentence_is_quoted_and_pointed_at(tmp_path: Path) -> None:
    made = subject(tmp_path, "sections:\n" + section(EASY * 4 + HARD * 20 + "Comprehensive " + HARD.lower() + EASY))
    (diagnostic,) = found(made, "reading-grade")
    assert '"Comprehensive neurological' in diagnostic.message
    assert diagnostic.excerpt.strip().startswith("Comprehensive neurological")


def test_names_are_left_out_and_the_score_with_them_is_told(tmp_path: Path) -> None:
    names = "check: {names: [Hydroxocobalamin]}\n"
    body = "sections:\n" + section((HARD + "Hydroxocobalamin injections help you.\n") * 20)
    assert "with its names counted" in found(subject(tmp_path, names + body), "reading-grade")[0].message


def test_another_language_has_its_own_formula_and_limits(tmp_path: Path) -> None:
    (diagnostic,) = found(subject(tmp_path, "sections:\n" + section(SPANISH * 30), "es"), "reading-grade")
    assert "on INFLESZ, under 55" in diagnostic.message


def test_a_language_without_a_formula_gets_no_finding(tmp_path: Path) -> None:
    assert found(subject(tmp_path, "sections:\n" + section(HARD * 30), "pl"), "reading-grade") == []


def test_a_repeated_sentence_is_found_where_it_stands(tmp_path: Path) -> None:
    long = "word " * 22 + "end."
    made = subject(tmp_path, "sections:\n" + section(f"{long}\n\nShort.\n\n{long}"))
    assert [d.span.line for d in found(made, "long-sentence")] == [11, 15]


def test_quotes_and_escapes_of_the_file_do_not_lose_the_line(tmp_path: Path) -> None:
    long = "it''s a word " * 8 + "end."
    body = f"sections:\n  - heading: What?\n    content:\n      - text: '\n          Rest now.\n          It is, {long}'\n"
    assert [d.span.line for d in found(subject(tmp_path, body), "long-sentence")] == [12]
