"""Blocks, sentences and words of Markdown text, with their places."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.check.readability.sentences import blocks, line, sentences

ONE = [
    "Take 2.5mg at 5.30pm.",
    "See Dr. Smith, e.g. today.",
    "Dr J. K. Smith works here.",
    "Come at 5 p.m. on Monday.",
    "Nuts, seeds, etc. are fine.",
    "Written by J. Smith for us.",
    "In the U.S. adults need 2.4.",
    "Go to room No. 5 today.",
    "Low mood (why?) can come.",
    '"What now?" she asked.',
    "Wait… then go.",
    "1. Do this.",
    "Read [our page](https://example.org/a.b/c.d). ",
    "Read nhs.uk/b12 or mail us.here@example.org today.",
    "Eat fish. [@guide-2024, p. 4]",
]

SEVERAL = {
    "Take vitamin B. It helps.": ["Take vitamin B.", "It helps."],
    "Vitamin D. Babies need it.": ["Vitamin D.", "Babies need it."],
    "It may be hepatitis C. You may not know.": ["It may be hepatitis C.", "You may not know."],
    "It does not cure MS. It may help.": ["It does not cure MS.", "It may help."],
    "Come at 5 p.m. The nurse is in.": ["Come at 5 p.m.", "The nurse is in."],
    "No. 57 people got better.": ["No.", "57 people got better."],
    "It was in 2024. Then more.": ["It was in 2024.", "Then more."],
    "Stay out of the sun. 5 minutes will do.": ["Stay out of the sun.", "5 minutes will do."],
    "Is it safe? Yes! Very…": ["Is it safe?", "Yes!", "Very…"],
    "It helps.Then rest.": ["It helps.", "Then rest."],
    "**Do not stop. Ask first.** Rest. [@a] Drink [@b; @c]. Sleep": ["Do not stop.", "Ask first.", "Rest.", "Drink.", "Sleep"],
    "Visit www.nhs.uk/b12. Then rest.": ["Visit.", "Then rest."],
}


@pytest.mark.parametrize("text", ONE)
def test_stops_that_end_no_sentence(text: str) -> None:
    assert len(sentences(text)) == 1


@pytest.mark.parametrize(("text", "expected"), SEVERAL.items())
def test_stops_that_do(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Nehmen Sie z. B. Fisch. Am 3. Mai geht es los.", 2),
        ("fr", "Mangez p.ex. du poisson. C’est bon !", 2),
        ("es", "Coma p. ej. pescado. ¿Duele? No.", 3),
        ("zh", "你好吗？我很好。", 2),
        ("hi", "आप कैसे हैं। ठीक है।", 2),
    ],
)
def test_other_languages(language: str, text: str, count: int) -> None:
    assert len(sentences(text, language)) == count


def test_paragraphs_and_items_end_sentences() -> None:
    text = "You may notice:\n\n- one. Two\n- three\n  - four\n- five\n  lazy\n\nEnd\n\n1. first\n2. second\n\nIn\n2024. More"
    found = [(block.list, [sentence.text for sentence in block.sentences]) for block in blocks(text)]
    assert found == [
        (None, ["You may notice:"]), (0, ["one.", "Two"]), (0, ["three"]), (1, ["four"]), (0, ["five lazy"]),
        (None, ["End"]), (2, ["first"]), (2, ["second"]), (None, ["In 2024.", "More"]),
    ]  # fmt: skip


def test_nested_lists_of_different_items_are_different_lists() -> None:
    assert [block.list for block in blocks("- a\n  - b\n- c\n  - d")] == [0, 1, 0, 2]


def test_a_sentence_knows_its_place() -> None:
    text = "Rest. **Drink** water [@a]. Then\n*sleep*."
    assert [text[s.start : s.end] for s in sentences(text)] == ["Rest.", "Drink** water [@a].", "Then\n*sleep*."]


def test_words() -> None:
    text = "It’s a long-term, B12-rich diet and/or 2,000 mg (5%), 250mg, ½ cup, e.g. milk at 5.30pm – 24/7 [@a]"
    assert line(text).sentences[0].words == (
        "It’s", "a", "long-term", "B12-rich", "diet", "and", "or", "2,000", "mg", "5", "250mg", "½", "cup",
        "e.g", "milk", "at", "5.30pm", "24/7",
    )  # fmt: skip


@given(st.text(alphabet="aB .!?…\n-*_[]()@1e'\"é\u2060", max_size=80))
def test_any_text_is_taken_apart_in_order(text: str) -> None:
    found = sentences(text)
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize("unit", ["a", "a.", "a. ", "a.b", "](", "_a", "!)", "...", "a@", "- a\n", "(", "1. "])
def test_hostile_text_takes_no_long_time(unit: str) -> None:
    sentences(unit * (200_000 // len(unit)))
