"""What has changed in a leaflet since it was approved, for `check` and the proof sheet; and the content that an approval signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leafletgen.check.content import Gathered, gather
from leafletgen.diagnostics import Diagnostic
from leafletgen.model.digest import Content, digest_of
from leafletgen.model.settings import Approval
from leafletgen.source.approved import read_snapshot, snapshot_name
from leafletgen.source.library import Library
from leafletgen.source.reader import ReadLeaflet

if TYPE_CHECKING:
    from leafletgen.check.changes.compare import Change


@dataclass(frozen=True, slots=True)
class SinceApproval:
    """Where a leaflet stands that was approved once and is not approved as it is now."""

    approval: Approval
    """The last sign-off."""
    changes: tuple[Change, ...]
    """What changed since, numbers and doses first; empty where that cannot be told."""
    untold: str = ""
    """Why what changed cannot be told; empty where it is."""


def approval_changes(library: Library, read: ReadLeaflet, language: str, gathered: Gathered | None = None) -> SinceApproval | None:
    """What changed since the last sign-off; None for a leaflet that is approved as it is, was never approved, or cannot be read.

    ``gathered`` is what the caller has gathered of the leaflet already.
    """
    signed = [a for a in library.approvals if (a.leaflet, a.language) == (read.name, language)]
    gathered = (gathered or gather(library, read)) if signed else None
    if gathered is None or gathered.approval(library, read.name, language):
        return None
    last, now = signed[-1], gathered.content
    then = read_snapshot(library.root, last)
    if then is None:
        name = snapshot_name(read.name, language)
        return SinceApproval(last, (), f"{name} is missing or is not what was approved, so what changed since {last.on} cannot be told")
    if digest_of(then) == digest_of(now):
        return SinceApproval(
            last, (), f"the sign-off of {last.on} is of version {last.version}, and the content that it names is of another version"
        )
    # Imported late: most leaflets are what was approved, or were never.
    from leafletgen.check.changes.compare import compare, located

    changes = (located(change, read.source) for change in compare(then, now))
    return SinceApproval(last, tuple(_in_references(library, change) for change in changes))


def approval_of(library: Library, name: str, language: str, now: Content) -> Approval | None:
    """The sign-off of exactly this content in the version that it says; where it was signed twice, the first."""
    return library.approval(name, language, now["leaflet"]["version"], digest_of(now))


def content_of(library: Library, read: ReadLeaflet) -> tuple[Content | None, tuple[Diagnostic, ...]]:
    """What an approval of this leaflet signs (None where it cannot be read), and the pictures that cannot be read and are missing there."""
    gathered = gather(library, read)
    return (gathered.content, gathered.diagnostics) if gathered else (None, ())


def _in_references(library: Library, change: Change) -> Change:
    """A changed entry at its place in the file of references."""
    return replace(change, span=library.reference_spans.get(str(change.path[0]))) if change.kind == "reference" else change
