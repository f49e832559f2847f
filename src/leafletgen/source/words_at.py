"""Words of a value, found again in the lines of its file: folding breaks them over lines, and quoting doubles or escapes signs in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from leafletgen.diagnostics import Span

_ESCAPED = {"'": str.maketrans({"'": "''"}), '"': str.maketrans({'"': r"\"", "\\": r"\\"})}
"""By the quote that a value stands in: how it writes certain signs."""
_SPACE, _FOLDED = re.compile(r"\s+"), re.compile(r"(?:\s|\\\n)+")
"""White space; in double quotes a backslash may end a line."""
_IN_WORD = re.compile(r"\w")


def occurrence_of(needle: str, text: str, start: int) -> int:
    """Which of several equal needles the one at ``text[start:]`` is, counted from 0, as `span_of_words` counts them."""
    return sum(1 for first, _ in _places(needle, "", text, 0, len(text)) if first < start)


def span_of_words(lines: tuple[str, ...], span: Span, needle: str, occurrence: int) -> Span | None:
    """The place of the ``occurrence``-th ``needle`` in the value at ``span``, or None.

    A space of the needle stands for any white space, since folded text breaks over lines.
    """
    last = max(span.end_line, span.line)
    text = "\n".join(lines[span.line - 1 : last])
    start = span.column - 1
    end = len(text) - len(lines[last - 1]) + span.end_column - 1 if span.end_line and last <= len(lines) else len(text)
    place = next(islice(_places(needle, text[start : start + 1], text, start, end), occurrence, None), None)
    if place is None:
        return None
    (first, left), (after, right) = (_line_and_column(text, offset) for offset in place)
    return Span(span.file, span.line + first, left, span.line + after, right)


def _places(needle: str, quote: str, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each ``needle`` in ``text[start:end]`` that no letter follows, as the value's ``quote`` writes it.

    Word by word: a pattern of a whole paragraph takes a hundred times longer to compile than to look it up.
    """
    first, *rest = needle.translate(_ESCAPED.get(quote, {})).split() or ("",)
    space = _FOLDED if quote == '"' else _SPACE
    position = text.find(first, start, end) if first else -1
    while position >= 0:
        after = _end_of(rest, space, text, position + len(first), end)
        if after is not None:
            yield position, after
        position = text.find(first, position + 1 if after is None else after, end)


def _end_of(words: list[str], space: re.Pattern[str], text: str, position: int, end: int) -> int | None:
    """Where ``words`` end that stand at ``position``, each after white space; None where something else does."""
    for word in words:
        if text.startswith(word, position + 1, end) and text.startswith(" ", position, end):  # as nearly always, with no look for more
            position += 1 + len(word)
            continue
        gap = space.match(text, position, end)
        if not gap or not text.startswith(word, gap.end(), end):
            return None
        position = gap.end() + len(word)
    return None if _IN_WORD.match(text, position, end) else position


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Lines before ``offset``, and its column counted from 1."""
    before = text[:offset]
    return before.count("\n"), offset - (before.rfind("\n") + 1) + 1
