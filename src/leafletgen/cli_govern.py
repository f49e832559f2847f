"""`leafletgen approve`, `proof`, `due` and `diff`: who signs what, what must be reviewed when, and what changed."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leafletgen.cli import FAILED, MACHINE, WRONG_USAGE, library_root, main, shown_path, stop, today_from

if TYPE_CHECKING:
    from leafletgen.build.diff import LeafletDiff
    from leafletgen.diagnostics import Diagnostic

_TODAY = click.option("--today", "given_today", metavar="DATE", help="Take this day as today, as 2026-11-22.")


@main.command()
@click.argument("leaflet")
@click.option("--by", required=True, metavar="NAME", help="Who approves, as 'Dr A. Okafor'.")
@click.option("--role", required=True, metavar="ROLE", help="In which role, as Neurologist.")
@click.option("-l", "--language", metavar="LANG", help="Language that was read; the library's first where not given.")
@_TODAY
def approve(leaflet: str, by: str, role: str, language: str | None, given_today: str | None) -> None:
    """Sign off a leaflet as it is now.

    A later change of its content makes it a draft again: of its words, numbers, dates, pictures, or what is printed of the
    references it cites. Comments, the order of keys, line breaks within a paragraph, keywords and waivers may change.
    """
    from leafletgen.build.approve import Signer, approve
    from leafletgen.build.plan import WrongUsage
    from leafletgen.builtin import builtin_folder
    from leafletgen.source.approved import CannotRecord

    root = library_root()
    try:
        done = approve(root, builtin_folder(), leaflet, language, Signer(by, role, today_from(given_today)))
    except WrongUsage as failure:
        stop(WRONG_USAGE, str(failure))
    except CannotRecord as failure:
        stop(MACHINE, str(failure))
    _print(root, done.diagnostics)
    if done.approval is None:
        stop(FAILED, f"{leaflet} is not approved: mend the errors first")
    signed = done.approval
    what = f"{leaflet} ({signed.language}), version {signed.version}, content {signed.digest[:8]}"
    who = f"{signed.by}, {signed.role}, on {signed.on}"
    click.echo(f"approved {what} by {who}" if done.new else f"{what} was approved already by {who}; nothing changed")


@main.command()
@click.option("--within", metavar="TIME", help="Only what is due within 90d, 12w, 6m or 1y, and what is overdue.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_TODAY
def due(within: str | None, as_json: bool, given_today: str | None) -> None:
    """List what must be reviewed when, and by whom.

    The longest overdue comes first; withdrawn leaflets are left out, drafts marked.
    """
    from leafletgen.build.due import due, due_records, due_table, horizon
    from leafletgen.build.plan import WrongUsage
    from leafletgen.builtin import builtin_folder

    root, today = library_root(), today_from(given_today)
    try:
        rows, problems = due(root, builtin_folder(), today, horizon(today, within) if within is not None else None)
    except WrongUsage as failure:
        stop(WRONG_USAGE, str(failure))
    if as_json:
        click.echo(json.dumps(due_records(rows), ensure_ascii=False, indent=2))
    else:
        click.echo(due_table(rows) or "nothing is due", err=not rows)
    _end(root, problems)


@main.command()
@click.argument("leaflet")
@click.option("-l", "--language", metavar="LANG", help="Language to prove; the library's first where not given.")
@click.option("-e", "--edition", metavar="EDITION", help="Edition whose pages are shown; the library's first in print where not given.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write, instead of one in dist/proof/.")
@_TODAY
def proof(leaflet: str, language: str | None, edition: str | None, output: Path | None, given_today: str | None) -> None:
    """Make one PDF for the person who signs a leaflet.

    It holds the leaflet's pages, what they state and from where, its numbers and doses, what the checks found, what changed since the
    last approval, a list to tick, and a place to sign. It is not for patients.
    """
    from leafletgen.build.plan import WrongUsage
    from leafletgen.builtin import builtin_folder
    from leafletgen.pdf.engine import EngineMissing, hide_system_fonts

    hide_system_fonts()
    from leafletgen.build.output import CannotWrite
    from leafletgen.build.proof.make import Wanted, make_proof, write_proof
    from leafletgen.build.reports import count_line

    root = library_root()
    try:
        made = make_proof(root, builtin_folder(), Wanted(leaflet, language, edition), today_from(given_today))
        path = write_proof(made, leaflet, output)
    except WrongUsage as failure:
        stop(WRONG_USAGE, str(failure))
    except CannotWrite as failure:
        stop(MACHINE, str(failure))
    except EngineMissing as failure:
        stop(MACHINE, f"the typesetting engine cannot start ({failure}); run `leafletgen doctor` to see what to install")
    if path is None or made.data is None:
        _print(root, made.diagnostics)
        stop(FAILED, f"there is no proof of {leaflet}: mend the errors first")
    click.echo(f"{path}  {made.pages} pages, {max(1, round(len(made.data) / 1024))} KB")
    click.echo(f"on the sheet: {count_line(made.diagnostics) or 'the checks found nothing'}", err=True)


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diff(old: str, new: str, as_json: bool) -> None:
    """Tell in words what changed from OLD to NEW.

    Each is a folder or a git revision. Numbers and doses come first. To see what has not been committed yet: leafletgen diff HEAD .
    """
    from leafletgen.build.diff_report import diff_records, diff_text
    from leafletgen.build.plan import WrongUsage
    from leafletgen.build.revision import GitMissing

    try:
        found, problems = _compared(old, new)
    except WrongUsage as failure:
        stop(WRONG_USAGE, str(failure))
    except GitMissing as failure:
        stop(MACHINE, str(failure))
    if found is not None:
        click.echo(json.dumps(diff_records(found), ensure_ascii=False, indent=2) if as_json else diff_text(found))
    _end(None, problems)


def _compared(old: str, new: str) -> tuple[tuple[LeafletDiff, ...] | None, list[Diagnostic]]:
    """What changed, and the errors of what could not be compared; None where a side cannot be read at all."""
    from leafletgen.build.diff import diff, read_side, side_problem
    from leafletgen.build.revision import library_at
    from leafletgen.builtin import builtin_folder
    from leafletgen.source.files import find_library

    here = find_library(Path.cwd()) or Path.cwd()
    with ExitStack() as stack:
        read = [read_side(stack.enter_context(library_at(here, name)), builtin_folder()) for name in (old, new)]
        problems = [side_problem(name, d) for name, (_, found) in zip((old, new), read, strict=True) for d in found]
        sides = [side for side, _ in read if side is not None]
        return (diff(*sides) if len(sides) == 2 else None), problems


def _end(root: Path | None, problems: Sequence[Diagnostic]) -> None:
    """Print what could not be read, and fail when there is such."""
    from leafletgen.diagnostics import has_errors

    _print(root, problems)
    if has_errors(problems):
        sys.exit(FAILED)


def _print(root: Path | None, problems: Sequence[Diagnostic]) -> None:
    """Problems on standard error; without ``root`` their files are named already as the reader knows them."""
    from leafletgen.build.reports import text_report

    if text := text_report(problems, (lambda file: shown_path(root, file)) if root else str):
        click.echo(text, err=True)
