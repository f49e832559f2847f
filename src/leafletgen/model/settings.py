"""A library's settings (`leaflets/library.yaml`) and its sign-offs (`leaflets/approvals.yaml`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, RootModel, Tag

from leafletgen.model.base import Amount, Day, Identifier, Line, Markdown, Model, WebAddress

Language = Annotated[Line, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]


class Disclaimer(Model):
    """What every leaflet says about its limits."""

    short: Markdown = Field(max_length=160, description="In the footer of every page.")
    full: Markdown = Field(description="At the end of the leaflet.")


class Strictness(Model):
    """What differs from the rules' own severities and limits."""

    rules: dict[Identifier, Literal["off", "advice", "warning", "error"]] = Field(
        default={}, description="Severity by rule, instead of its own.", examples=[{"jargon": "error"}]
    )
    limits: dict[Identifier, dict[Identifier, Amount]] = Field(
        default={}, description="Thresholds by rule.", examples=[{"long-sentence": {"warning": "25"}}]
    )


class Profile(Strictness):
    """A named set of severities and limits: how strict one kind of publisher, or one kind of reader, needs the checks to be."""

    description: Line = Field(description="Whom it is for, and what it asks for beyond the default.")
    warnings: Literal["warning", "error"] = Field(default="warning", description="`error` makes an error of every warning.")


class Profiles(RootModel[dict[Identifier, Profile]]):
    """`styles/profiles.yaml`: profiles by name."""


def _one_or_more(value: object) -> str:
    return "list" if isinstance(value, list | tuple) else "scalar"


ProfileNames = Annotated[
    Annotated[Identifier, Tag("scalar")] | Annotated[tuple[Identifier, ...], Tag("list")],
    Discriminator(_one_or_more),
]


class CheckSettings(Strictness):
    """How strict the checks are in this library."""

    profile: ProfileNames = Field(
        default="default",
        description="Profile of the checks, or several, of which a later one wins: default, nhs, us-hhs, eu-medicine, large-print,"
        " giant-print, easy-read, dyslexia, strict, or one of the library's own `styles/profiles.yaml`. `rules` and `limits` win over it.",
        examples=["nhs", ["nhs", "strict"]],
    )

    @property
    def profiles(self) -> tuple[str, ...]:
        """The names of its profiles, a later one over an earlier one."""
        return self.profile if isinstance(self.profile, tuple) else (self.profile,)


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
