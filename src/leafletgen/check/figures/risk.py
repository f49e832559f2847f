"""Risk: chances told so that they can be pictured and compared, and no sums for the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.shown import Shown, Stretch, is_english
from leafletgen.check.text.wording import Run, wording
from leafletgen.diagnostics import Severity
from leafletgen.html.markup import plain
from leafletgen.model.blocks import TableBlock

_SMALL_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMERALS = {
    **{word: number for number, word in enumerate(_SMALL_NUMBERS, 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 3)},
    "a hundred": 100,
    "a thousand": 1000,
    "a million": 1_000_000,
}
_NUMBER_WORDS = frozenset(word.removeprefix("a ") for word in _NUMERALS)
_COUNT = rf"(?:\d[\d,]*(?:\.\d+)?(?:\s(?:thousand|million))?|{'|'.join(sorted(_NUMERALS, key=len, reverse=True))})"
_FREQUENCY = re.compile(
    rf"(?<![\w.,-])(?P<part>{_COUNT})\s+(?:people\s+|women\s+|men\s+|children\s+|patients\s+|adults\s+|babies\s+)?"
    rf"(?:(?:in|out\s+of)\s+(?:every\s+|each\s+)?|of\s+(?:every|each)\s+)(?P<whole>{_COUNT})(?![\w/]|-\w|[.,]\d)"
    r"(?!\s*(?:hours?|days?|weeks?|months?|years?|minutes?|mg|ml|mcg|g|micrograms?|milligrams?|tablets?|%|per\s?cent)\b)",
    re.IGNORECASE,
)
"""1 in 20, 5 in every 100, one in ten, 3 out of 4; not 8 in 24 hours, nor 2 of 3 doses."""
_OUT_OF = re.compile(r"\s(?:in|of)\s+(?:every\s|each\s|a\s|[\dotfsen])", re.IGNORECASE)
"""What stands between the two numbers, with the letters that numbers begin with: a look that spares most texts the search above."""


@dataclass(frozen=True, slots=True)
class _Frequency:
    """So many out of so many, as the text gives it."""

    part: float
    whole: float
    stretch: Stretch


def _frequencies(text: str) -> Iterator[_Frequency]:
    for match in _FREQUENCY.finditer(text) if _OUT_OF.search(text) else ():
        part, whole = _number(match["part"]), _number(match["whole"])
        a_year = re.fullmatch(r"19\d\d|20[0-4][1-9]", match["whole"]) is not None
        if 0 < part < whole and not a_year:
            yield _Frequency(part, whole, match.span())


def _number(words: str) -> float:
    words = " ".join(words.lower().split())
    if words in _NUMERALS:
        return _NUMERALS[words]
    digits, _, scale = words.replace(",", "").partition(" ")
    return float(digits) * {"thousand": 1e3, "million": 1e6}.get(scale, 1)


_PERCENT = re.compile(rf"(?<![\w.,])(?P<value>{_COUNT})\s?(?:%|per\s?cent\b)", re.IGNORECASE)
_PEOPLE = (
    r"people|patients|adults|women|men|children|babies|infants|girls|boys|cases|users|those|these|them|us|pregnancies|births|operations"
    r"|procedures|surgeries|tumours|cancers|families|smokers|everyone|the time|parents|mothers|teenagers|survivors|injections"
)
_OF_PEOPLE = re.compile(
    rf"\s+(?:(?:of|in)\s+(?:all\s+|the\s+|our\s+|older\s+|young\s+|pregnant\s+|treated\s+)*)?(?:{_PEOPLE})\b", re.IGNORECASE
)
_CHANCE = re.compile(
    r"\b(?:chances?|risks?|likel\w+|probabilit\w+|odds|surviv\w+|cure[sd]?"
    r"|heals?|healed|prevents?|prevented|success\w*|recover\w*|relapse\w*|complications?|side effects?"
    r"|effective\w*|die[sd]?|deaths?|mortality|get better|failure|fails?|affects?|affected|recurrence|come back|comes back)\b",
    re.IGNORECASE,
)
_NO_RISK = re.compile(
    r"\s+(?:\w+\s+)?(?:fat|cream|ointment|gel|lotion|solution|drops|alcohol|strength|saline|oxygen|glucose|dextrose|juice|cotton|cocoa|off"
    r"|discount|paraffin|bleach|sugar|peroxide|hydrocortisone|humidity|sunscreen)\b"
    r"|\s+of\s+(?:your|the|a|each|our|its|all\s+your)\s+(?!people|patients|time\b)|\s+(?:daily|less\s+(?:salt|sugar|fat)|more\s+(?:water|fluid))\b",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"(?<!at )\bmost\b(?!\s+(?:common|often|likely|important|serious|frequent|severe|effective|recent|usual|\w+ly)\b)"
    r"|\bhalf\b(?![\s-]+(?:an?\b|of\s+an?\s|life|past|the\s+dose))|\b(?:a|one|two|three)[\s-]+(?:quarters?|thirds?|fifths?|tenths?)\b"
    r"|\b(?:nearly|almost|virtually|about)\s+(?:all|everyone|everybody|none|no one)\b|\bmajority\b|\bminority\b|\bhardly\s+any\b"
    rf"|\b(?:very\s+)?few\s+(?:of\b|{_PEOPLE})|\b(?:small|tiny|large)\s+number\s+of\b|\b(?:doubles|twice)\b",
    re.IGNORECASE,
)


def percent_alone(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A chance in percent with no "x in y", nor words such as half or most, in its sentence or the next."""
    for run in (run.shown for run in wording(subject).everywhere if _has_percent(run)) if is_english(subject) else ():
        sentences = run.sentences()
        for place, (start, end) in enumerate(sentences):
            chance = _CHANCE.search(run.text, start, end) is not None
            match = next((m for m in _PERCENT.finditer(run.text, start, end) if _is_risk(run.text, m, chance)), None)
            following = sentences[place + 1][1] if place + 1 < len(sentences) else end
            before = run.text[sentences[place - 1][0] : start] if place else ""
            if match and not _pictured(run.text[start:following], before, match, _row(subject, run)):
                fix = f'say it in people, as "{_in_people(_number(match["value"]))}", or in words such as "half" or "most"'
                yield run.finding(
                    match.span(), f"{run.words(match.span())} is hard to picture by itself", fix, value=run.words(match.span())
                )


