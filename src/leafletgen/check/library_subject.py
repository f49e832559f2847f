"""What library rules look at: all leaflets at once, and the files that they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leafletgen.check.subject import Subject
from leafletgen.diagnostics import Span
from leafletgen.source.files import LIBRARY_FILE, read_file
from leafletgen.source.library import Library
from leafletgen.source.located import Path as YamlPath
from leafletgen.source.located import SourceFile


@dataclass(frozen=True)
class LibrarySubject:
    """The whole library."""

    library: Library
    source: SourceFile
    """`leaflets/library.yaml`: what the paths of findings lead into, unless they bring a span."""
    leaflets: Mapping[str, Subject]
    """Every leaflet that could be read, by name."""
    today: date
    folders: tuple[Path, ...]
    """Where `templates/` and `styles/` are looked for: the library before the built-in ones."""

    @property
    def whole(self) -> bool:
        """Whether every leaflet could be read, so that what none of them holds is nowhere."""
        return set(self.leaflets) >= set(self.library.names)

    def brand_span(self, brand: str, path: YamlPath, needle: str = "") -> Span:
        """The place of a value in a brand's file."""
        return brand_span(self.library, brand, path, needle)


def library_subject(library: Library, leaflets: tuple[Subject, ...], today: date, builtin: Path) -> LibrarySubject:
    """What library rules look at, with the settings read once more for their places."""
    source, _ = read_file(library.root, f"leaflets/{LIBRARY_FILE}")
    return LibrarySubject(library, source, {subject.name: subject for subject in leaflets}, today, (library.root, builtin))


def brand_span(library: Library, brand: str, path: YamlPath, needle: str = "") -> Span:
    """The place of a value in a brand's file, which is opened only when there is something to report."""
    source, _ = read_file(library.root, f"leaflets/brands/{brand}.yaml")
    return source.span_of_text(needle, path) if needle else source.span(path)
