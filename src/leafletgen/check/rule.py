"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from leafletgen.diagnostics import Severity, Span
from leafletgen.source.located import Path

Stage = Literal["read", "source", "library", "pages", "pdf", "translation"]
"""Where a rule looks: while files are read, at one leaflet, at the library, at laid-out pages, at the PDF, at a translation."""

Limits = Mapping[str, float]
"""A rule's thresholds by name, as the library's settings leave them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule found. The runner turns it into a diagnostic at its YAML line."""

    message: str
    path: Path = ()
    """YAML path of the value it is about."""
    needle: str = ""
    """The words within that value to point at; the whole value where empty or not found."""
    occurrence: int = 0
    """Which of several equal needles."""
    span: Span | None = None
    """A place in another file, instead of ``path``."""
    at_key: bool = False
    """Point at the key rather than at its value."""
    fix: str = ""
    severity: Severity | None = None
    """Heavier or lighter than the rule's own."""
    value: float | str | None = None
    """What was measured."""
    limit: float | str | None = None
    """What it was measured against."""
    page: int = 0
    """Page of the laid-out leaflet, from 1."""
    box: tuple[float, float, float, float] | None = None
    """Place on that page in PDF points: left, bottom, right, top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. ``check`` takes the subject of its stage and the rule's limits."""

    slug: str
    stage: Stage
    severity: Severity
    reason: str
    """Why, in one line."""
    basis: str
    """Where it comes from: tags of the standards, as `NHS-W, CCI-7`."""
    example: str
    """What breaks it."""
    mend: str
    """The same, put right."""
    check: Callable[[Any, Limits], Iterator[Finding]] | None = None
    """None for what the reader reports by itself."""
    limits: Limits = field(default_factory=dict)
    off: bool = False
    """Only where a profile or the library's own settings give it a severity."""

    @property
    def default(self) -> str:
        """Its severity where nothing changes it, or `off`."""
        return "off" if self.off else str(self.severity)
