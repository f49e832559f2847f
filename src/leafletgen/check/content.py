"""A leaflet's pictures and content, gathered once for all who look at them: rules, sign-offs and the build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from leafletgen.diagnostics import Diagnostic, error
from leafletgen.html.pictures import Picture, PictureProblem, read_picture
from leafletgen.model.blocks import FigureBlock
from leafletgen.model.digest import Content, content, digest_of
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.reference import Reference
from leafletgen.model.settings import Approval
from leafletgen.source.library import Library
from leafletgen.source.located import Path
from leafletgen.source.reader import ReadLeaflet


@dataclass(frozen=True)
class Gathered:
    """What one leaflet is made of, besides what it shares with its library."""

    pictures: Mapping[str, Picture]
    """Its pictures by path; those that cannot be printed are missing here and in ``images``."""
    broken: Mapping[str, PictureProblem]
    """The others, by path."""
    diagnostics: tuple[Diagnostic, ...]
    """The others, at every place that shows one."""
    leaflet: Leaflet
    references: Mapping[str, Reference]
    """Those that it cites."""
    images: Mapping[str, str]
    """The digest of each picture, by path."""

    @cached_property
    def content(self) -> Content:
        """What an approval signs. Made up when it is asked for: most checks of a leaflet that nobody has signed never do."""
        return content(self.leaflet, self.references, self.images)

    @cached_property
    def digest(self) -> str:
        """The digest of the content."""
        return digest_of(self.content)

    def approval(self, library: Library, name: str, language: str) -> Approval | None:
        """The sign-off of exactly this content in the version that it says."""
        if all(approval.leaflet != name for approval in library.approvals):
            return None
        return library.approval(name, language, self.content["leaflet"]["version"], self.digest)


def gather(library: Library, read: ReadLeaflet) -> Gathered | None:
    """Read the pictures of a leaflet; None where its file could not be read as one."""
    if read.leaflet is None:
        return None
    pictures: dict[str, Picture] = {}
    broken: dict[str, PictureProblem] = {}
    found: list[Diagnostic] = []
    for path, image in figures(read.leaflet):
        if image not in pictures and image not in broken:
            _read(library, image, pictures, broken)
        if image in broken:
            span = read.source.span(path)
            found.append(error("image-missing", broken[image].message, span, broken[image].fix, read.source.excerpt(span)))
    references = {id: library.references[id] for id in sorted(read.cited)}
    images = {path: picture.digest for path, picture in pictures.items()}
    return Gathered(pictures, broken, tuple(found), read.leaflet, references, images)


def figures(leaflet: Leaflet) -> Iterator[tuple[Path, str]]:
    """Every picture of the leaflet: where its path stands, and the path."""
    for number, section in enumerate(leaflet.sections):
        for index, block in enumerate(section.content):
            if isinstance(block, FigureBlock):
                yield ("sections", number, "content", index, "figure", "image"), block.figure.image


def _read(library: Library, image: str, pictures: dict[str, Picture], broken: dict[str, PictureProblem]) -> None:
    try:
        pictures[image] = read_picture(library.root, image)
    except PictureProblem as problem:
        broken[image] = problem
