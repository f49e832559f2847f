"""Syllables: 648 English words with their counts, what else stands in text, and words of the other languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from leafletgen.check.readability import syllables
from leafletgen.check.readability.syllables import Syllables, english

TABLE = [row.split("\t") for row in (Path(__file__).parent / "syllables.tsv").read_text("utf-8").splitlines()[1:]]
WORDS = {word: int(count) for word, count in TABLE}


def test_the_table_is_large_and_holds_each_word_once() -> None:
    assert len(WORDS) == len(TABLE) >= 500


def test_at_most_one_english_word_in_twenty_is_counted_wrong() -> None:
    wrong = {word: (english(word), count) for word, count in WORDS.items() if english(word) != count}
    assert len(wrong) <= 0.05 * len(WORDS), wrong


def test_the_rules_hold_without_the_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syllables, "_EXCEPTIONS", {})
    english.cache_clear()
    wrong = [word for word, count in WORDS.items() if english(word) != count]
    english.cache_clear()
    assert len(wrong) <= 0.05 * len(WORDS), wrong


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("2.5", 1), ("2,000", 1), ("1/2", 1), ("12th", 1), ("B12", 2), ("250mg", 2), ("24-hour", 2), ("COVID-19", 3),
        ("NHS", 3), ("MS", 2), ("GPs", 2), ("HIV", 3), ("NICE", 1), ("STOP", 1), ("mg", 1), ("µg", 1),
        ("long-term", 2), ("Crohn’s", 1), ("nurse's", 2), ("you’ll", 1), ("isn't", 2), ("don’t", 1), ("haven't", 2),
        ("café", 2), ("naïve", 2),
    ],
)  # fmt: skip
def test_numbers_codes_capitals_and_apostrophes(word: str, count: int) -> None:
    assert Syllables("en")(word) == count


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "es",
            "agua 2 ahora 3 medicina 4 día 2 aire 2 ayuda 3 que 1 oído 3 aquí 2 ansiedad 3 energía 4 muy 1 y 1 reacción 3 baúl 2 guía 2",
        ),
        ("fr", "table 2 pomme 2 médecin 3 hôpital 3 eau 1 poésie 3 théâtre 3 voyage 3 yeux 1 œil 1 maïs 2 Noël 2 journée 2 nuit 1"),
        ("de", "Oma 2 Apotheke 4 Museum 3 Arzt 1 Gesundheit 3 Auge 2 Eier 2 Krankenhaus 3"),
        ("nl", "patiënt 3 oma 2 idee 2 ziekenhuis 3 huid 1 water 2"),
        ("pt", "água 2 coração 3 médico 3 dia 2 leite 2 país 2 pão 1"),
    ],
)
def test_other_languages(language: str, words: str) -> None:
    entries = words.split()
    count = Syllables(language)
    assert {word: count(word) for word in entries[::2]} == dict(zip(entries[::2], map(int, entries[1::2]), strict=True))


def test_a_long_word_takes_no_long_time() -> None:
    assert english("ba" * 50_000) == 50_000
