"""Waivers: a rule that a leaflet does not keep, with the reason why."""

from __future__ import annotations

from pydantic import Field

from leafletgen.model.base import Day, Identifier, Line, Model


class Waiver(Model):
    """One rule that is waived."""

    rule: Identifier = Field(description="Slug of the rule, as `leafletgen check --list` prints it.", examples=["jargon"])
    reason: Line = Field(description="Why; it is reported. One line.", examples=["patients know this word from their card"])
    until: Day | None = Field(
        default=None,
        description="Last day that the waiver holds. Written year-month-day. Without it the waiver has no end.",
        examples=["2027-01-31", "2027-06-30"],
    )


class LeafletChecks(Model):
    """How a leaflet is checked."""

    ignore: tuple[Waiver, ...] = Field(
        default=(),
        description="Rules that it waives. What they find is still reported, as advice that carries the reason.",
        examples=[[{"rule": "jargon", "reason": "patients know this word from their card", "until": "2027-01-31"}]],
    )
    names: tuple[Line, ...] = Field(
        default=(),
        description="Unavoidable names (drugs, hospitals) that formulas should not score. A list.",
        examples=[["metformin", "Riverside"]],
    )
