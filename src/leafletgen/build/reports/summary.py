"""A build as Markdown, for the page that a host of builds shows when it is done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from leafletgen.diagnostics import Diagnostic, Severity, in_order

if TYPE_CHECKING:  # it brings the processes of builds along, which reports of other commands can do without
    from leafletgen.build.report import Report

MOST_ROWS = 200
"""Outputs, and problems of a kind, that are listed; hosts refuse long pages."""


def build_summary(report: Report, diagnostics: Iterable[Diagnostic], closing: str) -> str:
    """The closing sentence as heading, the outputs that were made as a table, and what kept others from being made."""
    built = sorted((output.job, output) for output in report.outputs if output.path)
    rows = [f"| {_plain(str(done.path))} | {done.pages or 'web page'} | {max(1, round(done.size / 1024))} KB |" for _, done in built]
    errors = [d for d in in_order(diagnostics) if d.severity is Severity.ERROR]
    problems = [f"- **{_plain(f'{d.span.file}:{d.span.line}:{d.span.column}')}** {_plain(d.message)} ({d.rule})" for d in errors]
    parts = [f"### leafletgen: {closing}\n"]
    if problems:
        parts.append("\n".join(_listed(problems)) + "\n")
    if rows:
        parts.append("\n".join(["| output | pages | size |", "| --- | --- | --- |", *_listed(rows, "| ", " | | |")]) + "\n")
    return "\n".join(parts) + "\n"


def _listed(lines: list[str], before: str = "- ", after: str = "") -> list[str]:
    more = len(lines) - MOST_ROWS
    return lines if more <= 0 else [*lines[:MOST_ROWS], f"{before}and {more} more{after}"]


def _plain(text: str) -> str:
    """Text that Markdown takes as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", " ".join(text.split()))
