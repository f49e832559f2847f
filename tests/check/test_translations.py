"""Translations are judged against the leaflet as it is now: what is stale, what nobody has looked at, and what belongs to nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from running import LEAFLET, leafletgen

MakeLibrary = Callable[..., Path]

HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Language": "pl",
    "Last-Translator": "Anna Nowak <anna.nowak@riverside.example>",
    "X-Source-Version": "1.0",
    "X-Translation-Method": "human",
    "X-Reviewed-By": "Jan Kowalski, RGN",
}
"""On lines 3 to 8."""

TEXTS = {"A leaflet": "Ulotka", "A heading": "Nagłówek", "Some words. [@nice-ng239]": "Kilka słów. [@nice-ng239]"}
"""Their msgids stand on lines 10, 13 and 16."""


def po(header: dict[str, str | None] | None = None, texts: dict[str, str] | None = None, more: str = "") -> str:
    fields = {name: value for name, value in (HEADER | (header or {})).items() if value is not None}
    lines = ['msgid ""', 'msgstr ""', *(f'"{name}: {value}\\n"' for name, value in fields.items())]
    for text, translation in (TEXTS if texts is None else texts).items():
        lines += ["", f'msgid "{text}"', f'msgstr "{translation}"']
    return "\n".join(lines) + "\n" + more


@pytest.fixture
def told(make_library: MakeLibrary) -> Callable[..., list[tuple[str, str, int, str]]]:
    """Checks the small leaflet with these files; gives rule, file, line and message of what is told of translations."""

    def check(translation: str = po(), leaflet: str = LEAFLET, name: str = "pl/a", **more: str) -> list[tuple[str, str, int, str]]:
        files = {"leaflets/a.yaml": leaflet, f"leaflets/translations/{name}.po": translation, **more}
        report = leafletgen(make_library(files), "check", "--source", "--format", "json", "--today", "2026-11-22").stdout
        found: list[dict[str, Any]] = json.loads(report)
        mine = [entry for entry in found if entry["rule"].startswith(("translation-", "po-"))]
        assert {entry["severity"] for entry in mine} <= {"error"}
        return [(entry["rule"], entry["file"], entry["line"], entry["message"]) for entry in mine]

    return check


Told = Callable[..., list[tuple[str, str, int, str]]]


def test_a_whole_translation_is_left_in_peace(told: Told) -> None:
    assert told() == []


def test_wrapping_the_leaflet_anew_makes_nothing_stale(told: Told) -> None:
    assert told(leaflet=LEAFLET.replace("text: Some words. [@nice-ng239]", "text: |\n          Some\n          words. [@nice-ng239]")) == []


@pytest.mark.parametrize(
    ("translation", "line", "words"),
    [
        (po({"X-Source-Version": "0.9"}), 6, "is of version 0.9; the leaflet is at version 1.0"),
        (po({"X-Source-Version": None}), 1, "does not say which version"),
        (po(texts={**TEXTS, "A heading": ""}), 13, '"A heading" is not translated'),
        (po().replace('\nmsgid "A heading"', '\n#, fuzzy, markdown\nmsgid "A heading"'), 14, "marked as fuzzy"),
        (po(texts={text: TEXTS[text] for text in list(TEXTS)[:2]}), 1, '"Some words. [@nice-ng239]" has no entry (line 10 of'),
        (po(texts={**TEXTS, "An old heading": "Stary"}), 19, '"An old heading" is not in the leaflet any more'),
        (po(more='\nmsgctxt "sections/4/heading"\nmsgid "A heading"\nmsgstr "Inny"\n'), 20, "not in the leaflet any more"),
    ],
)  # fmt: skip
def test_what_is_stale(told: Told, translation: str, line: int, words: str) -> None:
    ((rule, file, found, message),) = told(translation)
    assert (rule, file, found) == ("translation-stale", "leaflets/translations/pl/a.po", line)
    assert words in message


def test_an_entry_for_one_place_is_enough_there(told: Told) -> None:
    entry = '\nmsgctxt "sections/0/heading"\nmsgid "A heading"\nmsgstr "Nagłówek"\n'
    texts = {text: TEXTS[text] for text in TEXTS if text != "A heading"}
    assert told(po(texts=texts, more=entry)) == []
    twice = LEAFLET + "  - heading: Another\n    content:\n      - text: A heading\n"
    problems = told(po(texts={**texts, "Another": "Inny"}, more=entry), leaflet=twice)
    assert [(rule, message) for rule, _, _, message in problems] == [
        ("translation-stale", '"A heading" has no entry (line 13 of leaflets/a.yaml)')
    ]


@pytest.mark.parametrize(
    ("header", "line", "words"),
    [
        ({"Last-Translator": None}, 1, "nobody is named as the translator"),
        ({"Last-Translator": "FULL NAME <EMAIL@ADDRESS>"}, 5, "nobody is named as the translator"),
        ({"X-Reviewed-By": None}, 1, "nobody is named as the reviewer"),
        ({"X-Reviewed-By": ""}, 8, "nobody is named as the reviewer"),
        ({"X-Translation-Method": "machine", "X-Reviewed-By": None}, 1, "no person has compared it"),
        ({"X-Translation-Method": "machine", "X-Reviewed-By": "DeepL"}, 8, "no person has compared it"),
        ({"X-Translation-Method": "Machine", "X-Reviewed-By": "-"}, 8, "no person has compared it"),
        ({"X-Translation-Method": None}, 1, "whether a person or a program"),
        ({"X-Translation-Method": "magic"}, 7, '"magic" is no way of translating'),
    ],
)
def test_what_nobody_has_looked_at(told: Told, header: dict[str, str | None], line: int, words: str) -> None:
    ((rule, file, found, message),) = told(po(header))
    assert (rule, file, found) == ("translation-unreviewed", "leaflets/translations/pl/a.po", line)
    assert words in message


def test_a_program_s_translation_that_a_person_has_compared(told: Told) -> None:
    assert told(po({"X-Translation-Method": "machine", "Last-Translator": None})) == []


@pytest.mark.parametrize(
    ("name", "language", "line", "message"),
    [
        ("pl/b", "pl", 1, 'there is no leaflet "b" to translate'),
        ("polish/a", None, 1, 'the folder "polish" is named after no language'),
        ("en/a", "en", 1, "leaflets are written in en, so there is nothing to translate"),
        ("pl/a", "de", 4, 'the header says "de", and the folder "pl"'),
    ],
)
def test_translations_of_nothing(told: Told, name: str, language: str | None, line: int, message: str) -> None:
    file = f"leaflets/translations/{name}.po"
    assert told(name=name, translation=po({"Language": language})) == [("translation-stray", file, line, message)]


def test_a_language_of_the_settings_that_does_not_exist(told: Told) -> None:
    problems = told(**{"leaflets/library.yaml": "brands: [clinic]\nlanguages:\n  - en\n  - xx\n"})
    assert problems == [("translation-stray", "leaflets/library.yaml", 4, 'there is no language "xx"')]


def test_a_file_that_cannot_be_read(told: Told) -> None:
    ((rule, file, line, _),) = told(po().replace('msgid "A heading"', 'msgid "A heading'))
    assert (rule, file, line) == ("po-unreadable", "leaflets/translations/pl/a.po", 13)


def test_a_leaflet_can_waive_it_with_a_reason(make_library: MakeLibrary) -> None:
    waived = LEAFLET + "check: {ignore: [{rule: translation-stale, reason: the translator is on it}]}\n"
    files = {"leaflets/a.yaml": waived, "leaflets/translations/pl/a.po": po({"X-Source-Version": "0.9"})}
    report = leafletgen(make_library(files), "check", "--source", "--today", "2026-11-22")
    assert "advice[translation-stale]" in report.stdout
    assert '6 | "X-Source-Version: 0.9' in report.stdout
    assert report.exit_code == 0


def test_withdrawn_leaflets_are_not_judged(told: Told) -> None:
    withdrawn = LEAFLET + "withdrawn: {on: 2026-01-01, reason: Out of date.}\n"
    assert told(po({"X-Source-Version": "0.9"}), leaflet=withdrawn) == []
