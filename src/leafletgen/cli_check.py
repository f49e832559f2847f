"""`leafletgen check`: judge leaflets, list the rules, explain one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from leafletgen.cli import FAILED, WRONG_USAGE, library_root, main, nearby_library, shown_path, stop, today_from

if TYPE_CHECKING:
    from leafletgen.build.checking import Checked

FORMATS = ("text", "json", "sarif", "github", "junit")


@main.command()
@click.argument("leaflets", nargs=-1, metavar="[LEAFLET]...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of the report.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--source", "source_only", is_flag=True, help="Judge the sources alone: no pages are set, so it is quick.")
@click.option("--today", "given_today", metavar="DATE", help="Take this day as today, as 2026-11-22.")
@click.option("--list", "list_rules", is_flag=True, help="List the rules instead.")
@click.option("--explain", metavar="RULE", help="Explain one rule instead.")
def check(
    leaflets: tuple[str, ...],
    form: str,
    strict: bool,
    source_only: bool,
    given_today: str | None,
    list_rules: bool,
    explain: str | None,
) -> None:
    """Check leaflets: their sources, their pages and their PDFs. All of them, or those named."""
    if list_rules or explain:
        _describe(explain)
        return
    checked = _checked(leaflets, source_only, given_today)
    _report(checked, form)
    sys.exit(FAILED if checked.failed(strict) else 0)


def _describe(slug: str | None) -> None:
    """One rule, or the list of all, with the profiles of the library that the command runs in, if it runs in one."""
    from leafletgen.builtin import builtin_folder
    from leafletgen.check.describe import explanation, rule_table
    from leafletgen.source.library import read_profiles

    builtin = builtin_folder()
    profiles = read_profiles((builtin, nearby_library() or builtin)).entries
    try:
        click.echo(explanation(slug, profiles) if slug else rule_table(profiles, sys.stdout.isatty()))
    except LookupError as failure:
        stop(WRONG_USAGE, str(failure.args[0]))


def _checked(leaflets: tuple[str, ...], source_only: bool, given_today: str | None) -> Checked:
    from leafletgen.build.plan import WrongUsage
    from leafletgen.builtin import builtin_folder
    from leafletgen.cli import MACHINE
    from leafletgen.pdf.engine import EngineMissing, hide_system_fonts

    hide_system_fonts()
    from leafletgen.build.checking import check_leaflets

    try:
        return check_leaflets(library_root(), builtin_folder(), leaflets, today_from(given_today), pages=not source_only)
    except WrongUsage as failure:
        stop(WRONG_USAGE, str(failure))
    except EngineMissing as failure:
        stop(MACHINE, f"the typesetting engine cannot start ({failure}); run `leafletgen doctor`, or check with --source")


def _report(checked: Checked, form: str) -> None:
    """The report on standard output; for text the closing count goes there too."""
    from leafletgen.build import reports
    from leafletgen.check.rules import RULES

    found, root = checked.diagnostics, checked.root
    if form == "json":
        click.echo(reports.json_report(found))
    elif form == "sarif":
        click.echo(reports.sarif_report(found, RULES))
    elif form == "junit":
        click.echo(reports.junit_report(found, [rule for rule in RULES if rule.check], checked.files))
    elif form == "github":
        click.echo(reports.github_report(found), nl=bool(found))
    else:
        text = reports.text_report(found, lambda file: shown_path(root, file), colour=sys.stdout.isatty())
        if text:
            click.echo(text)
        leaflets = f"{len(checked.files)} leaflet{'s' if len(checked.files) != 1 else ''} checked"
        click.echo(f"{leaflets}: {reports.count_line(found) or 'nothing found'}")
