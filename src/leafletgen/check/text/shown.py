"""A passage as printed: its words without marks and markup, each still knowing its place in what the author typed.

Rules match against ``Shown.text``; ``Shown.finding`` turns a match back into the words of the file, markup included, so that a report
points at them. Web addresses, e-mail addresses and telephone numbers are blanked: digits in them are no amounts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from leafletgen.check.readability.sentences import line
from leafletgen.check.rule import Finding
from leafletgen.check.subject import Subject
from leafletgen.check.text.passages import Passage
from leafletgen.model.citation import CITATION, without_citations
from leafletgen.model.passage import FOREIGN, LANGUAGE
from leafletgen.source.words_at import occurrence_of

Stretch = tuple[int, int]
"""Start and end (exclusive) in a text."""

_HIDDEN = re.compile(
    r"(?=[\s\[\]*_\\])(?:"  # nothing else begins what is hidden
    rf"(?:(?<!\s)\s+)?{CITATION.pattern}"  # a citation and the space before it
    r"|\[(?=[^\]\[]*\]\()|\]\([^()\]]*\)"  # the brackets and the address of a link
    rf"|\[(?=[^\]\[]*\]{LANGUAGE.pattern})|\]{LANGUAGE.pattern}"  # the brackets and the language of a passage
    r"|(?<!\\)\*+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|\\(?=[^\w\s]))"
)

_BLOCK_ROLES = ("paragraph", "answer")
"""Texts that are set as paragraphs and lists; all others are one run."""

_BREAK = re.compile(r"\n\s*\n\s*(?:(?:[-*+]|\d{1,3}[.)])\s+)?|\n[^\S\n]*(?:[-*+]|\d{1,3}[.)])\s+|^\s*(?:[-*+]|\d{1,3}[.)])\s+")
"""Between paragraphs, and before list items. As all patterns here, it reads no long run of equal signs twice."""

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|\b(?:[a-z0-9-]{1,63}\.){1,8}(?:uk|org|com|net|example|gov|edu|ie|eu|info|int)\b(?:/\S*)?"
    r"|\b10\.\d{4,}/\S+",  # a DOI
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\+\d[\d ()-]{6,}\d"
    r"|\(?\b0\d{2,4}\)?[ -]?\d{3,4}(?:[ -]?\d{2,4}){0,2}\b"
    r"|(?<!\d)(?:1[ -])?\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}\b|\b1-\d{3}-\d{3}-\d{4}\b"
    r"|(?<=\btext )\d{5,6}\b"
    r"|\b(?:call|ring|phone|tel|telephone|fax|dial)\b:?(?: (?:us|me|them|on|at|the|number))*,? "
    r"\d{3}[ -]?\d{3,4}(?:[ -]\d{3,4})?\b(?! (?:times|mg|ml|people)\b)",
    re.IGNORECASE,
)
_POINTED = re.compile(r"\.[a-zA-Z]")
_FIVE_NUMERALS = re.compile(r"\d(?:[ ().-]{0,2}\d){4}")

_NEAR = 400
"""Characters around a match that can bear on it. A bound, so that a long text takes no quadratic time."""


@dataclass(slots=True)  # not frozen, which would take thrice the time to make, and a leaflet has hundreds
class Shown:
    """One paragraph, list item or other run of a passage."""

    passage: Passage
    start: int
    """Where it starts in the passage's markdown."""
    markdown: str
    text: str
    """The words as printed, on as many lines as were typed, addresses and telephone numbers blanked."""

    def words(self, stretch: Stretch) -> str:
        """The words there, on one line."""
        return " ".join(self.text[slice(*stretch)].split())

    def needle(self, stretch: Stretch) -> tuple[str, int]:
        """The words there as typed, and which of several equal ones in the passage they are."""
        start, end = self._origin(stretch[0]), self._origin(stretch[1] - 1) + 1
        typed = self.passage.markdown[start:end]
        return typed, occurrence_of(typed, self.passage.markdown, start)

    def finding(self, stretch: Stretch, message: str, fix: str, **measured: Any) -> Finding:
        """A finding that points at the words there."""
        needle, occurrence = self.needle(stretch)
        return Finding(path=self.passage.path, needle=needle, occurrence=occurrence, message=message, fix=fix, **measured)

    def sentences(self) -> tuple[Stretch, ...]:
        """Its sentences."""
        return tuple((sentence.start, sentence.end) for sentence in line(self.text).sentences)

    def sentence(self, position: int) -> str:
        """The sentence that holds the character at ``position``, as far as it is near."""
        first = max(0, position - _NEAR)
        near = self.text[first : position + _NEAR]
        return next((near[found.start : found.end] for found in line(near).sentences if position - first < found.end), near)

    def before(self, position: int) -> str:
        """The words that lead up to ``position``."""
        return self.text[max(0, position - _NEAR) : position]

    def _origin(self, position: int) -> int:
        """Where the character at ``position`` of the text stands in the passage's markdown."""
        for hidden in _HIDDEN.finditer(self.markdown):
            if hidden.start() > position:
                break
            position += len(hidden.group())
        return self.start + position


@lru_cache(maxsize=4096)  # a dozen rules look at the same few hundred passages of a leaflet, one rule after another
def shown(passage: Passage) -> tuple[Shown, ...]:
    """The runs of ``passage``."""
    markdown = passage.markdown
    if passage.role not in _BLOCK_ROLES:
        return (Shown(passage, 0, markdown, _printed(markdown)),) if markdown else ()
    breaks = list(_BREAK.finditer(markdown))
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(markdown)]
    parts = [(start, markdown[start:end]) for start, end in zip(starts, ends, strict=True) if start < end]
    return tuple(Shown(passage, start, part, _printed(part)) for start, part in parts)


def _printed(markdown: str) -> str:
    if "{lang=" in markdown:  # words in another language are not judged by the rules of this one
        markdown = FOREIGN.sub(lambda match: "\N{WORD JOINER}" * len(match.group()), markdown)
    # Most marks are citations, and those alone are quicker to find; five looks for a sign take less time than one pattern.
    marked = "*" in markdown or "_" in markdown or "\\" in markdown or "](" in markdown or "]{" in markdown
    return blanked(_HIDDEN.sub("", markdown) if marked else without_citations(markdown))


def blanked(text: str) -> str:
    """``text`` with low lines for its addresses and telephone numbers."""
    # Most texts hold neither, and a look for what both need is ten times faster than the patterns.
    if "@" in text or "/" in text or ("." in text and _POINTED.search(text)):
        text = _ADDRESS.sub(_low_lines, text)
    if "+" in text or _FIVE_NUMERALS.search(text):
        text = _PHONE.sub(_low_lines, text)
    return text


def _low_lines(match: re.Match[str]) -> str:
    return "_" * len(match.group())


def is_english(subject: Subject) -> bool:
    """Whether the leaflet is written in English, as the rules on English words suppose."""
    return subject.language.partition("-")[0] == "en"
