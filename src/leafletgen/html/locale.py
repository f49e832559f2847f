"""Words, dates and numbers in the reader's language: message catalogues (gettext PO) and Babel's data.

Templates and Python hold no words that a patient reads; they hold keys, and the catalogue of each language holds the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape


class MissingMessage(LookupError):
    """A template asks for words that the language's catalogue does not have."""


_SYMBOLS = frozenset({"g", "mg", "µg", "ml", "kcal"})
"""Units that are printed as symbols; international units are printed as a word."""


class Messages:
    """The words of one language. ``folders`` are searched in order, so an earlier one may replace single messages."""

    def __init__(self, language: str, locale: str, folders: tuple[Path, ...]) -> None:
        same_language = locale.split("-")[0] == language.split("-")[0]
        self.language = language
        self.locale = _locale(locale if same_language else language, language)
        self.catalogue: NullTranslations = NullTranslations()
        for folder in reversed(folders):
            path = folder / f"{language}.po"
            if path.is_file():
                catalogue = _read(path, language)
                catalogue.add_fallback(self.catalogue)
                self.catalogue = catalogue

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    def text(self, key: str, **values: object) -> Markup:
        """The words for ``key`` with its ``{name}`` places filled; all that is not markup already is escaped."""
        return self._fill(key, self.catalogue.gettext(key), values)

    def plural(self, key: str, count: int) -> Markup:
        """The words for ``count`` things, in the plural form that the language uses for it; ``{n}`` is the count."""
        return self._fill(key, self.catalogue.ngettext(key, key, count), {"n": self.number(count)})

    def _fill(self, key: str, words: str, values: dict[str, object]) -> Markup:
        if words == key:
            raise MissingMessage(f'the message catalogue for "{self.language}" has no words for "{key}"')
        try:
            return escape(words).format(**values)
        except (LookupError, ValueError, AttributeError) as failure:
            raise MissingMessage(f'the words for "{key}" in "{self.language}" have a place {{...}} that nothing fills: {failure}') from None

    def day(self, value: date) -> str:
        """22 November 2026, which no line breaks apart."""
        return str(format_date(value, "long", locale=self.locale)).replace(" ", "\N{NO-BREAK SPACE}")

    def month(self, value: date) -> str:
        """November 2026."""
        return str(format_skeleton("yMMMM", value, locale=self.locale))

    def number(self, value: Decimal | int) -> str:
        """2.60: with the decimals that were written."""
        exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
        decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return str(format_decimal(value, format="#,##0." + "0" * decimals if decimals else "#,##0", locale=self.locale))

    def short(self, value: Decimal) -> str:
        """3, not 3.0: a trailing zero is read as thirty when the point is missed."""
        return self.number(Decimal(int(value)) if value == int(value) else value.normalize())

    def quantity(self, amount: str, unit: str) -> Markup:
        """85g in Britain, as the NHS writes it, 85 g elsewhere; a unit that is a word stands apart everywhere."""
        british = self.locale.language == "en" and self.locale.territory == "GB"
        joint = "" if british and unit in _SYMBOLS else "\N{NO-BREAK SPACE}"
        return escape(amount) + joint + self.text(f"unit-{unit}")

    def percent(self, value: int) -> str:
        """346%."""
        return str(format_percent(Decimal(value) / 100, locale=self.locale))

    def listed(self, prefix: str, names: Iterable[str]) -> str:
        """The words for each of ``names`` (as `allergen-milk`) in one phrase: fish, milk and soya."""
        return str(format_list([str(self.text(f"{prefix}-{name}")) for name in names], "standard", self.locale))

    def language_name(self, code: str) -> str:
        """A language by its own name, as Cymraeg."""
        return str(Locale.parse(code, sep="-").get_display_name() or code)


def script_direction(language: str) -> Literal["ltr", "rtl"]:
    """Which way the script of a language runs."""
    return "rtl" if _locale(language, language).text_direction == "rtl" else "ltr"


def _locale(name: str, language: str) -> Locale:
    """What is known of ``name``, else of the language without its country."""
    for candidate in (name, language.split("-")[0]):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse(candidate, sep="-")
    raise MissingMessage(f'the language "{language}" is not known')


def _read(path: Path, language: str) -> GNUTranslations:
    with path.open("rb") as stream:
        try:
            catalogue = read_po(stream, locale=language.replace("-", "_"), abort_invalid=True)
        except PoFileError as failure:
            raise MissingMessage(f"the message catalogue {path.name} cannot be read: {failure}") from None
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
