"""The sources of a leaflet, with the numbers that they have on its pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from leafletgen.model.citation import Citation


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a statement."""

    id: str
    number: int
    """Its mark on the pages; 0 where the pages have none, since they could not be set."""
    locator: str
    """The place in it, as `p. 4`."""
    known: bool
    """Whether the library has such a reference."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Gives citations their numbers. ``cited`` are the ids in the order of their marks, ``known`` those that the library has."""

    cited: Sequence[str]
    known: Collection[str]

    def __call__(self, citations: Iterable[Citation]) -> tuple[Source, ...]:
        """Each source once, in the order cited."""
        return tuple(
            Source(part.id, self.cited.index(part.id) + 1 if part.id in self.cited else 0, part.locator, part.id in self.known)
            for part in dict.fromkeys(citations)
        )
