"""What has changed in a leaflet since it was approved, for `check` and the proof sheet; and the content that an approval signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from leafletgen.check.changes.compare import Change, compare, located
from leafletgen.diagnostics import Diagnostic, error
from leafletgen.html.pictures import PictureProblem, read_picture
from leafletgen.model.blocks import FigureBlock
from leafletgen.model.digest import Content, content, digest_of
from leafletgen.model.settings import Approval
from leafletgen.source.approved import read_snapshot, snapshot_name
from leafletgen.source.library import Library
from leafletgen.source.located import Path
from leafletgen.source.reader import ReadLeaflet


@dataclass(frozen=True, slots=True)
class SinceApproval:
    """Where a leaflet stands that was approved once and is not approved as it is now."""

    approval: Approval
    """The last sign-off."""
    changes: tuple[Change, ...]
    """What changed since, numbers and doses first; empty where that cannot be told."""
    untold: str = ""
    """Why what changed cannot be told; empty where it is."""


def approval_changes(library: Library, read: ReadLeaflet, language: str) -> SinceApproval | None:
    """What changed since the last sign-off; None for a leaflet that is approved as it is, was never approved, or cannot be read."""
    signed = [a for a in library.approvals if (a.leaflet, a.language) == (read.name, language)]
    now = content_of(library, read)[0] if signed else None
    if now is None or approval_of(library, read.name, language, now):
        return None
    last = signed[-1]
    then = read_snapshot(library.root, last)
    if then is None:
        name = snapshot_name(read.name, language)
        return SinceApproval(last, (), f"{name} is missing or is not what was approved, so what changed since {last.on} cannot be told")
    if digest_of(then) == digest_of(now):
        return SinceApproval(
            last, (), f"the sign-off of {last.on} is of version {last.version}, and the content that it names is of another version"
        )
    changes = (located(change, read.source) for change in compare(then, now))
    return SinceApproval(last, tuple(_in_references(library, change) for change in changes))


def approval_of(library: Library, name: str, language: str, now: Content) -> Approval | None:
    """The sign-off of exactly this content in the version that it says; where it was signed twice, the first."""
    digest, version = digest_of(now), now["leaflet"]["version"]
    return next((a for a in library.approvals if (a.leaflet, a.language, a.version, a.digest) == (name, language, version, digest)), None)


def content_of(library: Library, read: ReadLeaflet) -> tuple[Content | None, tuple[Diagnostic, ...]]:
    """What an approval of this leaflet signs (None where it cannot be read), and the pictures that cannot be read and are missing there."""
    if read.leaflet is None:
        return None, ()
    images: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for path, image in _images(read):
        try:
            images[image] = read_picture(library.root, image).data
        except PictureProblem as problem:
            span = read.source.span(path)
            found.append(error("image-missing", problem.message, span, problem.fix, read.source.excerpt(span)))
    references = {id: library.references[id] for id in sorted(read.cited)}
    return content(read.leaflet, references, images), tuple(found)


def _images(read: ReadLeaflet) -> Iterator[tuple[Path, str]]:
    for number, section in enumerate(read.leaflet.sections if read.leaflet else ()):
        for index, block in enumerate(section.content):
            if isinstance(block, FigureBlock):
                yield ("sections", number, "content", index, "figure", "image"), block.figure.image


def _in_references(library: Library, change: Change) -> Change:
    """A changed entry at its place in the file of references."""
    return replace(change, span=library.reference_spans.get(str(change.path[0]))) if change.kind == "reference" else change
