"""Stock: what the library holds, from the manifest where nothing of it has changed, else from its files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from leafletgen.build.inputs import BUILT_IN, Snapshot
from leafletgen.build.job import Holdings
from leafletgen.build.manifest import Manifest
from leafletgen.source.files import leaflet_names

if TYPE_CHECKING:
    from leafletgen.diagnostics import Diagnostic
    from leafletgen.source.library import Library

_FILES = ("leaflets/library.yaml", "leaflets/references.yaml", "leaflets/approvals.yaml")
_LAYERED = ("styles/editions.yaml", "styles/profiles.yaml")
_CATALOGUE = ("templates/catalogue.html", "templates/catalogue.js", "styles/catalogue.css")
"""What the catalogue is made of, besides the outputs."""


class Stock:
    """The library as one build reads it: once in this process, when it is asked for, which is after its snapshot was taken."""

    def __init__(self, root: Path, builtin: Path) -> None:
        self.root, self.builtin = root, builtin

    @property
    def library(self) -> Library | None:
        """What leaflets share; None where the settings are unusable."""
        return self._read[0]

    @cached_property
    def _read(self) -> tuple[Library | None, tuple[Diagnostic, ...]]:
        # Reading the library needs its models, which take longer to load than a build with nothing to do.
        from leafletgen.source.library import read_library

        return read_library(self.root, self.builtin)

    def update(self, manifest: Manifest, snapshot: Snapshot) -> bool:
        """Bring what ``manifest`` says of the library up to date. Whether something had changed."""
        inputs = snapshot.all(_names(snapshot))
        known = manifest.holdings
        if known is None or inputs != manifest.holdings_inputs or known.leaflets != leaflet_names(self.root):
            snapshot.take_parts()
            library, problems = self._read
            manifest.holdings = Holdings.of(library) if library else None
            manifest.holdings_inputs, manifest.holdings_diagnostics = inputs, problems
            return True
        return False


def _names(snapshot: Snapshot) -> Iterator[str]:
    yield from _FILES
    for name in (*_LAYERED, *_CATALOGUE):
        yield from (name, BUILT_IN + name)
    yield from (name for name in snapshot.digests if name.startswith("leaflets/brands/"))
