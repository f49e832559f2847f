"""Words, numbers and dates in the reader's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import Markup

from leafletgen.html.locale import Messages, MissingMessage

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    words = {"hello": "Hello, {name}!", "bad-brace": "A { brace", "bad-name": "{who}", "bad-place": "{}", "bad-attribute": "{name.nothing}"}
    entries = "".join(f'msgid "{key}"\nmsgstr "{value}"\n' for key, value in words.items())
    plural = 'msgid "foods"\nmsgid_plural "foods"\nmsgstr[0] "{n} food"\nmsgstr[1] "{n} foods"\n'
    lists = "".join(f'msgid "allergen-{name}"\nmsgstr "{name}"\n' for name in ("fish", "milk", "soya"))
    (tmp_path / "en.po").write_text(PO + entries + plural + lists)
    return tmp_path


@pytest.fixture
def words(folder: Path) -> Messages:
    return Messages("en", "en-GB", (folder,))


def test_values_are_escaped_and_markup_is_not(words: Messages) -> None:
    assert words.text("hello", name="<b>") == "Hello, &lt;b&gt;!"
    assert words.text("hello", name=Markup("<b>")) == "Hello, <b>!"


def test_plurals(words: Messages) -> None:
    assert (words.plural("foods", 1), words.plural("foods", 1200)) == ("1 food", "1,200 foods")


@pytest.mark.parametrize("key", ["nothing", "bad-brace", "bad-name", "bad-place", "bad-attribute"])
def test_words_that_are_missing_or_cannot_be_filled(words: Messages, key: str) -> None:
    with pytest.raises(MissingMessage, match=key):
        words.text(key, name="x")
    with pytest.raises(MissingMessage):
        words.plural("nothing", 2)


@pytest.mark.parametrize(
    ("language", "locale", "expected"),
    [
        ("en", "en-GB", ["85g", "2.4µg", "10\N{NO-BREAK SPACE}units"]),
        ("en", "en-US", ["85\N{NO-BREAK SPACE}g", "2.4\N{NO-BREAK SPACE}µg", "10\N{NO-BREAK SPACE}units"]),
        ("de", "en-GB", ["85\N{NO-BREAK SPACE}g", "2.4\N{NO-BREAK SPACE}µg", "10\N{NO-BREAK SPACE}units"]),
    ],
)
def test_a_unit_joins_its_number_in_britain_only(tmp_path: Path, language: str, locale: str, expected: list[str]) -> None:
    entries = "".join(f'msgid "unit-{unit}"\nmsgstr "{words}"\n' for unit, words in {"g": "g", "µg": "µg", "IU": "units"}.items())
    (tmp_path / f"{language}.po").write_text(PO + entries, "utf-8")
    words = Messages(language, locale, (tmp_path,))
    assert [words.quantity(amount, unit) for amount, unit in (("85", "g"), ("2.4", "µg"), ("10", "IU"))] == expected


def test_an_earlier_folder_replaces_single_messages(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own")
    (own / "en.po").write_text(PO + 'msgid "hello"\nmsgstr "Hi {name}"\n')
    words = Messages("en", "en-GB", (own, folder))
    assert words.text("hello", name="you") == "Hi you"
    assert words.plural("foods", 2) == "2 foods"


def test_a_language_without_a_catalogue_has_no_words(folder: Path) -> None:
    with pytest.raises(MissingMessage, match="cy"):
        Messages("cy", "en-GB", (folder,)).text("hello", name="x")


def test_numbers_dates_and_lists(words: Messages) -> None:
    assert words.number(Decimal("2.60")) == "2.60"
    assert words.number(Decimal(1000)) == "1,000"
    assert words.number(12) == "12"
    assert [words.short(Decimal(value)) for value in ("3.0", "2.40", "0", "1200.00")] == ["3", "2.4", "0", "1,200"]
    assert words.percent(346) == "346%"
    assert words.day(date(2026, 11, 22)) == "22\N{NO-BREAK SPACE}November\N{NO-BREAK SPACE}2026"
    assert words.month(date(2026, 11, 22)) == "November 2026"
    assert words.listed("allergen", ["fish"]) == "fish"
    assert words.listed("allergen", ["fish", "milk", "soya"]) == "fish, milk and soya"
    assert words.language_name("cy") == "Cymraeg"
    assert words.direction == "ltr"


def test_numbers_follow_the_language_of_the_text_and_the_country_of_the_brand() -> None:
    german = Messages("de", "en-GB", ())
    assert (german.number(Decimal("1234.50")), german.percent(5), german.month(date(2026, 3, 1))) == (
        "1.234,50",
        "5\N{NO-BREAK SPACE}%",
        "März 2026",
    )
    assert Messages("en", "en-US", ()).day(date(2026, 11, 22)) == "November\N{NO-BREAK SPACE}22,\N{NO-BREAK SPACE}2026"
    assert Messages("ar", "en-GB", ()).direction == "rtl"


def test_a_country_that_nobody_knows_costs_its_own_spelling_only() -> None:
    assert Messages("en", "en-ZZ", ()).number(1000) == "1,000"
    with pytest.raises(MissingMessage, match="qqq"):
        Messages("qqq", "qqq-ZZ", ())
