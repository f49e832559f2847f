"""The command line of builds."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, make_dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leafletgen.cli import FAILED, MACHINE, WRONG_USAGE, library_root, main, stop, today_from

if TYPE_CHECKING:
    from leafletgen.build.crew import Crew
    from leafletgen.build.limits import Limits
    from leafletgen.build.plan import Request, Shard
    from leafletgen.build.report import Options, Report
    from leafletgen.cli_talk import Talk

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it: 128 and the number of the signal."""


@main.command()
@click.argument("leaflets", nargs=-1, metavar="[LEAFLET]...")
@click.option("-e", "--edition", "editions", multiple=True, help="Edition to build, as standard or large-print. Repeatable.")
@click.option("-l", "--language", "languages", multiple=True, help="Language to build, as en. Repeatable.")
@click.option("-b", "--brand", "brands", multiple=True, help="Brand to build, by the name of its file. Repeatable.")
@click.option(
    "-o", "--output", default="dist", type=click.Path(path_type=Path, file_okay=False), help="Folder for the outputs.", show_default=True
)
@click.option("-j", "--jobs", "workers", type=click.IntRange(1, 256), help="Processes to work with; one per core where not given.")
@click.option("--n-up", type=click.Choice(["2"]), help="Set two copies of each page beside each other, on sheets to be cut in half.")
@click.option("--force", is_flag=True, help="Build even what has not changed.")
@click.option("--release", is_flag=True, help="Refuse drafts, overdue leaflets and translations that nobody has approved.")
@click.option("--watch", is_flag=True, help="Stay, and build again what each saved file changes. Ctrl-C stops.")
@click.option("--dry-run", is_flag=True, help="Say what would be built and why, and write nothing.")
@click.option("--prune", is_flag=True, help="Remove outputs whose leaflet, edition, language or brand is gone.")
@click.option("--shard", metavar="I/N", help="Build the part I of N, as 2/5, so that several machines share a library.")
@click.option("--job-seconds", type=click.FloatRange(0), default=60, show_default=True, help="Most time for one output; 0 for no limit.")
@click.option("--job-megabytes", type=click.IntRange(0), default=2048, show_default=True, help="Most memory of a process; 0 for no limit.")
@click.option("--cluster", metavar="ADDRESS", help="Have a Dask cluster do the work, as tcp://scheduler:8786.")
@click.option("--today", "given_today", metavar="DATE", help="Take this day as today, as 2026-11-22.")
@click.option("--json", "as_json", is_flag=True, help="Print events as JSON, one a line.")
@click.option("--quiet", is_flag=True, help="Print only errors.")
def build(
    leaflets: tuple[str, ...],
    editions: tuple[str, ...],
    languages: tuple[str, ...],
    brands: tuple[str, ...],
    output: Path,
    workers: int | None,
    n_up: str | None,
    force: bool,
    release: bool,
    watch: bool,
    dry_run: bool,
    prune: bool,
    shard: str | None,
    job_seconds: float,
    job_megabytes: int,
    cluster: str | None,
    given_today: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Build leaflets into PDFs and web pages: all of them, or those named. What has not changed is left as it is."""
    if watch and dry_run:
        stop(WRONG_USAGE, "--watch builds and --dry-run does not: leave one of them out")
    if watch and cluster:
        stop(WRONG_USAGE, "--watch is for one leaflet at a time, which this machine does at once: leave --cluster out")
    from leafletgen.pdf.engine import hide_system_fonts

    hide_system_fonts()
    today, root = today_from(given_today), library_root()
    from leafletgen.build.limits import Limits
    from leafletgen.build.plan import Request
    from leafletgen.build.report import Options
    from leafletgen.builtin import builtin_folder
    from leafletgen.cli_talk import manner

    talk = manner(root, output, as_json, quiet)
    request = Request(leaflets, editions, languages, brands, int(n_up or 1), _shard(shard))
    options = Options(
        today=today,
        release=release,
        force=force,
        prune=prune,
        workers=workers or _cores(),
        hire=_who_works(cluster, workers),
        limits=Limits(job_seconds, job_megabytes),
        listener=talk,
    )
    task = Task(root, builtin_folder(), output, request, options)
    with _failures_told(talk):
        if watch:
            from leafletgen.cli_watch import watch as watch_library

            watch_library(task, talk, lambda before: replace(before, today=today_from(given_today)))
        report = _would_build(task, talk) if dry_run else _build(task, talk)
    sys.exit(FAILED if report.failed else 0)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be built from where to where, and how."""

    root: Path
    builtin: Path
    output: Path
    request: Request
    options: Options


def _build(task: Task, talk: Talk) -> Report:
    from leafletgen.build.report import Report
    from leafletgen.build.run import build as run_build

    report = Report()
    for output in run_build(task.root, task.builtin, task.output, task.request, task.options, report):
        talk.made(output)
    talk.close(report, report.diagnostics)
    return report


def _would_build(task: Task, talk: Talk) -> Report:
    from leafletgen.build.report import Report
    from leafletgen.build.run import would_build

    report, count = Report(), 0
    for planned in would_build(task.root, task.builtin, task.output, task.request, task.options, report):
        talk.would(planned)
        count += 1
    talk.close(report, report.diagnostics, count)
    return report


@contextmanager
def _failures_told(talk: Talk) -> Iterator[None]:
    """End the command with a sentence where the build cannot go on. Bar and group are closed before."""
    from leafletgen.build.crew import CannotGoOn
    from leafletgen.build.output import CannotWrite
    from leafletgen.build.plan import WrongUsage
    from leafletgen.pdf.engine import EngineMissing

    try:
        try:
            yield
        finally:
            talk.stop()
    except WrongUsage as failure:
        stop(WRONG_USAGE, str(failure))
    except (CannotWrite, CannotGoOn) as failure:
        stop(MACHINE, str(failure))
    except EngineMissing as failure:
        stop(MACHINE, f"the typesetting engine cannot start ({failure}); run `leafletgen doctor` to see what to install")
    except KeyboardInterrupt:
        # One is enough: another, while Python ends, would end it by the signal and not with this status.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # An interrupt while a class like this was being made would be remembered, and Python end by it, unless another one is made.
        make_dataclass("Forgotten", ())
        stop(INTERRUPTED, "stopped: what was built is whole, and the next build goes on from there")


def _shard(given: str | None) -> Shard:
    from leafletgen.build.plan import Shard

    number, _, of = (given or "1/1").partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        stop(WRONG_USAGE, f'--shard takes a part and how many there are, as 2/5, found "{given}"')
    return Shard(int(number), int(of))


def _who_works(cluster: str | None, workers: int | None) -> Callable[[int, int, Limits], Crew]:
    """Who is hired: processes of this machine, or the cluster at an address, to which only a build with work to do connects."""
    if cluster is None:
        from leafletgen.build.crew import hire

        return hire
    if workers:
        stop(WRONG_USAGE, "-j counts processes of this machine, and --cluster leaves the work to others: give one of the two")
    return partial(_hire_cluster, cluster)


def _hire_cluster(address: str, jobs: int, workers: int, limits: Limits) -> Crew:
    from leafletgen.build.crew import CannotGoOn

    try:
        from leafletgen.build.cluster import hire_cluster
    except ImportError as failure:
        message = f"a cluster needs Dask: install it with `python -m pip install 'leafletgen[cluster]'` ({failure})"
        raise CannotGoOn(message) from failure
    return hire_cluster(address, jobs, workers, limits)


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
