"""A library's settings (`leaflets/library.yaml`) and its sign-offs (`leaflets/approvals.yaml`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from leafletgen.model.base import Amount, Day, Identifier, Line, Markdown, Model, WebAddress

Language = Annotated[Line, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]


class Disclaimer(Model):
    """What every leaflet says about its limits."""

    short: Markdown = Field(max_length=160, description="In the footer of every page.")
    full: Markdown = Field(description="At the end of the leaflet.")


class CheckSettings(Model):
    """How strict the checks are in this library."""

    rules: dict[Identifier, Literal["off", "advice", "warning", "error"]] = Field(
        default={}, description="Severity by rule, instead of its own.", examples=[{"jargon": "error"}]
    )
    limits: dict[Identifier, dict[Identifier, Amount]] = Field(
        default={}, description="Thresholds by rule.", examples=[{"long-sentence": {"warning": "25"}}]
    )


class Settings(Model):
    """`leaflets/library.yaml`."""

    languages: tuple[Language, ...] = Field(
        default=("en",), min_length=1, description="Codes of languages; leaflets are written in the first.", examples=["en"]
    )
    brands: tuple[Identifier, ...] = Field(min_length=1, description="Brands to build, by file name.")
    editions: tuple[Identifier, ...] = Field(default=("standard",), min_length=1, description="Editions to build.")
    site: WebAddress | None = Field(
        default=None, description="Web address under which the leaflets are published.", examples=["https://leaflets.riverside.example"]
    )
    disclaimer: dict[Language, Disclaimer] = Field(default={}, description="Disclaimer by language, instead of the default.")
    check: CheckSettings = Field(default=CheckSettings(), description="How strict the checks are.")


class Approval(Model):
    """A named person's sign-off, bound to a digest of the content."""

    leaflet: Identifier
    language: Language = "en"
    version: Line
    digest: Annotated[Line, Field(pattern=r"^[0-9a-f]{64}$")] = Field(description="64 hex digits that `leafletgen approve` writes.")
    by: Line
    role: Line
    on: Day


class Approvals(Model):
    """`leaflets/approvals.yaml`."""

    approvals: tuple[Approval, ...] = ()
