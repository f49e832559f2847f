"""A leaflet's texts made ready once for all rules on words: runs of text, the words in each, and the names that are let be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

from leafletgen.check.rule import Finding
from leafletgen.check.subject import Subject
from leafletgen.check.text.passages import PROSE, Passage, Role
from leafletgen.check.text.shown import Shown, Stretch, shown
from leafletgen.check.text.words import Word, words_of
from leafletgen.source.words_at import occurrence_of

NOT_READ: frozenset[Role] = frozenset({"contact", "reason"})
"""Parts that are not written for the reader of the leaflet, or are no sentences."""

SAID: frozenset[Role] = PROSE | {"check"}
"""Parts that are sentences."""


MOST = 50
"""Hits of one rule in one run that are told: nobody reads more, and each costs a search through the run."""
REACH = 400
"""Characters around a hit that can explain it."""

LEAVE_OUT = "leave it out"
"""In place of a wording, in the lists."""


_LETTERS = re.compile(r"[^\W\d_]+")
_NUMERAL = re.compile(r"\d")
_TWO_CAPITALS = re.compile(r"[A-Z][A-Z]")
_JOINED_NUMERAL = re.compile(r"[.,:/-]\d")


@dataclass  # not frozen, which would take thrice the time to make, and a leaflet has hundreds
class Run:
    """A paragraph, list item, heading or other stretch of text."""

    shown: Shown
    text: str
    """The words as printed; addresses are blanked with low lines."""
    role: Role
    """Its part in the page."""
    words: frozenset[str]
    """In small letters."""
    letters: frozenset[str]
    """The words, and those that a number is glued to, as `mg` in `5mg`."""
    has_numeral: bool
    _any_name: re.Pattern[str]

    @cached_property
    def names(self) -> tuple[Stretch, ...]:
        """Where names stand that no rule judges."""
        return tuple(match.span() for match in self._any_name.finditer(self.text))

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """Where each sentence stands."""
        return tuple(self.shown.sentences())

    def is_name(self, stretch: Stretch) -> bool:
        """Whether the stretch touches a name."""
        return any(start < stretch[1] and stretch[0] < end for start, end in self.names)

    def around(self, stretch: Stretch) -> tuple[str, str]:
        """What stands before and after the stretch in its sentence, as far as it can matter."""
        start, end = next((s for s in self.sentences if stretch[0] < s[1]), (0, len(self.text)))
        return self.text[max(start, stretch[0] - REACH) : stretch[0]], self.text[stretch[1] : min(max(end, stretch[1]), stretch[1] + REACH)]

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What ``pattern`` finds outside names."""
        return islice((match for match in pattern.finditer(self.text) if not self.is_name(match.span())), MOST)


@dataclass(frozen=True)
class Wording:
    """Every run of a leaflet, in the order of its file.

    Most rules look for words that few leaflets hold: sets of words find the runs that are worth a pattern, for a hundredth of its time.
    """

    everywhere: tuple[Run, ...]

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Those that are written for the reader."""
        return tuple(run for run in self.everywhere if run.role not in NOT_READ)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of ``runs``."""
        return frozenset[str]().union(*(run.words for run in self.runs))

    @cached_property
    def with_numerals(self) -> tuple[Shown, ...]:
        """What holds a numeral, read or not."""
        return tuple(run.shown for run in self.everywhere if run.has_numeral)

    @cached_property
    def with_joined_numerals(self) -> tuple[Shown, ...]:
        """What holds one with a point, comma, colon, slash or hyphen before it: decimals, dates and times are among them."""
        return tuple(shown for shown in self.with_numerals if _JOINED_NUMERAL.search(shown.text))

    @cached_property
    def with_capitals(self) -> tuple[Run, ...]:
        """Those with two capitals in a row, as in an abbreviation."""
        return tuple(run for run in self.runs if _TWO_CAPITALS.search(run.text))

    def with_any(self, words: Set[str]) -> Iterator[Run]:
        """The runs that hold one of ``words``."""
        present = self.vocabulary & words
        return (run for run in self.runs if not run.words.isdisjoint(present)) if present else iter(())


def wording(subject: Subject) -> Wording:
    """The leaflet's runs, made ready once for all rules."""
    return subject.words.once(subject.passages, lambda: Wording(tuple(_runs(subject))))


def _runs(subject: Subject) -> Iterator[Run]:
    pattern = _any_name((*subject.leaflet.check.names, subject.brand.name))
    for passage in subject.passages:
        for part in shown(passage):
            words, has_numeral = words_of(part.text), _NUMERAL.search(part.text) is not None
            letters = words.union(*(_LETTERS.findall(word) for word in words if not word.isalpha())) if has_numeral else words
            yield Run(part, part.text, passage.role, words, letters, has_numeral, pattern)


@lru_cache(maxsize=32)  # leaflets of one library have much the same names
def _any_name(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)", re.IGNORECASE)


def hits(subject: Subject, name: str, roles: Collection[Role] = ()) -> Iterator[tuple[Run, re.Match[str], Word]]:
    """Every word of the list ``name`` that stands in the leaflet, outside names; in parts of the page with those ``roles``, or in all."""
    words, territory = subject.words[name], territory_of(subject)
    for run in wording(subject).with_any(words.keys):
        if not roles or run.role in roles:
            for match, word in islice(words.found(run.text, run.words, territory), MOST):
                if not run.is_name(match.span()):
                    yield run, match, word


def territory_of(subject: Subject) -> str:
    """The country whose usage counts: that of the language (`en-US`), else that of the brand."""
    tag = subject.language.rpartition("-")[2]
    return tag if len(tag) == 2 and tag.isupper() else subject.brand.territory


def typed(passage: Passage, start: int, end: int, message: str, fix: str, **measured: Any) -> Finding:
    """A finding that points at ``passage.markdown[start:end]``."""
    needle = passage.markdown[start:end]
    occurrence = occurrence_of(needle, passage.markdown, start)
    return Finding(path=passage.path, needle=needle, occurrence=occurrence, message=message, fix=fix, **measured)


def quoted(text: str) -> str:
    """Words of the leaflet in a message, on one line."""
    return f'"{" ".join(text.split())}"'


def advice(word: Word) -> str:
    """What to do about a word of a list: the wordings to choose from, and its note."""
    if word.prefer == LEAVE_OUT:
        return LEAVE_OUT
    wordings = " or ".join(f'"{wording}"' for wording in word.wordings)
    return "; ".join(filter(None, (f"write {wordings}" if wordings else "", word.note)))
