"""Words in capitals: abbreviations, whether each is spelled out where it is first used, and plain words set in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from leafletgen.check.rule import Finding, Limits
from leafletgen.check.subject import Subject
from leafletgen.check.text.shown import Stretch, is_english
from leafletgen.check.text.wording import MOST, REACH, Run, quoted, territory_of, wording

_SIGNS = frozenset({"title", "heading", "callout-title", "question", "audience", "caption", "column", "alt"})
"""Parts that need not spell it out where the text does."""

# The first letter stands before what must not stand before it: so a search leaps from capital to capital.
_CAPITALS = re.compile(r"[A-Z](?<![\w&@#][A-Z])[A-Z]{1,5}s?(?![\w&@]|-\d|['’][a-z]{2})")
_RUN = re.compile(r"[A-Z](?<![\w&][A-Z])[A-Z'’-]*[A-Z](?![\w&])(?:[ \n]+[A-Z](?:[A-Z'’-]*[A-Z])?(?![\w&'’]))*")
_IN_BRACKETS = re.compile(r"\(([A-Z]{2,})\)")
_ROMAN = re.compile(r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{2,3})$")
_STAGE = re.compile(r"\b(?:type|stage|grade|part|phase|class|level|chapter|factor|nerve)s?\s+$|\b(?:and|to|or)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Abbreviation:
    run: Run
    match: re.Match[str]
    name: str
    spelled_out: bool


def abbreviation_undefined(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Capitals that are not spelled out where they first stand."""
    if not is_english(subject):
        return
    found = list(_abbreviations(subject))
    defined = {abbreviation.name for abbreviation in found if abbreviation.spelled_out}
    seen: set[str] = set()
    for abbreviation in found:
        name, run = abbreviation.name, abbreviation.run
        if name in seen or (run.role in _SIGNS and name in defined):
            continue
        seen.add(name)
        if not abbreviation.spelled_out:
            later = "before it is spelled out" if name in defined else "and nothing spells it out"
            fix = f"write it in full at first, with the short form in brackets: full name ({name})"
            yield run.shown.finding(abbreviation.match.span(), f'"{name}" stands here {later}', fix)


def _abbreviations(subject: Subject) -> Iterator[_Abbreviation]:
    """Every abbreviation that is not known to all readers, in the order of the file."""
    known = _Known(subject)
    for run in wording(subject).with_capitals:
        shouted = [match.span() for match in _shouted(run, known, 2, 99)]
        for match in islice(_CAPITALS.finditer(run.text), MOST):
            name = match.group().rstrip("s")
            inside = any(start <= match.start() < end for start, end in shouted)
            harmless = name in known or _is_number(run.text, match, name) or _is_typed(run.text, match)
            if inside or run.is_name(match.span()) or harmless:
                continue
            yield _Abbreviation(run, match, name, _is_spelled_out(run.text, match.span(), name))


class _Known:
    """Abbreviations and plain words that need no explanation here."""

    def __init__(self, subject: Subject) -> None:
        territory = territory_of(subject)
        self.lists = [subject.words[name] for name in ("abbreviations-ok", f"abbreviations-ok-{territory}")]
        self.plain = subject.words["capital-words"]

    def __contains__(self, name: str) -> bool:
        return name in self.plain or self.is_abbreviation(name)

    def is_abbreviation(self, name: str) -> bool:
        return any(name in words for words in self.lists)


def _is_number(text: str, match: re.Match[str], name: str) -> bool:
    """Whether it is a Roman number; IV also stands for a drip, so it needs a word such as stage before it."""
    return bool(_ROMAN.match(name)) and (name not in ("IV", "V", "X") or bool(_STAGE.search(text[: match.start()])))


def _is_typed(text: str, match: re.Match[str]) -> bool:
    """Whether it is what the reader is to send, as in text SHOUT to 85258."""
    return bool(re.search(r"(?i)\btext\s+[\"“‘']?$", text[: match.start()]) and re.match(r"[\"”’']?\s+to\s+\d", text[match.end() :]))


def _is_spelled_out(text: str, stretch: Stretch, name: str) -> bool:
    before, after = text[max(0, stretch[0] - REACH) : stretch[0]], text[stretch[1] : stretch[1] + REACH]
    if re.search(
        r"\w[\"”’]?\s*\((?:(?:also|or|called|known as|shortened to|short|for short|abbreviated to|an?|the)[\s,:]+|[^(),]*,\s+)*[\"“]?$",
        before,
    ) and re.match(r"[\"”]?\s*[,;)]", after):
        return True  # multiple sclerosis (MS)
    bracket = re.match(r"(?:\s+[a-z]+)?\s*\(([^()]+)\)", after)
    if bracket and re.search(r"[a-z]{4,}", bracket[1]) and not re.match(r"(?:see|for example|such as|like)\b", bracket[1], re.IGNORECASE):
        return True  # MS (multiple sclerosis)
    if re.match(r"[\"”]?,?\s+(?:(?:which|that)\s+)?(?:stands for|is short for|means)\b", after):
        return True
    return bool(
        re.search(r"(?:\bor|\bcalled|\bknown as|\bshortened to|\babbreviated to|\bfor short,?|,)\s+(?:an?\s+|the\s+)?[\"“]?$", before)
        and _has_initials(before, name)
    ) or bool(re.match(r",?\s+or\s+", after) and _has_initials(after, name))


def _has_initials(text: str, name: str) -> bool:
    """Whether words whose first letters make ``name`` stand in ``text``."""
    initials = "".join(
        word[0]
        for word in re.findall(r"[^\W\d_]+", text)
        if word.lower() not in ("of", "the", "and", "in", "for", "or", "a", "an", "called")
    )
    return name.lower() in initials.lower()


def all_caps(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Plain words set in capitals."""
    known = _Known(subject)
    for run in wording(subject).with_capitals:
        for match in _shouted(run, known, int(limits["words"]), int(limits["letters"])):
            message = f"{quoted(match.group())} is set in capitals, which are hard to read"
            yield run.shown.finding(match.span(), message, "write it in small letters; use bold (`**words**`) to stress a few words")


def _shouted(run: Run, known: _Known, words: int, letters: int) -> Iterator[re.Match[str]]:
    """Runs of at least ``words`` words in capitals, and single ones of more than ``letters``, that are no abbreviations."""
    spelled_out = set(_IN_BRACKETS.findall(run.text)) if "(" in run.text else set()
    for match in run.matches(_RUN):
        loud = [w for w in match.group().split() if len(w) > 1 and not known.is_abbreviation(w) and w not in spelled_out]
        if len(loud) >= words or any(len(re.sub(r"\W", "", w)) > letters for w in loud):
            yield match
