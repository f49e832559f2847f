"""Waivers: a rule that a leaflet does not keep, with the reason why."""

from __future__ import annotations

from pydantic import Field

from leafletgen.model.base import Day, Identifier, Line, Model


class Waiver(Model):
    """One rule that is waived."""

    rule: Identifier = Field(description="Slug of the rule, as `leafletgen check --list` prints it.", examples=["jargon"])
    reason: Line = Field(description="Why; it is reported.", examples=["patients know this word from their card"])
    until: Day | None = Field(default=None, description="Last day that the waiver holds.")


class LeafletChecks(Model):
    """How a leaflet is checked."""

    ignore: tuple[Waiver, ...] = Field(default=(), description="Rules that it waives.")
    names: tuple[Line, ...] = Field(default=(), description="Unavoidable names (drugs, hospitals) that formulas should not score.")
