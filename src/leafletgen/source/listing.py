"""What `list` shows of each leaflet, read from the located nodes alone: no models, so that it starts at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leafletgen.diagnostics import Diagnostic
from leafletgen.source.files import leaflet_names, read_file
from leafletgen.source.located import Mapping, Scalar, SourceFile


@dataclass(frozen=True, slots=True)
class Listed:
    """One leaflet in a list. Fields are as typed; empty where the file does not say."""

    name: str
    code: str
    kind: str
    title: str
    version: str
    review_by: str
    withdrawn: str
    """Day of the recall, empty for a leaflet in use."""


def list_leaflets(root: Path) -> tuple[tuple[Listed, ...], tuple[Diagnostic, ...]]:
    """Every leaflet of the library that parses, and what is wrong with those that do not."""
    rows: list[Listed] = []
    found: list[Diagnostic] = []
    for name in leaflet_names(root):
        source, problems = read_file(root, f"leaflets/{name}.yaml")
        found += problems
        if isinstance(source.root, Mapping):
            rows.append(
                Listed(
                    name=name,
                    code=_text(source, "code") or name,
                    kind=_text(source, "kind"),
                    title=_text(source, "title"),
                    version=_text(source, "version"),
                    review_by=_text(source, "review_by"),
                    withdrawn=_text(source, "withdrawn", "on"),
                )
            )
    return tuple(rows), tuple(found)


def _text(source: SourceFile, *path: str) -> str:
    node = source.find(path)
    return (node.text or "") if isinstance(node, Scalar) else ""
