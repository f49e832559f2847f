"""Orders and outcomes: what travels to whoever makes jobs, in this process, another or on another machine, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from leafletgen.build.facts import Facts
from leafletgen.build.job import Job
from leafletgen.build.limits import Limits
from leafletgen.diagnostics import Diagnostic

BUILT, FAILED, WITHDRAWN = "built", "failed", "withdrawn"
"""States of an outcome."""


@dataclass(frozen=True, slots=True)
class Order:
    """Jobs of one leaflet in one language and brand, to be made one after another."""

    root: Path
    """The library."""
    builtin: Path
    """The folder of leafletgen's own templates and styles."""
    shared: str
    """Digest of all that leaflets share: what was read for another one is read again."""
    today: date
    jobs: tuple[Job, ...]
    known: Mapping[Job, str] = field(default_factory=dict)
    """Digest of the page that the output at hand was set from, by job; a job that would be set from it again is not set."""
    release: bool = False
    """Whether drafts and overdue leaflets are refused."""
    limits: Limits = field(default_factory=Limits)
    dry: bool = False
    """Only find out which jobs would be set."""

    @property
    def leaflet(self) -> str:
        """The leaflet."""
        return self.jobs[0].leaflet


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one job."""

    job: Job
    state: str
    """`built`, `failed` or `withdrawn`."""
    diagnostics: tuple[Diagnostic, ...]
    data: bytes | None = field(default=None, repr=False)
    tagged: bytes | None = field(default=None, repr=False)
    """The tagged pages beside sheets."""
    is_known: bool = False
    """Whether the output at hand is what the job would give."""
    pages: int = 0
    sheets: int = 0
    page: str = ""
    """Digest of the page that it was set from."""
    facts: Facts | None = None
    own: frozenset[str] = frozenset()
    """Names of files that this leaflet read and few others do."""
    shared: frozenset[str] = frozenset()
    """Names of files that many leaflets read, in every layer that counts."""
    overlaid: frozenset[str] = frozenset()
    """Names of templates and styles, of which the nearest was read."""
    holds: tuple[str, str] = ("", "")
    """From which day on, and until the day before which, this is so; empty for ever."""
    lasts: bool = True
    """Whether the same inputs give the same outcome; not so for one that ran out of time or memory, or was refused by a release."""
