"""What should be read out, from the page's HTML, and whether a PDF's tags read it out in that order."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Literal

UNIQUE = 12
"""Characters from which a piece that occurs once can tell where its neighbours must be."""

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_APART = frozenset({"note", "cite"})
"""Classes of page footnotes and citation marks: read out, but not where they stand in the HTML."""
_SILENT = frozenset({"svg", "style", "script", "title"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of the page."""

    path: str
    """YAML path from the nearest `data-at`."""
    text: str


@dataclass(slots=True)
class Passage:
    """Words in another language."""

    path: str
    language: str
    text: str = ""


@dataclass(slots=True)
class SourceText(HTMLParser):
    """The words of the leaflet itself in the order of its HTML: no page footnotes, no citation marks, no running heads."""

    pieces: list[Piece] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    root: str = ""
    stack: list[tuple[str, str, str, Passage | None]] = field(default_factory=list)
    """Open elements: name, YAML path, what becomes of their text (`read` or nothing), and the passage that they are in."""

    def __post_init__(self) -> None:
        """Start the parser."""
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element opens."""
        given = {name: value or "" for name, value in attrs}
        _, path, fate, passage = self.stack[-1] if self.stack else ("", "", "", None)
        path = given.get("data-at", path)
        names = given.get("class", "").split()
        if tag == "article" and "leaflet" in names:
            fate = "read"
        if tag in _SILENT or not _APART.isdisjoint(names):
            fate = ""
        if tag == "html":
            self.root = given.get("lang", "")
        elif fate == "read" and given.get("lang"):
            passage = Passage(path, given["lang"]) if given["lang"] != self.root else None
            self.passages += [passage] if passage else []
        if tag not in _VOID:
            self.stack.append((tag, path, fate, passage))

    def handle_endtag(self, tag: str) -> None:
        """An element closes, and with it any that was left open within."""
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index][0] == tag:
                del self.stack[index:]
                return

    def handle_data(self, data: str) -> None:
        """Text."""
        _, path, fate, passage = self.stack[-1] if self.stack else ("", "", "", None)
        if fate == "read" and any(character.isalnum() for character in data):
            self.pieces.append(Piece(path, " ".join(data.split())))
            if passage:
                passage.text += data


@cache
def source_text(html: str) -> SourceText:
    """The words of a page."""
    parser = SourceText()
    parser.feed(html)
    parser.close()
    return parser


@dataclass(frozen=True, slots=True)
class Misread:
    """A piece that is not read out where it should be."""

    piece: Piece
    how: Literal["missing", "moved", "glued"]


def misread(source: SourceText, read_out: str) -> Iterator[Misread]:
    """Every piece that ``read_out``, the text in tag order, lacks, has in another place or without its spaces. Additions are no matter.

    Pieces that occur once and in the same order on both sides are the landmarks; all others must stand between their neighbours.
    """
    whole, spaced = squeezed(read_out), _spaced(read_out)
    keys = [squeezed(piece.text) for piece in source.pieces]
    places = {
        index: whole.find(key) for index, key in enumerate(keys) if len(key) >= UNIQUE and whole.count(key) == 1 and keys.count(key) == 1
    }
    landmarks = _longest_rising(places)
    low = 0
    for index, piece in enumerate(source.pieces):
        if index in landmarks:
            at = places[index]
        else:
            high = next((places[later] for later in range(index + 1, len(keys)) if later in landmarks), len(whole))
            at = whole.find(keys[index], low, high) if index not in places else -1
        if at < 0:
            yield Misread(piece, "moved" if keys[index] in whole else "missing")
            continue
        low = at + len(keys[index])
        if _spaced(piece.text) not in spaced:
            yield Misread(piece, "glued")


def _longest_rising(places: dict[int, int]) -> frozenset[int]:
    """The most pieces whose places rise in the order of the pieces (patience sorting)."""
    tails: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for index, place in places.items():
        slot = bisect_left(tails, place)
        before[index] = last[slot - 1] if slot else None
        tails[slot : slot + 1], last[slot : slot + 1] = [place], [index]
    chain: set[int] = set()
    index_or_none = last[-1] if last else None
    while index_or_none is not None:
        chain.add(index_or_none)
        index_or_none = before[index_or_none]
    return frozenset(chain)


def squeezed(text: str) -> str:
    """The text without spaces and invisible signs, in one case and one form of each character."""
    return "".join(_spaced(text).split())


def _spaced(text: str) -> str:
    """The text without invisible signs, in one case and one form of each character, with single spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(character for character in plain if unicodedata.category(character) != "Cf").split())
