"""Doses: notation of amounts and units that has led people to take ten times too much, or that is slow to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.blocks import blocks
from leafletgen.check.text.shown import Shown, is_english
from leafletgen.check.text.wording import Run, wording
from leafletgen.diagnostics import Severity
from leafletgen.model.blocks import FoodsBlock, TableBlock
from leafletgen.source.located import Path

DOSE_UNIT = (
    r"(?:mg|mcg|ug|[µμ]g|ng|g|ml|mL|cc|mmol|IU|milligrams?|micrograms?|nanograms?|kilograms?|grams?|millilit(?:re|er)s?|lit(?:re|er)s?"
    r"|millimoles?|units?|tablets?|capsules?|pills?|puffs?|drops?|patch(?:es)?|sachets?|vials?|ampoules?|(?:tea|table|dessert)?spoon(?:ful)?s?)"
)
"""Units in which medicine and food are measured out."""

_UP_TO_UNIT = (
    rf"(?:\s?(?:to|or|and|-|–|—)\s?\d[\d.,]*)?[\s-]?"
    rf"(?:{DOSE_UNIT}(?!\w)|%\s(?:\w+\s)?(?:cream|ointment|gel|lotion|solution|drops|spray|shampoo|strength))"
)
# Laboratories report to a fixed precision: a trailing zero is right in 4.0 mmol/l.
_NO_RESULT = r"(?!\s?(?:/|per\s)\s?(?:d?[lL]\b|lit|mol\b|mmol))"
_NAKED = re.compile(rf"(?<![\w.,)\]])\.\d+(?=({_UP_TO_UNIT}|\s(?:of\s)?an?\s(?:tablet|pill|patch))(?!\w))", re.IGNORECASE)
_TRAILING = {
    ".": re.compile(rf"(?<![\w.,£$€])\d[\d,]*\.\d*0(?=({_UP_TO_UNIT}){_NO_RESULT})", re.IGNORECASE),
    # Where a comma stands before decimals, three digits after it are still thousands in an English pack.
    ",": re.compile(rf"(?<![\w.,£$€])\d+[.,]\d?0(?=({_UP_TO_UNIT}){_NO_RESULT})", re.IGNORECASE),
}


_BARE = re.compile(r"(\d*\.\d*0|\.\d+)")


def dose_decimal(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A dose with a zero at the end of its decimals, or with nothing before its point."""
    trailing = _TRAILING["." if is_english(subject) else ","]
    for run in wording(subject).with_joined_numerals:
        for match in trailing.finditer(run.text):
            better = match.group().rstrip("0").rstrip(".,")
            yield _misread(run, match, f'write "{better}", without a zero at the end')
        for match in _NAKED.finditer(run.text):
            yield _misread(run, match, f'write "0{match.group()}", with a zero before the point')

        bare = _BARE.fullmatch(run.text)
        if bare and _in_dose_column(subject, run):
            yield _misread(run, bare, "write no zero at the end, and a zero before the point")


def _in_dose_column(subject: Subject, run: Shown) -> bool:
    """Whether it is a cell under a head such as "Dose (mg)"."""
    match run.passage.path:
        case ("sections", int(section), "content", int(place), "table", "rows", int(), int(column)):
            block = subject.leaflet.sections[section].content[place]
            return isinstance(block, TableBlock) and re.search(r"(?i)\bdos(?:e|age)|\btake\b", block.table.columns[column]) is not None
    return False


def _misread(run: Shown, match: re.Match[str], fix: str) -> Finding:
    read_as = re.sub("[.,]", "", match.group()).lstrip("0")
    return run.finding((match.start(), match.end(1)), f'"{match.group()}" is read as {read_as} when the point is missed', fix)


_PLAIN = {
    "od": "once a day", "qd": "once a day", "bd": "twice a day", "bid": "twice a day", "tds": "3 times a day", "tid": "3 times a day",
    "qds": "4 times a day", "qid": "4 times a day", "qod": "every other day", "prn": "when you need it", "po": "by mouth",
    "stat": "at once", "nocte": "at night", "mcg": "micrograms", "mcgs": "micrograms", "ug": "micrograms", "µg": "micrograms",
    "μg": "micrograms", "iu": "international units", "u": "units",
}  # fmt: skip
"""What to write instead, by the abbreviation in small letters without points. The two signs for micro are two characters."""

