"""leafletgen itself: `leafletgen build` from the YAML on, with its checks."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from benchmarks.peers.peer import Peer, environment, never_missing

import leafletgen

TODAY = "2026-11-22"
COMMAND = (sys.executable, "-m", "leafletgen")


@cache
def options() -> frozenset[str]:
    """The options of `leafletgen build`: older ones lack some."""
    told = subprocess.run([*COMMAND, "build", "--help"], env=environment(), capture_output=True, encoding="utf-8", check=True).stdout
    return frozenset(word.rstrip(",") for word in told.split() if word.startswith("-"))


def build(*arguments: str, output: Path, workers: int | None = None, force: bool = True) -> list[str]:
    """A build on the day of the benchmark, with the options that there are."""
    extra = [] if workers is None or "-j" not in options() else ["-j", str(workers)]
    # A machine with other work to do must not turn slow jobs into failed ones.
    extra += ["--job-seconds", "0"] if "--job-seconds" in options() else []
    return [*COMMAND, "build", *arguments, "--today", TODAY, "-o", str(output), *extra, *(["--force"] if force else [])]


def peer(workers: int) -> Peer:
    """`leafletgen build` with that many workers."""
    parallel = "-j" in options()
    return Peer(
        name=f"leafletgen, {workers} worker{'s' if workers > 1 else ''}" if parallel else "leafletgen, serial",
        command=lambda task, output: _in(task.library, build("--quiet", output=output, workers=workers)),
        missing=never_missing,
        version=lambda: leafletgen.__version__,
        does="reads and checks the YAML, composes the pages, sets them as PDF/UA-1 and PDF/A-2a in one file, "
        "looks for lost footnotes and missing letters",
    )


def _in(folder: Path, command: list[str]) -> list[str]:
    return ["env", "-C", str(folder), *command]
