"""A source, in the field names of CSL, so that Zotero and Pandoc can write and read the file."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from leafletgen.model.base import Identifier, Line, Model, WebAddress, Whole

ReferenceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "chapter", "dataset",
    "document", "entry", "entry-dictionary", "entry-encyclopedia", "legislation", "pamphlet", "paper-conference",
    "post", "post-weblog", "regulation", "report", "review", "software", "speech", "standard", "thesis", "webpage",
]  # fmt: skip

Doi = Annotated[str, Field(pattern=r"^10\.[0-9]{4,9}/\S+$", max_length=300)]


class Name(Model):
    """An author: a person (family, given) or a body (literal)."""

    family: Line | None = None
    given: Line | None = None
    literal: Line | None = None
    particle: Line | None = Field(default=None, alias="non-dropping-particle")
    suffix: Line | None = None

    @model_validator(mode="after")
    def _named(self) -> Name:
        if bool(self.family) == bool(self.literal):
            raise PydanticCustomError("name_form", "an author is `family` and `given`, or `literal` for a body")
        return self


class When(Model):
    """A date as exact as the source gives it."""

    year: Whole = Field(ge=1000, le=2999)
    month: Whole | None = Field(default=None, ge=1, le=12)
    day: Whole | None = Field(default=None, ge=1, le=31)

    @model_validator(mode="after")
    def _in_the_calendar(self) -> When:
        try:
            date(self.year, self.month or (0 if self.day else 1), self.day or 1)
        except ValueError:
            raise PydanticCustomError("no_such_day", "there is no such day in the calendar") from None
        return self


def _when(value: Any) -> Any:
    """CSL writes dates in four ways: 2024-03-06, {year: 2024}, [{year: 2024}] and {date-parts: [[2024, 3]]}."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict) and set(value) == {"date-parts"}:
        parts = value["date-parts"]
        value = (
            "-".join(str(part).zfill(2) for part in parts[0]) if isinstance(parts, list) and parts and isinstance(parts[0], list) else ""
        )
    if isinstance(value, dict):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
        raise PydanticCustomError("date_format", "write 2024, 2024-03 or 2024-03-06")
    return dict(zip(("year", "month", "day"), value.split("-"), strict=False))


CslDate = Annotated[When, BeforeValidator(_when, json_schema_input_type=str | When)]


class Reference(Model):
    """One source. `id` is what text cites: `[@id]`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Identifier = Field(description="What text cites.", examples=["nice-ng239"])
    type: ReferenceType = Field(description="CSL type.", examples=["article-journal"])
    title: Line = Field(description="Title of the work.")
    author: tuple[Name, ...] = Field(default=(), description="Authors in order.")
    container_title: Line | None = Field(default=None, alias="container-title", description="Journal, book or site.")
    publisher: Line | None = None
    publisher_place: Line | None = Field(default=None, alias="publisher-place")
    edition: Line | None = None
    number: Line | None = Field(default=None, description="Number of a report or guideline.")
    issued: CslDate | None = Field(default=None, description="When it came out.", examples=["2024"])
    volume: Line | None = None
    issue: Line | None = None
    page: Line | None = Field(default=None, description="Pages or article number.", examples=["149-160"])
    doi: Doi | None = Field(default=None, alias="DOI", description="DOI without https://doi.org/.", examples=["10.1056/NEJMcp1113996"])
    url: WebAddress | None = Field(
        default=None, alias="URL", description="Web address.", examples=["https://www.nice.org.uk/guidance/ng239"]
    )
    pmid: Annotated[Line, Field(pattern=r"^[0-9]+$")] | None = Field(
        default=None, alias="PMID", description="Number in PubMed.", examples=["23301732"]
    )
    pmcid: Annotated[Line, Field(pattern=r"^PMC[0-9]+$")] | None = Field(default=None, alias="PMCID")
    accessed: CslDate | None = Field(default=None, description="Day the address was opened.")
    status: Line | None = Field(
        default=None, description="What became of it since: `retracted` keeps leaflets from citing it.", examples=["retracted"]
    )
    # Fields that Zotero writes and a leaflet does not print.
    abstract: str | None = None
    note: str | None = None
    isbn: Line | None = Field(default=None, alias="ISBN")
    issn: Line | None = Field(default=None, alias="ISSN")
    language: Line | None = None
    keyword: Line | None = None
    source: Line | None = None
    citation_key: Line | None = Field(default=None, alias="citation-key")
    title_short: Line | None = Field(default=None, alias="title-short")
    container_title_short: Line | None = Field(default=None, alias="container-title-short")
    editor: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _attributed(self) -> Reference:
        if not (self.author or self.publisher or self.container_title):
            raise PydanticCustomError("no_origin", "a reference needs `author`, `publisher` or `container-title`")
        return self


class References(Model):
    """`leaflets/references.yaml`: every source, once."""

    references: tuple[Reference, ...] = Field(description="The sources.")
