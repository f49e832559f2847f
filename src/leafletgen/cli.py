"""The command line: parse, call, print, exit. Each command imports what it needs when it runs.

Exit status: 0 done; 1 a leaflet has errors; 2 wrong usage; 3 the machine lacks something.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from leafletgen import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leafletgen.build.run import Output, Report
    from leafletgen.diagnostics import Diagnostic

FAILED, WRONG_USAGE, MACHINE = 1, 2, 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="leafletgen")
def main() -> None:
    """Patient leaflets from YAML: checked, accessible, print-ready PDFs.

    Run it in a library, the folder that holds leaflets/. Start one with: leafletgen init DIR
    """


def library_root() -> Path:
    """The library that the command runs in; ends the command where there is none."""
    root = nearby_library()
    if root is None:
        stop(WRONG_USAGE, "there is no leaflets/ folder here or above: go to your library, or start one with `leafletgen init DIR`")
    return root


def nearby_library() -> Path | None:
    """The library that the command runs in, if it runs in one."""
    from leafletgen.source.files import find_library

    return find_library(Path.cwd())


def stop(status: int, message: str) -> NoReturn:
    """End the command with a line that says why."""
    click.echo(f"leafletgen: {message}", err=True)
    sys.exit(status)


def today_from(given: str | None) -> date:
    """`--today`, else SOURCE_DATE_EPOCH, else the clock."""
    if given:
        try:
            return date.fromisoformat(given)
        except ValueError:
            stop(WRONG_USAGE, f'--today takes a date such as 2026-11-22, found "{given}"')
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            stop(WRONG_USAGE, f'SOURCE_DATE_EPOCH is a number of seconds, found "{epoch}"')
    return date.today()


def shown_path(root: Path, file: str) -> str:
    """A library path as seen from here, so that a click in the terminal opens it."""
    path = os.path.relpath(root / file)
    return path if not path.startswith("..") else str(root / file)


def print_diagnostics(root: Path, diagnostics: Iterable[Diagnostic]) -> None:
    """Problems on standard error, as text."""
    from leafletgen.build.reports import text_report

    if text := text_report(diagnostics, lambda file: shown_path(root, file)):
        click.echo(text, err=True)


@main.command()
@click.argument("leaflets", nargs=-1, metavar="[LEAFLET]...")
@click.option("-e", "--edition", "editions", multiple=True, help="Edition to build, as standard or large-print. Repeatable.")
@click.option("-l", "--language", "languages", multiple=True, help="Language to build, as en. Repeatable.")
@click.option("-b", "--brand", "brands", multiple=True, help="Brand to build, by the name of its file. Repeatable.")
@click.option(
    "-o", "--output", default="dist", type=click.Path(path_type=Path, file_okay=False), help="Folder for the outputs.", show_default=True
)
@click.option("--n-up", type=click.Choice(["2"]), help="Set two copies of each page beside each other, on sheets to be cut in half.")
@click.option("--force", is_flag=True, help="Build even what has not changed (now always so).")
@click.option("--release", is_flag=True, help="Refuse drafts, overdue leaflets and translations that nobody has approved.")
@click.option("--today", "given_today", metavar="DATE", help="Take this day as today, as 2026-11-22.")
@click.option("--json", "as_json", is_flag=True, help="Print events as JSON, one a line.")
@click.option("--quiet", is_flag=True, help="Print only errors.")
def build(
    leaflets: tuple[str, ...],
    editions: tuple[str, ...],
    languages: tuple[str, ...],
    brands: tuple[str, ...],
    output: Path,
    n_up: str | None,
    force: bool,
    release: bool,
    given_today: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Build leaflets into PDFs and web pages: all of them, or those named."""
    del force  # every build builds until there is a manifest to compare with
    from leafletgen.pdf.engine import EngineMissing, hide_system_fonts

    hide_system_fonts()
    today, root = today_from(given_today), library_root()
    from leafletgen.build.output import CannotWrite
    from leafletgen.build.plan import Request, WrongUsage
    from leafletgen.build.run import Report, marked, refused
    from leafletgen.build.run import build as run_build
    from leafletgen.builtin import builtin_folder

    report = Report()
    request = Request(leaflets, editions, languages, brands, int(n_up or 1))
    try:
        for done in run_build(root, builtin_folder(), output, request, today, report, refused if release else marked):
            if done.path and not quiet:
                click.echo(json.dumps(_event(done)) if as_json else _line(done))
    except WrongUsage as failure:
        stop(WRONG_USAGE, str(failure))
    except CannotWrite as failure:
        stop(MACHINE, str(failure))
    except EngineMissing as failure:
        stop(MACHINE, f"the typesetting engine cannot start ({failure}); run `leafletgen doctor` to see what to install")
    _close_build(root, report, as_json, quiet)


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


