"""Word lists as patterns: grouped by first letter, they find what they found in a row."""

from __future__ import annotations

import re

import pytest

from leafletgen.check.text.patterns import any_of, by_first_letter


def test_words_of_one_first_letter_stand_behind_it() -> None:
    assert any_of("beef|veal|bacon\n  pork|p[âa]t[ée]|") == "(?:b(?:eef|acon)|veal|p(?:ork|[âa]t[ée]))"


@pytest.mark.parametrize(
    "words",
    [
        "fish fingers?|fish|flat fish|oat|fishes",  # the first that matches counts, not the longest
        "s?he|she|see|(?:a|s)ea|sea|[st]ee|s{2}|ss",  # a letter that may be missing is no first letter
        "IU|iu|it|Item|is",  # small and large letters keep their order
        r"a (?:b|c)|a \(b|a [|)]x|ab",  # bars and brackets that part nothing
    ],
)
def test_the_same_is_found_in_the_same_place(words: str) -> None:
    text = "Fish fingers, flat fishes: she sees the sea; he is it, an IU item. a b a c a (b a |x a )x ab ss tee see"
    for flags in (re.IGNORECASE, 0):
        grouped, plain = re.compile(by_first_letter(words), flags), re.compile(words, flags)
        assert [match.span() for match in grouped.finditer(text)] == [match.span() for match in plain.finditer(text)]
