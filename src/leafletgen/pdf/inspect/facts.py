"""What inspecting a PDF gives: plain facts, in PDF points from the bottom left corner of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points."""

    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom


NO_BOX = Box()

_INLINE = frozenset({"Span", "Link", "Em", "Strong", "Reference", "NonStruct", "Quote", "Code", "Sub", "Annot"})
"""Roles within a line of text."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the structure tree."""

    kind: str
    """Standard role, as `P` or `TH`: what the file's role map makes of its own."""
    page: int = 0
    children: tuple[Tag | str, ...] = ()
    """Elements, and the text of marked content, in reading order."""
    role: str = ""
    """Its role as written, where that is another."""
    alt: str = ""
    actual_text: str = ""
    language: str = ""
    id: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    column_span: int = 1
    row_span: int = 1
    links: int = 0
    """How many link annotations hang on it."""

    def all(self) -> Iterator[Tag]:
        """The element and all below it, in reading order."""
        stack = [self]
        while stack:
            tag = stack.pop()
            yield tag
            stack += [child for child in reversed(tag.children) if isinstance(child, Tag)]

    @property
    def elements(self) -> tuple[Tag, ...]:
        """Its own children that are elements."""
        return tuple(child for child in self.children if isinstance(child, Tag))

    @property
    def text(self) -> str:
        """What is read out: the text in tag order, with alternative and actual text in their places."""
        if self.actual_text or self.alt:
            return self.actual_text or self.alt
        return " ".join(part for part in (child.text if isinstance(child, Tag) else child for child in self.children) if part)

    @property
    def words(self) -> str:
        """The painted text in tag order, without what stands in for pictures."""
        return " ".join(part for part in (child.words if isinstance(child, Tag) else child for child in self.children) if part)

    @property
    def said(self) -> str:
        """The painted text as it is read out: words that no painted space parts run together. Each block stands on a line of its own."""
        parts = (child.said if isinstance(child, Tag) else child for child in self.children)
        return "".join(parts) if self.kind in _INLINE else f"\n{''.join(parts)}\n"

    def dump(self, indent: int = 0) -> str:
        """The tree as text, one element a line: for tests, reviews and `leafletgen inspect`."""
        facts = {
            "alt": self.alt, "actual": self.actual_text, "lang": self.language, "id": self.id, "scope": self.scope,
            "headers": " ".join(self.headers),
            "colspan": self.column_span if self.column_span != 1 else "", "rowspan": self.row_span if self.row_span != 1 else "",
        }  # fmt: skip
        own = "".join(f" {name}={value!r}" for name, value in facts.items() if value)
        lines = [f"{'  ' * indent}{self.kind}{own}"]
        lines += [child.dump(indent + 1) if isinstance(child, Tag) else f"{'  ' * (indent + 1)}{child!r}" for child in self.children]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Font:
    """A font that pages use."""

    name: str
    """Without the prefix of a subset."""
    kind: str
    """`Type0`, `TrueType`, `Type1`, `Type3`."""
    embedded: bool
    subset: bool
    unicode: bool
    """Whether its codes can be read as characters."""
    pages: tuple[int, ...]
    missing_glyphs: int
    """How often its glyph for what it has not (.notdef) is shown."""
    unmapped: int
    """How many codes are shown that stand for no character."""


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image on a page, with its pixels to the inch."""

    pixels: tuple[int, int]
    dpi: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What one page paints."""

    number: int
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Text of each marked content by its stream (0 for the page's own, else the number of a form) and its mark."""
    artifacts: str = ""
    untagged: tuple[str, ...] = ()
    """What is painted outside of any mark: the text, or `path`, `image`, `shading`."""
    images: tuple[PlacedImage, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page's boxes."""

    number: int
    media: Box = NO_BOX
    crop: Box = NO_BOX
    trim: Box = NO_BOX
    bleed: Box = NO_BOX
    rotation: int = 0
    tabs: str = ""
    """Order in which the tabulator key goes through links: `S` follows the tags."""
    annotated: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation."""

    page: int
    box: Box
    target: str
    contents: str
    """What is said of it instead of its address."""
    within: str
    """Role of the element that it hangs on; empty where it hangs on none."""
    printed: bool


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark. Page 0 is none."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Xmp:
    """What the metadata packet claims."""

    title: str = ""
    language: str = ""
    ua_part: str = ""
    pdfa_part: str = ""
    pdfa_conformance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """The facts of one PDF. What is missing is empty."""

    size: int
    """Bytes."""
    readable: bool
    problems: tuple[str, ...] = ()
    """What could not be read, and why."""
    version: str = ""
    encrypted: bool = False
    may_be_read: bool = True
    """Whether a screen reader may take the text out."""
    info: Mapping[str, str] = field(default_factory=dict)
    xmp: Xmp | None = None
    language: str = ""
    marked: bool = False
    suspects: bool = False
    display_title: bool = False
    tree: Tag | None = None
    pages: tuple[PdfPage, ...] = ()
    labels: tuple[str, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    links: tuple[Link, ...] = ()
    fonts: tuple[Font, ...] = ()
    contents: tuple[PageContent, ...] = ()
    untagged_text: tuple[tuple[int, str], ...] = ()
    """Page and text of marked content that no element of the tree holds."""

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Every element in reading order."""
        return tuple(self.tree.all()) if self.tree else ()
