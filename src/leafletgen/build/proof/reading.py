"""How hard a leaflet is to read, section by section; and what the measure left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from leafletgen.check.policy import Policy
from leafletgen.check.readability.formulas import Score
from leafletgen.check.readability.grades import Scope, scopes
from leafletgen.check.rules import BY_SLUG
from leafletgen.check.subject import Subject
from leafletgen.check.text.passages import PROSE, Role
from leafletgen.html.markup import plain, word_count

_ONE_SENTENCE = 2
"""Fewest sentences among which one can cost most."""

_PARTS: dict[Role, str] = {
    "title": "headings", "heading": "headings", "callout-title": "headings", "question": "questions", "check": "boxes", "label": "boxes",
    "cell": "tables", "column": "tables", "caption": "captions", "alt": "captions", "food": "foods", "audience": "contacts",
    "contact": "contacts", "reason": "contacts",
}  # fmt: skip
"""What a part is called when it is told that it was left out."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The measure of the whole leaflet (without a heading) or of one section."""

    heading: str
    words: int
    sentences: int
    score: Decimal | None
    """None where it was not measured."""
    with_names: Decimal | None
    """The same with unavoidable names counted; None where that changes nothing."""
    costliest: str
    """The sentence without which the rest would be easiest; empty where there is no choice."""


@dataclass(frozen=True, slots=True)
class Readings:
    """How hard the leaflet is to read, as far as counting tells."""

    formula: str
    """Name of the formula that counts; empty in a language that has none."""
    reason: str
    """Why the leaflet was not measured; empty where it was."""
    limits: tuple[Decimal, Decimal] | None
    """From where the library warns, and from where it stops."""
    lower_is_easier: bool
    whole: Reading
    sections: tuple[Reading, ...]
    others: tuple[tuple[str, Decimal | None, str], ...]
    """Other formulas for the whole: name, score, and why not measured."""
    left_out: tuple[tuple[str, int], ...]
    """Parts that were not counted, with their words."""


def readings(subject: Subject) -> Readings:
    """Measure the leaflet and each of its sections."""
    whole, *sections = scopes(subject)
    measure = whole.measure
    own = measure.own
    headings = [plain(section.heading) for section in subject.leaflet.sections]
    return Readings(
        formula=measure.formula,
        reason=measure.reason,
        limits=_limits(subject, own) if own else None,
        lower_is_easier=not measure.scores or measure.scores[0].formula.lower_is_easier,
        whole=_reading("", whole),
        sections=tuple(_reading(heading, scope) for heading, scope in zip(headings, sections, strict=True)),
        others=tuple((s.formula.name, _rounded(s.value), s.reason) for s in measure.scores[1 if measure.formula else 0 :]),
        left_out=_left_out(subject),
    )


def _reading(heading: str, scope: Scope) -> Reading:
    measure = scope.measure
    own = measure.own
    score, with_names = (_rounded(own.value), _rounded(own.value_with_names)) if own else (None, None)
    costliest = ""
    if measure.scores and len(scope.sentences) >= _ONE_SENTENCE and measure.counts.scored_words:
        _, sentence = scope.costliest(measure.scores[0].formula)
        costliest = sentence.text
    counts = measure.counts
    return Reading(heading, counts.words, counts.sentences, score, with_names if with_names != score else None, costliest)


def _rounded(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.1f}")


def _limits(subject: Subject, score: Score) -> tuple[Decimal, Decimal] | None:
    found = Policy(subject.library.settings.check).limits(BY_SLUG["reading-grade"])
    own = "" if score.formula.slug == "flesch-kincaid" else f"{score.formula.slug}-"
    names = (f"{own}warning", f"{own}error")
    return (Decimal(f"{found[names[0]]:g}"), Decimal(f"{found[names[1]]:g}")) if all(name in found for name in names) else None


def _left_out(subject: Subject) -> tuple[tuple[str, int], ...]:
    words: Counter[str] = Counter()
    for passage in subject.passages:
        if passage.role not in PROSE:
            words[_PARTS[passage.role]] += word_count(passage.markdown)
    return tuple((part, words[part]) for part in dict.fromkeys(_PARTS.values()) if words[part])
