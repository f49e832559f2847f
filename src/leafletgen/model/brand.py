"""A brand: who hands the leaflet out, how to reach them, and the one colour that is theirs."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from leafletgen.model.base import Line, Markdown, Model, Whole
from leafletgen.model.blocks import Contact, ImagePath

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class EmergencyNumbers(Model):
    """Numbers that an urgent callout prints."""

    call: Line = Field(description="Emergency number.", examples=["999"])
    advice: Line | None = Field(default=None, description="Urgent advice line, where there is one.", examples=["111"])


EMERGENCY_NUMBERS = {
    "GB": EmergencyNumbers(call="999", advice="111"),
    "US": EmergencyNumbers(call="911"),
    "CA": EmergencyNumbers(call="911", advice="811"),
    "AU": EmergencyNumbers(call="000"),
    "NZ": EmergencyNumbers(call="111"),
    "IE": EmergencyNumbers(call="112"),
}
"""Numbers by territory; elsewhere 112, which every network that follows GSM knows."""


class Logo(Model):
    """The brand's mark."""

    image: ImagePath
    alt: Markdown = Field(description="The name that the logo stands for.")


class Cmyk(Model):
    """A printing colour, each ink in percent."""

    c: Whole = Field(ge=0, le=100, description="Cyan.")
    m: Whole = Field(ge=0, le=100, description="Magenta.")
    y: Whole = Field(ge=0, le=100, description="Yellow.")
    k: Whole = Field(ge=0, le=100, description="Black.")


def _inks(value: object) -> object:
    if isinstance(value, list):
        if len(value) != 4:
            raise PydanticCustomError("cmyk", "four inks in percent: [cyan, magenta, yellow, black]")
        return dict(zip("cmyk", value, strict=True))
    return value


class Brand(Model):
    """One YAML file in `leaflets/brands/`."""

    name: Line = Field(description="Organisation, as printed.", examples=["Riverside Health Centre"])
    locale: Annotated[Line, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}$")] = Field(
        default="en-GB", description="Language and country, for dates, numbers and emergency numbers.", examples=["en-GB"]
    )
    logo: Logo | None = Field(default=None, description="Logo; the name in words where absent.")
    accent: Colour = Field(default="#0b5c6b", description="The one accent colour, in quotes.", examples=["#0b5c6b"])
    accent_cmyk: Annotated[Cmyk, BeforeValidator(_inks, json_schema_input_type=list[int] | Cmyk)] | None = Field(
        default=None, description="The accent in printing inks, for the press edition.", examples=[[90, 40, 40, 20]]
    )
    address: Markdown | None = Field(default=None, description="Postal address.")
    contact: Contact = Field(description="Whom to ask about a leaflet.")
    feedback: Markdown | None = Field(default=None, description="How to praise, complain or correct.")
    other_formats: Markdown | None = Field(
        default=None, description="How to get another language or format; the catalogue's own words where absent."
    )
    emergency: EmergencyNumbers | None = Field(default=None, description="Numbers, where the locale's do not fit.")
    disclaimer: Markdown | None = Field(default=None, description="Words to add to the full disclaimer.")

    @property
    def territory(self) -> str:
        """Country of the locale, as GB."""
        return self.locale.rsplit("-", 1)[1]

    @property
    def numbers(self) -> EmergencyNumbers:
        """Emergency and advice numbers: the brand's own, else those of its locale."""
        return self.emergency or EMERGENCY_NUMBERS.get(self.territory) or EmergencyNumbers(call="112")
