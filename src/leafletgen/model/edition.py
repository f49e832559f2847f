"""An edition: a form of print, as data. `styles/editions.yaml` holds the built-in ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, RootModel, model_validator
from pydantic_core import PydanticCustomError

from leafletgen.model.base import Amount, Identifier, Line, Model, Whole
from leafletgen.model.press import Marks, PrintCondition

Paper = Literal["A4", "A5", "letter", "legal", "half-letter", "DL", "letter-third"]

PAPER_SIZES: dict[Paper, tuple[Decimal, Decimal]] = {
    "A4": (Decimal(210), Decimal(297)),
    "A5": (Decimal(148), Decimal(210)),
    "letter": (Decimal("215.9"), Decimal("279.4")),
    "legal": (Decimal("215.9"), Decimal("355.6")),
    "half-letter": (Decimal("139.7"), Decimal("215.9")),
    "DL": (Decimal(100), Decimal(210)),
    "letter-third": (Decimal("93.7"), Decimal("215.9")),
}
"""Width and height in millimetres, upright. The last two are panels of a sheet folded in three; the one that folds in is narrower."""

SHEET_SIZES: dict[Paper, tuple[Decimal, Decimal]] = {
    "A5": (Decimal(297), Decimal(210)),
    "half-letter": (Decimal("279.4"), Decimal("215.9")),
    "DL": (Decimal(297), Decimal(210)),
    "letter-third": (Decimal("279.4"), Decimal("215.9")),
}
"""Width and height in millimetres of the sheet, lying, on which two such pages or three such panels stand side by side."""

Fold = Literal["booklet", "trifold"]

FOLDED: dict[Fold, tuple[Paper, ...]] = {"booklet": ("A5", "half-letter"), "trifold": ("DL", "letter-third")}
"""What can be folded: pages of half a sheet, panels of a third."""

PANELS = 6
"""Panels of a trifold, both sides together."""

TUCKED_PANELS = (4, 5)
"""Panels of a trifold, in reading order, on the part that folds in: its inner face and its outer one."""

Profile = Literal["pdf/a-2a", "pdf/ua-1", "pdf/ua-2", "pdf/x-4", "none"]
"""`pdf/a-2a`: PDF/UA-1 and PDF/A-2a in one file; `pdf/ua-1` alone; `pdf/ua-2` with WTPDF 1.0 for accessibility; `pdf/x-4` for presses and
`none` for web pages are not tagged."""

COATED = PrintCondition(
    profile="press/fogra39l-coated.icc", condition="FOGRA39", description="Offset on coated paper, ISO 12647-2:2004/Amd 1"
)
"""The printing condition of a press edition that names none."""


LARGE_PRINT = 16
"""Points of running text from which an edition counts as large print."""


class TypeSizes(Model):
    """Sizes in points. `body`, `small` and `mark` are also the edition's floors where it names none: nothing is set smaller."""

    body: Amount = Field(
        ge=6, description="Running text, in points. At least 6; clear print asks for 12, large print for 18.", examples=[12]
    )
    small: Amount = Field(ge=6, description="Footers, captions, page footnotes, in points. At least 6.", examples=[10])
    mark: Amount = Field(ge=6, description="Citation marks, in points. At least 6.", examples=[8])
    summary: Amount = Field(ge=6, description="The summary under the title, in points. At least 6.", examples=[14])
    heading: Amount = Field(ge=6, description="Section headings, in points. At least 6.", examples=[17])
    title: Amount = Field(ge=6, description="The title, in points. At least 6.", examples=[30])


class Floors(Model):
    """The least sizes in points, below which nothing is set, however much is to fit on a page."""

    body: Amount = Field(ge=6, description="Running text, in points. At least 6.", examples=[12])
    small: Amount = Field(ge=6, description="Footers, captions, page footnotes, in points. At least 6.", examples=[10])
    mark: Amount = Field(ge=6, description="Citation marks, in points. At least 6.", examples=[8])