def _has_percent(run: Run) -> bool:
    return "%" in run.text or not run.letters.isdisjoint(("percent", "cent"))


def _in_people(value: float) -> str:
    """5 as 5 in 100 people, 0.5 as 5 in 1,000 people."""
    whole = 100
    while value != round(value) and whole < 100_000:
        value, whole = round(value * 10, 6), whole * 10
    return f"{value:.0f} in {whole:,} people" if value <= whole else "5 in 100 people"


def _is_risk(text: str, match: re.Match[str], chance: bool) -> bool:
    """Whether it tells of how many people, or how likely (``chance``: so its sentence says), not of a cream's strength or milk's fat."""
    if _OF_PEOPLE.match(text, match.end()):
        return True
    return chance and not _NO_RISK.match(text, match.end())


def _pictured(here: str, before: str, match: re.Match[str], row: str) -> bool:
    """Whether words or people stand with it; one sentence earlier they count where they say the same number."""
    percent = _number(match["value"])
    same = any(abs(100 * found.part / found.whole - percent) < 1 for found in _frequencies(before))
    return same or any(_IN_WORDS.search(text) or next(_frequencies(text), None) for text in (here, row))


def _row(subject: Subject, run: Shown) -> str:
    """The whole table row of a cell: the column beside it may hold the words."""
    match run.passage.path:
        case ("sections", int(section), "content", int(place), "table", "rows", int(row), int()):
            block = subject.leaflet.sections[section].content[place]
            return " . ".join(map(plain, block.table.rows[row])) if isinstance(block, TableBlock) else ""
    return ""


_PARTING = frozenset({"in", "of"})
"""One of these stands between the two numbers."""


def _counts(run: Run) -> bool:
    """Whether it holds a number that may be so many in so many."""
    return not run.words.isdisjoint(_PARTING) and (run.has_numeral or not run.words.isdisjoint(_NUMBER_WORDS))


