"""What should not have been left in a file: placeholders that nobody filled, and numbers that point to a patient. In any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Sequence_
from itertools import chain, islice

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.shown import is_english
from leafletgen.check.text.wording import MOST, territory_of
from leafletgen.check.text.words import words_of
from leafletgen.diagnostics import Severity
from leafletgen.source.located import Mapping, Path, Scalar, Sequence, SourceFile
from leafletgen.source.words_at import occurrence_of

_ANYWHERE = re.compile(r"\bFIXME\b|\bTODO(?=:)|\bX{3,}\b|\b[Xx]{2,}(?:[ /-][Xx]{2,})+\b|\b(?i:lorem ipsum)\b|\{\{.*?(?:\}\}|$)|\{%|\?\?\?+")
_BRACKET = re.compile(
    r"\[(?i:insert|enter|add|your|name|date|time|phone|telephone|number|hospital|ward|clinic|"
    r"contact|trust|department|to be|tbc|tba|xx|fill)\b"
    r"(?:[^\]\n@]{0,60}\](?!\()|(?<=(?i:insert)))"
)
_ENGLISH = re.compile(
    r"\b(?:TODO|TBC|TBA|TBD)\b|(?i:<(?:insert|enter|add|your)\b[^>\n]{0,60}>)|(?i:\b(?:dummy|placeholder|sample) text\b|\btext to follow\b)"
    r"|(?i:\b(?:insert|add|enter) (?:your |the )?(?:name|text|number|date|phone|photo|image|picture|logo|address) here\b)"
)
_SIGNS = (
    "fixme", "todo", "tbc", "tba", "tbd", "xx", "lorem", "{{", "{%", "???", "<", "to follow", "dummy text", "placeholder text",
    "sample text",
)  # fmt: skip
"""Without one of these, a bracket, or what stands beside `here`, a file need not be read value by value."""
_WHAT_GOES = ("name", "text", "number", "date", "phone", "photo", "image", "picture", "logo", "address")
_GOES_HERE = re.compile(f" here(?:{'|'.join(f'(?<={what} here)' for what in _WHAT_GOES)})")
"""What all of them end in stands first: so a search leaps from one `here` to the next."""


def placeholder_text(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Words that stand for words still to come."""
    whole = subject.source.text.lower()
    if not (_GOES_HERE.search(whole) or any(map(whole.__contains__, _SIGNS)) or _BRACKET.search(subject.source.text)):
        return
    patterns = (_BRACKET, _ANYWHERE, _ENGLISH) if is_english(subject) else (_BRACKET, _ANYWHERE)
    for path, text in _texts_of(subject.source):
        if path[0] == "check":
            continue
        for match in _apart(text, patterns):
            words = " ".join(match.group().split())
            yield _at(path, text, *match.span(), f'"{words}" is a placeholder', "write what belongs here, or take it out")


