"""Style: capitals, abbreviations, headings, link texts, slashes and italics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from leafletgen.check.plain_language.abbreviations import abbreviation_undefined, all_caps
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.shown import Stretch, is_english
from leafletgen.check.text.wording import MOST, Run, advice, hits, quoted, typed, wording
from leafletgen.diagnostics import Severity

_HEADINGS = frozenset({"title", "heading", "callout-title"})
_SMALL = frozenset(
    re.findall(r"\w+", "a an and as at but by for from if in into is it nor of off on onto or over per the to up via vs with")
)
_OPENS = re.compile(r"[:.?!–—]\s*[\"“'‘]?$")
"""What stands before the first word of a sentence."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
MANY = 3
"""Words from which capitals alone make a heading's case plain, without knowing the words."""


def heading_style(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A heading in title case, or one that ends as a sentence does."""
    if not is_english(subject):
        return
    for run in wording(subject).runs:
        if run.role in _HEADINGS and re.search(r"[^.]\.[\"”’)]*\s*$", run.text):
            yield _whole(run, "the heading ends in a full stop", "take the full stop away")
        elif run.role in _HEADINGS or run.role == "question":
            capitals, others = _cases(run)
            if not capitals:
                continue
            share = 100 * len(capitals) / (len(capitals) + others)
            if share >= limits["percent"] and _are_common(subject, run, capitals):
                yield _whole(
                    run,
                    "the heading has capitals as a title has",
                    "use a capital for its first word and for names only",
                    value=round(share),
                    limit=limits["percent"],
                )


def _cases(run: Run) -> tuple[list[str], int]:
    """The heading's words with a capital that may be no name, and how many without. First words and small words do not count."""
    capitals, others = [], 0
    for index, match in enumerate(_WORD.finditer(run.text)):
        word = match.group()
        if index == 0 or word.lower() in _SMALL or word.isupper() or run.is_name(match.span()) or _OPENS.search(run.text[: match.start()]):
            continue
        if word[0].isupper():
            capitals.append(word)
        else:
            others += 1
    return capitals, others


def _are_common(subject: Subject, run: Run, capitals: list[str]) -> bool:
    """Whether the capitals are no names: there are many, or the words stand in small letters elsewhere."""
    common = [w for w in capitals if w.lower() in subject.words["heading-words"] or _in_small_letters(subject, w.lower())]
    return bool(common) if len(capitals) < MANY else 2 * len(common) >= len(capitals) or len(capitals) > MANY


def _in_small_letters(subject: Subject, word: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", run.text) for run in wording(subject).with_any({word}))


def heading_vague(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A heading that could stand over anything."""
    for run in wording(subject).runs:
        if run.role == "heading" and _bare(run.text) in subject.words["vague-headings"]:
            yield _whole(
                run,
                f"the heading {quoted(run.text)} does not say what stands below it",
                "ask the question that the section answers, as: What are the side effects?",
            )


_FORMS = re.compile(
    r"\b[^\W\d_]+\((?:s|es|n|ies|ren|d|ed|r)\)|\band\s?/\s?or\b|\bs/he\b|\(s\)he\b"
    r"|\b(?:she\s?/\s?he|he\s?/\s?she|him\s?/\s?her|her\s?/\s?him|his\s?/\s?hers?|hers?\s?/\s?his|himself\s?/\s?herself|herself\s?/\s?himself)\b",
    re.IGNORECASE,
)


def awkward_form(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Two forms squeezed into one, as leg(s)."""
    for run in wording(subject).runs if is_english(subject) else ():
        if "/" in run.text or "(" in run.text:
            for match in run.matches(_FORMS):
                yield run.shown.finding(
                    match.span(), f"{quoted(match.group())} is hard to read, and worse to hear", _one_form(match.group())
                )


def _one_form(form: str) -> str:
    if "(" in form and form[0] != "(":
        return "write one form, as a rule the plural"
    return 'write "or", or say the two apart' if re.match(r"and", form, re.IGNORECASE) else 'write "you" or "they"'


_LINK = re.compile(r"(?<!\\)\[([^\[\]]+)\]\([^()\s]+\)")


def link_text(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A link that does not say where it leads."""
    for passage in subject.passages:
        for match in islice(_LINK.finditer(passage.markdown), MOST) if "](" in passage.markdown else ():
            if _bare(match[1]) in subject.words["link-words"]:
                yield typed(
                    passage,
                    match.start(1),
                    match.end(1),
                    f"the link {quoted(match[1])} does not say where it leads",
                    "name the page that it opens",
                )
    for run, match, word in hits(subject, "click-words"):
        if "](" not in run.shown.markdown:
            yield run.shown.finding(match.span(), f"{quoted(match.group())} means nothing on paper", advice(word))


_EMPHASIS = re.compile(
    r"(?<![*\\])(?:\*|\*\*\*)(?![*\s])((?:[^*\\\n]|\\.|\n(?!\s*\n)|\*\*[^*]+\*\*)+?)(?<![\s\\])(?:\*\*\*|\*)(?!\*)"
    r"|(?<![\w\\_])_(?![_\s])((?:[^_\\\n]|\\.|\n(?!\s*\n)|(?<=\w)_(?=\w))+?)(?<![\s\\_])_(?![\w_])"
)


def italic_underline(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Many words in italics."""
    for passage in subject.passages:
        for match in islice(_EMPHASIS.finditer(passage.markdown), MOST) if "*" in passage.markdown or "_" in passage.markdown else ():
            inner = match.start(match.lastindex or 0), match.end(match.lastindex or 0)
            words = len(_WORD.findall(passage.markdown[slice(*inner)]))
            if words > limits["words"]:
                yield typed(
                    passage,
                    *match.span(),
                    f"{words} words in a row are in italics",
                    "use bold (`**words**`) for a few words, or none",
                    value=words,
                    limit=limits["words"],
                )


def _bare(text: str) -> str:
    """Small letters without marks, as the lists have them."""
    return " ".join(re.sub(r"[^\w\s'’-]|\*", " ", text.replace("_", " ")).lower().split())


def _whole(run: Run, message: str, fix: str, **measured: float) -> Finding:
    stretch: Stretch = (0, len(run.text))
    return run.shown.finding(stretch, message, fix, **measured)


RULES = (
    Rule(
        slug="abbreviation-undefined",
        stage="source",
        severity=Severity.WARNING,
        reason="An abbreviation that nobody spells out shuts out those who do not know it.",
        basis="NHS-F, CCI-7",
        example="You will have an ECG.",
        mend="You will have a test of your heartbeat (an electrocardiogram, or ECG).",
        check=abbreviation_undefined,
    ),
    Rule(
        slug="all-caps",
        stage="source",
        severity=Severity.WARNING,
        reason="Words in capitals lose their shape, are slower to read, and may be spelled out by screen readers.",
        basis="NHS-P, CP, SAM",
        example="DO NOT STOP taking your tablets.",
        mend="**Do not stop** taking your tablets.",
        check=all_caps,
        limits={"words": 2, "letters": 5},
    ),
    Rule(
        slug="heading-style",
        stage="source",
        severity=Severity.ADVICE,
        reason="Headings in sentence case are easier to read, and names stand out in them.",
        basis="NHS-P",
        example="What To Expect After Surgery.",
        mend="What to expect after surgery",
        check=heading_style,
        limits={"percent": 60},
    ),
    Rule(
        slug="heading-vague",
        stage="source",
        severity=Severity.ADVICE,
        reason="People look for their question in the headings and skip the rest.",
        basis="PEMAT-9",
        example="heading: Other information",
        mend="heading: How do I store the tablets?",
        check=heading_vague,
    ),
    Rule(
        slug="awkward-form",
        stage="source",
        severity=Severity.ADVICE,
        reason="Brackets and slashes in a word make readers stop, and are read out badly.",
        basis="NHS-P, [P]",
        example="Rest your leg(s) and/or arm.",
        mend="Rest your legs or arm.",
        check=awkward_form,
    ),
    Rule(
        slug="link-text",
        stage="source",
        severity=Severity.WARNING,
        reason="Links are read out alone and printed on paper: each must say where it leads.",
        basis="NHS-F, SC 2.4.4",
        example="[Click here](https://www.nhs.uk/conditions/asthma/) for more.",
        mend="Read about [asthma on the NHS website](https://www.nhs.uk/conditions/asthma/).",
        check=link_text,
    ),
    Rule(
        slug="italic-underline",
        stage="source",
        severity=Severity.WARNING,
        reason="Slanting letters are harder to tell apart, above all for people with dyslexia or low vision.",
        basis="NHS-F, CP",
        example="*Do not stop taking the tablets.*",
        mend="**Do not stop** taking the tablets.",
        check=italic_underline,
        limits={"words": 3},
    ),
)
