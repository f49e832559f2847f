"""How a build talks on a terminal: a bar while there is something to do, and a table at the end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leafletgen.build.reports import text_report
from leafletgen.cli import shown_path
from leafletgen.cli_talk import Talk

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from leafletgen.build.job import Job
    from leafletgen.build.report import Report
    from leafletgen.diagnostics import Diagnostic

WIDE, NARROW = 76, 44
"""Columns from which on rate and time left, and the bar, are shown."""
SURE = 2.0
"""Seconds after which rate and time left are worth telling."""


class Terminal(Talk):
    """Lines above a bar. It and the table are drawn by a library that is loaded only when there is something to draw."""

    def __init__(self, root: Path, output: Path, quiet: bool) -> None:
        super().__init__(root, output, quiet)
        self._begun = time.monotonic()
        self._first = 0.0
        self._table: list[str] = []
        self._bar: tuple[Progress, TaskID] | None = None
        self._under_way: list[Job] = []
        """What has been given out and has not come back, the oldest first."""
        self._word = ""
        self._say_for_now("reading the library")

    def planned(self, report: Report) -> None:
        """Draw the bar, before the engine is loaded."""
        self.stop()
        self._under_way, self._first = [], time.monotonic()
        if report.to_do:
            self._bar = _bar(report.to_do)
            # Only now, so that an interrupt finds something to stop.
            self._bar[0].start()

    def begun(self, jobs: tuple[Job, ...]) -> None:
        """Name what is being set."""
        self._under_way += jobs
        self._draw()

    def done(self, jobs: tuple[Job, ...]) -> None:
        """Move the bar."""
        self._under_way = [job for job in self._under_way if job not in jobs]
        self._draw(len(jobs))

    def show(self, line: str) -> None:
        """A line above the bar; where results go elsewhere than to the terminal, a line there."""
        if self._bar and sys.stdout.isatty():
            self._bar[0].console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(line)

    def complain(self, message: str) -> None:
        """A sentence about what went wrong."""
        self._say_for_now("")
        super().complain(message)

    def waiting(self, folder: Path) -> None:
        """Another build is at work."""
        self._say_for_now("")
        super().waiting(folder)

    def stop(self) -> None:
        """Take the bar away and give the cursor back."""
        self._say_for_now("")
        if self._bar:
            self._bar[0].stop()
            self._bar = None

    def close(self, report: Report, shown: Iterable[Diagnostic], would: int | None = None) -> None:
        """As elsewhere, with a table before the last line where something was done."""
        self.stop()
        self._table = [] if would is not None or self.saved or not report.outputs else _cells(report, time.monotonic() - self._begun)
        super().close(report, shown, would)

    def say(self, message: str) -> None:
        """A sentence; the last of a build stands below its table."""
        if self._bar:
            self._bar[0].console.print(message, markup=False, highlight=False, soft_wrap=True)
        else:
            super().say(message)

    def problems(self, found: list[Diagnostic]) -> None:
        """Problems in colour."""
        text = text_report(found, lambda file: shown_path(self.root, file), colour=not os.environ.get("NO_COLOR"))
        if text:
            click.echo(text, err=True)
        if self._table:
            click.echo("\n" + "\n".join(self._table), err=True)

    def _say_for_now(self, word: str) -> None:
        """A word on a line of its own until the next; it comes before the bar could be drawn, which takes some time to load."""
        if self._word or word:
            click.echo(f"\r\x1b[K{word}", nl=False, err=True)
        self._word = word

    def _draw(self, steps: int = 0) -> None:
        if self._bar:
            bar, task = self._bar
            bar.advance(task, steps)
            name = self._under_way[0].leaflet if self._under_way else "finishing"
            bar.update(task, description=name, speed=_speed(bar.tasks[0].completed, bar.tasks[0].total, time.monotonic() - self._first))


def _bar(total: int) -> tuple[Progress, TaskID]:
    """A bar on standard error of what is to be done; on a narrow terminal the name and the count alone."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn
    from rich.table import Column

    console = Console(stderr=True)
    columns: list[ProgressColumn] = [TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="crop"))]
    if console.width >= NARROW:
        columns.append(BarColumn(bar_width=min(40, console.width // 4)))
    columns.append(TextColumn("{task.completed:.0f} of {task.total:.0f}", table_column=Column(no_wrap=True)))
    if console.width >= WIDE:
        columns.append(TextColumn("{task.fields[speed]}", markup=False, table_column=Column(no_wrap=True, overflow="crop")))
    # Standard output is not taken over: results may go to a file.
    bar = Progress(*columns, console=console, transient=True, refresh_per_second=5, redirect_stdout=False, redirect_stderr=False)
    task = bar.add_task("getting ready", total=total, speed="")
    return bar, task


def _speed(done: float, total: float | None, seconds: float) -> str:
    """`4.2 a second, about 1 min 20 s left`; nothing while that would be guessing."""
    if done < 1 or seconds < SURE or total is None:
        return ""
    rate, left = done / seconds, round((total - done) * seconds / done)
    minutes, rest = divmod(left, 60)
    time_left = f"{minutes} min {rest} s" if minutes else f"{rest} s"
    return f"{rate:.1f} a second, about {time_left} left" if rate >= 1 else f"{1 / rate:.1f} s each, about {time_left} left"


def _cells(report: Report, seconds: float) -> list[str]:
    """The two lines of the closing table: names, and figures below them."""
    pages = sum(output.pages for output in report.outputs)
    all_of_them = report.unchanged + len(report.outputs)
    saved = f"{100 * report.unchanged // all_of_them} %" if all_of_them else "0 %"
    figures = {
        "built": str(report.built),
        "unchanged": str(report.unchanged),
        "not built": str(report.not_built),
        "pages": str(pages),
        "seconds": f"{seconds:.1f}",
        "left alone": saved,
    }
    widths = {name: max(len(name), len(figure)) for name, figure in figures.items()}
    return ["  ".join(name.rjust(widths[name]) for name in figures), "  ".join(figures[name].rjust(widths[name]) for name in figures)]
