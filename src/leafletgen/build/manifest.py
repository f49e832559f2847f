"""Manifest: what was built, from what, with hashes. `manifest.json` in the output folder, the same for the same outputs.

It names no machine, folder or moment, so that a folder restored from a CI cache is as good as the one that was saved. Reading it takes
neither models nor the engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from leafletgen.build.facts import Facts
from leafletgen.build.job import Holdings, Job
from leafletgen.build.output import File, write_whole
from leafletgen.build.record import Inputs, Record
from leafletgen.diagnostics import Diagnostic, Severity, Span

MANIFEST = "manifest.json"
FORMAT = 1
"""Rises when an older leafletgen could not read the file, or would read it wrongly."""


@dataclass(slots=True)
class Manifest:
    """All that is known of an output folder."""

    made_with: dict[str, dict[str, str]] = field(default_factory=dict)
    """Versions of what outputs were made with, by the name of the set: outputs that other versions made are made anew."""
    holdings: Holdings | None = None
    """What the library held, and from what that is known; None where no build has told."""
    holdings_inputs: dict[str, str | None] = field(default_factory=dict)
    holdings_diagnostics: tuple[Diagnostic, ...] = ()
    records: dict[str, Record] = field(default_factory=dict)
    """By the path of the output."""
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    """Digests of the entries of files that many leaflets read a part of, by the file's digest."""
    is_catalogued: bool = False
    """Whether the catalogue tells of these outputs: not yet where a build ended before it came to that."""


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an output folder; an empty one where there is none, or one that cannot be used, so that all is built anew."""
    try:
        data = json.loads(_there(folder))
        return _from_json(data) if data["format"] == FORMAT else Manifest()
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Manifest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, whole or not at all, unless it is there already. Raises CannotWrite."""
    text = json.dumps(_to_json(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    data = text.encode("utf-8", "surrogatepass") + b"\n"
    if _there(folder) != data:
        write_whole(folder, PurePosixPath(MANIFEST), data)


def _there(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError:
        return b""


def _to_json(manifest: Manifest) -> dict[str, Any]:
    groups = {record.inputs.group: record.inputs.shared for record in manifest.records.values()}
    outputs = {path: _record_json(record) for path, record in manifest.records.items()}
    used = {record.made_with for record in manifest.records.values()}
    library = {
        "holdings": asdict(manifest.holdings) if manifest.holdings else None,
        "inputs": manifest.holdings_inputs,
        "diagnostics": [_diagnostic_json(d) for d in manifest.holdings_diagnostics],
    }
    return {
        "format": FORMAT,
        "catalogued": manifest.is_catalogued,
        "made_with": {name: manifest.made_with[name] for name in sorted(used)},
        "library": library,
        "shared_inputs": groups,
        "parts": manifest.parts,
        "outputs": outputs,
    }


def _record_json(record: Record) -> dict[str, Any]:
    facts = record.facts
    return {
        **asdict(record.job),
        "state": record.state,
        "holds": record.holds,
        "page": record.page,
        "made_with": record.made_with,
        "pages": record.pages,
        "sheets": record.sheets,
        "file": asdict(record.file) if record.file else None,
        "companion": asdict(record.companion) if record.companion else None,
        "facts": asdict(facts) if facts else None,
        "inputs": record.inputs.own,
        "shared_inputs": record.inputs.group,
        "diagnostics": [_diagnostic_json(d) for d in record.diagnostics],
    }


def _from_json(data: dict[str, Any]) -> Manifest:
    library, groups = data["library"], data["shared_inputs"]
    return Manifest(
        made_with={name: dict(versions) for name, versions in data["made_with"].items()},
        holdings=Holdings.from_json(library["holdings"]) if library["holdings"] else None,
        holdings_inputs=dict(library["inputs"]),
        holdings_diagnostics=tuple(_diagnostic(d) for d in library["diagnostics"]),
        records={path: _record(record, groups) for path, record in data["outputs"].items()},
        parts={name: dict(parts) for name, parts in data["parts"].items()},
        is_catalogued=data.get("catalogued") is True,
    )


def _record(data: dict[str, Any], groups: Mapping[str, Mapping[str, str | None]]) -> Record:
    since, until = data["holds"]
    return Record(
        job=Job(*(data[name] for name in ("leaflet", "language", "edition", "brand", "n_up"))),
        state=data["state"],
        inputs=Inputs(data["inputs"], groups[data["shared_inputs"]], data["shared_inputs"]),
        holds=(since, until),
        facts=_facts(data["facts"]) if data["facts"] else None,
        file=File(**data["file"]) if data["file"] else None,
        companion=File(**data["companion"]) if data["companion"] else None,
        pages=data["pages"],
        sheets=data["sheets"],
        page=data["page"],
        made_with=data["made_with"],
        diagnostics=tuple(_diagnostic(d) for d in data["diagnostics"]),
    )


def _facts(data: dict[str, Any]) -> Facts:
    codes = {system: tuple(codes) for system, codes in data["codes"].items()}
    return Facts(**{**data, "codes": codes, "keywords": tuple(data["keywords"])})


def _diagnostic_json(diagnostic: Diagnostic) -> dict[str, Any]:
    return {**diagnostic.record(), "excerpt": diagnostic.excerpt}


def _diagnostic(data: dict[str, Any]) -> Diagnostic:
    span = Span(data["file"], data["line"], data["column"], data.get("end_line", 0), data.get("end_column", 0))
    severity = Severity(data["severity"])
    return Diagnostic(data["rule"], severity, data["message"], span, data["fix"], data["excerpt"], data.get("page", 0))
