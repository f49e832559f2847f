"""Word lists written down as patterns."""

from __future__ import annotations


def any_of(words: str) -> str:
    """A pattern for one of ``words``, which stand with a bar or a line break between them."""
    lines = (line.strip().strip("|") for line in words.strip().splitlines())
    return "(?:" + "|".join(line for line in lines if line) + ")"