def _apart(text: str, patterns: Sequence_[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    """What the patterns find, each place once."""
    end = 0
    found = chain.from_iterable(islice(pattern.finditer(text), MOST) for pattern in patterns)
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= end:
            end = match.end()
            yield match


_NHS_NUMBER = re.compile(r"(?<![\d.,+(/-])(?<!\d )([1-9]\d{2})([ -]?)(\d{3})\2(\d{4})(?![\d/]|[ -]\d|\.\d)")
_SSN = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
_LONG = re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}|\d{3}-\d{2}-\d{4}")
_NUMERALS = re.compile(r"\d\D?\d\D?\d\D?\d")
"""Without four of them a text holds no number of a patient's, and no date."""
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = (
    r"(?:\d{1,2}[/. -]\d{1,2}[/. -](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}})"
)
_ASIDE = r"[\s:=*_#()–-]*(?:is\b[\s:*_]*)?"
"""What can stand between a label and what is written after it. A word such as `before` or `like` cannot: that is a rule or a sample."""
_BIRTHDAY = re.compile(
    rf"\b(?:date of birth|birth ?date|d\.? ?o\.? ?b\b\.?){_ASIDE}({_DAY})(?!\d)(?! *(?:or |to |and |onwards|until))", re.IGNORECASE
)
_RECORD = re.compile(
    r"\b(?:(?:MRN|(?:medical |patient |health )?record (?:number|no)|patient (?:number|no|ID|identifier)|CHI(?: number| no)?"
    r"|NHS (?:number|no)|(?:case ?)?notes? (?:number|no))|(hospital (?:number|no|ID)))\b"
    rf"\.?{_ASIDE}([A-Z]{{0,3}} ?\d(?:[ -]?\d){{4,11}}[A-Z]?)(?![\w/])",
    re.IGNORECASE,
)
_LABELS = frozenset(
    ["birth", "birthdate", "dob", "ob", "b", "mrn", "chi", "nhs", "record", "patient", "hospital", "note", "notes", "casenote", "casenotes"]
)
"""Without one of these words a text holds no label."""
_TELEPHONE = re.compile(r"0(?:[ -]?\d){9,10}|\d{3}[ -]\d{3}[ -]\d{4}")
_NOT_PATIENTS = frozenset({"codes", "phone", "url", "web", "check", "version", "code"})
"""Fields whose numbers are something else."""
_OTHER_NUMBER = re.compile(
    r"(?:\b(?:ISBN|ISSN|PMID|DOI|charity|company|registered|registration|order|SNOMED)\b[^.;]{0,25}|https?://\S*|\b(?:call|ring|phone|tel|telephone|text|fax)\b[^.;]{0,25})$",
    re.IGNORECASE,
)


def personal_data(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A number or a date that has the form of a patient's. What it says is not repeated in the message."""
    british = territory_of(subject) not in ("US", "CA")  # there, telephone numbers have the same shape
    for path, text in _texts_of(subject.source, _NUMERALS):
        if _NOT_PATIENTS.isdisjoint(path):
            for start, end, what in _patients(text, british):
                yield _at(path, text, start, end, f"this has the form of {what}", _TAKE_OUT)


def _patients(text: str, british: bool) -> list[tuple[int, int, str]]:
    """Where something of a patient's stands, and what it looks like, each place once."""
    found: list[tuple[int, int, str]] = []
    for start, end, what in chain(_numbers(text, british), _labelled(text)):
        if not any(start < other_end and other_start < end for other_start, other_end, _ in found):
            found.append((start, end, what))
    return found


def _numbers(text: str, british: bool) -> Iterator[tuple[int, int, str]]:
    if not _LONG.search(text):
        return
    for match in islice(_NHS_NUMBER.finditer(text), MOST):
        before = text[: match.start()]
        likely = bool(re.search(r"\bNHS (?:number|no)\b[^.;]{0,30}$", before, re.IGNORECASE)) or (
            british and not _OTHER_NUMBER.search(before)
        )
        if likely and _passes_modulus_11("".join(match.group(1, 3, 4))):
            yield *match.span(), "a patient's NHS number"
    for match in islice(_SSN.finditer(text), MOST):
        yield *match.span(), "a US social security number"


def _labelled(text: str) -> Iterator[tuple[int, int, str]]:
    """What stands after a label, as `DOB: 12/03/1956`. Lines to write on, and sentences that ask for it, have nothing there."""
    if _LABELS.isdisjoint(words_of(text)):
        return
    for match in islice(_BIRTHDAY.finditer(text), MOST):
        yield *match.span(1), "a patient's date of birth"
    for match in islice(_RECORD.finditer(text), MOST):
        told = match.group(2)
        # A hospital's number is as often its telephone's.
        if len(set(re.sub(r"\D", "", told))) > 1 and not (match.group(1) and _TELEPHONE.fullmatch(told)):
            yield *match.span(2), "a number from a patient's record"


_TAKE_OUT = "take it out: a leaflet goes to everyone. Tell your data protection officer if it is real"


def _passes_modulus_11(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of an NHS number."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9]) and len(set(digits)) > 1


_ANY = re.compile("")


def _texts_of(source: SourceFile, pattern: re.Pattern[str] = _ANY) -> list[tuple[Path, str]]:
    """Every text of the file that holds ``pattern``, with its place."""
    found: list[tuple[Path, str]] = []
    if source.root and not isinstance(source.root, Scalar):
        _gather(source.root, (), pattern, found)
    return found


def _gather(node: Mapping | Sequence, path: Path, pattern: re.Pattern[str], found: list[tuple[Path, str]]) -> None:
    for step, value in node.entries.items() if isinstance(node, Mapping) else enumerate(node.items):
        if not isinstance(value, Scalar):
            _gather(value, (*path, step), pattern, found)
        elif value.text and pattern.search(value.text):
            found.append(((*path, step), value.text))


def _at(path: Path, text: str, start: int, end: int, message: str, fix: str) -> Finding:
    needle = text[start:end]
    return Finding(path=path, needle=needle, occurrence=occurrence_of(needle, text, start), message=message, fix=fix)


RULES = (
    Rule(
        slug="placeholder-text",
        stage="source",
        severity=Severity.ERROR,
        reason="A placeholder on paper tells the reader that nobody looked.",
        basis="[P]",
        example="Ring us on [insert number].",
        mend="Ring us on 01632 960 123.",
        check=placeholder_text,
    ),
    Rule(
        slug="personal-data",
        stage="source",
        severity=Severity.ERROR,
        reason="A leaflet goes to everyone: a patient's number or date of birth in it is a breach of confidence.",
        basis="[P]",
        example="NHS number: 999 123 4561",
        mend="NHS number: ______________",
        check=personal_data,
    ),
)
