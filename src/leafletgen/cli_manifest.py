"""`leafletgen manifest`: join what several machines built, and show what was."""

from __future__ import annotations

import json
from pathlib import Path

import click

from leafletgen.cli import FAILED, MACHINE, WRONG_USAGE, main, nearby_library, stop

_FOLDER = click.Path(path_type=Path, file_okay=False)


@main.group("manifest")
def manifest_group() -> None:
    """What was built, as manifest.json in the output folder says it."""


@manifest_group.command()
@click.argument("parts", nargs=-1, required=True, metavar="PART...", type=_FOLDER)
@click.option(
    "-o", "--output", required=True, type=_FOLDER, metavar="DIST", help="Folder for the outputs of all; it may be one of the parts."
)
@click.option("--json", "as_json", is_flag=True, help="Print events as JSON, one a line.")
@click.option("--quiet", is_flag=True, help="Print only errors.")
def merge(parts: tuple[Path, ...], output: Path, as_json: bool, quiet: bool) -> None:
    """Join output folders that were built with --shard, as if one build had filled them.

    Every file is compared with what its build wrote down of it. Parts of different versions of the library are refused.
    """
    from leafletgen.build.merge import CannotMerge, NotAPart
    from leafletgen.build.merge import merge as merge_parts
    from leafletgen.build.output import CannotWrite
    from leafletgen.builtin import builtin_folder

    root = nearby_library()
    try:
        merged = merge_parts(
            parts,
            output,
            (root, builtin_folder()) if root else None,
            lambda folder: click.echo(f"leafletgen: a build is writing to {folder}: waiting for it", err=True),
        )
    except NotAPart as failure:
        stop(WRONG_USAGE, str(failure))
    except CannotMerge as failure:
        for problem in failure.problems:
            click.echo(f"leafletgen: {problem}", err=True)
        stop(FAILED, "nothing was merged")
    except CannotWrite as failure:
        stop(MACHINE, str(failure))
    total, there = len(merged.manifest.records), sum(record.file is not None for record in merged.manifest.records.values())
    if as_json:
        for file in merged.written:
            click.echo(json.dumps({"event": "merged", "path": (output / file.path).as_posix(), "size": file.size}))
        click.echo(json.dumps({"event": "done", "outputs": total, "written": len(merged.written), "failed": merged.failed}))
    elif not quiet:
        for file in merged.written:
            click.echo(f"{output / file.path}")
        failed = f", {merged.failed} not built" if merged.failed else ""
        click.echo(
            f"{there} output{'s' if there != 1 else ''} of {len(parts)} part{'s' if len(parts) != 1 else ''} in {output}{failed}", err=True
        )
