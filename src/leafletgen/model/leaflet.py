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

    heading: Markdown = Field(
        description="What the section answers. Best written as the reader would ask it.",
        examples=["When should I get help?", "What can I do?"],
    )
    content: tuple[Block, ...] = Field(
        min_length=1,
        description="The blocks, in reading order. At least one; each starts with a dash and has one key, its name.",
        examples=[[{"text": "Tell your doctor or nurse about new numbness."}, {"contact": "brand"}]],
    )


class Codes(Model):
    """Clinical codes by which a record system finds the leaflet. They are not printed."""

    icd10: tuple[Line, ...] = Field(default=(), title="ICD-10", description="Codes of conditions in ICD-10. A list.", examples=[["E53.8"]])
    snomed: tuple[Line, ...] = Field(
        default=(),
        title="SNOMED CT",
        description="Concept ids in SNOMED CT. A list; put each in quotes, since they are long numbers.",
        examples=[["73211009"]],
    )
    rxnorm: tuple[Line, ...] = Field(
        default=(), title="RxNorm", description="Codes of medicines in RxNorm. A list; put each in quotes.", examples=[["6809"]]
    )
    loinc: tuple[Line, ...] = Field(default=(), title="LOINC", description="Codes of tests in LOINC. A list.", examples=[["4548-4"]])


class Withdrawn(Model):
    """A recall: the leaflet is no longer built."""

    on: Day = Field(description="Day of the recall. Written year-month-day.", examples=["2027-03-01", "2027-09-15"])
    reason: Markdown = Field(
        description="Why it was recalled.", examples=["The advice on doses has changed.", "Another leaflet covers this now."]
    )
    replaced_by: Identifier | None = Field(
        default=None, description="Leaflet to use instead. The name of its file without .yaml.", examples=["b12-nerve-health"]
    )


class Leaflet(Model):
    """One YAML file in `leaflets/`. Its file name is its id."""

    code: Code | None = Field(
        default=None,
        description="Printed reference of 3 to 20 capitals, digits and hyphens; the file's name where absent.",
        examples=["B12-01"],
    )
    kind: Kind = Field(
        description="Picks the template and what must be present. An `faq` must hold questions, a `food-guide` must hold foods.",
        examples=["handout"],
    )
    topic: Topic | None = Field(default=None, description="What it is about; decides which parts it must have.", examples=["condition"])
    title: Markdown = Field(
        max_length=120,
        description="What the leaflet is called. At most 120 characters.",
        examples=["Vitamin B12 and your nerves", "Foods with vitamin B12"],
    )
    summary: Markdown | None = Field(
        default=None,
        description="The one message, in a sentence or two. Printed under the title.",
        examples=[
            "Low vitamin B12 can harm nerves. Treatment that starts early helps most people. [@nice-ng239]",
            "Iron tablets fill up your store of iron.",
        ],
    )
    audience: Markdown | None = Field(
        default=None, description="Who it is for.", examples=["Adults with low vitamin B12", "Adults who want enough vitamin B12 from food"]
    )
    version: Annotated[Line, Field(pattern=r"^[0-9]+(\.[0-9]+){0,2}$")] = Field(
        description="Digits, with points between them. Raise it with every change of content.", examples=["1.0"]
    )
    owner: Line = Field(description="Team or role that answers for the content.", examples=["Nutrition and dietetics team"])
    published: Day = Field(description="Day of this version. Written year-month-day.", examples=["2026-11-22", "2026-12-01"])
    review_by: Day = Field(
        description="Day by which it must be reviewed. Written year-month-day. After it every page says that the review is overdue.",
        examples=["2028-11-22", "2028-12-01"],
    )
    codes: Codes = Field(
        default=Codes(),
        description="Clinical codes. Record systems find the leaflet by them; they are not printed.",
        examples=[{"icd10": ["E53.8"]}],
    )
    pages: Pages | None = Field(
        default=None,
        description="Most pages it may take: a number for editions in ordinary type, or a number for each edition by name. At least 1.",
        examples=[2, {"standard": 2, "large-print": 6}],
    )
    keywords: tuple[Line, ...] = Field(
        default=(), description="Words to find it by. They are not printed.", examples=[["vitamin B12", "nerves"]]
    )
    funding: Line | None = Field(default=None, description="Who paid for it; `none` is an answer.", examples=["none"])
    key_points: tuple[Markdown, ...] = Field(
        default=(),
        description="The main points, read first. Three to six short sentences, printed in a panel under the summary.",
        examples=[
            [
                "Your body needs B12 to build and look after myelin. [@nih-ods-hp]",
                "B12 does not cure multiple sclerosis (MS). [@mstrust-b12]",
            ]
        ],
    )
    sections: tuple[Section, ...] = Field(
        min_length=1,
        description="The body. At least one section, each with a heading and its content.",
        examples=[[{"heading": "When should I get help?", "content": [{"contact": "brand"}]}]],
    )
    check: LeafletChecks = Field(
        default=LeafletChecks(),
        description="How it is checked: rules that it waives, with the reason.",
        examples=[{"ignore": [{"rule": "jargon", "reason": "patients know this word from their card"}]}],
    )
    withdrawn: Withdrawn | None = Field(
        default=None,
        description="Set to recall the leaflet. It is no longer built, and the next build removes what was built of it.",
        examples=[
            {"on": "2027-03-01", "reason": "The advice on doses has changed.", "replaced_by": "b12-nerve-health"},
            {"on": "2027-09-15", "reason": "The clinic has closed."},
        ],
    )

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
