"""A brand: who hands the leaflet out, how to reach them, and the one colour that is theirs."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from leafletgen.model.base import Line, Markdown, Model, Whole
from leafletgen.model.blocks import Contact, ImagePath
from leafletgen.model.press import Inks, PrintCondition

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class EmergencyNumbers(Model):
    """Numbers that an urgent callout prints."""

    call: Line = Field(description="Emergency number. As dialled.", examples=["999"])
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
    alt: Markdown = Field(
        description="The name that the logo stands for. It is read out in place of the logo.",
        examples=["Riverside Health Centre", "Riverside Pharmacy"],
    )


class Cmyk(Model):
    """A printing colour, each ink in percent."""

    model_config = ConfigDict(title="CMYK colour")

    c: Whole = Field(ge=0, le=100, title="Cyan", description="Cyan. A whole number from 0 to 100, in percent.", examples=[90])
    m: Whole = Field(ge=0, le=100, title="Magenta", description="Magenta. A whole number from 0 to 100, in percent.", examples=[40])
    y: Whole = Field(ge=0, le=100, title="Yellow", description="Yellow. A whole number from 0 to 100, in percent.", examples=[40])
    k: Whole = Field(ge=0, le=100, title="Black", description="Black. A whole number from 0 to 100, in percent.", examples=[20])

    @property
    def inks(self) -> Inks:
        """The same in parts of one."""
        return Inks(self.c / 100, self.m / 100, self.y / 100, self.k / 100)


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
    logo: Logo | None = Field(
        default=None,
        description="Logo; the name in words where absent.",
        examples=[{"image": "images/logo.svg", "alt": "Riverside Health Centre"}],
    )
    accent: Colour = Field(
        default="#0b5c6b",
        description="The one accent colour, in quotes. A # and six hex digits; dark enough to read on white.",
        examples=["#0b5c6b"],
    )
    accent_cmyk: Annotated[Cmyk, BeforeValidator(_inks, json_schema_input_type=list[int] | Cmyk)] | None = Field(
        default=None,
        title="Accent in CMYK",
        description="The accent in printing inks, for the press edition. Cyan, magenta, yellow and black, each from 0 to 100 percent.",
        examples=[[90, 40, 40, 20], {"c": 90, "m": 40, "y": 40, "k": 20}],
    )
    press: PrintCondition | None = Field(
        default=None,
        description="The print shop's own condition, with its profile below `leaflets/`, for the press edition.",
        examples=[{"profile": "brands/uncoated.icc", "condition": "FOGRA52", "description": "Offset on uncoated paper"}],
    )
    address: Markdown | None = Field(
        default=None, description="Postal address.", examples=["12 Mill Lane, Riverside, RV1 2AB", "3 Bridge Street, Riverside, RV1 4CD"]
    )
    contact: Contact = Field(
        description="Whom to ask about a leaflet. With at least one of phone, email and web.",
        examples=[{"label": "Reception", "phone": "01632 960 123", "hours": "Monday to Friday, 9am to 5pm"}],
    )
    feedback: Markdown | None = Field(
        default=None,
        description="How to praise, complain or correct.",
        examples=["Tell us what was clear and what was not. Talk to any of us.", "Write to feedback@riverside.example."],
    )

    other_formats: Markdown | None = Field(
        default=None,
        description="How to get another language or format; the catalogue's own words where absent.",
        examples=["For this leaflet in large print or another language, ring 01632 960 123.", "Ask any member of staff for large print."],
    )
    emergency: EmergencyNumbers | None = Field(
        default=None,
        description="Numbers, where the locale's do not fit. For en-GB they are 999 and 111 without your doing.",
        examples=[{"call": "999", "advice": "111"}],
    )
    disclaimer: Markdown | None = Field(
        default=None,
        description="Words to add to the full disclaimer. A brand can add words; it cannot remove any.",
        examples=["Riverside Pharmacy sells some kinds of food and supplement.", "We sell none of the products named here."],
    )

    @property
    def territory(self) -> str:
        """Country of the locale, as GB."""
        return self.locale.rsplit("-", 1)[1]

    @property
    def numbers(self) -> EmergencyNumbers:
        """Emergency and advice numbers: the brand's own, else those of its locale."""
        return self.emergency or EMERGENCY_NUMBERS.get(self.territory) or EmergencyNumbers(call="112")
