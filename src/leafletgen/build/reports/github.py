"""Workflow commands of GitHub Actions: annotations at the line of the YAML file."""

from __future__ import annotations

from collections.abc import Iterable

from leafletgen.diagnostics import Diagnostic, Severity, in_order

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def github_report(diagnostics: Iterable[Diagnostic]) -> str:
    """One command a line, errors first: the host shows only the first ten of each kind."""
    weights = list(_COMMANDS)
    found = sorted(in_order(diagnostics), key=lambda d: weights.index(d.severity))
    return "\n".join(_command(d) for d in found)


def _command(d: Diagnostic) -> str:
    place = {"file": d.span.file, "line": d.span.line, "col": d.span.column, "title": d.rule}
    if d.span.end_line == d.span.line:
        place |= {"endColumn": d.span.end_column}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    text = f"{d.message} ({d.fix})" if d.fix else d.message
    return f"::{_COMMANDS[d.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
