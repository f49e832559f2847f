"""`build --watch`: a round of building whenever files have changed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from leafletgen.build.output import CannotWrite
from leafletgen.build.plan import WrongUsage
from leafletgen.build.report import Options, Report
from leafletgen.build.run import build
from leafletgen.build.watch import Changes, Standby, changes
from leafletgen.cli_build import Task
from leafletgen.cli_talk import Talk
from leafletgen.diagnostics import Diagnostic, Severity

LONG_AGO = 10.0
"""Seconds after which the time of a file is not the time of its saving: it was moved here."""


def watch(task: Task, talk: Talk, fresh: Callable[[Options], Options]) -> NoReturn:
    """Build, and build again what changes, until Ctrl-C: status 0, since there is no other end; 130 where that stops a build.

    ``fresh`` gives the options for a round: the day may have changed.
    """
    standby = Standby()
    task = replace(task, options=replace(task.options, hire=standby.hire, singly=True))
    rounds = _Rounds(task, talk)
    try:
        rounds.first()
        standby.get_ready(task.options.limits)
        is_told = False
        for found in changes(task.root, task.output):
            rounds.task = replace(task, options=replace(fresh(task.options), force=False))
            rounds.after(found)
            if not is_told:
                talk.watching()
            is_told = True
    except KeyboardInterrupt:
        if rounds.is_at_work:
            raise
        talk.stop()
        talk.say("stopped watching")
    finally:
        standby.end()
    sys.exit(0)


class _Rounds:
    """One build after another, each telling what is new since the one before."""

    def __init__(self, task: Task, talk: Talk) -> None:
        self.task, self.talk = task, talk
        self.before: set[Diagnostic] = set()
        self.gone: set[Path] = set()
        self.report: Report | None = None
        """Of the build that is under way."""

    @property
    def is_at_work(self) -> bool:
        """Whether a build is under way that has something to do."""
        return self.report is not None and (self.report.to_do > 0 or not self.report.planned)

    def first(self) -> None:
        """Build as without watching."""
        report = self._build()
        self.gone = set(report.gone)
        self.talk.close(report, report.diagnostics)

    def after(self, found: Changes) -> None:
        """Build what ``found`` has changed. What stops a build at once does not stop the watch."""
        now = time.time()
        self.talk.saved = found.saved if found.saved and now - LONG_AGO < found.saved <= now else now if found.names else 0.0
        before = self.before
        try:
            report = self._build()
        except (WrongUsage, CannotWrite) as failure:
            self.report = None
            self.talk.stop()
            self.talk.complain(str(failure))
            return
        shown = [d for d in report.diagnostics if d not in before or d.span.file in found.names]
        gone, self.gone = self.gone, set(report.gone)
        report.gone = [path for path in report.gone if path not in gone]
        if report.to_do or report.removed or report.gone or shown or self.before != before:
            self._close(report, shown)

    def _build(self) -> Report:
        task, report = self.task, Report()
        self.report = report
        for output in build(task.root, task.builtin, task.output, task.request, task.options, report):
            self.talk.made(output)
        self.before, self.report = set(report.diagnostics), None
        return report

    def _close(self, report: Report, shown: list[Diagnostic]) -> None:
        self.talk.close(report, shown)
        errors = sum(d.severity is Severity.ERROR and d not in shown for d in report.diagnostics)
        if errors:
            self.talk.say(f"{errors} other error{'s' if errors > 1 else ''} that {'were' if errors > 1 else 'was'} told before")
