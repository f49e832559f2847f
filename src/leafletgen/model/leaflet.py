"""A leaflet: who it is for, what it says, who stands behind it and until when."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from leafletgen.model.base import Count, Day, Identifier, Line, Markdown, Model, shape
from leafletgen.model.blocks import Block, FoodsBlock, QuestionsBlock
from leafletgen.model.waiver import LeafletChecks

Kind = Literal["handout", "faq", "food-guide"]
Topic = Literal["condition", "medicine", "procedure", "treatment", "discharge", "service", "consent", "diet"]

Code = Annotated[Line, Field(pattern=r"^[A-Z0-9-]{3,20}$")]

Pages = Annotated[Annotated[Count, Tag("scalar")] | Annotated[dict[Identifier, Count], Tag("mapping")], Discriminator(shape)]
"""A budget of pages: one number, or a number by edition."""


class Section(Model):
    """A heading and what stands under it."""

    heading: Markdown = Field(description="What the section answers.", examples=["When should I get help?"])
    content: tuple[Block, ...] = Field(min_length=1, description="The blocks, in reading order.")


class Codes(Model):
    """Clinical codes by which a record system finds the leaflet."""

    icd10: tuple[Line, ...] = ()
    snomed: tuple[Line, ...] = ()
    rxnorm: tuple[Line, ...] = ()
    loinc: tuple[Line, ...] = ()


class Withdrawn(Model):
    """A recall: the leaflet is no longer built."""

    on: Day = Field(description="Day of the recall.")
    reason: Markdown = Field(description="Why it was recalled.")
    replaced_by: Identifier | None = Field(default=None, description="Leaflet to use instead.")


class Leaflet(Model):
    """One YAML file in `leaflets/`. Its file name is its id."""

    code: Code | None = Field(
        default=None,
        description="Printed reference of 3 to 20 capitals, digits and hyphens; the file's name where absent.",
        examples=["B12-01"],
    )
    kind: Kind = Field(description="Picks the template and what must be present.")
    topic: Topic | None = Field(default=None, description="What it is about; decides which parts it must have.")
    title: Markdown = Field(max_length=120, description="What the leaflet is called.", examples=["Vitamin B12 and your nerves"])
    summary: Markdown | None = Field(default=None, description="The one message, in a sentence or two.")
    audience: Markdown | None = Field(default=None, description="Who it is for.", examples=["Adults with low vitamin B12"])
    version: Annotated[Line, Field(pattern=r"^[0-9]+(\.[0-9]+){0,2}$")] = Field(
        description="Digits, with points between them.", examples=["1.0"]
    )
    owner: Line = Field(description="Team or role that answers for the content.")
    published: Day = Field(description="Day of this version.", examples=["2026-11-22"])
    review_by: Day = Field(description="Day by which it must be reviewed.", examples=["2028-11-22"])
    codes: Codes = Field(default=Codes(), description="Clinical codes.")
    pages: Pages | None = Field(
        default=None,
        description="Most pages it may take: a number for editions in ordinary type, or a number for each edition by name.",
        examples=[2, {"standard": 2, "large-print": 6}],
    )
    keywords: tuple[Line, ...] = Field(default=(), description="Words to find it by.")
    funding: Line | None = Field(default=None, description="Who paid for it; `none` is an answer.")
    key_points: tuple[Markdown, ...] = Field(default=(), description="The main points, read first.")
    sections: tuple[Section, ...] = Field(min_length=1, description="The body.")
    check: LeafletChecks = Field(default=LeafletChecks(), description="How it is checked: rules that it waives, with the reason.")
    withdrawn: Withdrawn | None = Field(default=None, description="Set to recall the leaflet.")

    def budget(self, edition_name: str, large_print: bool) -> int | None:
        """Most pages that it may take in an edition; None where it does not say. One number for all does not bind large print."""
        if isinstance(self.pages, dict):
            return self.pages.get(edition_name)
        return None if large_print else self.pages

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Leaflet:
        blocks = [type(block) for section in self.sections for block in section.content]
        if self.kind == "faq" and QuestionsBlock not in blocks:
            raise PydanticCustomError("kind_needs", "an FAQ sheet needs a `questions` block", {"places": [("kind",)]})
        if self.kind == "food-guide" and FoodsBlock not in blocks:
            raise PydanticCustomError("kind_needs", "a food guide needs a `foods` block", {"places": [("kind",)]})
        return self
