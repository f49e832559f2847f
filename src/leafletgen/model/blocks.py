"""Blocks: the pieces that a section is made of. In YAML a block is a mapping with one key, its name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from leafletgen.model.base import Count, Line, Markdown, Model, WebAddress, shape
from leafletgen.model.foods import FoodTable

ImagePath = Annotated[str, Field(min_length=1, max_length=300, description="Path of an image below `leaflets/`.")]
Items = Annotated[tuple[Markdown, ...], Field(min_length=1)]


class Callout(Model):
    """A boxed message that must not be missed."""

    tone: Literal["tip", "important", "urgent"] = Field(description="How much it matters.")
    call: Literal["emergency", "advice"] | None = Field(
        default=None, description="Print the brand's emergency or advice number in the heading."
    )
    title: Markdown | None = Field(default=None, description="Heading; the tone's own label where absent.")
    text: Markdown | None = Field(default=None, description="Words before the list.")
    bullets: tuple[Markdown, ...] = Field(default=(), description="The points, one a line.")

    @model_validator(mode="after")
    def _says_something(self) -> Callout:
        if not (self.text or self.bullets):
            raise PydanticCustomError("callout_empty", "a callout needs `text` or `bullets`")
        return self


class Table(Model):
    """Rows and columns. The first cell of each row is that row's header."""

    caption: Markdown = Field(description="What the table shows.")
    columns: tuple[Markdown, ...] = Field(min_length=2, max_length=6, description="Header of each column.")
    rows: tuple[tuple[Markdown, ...], ...] = Field(min_length=1, description="The rows, each with a cell per column.")

    @model_validator(mode="after")
    def _regular(self) -> Table:
        if wrong := [("rows", index) for index, row in enumerate(self.rows) if len(row) != len(self.columns)]:
            expected = len(self.columns)
            raise PydanticCustomError(
                "row_length", "this row needs {expected} cells, one for each column", {"expected": expected, "places": wrong}
            )
        return self


class Figure(Model):
    """A picture that says something, with the words that say it to those who cannot see it."""

    image: ImagePath
    alt: Markdown = Field(max_length=300, description="What the picture says, for people who cannot see it.")
    caption: Markdown | None = Field(default=None, description="Words printed under the picture.")
    credit: Line | None = Field(default=None, description="Who made it and under which licence.")


class Question(Model):
    """A question in the reader's words, and its answer."""

    ask: Markdown = Field(description="The question.")
    answer: Markdown = Field(description="The answer; paragraphs and lists are allowed.")


class WriteIn(Model):
    """Ruled lines to write on."""

    label: Markdown = Field(description="What to write here.")
    lines: Count = Field(default=1, le=20, description="How many ruled lines.")


class Contact(Model):
    """A way to reach people. At least one of phone, email and web."""

    label: Markdown = Field(description="Who answers.", examples=["Nutrition and dietetics team"])
    phone: Line | None = Field(default=None, description="Telephone number as dialled.", examples=["01632 960 123"])
    hours: Markdown | None = Field(default=None, description="When someone answers.")
    email: Annotated[Line, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = Field(
        default=None, description="Mail address.", examples=["dietitians@riverside.example"]
    )
    web: WebAddress | None = Field(default=None, description="Web address.", examples=["https://riverside.example"])

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if not (self.phone or self.email or self.web):
            raise PydanticCustomError("contact_empty", "a contact needs `phone`, `email` or `web`")
        return self


class Qr(Model):
    """A QR code with its address printed beside it."""

    url: WebAddress = Field(description="Address that the code opens.", examples=["https://riverside.example"])
    label: Markdown = Field(description="What the reader finds there.")


class TextBlock(Model):
    """One or more paragraphs."""

    text: Markdown


class BulletsBlock(Model):
    """A bulleted list."""

    bullets: Items


class StepsBlock(Model):
    """A numbered list: do these in order."""

    steps: Items


class CalloutBlock(Model):
    """A boxed message."""

    callout: Callout


class TableBlock(Model):
    """A table."""

    table: Table


class FigureBlock(Model):
    """A picture with words for those who cannot see it."""

    figure: Figure


class QuestionsBlock(Model):
    """Questions with their answers."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class FoodsBlock(Model):
    """Foods as data."""

    foods: FoodTable


class ChecklistBlock(Model):
    """Boxes to tick."""

    checklist: Items


class WriteInBlock(Model):
    """Lines to write on."""

    write_in: WriteIn


class ContactBlock(Model):
    """Whom to ask: `brand` for the brand's own contact."""

    contact: Annotated[Annotated[Literal["brand"], Tag("scalar")] | Annotated[Contact, Tag("mapping")], Discriminator(shape)]


class QrBlock(Model):
    """A QR code: `leaflet` for the leaflet's own web address."""

    qr: Annotated[Annotated[Literal["leaflet"], Tag("scalar")] | Annotated[Qr, Tag("mapping")], Discriminator(shape)]


def block_name(value: Any) -> str | None:
    """The one key of a block, which is its name."""
    if isinstance(value, Model):
        return next(iter(type(value).model_fields))
    return next((key for key in value if key in BLOCKS), next(iter(value), None)) if isinstance(value, dict) else None


BLOCKS: dict[str, type[Model]] = {
    next(iter(block.model_fields)): block
    for block in (
        TextBlock, BulletsBlock, StepsBlock, CalloutBlock, TableBlock, FigureBlock,
        QuestionsBlock, FoodsBlock, ChecklistBlock, WriteInBlock, ContactBlock, QrBlock,
    )
}  # fmt: skip
"""Every block by its name. A block has one template, `templates/blocks/<name>.html`."""

Block = Annotated[
    Annotated[TextBlock, Tag("text")]
    | Annotated[BulletsBlock, Tag("bullets")]
    | Annotated[StepsBlock, Tag("steps")]
    | Annotated[CalloutBlock, Tag("callout")]
    | Annotated[TableBlock, Tag("table")]
    | Annotated[FigureBlock, Tag("figure")]
    | Annotated[QuestionsBlock, Tag("questions")]
    | Annotated[FoodsBlock, Tag("foods")]
    | Annotated[ChecklistBlock, Tag("checklist")]
    | Annotated[WriteInBlock, Tag("write_in")]
    | Annotated[ContactBlock, Tag("contact")]
    | Annotated[QrBlock, Tag("qr")],
    Discriminator(block_name),
]
