"""The command line of builds."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from leafletgen.cli import FAILED, MACHINE, WRONG_USAGE, library_root, main, print_diagnostics, stop, today_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from leafletgen.build.crew import Crew
    from leafletgen.build.limits import Limits
    from leafletgen.build.plan import Shard
    from leafletgen.build.report import Output, Report

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
    from leafletgen.pdf.engine import EngineMissing, hide_system_fonts

    hide_system_fonts()
    today, root = today_from(given_today), library_root()
    from leafletgen.build.crew import CannotGoOn
    from leafletgen.build.limits import Limits
    from leafletgen.build.output import CannotWrite
    from leafletgen.build.plan import Request, WrongUsage
    from leafletgen.build.report import Options, Report
    from leafletgen.build.run import build as run_build
    from leafletgen.build.run import would_build
    from leafletgen.builtin import builtin_folder

    report = Report()
    request = Request(leaflets, editions, languages, brands, int(n_up or 1), _shard(shard))
    options = Options(
        today=today,
        release=release,
        force=force,
        prune=prune,
        workers=workers or _cores(),
        hire=_who_works(cluster, workers),
        limits=Limits(job_seconds, job_megabytes),
        waiting=lambda folder: click.echo(f"leafletgen: another build is writing to {folder}: waiting for it", err=True),
    )
    try:
        if dry_run:
            for planned in would_build(root, builtin_folder(), output, request, options, report):
                click.echo(
                    json.dumps({"event": "planned", "path": str(planned.path), "why": planned.why})
                    if as_json
                    else f"{output / planned.path}  {planned.why}"
                )
        else:
            for done in run_build(root, builtin_folder(), output, request, options, report):
                if done.path and not quiet:
                    click.echo(json.dumps(_event(done)) if as_json else _line(done))
    except WrongUsage as failure:
        stop(WRONG_USAGE, str(failure))
    except (CannotWrite, CannotGoOn) as failure:
        stop(MACHINE, str(failure))
    except EngineMissing as failure:
        stop(MACHINE, f"the typesetting engine cannot start ({failure}); run `leafletgen doctor` to see what to install")
    except KeyboardInterrupt:
        stop(INTERRUPTED, "stopped: what was built is whole, and the next build goes on from there")
    _close_build(root, report, as_json, quiet, dry_run)


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


def _line(done: Output) -> str:
    pages = f"{done.pages} page{'s' if done.pages != 1 else ''}" if done.pages else "web page"
    if done.sheets:
        how = " (print both sides, flip on the short edge)" if done.pages > 1 else ""
        pages += f" on {done.sheets} sheet{'s' if done.sheets != 1 else ''}{how}"
    return f"{done.path}  {pages}, {max(1, round(done.size / 1024))} KB"


def _event(done: Output) -> dict[str, object]:
    job = done.job
    names = {"leaflet": job.leaflet, "language": job.language, "edition": job.edition, "brand": job.brand}
    sheets = {"sheets": done.sheets} if done.sheets else {}
    return {"event": "built", **names, "path": Path(done.path or "").as_posix(), "pages": done.pages, **sheets, "size": done.size}


def _close_build(root: Path, report: Report, as_json: bool, quiet: bool, is_dry: bool) -> NoReturn:
    """Print what went wrong and how much was built, and exit."""
    from leafletgen.build.reports import count_line
    from leafletgen.diagnostics import Severity, in_order

    built = sum(done.path is not None for done in report.outputs)
    failed = len(report.outputs) - built
    if as_json:
        for path in report.removed:
            click.echo(json.dumps({"event": "removed", "path": path.as_posix()}))
        for path in report.gone:
            click.echo(json.dumps({"event": "gone", "path": path.as_posix()}))
        for diagnostic in in_order(report.diagnostics):
            click.echo(json.dumps({"event": "diagnostic", **diagnostic.record()}, ensure_ascii=False))
        click.echo(json.dumps({"event": "done", "built": built, "unchanged": report.unchanged, "failed": failed}))
    else:
        print_diagnostics(root, [d for d in report.diagnostics if not quiet or d.severity is Severity.ERROR])
        if not quiet:
            counts = count_line(report.diagnostics)
            for path in report.removed:
                click.echo(f"removed {path}", err=True)
            for path in report.gone:
                click.echo(f"{path} is of a leaflet, edition or brand that is gone: --prune removes it", err=True)
            not_built = f", {failed} not built" if failed else ""
            unchanged = f", {report.unchanged} unchanged" if report.unchanged else ""
            told = f"{built} output{'s' if built != 1 else ''} built" if not is_dry else "nothing written"
            click.echo(told + unchanged + not_built + (f"; {counts}" if counts else ""), err=True)
    sys.exit(FAILED if report.failed else 0)
