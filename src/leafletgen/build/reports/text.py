"""Diagnostics as text for people: grouped by file, each with its line and the spot marked."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby

from leafletgen.diagnostics import Diagnostic, Severity, in_order

_MAX_EXCERPT = 100


def text_report(diagnostics: Iterable[Diagnostic], shown_path: Callable[[str], str] = str, *, colour: bool = False) -> str:
    """Grouped by file: place, severity, rule and message, the line with its spot marked, and what to do.

    ``shown_path`` turns a library path into what the reader can click; ``colour`` is for a terminal.
    """
    blocks = []
    for file, found in groupby(in_order(diagnostics), key=lambda d: d.span.file):
        shown = _printable(shown_path(file))
        blocks += [_entry(d, shown, colour) for d in found]
    return "\n".join(blocks)


_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}
"""ANSI colours: red, yellow, cyan; the words say the same."""


def _entry(d: Diagnostic, file: str, colour: bool) -> str:
    place = f"{file}:{d.span.line}:{d.span.column}" + (f" (page {d.page})" if d.page else "")
    label = f"{d.severity}[{d.rule}]"
    if colour:
        label = f"\x1b[1;{_COLOURS[d.severity]}m{label}\x1b[0m"
    lines = [f"{place}  {label}  {_printable(d.message)}"]
    if d.excerpt.strip():
        lines += _marked(d)
    if d.waiver:
        lines.append(f"    waived: {_printable(d.waiver)}")
    if d.fix:
        lines.append(f"    hint: {_printable(d.fix)}")
    return "\n".join(lines)


def _marked(d: Diagnostic) -> list[str]:
    """The source line with carets under the spot; a long line is cut around it."""
    start = d.span.column - 1
    end = d.span.end_column - 1 if d.span.end_line == d.span.line else len(d.excerpt)
    offset = max(0, start - _MAX_EXCERPT // 2) if len(d.excerpt) > _MAX_EXCERPT else 0
    shown = _printable(d.excerpt[offset : offset + _MAX_EXCERPT].replace("\t", " "))
    before = _width(shown[: start - offset])
    length = max(1, _width(shown[start - offset : max(end, start + 1) - offset]))
    number = str(d.span.line)
    gutter = " " * len(number)
    return [f"    {number} | {shown}", f"    {gutter} | {' ' * before}{'^' * length}"]


def _printable(text: str) -> str:
    """Text that cannot steer a terminal or break a line."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def count_line(diagnostics: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning, 3 waived`: what is waived is settled, so it is counted apart; empty where there is nothing."""
    kinds = Counter("waived" if d.waiver else str(d.severity) for d in diagnostics)
    plurals = {"error": "errors", "warning": "warnings", "advice": "advice", "waived": "waived"}
    return ", ".join(f"{kinds[kind]} {plural if kinds[kind] > 1 else kind}" for kind, plural in plurals.items() if kinds[kind])
