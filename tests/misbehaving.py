"""Work for workers that goes wrong, in a module that a worker can import."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from leafletgen.build.order import BUILT, Order, Outcome
from leafletgen.build.worker import alive


def work(order: Order) -> tuple[Outcome, ...]:
    """Each job does what its leaflet is called, and is done unless it dies of it."""
    return tuple(_done(order, index) for index in range(len(order.jobs)))


def _done(order: Order, index: int) -> Outcome:
    job = order.jobs[index]
    alive()
    if job.edition == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if job.edition == "hangs":
        time.sleep(600)
    if job.edition == "fails":
        raise ValueError("a fault of ours")
    if job.edition == "dies-once":
        _die_once(order.root / job.leaflet)
    return Outcome(replace(job), BUILT, (), data=str(os.getpid()).encode())


def _die_once(mark: Path) -> None:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def eat(megabytes: int) -> int:
    """Hold so much memory."""
    return len(bytearray(megabytes * 1024 * 1024))
