"""Where the parts of a leaflet stand: in words, and on which of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from textwrap import shorten
from typing import Any

from leafletgen.check.changes.places import place
from leafletgen.check.printed import is_heading
from leafletgen.pdf.layout_facts import Layout, Line
from leafletgen.source.located import Path

MOST_TOLD = 300
"""Characters of headings in the text alternative of a page."""

Stretch = tuple[int, int]
"""First and last page, from 1."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place."""

    words: str
    """As `point 2`; in full `section "When should I get help?", point 2`."""
    pages: Stretch | None
    """None where the pages could not be set, or do not show it."""


class Places:
    """The places of one leaflet, given its fields as JSON and its laid-out pages."""

    def __init__(self, leaflet: Mapping[str, Any], layout: Layout | None) -> None:
        self.leaflet = leaflet
        self.stretches = _stretches(layout.content if layout else ())

    def full(self, path: Path) -> Place:
        """The place of ``path`` with the section that it stands in."""
        return Place(place(self.leaflet, path), self.pages(path))

    def together(self, paths: Sequence[Path]) -> tuple[Place, ...]:
        """Several places, of which only the first says what all stand in."""
        shared = [steps[0] for steps in takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False))]
        around = (f"{place(self.leaflet, tuple(shared[:length]))}, " for length in range(len(shared), 0, -1))
        first, *rest = map(self.full, paths)
        lead = next((words for words in around if all(where.words.startswith(words) for where in rest)), "")
        return (first, *(Place(where.words.removeprefix(lead), where.pages) for where in rest))

    def within(self, path: Path) -> Place:
        """The place of ``path`` in its section."""
        section = place(self.leaflet, path[:2]) if path[:1] == ("sections",) else ""
        return Place(place(self.leaflet, path).removeprefix(f"{section}, ") if section else place(self.leaflet, path), self.pages(path))

    def pages(self, path: Path) -> Stretch | None:
        """The pages of the nearest part around ``path`` that knows its own."""
        marks = ("/".join(map(str, path[:length])) for length in range(len(path), 0, -1))
        return next((self.stretches[mark] for mark in marks if mark in self.stretches), None)


def _stretches(lines: Iterable[Line]) -> dict[str, Stretch]:
    found: dict[str, Stretch] = {}
    for line in lines:
        if line.path:
            found[line.path] = (found.get(line.path, (line.page, 0))[0], line.page)
    return found


def headings(layout: Layout) -> dict[int, str]:
    """What stands on each page, told by the headings on it; where none is, by the one before."""
    said: dict[int, str] = {}
    last = ""
    lines = [line for line in layout.content if is_heading(line)]
    blocks = [(found[0].page, " ".join(line.text.strip() for line in found)) for found in (list(b) for _, b in groupby(lines, _block))]
    for page in layout.pages:
        own = [words for number, words in blocks if number == page.number]
        said[page.number] = shorten("; ".join(own) or last, MOST_TOLD, placeholder=" …")
        last = own[-1] if own else last
    return said


def _block(line: Line) -> int:
    return line.block