_ABBREVIATION = re.compile(
    r"(?<![\w.’'/@-])(?:o\.?d|b\.?d|t\.?d\.?s|q\.?d\.?s|q\.?o?\.?d|p\.?r\.?n|p\.?o|b\.i\.d|t\.?i\.?d|q\.?i\.?d|stat|nocte"
    r"|O\.?D|B\.?D|T\.?D\.?S|Q\.?D\.?S|Q\.?O?\.?D|P\.?R\.?N|P\.?O|B\.?I\.?D|T\.?I\.?D|Q\.?I\.?D|Stat|STAT)(?![\w’'/@-])"
    r"|(?<![^\W\d_])(?:mcgs?|MCG|ug|[µμ]g)(?!\w)|(?<![^\W\d_])I\.?U(?!\w)|(?<=\d)\s?(?:iu|[Uu])(?![\w’'-]|\.\w)"
)
_DOTTED = re.compile(r"\.(?<=[A-Za-z]\.)[A-Za-z]")
"""The stop stands before the letter that must stand before it: so a search leaps from stop to stop."""
_SHORT = frozenset(_PLAIN)
"""Sets meet five times as fast as a set and the keys of a dict."""
_UNIT_WORDS = {"micrograms": "microgram", "international units": "unit", "units": "unit"}
"""The units among the plain words, with the word in a table's head that lets its cells shorten it."""
_AMBIGUOUS = {"OD", "BD", "PO", "BID", "Stat", "STAT"}
"""Capitals that mean other things too (an overdose, a maker): they count where a dose stands before them."""
_DOSE_BEFORE = re.compile(rf"(?:\d\s?{DOSE_UNIT}|\b(?:takes?|taken|dose|tablets?|capsules?|puffs?))\b[^.!?]{{0,30}}$")
_A_THING = re.compile(r"\b(?:an?|the|of)\s$")
_EXPLAINED_BEFORE = re.compile(
    r"\b(?:says?|written|shown|see|marked|labell?ed|called|symbol|short for|shortened to|means?|as)\b[^.!?\d]{0,25}$", re.IGNORECASE
)
_EXPLAINED_AFTER = re.compile(r"\.?[\"”’')]*\s*(?:means?\b|is short for\b|stands? for\b|=)|\.?\s[Bb]ox\b")
_IN_BRACKETS = re.compile(r"[a-z]\s?\($|microgram\w*\s?\([^()\d]*$")


