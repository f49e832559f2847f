"""What running a command costs: wall seconds, CPU seconds and memory of it and every process that it starts."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import psutil

SAMPLED_EVERY = 0.05
"""Seconds between two looks at the memory. Shorter looks would cost what they measure."""


OnLine = Callable[[bytes, int], None]


class Failed(Exception):
    """A command that was to be measured did not do its work."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    seconds: float
    """By the clock on the wall."""
    cpu: float
    """Seconds of all processors in all its processes, in the kernel too."""
    memory: int
    """Most bytes resident at once in all its processes together; what they share is counted in each."""


@dataclass(slots=True)
class _Tree:
    """A process and all below it, looked at from time to time."""

    root: int
    peak: int = 0
    spent: dict[tuple[int, float], float] = field(default_factory=dict)
    """CPU seconds by process, as last seen: a browser's helpers are not waited for by their parent, so the kernel adds them to nobody."""

    def look(self) -> int:
        """Bytes resident now."""
        now = 0
        for process in self.processes():
            try:
                with process.oneshot():
                    now += process.memory_info().rss
                    times = process.cpu_times()
                    self.spent[process.pid, process.create_time()] = times.user + times.system
            except psutil.Error:
                continue  # it has ended
        self.peak = max(self.peak, now)
        return now

    def processes(self) -> list[psutil.Process]:
        """Those alive now."""
        try:
            process = psutil.Process(self.root)
            return [process, *process.children(recursive=True)]
        except psutil.Error:
            return []


@contextmanager
def _watched(tree: _Tree) -> Iterator[None]:
    done = threading.Event()

    def watch() -> None:
        while not done.wait(SAMPLED_EVERY):
            tree.look()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str], on_line: OnLine | None = None) -> Cost:
    """Run ``command`` in ``folder`` to its end and say what it took. Raises Failed with its last words.

    ``on_line`` is told each line that the command prints, with the bytes resident in its processes then.
    """
    with tempfile.TemporaryFile() as said:
        begun = perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdout=subprocess.PIPE if on_line else subprocess.DEVNULL, stderr=said
        )
        tree = _Tree(process.pid)
        with _watched(tree):
            for line in process.stdout or ():
                assert on_line
                on_line(line, tree.look())
            # wait4 counts to the process what it has waited for itself, however far below.
            _, status, usage = os.wait4(process.pid, 0)
            seconds = perf_counter() - begun
        if process.stdout:
            process.stdout.close()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode("utf-8", "replace").strip().splitlines()[-5:]
            raise Failed(f"{' '.join(command)[:200]} ended with {process.returncode}: {' / '.join(words)}")
    waited = usage.ru_utime + usage.ru_stime
    return Cost(seconds, max(waited, sum(tree.spent.values())), max(tree.peak, usage.ru_maxrss * 1024))


def best(runs: Sequence[Cost]) -> Cost:
    """Of several runs of the same work, what each figure was at its least: the rest is what else the machine was doing."""
    return Cost(min(run.seconds for run in runs), min(run.cpu for run in runs), min(run.memory for run in runs))
