"""Plain language, by word list: hard words without their plain ones, long-winded phrases, words that hurt, words that say no number.

The lists are data (`styles/words/`); a language without a list is not judged by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.explained import is_explained, plain_in_brackets
from leafletgen.check.text.passages import PROSE
from leafletgen.check.text.wording import Run, advice, hits, quoted, territory_of
from leafletgen.diagnostics import Severity

_SIGNS = frozenset({"title", "heading", "callout-title", "question", "audience"})
"""Parts too short to explain a word in: it may be explained in the text below."""


def jargon(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A hard word that nothing explains, here or earlier."""
    found = list(hits(subject, "jargon"))
    explains = [is_explained(*_split(run, match), word) for run, match, word in found]
    somewhere = {word.term for (_, _, word), explained in zip(found, explains, strict=True) if explained}
    met: set[str] = set()
    for (run, match, word), explained in zip(found, explains, strict=True):
        if explained:
            met.add(word.term)
        elif word.term not in met and not (run.role in _SIGNS and word.term in somewhere):
            fix = ", ".join(filter(None, (advice(word), "or explain it beside the word")))
            yield run.shown.finding(match.span(), f"{quoted(match.group())} is a hard word, and nothing beside it says what it means", fix)


def term_order(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """The hard word first and its plain one in brackets."""
    for run, match, word in hits(subject, "jargon"):
        plain = plain_in_brackets(run.text[match.end() :], word)
        if plain:
            message = f"the hard word {quoted(match.group())} stands first, its plain one in brackets"
            yield run.shown.finding(
                match.span(), message, f"write the plain word first: {plain} ({' '.join(match.group().split()).lower()})"
            )


def wordy_phrase(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Several words, or a long one, where a short one does."""
    for run, match, word in hits(subject, "wordy"):
        yield run.shown.finding(match.span(), f"{quoted(match.group())} is long-winded", advice(word))


def stigma_term(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Words that name people by their illness, blame or hurt them."""
    for run, match, word in hits(subject, "stigma"):
        yield run.shown.finding(match.span(), f"{quoted(match.group())} can hurt or label people", advice(word))


def latin_abbreviation(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Latin, short or in full, which screen readers stumble over too."""
    for run, match, word in hits(subject, "latin"):
        yield run.shown.finding(match.span(), f"{quoted(match.group())} is Latin, which many readers do not know", advice(word))


def vague_quantity(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """How likely something is, in words that each reader takes differently, with no figure beside them."""
    for run, match, _ in hits(subject, "vague", PROSE):
        if not _FIGURE.search(_from_here(run, match)):
            message = f"{quoted(match.group())} gives no number, and each reader takes it for another"
            yield run.shown.finding(match.span(), message, "add how many, as in: about 1 in every 100 people")


def spelling_locale(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """The spelling of another country."""
    territory = territory_of(subject)
    name, there = _FOREIGN.get(territory, ("", ""))
    for run, match, word in hits(subject, name) if name else ():
        before, _ = _around(run, match)
        if not (match.group()[0].isupper() and re.search(r"\w", before)):  # within a sentence it is a name, as World Health Organization
            yield run.shown.finding(match.span(), f"{quoted(match.group())} is the {there} spelling", advice(word))


_FOREIGN = {
    **dict.fromkeys(("GB", "IE", "AU", "NZ", "ZA", "IN", "MT"), ("us-spelling", "American")),
    **dict.fromkeys(("US",), ("gb-spelling", "British")),
}
"""The list of spellings that are not a country's own. Canada uses both."""

_FIGURE = re.compile(
    r"\d\s*(?:%|per\s?cent\b)|\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:(?:people|person|women|men|children|babies|patients|adults)\s+)?"
    r"(?:in|out\s+of|of)\s+(?:every\s+|each\s+)?(?:\d|an?\s+hundred|ten\b|five\b|two\b|three\b|four\b|six\b|eight\b|twenty|fifty|hundred|thousand|million)"
    r"|\b\d[\d,.]*\s+(?:people|women|men|children|babies|patients|adults|cases|times)\b|\b(?:half|(?:a|one|two|three)[\s-](?:third|quarter|fifth|tenth)s?)\s+of\b",
    re.IGNORECASE,
)
"""How many of how many. A dose, an age or a date is no such figure."""


def _from_here(run: Run, match: re.Match[str]) -> str:
    """The sentence of the match and the next one."""
    sentences = run.sentences
    index = next((i for i, (_, end) in enumerate(sentences) if match.start() < end), len(sentences) - 1)
    return " ".join(run.text[start:end] for start, end in sentences[index : index + 2])


def _around(run: Run, match: re.Match[str]) -> tuple[str, str]:
    return run.around(match.span())


def _split(run: Run, match: re.Match[str]) -> tuple[str, str, str]:
    before, after = _around(run, match)
    return before, match.group(), after


RULES = (
    Rule(
        slug="jargon",
        stage="source",
        severity=Severity.WARNING,
        reason="People act on what they understand; a hard word alone keeps many from it.",
        basis="NHS-A, CCI-7, PEMAT-3/4",
        example="You may have hypertension.",
        mend="You may have high blood pressure (hypertension).",
        check=jargon,
    ),
    Rule(
        slug="term-order",
        stage="source",
        severity=Severity.ADVICE,
        reason="Readers who meet the plain word first are not stopped by the hard one.",
        basis="NHS-W",
        example="Hypertension (high blood pressure) often has no symptoms.",
        mend="High blood pressure (hypertension) often has no symptoms.",
        check=term_order,
    ),
    Rule(
        slug="latin-abbreviation",
        stage="source",
        severity=Severity.WARNING,
        reason="Many readers do not know what they stand for, and screen readers misread them.",
        basis="NHS-A",
        example="Eat oily fish, e.g. salmon.",
        mend="Eat oily fish, such as salmon.",
        check=latin_abbreviation,
    ),
    Rule(
        slug="wordy-phrase",
        stage="source",
        severity=Severity.ADVICE,
        reason="Fewer words are read sooner and by more people.",
        basis="CCI-7",
        example="Do not eat prior to your operation.",
        mend="Do not eat before your operation.",
        check=wordy_phrase,
    ),
    Rule(
        slug="stigma-term",
        stage="source",
        severity=Severity.WARNING,
        reason="People are more than a condition, and those who feel judged do not come back.",
        basis="NHS-A",
        example="Diabetics should have an eye test each year.",
        mend="People with diabetes should have an eye test each year.",
        check=stigma_term,
    ),
    Rule(
        slug="vague-quantity",
        stage="source",
        severity=Severity.ADVICE,
        reason="Each reader takes “rare” for another number.",
        basis="NHS-W, CCI-20",
        example="Serious side effects are rare.",
        mend="Serious side effects are rare. They happen in fewer than 1 in 1,000 people.",
        check=vague_quantity,
    ),
    Rule(
        slug="spelling-locale",
        stage="source",
        severity=Severity.ADVICE,
        reason="Spelling from elsewhere makes readers doubt that the advice is for them.",
        basis="[P]",
        example="You may have diarrhea.  (in a leaflet for Britain)",
        mend="You may have diarrhoea.",
        check=spelling_locale,
    ),
)
