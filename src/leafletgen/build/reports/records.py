"""Finding records: one flat object per diagnostic, the same keys in every one, for JSON and for what is built on it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from leafletgen.diagnostics import Diagnostic, in_order

HELP = "docs/checks.md"
"""Where every rule is described; its anchor is the rule's slug."""

Record = dict[str, str | int | float | list[float] | None]


def finding(d: Diagnostic) -> Record:
    """The diagnostic as a record. `page` is null off the page, `box` is in PDF points; `waiver` is the reason why it may stand."""
    return {
        "rule": d.rule,
        "severity": str(d.severity),
        "message": d.message,
        "fix": d.fix,
        "file": d.span.file,
        "line": d.span.line,
        "column": d.span.column,
        "end_line": d.span.end_line or None,
        "end_column": d.span.end_column or None,
        "path": d.path or None,
        "page": d.page or None,
        "box": list(d.box) if d.box else None,
        "value": d.value,
        "limit": d.limit,
        "basis": d.basis or None,
        "help_url": f"{HELP}#{d.rule}",
        "fingerprint": fingerprint(d),
        "waiver": d.waiver or None,
    }


def fingerprint(d: Diagnostic) -> str:
    """The same for the same problem in the same leaflet, wherever its line has moved to."""
    leaflet = PurePosixPath(d.span.file).stem
    text = " ".join(re.findall(r"\w+", f"{d.message} {d.excerpt}".casefold()))
    return hashlib.sha256(f"{d.rule}|{leaflet}|{text}".encode()).hexdigest()[:16]


def json_report(diagnostics: Iterable[Diagnostic]) -> str:
    """One JSON list of records, by file and line."""
    return json.dumps([finding(d) for d in in_order(diagnostics)], ensure_ascii=False, indent=2)
