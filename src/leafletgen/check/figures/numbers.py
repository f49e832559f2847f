"""Numbers: decimals, dates, times of day and ranges, written so that nobody reads them in two ways. Doses have a module of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.check.figures.doses import DOSE_UNIT
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.shown import Shown, Stretch, is_english
from leafletgen.check.text.wording import Run, wording
from leafletgen.diagnostics import Severity

_DECIMAL = re.compile(r"(?P<number>\d(?<![\w.,£$€:/-]\d)[\d,]*\.\d+)(?!\d|\.\d)(?P<after>.{0,40})", re.DOTALL)
_MEASURE = re.compile(
    rf"(?:\s?(?:to|or|and|-|–)\s?\d[\d.,]*)?[\s-]?(?:(?:{DOSE_UNIT}|kg\S*|cl|dl|l|L|km|cm|mm|m|kcal|kJ|kPa|mmHg|°?C|°?F|m?Sv|Gy|mmol\S*"
    r"|centimet\w+|millimet\w+|met(?:re|er)s?|inch(?:es)?|kilomet\w+|miles?|stone|pounds|pence|p|[ap]\.?m)(?!\w)|million|billion)"
)
_SHARE = re.compile(
    r"\s?(?:%|per\s?cent)\s(?:of|in|more|less|fewer|higher|lower|chance|risk|increase|decrease|reduction|get|have|had|develop|will|survive"
    r"|each|a year|per year|likely)\b(?!\s(?:your|a day|the day|daily))"
)
_STRENGTH = re.compile(r"\s?%\s[a-z]")
_LABEL = re.compile(
    r"\b(?:version|v|section|figure|fig|table|chapter|part|page|paragraph|appendix|step|stage|release|room|ward|floor|level|bay|clinic|suite"
    r"|zone|guideline|number|no|grade|type|code)\.?\s*$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}\.[0-5]\d")
_CLOCK_WORD = re.compile(r"\b(?:at|from|until|till|by|before|after|between|to|and)\s+$", re.IGNORECASE)
_RESULT = re.compile(
    r"\b(?:INR|HbA1c|A1c|A1C|pH|BMI|[TZ]-score|[Ss]cores?|e?GFR|PSA|TSH|[Hh]aemoglobin|[Hh]emoglobin|[Gg]lucose|[Cc]holesterol|[Pp]otassium"
    r"|[Ss]odium|[Cc]alcium|[Ff]erritin|[Cc]reatinine|blood (?:sugar|pressure|test|count)|levels?|results?|readings?|ranges?|tests?|counts?"
    r"|ratio|temperature|fever|doses?|prescription|concentration|body mass index)\b"
)


def decimal_precision(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Decimals where a whole number would do: all but doses, measures, test results and money."""
    for run in wording(subject).with_joined_numerals if is_english(subject) else ():
        for match in _DECIMAL.finditer(run.text) if run.passage.role != "food" else ():
            if not _may_be_exact(run, match):
                stretch = _with_tail(match)
                fix = _rounder(float(match["number"].replace(",", "")), match["after"])
                yield run.finding(stretch, f'"{run.words(stretch)}" is more exact than a reader needs', fix)


def _rounder(number: float, after: str) -> str:
    """What to write instead."""
    if re.match(r"\s?(?:%|per\s?cent)", after) and 0.01 <= number <= 50:
        return f'round it, or say it in people, as "about 1 in {100 / number:,.0f}"'
    if re.match(r"[\s-]?(?:hrs?|hours?)\b", after):
        return "write hours and minutes, as 6 hours 30 minutes"
    return f'round it to "{int(number + 0.5):,}"' if number > 1 else "say it in whole numbers or in words"


def _may_be_exact(run: Shown, match: re.Match[str]) -> bool:
    """Whether it is a dose, a measure, a test result, a time of day, or a number that only names something."""
    before, after = run.before(match.start()), match["after"]
    if _SHARE.match(after):
        return False
    clock = _CLOCK.fullmatch(match["number"]) and _CLOCK_WORD.search(before)
    bare_cell = run.passage.role == "cell" and not re.search(r"[A-Za-z]{2}", run.text)
    named = _LABEL.search(before) or _RESULT.search(run.sentence(match.start()))
    return bool(_MEASURE.match(after) or named or _STRENGTH.match(after) or clock or bare_cell)


def _with_tail(match: re.Match[str]) -> Stretch:
    """The number with what hangs on it, as 4.7% or 6.5hrs."""
    tail = re.match(r"[%\w]*", match["after"])
    return match.start(), match.end("number") + (tail.end() if tail else 0)


