"""A source, in the field names of CSL, so that Zotero and Pandoc can write and read the file."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
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

    family: Line | None = Field(default=None, title="Family name", description="Family name of a person.", examples=["Stabler"])
    given: Line | None = Field(default=None, title="Given names", description="Given names or initials of a person.", examples=["S. P."])
    literal: Line | None = Field(
        default=None,
        title="Name of a body",
        description="Name of a body, printed as written. Instead of family and given.",
        examples=["National Institute for Health and Care Excellence (NICE)"],
    )
    particle: Line | None = Field(
        default=None,
        alias="non-dropping-particle",
        title="Particle",
        description="Word before the family name that is always printed.",
        examples=["van der"],
    )
    suffix: Line | None = Field(default=None, description="What follows the name.", examples=["Jr"])

    @model_validator(mode="after")
    def _named(self) -> Name:
        if bool(self.family) == bool(self.literal):
            raise PydanticCustomError("name_form", "an author is `family` and `given`, or `literal` for a body")
        return self


class When(Model):
    """A date as exact as the source gives it."""

    year: Whole = Field(ge=1000, le=2999, description="Year in four digits.", examples=[2024])
    month: Whole | None = Field(default=None, ge=1, le=12, description="Month, from 1 to 12.", examples=[3])
    day: Whole | None = Field(default=None, ge=1, le=31, description="Day of the month, from 1 to 31.", examples=[6])

    @model_validator(mode="after")
    def _in_the_calendar(self) -> When:
        try:
            date(self.year, self.month or (0 if self.day else 1), self.day or 1)
        except ValueError:
            raise PydanticCustomError("no_such_day", "there is no such day in the calendar") from None
        return self


class DateParts(Model):
    """A date as Zotero writes it: year, month and day in a list within a list."""

    parts: tuple[tuple[Whole, ...]] = Field(
        alias="date-parts", title="Date parts", description="Year, month and day, as far as known.", examples=[[[2024, 3, 6]]]
    )


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


_Alone = Annotated[tuple[When | DateParts | str, ...], Field(min_length=1, max_length=1)]

CslDate = Annotated[When, BeforeValidator(_when, json_schema_input_type=str | When | DateParts | _Alone)]


class Reference(Model):
    """One source. `id` is what text cites: `[@id]`."""

    id: Identifier = Field(title="Id", description="What text cites.", examples=["nice-ng239"])
    type: ReferenceType = Field(
        description="CSL type. What kind of work it is, as `report`, `webpage` or `article-journal`.", examples=["article-journal"]
    )
    title: Line = Field(description="Title of the work. One line.", examples=["Vitamin B12 deficiency"])
    author: tuple[Name, ...] = Field(
        default=(),
        description="Authors in order. People with family and given names, bodies as literal.",
        examples=[[{"family": "Stabler", "given": "S. P."}], [{"literal": "National Institute for Health and Care Excellence (NICE)"}]],
    )
    container_title: Line | None = Field(
        default=None,
        alias="container-title",
        title="Journal, book or site",
        description="Journal, book or site that it stands in.",
        examples=["New England Journal of Medicine"],
    )
    publisher: Line | None = Field(
        default=None, description="Who published it.", examples=["National Institute for Health and Care Excellence"]
    )
    publisher_place: Line | None = Field(
        default=None, alias="publisher-place", title="Place", description="Where it was published.", examples=["London"]
    )
    edition: Line | None = Field(default=None, description="Edition of a book. Not printed.", examples=["2nd"])
    number: Line | None = Field(default=None, description="Number of a report or guideline.", examples=["NICE guideline NG239"])
    issued: CslDate | None = Field(
        default=None, description="When it came out: a year, year-month or year-month-day.", examples=["2024", "2024-03-06"]
    )
    volume: Line | None = Field(default=None, description="Volume of the journal.", examples=["368"])
    issue: Line | None = Field(default=None, description="Issue of the journal.", examples=["2"])
    page: Line | None = Field(default=None, description="Pages or article number.", examples=["149-160"])
    doi: Doi | None = Field(
        default=None, alias="DOI", title="DOI", description="DOI without https://doi.org/.", examples=["10.1056/NEJMcp1113996"]
    )
    url: WebAddress | None = Field(
        default=None,
        alias="URL",
        title="Web address",
        description="Web address. Starts with https:// or http://.",
        examples=["https://www.nice.org.uk/guidance/ng239"],
    )
    pmid: Annotated[Line, Field(pattern=r"^[0-9]+$")] | None = Field(
        default=None, alias="PMID", title="PMID", description="Number in PubMed. Digits only.", examples=["23301732"]
    )
    pmcid: Annotated[Line, Field(pattern=r"^PMC[0-9]+$")] | None = Field(
        default=None, alias="PMCID", title="PMCID", description="Number in PubMed Central. PMC and digits.", examples=["PMC3847746"]
    )
    accessed: CslDate | None = Field(
        default=None, description="Day the address was opened. Written year-month-day.", examples=["2026-11-22"]
    )
    status: Line | None = Field(
        default=None, description="What became of it since: `retracted` keeps leaflets from citing it.", examples=["retracted"]
    )
    # Fields that Zotero writes and a leaflet does not print.
    abstract: str | None = Field(default=None, description="Summary of the work. Not printed.", examples=["A guideline for adults."])
    note: str | None = Field(default=None, description="Your own note. Not printed.", examples=["Checked by the dietitians."])
    isbn: Line | None = Field(
        default=None, alias="ISBN", title="ISBN", description="Number of a book. Not printed.", examples=["978-0-11-321397-9"]
    )
    issn: Line | None = Field(
        default=None, alias="ISSN", title="ISSN", description="Number of a journal. Not printed.", examples=["0028-4793"]
    )
    language: Line | None = Field(default=None, description="Language of the work. Not printed.", examples=["en"])
    keyword: Line | None = Field(default=None, description="Words to find it by. Not printed.", examples=["vitamin B12, nerves"])
    source: Line | None = Field(default=None, description="Database that it was found in. Not printed.", examples=["PubMed"])
    citation_key: Line | None = Field(
        default=None,
        alias="citation-key",
        title="Citation key",
        description="Key that Zotero gives it. Not printed; leaflets cite the id.",
        examples=["stabler2013"],
    )
    title_short: Line | None = Field(
        default=None, alias="title-short", title="Short title", description="Short form of the title. Not printed.", examples=["Low B12"]
    )
    container_title_short: Line | None = Field(
        default=None,
        alias="container-title-short",
        title="Short name of the journal",
        description="Short form of the journal's name. Not printed.",
        examples=["N Engl J Med"],
    )
    editor: tuple[Name, ...] = Field(
        default=(), description="Editors in order. Not printed.", examples=[[{"family": "Green", "given": "R."}]]
    )

    @model_validator(mode="after")
    def _attributed(self) -> Reference:
        if not (self.author or self.publisher or self.container_title):
            raise PydanticCustomError("no_origin", "a reference needs `author`, `publisher` or `container-title`")
        return self


_EXAMPLE = {
    "id": "stabler-2013",
    "type": "article-journal",
    "title": "Vitamin B12 deficiency",
    "author": [{"family": "Stabler", "given": "S. P."}],
    "container-title": "New England Journal of Medicine",
    "issued": "2013",
    "PMID": "23301732",
}


class References(Model):
    """`leaflets/references.yaml`: every source, once."""

    references: tuple[Reference, ...] = Field(description="The sources. Each after a dash, with an id of its own.", examples=[[_EXAMPLE]])
