"""What inspecting a PDF gives: plain facts, in PDF points from the bottom left corner of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from leafletgen.pdf.inspect.tag import Tag


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


class Place(NamedTuple):
    """Where text starts or ends on a page."""

    x: float
    y: float
    size: float
    """Of the type, in points."""
    along: tuple[float, float]
    """The direction of its line, of length one."""


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
    """The lower of the two directions, as it is painted; 0 where it is painted flat."""
    box: Box = NO_BOX
    """Around it on the page, clipping left out."""
    colour: str = ""
    """Colour space, as `DeviceRGB` or `ICCBased`; empty for a stencil, which takes the colour of text."""
    bits: int = 0
    """To one component of one pixel."""
    compression: str = ""
    """As `DCTDecode`."""
    mark: str = ""
    """`tagged`, `decoration`, or empty for neither."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour space that pages use."""

    space: str
    """Family, as `DeviceRGB`, `ICCBased`, `Separation`; for an indexed one that of its table."""
    detail: str
    """Names of inks, or how many components."""
    used_by: str
    """`painting`, `image`, `shading` or `blending`."""
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageContent:
    """What one page paints."""

    number: int
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Text of each marked content by its stream (0 for the page's own, else the number of a form) and its mark."""
    artifacts: str = ""
    """Text that is marked as decoration."""
    untagged: tuple[str, ...] = ()
    """What is painted outside of any mark: the text, or `path`, `image`, `shading`."""
    images: tuple[PlacedImage, ...] = ()
    places: Mapping[tuple[int, int], tuple[Place, Place]] = field(default_factory=dict)
    """Where the text of each marked content starts and ends."""
    loose: str = ""
    """The text outside of any mark, in lines as they are seen, in the order of painting."""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page's boxes."""

    number: int
    media: Box = NO_BOX
    crop: Box = NO_BOX
    trim: Box = NO_BOX
    bleed: Box = NO_BOX
    rotation: int = 0
    """Degrees clockwise."""
    tabs: str = ""
    """Order in which the tabulator key goes through links: `S` follows the tags."""
    annotated: bool = False
    art: Box = NO_BOX
    unit: float = 1.0
    """How many points one unit of the boxes is."""
    label: str = ""
    """What readers show as its number, where that is told."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation."""

    page: int
    box: Box
    target: str
    """An address, or the name of a place in the document."""
    contents: str
    """What is said of it instead of its address."""
    within: str
    """Role of the element that it hangs on; empty where it hangs on none."""
    printed: bool
    to_page: int = 0
    """The page of this document that it leads to; 0 for none."""
    object: int = 0
    """Number of the annotation, which `Tag.objects` names."""


@dataclass(frozen=True, slots=True)
class Field:
    """A place in a form that can be filled in."""

    page: int
    box: Box
    kind: str
    """`text`, `tick`, `radio`, `button`, `choice` or `signature`."""
    name: str
    """What is said of it; empty where nobody wrote it."""
    own_name: str
    """What the file calls it."""
    value: str
    within: str
    """Role of the element that it hangs on; empty where it hangs on none."""
    object: int = 0


@dataclass(frozen=True, slots=True)
class Annotation:
    """Any other annotation, as a comment, a stamp or a sound."""

    page: int
    kind: str
    contents: str
    within: str
    object: int = 0


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
    properties: Mapping[str, str] = field(default_factory=dict)
    """All simple properties, as `pdf:Producer`."""
    declarations: tuple[str, ...] = ()
    """Addresses of what the file declares to conform to (PDF Declarations), as well-tagged PDF."""


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """For which printing condition the colours are meant."""

    kind: str
    """As `GTS_PDFX`."""
    condition: str
    profile: bool
    """Whether the profile is in the file."""


@dataclass(frozen=True, slots=True)
class Lock:
    """How a file is encrypted, and what it forbids."""

    method: str
    """As `AES, 256 bits`."""
    forbidden: tuple[str, ...]
    """Of `print`, `change`, `copy`, `comment`, `fill in`, `assistive technology`, `assemble`, `print well`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """The facts of one PDF. What is missing is empty."""

    size: int
    """Bytes."""
    readable: bool
    problems: tuple[str, ...] = ()
    """What could not be read, and why."""
    version: str = ""
    """As `1.7`."""
    encrypted: bool = False
    lock: Lock | None = None
    may_be_read: bool = True
    """Whether a screen reader may take the text out."""
    info: Mapping[str, str] = field(default_factory=dict)
    xmp: Xmp | None = None
    claims: tuple[str, ...] = ()
    """Standards that the file says it keeps, as `PDF/UA-1`. Nothing here tests that."""
    language: str = ""
    marked: bool = False
    suspects: bool = False
    display_title: bool = False
    tree: Tag | None = None
    pages: tuple[PdfPage, ...] = ()
    stated_pages: int = 0
    """How many pages the file says it has."""
    labels: tuple[str, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    links: tuple[Link, ...] = ()
    fields: tuple[Field, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    fonts: tuple[Font, ...] = ()
    colours: tuple[Colour, ...] = ()
    intents: tuple[OutputIntent, ...] = ()
    attachments: tuple[str, ...] = ()
    """Names of embedded files."""
    contents: tuple[PageContent, ...] = ()
    untagged_text: tuple[tuple[int, str], ...] = ()
    """Page and text of marked content that no element of the tree holds."""
    strange_roles: tuple[str, ...] = ()
    """Roles that no standard knows and no role map explains."""

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Every element in reading order."""
        return tuple(self.tree.all()) if self.tree else ()
