"""Check a library: read it, judge sources and library, then set each leaflet and judge its pages and PDFs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leafletgen.build.plan import Request, plan_build
from leafletgen.check.policy import Policy
from leafletgen.check.run import check_source, subject_of
from leafletgen.check.subject import Subject
from leafletgen.check.words import WordLists, read_word_lists
from leafletgen.diagnostics import Diagnostic, Severity, has_errors, in_order
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import ReadLeaflet, read_leaflet


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and in which leaflets it looked."""

    root: Path
    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    def failed(self, strict: bool) -> bool:
        """Whether there is an error, or under ``strict`` a warning."""
        return has_errors(self.diagnostics) or (strict and any(d.severity is Severity.WARNING for d in self.diagnostics))


def check_leaflets(root: Path, builtin: Path, names: Sequence[str], today: date, pages: bool) -> Checked:
    """Judge the leaflets ``names`` (all where empty) by every rule; without ``pages`` by those that need no typesetting.

    Raises WrongUsage for an unknown name, EngineMissing for a machine without the engine when pages are to be set.
    """
    library, problems = read_library(root, builtin)
    found = list(problems)
    if library is None:
        return Checked(root, (), in_order(found))
    chosen = list(dict.fromkeys(job.leaflet for job in plan_build(library, Request(leaflets=tuple(names)))))
    words = read_word_lists(library.settings.languages[0], (root, builtin))
    policy = Policy(library.settings.check)
    for name in chosen:
        read = read_leaflet(library, name)
        found += read.diagnostics
        found += _judged(library, read, words, policy, today)
    return Checked(root, tuple(f"leaflets/{name}.yaml" for name in chosen), in_order(found))


def _judged(library: Library, read: ReadLeaflet, words: WordLists, policy: Policy, today: date) -> Iterator[Diagnostic]:
    subject: Subject | None = subject_of(library, read, library.settings.languages[0], today, words)
    if subject is not None and not subject.leaflet.withdrawn:
        yield from check_source(subject, policy)
