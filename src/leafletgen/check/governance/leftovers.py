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
from leafletgen.diagnostics import Severity
from leafletgen.source.located import Mapping, Node, Path, Scalar, Sequence
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
    "fixme", "todo", "tbc", "tba", "tbd", "xxx", "xx/", "xx ", "xx-", "lorem", "{{", "{%", "???", "<insert", "<enter", "<add", "<your",
    "dummy text", "placeholder text", "sample text", "to follow", "name here", "text here", "number here", "date here", "phone here",
    "photo here", "image here", "picture here", "logo here", "address here",
)  # fmt: skip
"""Without one of these, or a bracket, a file need not be read value by value."""


def placeholder_text(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Words that stand for words still to come."""
    whole = subject.source.text.lower()
    if not (any(sign in whole for sign in _SIGNS) or _BRACKET.search(subject.source.text)):
        return
    patterns = (_BRACKET, _ANYWHERE, _ENGLISH) if is_english(subject) else (_BRACKET, _ANYWHERE)
    for path, text in _scalars(subject.source.root):
        if path[0] == "check":
            continue
        for match in _apart(text, patterns):
            yield _at(path, text, match, f'"{" ".join(match.group().split())}" is a placeholder', "write what belongs here, or take it out")


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
_NUMBERS = re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}|\d{3}-\d{2}-\d{4}")
"""Without such digits a file need not be read value by value."""
_NOT_PATIENTS = frozenset({"codes", "phone", "url", "web", "check", "version", "code"})
"""Fields whose numbers are something else."""
_OTHER_NUMBER = re.compile(
    r"(?:\b(?:ISBN|ISSN|PMID|DOI|charity|company|registered|registration|order|SNOMED)\b[^.;]{0,25}|https?://\S*|\b(?:call|ring|phone|tel|telephone|text|fax)\b[^.;]{0,25})$",
    re.IGNORECASE,
)


def personal_data(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A number that has the form of a patient's. The number itself is not repeated in the message."""
    if not _NUMBERS.search(subject.source.text):
        return
    british = territory_of(subject) not in ("US", "CA")  # there, telephone numbers have the same shape
    for path, text in _scalars(subject.source.root):
        if not _NOT_PATIENTS.isdisjoint(path):
            continue
        for match in islice(_NHS_NUMBER.finditer(text), MOST):
            before = text[: match.start()]
            likely = bool(re.search(r"\bNHS (?:number|no)\b[^.;]{0,30}$", before, re.IGNORECASE)) or (
                british and not _OTHER_NUMBER.search(before)
            )
            if likely and _passes_modulus_11("".join(match.group(1, 3, 4))):
                yield _at(path, text, match, "this has the form of a patient's NHS number", _TAKE_OUT)
        for match in islice(_SSN.finditer(text), MOST):
            yield _at(path, text, match, "this has the form of a US social security number", _TAKE_OUT)


_TAKE_OUT = "take it out: a leaflet goes to everyone. Tell your data protection officer if it is real"


def _passes_modulus_11(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of an NHS number."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9]) and len(set(digits)) > 1


def _scalars(node: Node | None, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of the file with its place."""
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            yield from _scalars(value, (*path, key))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _scalars(item, (*path, index))
    elif isinstance(node, Scalar) and node.text and path:
        yield path, node.text


def _at(path: Path, text: str, match: re.Match[str], message: str, fix: str) -> Finding:
    occurrence = occurrence_of(match.group(), text, match.start())
    return Finding(path=path, needle=match.group(), occurrence=occurrence, message=message, fix=fix)


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
        reason="A leaflet goes to everyone: a patient's number in it is a breach of confidence.",
        basis="[P]",
        example="NHS number: 999 123 4561",
        mend="NHS number: ______________",
        check=personal_data,
    ),
)
