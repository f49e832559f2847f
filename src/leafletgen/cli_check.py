"""`leafletgen check`: judge leaflets, list the rules, explain one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leafletgen.cli import FAILED, WRONG_USAGE, library_root, main, nearby_library, shown_path, stop, today_from

if TYPE_CHECKING:
    from leafletgen.build.checking import Checked

FORMATS = ("text", "json", "sarif", "github", "junit")


@main.command()
@click.argument("leaflets", nargs=-1, metavar="[LEAFLET]...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="Form of the report.")
@click.option(
    "--also", "others", multiple=True, metavar="FORM=FILE", help="Write the report into a file too, as junit=report.xml. Repeatable."
)
@click.option(
    "--relative-to",
    "base",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Name files from this folder on (a repository's) in the forms for machines; from the library on where not given.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--source", "source_only", is_flag=True, help="Judge the sources alone: no pages are set, so it is quick.")
@click.option("--today", "given_today", metavar="DATE", help="Take this day as today, as 2026-11-22.")
@click.option("--list", "list_rules", is_flag=True, help="List the rules instead.")
@click.option("--explain", metavar="RULE", help="Explain one rule instead.")
def check(
    leaflets: tuple[str, ...],
    form: str,
    others: tuple[str, ...],
    base: Path | None,
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
    files = [_form_and_file(other) for other in others]
    checked = _checked(leaflets, source_only, given_today)
    named = checked.seen_from(base) if base else checked
    if named is None:
        stop(WRONG_USAGE, f"--relative-to takes a folder that holds the library: {base} does not")
    for other, file in files:
        _write(file, _report(checked if other == "text" else named, other))
    click.echo(_report(checked if form == "text" else named, form, colour=sys.stdout.isatty()), nl=False)
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


def _form_and_file(given: str) -> tuple[str, Path]:
    """`junit` and `report.xml` of `junit=report.xml`."""
    form, _, file = given.partition("=")
    if form not in FORMATS or not file:
        stop(WRONG_USAGE, f'--also takes a form and a file, as junit=report.xml; found "{given}"; forms are: {", ".join(FORMATS)}')
    return form, Path(file)


def _write(file: Path, report: str) -> None:
    from leafletgen.cli import MACHINE

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(report, "utf-8", newline="\n")
    except OSError as failure:
        stop(MACHINE, f"cannot write {file}: {failure.strerror}")


def _report(checked: Checked, form: str, colour: bool = False) -> str:
    """The report as text that ends in a line break, or is empty; as `text` with its closing count."""
    from leafletgen.build import reports
    from leafletgen.check.rules import RULES

    found, root = checked.diagnostics, checked.root
    if form == "json":
        lines = reports.json_report(found)
    elif form == "sarif":
        lines = reports.sarif_report(found, RULES)
    elif form == "junit":
        lines = reports.junit_report(found, [rule for rule in RULES if rule.check], checked.files)
    elif form == "github":
        lines = reports.github_report(found)
    else:
        text = reports.text_report(found, lambda file: shown_path(root, file), colour=colour)
        leaflets = f"{len(checked.files)} leaflet{'s' if len(checked.files) != 1 else ''} checked"
        lines = (f"{text}\n" if text else "") + f"{leaflets}: {reports.count_line(found) or 'nothing found'}"
    return f"{lines}\n" if lines else ""
