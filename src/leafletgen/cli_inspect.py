"""`leafletgen inspect`: what a screen reader would say of a PDF, and what is in it."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING

import click

from leafletgen.cli import FAILED, main, stop

if TYPE_CHECKING:
    from leafletgen.pdf.inspect.facts import Inspection

MAX_SIZE = 500_000_000
"""Largest file that is read, in bytes."""

SECONDS = 30.0
"""After so long no further page is begun; after twice as long the command gives up."""

MEMORY = 3_000_000_000
"""Most bytes of memory that may be asked for while a file is read."""


class OutOfTime(BaseException):
    """Not an Exception, so that nothing on the way takes it for a fault of one part of the file."""


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print all facts as JSON; docs/inspect.md says what is where.")
def inspect(file: Path, as_json: bool) -> None:
    """Say what a screen reader would say of FILE, a PDF of any origin.

    Page by page in the order of its tags, then what the file is made of, then what would trouble a screen reader.
    Exit status 1 means that the file, or a part of it, cannot be read.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # whatever letters the PDF holds and the terminal lacks
    found, text = _inspected(file, as_json)
    if text:
        click.echo(text)
    if not found.readable:
        stop(FAILED, f"{file}: {found.problems[0]}")
    if found.problems:
        more = f", and {len(found.problems) - 1} more" if len(found.problems) > 1 else ""
        stop(FAILED, f"{file}: a part cannot be read: {found.problems[0]}{more}")


def _inspected(file: Path, as_json: bool) -> tuple[Inspection, str]:
    """The facts and what to print of them; ends the command where they cannot be had."""
    from leafletgen.pdf.inspect import inspect_pdf

    size = file.stat().st_size
    if size > MAX_SIZE:
        stop(FAILED, f"{file}: it is larger than {MAX_SIZE // 1_000_000} MB")
    end = monotonic() + SECONDS
    try:
        with _alarm(2 * SECONDS), _little_memory():
            found = inspect_pdf(file.read_bytes(), lambda: monotonic() > end)
            return found, _text(found, as_json)
    except OutOfTime:
        stop(FAILED, f"{file}: it takes longer than {2 * SECONDS:g} seconds to read; it may have been made to do so")
    except MemoryError:
        stop(FAILED, f"{file}: it takes more memory to read than it is worth; it may have been made to do so")
    except OSError as failure:
        stop(FAILED, f"{file}: {failure.strerror or failure}")


def _text(found: Inspection, as_json: bool) -> str:
    if as_json:
        from leafletgen.pdf.aloud.record import json_text

        return json_text(found)
    from leafletgen.pdf.aloud.summary import report

    return report(found) if found.readable else ""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise OutOfTime after so long, where the system has such an alarm."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    before: Callable[[int, FrameType | None], object] | int | None = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _little_memory() -> Iterator[None]:
    """Let the system refuse more memory than MEMORY, where it can."""
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if before[1] == resource.RLIM_INFINITY else min(MEMORY, before[1])
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    except (ValueError, OSError):  # a system that has the limit but does not keep it
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