def mixed_denominators(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Chances in one section as 1 in different numbers, of which the larger number is the smaller chance."""
    sections: dict[int | None, list[float]] = {}
    for run in (run.shown for run in wording(subject).everywhere if _counts(run)) if is_english(subject) else ():
        seen = sections.setdefault(run.passage.section, [])
        for found in _frequencies(run.text):
            if found.part == 1 and found.whole not in seen:
                seen.append(found.whole)
                if len(seen) > limits["denominators"]:
                    message = f'"{run.words(found.stretch)}" stands in one section with 1 in {seen[0]:,.0f}'
                    fix = f"give all chances of the section out of the same number, as x in every {max(seen):,.0f}"
                    yield run.finding(found.stretch, message, fix, value=len(seen), limit=limits["denominators"])


_PER_WEIGHT = re.compile(
    r"(?<![^\W\d_])(?:mg|micrograms?|milligrams?|grams?|mcg|[µμ]g|g|ml|millilit(?:re|er)s?|units?)\s?"
    r"(?:/\s?|per\s|for\s(?:each|every)\s|a\s)(?:kgs?|kilos?|kilograms?|stone|pound|lb)(?!\w)(?!\s?/\s?m)",
    re.IGNORECASE,
)
_WEIGHTS = frozenset(["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "stone", "pound", "lb"])
"""A dose by weight ends in one of these."""
_OBJECT = (
    r"(?:dose|number|total|weight|amount|results?|score|figure|answer|sum|carbs|carbohydrates?|units|calories|grams|mg|height|age"
    r"|readings?)"
)
_TO_READER = (
    r"(?:(?:^|[.!?:;]\s+|,\s+(?:then\s+)?|\bthen\s+|\bplease\s+|\band\s+then\s+|\b[Yy]ou\s+(?:(?:can|should|must|will|may|could|might)\s+)?"
    r"(?:(?:need|have|want)\s+to\s+)?))"
)
_SUM = re.compile(
    rf"(?:{_TO_READER}(?P<addressed>divide|multiply|subtract|add\s+(?:up|together)|calculate)\b"
    r"|(?P<anywhere>\b(?:subtract|add\s+(?:up|together)\s+(?:the|your|all|how|each)|(?:divid(?:e|ing)|multiply(?:ing)?)\s+(?:\w+\s+){0,6}?by\s+(?:\d|two|three|four|ten|the|your))\b))",
    re.IGNORECASE,
)
_SUMS = frozenset(["divide", "dividing", "multiply", "multiplying", "subtract", "add", "calculate"])
"""A sum begins with one of these."""
_OTHERS = re.compile(
    r"\b(?:cells?|they|it|bacteria|viruses|germs|doctor|nurse|pharmacist|dietitian|team|we|staff)\s+(?:(?!by\s)\w+\s+){0,2}$", re.IGNORECASE
)


def calculation_required(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A sum that the reader is to do: a dose by weight, or a divide, multiply, add up or subtract."""
    for run in wording(subject).everywhere if is_english(subject) else ():
        for match in _PER_WEIGHT.finditer(run.text) if not run.letters.isdisjoint(_WEIGHTS) else ():
            message = f'"{run.shown.words(match.span())}" leaves the reader to work out a dose'
            yield run.shown.finding(match.span(), message, "give the amount itself, or a table by weight")
        for match in _SUM.finditer(run.text) if not run.words.isdisjoint(_SUMS) else ():
            stretch = match.span("addressed" if match["addressed"] else "anywhere")
            if _is_a_sum(run.shown, stretch):
                message = f'"{run.shown.words(stretch)}" asks the reader to do a sum'
                yield run.shown.finding(stretch, message, "do the sum for the reader: give the result, or a table to look it up in")


def _is_a_sum(run: Shown, stretch: Stretch) -> bool:
    """Not the dividing of cells or tablets, nor small changes that add up."""
    words, after = run.text[slice(*stretch)].lower(), run.text[stretch[1] : stretch[1] + 60]
    if _OTHERS.search(run.before(stretch[0])):
        return False
    rest = words.partition(" ")[2] + after.partition(".")[0]
    if words.startswith(("divid", "multiply")):
        return bool(re.search(rf"\bby\s|^\s*(?:\w+\s+){{0,3}}{_OBJECT}\b", rest)) and not re.search(
            r"^\s.*\binto\b.*\b(?:meals|portions|pieces)\b", rest
        )
    if words == "add together":
        return bool(re.search(rf"{_OBJECT}|\bhow\b|\d", rest))
    return True


RULES = (
    Rule(
        slug="percent-alone",
        stage="source",
        severity=Severity.WARNING,
        reason="Many people cannot picture a percentage; they can picture 5 people in 100.",
        basis="NHS-N, CCI-20",
        example="- text: The risk of infection is 5%.",
        mend="- text: About 5 in 100 people (5%) get an infection.",
        check=percent_alone,
    ),
    Rule(
        slug="mixed-denominators",
        stage="source",
        severity=Severity.WARNING,
        reason="1 in 20 looks bigger than 1 in 10 to many people; out of the same number they can be compared.",
        basis="CCI-17, NHS-N",
        example="- text: 1 in 10 people feel sick and 1 in 200 get a rash.",
        mend="- text: 20 in 200 people feel sick and 1 in 200 get a rash.",
        check=mixed_denominators,
        limits={"denominators": 1},
    ),
    Rule(
        slug="calculation-required",
        stage="source",
        severity=Severity.WARNING,
        reason="A sum done wrong is a dose taken wrong.",
        basis="CCI-17, PEMAT-7",
        example="- text: Give 15 mg/kg. Divide your total by 3.",
        mend="- table: ... (doses by weight)",
        check=calculation_required,
    ),
)
