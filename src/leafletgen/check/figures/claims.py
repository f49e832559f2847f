"""Claims: which sentences state a figure, a risk or an effect of treatment, and so need a source in their paragraph.

What a leaflet asks a reader to do ("call 999", "ask your nurse"), what a service will do ("we will ring you"), questions, dates, times,
ages of its readers and words about the leaflet itself are no claims. A dose or a proportion is one wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leafletgen.check.figures.claim_words import (
    ADVICE,
    AMOUNTS,
    ASIDE,
    BARE_NUMBER,
    CHANGED_RISKS,
    EFFECT_STEMS,
    EFFECTS,
    FIGURES,
    MEASURED_COLUMN,
    NUMBERED,
    OUTCOMES,
    RISK_STEMS,
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
from leafletgen.model.citation import Citation, citations, without_citations
from leafletgen.source.located import Path

_CLAIMING: frozenset[Role] = frozenset({"summary", "key-point", "paragraph", "item", "step", "answer", "caption"})
_HAS_PARAGRAPHS: frozenset[Role] = frozenset({"paragraph", "answer"})
_MARKER = re.compile(r"(?:^|\n)\s*(?:[-*+]|\d{1,3}[.)])\s+$")
"""What stands before a list item."""
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“‘(]?[A-Z0-9])")
_NAMES_A_PLACE = re.compile(r"\W*(?:figure|page|step|version|tel|phone|address)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """What makes a sentence a claim."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One paragraph, list item or table row of a leaflet, with the sources that stand for it."""

    path: Path
    markdown: str
    cited: tuple[Citation, ...] = ()
    """What it cites itself; else what the sentence that leads in to its list cites, or the heads of its table."""
    uncited: Finding | None = None
    """What it claims without a source; only looked for in English."""


def claim_uncited(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A figure, risk or effect of treatment without a citation in its paragraph, list item or table row."""
    if is_english(subject):
        claiming = [passage for passage in subject.passages if passage.role in _CLAIMING]
        yield from (statement.uncited for statement in _statements(subject, claiming) if statement.uncited)


def statements(subject: Subject) -> Iterator[Statement]:
    """All that the leaflet says, in the order of its file, whether it claims anything or not."""
    return _statements(subject, subject.passages)


def _statements(subject: Subject, passages: Iterable[Passage]) -> Iterator[Statement]:
    tables = {(*path, "table"): block for path, block in blocks(subject.leaflet) if isinstance(block, TableBlock)}
    english = is_english(subject)
    lead_in: tuple[Citation, ...] = ()
    led_to: Path = ()
    for passage in passages:
        table = passage.path[:5]
        if table in tables:
            if passage.path[-1] == "caption":
                yield from _of_table(table, tables[table], english)
            continue
        claiming = english and passage.role in _CLAIMING
        yield from _of_passage(passage, lead_in if passage.path[:-1] == led_to else (), claiming)
        if following := _list_after(passage.path):
            lead_in, led_to = _leading_in(passage.markdown), following


def _list_after(text: Path) -> Path | None:
    """The list that the last sentence of a text may lead in to: of its callout, or in the block after its own."""
    if text[4:] == ("callout", "text"):
        return (*text[:5], "bullets")
    return (*text[:3], int(text[3]) + 1, "bullets") if text[4:] == ("text",) else None


def _of_passage(passage: Passage, lead_in: tuple[Citation, ...], claiming: bool) -> Iterator[Statement]:
    """Each paragraph and list item of a passage; what leads in to a list with a citation speaks for its items."""
    figures_only = passage.role == "caption" or ("callout" in passage.path and passage.role == "item")
    covering = lead_in
    for run in shown(passage):
        listed = bool(run.start and _MARKER.search(passage.markdown[: run.start]))
        cited = _cited(run.markdown) or lead_in or (covering if listed else ())
        claim = find_claim(plain(run.markdown), figures_only=figures_only) if claiming and not cited else None
        place = "paragraph" if passage.role in _HAS_PARAGRAPHS and not listed else "item"
        occurrence = _before(passage.markdown, run.start, claim.words) if claim else 0
        yield Statement(passage.path, run.markdown, cited, _finding(passage.path, claim, place, occurrence) if claim else None)
        if not listed:
            covering = _leading_in(run.markdown)


def _of_table(path: Path, block: TableBlock, english: bool) -> Iterator[Statement]:
    """The caption and each row; what caption and column heads cite speaks for all rows. The first cell is the row's head."""
    table = block.table
    heads = _cited(" ".join((table.caption, *table.columns)))
    yield Statement((*path, "caption"), table.caption, heads)
    for i, row in enumerate(table.rows):
        cited = _cited(" ".join(row)) or heads
        said = "; ".join(f"{column}: {cell}" for column, cell in zip(table.columns[1:], row[1:], strict=True))
        uncited = _uncited_row((*path, "rows", i), block, row) if english and not cited else None
        yield Statement((*path, "rows", i), f"{row[0]} \N{EN DASH} {said}", cited, uncited)


def _uncited_row(path: Path, block: TableBlock, row: tuple[str, ...]) -> Finding | None:
    """The first claim of a row."""
    for j, cell in enumerate(row[1:], 1):
        text = plain(cell)
        if claim := find_claim(text) or _bare_figure(text, plain(block.table.columns[j])):
            return _finding((*path, j), claim, "row", 0)
    return None


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
    for sentence in _BETWEEN_SENTENCES.split(text):
        if sentence.rstrip('"”’) ').endswith("?") or _NAMES_A_PLACE.match(sentence):
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
    claim = _risk_or_effect(sentence)
    return None if claim is None or ASIDE.search(sentence) else claim  # most sentences claim nothing, whatever they speak of


def _risk_or_effect(sentence: str) -> Claim | None:
    if (match := SOME_RISK.search(sentence) and CHANGED_RISKS.search(sentence)) and not SERVICE.match(sentence):
        return Claim("a risk", match.group().strip())
    if ADVICE.match(sentence) or SERVICE.match(sentence):
        return None
    small = sentence.lower()
    for kind, stems, pattern in _KINDS:
        if any(map(small.__contains__, stems)) and (match := pattern.search(sentence)):
            return Claim(kind, match.group().strip())
    return None


_KINDS = (("a risk", RISK_STEMS, RISKS), ("an effect of treatment", EFFECT_STEMS, EFFECTS), ("an outcome", ("",), OUTCOMES))
"""Kinds of claims besides figures: what each is called, what such a sentence holds one of, and how it says it."""


def _bare_figure(cell: str, column: str) -> Claim | None:
    """A number alone in a column whose head says what it measures."""
    measured = MEASURED_COLUMN.search(column) and BARE_NUMBER.fullmatch(cell)
    return Claim("a figure", cell) if measured else None


def _leading_in(markdown: str) -> tuple[Citation, ...]:
    """What a text cites for the list that completes its last sentence; nothing where no list does."""
    if "@" not in markdown or ":" not in markdown or not without_citations(markdown).rstrip().endswith(":"):
        return ()
    last = re.split(r"\n\s*\n", markdown.strip())[-1]
    sentence = re.split(r"(?<=[.!?\]])\s+(?=[A-Z*])", last)[-1]
    return _cited(sentence) if without_citations(sentence).rstrip().endswith(":") else ()


def _cited(markdown: str) -> tuple[Citation, ...]:
    """What a text cites."""
    return tuple(citations(markdown))


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
