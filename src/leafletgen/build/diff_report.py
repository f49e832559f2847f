"""A diff for people (in words, numbers first, with the place in the YAML file) and for machines (JSON)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from leafletgen.build.diff import LeafletDiff
from leafletgen.check.changes.compare import Change


def diff_text(found: Iterable[LeafletDiff], shown_path: Callable[[str], str] = str) -> str:
    """One paragraph for each leaflet that changed."""
    return "\n\n".join("\n".join(_paragraph(entry, shown_path)) for entry in found) or "nothing changed"


def _paragraph(entry: LeafletDiff, shown_path: Callable[[str], str]) -> Iterator[str]:
    """The leaflet, then its numbers one a line, then the rest by its place."""
    yield _clean(_head(entry))
    place = ""
    for change in entry.changes:
        where = f"  [{shown_path(change.span.file)}:{change.span.line}]" if change.span else ""
        if change.kind in ("number", "negation"):
            yield _clean(f"  {change.words} ({change.place}){where}")
            continue
        if change.place != place:
            place = change.place
            yield _clean(f"  {place}")
        yield _clean(f"    {change.words}{where}")


def _head(entry: LeafletDiff) -> str:
    name = f"{entry.name}: {entry.title}" if entry.title else entry.name
    old, new = entry.versions
    said = {
        "added": f"new leaflet, version {new}",
        "removed": f"removed, was version {old}",
        "withdrawn": f"withdrawn {entry.note}",
        "reinstated": "no longer withdrawn",
        "unreadable": f"cannot be compared: {entry.note}",
        "changed": f"version {old} -> {new}" if old != new else f"changed, version {new} still" if new else "changed",
    }
    return f"{name} ({said[entry.status]})"


def diff_records(found: Iterable[LeafletDiff]) -> list[dict[str, Any]]:
    """One record a leaflet; `leaflet` is null for what all of them print."""
    return [
        {
            "leaflet": entry.name if entry.versions != ("", "") or entry.status == "unreadable" else None,
            "file": entry.file,
            "title": entry.title,
            "status": entry.status,
            "note": entry.note,
            "version": {"old": entry.versions[0] or None, "new": entry.versions[1] or None},
            "changes": [change_record(change) for change in entry.changes],
        }
        for entry in found
    ]


def change_record(change: Change) -> dict[str, Any]:
    """One change; `file`, `line` and `column` are null where there is no place."""
    span = change.span
    return {
        "kind": change.kind,
        "place": change.place,
        "path": "/".join(map(str, change.path)),
        "before": change.before,
        "after": change.after,
        "context": change.context,
        "says": change.words,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
    }


def _clean(line: str) -> str:
    """A line that cannot steer a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
