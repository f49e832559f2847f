"""Named things that are data (editions, profiles): the built-in file in `styles/`, with the library's own file of that name over it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic

from leafletgen.diagnostics import Diagnostic
from leafletgen.source.files import read_file
from leafletgen.source.located import Mapping
from leafletgen.source.typed import M, read_model


@dataclass(frozen=True, slots=True)
class Layered(Generic[M]):
    """What the files give."""

    entries: dict[str, M]
    """By name, in the order of the files."""
    broken: frozenset[str]
    """Names of entries that have errors of their own."""
    diagnostics: tuple[Diagnostic, ...]


def read_layers(folders: tuple[Path, ...], name: str, entry: type[M], whole: type[Any]) -> Layered[M]:
    """Read the mapping `name` in each of ``folders`` that has it, where a later one replaces entries of an earlier one.

    ``entry`` is the model of one, ``whole`` that of the file. An entry with errors costs itself only.
    """
    entries: dict[str, M] = {}
    broken: set[str] = set()
    found: list[Diagnostic] = []
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        if not (folder / name).exists():
            continue
        source, problems = read_file(folder, name)
        found += problems
        if not isinstance(source.root, Mapping):
            found += read_model(source, whole)[1]
            continue
        for key in source.root.entries:
            model, wrong = read_model(source, entry, (key,))
            found += wrong
            if model:
                entries[key] = model
            else:
                broken.add(key)
    return Layered(entries, frozenset(broken - entries.keys()), tuple(found))
