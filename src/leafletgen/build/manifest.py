"""Manifest: what was built, from what, with hashes. `manifest.json` in the output folder, the same for the same outputs.

It names no machine, folder or moment, so that a folder restored from a CI cache is as good as the one that was saved. Reading it takes
neither models nor the engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from leafletgen.build.job import Holdings, Job
from leafletgen.build.output import write_whole
from leafletgen.diagnostics import Diagnostic, Severity, Span

MANIFEST = "manifest.json"
FORMAT = 1
"""Rises when an older leafletgen could not read the file, or would read it wrongly."""

BUILT, FAILED, WITHDRAWN = "built", "failed", "withdrawn"


@dataclass(frozen=True, slots=True)
class Facts:
    """What lists and catalogues tell of a leaflet, as it stood when it was printed. Dates are ISO 8601."""

    code: str
    kind: str
    topic: str
    title: str
    summary: str
    audience: str
    version: str
    published: str
    review_by: str
    codes: Mapping[str, tuple[str, ...]]
    """Clinical codes by their system, as `icd10`."""
    digest: str
    """SHA-256 of its content, in hex: what an approval signs."""
    approved: str = ""
    """Day of the approval; empty for a draft."""
    overdue: bool = False
    """Whether its review date was past."""

    @property
    def state(self) -> str:
        """`overdue`, `draft` or `approved`; an overdue leaflet is told as that first."""
        return "overdue" if self.overdue else "approved" if self.approved else "draft"


@dataclass(frozen=True, slots=True)
class File:
    """A whole file of the output folder."""

    path: str
    """Below the output folder, with `/`."""
    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an output was made from: content digests by name, None for what is not there and would count if it were."""

    own: Mapping[str, str | None] = field(default_factory=dict)
    """Of the leaflet and what few others read."""
    shared: Mapping[str, str | None] = field(default_factory=dict)
    """Of what many leaflets read: templates, styles, words."""

    def __getitem__(self, name: str) -> str | None:
        return self.own[name] if name in self.own else self.shared[name]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name."""
        return (*self.own, *self.shared)


@dataclass(frozen=True, slots=True)
class Record:
    """One job as it was built, or why it was not."""

    job: Job
    state: str
    """`built`, `failed` (it has errors) or `withdrawn`."""
    inputs: Inputs
    holds: tuple[str, str]
    """From which day on, and until the day before which, its judgement holds; empty for ever."""
    facts: Facts | None = None
    file: File | None = None
    """None where there is no output; of a job that failed, the file that an earlier build left."""
    companion: File | None = None
    """The tagged pages beside sheets."""
    pages: int = 0
    sheets: int = 0
    page: str = ""
    """Digest of the page that the output was set from."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def files(self) -> tuple[File, ...]:
        """The files of the output."""
        return tuple(file for file in (self.file, self.companion) if file)


@dataclass(slots=True)
class Manifest:
    """All that is known of an output folder."""

    made_with: dict[str, str] = field(default_factory=dict)
    """Versions by name; other versions make everything anew."""
    holdings: Holdings | None = None
    """What the library held, and from what that is known; None where no build has told."""
    holdings_inputs: dict[str, str | None] = field(default_factory=dict)
    holdings_diagnostics: tuple[Diagnostic, ...] = ()
    records: dict[str, Record] = field(default_factory=dict)
    """By the path of the output."""
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    """Digests of the entries of files that many leaflets read a part of, by the file's digest."""


def read_manifest(folder: Path) -> Manifest:
    """The manifest of an output folder; an empty one where there is none, or one that cannot be used, so that all is built anew."""
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
        return _from_json(data) if data["format"] == FORMAT else Manifest()
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Manifest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, whole or not at all. Raises CannotWrite."""
    text = json.dumps(_to_json(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(folder, PurePosixPath(MANIFEST), text.encode("utf-8", "surrogatepass") + b"\n")


def _to_json(manifest: Manifest) -> dict[str, Any]:
    groups: dict[str, Mapping[str, str | None]] = {}
    outputs = {path: _record_json(record, groups) for path, record in manifest.records.items()}
    library = {
        "holdings": asdict(manifest.holdings) if manifest.holdings else None,
        "inputs": manifest.holdings_inputs,
        "diagnostics": [_diagnostic_json(d) for d in manifest.holdings_diagnostics],
    }
    return {
        "format": FORMAT,
        "made_with": manifest.made_with,
        "library": library,
        "shared_inputs": groups,
        "parts": manifest.parts,
        "outputs": outputs,
    }


def _record_json(record: Record, groups: dict[str, Mapping[str, str | None]]) -> dict[str, Any]:
    facts = record.facts
    return {
        **asdict(record.job),
        "state": record.state,
        "holds": record.holds,
        "page": record.page,
        "pages": record.pages,
        "sheets": record.sheets,
        "file": asdict(record.file) if record.file else None,
        "companion": asdict(record.companion) if record.companion else None,
        "facts": asdict(facts) if facts else None,
        "inputs": record.inputs.own,
        "shared_inputs": _group(record.inputs.shared, groups),
        "diagnostics": [_diagnostic_json(d) for d in record.diagnostics],
    }


def _group(shared: Mapping[str, str | None], groups: dict[str, Mapping[str, str | None]]) -> str:
    """The name of a set of inputs, which is written once however many outputs read it."""
    name = sha256(json.dumps(sorted(shared.items())).encode()).hexdigest()[:16]
    groups[name] = shared
    return name


def _from_json(data: dict[str, Any]) -> Manifest:
    library, groups = data["library"], data["shared_inputs"]
    return Manifest(
        made_with=dict(data["made_with"]),
        holdings=Holdings.from_json(library["holdings"]) if library["holdings"] else None,
        holdings_inputs=dict(library["inputs"]),
        holdings_diagnostics=tuple(_diagnostic(d) for d in library["diagnostics"]),
        records={path: _record(record, groups) for path, record in data["outputs"].items()},
        parts={name: dict(parts) for name, parts in data["parts"].items()},
    )


def _record(data: dict[str, Any], groups: Mapping[str, Mapping[str, str | None]]) -> Record:
    facts = data["facts"]
    since, until = data["holds"]
    return Record(
        job=Job(*(data[name] for name in ("leaflet", "language", "edition", "brand", "n_up"))),
        state=data["state"],
        inputs=Inputs(data["inputs"], groups[data["shared_inputs"]]),
        holds=(since, until),
        facts=Facts(**{**facts, "codes": {name: tuple(codes) for name, codes in facts["codes"].items()}}) if facts else None,
        file=File(**data["file"]) if data["file"] else None,
        companion=File(**data["companion"]) if data["companion"] else None,
        pages=data["pages"],
        sheets=data["sheets"],
        page=data["page"],
        diagnostics=tuple(_diagnostic(d) for d in data["diagnostics"]),
    )


def _diagnostic_json(diagnostic: Diagnostic) -> dict[str, Any]:
    return {**diagnostic.record(), "excerpt": diagnostic.excerpt}


def _diagnostic(data: dict[str, Any]) -> Diagnostic:
    span = Span(data["file"], data["line"], data["column"], data.get("end_line", 0), data.get("end_column", 0))
    severity = Severity(data["severity"])
    return Diagnostic(data["rule"], severity, data["message"], span, data["fix"], data["excerpt"], data.get("page", 0))
