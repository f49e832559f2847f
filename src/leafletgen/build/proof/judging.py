"""What only a person can judge, and what the checks have evidence for: the items of PEMAT-P, and the short list of the standards page.

Nothing here is a score. PEMAT is scored by people; the tool only says which of its items the checks looked at, and what they found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leafletgen.check.policy import Policy
from leafletgen.check.rules import BY_SLUG
from leafletgen.check.subject import Subject
from leafletgen.check.text.blocks import blocks
from leafletgen.check.text.shown import is_english
from leafletgen.diagnostics import Diagnostic
from leafletgen.html.markup import plain
from leafletgen.model.blocks import FigureBlock, FoodsBlock, TableBlock

EVIDENCE: dict[int, tuple[str, ...]] = {
    1: ("main-message-missing",),
    3: ("jargon", "reading-grade"),
    4: ("jargon", "abbreviation-undefined"),
    5: ("passive-voice",),
    6: ("percent-alone", "decimal-precision"),
    7: ("calculation-required",),
    8: ("section-too-long",),
    9: ("heading-vague", "heading-style"),
    11: ("summary-missing",),
    17: ("image-caption",),
    19: ("table-headers", "table-complex"),
    20: ("action-missing",),
    21: ("third-person-patient",),
    22: ("steps-not-numbered",),
}
"""Items of PEMAT-P that rules look at (standards, section 3). The rules know English only."""

BY_PERSON = (2, 10, 12, 15, 16, 18, 23, 26)
"""Items that a person must judge (standards, section 1.8), and 12, of which a machine only sees that boxes and lists are there."""
CALCULATIONS, TABLES = 24, 25
"""Items that only apply where the reader must calculate, and where there are tables or charts."""

CHECKLIST = ("content", "alt", "order", "pictures", "headings", "tested")
"""What no check can tell (standards, section 1.8); a translation also asks whether it is faithful."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules found that look at one item."""

    item: int
    rules: tuple[str, ...]
    found: tuple[tuple[str, int], ...]
    """Rules that found something, each with how often; waived findings count too."""


@dataclass(frozen=True, slots=True)
class Judging:
    """The tick lists of the sheet."""

    evidence: tuple[Evidence, ...]
    pemat: tuple[int, ...]
    """Numbers of the items to judge."""
    checklist: tuple[str, ...]
    alternatives: tuple[tuple[str, str], ...]
    """Each picture's file and its text alternative."""


def judging(subject: Subject, found: Iterable[Diagnostic], measured: bool) -> Judging:
    """The lists for one leaflet. ``measured`` says whether its reading grade could be."""
    counts = Counter(d.rule for d in found)
    evidence = tuple(_evidence(subject, counts, measured)) if is_english(subject) else ()
    kinds = {type(block) for _, block in blocks(subject.leaflet)}
    told = {entry.item for entry in evidence}
    open_items = EVIDENCE.keys() - told
    more = [CALCULATIONS] if counts["calculation-required"] else []
    more += [TABLES] if kinds & {TableBlock, FoodsBlock, FigureBlock} else []
    translated = subject.language != subject.library.settings.languages[0]
    return Judging(
        evidence=evidence,
        pemat=tuple(sorted({*BY_PERSON, *open_items, *more})),
        checklist=(*CHECKLIST, "translation") if translated else CHECKLIST,
        alternatives=tuple(_alternatives(subject)),
    )


def _evidence(subject: Subject, counts: Counter[str], measured: bool) -> Iterator[Evidence]:
    policy = Policy(subject.library.settings.check)
    for item, rules in EVIDENCE.items():
        looked = [rule for rule in rules if policy.severity(BY_SLUG[rule]) and (measured or rule != "reading-grade")]
        if looked:
            yield Evidence(item, tuple(looked), tuple((rule, counts[rule]) for rule in looked if counts[rule]))


def _alternatives(subject: Subject) -> Iterator[tuple[str, str]]:
    for _, block in blocks(subject.leaflet):
        if isinstance(block, FigureBlock):
            yield block.figure.image, plain(block.figure.alt)
