"""What source rules look at: one leaflet, its file, and what it shares with its library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from leafletgen.check.text.passages import PROSE, Passage, passages
from leafletgen.check.text.words import WordLists
from leafletgen.model.brand import Brand
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.settings import Approval
from leafletgen.source.library import Library
from leafletgen.source.located import SourceFile


@dataclass(frozen=True)
class Subject:
    """One leaflet in its written language."""

    name: str
    source: SourceFile
    leaflet: Leaflet
    library: Library
    brand: Brand
    """The library's first brand: whose contact and country the leaflet is judged with."""
    brand_name: str
    language: str
    today: date
    words: WordLists
    digest: str
    approval: Approval | None

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text a patient reads."""
        return tuple(passages(self.leaflet))

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """The running text that language rules judge."""
        return tuple(passage for passage in self.passages if passage.role in PROSE)
