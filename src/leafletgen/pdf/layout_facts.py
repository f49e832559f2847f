"""Laid-out pages as data: where every line, picture and footnote stands. Millimetres from the top left corner, sizes in points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

Area = Literal["content", "note", "head", "foot"]
"""The running text, the page footnotes, and the margins above and below."""

POINTS_PER_MM = 72 / 25.4


class Rect(NamedTuple):
    """A place on a page, in mm from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """In mm."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In mm."""
        return self.bottom - self.top

    def around(self, other: Rect) -> Rect:
        """The smallest rectangle that holds both."""
        return Rect(min(self.left, other.left), min(self.top, other.top), max(self.right, other.right), max(self.bottom, other.bottom))

    def shared(self, other: Rect) -> float:
        """How many square millimetres the two have in common."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)


class Room(NamedTuple):
    """A box that what stands in it must not leave."""

    kind: Literal["page", "margin", "cell", "column", "box"]
    rect: Rect


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line in one type."""

    text: str
    size: float
    """Points."""
    family: str
    """First family that its style asks for; which font was used, the PDF tells."""
    weight: int
    italic: bool
    rect: Rect
    within: frozenset[str]
    """Names of the element and of all around it, and their classes with a point before: `p`, `.cite`."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    page: int
    """From 1."""
    area: Area
    runs: tuple[Run, ...]
    rect: Rect
    """The line box: as high as the line is."""
    block: int
    """The same for all lines of one paragraph, also where it goes on overleaf."""
    element: str
    """HTML name of that paragraph, as `li`."""
    within: frozenset[str]
    path: str
    """YAML path from the nearest `data-at`; empty outside of what the leaflet's author wrote."""
    leading: float
    """Line height over type size."""
    align: str
    hyphens: str
    rooms: tuple[Room, ...]
    """What it must stay inside of, outermost first."""
    on_image: bool
    """Whether a picture or a gradient is painted behind it."""

    @property
    def text(self) -> str:
        """The words, without the signs that only glue."""
        return "".join(run.text for run in self.runs).replace("\N{WORD JOINER}", "")

    @property
    def ink(self) -> Rect:
        """What the words themselves cover."""
        rect = self.runs[0].rect
        for run in self.runs[1:]:
            rect = rect.around(run.rect)
        return rect


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture on a page."""

    page: int
    area: Area
    source: str
    """Address of the image; empty for a drawing in the page itself."""
    pixels: tuple[int, int] | None
    """Width and height; None for a drawing, which has no pixels."""
    rect: Rect
    within: frozenset[str]
    path: str
    rooms: tuple[Room, ...]

    @property
    def dpi(self) -> float | None:
        """Pixels per inch as printed, in the coarser direction; None for a drawing."""
        if self.pixels is None or self.rect.width <= 0 or self.rect.height <= 0:
            return None
        return min(self.pixels[0] / self.rect.width, self.pixels[1] / self.rect.height) * 25.4


@dataclass(frozen=True, slots=True)
class Note:
    """A page footnote. Page 0 is nowhere."""

    number: str
    text: str
    """What the page was given to print."""
    page: int
    whole: bool
    """Whether all of its words are on that page."""
    call_page: int
    call: Line | None
    """The line that its mark stands in."""
    rect: Rect | None


@dataclass(frozen=True, slots=True)
class Columns:
    """Text set in columns."""

    page: int
    count: int
    gutter: float
    """Narrowest gap between two, in mm."""
    rect: Rect
    path: str


@dataclass(frozen=True, slots=True)
class LaidOutPage:
    """One page."""

    number: int
    width: float
    height: float
    content: Rect
    """The page without its margins, and without its footnotes."""


@dataclass(frozen=True)
class Layout:
    """A whole leaflet, laid out."""

    pages: tuple[LaidOutPage, ...]
    lines: tuple[Line, ...]
    """In the order of the document, page by page."""
    pictures: tuple[PlacedPicture, ...]
    notes: tuple[Note, ...]
    columns: tuple[Columns, ...]
    fonts: tuple[str, ...]
    """Names of the fonts that the glyphs come from, as `Atkinson Hyperlegible`, in alphabetical order."""

    @cached_property
    def content(self) -> tuple[Line, ...]:
        """The lines of running text."""
        return tuple(line for line in self.lines if line.area == "content")

    @cached_property
    def paragraphs(self) -> tuple[tuple[Line, ...], ...]:
        """The lines of running text by paragraph."""
        blocks: dict[int, list[Line]] = {}
        for line in self.content:
            blocks.setdefault(line.block, []).append(line)
        return tuple(map(tuple, blocks.values()))

    def points(self, page: int, rect: Rect) -> tuple[float, float, float, float]:
        """``rect`` in PDF points from the bottom left corner: left, bottom, right, top."""
        height = self.pages[page - 1].height
        measures = (rect.left, height - rect.bottom, rect.right, height - rect.top)
        left, bottom, right, top = (round(measure * POINTS_PER_MM, 1) for measure in measures)
        return left, bottom, right, top
