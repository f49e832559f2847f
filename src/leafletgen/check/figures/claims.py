"""Claims: which sentences state a figure, a risk or an effect of treatment, and so need a source in their paragraph.

What a leaflet asks a reader to do ("call 999", "ask your nurse"), what a service will do ("we will ring you"), questions, dates, times,
ages of its readers and words about the leaflet itself are no claims. A dose or a proportion is one wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leafletgen.check.figures.claim_words import (
    ADVICE,
    AMOUNTS,
    ASIDE,
    BARE_NUMBER,
    CHANGED_RISKS,
    EFFECTS,
    FIGURES,
    MEASURED_COLUMN,
    NUMBERED,
    OUTCOMES,
    RISKS,
    SERVICE,
    SOME_RISK,
)
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.blocks import blocks
from leafletgen.check.text.passages import Passage, Role
from leafletgen.check.text.shown import is_english, shown
from leafletgen.diagnostics import Severity
from leafletgen.html.markup import plain
from leafletgen.model.blocks import TableBlock
from leafletgen.model.citation import CITATION, without_citations
from leafletgen.source.located import Path

_CLAIMING: frozenset[Role] = frozenset({"summary", "key-point", "paragraph", "item", "step", "answer", "caption"})
_HAS_PARAGRAPHS: frozenset[Role] = frozenset({"paragraph", "answer"})
_MARKER = re.compile(r"(?:^|\n)\s*(?:[-*+]|\d{1,3}[.)])\s+$")
"""What stands before a list item."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What makes a sentence a claim."""

    kind: str
    words: str


def claim_uncited(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A figure, risk or effect of treatment without a citation in its paragraph, list item or table row."""
    if not is_english(subject):
        return
    lead_in = False
    for passage in subject.passages:
        if passage.role in _CLAIMING and "table" not in passage.path and "foods" not in passage.path:
            if not (lead_in and passage.role == "item"):
                yield from _uncited(passage, symptoms="callout" in passage.path and passage.role == "item")
            if passage.role == "paragraph":
                lead_in = _leads_in(passage.markdown)
        if passage.role == "heading":
            lead_in = False
    for path, block in blocks(subject.leaflet):
        if isinstance(block, TableBlock):
            yield from _uncited_rows((*path, "table"), block)


def _uncited(passage: Passage, *, symptoms: bool) -> Iterator[Finding]:
    """The first claim of each paragraph and list item of a passage that cites nothing."""
    covered = False
    for run in shown(passage):
        listed = bool(_MARKER.search(passage.markdown[: run.start]))
        if not ("@" in run.markdown and CITATION.search(run.markdown)) and not (listed and covered):
            claim = find_claim(plain(run.markdown), figures_only=symptoms or passage.role == "caption")
            if claim:
                place = "paragraph" if passage.role in _HAS_PARAGRAPHS and not listed else "item"
                yield _finding(passage.path, claim, place, _before(passage.markdown, run.start, claim.words))
        if not listed:
            covered = _leads_in(run.markdown)


def _uncited_rows(path: Path, block: TableBlock) -> Iterator[Finding]:
    """The first claim of each row of a table whose caption and column heads cite nothing; the first cell is the row's head."""
    table = block.table
    if any(CITATION.search(text) for text in (table.caption, *table.columns)):
        return
    for i, row in enumerate(table.rows):
        if any(CITATION.search(cell) for cell in row):
            continue
        for j, cell in enumerate(row[1:], 1):
            text = plain(cell)
            claim = find_claim(text) or _bare_figure(text, plain(table.columns[j]))
            if claim:
                yield _finding((*path, "rows", i, j), claim, "row", 0)
                break


def _finding(path: Path, claim: Claim, place: str, occurrence: int) -> Finding:
    return Finding(
        path=path,
        needle=claim.words,
        occurrence=occurrence,
        message=f'{claim.kind} ("{claim.words}") has no source in its {place}',
        fix="cite where it comes from, as [@nice-ng239], or take it out",
    )


def find_claim(text: str, *, figures_only: bool = False) -> Claim | None:
    """The first claim in ``text``, which is one paragraph without markup; None where it claims nothing."""
    for sentence in re.split(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“‘(]?[A-Z0-9])", text):
        if sentence.rstrip('"”’) ').endswith("?") or re.match(
            r"\W*(?:figure|page|step|version|tel|phone|address)\b", sentence, re.IGNORECASE
        ):
            continue
        if claim := _figure(sentence) or (None if figures_only else _statement(sentence)):
            return claim
    return None


def _figure(sentence: str) -> Claim | None:
    if not AMOUNTS.search(sentence):
        return None
    for pattern in FIGURES:
        for match in pattern.finditer(sentence):
            if not NUMBERED.search(sentence[: match.start()]):
                return Claim("a figure", match.group().strip())
    return None


def _statement(sentence: str) -> Claim | None:
    """A risk or an effect of treatment, unless the sentence gives advice, describes the service or speaks of the leaflet."""
    if ASIDE.search(sentence):
        return None
    if (match := SOME_RISK.search(sentence) and CHANGED_RISKS.search(sentence)) and not SERVICE.search(sentence):
        return Claim("a risk", match.group().strip())
    if ADVICE.search(sentence) or SERVICE.search(sentence):
        return None
    for kind, pattern in (("a risk", RISKS), ("an effect of treatment", EFFECTS), ("an outcome", OUTCOMES)):
        if match := pattern.search(sentence):
            return Claim(kind, match.group().strip())
    return None


def _bare_figure(cell: str, column: str) -> Claim | None:
    """A number alone in a column whose head says what it measures."""
    measured = MEASURED_COLUMN.search(column) and BARE_NUMBER.fullmatch(cell)
    return Claim("a figure", cell) if measured else None


def _leads_in(markdown: str) -> bool:
    """Whether a text ends in a sentence that a list completes, and that sentence cites a source for all of it."""
    last = re.split(r"\n\s*\n", markdown.strip())[-1]
    sentence = re.split(r"(?<=[.!?\]])\s+(?=[A-Z*])", last)[-1]
    return bool(CITATION.search(sentence)) and without_citations(sentence).rstrip().endswith(":")


def _before(markdown: str, start: int, words: str) -> int:
    """How often the words stand in a passage before its position ``start``."""
    pattern = r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
    return sum(match.start() < start for match in re.finditer(pattern, markdown))


RULES = (
    Rule(
        slug="claim-uncited",
        stage="source",
        severity=Severity.WARNING,
        reason="A figure, a risk or a promise of treatment that cites nothing cannot be checked, by a reader or at the next review.",
        basis="DISCERN-4, NHS-S",
        example="- text: About 5 in every 100 people over 65 lack B12.",
        mend="- text: About 5 in every 100 people over 65 lack B12. [@nhs-b12-anaemia]",
        check=claim_uncited,
    ),
)
