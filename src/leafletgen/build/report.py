"""What is asked of a build besides which leaflets, and what it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from leafletgen.build.crew import Crew, hire
from leafletgen.build.job import Job
from leafletgen.build.limits import Limits
from leafletgen.diagnostics import Diagnostic, has_errors


class Listener:
    """Is told what happens in a build while it happens. This one keeps it to itself."""

    def waiting(self, folder: Path) -> None:
        """Another build has the output folder; this one waits for it."""

    def planned(self, report: Report) -> None:
        """It is known how much there is to do."""

    def begun(self, jobs: tuple[Job, ...]) -> None:
        """These are next for whoever is free."""

    def done(self, jobs: tuple[Job, ...]) -> None:
        """These came back, made or not."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build."""

    today: date
    release: bool = False
    """Refuse drafts and overdue leaflets, which are printed and marked otherwise."""
    force: bool = False
    """Make again what is at hand."""
    prune: bool = False
    """Remove outputs whose leaflet, edition, language or brand is gone."""
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    hire: Callable[[int, int, Limits], Crew] = hire
    """Who does the work: given the number of jobs, of workers and the limits."""
    singly: bool = False
    """Hand over each output as soon as it is made, not with the others of its leaflet: sooner seen, and a little more work."""
    listener: Listener = field(default_factory=Listener)


@dataclass(frozen=True, slots=True)
class Planned:
    """A job that is to be done."""

    job: Job
    path: PurePosixPath
    """Of its output, below the output folder."""
    why: str


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a build. ``path`` is None when it was not made."""

    job: Job
    path: Path | None
    pages: int = 0
    """Pages of the leaflet."""
    size: int = 0
    """Bytes."""
    sheets: int = 0
    """Sheets of paper, in a file that is for paper only; the tagged pages are in the file beside it."""


@dataclass(slots=True)
class Report:
    """What a build has done so far."""

    planned: int = 0
    """Outputs that were asked for."""
    to_do: int = 0
    """Those that are not at hand as they should be."""
    unchanged: int = 0
    """Those that are, or came out the same when their page was composed again."""
    outputs: list[Output] = field(default_factory=list)
    """Those that were made, or should have been."""
    removed: list[Path] = field(default_factory=list)
    gone: list[Path] = field(default_factory=list)
    """Outputs whose leaflet, edition, language or brand the library no longer has, and which are still there."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _told: set[Diagnostic] = field(default_factory=set)

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep problems, each once: the editions of a leaflet have most of them in common."""
        for problem in diagnostics:
            if problem not in self._told:
                self._told.add(problem)
                self.diagnostics.append(problem)

    @property
    def built(self) -> int:
        """How many outputs were made."""
        return sum(output.path is not None for output in self.outputs)

    @property
    def not_built(self) -> int:
        """How many outputs should have been made and were not."""
        return len(self.outputs) - self.built

    @property
    def failed(self) -> bool:
        """Whether a leaflet, or a file that leaflets share, has errors."""
        return has_errors(self.diagnostics)
