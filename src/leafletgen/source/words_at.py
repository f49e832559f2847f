"""Words of a value, found again in the lines of its file: folding breaks them over lines, and quoting doubles or escapes signs in them."""

from __future__ import annotations

import re

from leafletgen.diagnostics import Span

_ESCAPED = {"'": {"'": "''"}, '"': {'"': r"\"", "\\": r"\\"}}
"""By the quote that a value stands in: how it writes certain signs."""


def occurrence_of(needle: str, text: str, start: int) -> int:
    """Which of several equal needles the one at ``text[start:]`` is, counted from 0, as `span_of_words` counts them."""
    return sum(1 for match in re.finditer(_pattern(needle), text) if match.start() < start)


def span_of_words(lines: tuple[str, ...], span: Span, needle: str, occurrence: int) -> Span | None:
    """The place of the ``occurrence``-th ``needle`` in the value at ``span``, or None.

    A space of the needle stands for any white space, since folded text breaks over lines.
    """
    last = max(span.end_line, span.line)
    text = "\n".join(lines[span.line - 1 : last])
    start = span.column - 1
    end = len(text) - len(lines[last - 1]) + span.end_column - 1 if span.end_line and last <= len(lines) else len(text)
    matches = list(re.compile(_pattern(needle, text[start : start + 1])).finditer(text, start, end))
    if not needle.strip() or occurrence >= len(matches):
        return None
    (first, left), (after, right) = (_line_and_column(text, offset) for offset in matches[occurrence].span())
    return Span(span.file, span.line + first, left, span.line + after, right)


def _pattern(needle: str, quote: str = "") -> str:
    escaped = _ESCAPED.get(quote, {})
    words = ("".join(re.escape(escaped.get(sign, sign)) for sign in word) for word in needle.split())
    space = r"(?:\s|\\\n)+" if quote == '"' else r"\s+"
    return space.join(words) + r"(?!\w)"


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Lines before ``offset``, and its column counted from 1."""
    before = text[:offset]
    return before.count("\n"), offset - (before.rfind("\n") + 1) + 1
