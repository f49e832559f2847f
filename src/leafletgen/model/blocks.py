"""Blocks: the pieces that a section is made of. In YAML a block is a mapping with one key, its name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from leafletgen.model.base import Count, Line, Markdown, Model, WebAddress, shape
from leafletgen.model.foods import EXAMPLE_TABLE, FoodTable

ImagePath = Annotated[
    str,
    Field(
        min_length=1,
        max_length=300,
        description="Path of an image below `leaflets/`. An SVG, PNG or JPEG file.",
        examples=["images/myelin.svg"],
    ),
]
Items = Annotated[tuple[Markdown, ...], Field(min_length=1)]


class Callout(Model):
    """A boxed message that must not be missed."""

    tone: Literal["tip", "important", "urgent"] = Field(
        description="How much it matters. `urgent` is for what cannot wait: it prints as a ruled box with a solid label.",
        examples=["urgent"],
    )
    call: Literal["emergency", "advice"] | None = Field(
        default=None,
        description="Print the brand's emergency or advice number in the heading. For en-GB they are 999 and 111.",
        examples=["emergency"],
    )
    title: Markdown | None = Field(
        default=None, description="Heading; the tone's own label where absent.", examples=["Get help the same day", "Good to know"]
    )
    text: Markdown | None = Field(
        default=None,
        description="Words before the list.",
        examples=["Ring us the same day if you have:", "Take this leaflet to your next visit."],
    )
    bullets: tuple[Markdown, ...] = Field(
        default=(), description="The points, one a line.", examples=[["new numbness or tingling", "trouble with walking"]]
    )

    @model_validator(mode="after")
    def _says_something(self) -> Callout:
        if not (self.text or self.bullets):
            raise PydanticCustomError("callout_empty", "a callout needs `text` or `bullets`")
        return self


class Table(Model):
    """Rows and columns. The first cell of each row is that row's header."""

    caption: Markdown = Field(
        description="What the table shows. Printed above it.",
        examples=["B12 needed each day in the United States, by age", "Low B12 and MS are not the same"],
    )
    columns: tuple[Markdown, ...] = Field(
        min_length=2, max_length=6, description="Header of each column. Two to six.", examples=[["Age or stage", "Micrograms a day"]]
    )
    rows: tuple[tuple[Markdown, ...], ...] = Field(
        min_length=1,
        description="The rows, each with a cell per column. The first cell is the row's header; numbers are printed as typed.",
        examples=[[["0 to 6 months", "0.4"], ["Adults", "2.4"]]],
    )

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
    alt: Markdown = Field(
        max_length=300,
        description="What the picture says, for people who cannot see it. One or two sentences, at most 300 characters.",
        examples=[
            "Two nerve fibres. One has a whole coat, and messages leap along it. The other coat is thin, and messages fade.",
            "A hand pours milk into a glass.",
        ],
    )
    caption: Markdown | None = Field(
        default=None,
        description="Words printed under the picture.",
        examples=["A nerve fibre with and without its coat", "Where the needle goes"],
    )
    credit: Line | None = Field(
        default=None, description="Who made it and under which licence. One line.", examples=["Drawing: Riverside Health Centre, CC BY 4.0"]
    )


class Question(Model):
    """A question in the reader's words, and its answer."""

    ask: Markdown = Field(description="The question.", examples=["What happens when B12 runs low?", "Does B12 cure multiple sclerosis?"])
    answer: Markdown = Field(
        description="The answer; paragraphs and lists are allowed.",
        examples=["Low B12 can harm your nerves, even with a normal blood count. [@briani-2013; @nice-ng239]", "No. [@mstrust-b12]"],
    )


class WriteIn(Model):
    """Ruled lines to write on."""

    label: Markdown = Field(description="What to write here.", examples=["My next blood test", "My questions"])
    lines: Count = Field(default=1, le=20, description="How many ruled lines. From 1 to 20.", examples=[1])


