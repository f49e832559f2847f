"""Limits: how long one job may take, how much memory a process may hold, and what comes of it where one does not keep to them.

Where the system cannot set them, they are not set.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may cost; 0 is no limit."""

    seconds: float = 60
    megabytes: int = 2048
    """Memory of the process that does the job."""


class Died(Exception):
    """The worker ended in the middle of a call."""


class Hung(Exception):
    """The worker did not come back in time, and was ended."""


class TooLong(BaseException):
    """A job took longer than it may. No Exception, since the engine catches those while it sets a page."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLong in the block after ``seconds``. Only in the main thread of a process with timers; elsewhere whoever waits must."""
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def too_long(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, too_long)
    # Again and again: one that is raised inside a callback of the engine's libraries is lost.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def memory_limit(megabytes: int) -> Iterator[None]:
    """Let this process hold no more than ``megabytes`` in the block: what asks for more there fails with MemoryError."""
    resource = _resource()
    if not megabytes or resource is None:
        yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    known = [limit for limit in (before, most, megabytes * MEGABYTE) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(known), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


def _resource() -> Any:
    """The module that sets limits, where the system has them."""
    try:
        import resource
    except ImportError:
        return None
    return resource