_MONTH_NAME = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?!\w)"
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:(?:19|20)\d\d)"


def _day_and_month(between: str) -> str:
    """Day and month in figures in either order."""
    return rf"(?:{_DAY}{between}{_MONTH}|{_MONTH}{between}{_DAY}){between}"


_IN_FIGURES = re.compile(
    rf"(?<![\w.,/-])(?:{_day_and_month('/')}(?:{_YEAR}|\d\d)|{_day_and_month('-')}{_YEAR}|{_day_and_month('[.]')}{_YEAR}"
    rf"|{_YEAR}([-/])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])/(?:19\d\d|20[1-9]\d))(?![\w/-]|\.\d)"
)
_SHORTENED = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_SHORT_MONTH}(?:\.?,?\s+{_YEAR}(?!\d))?"
    rf"|{_SHORT_MONTH}\.?\s+(?:{_YEAR}|\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?)(?!\w|\.\d)"
    rf"|\d{{1,2}}-{_SHORT_MONTH}-(?:{_YEAR}|\d\d)(?!\w))"
)


# Few texts hold what these need, and a look for it is quicker than the patterns.
_FIGURES_JOINED, _MONTH_BEGUN = re.compile(r"\d[/.-]\d"), re.compile(_SHORT_MONTH)


def numeric_date(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A date in figures, which is read in two orders, or with a shortened month, which screen readers stumble over."""
    for run in wording(subject).with_numerals:
        for match in _IN_FIGURES.finditer(run.text) if _FIGURES_JOINED.search(run.text) else ():
            message = f'"{match.group()}" is a date in figures, which people read in different orders'
            yield run.finding(match.span(), message, "write the month as a word, as 22 November 2026")
        for match in _SHORTENED.finditer(run.text) if is_english(subject) and _MONTH_BEGUN.search(run.text) else ():
            message = f'"{run.words(match.span())}" shortens the month'
            yield run.finding(match.span(), message, "write the month in full, as 22 November 2026")


_HOUR = r"(?:[01]\d|2[0-4])"
_AT = r"(?:(?<=at\s)|(?<=by\s)|(?<=from\s)|(?<=until\s)|(?<=before\s)|(?<=after\s))"
_TIME = re.compile(
    rf"(?<![\w.:,/-])(?:{_HOUR}[:.]?[0-5]\d\s?(?:hrs?|h)(?!\w)|(?:{_AT}|(?<=to\s)|(?=0)){_HOUR}[0-5]\d\shours(?!\w)"
    r"|(?:1[3-9]|2[0-3]):[0-5]\d(?![\w:]|\.\d)|0\d:[0-5]\d(?!\s?[ap]\.?m|[\w:]|\.\d)|24:00(?!\w)"
    rf"|{_AT}(?:1[3-9]|2[0-3])\.[0-5]\d(?!\w|\.\d|\s?(?:%|°|[mk]?g\b|ml\b|mmol|micro|units|C\b|pounds|per\b))"
    r"|12(?:[.:]00)?\s?(?P<half>[ap])\.?m(?!\w)|12\s(?:o[’']clock\s)?(?P<word>noon|midday|midnight)(?!\w))",
    re.IGNORECASE,
)


_CLOCKED = re.compile(r"[012]\d(?:[:.]?[0-5]\d|\s?[aApP]\.?[mM]|\s[oOnNmM])")
"""What each such time holds: an hour with minutes, or with what can stand in their place."""


def time_format(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A time of day by the 24-hour clock, or 12 with am, pm or noon, which people take for either end of the day."""
    for run in wording(subject).with_numerals if is_english(subject) else ():
        for match in _TIME.finditer(run.text) if _CLOCKED.search(run.text) else ():
            words, half = run.words(match.span()), (match["half"] or match["word"] or "").lower()
            midnight = half in ("a", "midnight")
            midday = "midday" if subject.brand.territory in ("GB", "IE", "AU", "NZ") else "noon"
            better = ("midnight" if midnight else midday) if half else _spoken(words)
            if match["half"]:
                message = f'"{words}" is taken for midday by some and for midnight by others'
            else:
                message = f'"{words}" gives the time twice' if half else f'"{words}" is a time by the 24-hour clock'
            yield run.finding(match.span(), message, f'write "{better}"')


def _spoken(time: str) -> str:
    """1730hrs as 5.30pm."""
    digits = re.sub(r"\D", "", time)
    hour, minute = int(digits[:2]) % 24, digits[2:4]
    if minute == "00" and hour % 12 == 0:
        return "midday" if hour else "midnight"
    return f"{hour % 12 or 12}{'' if minute == '00' else '.' + minute}{'am' if hour < 12 else 'pm'}"


_TAIL = r"(?:\s?(?:[ap]\.?m|%|°?C|mg|g|kg|ml|l|mm|cm|m|km|kcal|st|nd|rd|th|x|mins?|hrs?|h)(?!\w))?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)s?"
_DASH = r"(?:\s?[-–]\s?|—)"
_RANGE = re.compile(
    rf"(?<![\w.,/–—:-])(?<!\d\s)[£$€]?(?P<low>\d[\d,]*(?:[.:]\d+)?){_TAIL}{_DASH}"
    rf"[£$€]?(?P<high>[1-9][\d,]*(?:[.:]\d+)?|0\.\d+){_TAIL}(?![\w/]|[.:,]\d|[-–—]\d)"
    rf"|(?<!\w){_WEEKDAY}{_DASH}{_WEEKDAY}(?!\w)|(?<!\w){_MONTH_NAME}{_DASH}{_MONTH_NAME}(?!\w)"
)


_DASHED = re.compile(r"[\d,]\s?[\w.%°]{0,4}\s?[-–—]\s?[£$€]?\d")
_DAYS_AND_MONTHS = (
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
"""How their names begin, in small letters."""
_OPEN = re.compile(rf"\b(?:open|{_WEEKDAY})[^.!?\d]{{0,20}}$")


_PAGES = re.compile(r"\b(?:pages?|pp?\.?)\s$", re.IGNORECASE)


def range_dash(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A range written with a dash, which is read out as a minus or not at all."""
    for run in (run.shown for run in wording(subject).everywhere if _may_be_range(run)) if is_english(subject) else ():
        for match in _RANGE.finditer(run.text):
            before = run.before(match.start())
            if match["low"] is None or (_rises(match) and not _PAGES.search(before)) or _OPEN.search(before):
                words = run.words(match.span())
                better = re.sub(r"\s?[-–—]\s?", " to ", words)
                yield run.finding(match.span(), f'"{words}" is a range with a dash', f'write "{better}"')


def _may_be_range(run: Run) -> bool:
    """Whether it is worth the search: a dash stands between numerals, or beside the name of a day or month."""
    if not ("-" in run.text or "–" in run.text or "—" in run.text):
        return False
    return _DASHED.search(run.text) is not None or any(word.startswith(_DAYS_AND_MONTHS) for word in run.words)


def _rises(match: re.Match[str]) -> bool:
    """Whether the two numbers are a range rather than a score, a code or a card number."""
    low, high = (match[name].replace(",", "") for name in ("low", "high"))
    if re.search(r"\d\s?[ap]\.?m", match.group()):
        return True
    if ":" in low + high:
        return ":" in low and ":" in high
    if re.fullmatch(_YEAR, low) and len(high) == 2:
        return int(low[2:]) < int(high)
    code = re.match(r"0\d", low) or (
        min(len(low), len(high)) > 3 and "." not in low and not low.endswith("0") and not re.fullmatch(_YEAR, low)
    )
    return not code and float(low) < float(high)


RULES = (
    Rule(
        slug="decimal-precision",
        stage="source",
        severity=Severity.ADVICE,
        reason="Decimals look exact and are harder to picture than whole numbers.",
        basis="NHS-N",
        example="- text: 14.3% of people get a headache.",
        mend="- text: About 1 in 7 people get a headache.",
        check=decimal_precision,
    ),
    Rule(
        slug="numeric-date",
        stage="source",
        severity=Severity.WARNING,
        reason="03/04/2026 is March to some readers and April to others.",
        basis="NHS-N",
        example="- text: Your next visit is on 03/04/2026.",
        mend="- text: Your next visit is on 3 April 2026.",
        check=numeric_date,
    ),
    Rule(
        slug="time-format",
        stage="source",
        severity=Severity.ADVICE,
        reason="Many people do not use the 24-hour clock, and 12am and 12pm are taken for each other.",
        basis="NHS-N",
        example="- text: Do not eat after 12am. Come at 1730hrs.",
        mend="- text: Do not eat after midnight. Come at 5.30pm.",
        check=time_format,
    ),
    Rule(
        slug="range-dash",
        stage="source",
        severity=Severity.ADVICE,
        reason="A dash between numbers is read out as a minus, or not at all.",
        basis="NHS-N",
        example="- text: Healing takes 2-4 weeks.",
        mend="- text: Healing takes 2 to 4 weeks.",
        check=range_dash,
    ),
)
