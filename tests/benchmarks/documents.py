"""The leaflets of a library in the forms that peers read: the HTML pages that leafletgen composes, and Typst."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.peers.leafletgen_build import TODAY
from benchmarks.peers.peer import Task
from benchmarks.typst_document import typst_document

from leafletgen.build.make import Ready, prepare
from leafletgen.builtin import builtin_folder
from leafletgen.html.compose import Composer, Copy
from leafletgen.html.resources import Resources
from leafletgen.model.page import Page
from leafletgen.pdf.engine import hide_system_fonts
from leafletgen.pdf.typeset import Typesetter
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import read_leaflet


@dataclass(frozen=True, slots=True)
class _Document:
    """A leaflet in an edition, ready to be written in any form."""

    name: str
    copy: Copy


def write_documents(library_root: Path, folder: Path) -> Task:
    """Write every leaflet of the library, in each of its editions, as HTML and as Typst below ``folder``."""
    hide_system_fonts()  # before the engine is imported, to measure footers
    library, _ = read_library(library_root, builtin_folder())
    assert library, "a generated library can be read"
    writer = _Writer(library, folder)
    names = tuple(writer.write(document) for document in _documents(library))
    return Task(library_root, writer.pages, writer.typst, names)


def _documents(library: Library) -> Iterator[_Document]:
    for name in library.names:
        ready = prepare(library, read_leaflet(library, name), "en", date.fromisoformat(TODAY))
        assert ready, f"{name} can be read"
        for edition in library.settings.editions:
            yield _Document(f"{name}-{edition}", _copy(library, ready, name, edition))


def _copy(library: Library, ready: Ready, name: str, edition: str) -> Copy:
    return Copy(
        name=name,
        leaflet=ready.leaflet,
        language="en",
        brand=library.brands[library.settings.brands[0]],
        edition=library.editions[edition],
        edition_name=edition,
        references=library.references,
        pictures=ready.pictures,
        digest=ready.digest,
        site=library.settings.site,
    )


class _Writer:
    """Writes documents side by side, with what they share."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.pages, self.typst = folder / "pages", folder / "typst"
        self.composer = Composer((library.root, builtin_folder()))
        self.setter = Typesetter()
        self.heights: dict[tuple[str, str], int] = {}
        """Height in mm of the footer, by kind and edition."""
        fonts = Resources(self.composer.folders)
        fonts.stylesheet("fonts.css")
        for address, data in fonts.read.items():
            if address.startswith("fonts/"):
                _write(self.typst / address, data)

    def write(self, document: _Document) -> str:
        """The document in both forms; its name."""
        page = self.composer.compose(document.copy)
        room = f"<style>:root{{--footer-height:{self.height(document.copy, page)}mm}}</style></head>"
        _write(self.pages / f"{document.name}.html", page.html.replace("</head>", room, 1).encode())
        for address, data in page.resources.items():
            _write(self.pages / address, data)
        _write(self.typst / f"{document.name}.typ", typst_document(document.copy).encode())
        for picture in document.copy.pictures.values():
            _write(self.typst / picture.path, picture.data)
        return document.name

    def height(self, copy: Copy, page: Page) -> int:
        """The room that leafletgen gives to the footer, which it measures: no peer does, so they are told."""
        key = (copy.leaflet.kind, copy.edition_name)
        if key not in self.heights:
            running, _, _ = page.html.partition('<article class="leaflet">')
            self.setter.typeset(replace(page, html=f"{running}<p>.</p></body></html>"))
            self.heights[key] = list(self.setter.footer_heights.values())[-1]
        return self.heights[key]


def _write(path: Path, data: bytes) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
