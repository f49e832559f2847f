"""How hard a leaflet is to read, as far as counting tells: grade, length of sentences, paragraphs, lists, sections and the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import NamedTuple

from leafletgen.check.readability.formulas import MIN_SENTENCES, Counts, Formula, Measure, Reader, Score, measured
from leafletgen.check.readability.sentences import Block, Sentence
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.prose import BLOCK_ROLES, BODY, ITEM_ROLES, SAID, Text, at, texts
from leafletgen.diagnostics import Severity
from leafletgen.html.markup import plain
from leafletgen.source.located import Path


class _Counted(NamedTuple):
    """One sentence with its counts."""

    text: Text
    sentence: Sentence
    counts: Counts
    with_names: Counts


@dataclass(frozen=True, slots=True)
class Scope:
    """A section or the whole leaflet, sentence by sentence."""

    name: str
    sentences: tuple[_Counted, ...]
    measure: Measure

    def costliest(self, formula: Formula) -> tuple[Text, Sentence]:
        """The sentence without which the rest would be easiest."""
        rest = [(self.measure.counts.without(entry.counts), entry) for entry in self.sentences]
        scored = [(formula.score(counts), entry) for counts, entry in rest if counts.scored_words]
        best = (min if formula.lower_is_easier else max)(scored, key=lambda pair: pair[0])[1]
        return best.text, best.sentence


def scopes(subject: Subject) -> tuple[Scope, ...]:
    """The whole leaflet, then each of its sections, measured."""
    reader = Reader(subject.language, subject.leaflet.check.names)
    counted = [_Counted(text, sentence, *reader.count(sentence)) for text in texts(subject) for sentence in text.sentences]
    by_section: dict[int | None, list[_Counted]] = {}
    for entry in counted:
        by_section.setdefault(entry.text.passage.section, []).append(entry)
    return (
        _scope("this leaflet", counted, reader),
        *(
            _scope(f'section "{plain(section.heading)}"', by_section.get(index, []), reader)
            for index, section in enumerate(subject.leaflet.sections)
        ),
    )


def _scope(name: str, counted: list[_Counted], reader: Reader) -> Scope:
    return Scope(name, tuple(counted), measured(((entry.counts, entry.with_names) for entry in counted), reader.language))


def reading_grade(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """The language's formula is over its limit, for the whole leaflet or for a section that is long enough to score."""
    whole, *sections = scopes(subject)
    for scope in (whole, *sections):
        nearly_all = scope.measure.counts.words > 0.9 * whole.measure.counts.words
        if scope is whole or not nearly_all:
            found = [finding for score in scope.measure.scores for finding in _too_hard(subject, scope, score, limits)]
            yield from sorted(found, key=lambda finding: finding.severity is not Severity.ERROR)[:1]


def _too_hard(subject: Subject, scope: Scope, score: Score, limits: Limits) -> Iterator[Finding]:
    formula, value = score.formula, score.value
    own = "" if formula.slug == "flesch-kincaid" else f"{formula.slug}-"
    if value is None or scope.measure.reason or f"{own}warning" not in limits:
        return
    crossed = [level for level in ("error", "warning") if formula.harder(value, limits[f"{own}{level}"])]
    if crossed:
        limit = limits[f"{own}{crossed[0]}"]
        text, sentence = scope.costliest(formula)
        quoted = shorten(sentence.text, 90, placeholder=" …")
        yield Finding(
            message=f'{scope.name} {_reads(score, value, limit)}; this sentence costs most: "{quoted}"',
            **at(subject, text, sentence.start, sentence.end),
            fix="split it and use short everyday words, here and in other long sentences; list unavoidable names in `check: {names: ...}`",
            severity=Severity(crossed[0]),
            value=value,
            limit=limit,
        )


def _reads(score: Score, measured_value: float, limit: float) -> str:
    value, names = _figure(measured_value, limit), ""
    if score.value_with_names is not None and _figure(score.value_with_names, limit) != value:
        names = f" ({_figure(score.value_with_names, limit)} with its names counted)"
    if score.formula.slug == "flesch-kincaid":
        return f"reads at US school grade {value}{names}, over {limit:g}"
    return f"scores {value}{names} on {score.formula.name}, {'over' if score.formula.lower_is_easier else 'under'} {limit:g}"


def _figure(value: float, limit: float) -> str:
    """One decimal, or as many as it takes not to look like the limit."""
    return next((text for decimals in (1, 2, 3) if float(text := f"{value:.{decimals}f}") != limit), f"{value:g}")


