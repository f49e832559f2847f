"""Telephone numbers: what is one in each country, and which three digits call for help there."""

from __future__ import annotations

import re

_NANP = r"1?[2-9](?!11)\d\d[2-9](?!11)\d{6}"

NATIONAL: dict[str, str] = {
    # Ofcom's numbering plan: 01 has eleven digits, in some areas also ten (never in 011x, 01x1, nor in 01632, kept for made-up numbers);
    # 0800 also ten and (Childline) eight; 116 123 is the Samaritans.
    "GB": r"01\d{9}|01(?!1|\d1|632)\d{8}|02\d{9}|03\d{9}|0[57]\d{9}|08001111|08\d{8,9}|09\d{9}|116\d{3}|1800[012]\d*|084[35]46\d{1,3}",
    "IE": r"01\d{7}|02\d{7,8}|0[4-7]\d{6,8}|08\d{8}|09\d{7,8}|0818\d{6}|1(?:800|850|890)\d{6}|116\d{3}|5\d{4}",
    "US": _NANP,
    "CA": _NANP,
    "AU": r"0[23478]\d{8}|13\d{4}|1[38]00\d{6}|180\d{4}",
    "NZ": r"0[34679]\d{7}|02\d{7,9}|0[58]0[08]\d{5,7}|1737",
}
"""Numbers as dialled inside the country, digits alone."""

SHORT: dict[str, frozenset[str]] = {
    "GB": frozenset({"999", "112", "111", "101", "105", "119", "159"}),
    "IE": frozenset({"999", "112"}),
    "US": frozenset({"911", "988", "211", "311", "711", "811"}),
    "CA": frozenset({"911", "988", "211", "311", "711", "811"}),
    "AU": frozenset({"000", "112", "106"}),
    "NZ": frozenset({"111", "105"}),
}
"""Numbers of three digits that reach someone there. Elsewhere 112, as in every network that follows GSM."""

EMERGENCY = frozenset({"999", "911", "112", "000", "111", "995", "108", "113", "115", "118", "119", "144"})
"""Numbers that call for help, or are asked for advice, in some country."""

COUNTRY_CODES = {"GB": "44", "IE": "353", "US": "1", "CA": "1", "AU": "61", "NZ": "64"}

_EXTENSION = re.compile(r"(?i)[,;]?\s*(?:ext(?:ension)?\.?|x|option|bleep|then)\s*\d{1,6}.*$")
_AFTERTHOUGHT = re.compile(r"\s*\((?!0\))[^)]*[A-Za-z][^)]*\)")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")

TYPED = re.compile(
    r"(?<![\w/=.,@#-])(?:\+\d{1,3}[\s.-]?(?:\(0\)\s?)?\d[\d\s.-]{6,14}\d"
    r"|0800[\s.-]?1111|\(0\d{1,5}\)[\s.-]?\d[\d\s.-]{4,9}\d|0\d{2,5}[\s.-]?\d{3,4}[\s.-]?\d{3,4}(?:[\s.-]?\d{1,4})?"
    r"|01\d{3}[\s.-]\d{5}|01\d{3}[\s.-]?\d{3}[\s.-]\d{2}"
    r"|(?:1[\s.-]?)?(?:\([2-9]\d\d\)\s?|[2-9]\d\d[.-])\d{3}[.-]\d{4}|1[38]00[\s.-]\d{3}[\s.-]\d{3,4}|116[\s.-]?1\d\d)(?![\w/-]|[.,]\d)"
)
"""A telephone number in running text, of any of these countries."""


def invalid_number(text: str, territory: str) -> str:
    """One of the numbers in ``text`` that cannot be dialled from ``territory``; empty where all can be."""
    for number in re.split(r"\s+or\s+|\s*/\s*|\s*;\s*|\s+and\s+", _AFTERTHOUGHT.sub("", text)):
        if not can_be_dialled(_EXTENSION.sub("", number).strip(), territory):
            return number.strip()
    return ""


def can_be_dialled(number: str, territory: str) -> bool:
    """Whether ``number`` has the form of one, inside ``territory`` or with a country code."""
    if territory in ("US", "CA"):
        number = number.upper().translate(_KEYS)
    if not re.fullmatch(r"\+?[\d\s().\N{NO-BREAK SPACE}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}-]+", number):
        return False
    digits = re.sub(r"\D", "", number)
    if number.startswith("+") or (digits.startswith("00") and territory != "AU"):
        return _international(re.sub(r"\(0\)", "", number))
    if digits in SHORT.get(territory, ()):
        return True
    national = NATIONAL.get(territory)
    return bool(re.fullmatch(national, digits)) if national else 3 <= len(digits) <= 15


def _international(number: str) -> bool:
    """Country code and subscriber: 8 to 15 digits (ITU-T E.164), and the known countries' own plans."""
    digits = re.sub(r"\D", "", number).removeprefix("00")
    for territory, code in COUNTRY_CODES.items():
        if digits.startswith(code) and territory != "CA":
            rest = digits[len(code) :]
            trunk = "" if territory == "US" else "0"
            return not rest.startswith("0") and any(re.fullmatch(NATIONAL[territory], start + rest) for start in {trunk, ""})
    return 8 <= len(digits) <= 15


def reaches_help(number: str, territory: str) -> bool:
    """Whether a short emergency number works in ``territory``."""
    return number in SHORT.get(territory, frozenset({"112"})) or territory not in SHORT
