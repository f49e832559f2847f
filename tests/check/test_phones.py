"""Telephone numbers of each country, as its numbering plan has them."""

from __future__ import annotations

import pytest

from leafletgen.check.governance.phones import TYPED, invalid_number, reaches_help

GOOD = {
    "GB": ["01632 960 123", "(020) 7946 0123", "0300 123 4567", "07700 900123", "0800 1111", "0800 028 1000",
           "116 123", "111", "+44 1632 960123",
           "+44 (0)20 7946 0123", "01632 960 123 ext. 4", "01632 960 123 or 01632 960 124", "0161 496 0000 (option 2)", "+1 202 555 0143"],
    "IE": ["01 234 5678", "021 123 4567", "087 123 4567", "1800 123 456", "112", "+353 1 234 5678"],
    "US": ["202-555-0143", "(202) 555-0143", "1-800-222-1222", "1-800-CALL-NOW", "988", "+1 202 555 0143"],
    "CA": ["416-555-0143", "811", "+1 416 555 0143"],
    "AU": ["02 9999 0000", "0491 570 006", "13 11 14", "1300 22 4636", "1800 022 222", "000", "+61 2 9999 0000"],
    "NZ": ["09 123 4567", "021 123 456", "0800 611 116", "1737", "111", "+64 9 123 4567"],
    "DE": ["030 1234567", "116117", "+49 30 1234567"],
}  # fmt: skip
BAD = {
    "GB": ["01632 960 12345", "01632 96", "555-0100", "020 7946 012", "TBC", "+44 01632 960123", "911", "07700 9001"],
    "IE": ["01632 960 123", "01 23 45", "911"],
    "US": ["01632 960 123", "555-0143", "202-555-014", "999", "112-555-0143"],
    "CA": ["416-555-01", "112"],
    "AU": ["9999 0000", "02 9999 000", "111"],
    "NZ": ["09 123 456", "999"],
    "DE": ["12", "ring us"],
}


@pytest.mark.parametrize(("territory", "number"), [(t, n) for t, numbers in GOOD.items() for n in numbers])
def test_a_number_that_can_be_dialled(territory: str, number: str) -> None:
    assert invalid_number(number, territory) == ""


@pytest.mark.parametrize(("territory", "number"), [(t, n) for t, numbers in BAD.items() for n in numbers])
def test_a_number_that_cannot(territory: str, number: str) -> None:
    assert invalid_number(number, territory)


@pytest.mark.parametrize(
    "text", ["01632 960 123", "(020) 7946 0123", "+44 1632 960123", "202-555-0143", "0800 1111", "1300 224 636", "116 123"]
)
def test_a_number_in_text_is_found(text: str) -> None:
    found = TYPED.search(f"Ring {text} now.")
    assert found is not None
    assert found.group() == text


@pytest.mark.parametrize(
    "text", ["2 to 4 years", "10,000,000", "in 2024", "999", "0.05 mg", "pages 222-228", "10.1136/pn-2022-003631", "1 in 1000"]
)
def test_other_digits_are_no_number(text: str) -> None:
    assert TYPED.search(f"It is {text} here.") is None


def test_emergency_numbers_reach_help_at_home_only() -> None:
    assert reaches_help("112", "GB")
    assert not reaches_help("911", "GB")
    assert not reaches_help("999", "US")
    assert reaches_help("15", "FR")
