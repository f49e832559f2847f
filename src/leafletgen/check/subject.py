"""What source rules look at: one leaflet, its file, and what it shares with its library."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from leafletgen.check.changes.since_approval import SinceApproval, approval_changes
from leafletgen.check.content import Gathered
from leafletgen.check.text.passages import PROSE, Passage, passages
from leafletgen.check.text.words import WordLists
from leafletgen.model.brand import Brand
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.settings import Approval
from leafletgen.source.library import Library
from leafletgen.source.located import SourceFile
from leafletgen.source.reader import ReadLeaflet


@dataclass(frozen=True, eq=False)
class Subject:
    """One leaflet in its written language."""

    read: ReadLeaflet
    leaflet: Leaflet
    library: Library
    brand: Brand
    """The library's first brand: whose contact and country the leaflet is judged with."""
    brand_name: str
    language: str
    today: date
    words: WordLists
    gathered: Gathered
    approval: Approval | None

    @property
    def name(self) -> str:
        """The leaflet's name, as `b12-food-guide`."""
        return self.read.name

    @property
    def source(self) -> SourceFile:
        """Its file."""
        return self.read.source

    @property
    def digest(self) -> str:
        """The digest of the leaflet's content."""
        return self.gathered.digest

    def without_pictures(self) -> Subject:
        """The same, with nothing of its pictures but their digests: many leaflets at once would fill the memory with them."""
        return replace(self, gathered=replace(self.gathered, pictures={}))

    @cached_property
    def since_approval(self) -> SinceApproval | None:
        """What changed since it was signed; None where it is signed as it is, or never was."""
        return None if self.approval else approval_changes(self.library, self.read, self.language, self.gathered)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text a patient reads."""
        return tuple(passages(self.leaflet))

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """The running text that language rules judge."""
        return tuple(passage for passage in self.passages if passage.role in PROSE)
