"""The one place that opens a library's files: by resolved path, within its folders, up to a size."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from leafletgen.diagnostics import Diagnostic, Span, error
from leafletgen.source.located import MAX_BYTES, SourceFile, read_source

LIBRARY_FILE = "library.yaml"
NOT_LEAFLETS = frozenset({LIBRARY_FILE, "references.yaml", "approvals.yaml"})
"""Files in `leaflets/` that are not leaflets."""


def find_library(start: Path) -> Path | None:
    """The nearest folder, from ``start`` upwards, that holds `leaflets/`."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / "leaflets").is_dir()), None)


def leaflet_names(root: Path) -> tuple[str, ...]:
    """Ids of every leaflet in the library, in order."""
    files = (root / "leaflets").glob("*.yaml")
    return tuple(sorted(file.stem for file in files if file.name not in NOT_LEAFLETS and file.is_file()))


def read_file(root: Path, name: str) -> tuple[SourceFile, tuple[Diagnostic, ...]]:
    """Read and parse the file ``name`` (relative to ``root``); what is wrong comes back as diagnostics."""
    nothing = SourceFile(name, "", None, ())
    path = root / name
    try:
        if not path.is_file():  # nor a folder, a pipe or a link that leads in circles
            raise FileNotFoundError
        if not path.resolve().is_relative_to((root / PurePosixPath(name).parts[0]).resolve()):
            return nothing, (
                error("schema-invalid", "the file is a link that leads out of the library", Span(name), "put the file itself here"),
            )
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return nothing, (error("schema-invalid", "the file is missing", Span(name), "write it, or start a library with `leafletgen init`"),)
    except OSError as failure:
        return nothing, (error("schema-invalid", f"the file cannot be read: {failure.strerror}", Span(name), "check its permissions"),)
    return read_source(name, data)