class Contact(Model):
    """A way to reach people. At least one of phone, email and web."""

    label: Markdown = Field(description="Who answers. A team or a desk.", examples=["Nutrition and dietetics team", "Reception"])
    phone: Line | None = Field(default=None, description="Telephone number as dialled.", examples=["01632 960 123"])
    hours: Markdown | None = Field(
        default=None, description="When someone answers.", examples=["Monday to Friday, 9am to 5pm", "Monday to Saturday, 8.30am to 6pm"]
    )
    email: Annotated[Line, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = Field(
        default=None, description="Mail address.", examples=["dietitians@riverside.example"]
    )
    web: WebAddress | None = Field(
        default=None, description="Web address. Starts with https:// or http://.", examples=["https://riverside.example"]
    )

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if not (self.phone or self.email or self.web):
            raise PydanticCustomError("contact_empty", "a contact needs `phone`, `email` or `web`")
        return self


class Qr(Model):
    """A QR code with its address printed beside it."""

    model_config = ConfigDict(title="QR code")

    url: WebAddress = Field(
        description="Address that the code opens. It is printed beside the code too.", examples=["https://riverside.example"]
    )
    label: Markdown = Field(description="What the reader finds there.", examples=["How to find us", "More about vitamin B12"])


class TextBlock(Model):
    """One or more paragraphs."""

    text: Markdown = Field(
        description="Paragraphs. A blank line parts them; bold, links, lists, citations and words in another language are allowed.",
        examples=[
            "Your body needs **vitamin B12** to look after the coat of your nerves. [@nih-ods-hp]",
            "In Welsh, good morning is [bore da]{lang=cy}.",
        ],
    )


class BulletsBlock(Model):
    """A bulleted list."""

    bullets: Items = Field(
        description="The points, one a line. At least one, each after a dash.", examples=[["numb fingers or toes", "trouble with walking"]]
    )


class StepsBlock(Model):
    """A numbered list: do these in order."""

    steps: Items = Field(
        description="What to do, in order. At least one, each after a dash; the numbers are made.",
        examples=[["Note down what you feel.", "Tell your doctor or nurse."]],
    )


class CalloutBlock(Model):
    """A boxed message."""

    callout: Callout = Field(
        description="A boxed message that must not be missed. It needs a tone, and text or bullets.",
        examples=[{"tone": "urgent", "call": "emergency", "bullets": ["you cannot move your legs"]}],
    )


class TableBlock(Model):
    """A table."""

    table: Table = Field(
        description="Rows and columns, with a caption. The first cell of each row is that row's header.",
        examples=[{"caption": "B12 needed each day", "columns": ["Age", "Micrograms"], "rows": [["Adults", "2.4"]]}],
    )


class FigureBlock(Model):
    """A picture with words for those who cannot see it."""

    figure: Figure = Field(
        description="A picture that says something, with words for those who cannot see it.",
        examples=[{"image": "images/myelin.svg", "alt": "Two nerve fibres, one with a whole coat and one with a thin coat."}],
    )


class QuestionsBlock(Model):
    """Questions with their answers."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1)] = Field(
        description="Questions in the reader's words, each with its answer. At least one.",
        examples=[[{"ask": "Does B12 cure multiple sclerosis?", "answer": "No. [@mstrust-b12]"}]],
    )


class FoodsBlock(Model):
    """Foods as data."""

    foods: FoodTable = Field(
        description="Foods as data. They are printed as a table with a bar for the share of a day's need.", examples=[EXAMPLE_TABLE]
    )


class ChecklistBlock(Model):
    """Boxes to tick."""

    checklist: Items = Field(
        description="Things to tick off, one a line. At least one, each after a dash.",
        examples=[["I know when to get help.", "I know when my next test is."]],
    )


class WriteInBlock(Model):
    """Lines to write on."""

    write_in: WriteIn = Field(description="Ruled lines to write on, with a label.", examples=[{"label": "My next blood test", "lines": 1}])


class ContactBlock(Model):
    """Whom to ask: `brand` for the brand's own contact."""

    contact: Annotated[Annotated[Literal["brand"], Tag("scalar")] | Annotated[Contact, Tag("mapping")], Discriminator(shape)] = Field(
        description="Whom to ask: `brand` for the brand's own contact, or another one with a label and a phone, email or web.",
        examples=["brand", {"label": "Pharmacy", "phone": "01632 960 456"}],
    )


class QrBlock(Model):
    """A QR code: `leaflet` for the leaflet's own web address."""

    qr: Annotated[Annotated[Literal["leaflet"], Tag("scalar")] | Annotated[Qr, Tag("mapping")], Discriminator(shape)] = Field(
        title="QR code",
        description="A QR code: `leaflet` for the leaflet's own web address, or another address with a label.",
        examples=["leaflet", {"url": "https://riverside.example", "label": "How to find us"}],
    )


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
