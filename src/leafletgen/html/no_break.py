"""Numbers and their units: which spaces a line must not break at."""

from __future__ import annotations

import re

_UNIT = (
    r"mg|mcg|µg|μg|ug|ng|g|kg|ml|mL|cl|dl|l|L|IU|units?|mmol|nmol|pmol|%|micrograms?|milligrams?|grams?|kilograms?|millilitres?|milliliters?|litres?|liters?"
    r"|tablets?|capsules?|drops?|puffs?|sachets?|patches|spoonfuls?|teaspoons?|tablespoons?|Mikrogramm|Milligramm|Gramm|Tabletten?|microgrammes?|milligrammes?"
    r"|grammes?|comprimés?|gélules?|gouttes?|microgramos?|miligramos?|gramos?|comprimidos?|cápsulas?|gotas?"
)
DOSE = re.compile(rf"(?<![\w.,])\d(?:[\d.,]*\d)?\s(?:{_UNIT})(?!\w)")
"""A number and a unit with a space between them."""


def joined(text: str) -> str:
    """``text`` with a no-break space between each number and its unit: torn in two, `10 mg` is misread."""
    return DOSE.sub(lambda match: re.sub(r"\s", "\N{NO-BREAK SPACE}", match.group()), text)
