"""A library's settings (`leaflets/library.yaml`) and its sign-offs (`leaflets/approvals.yaml`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, RootModel, Tag

from leafletgen.model.base import Amount, Day, Identifier, Line, Markdown, Model, WebAddress

Language = Annotated[Line, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]


class Disclaimer(Model):
    """What every leaflet says about its limits."""

    short: Markdown = Field(
        max_length=160,
        description="In the footer of every page. At most 160 characters.",
        examples=["General information, not personal medical advice. Ask your care team about you.", "Not personal medical advice."],
    )
    full: Markdown = Field(
        description="At the end of the leaflet. Several paragraphs are allowed.",
        examples=[
            "This leaflet gives general information. It is not a diagnosis. In an emergency, call 999.",
            "This leaflet does not replace a talk with those who know you.",
        ],
    )


class Strictness(Model):
    """What differs from the rules' own severities and limits."""

    rules: dict[Identifier, Literal["off", "advice", "warning", "error"]] = Field(
        default={},
        description="Severity by rule, instead of its own: `off`, `advice`, `warning` or `error`. `leafletgen check --list` has the rules.",
        examples=[{"jargon": "error", "range-dash": "off"}],
    )
    limits: dict[Identifier, dict[Identifier, Amount]] = Field(
        default={},
        description="Thresholds by rule, each by its name. `leafletgen check --explain RULE` says which a rule has and their values.",
        examples=[{"long-sentence": {"warning": 25}}],
    )


class Profile(Strictness):
    """A named set of severities and limits: how strict one kind of publisher, or one kind of reader, needs the checks to be."""

    description: Line = Field(
        description="Whom it is for, and what it asks for beyond the default.",
        examples=["Leaflets of our own trust: every warning counts."],
    )
    warnings: Literal["warning", "error"] = Field(
        default="warning", description="`error` makes an error of every warning.", examples=["error"]
    )


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


class Bundle(Model):
    """Leaflets that are handed out together, as one document."""

    title: Line = Field(
        max_length=120, description="What the bundle is called, on its cover. At most 120 characters.", examples=["Vitamin B12: your pack"]
    )
    summary: Line | None = Field(
        default=None,
        description="What is in it and whom it is for, under the title. One or two sentences, without citations.",
        examples=["Three leaflets for adults with low vitamin B12."],
    )
    leaflets: tuple[Identifier, ...] = Field(
        description="Leaflets in it, in the order in which they are bound. At least one name of a leaflet's file without .yaml, each once.",
        examples=[["b12-nerve-health", "b12-questions", "b12-food-guide"]],
        json_schema_extra={"minItems": 1, "uniqueItems": True},
    )


_BUNDLE = {name: field.examples[0] for name, field in Bundle.model_fields.items() if field.examples}


class Settings(Model):
    """`leaflets/library.yaml`."""

    languages: tuple[Language, ...] = Field(
        default=("en",),
        min_length=1,
        description="Codes of languages; leaflets are written in the first. At least one, as `en` or `pt-BR`.",
        examples=[["en"], ["en", "es"]],
    )
    brands: tuple[Identifier, ...] = Field(
        min_length=1,
        description="Brands to build, by file name. At least one file of leaflets/brands/, without .yaml.",
        examples=[["riverside-health-centre"]],
    )
    editions: tuple[Identifier, ...] = Field(
        default=("standard",),
        min_length=1,
        description="Editions to build. At least one: standard, letter, large-print, mono, web, or your own of styles/editions.yaml.",
        examples=[["standard", "large-print", "web"]],
    )
    site: WebAddress | None = Field(
        default=None,
        description="Web address under which the leaflets are published. Each leaflet then carries a QR code with its address beside it.",
        examples=["https://leaflets.riverside.example"],
    )
    disclaimer: dict[Language, Disclaimer] = Field(
        default={},
        description="Disclaimer by language, instead of the default. Both the short and the full one.",
        examples=[{"en": {"short": "General information, not personal medical advice.", "full": "This leaflet is not a diagnosis."}}],
    )
    check: CheckSettings = Field(
        default=CheckSettings(),
        description="How strict the checks are. Severities and thresholds of rules for the whole library.",
        examples=[{"rules": {"jargon": "error"}, "limits": {"long-sentence": {"warning": 25}}}],
    )
    bundles: dict[Identifier, Bundle] = Field(
        default={},
        description="Leaflets that `leafletgen bundle NAME` binds into one PDF, by the name of the bundle. That is the file's name too.",
        examples=[{"b12-pack": _BUNDLE}],
    )


class Approval(Model):
    """A named person's sign-off, bound to a digest of the content."""

    leaflet: Identifier = Field(description="Name of the leaflet's file without .yaml.", examples=["b12-nerve-health"])
    language: Language = Field(default="en", description="Code of the language that was read.", examples=["en"])
    version: Line = Field(description="Version that was read.", examples=["1.0"])
    digest: Annotated[Line, Field(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="64 hex digits that `leafletgen approve` writes. They stand for the content that was read; do not type them.",
        examples=["0b6f2c4d8e1a3957" * 4],
    )
    by: Line = Field(description="Name of the person who approved.", examples=["Dr A. Okafor"])
    role: Line = Field(description="Role in which that person approved.", examples=["Consultant haematologist"])
    on: Day = Field(description="Day of the approval. Written year-month-day.", examples=["2026-11-22"])


_EXAMPLE = {name: field.examples[0] for name, field in Approval.model_fields.items() if field.examples}


class Approvals(Model):
    """`leaflets/approvals.yaml`."""

    approvals: tuple[Approval, ...] = Field(
        default=(),
        description="The sign-offs, oldest first. `leafletgen approve` adds to them.",
        examples=[[_EXAMPLE]],
    )
