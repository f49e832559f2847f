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
from leafletgen.garbage import look_seldom

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leafletgen.diagnostics import Diagnostic

FAILED, WRONG_USAGE, MACHINE = 1, 2, 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="leafletgen")
def main() -> None:
    """Patient leaflets from YAML: checked, accessible, print-ready PDFs.

    Run it in a library, the folder that holds leaflets/. Start one with: leafletgen init DIR
    """
    look_seldom()


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
    """Print a JSON Schema for editors: leaflet, library, brand, references, editions, approvals, profiles or words; or catalogue."""
    from leafletgen.model.schema import schema_names, schema_text

    known = schema_names()
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


from leafletgen import cli_build, cli_bundle, cli_check, cli_export, cli_govern, cli_inspect, cli_manifest  # noqa: E402, F401 they register
