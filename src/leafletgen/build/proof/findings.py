"""What the checks found, which findings the leaflet waives and why, and what changed since somebody signed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from leafletgen.build.proof.places import Places
from leafletgen.check.changes.compare import Change
from leafletgen.check.changes.since_approval import approval_changes
from leafletgen.check.printed import yaml_path
from leafletgen.check.subject import Subject
from leafletgen.diagnostics import Diagnostic, Severity
from leafletgen.model.settings import Approval
from leafletgen.source.library import Library
from leafletgen.source.reader import ReadLeaflet


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """One finding, with its place in words."""

    diagnostic: Diagnostic
    place: str
    """In words; empty where it is about no part of the leaflet."""
    elsewhere: str
    """The file, where it is not the leaflet's own."""


@dataclass(frozen=True, slots=True)
class WaivedRule:
    """One waiver of the leaflet."""

    rule: str
    reason: str
    until: date | None
    over: bool
    """Its last day is past, so that it waives nothing."""
    count: int
    """Findings that it covers."""


@dataclass(frozen=True, slots=True)
class Found:
    """All that the checks say."""

    by_severity: tuple[tuple[str, tuple[FoundProblem, ...]], ...]
    """Errors, warnings, advice; waived ones are not among them."""
    waivers: tuple[WaivedRule, ...]
    switched_off: tuple[str, ...]
    """Rules that the library does not use."""

    def count(self, severity: str) -> int:
        """How many there are."""
        return len(dict(self.by_severity)[severity])


@dataclass(frozen=True, slots=True)
class SinceSigned:
    """Where the leaflet stands."""

    approval: Approval | None
    """The sign-off of exactly what is printed here."""
    last: Approval | None
    """Else the last sign-off of another content; None where there was none."""
    untold: str
    """Why what changed since cannot be told."""
    changes: tuple[tuple[str, tuple[str, ...]], ...]
    """What changed by place, numbers and doses first; without a place, the leaflet itself."""


def found_problems(subject: Subject, diagnostics: Iterable[Diagnostic], places: Places) -> Found:
    """The findings as the sheet shows them."""
    rows = [_problem(subject, d, places) for d in diagnostics]
    plain = [row for row in rows if not row.diagnostic.waiver]
    return Found(
        by_severity=tuple((str(severity), tuple(row for row in plain if row.diagnostic.severity is severity)) for severity in Severity),
        waivers=_waivers(subject, [row.diagnostic for row in rows]),
        switched_off=tuple(sorted(rule for rule, wanted in subject.library.settings.check.rules.items() if wanted == "off")),
    )


def _problem(subject: Subject, d: Diagnostic, places: Places) -> FoundProblem:
    own = d.span.file == subject.source.name
    path = yaml_path(d.path) if own else ()
    return FoundProblem(d, places.full(path).words if path[:1] != ("check",) else "", "" if own else d.span.file)


def _waivers(subject: Subject, diagnostics: Sequence[Diagnostic]) -> tuple[WaivedRule, ...]:
    return tuple(
        WaivedRule(
            rule=waiver.rule,
            reason=waiver.reason,
            until=waiver.until,
            over=waiver.until is not None and waiver.until < subject.today,
            count=sum(d.rule == waiver.rule and d.waiver == waiver.reason for d in diagnostics),
        )
        for waiver in subject.leaflet.check.ignore
    )


def since_signed(library: Library, read: ReadLeaflet, subject: Subject) -> SinceSigned:
    """What changed since the last sign-off."""
    changed = approval_changes(library, read, subject.language)
    if changed is None:
        return SinceSigned(subject.approval, None, "", ())
    return SinceSigned(None, changed.approval, changed.untold, _by_place(changed.changes))


def _by_place(changes: Iterable[Change]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((place, tuple(change.words for change in found)) for place, found in groupby(changes, lambda change: change.place))
