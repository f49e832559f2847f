"""`leafletgen bundle`: several leaflets as one PDF."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from leafletgen.cli import FAILED, MACHINE, WRONG_USAGE, library_root, main, print_diagnostics, stop, today_from

if TYPE_CHECKING:
    from leafletgen.build.bundle.bind import Bound, BundleReport


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-e", "--edition", "editions", multiple=True, help="Edition; the library's first in print where not given. Repeatable.")
@click.option("-l", "--language", "languages", multiple=True, help="Language to bind, as en. Repeatable.")
@click.option("-b", "--brand", "brands", multiple=True, help="Brand to bind, by the name of its file. Repeatable.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write, instead of one in dist/bundles/.")
@click.option("--title", metavar="TEXT", help="Title of a bundle of leaflets that are named one by one.")
@click.option("--list", "as_list", is_flag=True, help="List the library's bundles and what is in them.")
@click.option("--release", is_flag=True, help="Refuse drafts, overdue leaflets and translations that nobody has approved.")
@click.option("--today", "given_today", metavar="DATE", help="Take this day as today, as 2026-11-22.")
@click.option("--json", "as_json", is_flag=True, help="Print events as JSON, one a line.")
@click.option("--quiet", is_flag=True, help="Print only errors.")
def bundle(
    names: tuple[str, ...],
    editions: tuple[str, ...],
    languages: tuple[str, ...],
    brands: tuple[str, ...],
    output: Path | None,
    title: str | None,
    as_list: bool,
    release: bool,
    given_today: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Bind leaflets into one PDF.

    It has a cover, contents, page numbers from the first page to the last, and one list of references. NAME is a bundle of
    leaflets/library.yaml, or several leaflets with -o pack.pdf. Without a name all bundles are bound.
    """
    if as_list:
        _list(as_json)
    from leafletgen.pdf.engine import EngineMissing, hide_system_fonts

    hide_system_fonts()
    today, root = today_from(given_today), library_root()
    from leafletgen.build.bundle.bind import BundleReport, bind
    from leafletgen.build.bundle.plan import Wanted
    from leafletgen.build.output import CannotWrite
    from leafletgen.build.plan import WrongUsage
    from leafletgen.build.standing import marked, refused
    from leafletgen.builtin import builtin_folder

    report, wanted = BundleReport(), Wanted(names, editions, languages, brands, title, output)
    try:
        for done in bind(root, builtin_folder(), wanted, today, report, refused if release else marked):
            if done.path and not quiet:
                click.echo(json.dumps(_event(done)) if as_json else _line(done))
    except WrongUsage as failure:
        stop(WRONG_USAGE, str(failure))
    except CannotWrite as failure:
        stop(MACHINE, str(failure))
    except EngineMissing as failure:
        stop(MACHINE, f"the typesetting engine cannot start ({failure}); run `leafletgen doctor` to see what to install")
    _close(root, report, as_json, quiet)


def _line(done: Bound) -> str:
    return f"{done.path}  {done.pages} pages, {max(1, round(done.size / 1024))} KB"


def _event(done: Bound) -> dict[str, object]:
    volume = done.volume
    names = {"bundle": volume.name, "leaflets": [job.leaflet for job in volume.jobs]}
    form = {"language": volume.language, "edition": volume.edition, "brand": volume.brand}
    return {"event": "bound", **names, **form, "path": Path(done.path or "").as_posix(), "pages": done.pages, "size": done.size}


def _close(root: Path, report: BundleReport, as_json: bool, quiet: bool) -> NoReturn:
    """Print what went wrong and how much was bound, and exit."""
    from leafletgen.build.reports import count_line
    from leafletgen.diagnostics import Severity, in_order

    bound = sum(done.path is not None for done in report.bound)
    failed = len(report.bound) - bound
    if as_json:
        for path in report.removed:
            click.echo(json.dumps({"event": "removed", "path": path.as_posix()}))
        for diagnostic in in_order(report.diagnostics):
            click.echo(json.dumps({"event": "diagnostic", **diagnostic.record()}, ensure_ascii=False))
        click.echo(json.dumps({"event": "done", "bound": bound, "failed": failed}))
        sys.exit(FAILED if report.failed else 0)
    print_diagnostics(root, [d for d in report.diagnostics if not quiet or d.severity is Severity.ERROR])
    if not quiet:
        for path in report.removed:
            click.echo(f"removed {path}", err=True)
        counts = count_line(report.diagnostics)
        not_bound = f", {failed} not bound" if failed else ""
        click.echo(f"{bound} bundle{'s' if bound != 1 else ''} bound{not_bound}" + (f"; {counts}" if counts else ""), err=True)
    sys.exit(FAILED if report.failed else 0)


def _list(as_json: bool) -> NoReturn:
    """Print each bundle with its title and leaflets, and exit."""
    from leafletgen.builtin import builtin_folder
    from leafletgen.diagnostics import has_errors
    from leafletgen.source.library import read_library

    root = library_root()
    library, problems = read_library(root, builtin_folder())
    bundles = library.settings.bundles if library else {}
    if as_json:
        rows = [{"name": name, **bundle.model_dump(mode="json", exclude_none=True)} for name, bundle in bundles.items()]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        width = max(map(len, bundles), default=0)
        for name, each in bundles.items():
            click.echo(f"{name.ljust(width)}  {each.title}: {', '.join(each.leaflets)}")
    print_diagnostics(root, problems)
    sys.exit(FAILED if has_errors(problems) else 0)
