"""Records: one job as it was built, from what, and with what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from leafletgen.build.facts import Facts
from leafletgen.build.inputs import Snapshot
from leafletgen.build.job import Job
from leafletgen.build.order import Outcome
from leafletgen.build.output import File
from leafletgen.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an output was made from: content digests by name, None for what is not there and would count if it were."""

    own: Mapping[str, str | None] = field(default_factory=dict)
    """Of the leaflet and what few others read."""
    shared: Mapping[str, str | None] = field(default_factory=dict)
    """Of what many leaflets read: templates, styles, words."""
    group: str = ""
    """Name of ``shared``, which is written once however many outputs read it."""

    @classmethod
    def of(cls, own: Mapping[str, str | None], shared: Mapping[str, str | None]) -> Inputs:
        """Inputs with the name that follows from what is shared."""
        return cls(own, shared, sha256(json.dumps(sorted(shared.items())).encode()).hexdigest()[:16])

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
    made_with: str = ""
    """Name of the set of versions that made it."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def files(self) -> tuple[File, ...]:
        """The files of the output."""
        return tuple(file for file in (self.file, self.companion) if file)


def record_of(outcome: Outcome, snapshot: Snapshot, made_with: str) -> Record:
    """What is written down of an outcome, but for its files. ``made_with`` names the versions that made it."""
    shared = (*outcome.shared, *snapshot.nearest(outcome.overlaid))
    return Record(
        job=outcome.job,
        state=outcome.state,
        inputs=Inputs.of(snapshot.all(outcome.own), snapshot.all(shared)),
        holds=outcome.holds,
        facts=outcome.facts,
        pages=outcome.pages,
        sheets=outcome.sheets,
        page=outcome.page,
        made_with=made_with,
        diagnostics=outcome.diagnostics,
    )


def with_files_of(record: Record, before: Record) -> Record:
    """``record`` with the files that are there from before."""
    return replace(record, file=before.file, companion=before.companion, pages=before.pages, sheets=before.sheets)