def _close_build(root: Path, report: Report, as_json: bool, quiet: bool) -> NoReturn:
    """Print what went wrong and how much was built, and exit."""
    from leafletgen.build.reports import count_line
    from leafletgen.diagnostics import Severity, in_order

    built = sum(done.path is not None for done in report.outputs)
    failed = len(report.outputs) - built
    if as_json:
        for path in report.removed:
            click.echo(json.dumps({"event": "removed", "path": path.as_posix()}))
        for diagnostic in in_order(report.diagnostics):
            click.echo(json.dumps({"event": "diagnostic", **diagnostic.record()}, ensure_ascii=False))
        click.echo(json.dumps({"event": "done", "built": built, "failed": failed}))
    else:
        print_diagnostics(root, [d for d in report.diagnostics if not quiet or d.severity is Severity.ERROR])
        if not quiet:
            counts = count_line(report.diagnostics)
            for path in report.removed:
                click.echo(f"removed {path}", err=True)
            not_built = f", {failed} not built" if failed else ""
            click.echo(f"{built} output{'s' if built != 1 else ''} built{not_built}" + (f"; {counts}" if counts else ""), err=True)
    sys.exit(FAILED if report.failed else 0)


@main.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_command(as_json: bool) -> None:
    """List the library's leaflets: name, code, kind, version, review date, title."""
    from dataclasses import asdict

    from leafletgen.source.listing import list_leaflets

    root = library_root()
    rows, problems = list_leaflets(root)
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        table = [
            (
                row.name,
                row.code,
                row.kind,
                row.version,
                f"withdrawn {row.withdrawn}" if row.withdrawn else f"review by {row.review_by}",
                row.title,
            )
            for row in rows
        ]
        widths = [max(len(row[column]) for row in table) for column in range(5)] if table else []
        for line in table:
            click.echo("  ".join([cell.ljust(width) for cell, width in zip(line, widths, strict=False)] + [line[5]]).rstrip())
    print_diagnostics(root, problems)
    sys.exit(FAILED if problems else 0)


@main.command()
@click.argument("kind")
@click.argument("name")
def new(kind: str, name: str) -> None:
    """Start a leaflet: KIND is handout, faq or food-guide, NAME its file name."""
    from leafletgen.builtin import builtin_folder
    from leafletgen.source.starter import CannotStart, start_leaflet

    try:
        path = start_leaflet(library_root(), builtin_folder(), kind, name, today_from(None))
    except CannotStart as failure:
        stop(WRONG_USAGE, str(failure))
    click.echo(os.path.relpath(path))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--example", is_flag=True, help="Start from the example library (three leaflets on vitamin B12).")
def init(folder: Path, example: bool) -> None:
    """Start a library in DIR that builds at once."""
    from leafletgen.builtin import builtin_folder
    from leafletgen.source.starter import CannotStart, start_library

    try:
        start_library(folder, builtin_folder(), example, today_from(None))
    except CannotStart as failure:
        stop(WRONG_USAGE, str(failure))
    click.echo(f"{folder} is ready: cd {folder} && leafletgen build")


@main.command()
@click.argument("name", default="leaflet")
@click.option("--write", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write every schema into this folder instead.")
def schema(name: str, folder: Path | None) -> None:
    """Print a JSON Schema for editors: leaflet, library, brand, references, editions, approvals, profiles or words."""
    from leafletgen.model.schema import schema_text, schemas

    known = schemas()
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for each in known:
            (folder / f"{each}.json").write_text(schema_text(each), "utf-8")
    elif name in known:
        click.echo(schema_text(name), nl=False)
    else:
        stop(WRONG_USAGE, f'there is no schema "{name}"; there are: {", ".join(known)}')


@main.command()
def doctor() -> None:
    """Check what this machine needs, and say how to install what it lacks."""
    from leafletgen.build.doctor import examine
    from leafletgen.pdf.engine import hide_system_fonts

    hide_system_fonts()
    findings = examine(Path.cwd())
    for finding in findings:
        click.echo(f"{finding.state:8} {finding.what}" + (f": {finding.detail}" if finding.detail else ""))
        if finding.mend:
            click.echo(f"         {finding.mend}")
    sys.exit(MACHINE if any(finding.state == "missing" for finding in findings) else 0)


from leafletgen import cli_check, cli_govern, cli_inspect  # noqa: E402, F401 their commands register themselves on `main`
