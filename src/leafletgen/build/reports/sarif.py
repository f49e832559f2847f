"""SARIF 2.1.0: what code hosts and editors read. Every rule is described, whether it found something or not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from leafletgen import __version__
from leafletgen.build.reports.records import fingerprint
from leafletgen.check.rule import Rule
from leafletgen.diagnostics import Diagnostic, Severity, in_order

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def sarif_report(diagnostics: Iterable[Diagnostic], rules: Iterable[Rule]) -> str:
    """One run with its rules and results; a waived finding is suppressed, with the reason as justification."""
    described = list(rules)
    index = {rule.slug: number for number, rule in enumerate(described)}
    driver = {
        "name": "leafletgen",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in described],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, index) for d in in_order(diagnostics)],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.slug,
        "shortDescription": {"text": rule.reason},
        "fullDescription": {"text": f"{rule.reason} Basis: {rule.basis}."},
        "help": {
            "text": f"Instead of:\n{rule.example}\nwrite:\n{rule.mend}",
            "markdown": f"Instead of\n\n```yaml\n{rule.example}\n```\n\nwrite\n\n```yaml\n{rule.mend}\n```",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"stage": rule.stage, "basis": rule.basis, "tags": [rule.stage]},
    }


def _result(d: Diagnostic, index: dict[str, int]) -> dict[str, Any]:
    region: dict[str, int] = {"startLine": d.span.line, "startColumn": d.span.column}
    if d.span.end_line:
        region |= {"endLine": d.span.end_line, "endColumn": d.span.end_column}
    location = {"physicalLocation": {"artifactLocation": {"uri": quote(d.span.file)}, "region": region}}
    result: dict[str, Any] = {
        "ruleId": d.rule,
        "level": _LEVELS[d.severity],
        "message": {"text": f"{d.message}. {d.fix}" if d.fix else d.message},
        "locations": [location],
        "partialFingerprints": {"leafletgen/v1": fingerprint(d)},
        "properties": {"page": d.page} if d.page else {},
    }
    if d.rule in index:
        result["ruleIndex"] = index[d.rule]
    if d.waiver:
        result["suppressions"] = [{"kind": "inSource", "justification": d.waiver}]
    return result