def long_sentence(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A sentence of too many words."""
    for text in texts(subject, SAID):
        # A word takes a letter and a space at least: most cells and names of foods are too short to be taken apart.
        for sentence in text.sentences if len(text.passage.markdown) > 2 * limits["warning"] else ():
            count = len(sentence.words)
            if count > limits["warning"]:
                severity = Severity.ERROR if count > limits["error"] else Severity.WARNING
                limit = limits[str(severity)]
                yield Finding(
                    message=f"this sentence has {count} words, more than {limit:g}",
                    **at(subject, text, sentence.start, sentence.end),
                    fix="split it, or make its parts a list",
                    severity=severity,
                    value=count,
                    limit=limit,
                )


def sentence_average(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Sentences are long on average."""
    found = [(text, sentence) for text in texts(subject) for sentence in text.sentences]
    if len(found) < MIN_SENTENCES:
        return
    average = sum(len(sentence.words) for _, sentence in found) / len(found)
    if average > limits["words"]:
        text, longest = max(found, key=lambda entry: len(entry[1].words))
        yield Finding(
            message=f"sentences have {_figure(average, limits['words'])} words on average, more than {limits['words']:g}; "
            f"this is the longest, with {len(longest.words)}",
            **at(subject, text, longest.start, longest.end),
            fix="split the longest sentences",
            value=average,
            limit=limits["words"],
        )


def long_paragraph(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A paragraph of too many sentences or words."""
    for text in texts(subject, BLOCK_ROLES | {"summary"}):
        for block in text.blocks:
            if block.list is None:
                yield from _too_much(subject, text, block, limits, "paragraph", "split it where the subject changes, or make a list of it")


def list_item_long(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A list item of several sentences, or of too many words."""
    for text in texts(subject, ITEM_ROLES | BLOCK_ROLES):
        for block in text.blocks:
            if block.list is not None or text.passage.role in ITEM_ROLES:
                yield from _too_much(subject, text, block, limits, "list item", "shorten it, or make two items of it")


def _too_much(subject: Subject, text: Text, block: Block, limits: Limits, what: str, fix: str) -> Iterator[Finding]:
    sentences, words = len(block.sentences), block.word_count
    if sentences > limits["sentences"] or words > limits["words"]:
        measures = (("sentence", sentences), ("word", words))
        crossed = [(unit, count, limits[f"{unit}s"]) for unit, count in measures if count > limits[f"{unit}s"]]
        has = " and ".join(f"{count} {unit}s" for unit, count, _ in crossed)
        most = " and ".join(f"{limit:g} {unit}{'s' * (limit != 1)}" for unit, _, limit in crossed)
        place = at(subject, text, block.sentences[0].start, block.sentences[-1].end)
        yield Finding(message=f"this {what} has {has}, more than {most}", **place, fix=fix, value=crossed[0][1], limit=crossed[0][2])


def list_too_long(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A list of too many items: a block's, or one within a text."""
    of_blocks = Counter(text.passage.path[:-1] for text in texts(subject, ITEM_ROLES))
    for path, count in of_blocks.items():
        if found := _too_many(count, Finding(message="", path=path, at_key=True), limits):
            yield found
    for text in texts(subject, BLOCK_ROLES):
        items = [block for block in text.blocks if block.list is not None]
        for number, count in Counter(block.list for block in items).items():
            first = next(block.sentences for block in items if block.list == number)
            if found := _too_many(count, Finding(message="", **at(subject, text, first[0].start, first[-1].end)), limits):
                yield found


def _too_many(count: int, place: Finding, limits: Limits) -> Finding | None:
    severity = Severity.WARNING if count > limits["warning"] else Severity.ADVICE
    limit = limits[str(severity)]
    return replace(
        place,
        message=f"this list has {count} items, more than {limit:g}",
        fix="keep the most important ones, or group them under headings",
        severity=severity,
        value=count,
        limit=limit,
    ) if count > limits["advice"] else None  # fmt: skip


def section_too_long(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Too many words between two headings."""
    words: Counter[Path] = Counter()
    for text in texts(subject, BODY - {"question"}):
        if text.passage.section is not None:
            words[_headed(text.passage.path)] += text.words
    for path, count in words.items():
        if count > limits["words"]:
            yield Finding(
                message=f"{count} words stand under this heading, more than {limits['words']:g}",
                path=path,
                at_key=path[-1] == "callout",
                fix="divide the text under more headings, or shorten it",
                value=count,
                limit=limits["words"],
            )


def _headed(path: Path) -> Path:
    """The heading that a text stands under: its question, its callout, or its section's."""
    if path[4:5] == ("questions",):
        return (*path[:6], "ask")
    return path[:5] if path[4:5] == ("callout",) else (*path[:2], "heading")


def length(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Too many words in all."""
    words = sum(text.words for text in texts(subject, BODY))
    if words > limits["words"]:
        yield Finding(
            message=f"this leaflet has {words:,} words, more than {limits['words']:,.0f} (tables and foods not counted)",
            path=("sections",),
            at_key=True,
            fix="keep what the reader needs to know or do, or make two leaflets of it",
            value=words,
            limit=limits["words"],
        )


_GRADES = {
    "warning": 8, "error": 10,
    "inflesz-warning": 65, "inflesz-error": 55,
    "kandel-moles-warning": 60, "kandel-moles-error": 50,
    "flesch-amstad-warning": 60, "flesch-amstad-error": 50,
    "wiener-sachtextformel-warning": 8, "wiener-sachtextformel-error": 10,
    "gulpease-warning": 60, "gulpease-error": 40,
    "lix-warning": 40, "lix-error": 50,
    "flesch-douma-warning": 60, "flesch-douma-error": 50,
    "flesch-martins-warning": 60, "flesch-martins-error": 50,
}  # fmt: skip
"""Limits by formula; `warning` and `error` alone are US school grades, for English."""

RULES = (
    Rule(
        slug="reading-grade",
        stage="source",
        severity=Severity.WARNING,
        reason="Many adults find health texts too hard to read; the score says which sentences to look at first.",
        basis="NHS-W, SAM",
        example="Individuals experiencing deteriorating neurological symptomatology necessitate expeditious medical evaluation.",
        mend="Get help soon if your nerve symptoms get worse.",
        check=reading_grade,
        limits=_GRADES,
    ),
    Rule(
        slug="long-sentence",
        stage="source",
        severity=Severity.WARNING,
        reason="A long sentence asks a tired or worried reader to hold its beginning in mind until its end.",
        basis="NHS-W",
        example="If you feel unwell after the injection, or the skin becomes hot, red or sore, you should call the ward or your own GP.",
        mend="You may feel unwell after the injection. If the skin becomes hot, red or sore, call the ward or your GP.",
        check=long_sentence,
        limits={"warning": 20, "error": 35},
    ),
    Rule(
        slug="sentence-average",
        stage="source",
        severity=Severity.ADVICE,
        reason="One long sentence is an exception; a long average makes the whole leaflet heavy.",
        basis="[P]",
        example="five sentences of 18 words each",
        mend="five sentences of 12 words each",
        check=sentence_average,
        limits={"words": 15},
    ),
    Rule(
        slug="long-paragraph",
        stage="source",
        severity=Severity.WARNING,
        reason="A block of text looks like hard work, and a reader who skips it misses what it says.",
        basis="NHS-W",
        example="text: One sentence. And a second. And a third. And a fourth.",
        mend='text: "One sentence. And a second.\n\nAnd a third. And a fourth."',
        check=long_paragraph,
        limits={"sentences": 3, "words": 60},
    ),
    Rule(
        slug="list-item-long",
        stage="source",
        severity=Severity.ADVICE,
        reason="A list is read at a glance; an item of several sentences is a paragraph with a dot before it.",
        basis="NHS-P",
        example="bullets: [Drink water. It helps your kidneys to work after the scan.]",
        mend="bullets: [Drink water to help your kidneys.]",
        check=list_item_long,
        limits={"sentences": 1, "words": 20},
    ),
    Rule(
        slug="list-too-long",
        stage="source",
        severity=Severity.WARNING,
        reason="Few people take in more than seven points at a time.",
        basis="NHS-P, CCI-8",
        example="bullets: [one, two, three, four, five, six, seven, eight]",
        mend="two lists of four items, each under its own heading",
        check=list_too_long,
        limits={"advice": 6, "warning": 7},
    ),
    Rule(
        slug="section-too-long",
        stage="source",
        severity=Severity.WARNING,
        reason="Headings let a reader find a place and rest; a long stretch without one does neither.",
        basis="PEMAT-8, CCI-9",
        example="a heading, then 260 words",
        mend="two headings, each with 130 words",
        check=section_too_long,
        limits={"words": 200},
    ),
    Rule(
        slug="length",
        stage="source",
        severity=Severity.ADVICE,
        reason="The more a leaflet says, the less of it is read.",
        basis="SAM",
        example="a leaflet of 2,300 words",
        mend="a leaflet of 900 words, and a second one for the details",
        check=length,
        limits={"words": 1500},
    ),
)
