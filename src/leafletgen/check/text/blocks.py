"""A leaflet's blocks with their YAML paths."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.model.blocks import Block
from leafletgen.model.leaflet import Leaflet
from leafletgen.source.located import Path


def blocks(leaflet: Leaflet) -> Iterator[tuple[Path, Block]]:
    """Every block in the order of the file."""
    for i, section in enumerate(leaflet.sections):
        for j, block in enumerate(section.content):
            yield ("sections", i, "content", j), block
