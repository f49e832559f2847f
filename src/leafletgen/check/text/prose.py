"""A leaflet's texts taken apart into blocks and sentences, and the way back from a sentence to the words of its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
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


@dataclass(eq=False)  # not frozen, which would take thrice the time to make, and a leaflet has hundreds
class Text:
    """One passage, taken apart when a rule first asks."""

    passage: Passage
    language: str

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its paragraphs and list items; one in a text that has none."""
        return _taken_apart(self.passage.markdown, self.passage.role in BLOCK_ROLES, self.language)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences in order."""
        return tuple(sentence for block in self.blocks for sentence in block.sentences)

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return sum(block.word_count for block in self.blocks)


def texts(subject: Subject, roles: frozenset[Role] = PROSE) -> Iterator[Text]:
    """The leaflet's texts of certain roles, taken apart."""
    return (text for text in _all_texts(subject) if text.passage.role in roles)


@lru_cache(maxsize=1)  # seven rules read the texts of one leaflet in turn
def _all_texts(subject: Subject) -> tuple[Text, ...]:
    language = subject.language.split("-")[0].lower()
    return tuple(Text(passage, language) for passage in subject.passages)


@lru_cache(maxsize=1000)  # for a leaflet that is checked after each change; the longest has a few hundred texts
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
