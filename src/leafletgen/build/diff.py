"""Diff: what changed in each leaflet between two versions of a library, and in what they share with it (brands, disclaimer)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from leafletgen.check.changes.compare import Change, compare, located
from leafletgen.check.changes.since_approval import content_of
from leafletgen.diagnostics import Diagnostic
from leafletgen.model.digest import Content
from leafletgen.source.files import LIBRARY_FILE, read_file
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import ReadLeaflet, read_leaflet

Status = Literal["added", "removed", "withdrawn", "reinstated", "changed", "unreadable"]

SHARED = "every leaflet"
"""What stands in the place of a leaflet's name for what all of them print."""


@dataclass(frozen=True, slots=True)
class LeafletDiff:
    """What happened to one leaflet, or (without a title) to what all of them print."""

    name: str
    file: str
    title: str
    status: Status
    note: str = ""
    """Why it was withdrawn, or why it cannot be compared."""
    versions: tuple[str, str] = ("", "")
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: its leaflets as far as they can be read."""

    library: Library
    reads: dict[str, ReadLeaflet]

    def content(self, name: str) -> Content | None:
        """The leaflet's content; None where it is not there or cannot be read."""
        return content_of(self.library, self.reads[name])[0] if name in self.reads else None


def read_side(root: Path, builtin: Path) -> tuple[Side | None, tuple[Diagnostic, ...]]:
    """Read the library at ``root``, and the errors of leaflets that cannot be read. None where its settings are unusable."""
    library, problems = read_library(root, builtin)
    if library is None:
        return None, problems
    reads = {name: read_leaflet(library, name) for name in library.names}
    return Side(library, reads), tuple(d for read in reads.values() if read.leaflet is None for d in read.diagnostics)


def side_problem(side: str, problem: Diagnostic) -> Diagnostic:
    """A problem that says in which of the two versions it is."""
    return replace(problem, span=problem.span._replace(file=f"{side}:{problem.span.file}"))


def diff(old: Side, new: Side) -> tuple[LeafletDiff, ...]:
    """Everything that changed, by leaflet; unchanged leaflets are left out."""
    names = sorted({*old.reads, *new.reads})
    found = [_leaflet(old, new, name) for name in names]
    return (*_shared(old, new), *(entry for entry in found if entry))


def _leaflet(old: Side, new: Side, name: str) -> LeafletDiff | None:
    if side := next((word for word, side in (("old", old), ("new", new)) if _is_broken(side, name)), None):
        return LeafletDiff(name, _file(name), "", "unreadable", f"its {side} version has errors")
    before, after = old.content(name), new.content(name)
    if before and after:
        return _compared(new, name, before, after)
    if before:
        return LeafletDiff(name, _file(name), before["leaflet"]["title"], "removed", versions=(before["leaflet"]["version"], ""))
    title, version = (after["leaflet"]["title"], after["leaflet"]["version"]) if after else ("", "")
    return LeafletDiff(name, _file(name), title, "added", versions=("", version))


def _compared(new: Side, name: str, before: Content, after: Content) -> LeafletDiff | None:
    changes = tuple(_placed(new, name, change) for change in compare(before, after))
    if not changes:
        return None
    status, note = _status(before["leaflet"], after["leaflet"])
    versions = (before["leaflet"]["version"], after["leaflet"]["version"])
    return LeafletDiff(name, _file(name), after["leaflet"]["title"], status, note, versions, changes)


def _file(name: str) -> str:
    return f"leaflets/{name}.yaml"


def _is_broken(side: Side, name: str) -> bool:
    return name in side.reads and side.reads[name].leaflet is None


def _placed(new: Side, name: str, change: Change) -> Change:
    if change.kind == "reference":
        return replace(change, span=new.library.reference_spans.get(str(change.path[0])))
    return located(change, new.reads[name].source)


def _status(before: dict[str, Any], after: dict[str, Any]) -> tuple[Status, str]:
    was, now = before.get("withdrawn"), after.get("withdrawn")
    if now and not was:
        instead = f"; use {now['replaced_by']} instead" if now.get("replaced_by") else ""
        return "withdrawn", f"on {now['on']}: {now['reason']}{instead}"
    return ("reinstated" if was and not now else "changed"), ""


def _shared(old: Side, new: Side) -> Iterator[LeafletDiff]:
    """Brands and the disclaimer: printed on every leaflet, and signed with none."""
    for name in sorted({*old.library.brands, *new.library.brands}):
        sides = [side.library.brands.get(name) for side in (old, new)]
        yield from _shared_file(f"brand {name}", f"leaflets/brands/{name}.yaml", sides, new)
    yield from _shared_file("library", f"leaflets/{LIBRARY_FILE}", [side.library.settings for side in (old, new)], new)


def _shared_file(what: str, file: str, sides: list[Any], new: Side) -> Iterator[LeafletDiff]:
    before, after = ({} if side is None else _printed(side) for side in sides)
    if before == after:
        return
    source, _ = read_file(new.library.root, file)
    changes = compare(*({"leaflet": fields, "references": {}, "images": {}} for fields in (before, after)))
    yield LeafletDiff(SHARED, file, what, "changed", changes=tuple(located(change, source) for change in changes))


def _printed(model: Any) -> dict[str, Any]:
    """What leaflets print of a brand or of the settings: not how they are checked, nor what is built."""
    fields: dict[str, Any] = json.loads(model.model_dump_json(by_alias=True, exclude_none=True, exclude_defaults=True))
    return {key: value for key, value in fields.items() if key not in ("check", "languages", "brands", "editions")}
