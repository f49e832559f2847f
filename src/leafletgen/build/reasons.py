"""Reasons: whether an output at hand is what its job would give, and if not, why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from leafletgen.build.inputs import BUILT_IN, Snapshot
from leafletgen.build.manifest import Manifest
from leafletgen.build.order import BUILT
from leafletgen.build.output import is_whole
from leafletgen.build.record import Record

MOST = 3
"""Changed files that are named."""


class Comparison:
    """What is there, compared with what earlier builds wrote down."""

    def __init__(self, folder: Path, manifest: Manifest, snapshot: Snapshot, made_with: Mapping[str, str], today: str) -> None:
        """``made_with`` are the versions of this build, ``today`` is an ISO 8601 date."""
        self.folder, self.manifest, self.snapshot, self.today = folder, manifest, snapshot, today
        self.newer = {name: _newer(versions, made_with) for name, versions in manifest.made_with.items()}
        """What is different about the versions of this build, by the name of the set that made an output; empty where nothing is."""
        self._same: dict[str, bool] = {}
        """Whether a set of shared inputs is as it was, by its name: many outputs share it, and it is looked at once."""

    def why(self, path: str, release: bool) -> str:
        """Why the output ``path`` is made anew; empty where it need not be. ``release`` refuses what is not approved."""
        record = self.manifest.records.get(path)
        if record is None:
            return "new"
        return self.newer[record.made_with] or self._file(record) or self._inputs(record) or self._day(record) or _standing(record, release)

    def is_kept(self, path: str) -> bool:
        """Whether the output ``path`` is at hand, whole, and by these versions: then it need not be set again from the same page."""
        record = self.manifest.records.get(path)
        return bool(record and record.state == BUILT and not self.newer[record.made_with] and not self._file(record))

    def _file(self, record: Record) -> str:
        for file in record.files if record.state == BUILT else ():
            if not is_whole(self.folder, file):
                return f"{file.path} is not as it was written" if (self.folder / file.path).exists() else f"{file.path} is gone"
        return ""

    def _inputs(self, record: Record) -> str:
        inputs = record.inputs
        if inputs.group not in self._same:
            self._same[inputs.group] = self._are_same(inputs.shared)
        if self._same[inputs.group] and self._are_same(inputs.own):
            return ""
        names = [name for name in inputs.names if self.snapshot[name] != inputs[name]]
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        said = ", ".join(name.removeprefix(BUILT_IN).replace("#", ": ") for name in names[:MOST])
        return f"{said}{more} changed"

    def _are_same(self, inputs: Mapping[str, str | None]) -> bool:
        return all(self.snapshot[name] == digest for name, digest in inputs.items())

    def _day(self, record: Record) -> str:
        since, until = record.holds
        if (not since or since <= self.today) and (not until or self.today < until):
            return ""
        return "a date in it has passed" if until and until <= self.today else "today is an earlier day"


def _newer(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            return f"{name} is {now.get(name, 'gone')}, was {before.get(name, 'not there')}"
    return ""


def _standing(record: Record, release: bool) -> str:
    approved = record.facts is not None and record.facts.state == "approved"
    return "only what is approved is released" if release and record.state == BUILT and not approved else ""