def dose_abbreviation(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Latin shorthand for how often, and shorthand for units that has led to overdoses."""
    heads = dict(_table_heads(subject))
    for run in (run.shown for run in wording(subject).everywhere if _may_abbreviate(run)):
        for match in _ABBREVIATION.finditer(run.text):
            short = match.group().strip()
            plain = _PLAIN[re.sub(r"\W", "", short.lower())]
            # In other languages the Latin ones are everyday words.
            known = plain in _UNIT_WORDS or is_english(subject)
            spelled_out = _UNIT_WORDS.get(plain, "\0") in heads.get(run.passage.block, "")
            if known and not spelled_out and not _only_mentioned(run, match, short):
                fix = f'write "{plain}"' if is_english(subject) else "write the unit as a word"
                yield run.finding((match.end() - len(short), match.end()), f'"{short}" can be misread', fix)
    yield from _unexplained_food_unit(subject, heads)


def _may_abbreviate(run: Run) -> bool:
    """Whether it is worth the search: few texts hold such a word, or a stop between letters."""
    return not run.letters.isdisjoint(_SHORT) or ("." in run.text and _DOTTED.search(run.text) is not None)


def _only_mentioned(run: Shown, match: re.Match[str], short: str) -> bool:
    """Whether the text tells what the abbreviation means rather than uses it, or it is another word after all."""
    before, after = run.before(match.start()), run.text[match.end() : match.end() + 30]
    quoted = before[-1:] in ("“", '"', "‘", "'") and after[:1] in ("”", '"', "’", "'")
    bracketed = _IN_BRACKETS.search(before) is not None and ")" in after[:12]
    other_word = short in _AMBIGUOUS and (_A_THING.search(before) is not None or not _DOSE_BEFORE.search(before))
    return quoted or bracketed or other_word or bool(_EXPLAINED_BEFORE.search(before) or _EXPLAINED_AFTER.match(after))


def _table_heads(subject: Subject) -> Iterator[tuple[Path, str]]:
    """What caption and column heads of each table say, in small letters, by the path of its block."""
    for path, block in blocks(subject.leaflet):
        if isinstance(block, FoodsBlock):
            yield path, f"{block.foods.caption} {block.foods.nutrient}".lower()
        elif isinstance(block, TableBlock):
            yield path, " ".join((block.table.caption, *block.table.columns)).lower()


def _unexplained_food_unit(subject: Subject, heads: dict[Path, str]) -> Iterator[Finding]:
    for path, block in blocks(subject.leaflet):
        if isinstance(block, FoodsBlock) and block.foods.unit == "µg" and "microgram" not in heads[path]:
            yield Finding(
                path=(*path, "foods", "unit"),
                message="the table prints µg, which its caption does not spell out",
                fix='say "in micrograms (µg)" in the caption',
                severity=Severity.WARNING,  # a food's share, not a dose
            )


_SYMBOL = r"(?:mg|g|kg|ng|ml|mL|cl|dl|l|mm|cm|m|km|kcal|kJ|mmol|mmHg)(?![\w’'-])"
_NUMBER = r"\d(?<![\w.,]\d)[\d,]*(?:\.\d+)?"
"""The first digit stands before what must not stand before it: so a search leaps from digit to digit."""
_SPACED = re.compile(rf"{_NUMBER}\s+{_SYMBOL}")
_SPACED_PERCENT = re.compile(rf"{_NUMBER}\s+%")
_JOINED = re.compile(rf"{_NUMBER}{_SYMBOL}")


def unit_spacing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A number and its unit spaced against the style of the brand's country: 250mg in Britain, 250 mg elsewhere."""
    british = subject.brand.territory == "GB" and is_english(subject)
    for run in wording(subject).with_numerals:
        for match in (_SPACED if british else _JOINED).finditer(run.text):
            words = run.words(match.span())
            better = words.replace(" ", "") if british else re.sub(r"(?<=\d)(?=[a-zA-Z])", " ", words)
            message = f'"{words}" has {"a" if british else "no"} space before the unit, unlike the style of this country'
            yield run.finding(match.span(), message, f'write "{better}"')
        for match in _SPACED_PERCENT.finditer(run.text) if is_english(subject) else ():
            words = run.words(match.span())
            yield run.finding(match.span(), f'"{words}" has a space before the percent sign', f'write "{words.replace(" ", "")}"')


_COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ADJACENT = re.compile(
    rf"(?P<count>\d(?<![\w.,/:£$€-]\d)\d{{0,2}})\s+(?:[1-9]\d*(?:\.\d+)?|0\.\d+)[\s-]?"
    rf"(?:{DOSE_UNIT}|%|minutes?|mins?|hours?|days?|weeks?|months?|years?|cm|mm|m|kg|kcal)(?![\w’'])"
)


def adjacent_numerals(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """How many beside how much, so that the two are read as one number."""
    for run in wording(subject).with_numerals:
        for match in _ADJACENT.finditer(run.text):
            count = int(match["count"])
            fix = f'write "{_COUNTS[count]}" for the first number' if 0 < count < len(_COUNTS) else "put words between the numbers"
            yield run.finding(match.span(), f'"{run.words(match.span())}" can be read as one number', fix)


RULES = (
    Rule(
        slug="dose-decimal",
        stage="source",
        severity=Severity.ERROR,
        reason="A point that is missed makes a dose ten times too big.",
        basis="NHS-N",
        example="- text: Take 5.0mg, then .5mg a day.",
        mend="- text: Take 5mg, then 0.5mg a day.",
        check=dose_decimal,
    ),
    Rule(
        slug="dose-abbreviation",
        stage="source",
        severity=Severity.ERROR,
        reason="Patients do not know shorthand, and some of it has been read as another dose.",
        basis="NHS-N",
        example="- text: Take 50 mcg bd.",
        mend="- text: Take 50 micrograms twice a day.",
        check=dose_abbreviation,
    ),
    Rule(
        slug="unit-spacing",
        stage="source",
        severity=Severity.ADVICE,
        reason="A dose looks the same everywhere when its unit is always spaced the same way.",
        basis="NHS-N",
        example="- text: Take 250 mg. (in a British leaflet)",
        mend="- text: Take 250mg.",
        check=unit_spacing,
    ),
    Rule(
        slug="adjacent-numerals",
        stage="source",
        severity=Severity.WARNING,
        reason="Two numbers side by side are read as one.",
        basis="NHS-N",
        example="- text: Take 1 or 2 200mg tablets.",
        mend="- text: Take one or two 200mg tablets.",
        check=adjacent_numerals,
    ),
)
