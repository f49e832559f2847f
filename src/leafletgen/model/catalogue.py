"""`catalogue.json`: what a build offers, for websites, record systems and scripts.

Within a format keys may be added; none is renamed, removed or given another meaning. Order: leaflets by title; texts by language and
brand, and outputs by edition, each in the order of the library's settings.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FORMAT: Literal[1] = 1
"""Rises when a reader of the earlier format would read wrongly."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 in hex.")]
Path = Annotated[str, Field(pattern=r"^[^/\\]", description="Path below the folder of this file, with `/`; not percent-encoded.")]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="Day, year-month-day.")]
State = Literal["approved", "draft", "overdue"]


class _Written(BaseModel):
    """What leafletgen writes. Readers should pass over keys that they do not know."""

    model_config = ConfigDict(frozen=True)


class File(_Written):
    """A file of the catalogue."""

    path: Path
    sha256: Sha256
    size: int = Field(ge=0, description="Bytes.")


class Output(File):
    """A file to hand out: a text in one edition."""

    edition: str = Field(description="Name of the edition, as `standard` or `large-print`.")
    media_type: Literal["application/pdf", "text/html"]
    pages: int = Field(ge=0, description="Pages to read; 0 for a web page.")
    sheets: int = Field(ge=0, description="Sheets of paper that are folded or cut; 0 for single pages.")
    n_up: int = Field(ge=1, description="Copies of each page on one side of a sheet.")
    version: str = Field(description="Version of the leaflet that it holds.")
    current: bool = Field(description="False where the last build of it failed, and this is the file of an earlier one.")
    companion: File | None = Field(description="Tagged pages in reading order, beside sheets that are for paper only.")


class Text(_Written):
    """A leaflet in one language, as one brand hands it out."""

    language: str = Field(description="BCP 47, as `en` or `pt-BR`.")
    direction: Literal["ltr", "rtl"] = Field(description="Which way its script runs.")
    brand: str = Field(description="Name of the brand's file.")
    title: str
    summary: str
    audience: str = Field(description="Who it is for; empty where the leaflet does not say.")
    kind: str = Field(description="`handout`, `faq` or `food-guide`.")
    topic: str = Field(description="As `condition` or `medicine`; empty where the leaflet does not say.")
    code: str = Field(description="Printed reference.")
    version: str
    published: Day
    review_by: Day
    state: State = Field(description="`overdue` wins over the others: its review date was past when it was built.")
    approved: Day | None = Field(description="Day of the approval; null for a draft, which is not for patients.")
    codes: dict[str, tuple[str, ...]] = Field(description="Clinical codes by system: `icd10`, `snomed`, `rxnorm`, `loinc`.")
    digest: str = Field(description="SHA-256 of its content, in hex: what an approval signs.")
    outputs: tuple[Output, ...] = Field(description="Its files; none where it has never been built.")


class Leaflet(_Written):
    """A leaflet with its texts; the first is in the library's first language."""

    name: str = Field(description="Name of its file without .yaml: stable, whatever its title becomes.")
    picture: Path | None = Field(description="Small WebP of its first page; null where no PDF was made.")
    texts: tuple[Text, ...] = Field(min_length=1)


class Recalled(_Written):
    """A leaflet that was withdrawn: hand out no copies of it."""

    name: str
    title: str = Field(description="Empty where it is no longer known.")


class Catalogue(_Written):
    """All leaflets of an output folder."""

    model_config = ConfigDict(title="Catalogue of leaflets")

    format: Literal[1] = FORMAT
    publisher: str = Field(description="Name of the library's first brand.")
    site: str | None = Field(description="Web address under which the leaflets are published, where the library says.")
    leaflets: tuple[Leaflet, ...]
    withdrawn: tuple[Recalled, ...]
