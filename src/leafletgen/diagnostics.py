"""Problems as data: what is wrong, where, and what to do. Nothing here prints."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem weighs: an error stops the leaflet, a warning wants a fix, advice never fails."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Span(NamedTuple):
    """A stretch of a file. Lines and columns count from 1, columns in characters; the end is exclusive.

    A tuple, since every value of every file has one, and a tuple is made in a third of the time.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem of one leaflet (or of a file that leaflets share)."""

    rule: str
    severity: Severity
    message: str
    span: Span
    fix: str = ""
    excerpt: str = field(default="", compare=False)
    """The source line at ``span.line``, so that a report need not open the file again."""
    page: int = 0
    """Page of the laid-out leaflet, from 1; 0 where the problem is not on a page."""

    path: str = ""
    """YAML path of the value, as `sections/2/content/1/text`."""
    value: float | str | None = None
    """What was measured, where the rule measures."""
    limit: float | str | None = None
    """What it was measured against."""
    box: tuple[float, float, float, float] | None = None
    """Place on the page in PDF points: left, bottom, right, top."""
    basis: str = ""
    """Standards that the rule rests on."""
    waiver: str = ""
    """Why the leaflet waives the rule; empty where it does not."""

    def waived(self, reason: str) -> Diagnostic:
        """The same problem as advice, with the reason why it may stand."""
        return replace(self, severity=Severity.ADVICE, waiver=reason)

    def moved(self, span: Span, excerpt: str = "") -> Diagnostic:
        """The same problem at another place."""
        return replace(self, span=span, excerpt=excerpt)

    def record(self) -> dict[str, str | int]:
        """The problem as reports carry it."""
        record: dict[str, str | int] = {
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message,
            "fix": self.fix,
            "file": self.span.file,
            "line": self.span.line,
            "column": self.span.column,
        }
        if self.span.end_line:
            record |= {"end_line": self.span.end_line, "end_column": self.span.end_column}
        if self.page:
            record["page"] = self.page
        return record


def error(rule: str, message: str, span: Span, fix: str = "", excerpt: str = "") -> Diagnostic:
    """A problem that keeps the leaflet from being built."""
    return Diagnostic(rule, Severity.ERROR, message, span, fix, excerpt)


def warning(rule: str, message: str, span: Span, fix: str = "", excerpt: str = "") -> Diagnostic:
    """A problem that wants a fix or a reason."""
    return Diagnostic(rule, Severity.WARNING, message, span, fix, excerpt)


def advice(rule: str, message: str, span: Span, fix: str = "", excerpt: str = "") -> Diagnostic:
    """Something worth knowing that never fails a build."""
    return Diagnostic(rule, Severity.ADVICE, message, span, fix, excerpt)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of the problems is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Every problem once, by file, line and column."""
    found = dict.fromkeys(diagnostics)
    return tuple(sorted(found, key=lambda d: (d.span.file, d.span.line, d.span.column, d.rule, d.message)))


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The valid name that ``name`` was probably meant to be, or None when nothing is close."""
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return close[0] if close else None
