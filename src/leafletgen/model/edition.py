"""An edition: a form of print, as data. `styles/editions.yaml` holds the built-in ones."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, RootModel

from leafletgen.model.base import Amount, Identifier, Line, Model, Whole

Paper = Literal["A4", "A5", "letter", "legal", "half-letter"]

PAPER_SIZES: dict[Paper, tuple[Decimal, Decimal]] = {
    "A4": (Decimal(210), Decimal(297)),
    "A5": (Decimal(148), Decimal(210)),
    "letter": (Decimal("215.9"), Decimal("279.4")),
    "legal": (Decimal("215.9"), Decimal("355.6")),
    "half-letter": (Decimal("139.7"), Decimal("215.9")),
}
"""Width and height in millimetres, upright."""


LARGE_PRINT = 16
"""Points of running text from which an edition counts as large print."""


class TypeSizes(Model):
    """Sizes in points. `body`, `small` and `mark` are also the edition's floors where it names none: nothing is set smaller."""

    body: Amount = Field(ge=6, description="Running text.")
    small: Amount = Field(ge=6, description="Footers, captions, page footnotes.")
    mark: Amount = Field(ge=6, description="Citation marks.")
    summary: Amount = Field(ge=6, description="The summary under the title.")
    heading: Amount = Field(ge=6, description="Section headings.")
    title: Amount = Field(ge=6, description="The title.")


class Floors(Model):
    """The least sizes in points, below which nothing is set, however much is to fit on a page."""

    body: Amount = Field(ge=6, description="Running text, in points.", examples=["12"])
    small: Amount = Field(ge=6, description="Footers, captions, page footnotes, in points.", examples=["10"])
    mark: Amount = Field(ge=6, description="Citation marks, in points.", examples=["8"])


class Edition(Model):
    """One form of print."""

    label: Line = Field(description="Key of its name in the message catalogue.")
    output: Literal["pdf", "html"] = Field(default="pdf", description="Kind of file.")
    paper: Paper = Field(default="A4", description="Sheet.")
    margin: Amount = Field(default=Decimal(18), ge=10, description="Margin on each side, in mm.")
    type: TypeSizes = Field(description="Type sizes in points.")
    line_height: Amount = Field(default=Decimal("1.5"), ge=1, le=3, description="Line height over type size.")
    gaps: Amount = Field(
        default=Decimal(1), ge=Decimal("0.5"), le=1, description="Share of the ordinary space between paragraphs and headings."
    )
    floors: Floors | None = Field(
        default=None,
        description="Least sizes in points; those of `type` where absent. A leaflet with a budget of pages may come down to them.",
    )
    ink: Literal["colour", "mono"] = Field(default="colour", description="`mono` prints without the accent.")
    table_columns: Annotated[Whole, Field(ge=1, le=12)] = Field(
        default=12, description="Widest table in columns; a wider one is composed as a list."
    )
    profile: Literal["pdf/ua-1", "none"] = Field(default="pdf/ua-1", description="PDF profile that the file claims.")
    styles: tuple[Line, ...] = Field(default=(), description="Stylesheets of its own, after the common ones.")

    @property
    def least(self) -> Floors:
        """The sizes below which nothing is set."""
        return self.floors or Floors(body=self.type.body, small=self.type.small, mark=self.type.mark)

    @property
    def large_print(self) -> bool:
        """Whether it is for people with low vision."""
        return self.type.body >= LARGE_PRINT

    @property
    def size(self) -> tuple[Decimal, Decimal]:
        """Width and height of the page in mm."""
        return PAPER_SIZES[self.paper]


class Editions(RootModel[dict[Identifier, Edition]]):
    """`styles/editions.yaml`: editions by name."""
