"""Start a leaflet or a library: commented files that build as they are."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from leafletgen.diagnostics import nearest
from leafletgen.source.files import NOT_LEAFLETS

KINDS = ("handout", "faq", "food-guide")


class CannotStart(Exception):
    """The name is not usable, or something is there already. Nothing was written."""


def start_leaflet(root: Path, builtin: Path, kind: str, name: str, today: date) -> Path:
    """Write `leaflets/<name>.yaml` for ``kind``. Raises CannotStart rather than overwrite."""
    if kind not in KINDS:
        close = nearest(kind, KINDS)
        raise CannotStart(f'there is no kind "{kind}"; ' + (f'did you mean "{close}"?' if close else f"there are: {', '.join(KINDS)}"))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", name) or f"{name}.yaml" in NOT_LEAFLETS:
        raise CannotStart(f'"{name}" cannot name a leaflet: use small letters, digits and hyphens, as b12-food-guide')
    path = root / "leaflets" / f"{name}.yaml"
    title = name.replace("-", " ").capitalize()
    _write_new(path, _filled(builtin, f"{kind}.yaml", today, title))
    return path


def start_library(folder: Path, builtin: Path, example: bool, today: date) -> None:
    """Make ``folder`` a library. Raises CannotStart where it is one already."""
    leaflets = folder / "leaflets"
    if leaflets.exists():
        raise CannotStart(f"{leaflets} is there already")
    try:
        if example:
            shutil.copytree(builtin / "leaflets", leaflets, copy_function=shutil.copyfile)
            return
        (leaflets / "brands").mkdir(parents=True)
        (leaflets / "images").mkdir()
        shutil.copytree(builtin / "leaflets" / "schema", leaflets / "schema", copy_function=shutil.copyfile)
    except OSError as failure:
        raise CannotStart(f"cannot write {failure.filename or folder}: {failure.strerror}") from failure
    for name, target in (("library.yaml", "library.yaml"), ("references.yaml", "references.yaml"), ("brand.yaml", "brands/my-clinic.yaml")):
        _write_new(leaflets / target, _filled(builtin, name, today, ""))
    start_leaflet(folder, builtin, "handout", "first-leaflet", today)


def _filled(builtin: Path, name: str, today: date, title: str) -> str:
    text = (builtin / "templates" / "new" / name).read_text("utf-8")
    later = today.replace(year=today.year + 2, day=min(today.day, 28))
    return text.replace("@TITLE@", title).replace("@TODAY@", today.isoformat()).replace("@REVIEW@", later.isoformat())


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise CannotStart(f"{path} is there already") from None
    except OSError as failure:
        raise CannotStart(f"cannot write {path}: {failure.strerror}") from failure
