"""The one place that opens a library's files: by resolved path, within its folders, up to a size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from leafletgen.diagnostics import Diagnostic, Span, error
from leafletgen.source.decode import MAX_BYTES
from leafletgen.source.located import SourceFile, read_source

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
    data = read_data(root, name, MAX_BYTES)
    return read_source(name, data) if isinstance(data, bytes) else (SourceFile(name, "", None, ()), (data,))


def read_data(root: Path, name: str, most: int) -> bytes | Diagnostic:
    """The bytes of the file ``name``, or why there are none. One that is too large gives one byte more than ``most``."""
    path = root / name
    try:
        if not path.is_file():  # nor a folder, a pipe or a link that leads in circles
            raise FileNotFoundError
        if not path.resolve().is_relative_to((root / PurePosixPath(name).parts[0]).resolve()):
            return error("schema-invalid", "the file is a link that leads out of the library", Span(name), "put the file itself here")
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except FileNotFoundError:
        return error("schema-invalid", "the file is missing", Span(name), "write it, or start a library with `leafletgen init`")
    except OSError as failure:
        return error("schema-invalid", f"the file cannot be read: {failure.strerror}", Span(name), "check its permissions")


def with_excerpts(diagnostics: Iterable[Diagnostic], folders: tuple[Path, ...]) -> Iterator[Diagnostic]:
    """Each problem with the line that it is about, looked up in the first of ``folders`` that has the file where it brings none."""
    lines: dict[str, tuple[str, ...]] = {}
    for problem in diagnostics:
        name = problem.span.file
        if problem.excerpt or not problem.span.end_line:
            yield problem
            continue
        if name not in lines:
            lines[name] = _lines(name, folders)
        number = problem.span.line
        yield problem.moved(problem.span, lines[name][number - 1] if number <= len(lines[name]) else "")


def _lines(name: str, folders: tuple[Path, ...]) -> tuple[str, ...]:
    for folder in folders:
        data = read_data(folder, name, MAX_BYTES)
        if isinstance(data, bytes):
            return tuple(data.decode("utf-8", "replace").splitlines())
    return ()
