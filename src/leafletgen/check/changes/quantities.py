"""The quantities of a text: numbers with their units and how often (`10 mg twice a day`), in figures and in English words.

For telling two versions apart, not for judging one: it would rather take a harmless number along than overlook a dose.
"""

from __future__ import annotations

import re

from leafletgen.model.citation import without_citations

_FIGURE = r"(?:[£$€]\s?)?\d+(?:[.,]\d+)*(?:\s\d{3,4}\b)*"
_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|ninety|a hundred|half an?|half|a quarter of an?|a quarter|an?)"
)
_MEASURE = (
    r"(?:mg|mcg|[uµμ]g|ng|kg|g|ml|mL|dl|cc|l|L|mmol|mol|IU|iu|kcal|kJ|cm|mm|°\s?C|°\s?F|%|per\s?cent|percent"
    r"|(?:milli|micro|nano|kilo)?grams?|(?:milli|centi)?(?:lit(?:re|er)|met(?:re|er))s?|millimoles?|(?:international\s)?units?"
    r"|tablets?|capsules?|pills?|puffs?|drops?|patch(?:es)?|sachets?|vials?|ampoules?|lozenges?|injections?|doses?|(?:tea|table|dessert)?spoon(?:ful)?s?"
    r"|portions?|servings?|slices?|glass(?:es)?|cups?|mugs?|pints?)"
)
_TIME = r"(?:seconds?|minutes?|hours?|hourly|days?|nights?|mornings?|evenings?|weeks?|months?|years?|times)"
_RATE = (
    rf"(?:(?:(?:once|twice|(?:{_FIGURE}|{_WORD})\stimes)\s)?(?:/\s?(?:{_MEASURE}|{_TIME})|(?:an?|per|each|every)\s(?:other\s)?(?:{_FIGURE}\s|{_WORD}\s)?(?:{_TIME}|kg|kilogram|l|lit(?:re|er))"
    r"|daily|weekly|fortnightly|monthly|yearly|nightly|hourly|in\s(?:the|a)\s(?:morning|evening|day|week|month|year)|at\snight))"
)
_RANGE = rf"(?:\s?(?:to|or|and|-|–|—|/|in(?:\s(?:every|each))?|out\sof)\s?(?:{_FIGURE}|{_WORD}(?=\s{_MEASURE}|\s{_TIME}))(?!\w))?"

_QUANTITY = re.compile(
    rf"(?<![\w.])(?<!\w-)(?:"
    rf"{_FIGURE}{_RANGE}(?:[\s-]?(?:{_MEASURE}|{_TIME})(?!\w))?(?:\s?{_RATE}\b){{0,2}}"
    rf"|{_WORD}{_RANGE}[\s-](?:{_MEASURE}|{_TIME})(?!\w)(?:\s?{_RATE}\b){{0,2}}"
    rf"|(?:once|twice)(?:\s?{_RATE}\b){{1,2}}"
    rf"|(?:daily|weekly|fortnightly|monthly|yearly|nightly|hourly|(?:every|each)\s(?:other\s)?(?:{_TIME}))\b"
    rf")",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,253}")

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nor|neither|without|cannot|avoid|stop|unless|except|only|(?:do|does|did|is|are|was|were|wo|would|should|must|ca|could|has|have|need)n['’]t)\b",
    re.IGNORECASE,
)


def quantities(text: str) -> list[str]:
    """Every quantity in ``text``, in order, each on one line and without emphasis; web and mail addresses are none."""
    bare = _ADDRESS.sub(" ", without_citations(text).replace("*", ""))
    return [" ".join(match.group().split()) for match in _QUANTITY.finditer(bare)]


def negations(text: str) -> list[str]:
    """Words that turn a sentence round or bound it, in order, in small letters. English only: elsewhere they show among the other words."""
    return [match.group().lower() for match in _NEGATION.finditer(without_citations(text).replace("*", ""))]
