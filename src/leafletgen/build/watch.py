"""Watch: tells when files of a library have changed, and keeps a process warm that builds them.

What a change means is not decided here: a build compares every file with what outputs were made from. So a notice that is lost, doubled
or of no consequence does no harm, as long as there is one after every change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from watchfiles import Change, watch

from leafletgen.build.crew import Crew, hire
from leafletgen.build.inputs import KINDS
from leafletgen.build.limits import Limits
from leafletgen.build.manifest import MANIFEST
from leafletgen.build.workers import Workers

P = ParamSpec("P")
T = TypeVar("T")

QUIET = 30
"""Milliseconds without a further change after which a save is over: editors write, rename and set times in a few."""
AT_MOST = 500
"""Milliseconds after which a change is told though others follow."""
LOOK = 250
"""Milliseconds after which folders that came or went are noticed."""
SMALL = 12
"""Outputs that one warm process makes before others would have started."""

_PASSING = re.compile(r"\..*|.*~|#.*#|4913|.*\.(sw[a-z]|tmp|part|bak|orig)|.*___jb_(tmp|old)___", re.IGNORECASE)
"""Names of what editors put beside a file while they save it, and of what is hidden."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Files that were saved, moved or removed at about the same time."""

    names: tuple[str, ...]
    """Below the library; none where watching has only begun, or a whole folder has come or gone."""
    saved: float = 0
    """When the last of them was saved, in seconds since 1970; 0 where none is there any more."""


def changes(root: Path, output: Path) -> Iterator[Changes]:
    """Wait for changes to the library at ``root`` and tell them, for ever. The first come soon in any case: something may have been missed.

    What is built into ``output`` is no change, even inside of the library.
    """
    root, output = root.resolve(), output.resolve()

    def counts(change: Change, path: str) -> bool:
        return _counts(root, output, Path(path))

    while True:
        folders = _folders(root)
        is_new = True
        for found in watch(
            *(folders or {root: 0}),
            watch_filter=counts,
            debounce=AT_MOST,
            step=QUIET,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            recursive=bool(folders),
        ):
            if is_new or found:
                yield _told(root, (Path(path) for _, path in found))
            is_new = False
            if _folders(root) != folders:
                break


def _folders(root: Path) -> dict[Path, int]:
    """The folders that are watched, with their numbers: one that was removed and made again is another one."""
    return {folder: folder.stat().st_ino for folder in (root / kind for kind in KINDS) if folder.is_dir()}


def _counts(root: Path, output: Path, path: Path) -> bool:
    """Whether a change of ``path`` may change what is built."""
    if not path.is_relative_to(root):
        return False
    inside = path.relative_to(root).parts
    if not inside or inside[0] not in KINDS or any(_PASSING.fullmatch(part) for part in inside):
        return False
    if path.is_relative_to(output):
        # An output folder around the library's own is no place to look away from.
        holds_sources = any((root / kind).is_relative_to(output) for kind in KINDS)
        return holds_sources and path != output / MANIFEST
    return True


def _told(root: Path, paths: Iterator[Path]) -> Changes:
    found = sorted(paths)
    return Changes(tuple(path.relative_to(root).as_posix() for path in found), max(map(_saved, found), default=0))


def _saved(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


class Standby:
    """Who does the work while a library is watched: one process that stays, with the engine, the library and its fonts at hand.

    It may die or hang over a leaflet without taking the watch with it. For much work there is a crew, as for any build.
    """

    def __init__(self) -> None:
        self._one: Workers | None = None

    def hire(self, jobs: int, workers: int, limits: Limits) -> Crew:
        """The crew for so many jobs."""
        if jobs > SMALL and workers > 1:
            return hire(jobs, workers, limits)
        return Crew(_Lent(self._worker(limits), self.end), 1)

    def get_ready(self, limits: Limits) -> None:
        """Start the process, without waiting for it."""
        self._worker(limits).submit(_be_there)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._one:
            self._one.shutdown(cancel_futures=True)
        self._one = None

    def _worker(self, limits: Limits) -> Workers:
        self._one = self._one or Workers(1, limits.seconds, limits.megabytes)
        return self._one


class _Lent(Executor):
    """Workers that stay when a build has done with them, but not when it was stopped."""

    def __init__(self, workers: Workers, end: Callable[[], None]) -> None:
        self._workers, self._end = workers, end

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self._workers.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if cancel_futures:
            self._end()


def _be_there() -> None:
    """Arrive in the process: it has loaded what it needs."""
