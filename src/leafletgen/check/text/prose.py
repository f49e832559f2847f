"""A leaflet's texts taken apart into blocks and sentences, and the way back from a sentence to the words of its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypedDict

from leafletgen.check.readability.sentences import Block, Sentence, blocks, line
from leafletgen.check.subject import Subject
from leafletgen.check.text.passages import PROSE, Passage, Role
from leafletgen.source.located import Path
from leafletgen.source.words_at import occurrence_of

BLOCK_ROLES: frozenset[Role] = frozenset({"paragraph", "answer"})
"""Texts that may hold several paragraphs and lists."""
ITEM_ROLES: frozenset[Role] = frozenset({"item", "step", "check", "key-point"})
BODY: frozenset[Role] = PROSE | {"check", "question"}
"""Roles whose words make a leaflet long."""
SAID: frozenset[Role] = BODY | {"audience", "callout-title", "cell", "caption", "food"}
"""Roles that hold sentences."""


@dataclass(frozen=True, slots=True)
class Text:
    """One passage, taken apart."""

    passage: Passage
    blocks: tuple[Block, ...]

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Its sentences in order."""
        return (sentence for block in self.blocks for sentence in block.sentences)

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(block.word_count for block in self.blocks)


def texts(subject: Subject, roles: frozenset[Role] = PROSE) -> Iterator[Text]:
    """The leaflet's texts of certain roles, taken apart."""
    language = subject.language.split("-")[0].lower()
    for passage in subject.passages:
        if passage.role in roles:
            yield Text(passage, _taken_apart(passage.markdown, passage.role in BLOCK_ROLES, language))


@lru_cache(maxsize=1000)  # seven rules read the texts of one leaflet in turn; the longest leaflet has a few hundred
def _taken_apart(markdown: str, several: bool, language: str) -> tuple[Block, ...]:
    return blocks(markdown, language) if several else (line(markdown, language),)


class Place(TypedDict):
    """Where a finding points."""

    path: Path
    needle: str
    occurrence: int


def at(subject: Subject, text: Text, start: int, end: int) -> Place:
    """The words ``start`` to ``end`` of a text; their beginning where quotes or escapes of the file change the rest."""
    path, markdown = text.passage.path, text.passage.markdown
    words, whole = markdown[start:end].split(), subject.source.span(path)
    if words == markdown.split() and whole.line == whole.end_line:
        return Place(path=path, needle="", occurrence=0)
    for needle in (" ".join(words[:count]) for count in (len(words), 8, 4, 2)):
        occurrence = occurrence_of(needle, markdown, start)
        if subject.source.span_of_text(needle, path, occurrence) != whole:
            return Place(path=path, needle=needle, occurrence=occurrence)
    return Place(path=path, needle="", occurrence=0)
