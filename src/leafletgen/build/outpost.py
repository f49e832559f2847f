"""Outposts: what a build has in a process of another machine: a folder with the library's files, and workers of its own beside it.

Orders are filled by worker processes as on this machine, with the same limits of time and memory: a leaflet that hangs the engine or
takes it down costs neither the process that is part of the cluster nor what else it does. One worker serves each thread that asks.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from leafletgen.build.crew import CannotGoOn
from leafletgen.build.limits import Limits
from leafletgen.build.order import Order, Outcome
from leafletgen.build.parcel import Parcel, unpack
from leafletgen.build.versions import made_with
from leafletgen.build.workers import Workers
from leafletgen.pdf.engine import hide_system_fonts


@dataclass(frozen=True, slots=True)
class Host:
    """The process that an outpost is in."""

    address: str
    """In the cluster."""
    threads: int
    """How many orders it fills at a time."""
    scratch: Path
    """Folder for what is of no use when it has ended."""


class Outpost:
    """One build's folder and workers in this process."""

    def __init__(self, host: Host, parcel: Parcel, limits: Limits) -> None:
        self.users = 0
        self._unpacking = threading.Lock()
        host.scratch.mkdir(parents=True, exist_ok=True)
        self._folder = TemporaryDirectory(prefix="leafletgen-", dir=host.scratch, ignore_cleanup_errors=True)
        self._root = Path(self._folder.name).resolve() / "library"
        unpack(parcel, self._root)
        _let_have_children()
        hide_system_fonts()
        self._workers = Workers(host.threads, limits.seconds, limits.megabytes)

    def fill(self, work: Callable[[Order], tuple[Outcome, ...]], order: Order, own: Parcel) -> tuple[Outcome, ...]:
        """What ``work`` makes of ``order`` and the files ``own``."""
        with self._unpacking:
            unpack(own, self._root)
        order = replace(order, root=self._root, builtin=self._root / "built-in")
        return tuple(self._without_folder(outcome) for outcome in self._workers.submit(work, order).result())

    def close(self) -> None:
        """End the workers at once, and remove the folder."""
        self._workers.shutdown(cancel_futures=True)
        self._folder.cleanup()

    def _without_folder(self, outcome: Outcome) -> Outcome:
        """An outcome in which nothing tells where the folder was: an engine may name it in what it cannot do."""
        place = f"{self._root}/"
        found = tuple(replace(d, message=d.message.replace(place, ""), fix=d.fix.replace(place, "")) for d in outcome.diagnostics)
        return replace(outcome, diagnostics=found)


_outposts: dict[str, Outpost] = {}
"""The outposts of this process by the name of their build: that of the last one, and of others that are still at work."""
_lock = threading.Lock()


@contextmanager
def outpost(build: str, host: Host, parcel: Parcel, limits: Limits, versions: dict[str, str]) -> Iterator[Outpost]:
    """The outpost of ``build``, set up where there is none.

    Raises CannotGoOn where this process would set other bytes than the machine that builds, which has ``versions``.
    """
    with _lock:
        if build not in _outposts:
            if different := unlike(versions, made_with()):
                raise CannotGoOn(f"the worker {host.address} would not give the same bytes: {different}")
            for name in [name for name, other in _outposts.items() if not other.users]:
                _outposts.pop(name).close()
            _outposts[build] = Outpost(host, parcel, limits)
        here = _outposts[build]
        here.users += 1
    try:
        yield here
    finally:
        with _lock:
            here.users -= 1


def leave(build: str) -> None:
    """Close the outpost of a build that has ended."""
    with _lock:
        here = _outposts.pop(build, None)
    if here:
        here.close()


def unlike(ours: dict[str, str], theirs: dict[str, str]) -> str:
    """What is of another version there than here, in words; empty where nothing is."""
    names = [name for name in sorted({*ours, *theirs}) if ours.get(name) != theirs.get(name)]
    return ", ".join(f"{name} is {theirs.get(name, 'not there')}, here {ours.get(name, 'not there')}" for name in names)


def _let_have_children() -> None:
    """Let this process start others although it is one that ends with its parent: so do our workers, when their pipe closes."""
    with suppress(AssertionError):
        multiprocessing.current_process().daemon = False
