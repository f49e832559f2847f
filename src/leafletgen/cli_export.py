"""`leafletgen export`: what was built, for record systems."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from leafletgen.cli import FAILED, MACHINE, WRONG_USAGE, library_root, main, print_diagnostics, stop

if TYPE_CHECKING:
    from leafletgen.build.catalogue.gather import Listing
    from leafletgen.source.library import Library

_FILE = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@main.command()
@click.option("--openemr", type=_FOLDER, metavar="DIR", help="Copy PDFs into DIR, named by code and language as OpenEMR looks for them.")
@click.option("--fhir", type=_FILE, metavar="FILE", help="Write a FHIR R4 Bundle of DocumentReference; - is standard output.")
@click.option("-o", "--output", default="dist", type=_FOLDER, help="Folder that was built into.", show_default=True)
@click.option(
    "-b", "--brand", metavar="BRAND", help="For --openemr: whose leaflets, where several brands are built; the first where not given."
)
@click.option(
    "--drafts", is_flag=True, help="For --openemr: take drafts and overdue leaflets too, to try it out. They are not for patients."
)
@click.option("--json", "as_json", is_flag=True, help="Print events as JSON, one a line.")
@click.option("--quiet", is_flag=True, help="Print only errors.")
def export(openemr: Path | None, fhir: Path | None, output: Path, brand: str | None, drafts: bool, as_json: bool, quiet: bool) -> None:
    """Hand what was built over to record systems: to OpenEMR, or as FHIR.

    Nothing is built; run `leafletgen build` first. A file that is missing or was altered since ends the export.
    """
    if openemr is None and fhir is None:
        stop(WRONG_USAGE, "say what to export to: --openemr DIR, --fhir FILE, or both")
    if openemr is not None and str(fhir) == "-":
        stop(WRONG_USAGE, "--fhir - prints the Bundle on standard output: run --openemr by itself")
    from leafletgen.build.export.finished import NotAsBuilt, NothingBuilt
    from leafletgen.build.output import CannotWrite

    library = _library()
    if brand is not None and brand not in library.brands:
        stop(WRONG_USAGE, f'there is no brand "{brand}"; there are: {", ".join(library.brands)}')
    try:
        listing = _finished(output, library)
        if fhir is not None:
            _to_fhir(output, listing, library, fhir, as_json, quiet)
        if openemr is not None:
            _to_openemr(output, listing, openemr, (brand, drafts), as_json, quiet)
    except NothingBuilt as failure:
        stop(WRONG_USAGE, str(failure))
    except NotAsBuilt as failure:
        stop(FAILED, str(failure))
    except CannotWrite as failure:
        stop(MACHINE, str(failure))


def _library() -> Library:
    from leafletgen.builtin import builtin_folder
    from leafletgen.source.library import read_library

    root = library_root()
    library, problems = read_library(root, builtin_folder())
    if library is None:
        print_diagnostics(root, problems)
        sys.exit(FAILED)
    return library


def _finished(output: Path, library: Library) -> Listing:
    from leafletgen.build.catalogue.gather import Order
    from leafletgen.build.export.finished import finished

    settings = library.settings
    return finished(output, Order(settings.languages, settings.brands, settings.editions))


def _to_fhir(output: Path, listing: Listing, library: Library, file: Path, as_json: bool, quiet: bool) -> None:
    from leafletgen.build.export.fhir import Publisher, fhir_bundle
    from leafletgen.build.output import remove_empty_tmp, write_whole

    publisher = Publisher({name: brand.name for name, brand in library.brands.items()}, _kinds(library), library.settings.site)
    bundle = fhir_bundle(output, listing, publisher)
    text = json.dumps(bundle, ensure_ascii=False, indent=2) + "\n"
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    write_whole(file.parent, PurePosixPath(file.name), text.encode("utf-8", "replace"))
    remove_empty_tmp(file.parent)
    count = len(bundle.get("entry", ()))
    _tell({"event": "fhir", "path": file.as_posix(), "documents": count}, f"{file}  {_counted(count, 'document')}", as_json, quiet)


def _kinds(library: Library) -> dict[str, str]:
    from leafletgen.builtin import builtin_folder
    from leafletgen.html.compose import CannotCompose, Composer

    composer = Composer((library.root, builtin_folder()))
    try:
        return {kind: composer.phrase("en", "en-GB", f"kind-{kind}") for kind in ("handout", "faq", "food-guide")}
    except CannotCompose:
        return {}


def _to_openemr(output: Path, listing: Listing, into: Path, choice: tuple[str | None, bool], as_json: bool, quiet: bool) -> None:
    from leafletgen.build.export.openemr import plan_openemr, write_openemr

    plan = plan_openemr(listing, *choice)
    removed = write_openemr(output, into, plan)
    for copy in plan.copies:
        path = into / copy.name
        event = {"event": "openemr", "leaflet": copy.leaflet, "path": path.as_posix(), "from": copy.download.to_read.path}
        _tell(event, f"{path}  {copy.leaflet}", as_json, quiet)
    for name in removed:
        _tell({"event": "removed", "path": (into / name).as_posix()}, f"removed {into / name}, which is no longer offered", as_json, quiet)
    for reason in plan.skipped:
        if as_json:
            click.echo(json.dumps({"event": "skipped", "reason": reason}, ensure_ascii=False))
        elif not quiet:
            click.echo(reason, err=True)
    if not (as_json or quiet):
        click.echo(f"{_counted(len(plan.copies), 'file')} for OpenEMR", err=True)


def _tell(event: Mapping[str, object], line: str, as_json: bool, quiet: bool) -> None:
    if as_json or not quiet:
        click.echo(json.dumps(event, ensure_ascii=False) if as_json else line)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"