class Edition(Model):
    """One form of print."""

    label: Line = Field(description="Key of its name in the message catalogue.", examples=["edition-standard"])
    output: Literal["pdf", "html"] = Field(
        default="pdf", description="Kind of file: `pdf` for print, `html` for one web page.", examples=["pdf"]
    )
    paper: Paper = Field(
        default="A4", description="The page: a sheet, printed upright, or what one shows when it is folded.", examples=["A5"]
    )
    fold: Fold | None = Field(
        default=None,
        description="How sheets are folded: `booklet` (A5 or half-letter pages, folded once and stapled) or `trifold` (six panels).",
        examples=["booklet"],
    )
    creep: Amount = Field(
        default=Decimal(0),
        le=1,
        description="Millimetres by which the pages of each sheet of a booklet move towards the spine, counted from the outermost. "
        "At most 1.",
        examples=[0.1],
    )
    margin: Amount = Field(default=Decimal(18), ge=10, description="Margin on each side, in mm. At least 10.", examples=[18])
    type: TypeSizes = Field(
        description="Type sizes in points. `body`, `small` and `mark` are also the smallest sizes that the edition allows.",
        examples=[{"body": 12, "small": 10, "mark": 8, "summary": 14, "heading": 17, "title": 30}],
    )
    line_height: Amount = Field(
        default=Decimal("1.5"), ge=1, le=3, description="Line height over type size. From 1 to 3; 1.45 to 1.5 reads well.", examples=[1.5]
    )
    gaps: Amount = Field(
        default=Decimal(1),
        ge=Decimal("0.5"),
        le=1,
        description="Share of the ordinary space between blocks. From 0.5 to 1.",
        examples=[0.9],
    )
    floors: Floors | None = Field(
        default=None,
        description="Least sizes in points for a leaflet that has to fit a number of pages; those of `type` where absent.",
        examples=[{"body": 12, "small": 10, "mark": 8}],
    )
    ink: Literal["colour", "mono"] = Field(default="colour", description="`mono` prints without the accent.", examples=["mono"])
    table_columns: Annotated[Whole, Field(ge=1, le=12)] = Field(
        default=12, description="Widest table in columns; a wider one is composed as a list. From 1 to 12.", examples=[2]
    )
    profile: Profile = Field(
        default="pdf/a-2a",
        description="What the PDF claims to be. `pdf/a-2a` is PDF/UA-1 and PDF/A-2a in one file, `pdf/ua-1` the first alone,"
        " `pdf/ua-2` PDF/UA-2 and WTPDF 1.0; `pdf/x-4` is for print shops, `none` for web pages.",
        examples=["pdf/a-2a"],
    )
    bleed: Amount = Field(
        default=Decimal(0),
        le=10,
        description="Artwork beyond the trimmed edge on each side, in mm, for `pdf/x-4`. At most 10; print shops ask for 3.",
        examples=[3],
    )
    marks: Marks = Field(default="none", description="`crop` prints marks that show where to cut, for `pdf/x-4`.", examples=["crop"])
    press: PrintCondition = Field(
        default=COATED,
        description="What `pdf/x-4` is printed on. Its profile is below `styles/`; a brand may name its own.",
        examples=[{"profile": "press/fogra39l-coated.icc", "condition": "FOGRA39"}],
    )
    styles: tuple[Line, ...] = Field(
        default=(), description="Stylesheets of its own, after the common ones. Names of files in styles/.", examples=[["large-print.css"]]
    )

    @property
    def least(self) -> Floors:
        """The sizes below which nothing is set."""
        return self.floors or Floors(body=self.type.body, small=self.type.small, mark=self.type.mark)

    @property
    def large_print(self) -> bool:
        """Whether it is for people with low vision."""
        return self.type.body >= LARGE_PRINT

    @model_validator(mode="after")
    def _bleeds_on_a_press(self) -> Edition:
        if self.profile != "pdf/x-4" and (self.bleed or self.marks != "none"):
            raise PydanticCustomError("bleed", "only an edition with `profile: pdf/x-4` has bleed and marks")
        return self

    @property
    def tagged(self) -> bool:
        """Whether its PDF is made for screens and screen readers, and not for paper only."""
        return self.profile not in ("pdf/x-4", "none")

    @property
    def for_paper_only(self) -> bool:
        """Whether it is made for a print shop."""
        return self.profile == "pdf/x-4"

    @property
    def size(self) -> tuple[Decimal, Decimal]:
        """Width and height of the page in mm."""
        return PAPER_SIZES[self.paper]

    def page_size(self, number: int) -> tuple[Decimal, Decimal]:
        """Width and height in mm of page ``number``, from 1: narrower where it folds in."""
        width, height = self.size
        return (self.narrowest, height) if number in TUCKED_PANELS else (width, height)

    @property
    def panels(self) -> int | None:
        """How many pages its one sheet holds; None where sheets are added as they are needed."""
        return PANELS if self.fold == "trifold" else None

    @property
    def narrowest(self) -> Decimal:
        """Width in mm of the narrowest page: a panel that folds in has what the other two leave of the sheet."""
        width = self.size[0]
        return SHEET_SIZES[self.paper][0] - 2 * width if self.fold == "trifold" else width

    @property
    def copies(self) -> int:
        """How many of its pages stand beside each other on a sheet that is cut apart; 1 for what is not half a sheet, or is folded."""
        return 2 if self.output == "pdf" and self.tagged and self.fold is None and self.paper in FOLDED["booklet"] else 1

    @model_validator(mode="after")
    def _can_be_folded(self) -> Edition:
        if self.fold and self.output != "pdf":
            raise PydanticCustomError("fold", "only a PDF can be folded", {"places": [("fold",)]})
        if self.fold and not self.tagged:
            raise PydanticCustomError("fold", "folded sheets have tagged pages beside them, which this `profile` does not make")
        if self.fold and self.paper not in FOLDED[self.fold]:
            pages = " or ".join(FOLDED[self.fold])
            raise PydanticCustomError("fold", f"a {self.fold} is made of {pages} pages", {"places": [("fold",)]})
        return self


class Editions(RootModel[dict[Identifier, Edition]]):
    """`styles/editions.yaml`: editions by name."""
