"""Formulas against sums done by hand, and the counting rules that feed them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from leafletgen.check.readability.formulas import (
    FORMULAS,
    TOO_SHORT,
    Counts,
    Formula,
    Reader,
    fernandez_huerta,
    flesch_amstad,
    flesch_douma,
    flesch_kincaid,
    flesch_martins,
    flesch_reading_ease,
    gulpease,
    inflesz,
    kandel_moles,
    lix,
    measure,
    smog,
    total,
    wiener_1,
)
from leafletgen.check.readability.sentences import line

# S = 200 / 10 = 20 words a sentence, Y = 300 / 200 = 1.5 syllables a word.
TEXT = Counts(sentences=10, words=200, scored_words=200, letters=900, syllables=300, polysyllables=24, monosyllables=130, long_words=50)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (flesch_kincaid, 9.91),  # 0.39 x 20 + 11.8 x 1.5 - 15.59 = 7.8 + 17.7 - 15.59
        (flesch_reading_ease, 59.635),  # 206.835 - 1.015 x 20 - 84.6 x 1.5 = 206.835 - 20.3 - 126.9
        (smog, 11.9792485),  # 24 x 30 / 10 = 72, its root 8.4852814; x 1.0430 = 8.8501485; + 3.1291
        (inflesz, 93.385),  # 206.835 - 62.3 x 1.5 - 20 = 206.835 - 93.45 - 20
        (fernandez_huerta, 96.44),  # 206.84 - 60 x 1.5 - 1.02 x 20 = 206.84 - 90 - 20.4
        (kandel_moles, 76.3),  # 207 - 1.015 x 20 - 73.6 x 1.5 = 207 - 20.3 - 110.4
        (flesch_amstad, 72.25),  # 180 - 20 - 58.5 x 1.5 = 180 - 20 - 87.75
        (wiener_1, 5.908),  # MS 12, IW 25, ES 65: 2.322 + 3.344 + 3.2425 - 2.1255 - 0.875
        (gulpease, 59.0),  # 89 + 300 x 10 / 200 - 10 x 900 / 200 = 89 + 15 - 45
        (lix, 45.0),  # 20 + 100 x 50 / 200
        (flesch_douma, 72.735),  # 206.835 - 0.93 x 20 - 77 x 1.5 = 206.835 - 18.6 - 115.5
        (flesch_martins, 101.635),  # 248.835 - 1.015 x 20 - 84.6 x 1.5 = 248.835 - 20.3 - 126.9
    ],
)
def test_formulas(formula: Callable[[Counts], float], expected: float) -> None:
    assert formula(TEXT) == pytest.approx(expected, abs=1e-6)


def test_smog_on_its_thirty_sentences() -> None:
    """McLaughlin's rule of thumb is the root of the polysyllables, plus 3: for 49 in 30 sentences 10, here 7 x 1.0430 + 3.1291."""
    assert smog(TEXT._replace(sentences=30, polysyllables=49)) == pytest.approx(10.4301)


def test_scores_are_not_clamped() -> None:
    easy = Counts(sentences=100, words=100, scored_words=100, syllables=100)
    assert flesch_kincaid(easy) == pytest.approx(0.39 + 11.8 - 15.59)  # below the first grade
    assert flesch_reading_ease(easy) > 100


EASY = "Take one pill a day. Drink a cup of water with it. Call us if you feel sick. We are here to help you now. " * 6


def test_english_is_measured_by_three_formulas() -> None:
    found = measure([EASY], "en-GB")
    assert found.formula == "Flesch-Kincaid grade"
    assert found.counts.sentences == 24
    assert found.score == pytest.approx(flesch_kincaid(found.counts))
    assert [score.formula.slug for score in found.scores] == ["flesch-kincaid", "flesch-reading-ease", "smog"]
    assert found.scores[2].value is None
    assert found.scores[2].reason == "needs 30 sentences, has 24"
    assert measure([EASY, EASY], "en").scores[2].value == pytest.approx(smog(measure([EASY, EASY], "en").counts))


def test_a_short_text_is_not_scored() -> None:
    for text in ("Rest. " * 99, "one two three four five six seven eight nine ten " * 11 + ". A. B. C."):
        found = measure([text], "en")
        assert (found.score, found.reason) == (None, TOO_SHORT)


def test_a_language_without_a_formula_is_not_measured_and_says_so() -> None:
    found = measure([EASY], "pl")
    assert (found.formula, found.score, found.own) == ("", None, None)
    assert found.reason == 'no tested formula is known for "pl"'
    assert [score.formula.slug for score in found.scores] == ["lix"]
    assert measure([EASY], "zh").scores == ()


@pytest.mark.parametrize("language", sorted(FORMULAS))
def test_every_language_with_a_formula_is_measured(language: str) -> None:
    found = measure([EASY * 2], language)
    assert found.score is not None
    assert all(score.value is not None for score in found.scores)


def test_numbers_addresses_and_citations() -> None:
    counts, _ = Reader("en").count(line("Take 2.5 mg [@a; @b, p. 4] or see https://example.org/a-long-way/to-go now.").sentences[0])
    assert (counts.words, counts.syllables) == (6, 6)


def test_items_and_paragraphs_end_sentences() -> None:
    assert measure(["One\n\nTwo\n- three\n- four", "five"], "en").counts.sentences == 5


def test_names_do_not_count_towards_the_length_of_words_but_towards_that_of_sentences() -> None:
    text = "Hydroxocobalamin’s main use is B12. Ask Riverside Health Centre."
    counts, with_names = (sum_of(text, names) for names in (("hydroxocobalamin", "Riverside Health\nCentre"), ()))
    assert (counts.words, counts.scored_words, counts.polysyllables) == (9, 5, 0)
    assert (with_names.words, with_names.scored_words, with_names.polysyllables) == (9, 9, 2)
    found = measure([EASY + "Hydroxocobalamin helps. " * 20], "en", ["hydroxocobalamin"])
    own = found.own
    assert own is not None
    assert own.value is not None
    assert own.value_with_names is not None
    assert own.value < own.value_with_names


def sum_of(text: str, names: tuple[str, ...]) -> Counts:
    return measure([text], "en", names).counts


def test_a_text_of_names_alone_is_too_short() -> None:
    assert measure(["Metformin. " * 120], "en", ["metformin"]).reason == TOO_SHORT


def test_counts_add_and_take_away() -> None:
    assert total([TEXT, TEXT]).without(TEXT) == TEXT
    assert total([]) == Counts()


def test_harder() -> None:
    assert Formula("x", "x", lix, lower_is_easier=True).harder(9, 8)
    assert Formula("x", "x", lix).harder(7, 8)
    assert not Formula("x", "x", lix).harder(8, 8)


def test_the_record_holds_every_input_and_is_json() -> None:
    record = json.loads(json.dumps(measure([EASY], "en").record()))
    assert record["formula"] == "Flesch-Kincaid grade"
    assert record["inputs"]["words"] == measure([EASY], "en").counts.words
    assert record["scores"]["smog"]["not_measured"]
