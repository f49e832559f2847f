"""The common ground of every model: frozen, no unknown keys; and the scalar types that YAML text becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from types import NoneType
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_ID = r"^[A-Za-z0-9]([A-Za-z0-9_.:-]*[A-Za-z0-9])?$"
"""As in a citation: a full stop after an id ends the sentence."""


T = TypeVar("T")
Placed = tuple[tuple[str | int, ...], T]
"""A value with its YAML path."""


_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


def _title(name: str, info: object) -> str:
    """`Review by` for `review_by`: what editors head a field's help with, where the field has no title of its own."""
    return name.replace("_", " ").capitalize()


def _model_title(model: type) -> str:
    """`Daily need` for `DailyNeed`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


class Model(BaseModel):
    """A mapping that a person writes. Frozen; a key it does not know is an error, not a surprise."""

    model_config = ConfigDict(frozen=True, extra="forbid", field_title_generator=_title, model_title_generator=_model_title)

    @cached_property
    def _written(self) -> tuple[tuple[Placed[Markdown], ...], tuple[Placed[ReferenceId], ...]]:
        """What rules look at again and again: every text and source below this model, found once."""
        texts: list[Placed[Markdown]] = []
        sources: list[Placed[ReferenceId]] = []
        _gather(self, (), texts, sources)
        return tuple(texts), tuple(sources)

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], Markdown]]:
        """Every Markdown text below this model with its YAML path, in the order of the fields."""
        return iter(self._written[0])

    def sources(self) -> Iterator[tuple[tuple[str | int, ...], ReferenceId]]:
        """Every reference named by a `source` field below this model, with its YAML path."""
        return iter(self._written[1])


class ReferenceId(str):
    """The id of a source that a figure comes from: a citation outside of text."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(max_length=80, pattern=_ID)
        return core_schema.no_info_after_validator_function(cls, text)


class Markdown(str):
    """Text a patient reads: bold, emphasis, links, lists and citations, never HTML."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(min_length=1, strip_whitespace=True)
        return core_schema.no_info_after_validator_function(cls, text)


_LEAVES = frozenset({str, int, bool, Decimal, date, NoneType})
"""What holds neither a text nor a source: half of all values, told apart by their type alone."""


def _gather(value: object, path: tuple[str | int, ...], texts: list[Placed[Markdown]], sources: list[Placed[ReferenceId]]) -> None:
    for step, item in _within(value):
        kind = type(item)
        if kind is Markdown:
            texts.append(((*path, step), item))
        elif kind is ReferenceId:
            sources.append(((*path, step), item))
        elif kind not in _LEAVES:
            _gather(item, (*path, step), texts, sources)


def _within(value: object) -> Iterable[tuple[str | int, Any]]:
    """The values that ``value`` is made of, each with its step in a path."""
    if isinstance(value, Model):
        return [(step, item) for name, step in _steps(type(value)) if (item := getattr(value, name))]
    if isinstance(value, tuple):
        return enumerate(value)
    return value.items() if isinstance(value, dict) else ()


@cache  # there are some fifty models
def _steps(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """Each field's name, and what it is called in the file."""
    return tuple((name, info.alias or name) for name, info in model.model_fields.items())


def shape(value: object) -> str:
    """Tag of a value that may be written short (a word, a number) or long (a mapping)."""
    return "mapping" if isinstance(value, dict | Model) else "scalar"


def _iso_date(value: object) -> object:
    # pydantic would also read "0" and "1700000000" as dates (seconds since 1970).
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise PydanticCustomError("date_format", "write year-month-day, as 2026-11-22")
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("date_format", "there is no such day in the calendar") from None
    return value


def _plain_number(value: object) -> object:
    # Decimal would also read "NaN", "1_000" and "1e400".
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise PydanticCustomError("number_format", "write digits, with a point before decimals, as 2.4")
    return value


def _whole_number(value: object) -> object:
    # int would also read "1_000", " 2 " and "2.0".
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,9}", value):
        raise PydanticCustomError("number_format", "write a whole number, as 2")
    return value


Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True, pattern=r"^[^\n\r]*$")]
"""One line of plain text."""

Day = Annotated[date, BeforeValidator(_iso_date)]
"""A calendar day, written 2026-11-22."""

Amount = Annotated[Decimal, BeforeValidator(_plain_number), Field(ge=0)]
"""A measured amount as written: 2.40 keeps its two decimals."""

Whole = Annotated[int, BeforeValidator(_whole_number)]
"""A whole number."""

Count = Annotated[Whole, Field(ge=1)]
"""A whole number of at least one."""

WebAddress = Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://[^\s<>\"]+$")]
"""An http or https address."""

Identifier = Annotated[str, StringConstraints(max_length=80, pattern=_ID)]
"""The name of a reference, brand or edition."""
