"""What a print shop needs: the printing condition as people write it, and the same with its profile's bytes as it goes to the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from leafletgen.model.base import Line, Model

Marks = Literal["none", "crop"]

ProfilePath = Annotated[
    str,
    Field(
        min_length=1,
        max_length=300,
        description="Path of an ICC profile for printing with CMYK inks, below `leaflets/` in a brand and `styles/` in an edition.",
        examples=["brands/uncoated.icc"],
    ),
]


class PrintCondition(Model):
    """Press, paper and inks: what the colours are mixed for."""

    profile: ProfilePath
    condition: Line = Field(
        description="Name of the condition, in the ICC's registry where it stands there, else the print shop's own.",
        examples=["FOGRA39", "FOGRA52"],
    )
    description: Line | None = Field(
        default=None, description="The condition in words, for the print shop.", examples=["Offset on uncoated paper, ISO 12647-2"]
    )


@dataclass(frozen=True, slots=True)
class Inks:
    """A printing colour: cyan, magenta, yellow and black, each 0 (none) to 1 (solid)."""

    c: float
    m: float
    y: float
    k: float

    def tint(self, share: float) -> Inks:
        """``share`` (0 to 1) of it on white paper."""
        return Inks(self.c * share, self.m * share, self.y * share, self.k * share)


@dataclass(frozen=True, slots=True)
class Press:
    """How a page is made ready for a press."""

    bleed: Decimal
    """Artwork beyond the trimmed edge on each side, in mm."""
    marks: Marks
    accent: str
    """The brand's colour on screen, as `#0b5c6b`."""
    accent_inks: Inks | None
    """The same as the brand wants it printed; None leaves it to the profile."""
    profile: bytes
    """ICC profile of the condition."""
    condition: str
    description: str
