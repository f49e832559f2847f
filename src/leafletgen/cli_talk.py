"""What a build says, one class per manner: plain lines, GitHub's workflow commands, events for machines. The terminal's is its own module.

Results go to standard output, talk and problems to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path

import click

from leafletgen.build.report import Listener, Output, Planned, Report
from leafletgen.build.reports import build_summary, count_line, github_report
from leafletgen.cli import print_diagnostics
from leafletgen.diagnostics import Diagnostic, Severity, in_order


def manner(root: Path, output: Path, as_json: bool, quiet: bool) -> Talk:
    """How to talk, here and as asked."""
    for stream in (sys.stdout, sys.stderr):
        # What cannot be shown in the encoding of a terminal or a log is shown as its code; no build fails for that.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if as_json:
        return Events(root, output, quiet)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return GitHub(root, output, quiet)
    if not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        from leafletgen.cli_terminal import Terminal

        return Terminal(root, output, quiet)
    return Talk(root, output, quiet)


class Talk(Listener):
    """Plain lines: one per output, then the problems, then how much was done. ``quiet`` leaves out all but errors."""

    def __init__(self, root: Path, output: Path, quiet: bool) -> None:
        self.root, self.output, self.quiet = root, output, quiet
        self.saved = 0.0
        """When the file was saved that is built now, in seconds since 1970, where a library is watched; 0 where it is not."""

    def say(self, message: str) -> None:
        """A sentence about the build."""
        if not self.quiet:
            click.echo(message, err=True)

    def complain(self, message: str) -> None:
        """A sentence about what went wrong with the build as a whole."""
        click.echo(f"leafletgen: {message}", err=True)

    def watching(self) -> None:
        """What is saved from now on is built."""
        self.say("watching: what you save is built; Ctrl-C stops")

    def waiting(self, folder: Path) -> None:
        """Another build is at work."""
        click.echo(f"leafletgen: another build is writing to {folder}: waiting for it", err=True)

    def made(self, output: Output) -> None:
        """An output is there, or will not be."""
        if output.path and not self.quiet:
            self.show(_line(output) + (f", {self.since():.2f} s after saving" if self.saved else ""))

    def show(self, line: str) -> None:
        """A line of the results."""
        click.echo(line)

    def would(self, planned: Planned) -> None:
        """An output would be made."""
        if not self.quiet:
            self.show(f"{self.output / planned.path}  {planned.why}")

    def stop(self) -> None:
        """Leave the terminal or log as it was, whatever ended the build."""

    def close(self, report: Report, shown: Iterable[Diagnostic], would: int | None = None) -> None:
        """Tell the problems ``shown`` and what was done; ``would`` is how many outputs a dry run would make."""
        self.stop()
        found = tuple(shown)
        self.problems([d for d in found if not self.quiet or d.severity is Severity.ERROR])
        for path in report.removed:
            self.say(f"removed {path}")
        for path in report.gone:
            self.say(f"{path} is of a leaflet, edition or brand that is gone: --prune removes it")
        self.say(closing_line(report, found, would))
        self._summarise(report, found, would)

    def problems(self, found: list[Diagnostic]) -> None:
        """Problems, in order of their files."""
        print_diagnostics(self.root, found)

    def since(self) -> float:
        """Seconds since the file was saved that is built now."""
        return max(0.0, time.time() - self.saved)

    def _summarise(self, report: Report, found: tuple[Diagnostic, ...], would: int | None) -> None:
        """Add to the page that a host of builds shows for this step, if it says where."""
        file = os.environ.get("GITHUB_STEP_SUMMARY")
        if not file:
            return
        try:
            with Path(file).open("a", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(build_summary(report, found, closing_line(report, found, would)))
        except OSError as failure:
            self.say(f"leafletgen: the summary was not written to {file}: {failure.strerror}")


class GitHub(Talk):
    """Plain lines in a group that can be folded, and problems at their lines in the files."""

    def __init__(self, root: Path, output: Path, quiet: bool) -> None:
        super().__init__(root, output, quiet)
        self._is_open = False

    def planned(self, report: Report) -> None:
        """Open a group where there is something to do."""
        if report.to_do and not self.quiet and not self._is_open:
            self._is_open = True
            click.echo(f"::group::{outputs(report.to_do)} to build")

    def stop(self) -> None:
        """Close the group."""
        if self._is_open:
            self._is_open = False
            click.echo("::endgroup::")

    def problems(self, found: list[Diagnostic]) -> None:
        """Problems as commands to the host, which names files from the repository on."""
        below = _below(self.root, os.environ.get("GITHUB_WORKSPACE"))
        named = (d.moved(d.span._replace(file=below + d.span.file), d.excerpt) for d in found)
        if report := github_report(named):
            click.echo(report, err=True)


class Events(Talk):
    """One JSON object a line, on standard output. Nothing in it depends on the machine or the moment, unless a library is watched."""

    def __init__(self, root: Path, output: Path, quiet: bool) -> None:
        super().__init__(root, output, quiet)
        self._is_watching = False

    def say(self, message: str) -> None:
        """Sentences are for people."""

    def complain(self, message: str) -> None:
        """What went wrong is an event too, since a watch goes on."""
        self._tell("trouble", message=message)

    def watching(self) -> None:
        """Rounds follow, of which those that find nothing to do are not told."""
        self._is_watching = True
        self._tell("watching")

    def planned(self, report: Report) -> None:
        """How much is asked for, and how much of it is to be done."""
        if self._is_watching and not report.to_do:
            return
        self._tell("started", outputs=report.planned, to_do=report.to_do)
        for output in report.outputs:
            self.made(output)

    def made(self, output: Output) -> None:
        """An output that was made, or was not."""
        job = output.job
        names = {"leaflet": job.leaflet, "language": job.language, "edition": job.edition, "brand": job.brand}
        if output.path is None:
            self._tell("failed", **names)
        elif not self.quiet:
            sheets = {"sheets": output.sheets} if output.sheets else {}
            seconds = {"seconds": round(self.since(), 3)} if self.saved else {}
            self._tell("built", **names, path=output.path.as_posix(), pages=output.pages, **sheets, size=output.size, **seconds)

    def would(self, planned: Planned) -> None:
        """An output that would be made."""
        self._tell("planned", path=planned.path.as_posix(), why=planned.why)

    def close(self, report: Report, shown: Iterable[Diagnostic], would: int | None = None) -> None:
        """What was removed, what is gone, what is wrong, and how much was done."""
        found = tuple(shown)
        for path in report.removed:
            self._tell("removed", path=path.as_posix())
        for path in report.gone:
            self._tell("gone", path=path.as_posix())
        for diagnostic in in_order(found):
            self._tell("diagnostic", **diagnostic.record())
        planned = {} if would is None else {"planned": would}
        self._tell("done", **planned, built=report.built, unchanged=report.unchanged, failed=report.not_built)
        self._summarise(report, found, would)

    def _tell(self, event: str, **facts: object) -> None:
        click.echo(json.dumps({"event": event, **facts}))


def _below(root: Path, workspace: str | None) -> str:
    """The folder of the library as seen from ``workspace``, with a `/` behind it; empty where it is the same, or elsewhere."""
    if not workspace or not root.resolve().is_relative_to(Path(workspace).resolve()):
        return ""
    below = root.resolve().relative_to(Path(workspace).resolve()).as_posix()
    return "" if below == "." else f"{below}/"


def closing_line(report: Report, found: Iterable[Diagnostic], would: int | None = None) -> str:
    """`3 outputs built, 12 unchanged, 1 not built; 1 error, 2 warnings`."""
    told = f"{outputs(report.built)} built" if would is None else f"{outputs(would)} to build"
    unchanged = f", {report.unchanged} unchanged" if report.unchanged else ""
    cannot = "not built" if would is None else "cannot be built"
    not_built = f", {report.not_built} {cannot}" if report.not_built else ""
    written = "" if would is None else "; nothing written"
    counts = count_line(found)
    return told + unchanged + not_built + written + (f"; {counts}" if counts else "")


def outputs(number: int) -> str:
    """`1 output`, `2 outputs`."""
    return f"{number} output{'s' if number != 1 else ''}"


def _line(done: Output) -> str:
    """An output, with its pages and size."""
    pages = f"{done.pages} page{'s' if done.pages != 1 else ''}" if done.pages else "web page"
    if done.sheets:
        how = " (print both sides, flip on the short edge)" if done.pages > 1 else ""
        pages += f" on {done.sheets} sheet{'s' if done.sheets != 1 else ''}{how}"
    return f"{done.path}  {pages}, {max(1, round(done.size / 1024))} KB"
