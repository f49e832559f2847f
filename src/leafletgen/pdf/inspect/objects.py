"""Values out of PDF objects, whatever a file has put there: references are followed, and what is of the wrong kind counts as missing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Dictionary = Mapping[str, Any]

NOTHING: Dictionary = {}


def resolved(value: Any) -> Any:
    """What ``value`` refers to; None for nothing."""
    value = value.get_object() if hasattr(value, "get_object") else value
    return None if type(value).__name__ == "NullObject" else value


def get(holder: Any, key: str) -> Any:
    """The value of ``key``, None where there is none."""
    return resolved(holder.get(key)) if isinstance(holder, Mapping) else None


def raw(holder: Any, key: str) -> Any:
    """The value of ``key`` with its reference not followed, since its number tells equal things apart."""
    if not isinstance(holder, Mapping) or key not in holder:
        return None
    return holder.raw_get(key) if hasattr(holder, "raw_get") else holder[key]


def number_of(reference: Any) -> int:
    """The number of the object that ``reference`` leads to; 0 for what is written in place."""
    return int(getattr(reference, "idnum", 0) or 0)


def dictionary(holder: Any, key: str) -> Dictionary:
    """A dictionary, or a stream with its own."""
    value = get(holder, key)
    return value if isinstance(value, Mapping) else NOTHING


def array(holder: Any, key: str) -> list[Any]:
    """An array; its entries may be references."""
    value = get(holder, key)
    return value if isinstance(value, list) else []


def name(holder: Any, key: str) -> str:
    """A name without its slash."""
    value = get(holder, key)
    return value.removeprefix("/") if isinstance(value, str) else ""


def text(holder: Any, key: str) -> str:
    """A string, in characters."""
    return plain(get(holder, key))


def plain(value: Any) -> str:
    """A string or a name in characters."""
    value = resolved(value)
    if isinstance(value, bytes):
        return _decoded(value)
    return str(value) if isinstance(value, str | int | float) else ""


def _decoded(data: bytes) -> str:
    """A text string: UTF-16 or UTF-8 with a mark in front, else PDFDocEncoding, which is Latin-1 in all that matters."""
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be", "replace")
    return data[3:].decode("utf-8", "replace") if data[:3] == b"\xef\xbb\xbf" else data.decode("latin-1")


def whole(holder: Any, key: str, otherwise: int = 0) -> int:
    """A whole number."""
    value = get(holder, key)
    return int(value) if isinstance(value, int | float) and math.isfinite(value) else otherwise


def flag(holder: Any, key: str) -> bool:
    """A truth value."""
    value = get(holder, key)
    return bool(getattr(value, "value", value)) if not isinstance(value, str | bytes) else False


def numbers(holder: Any, key: str, count: int) -> tuple[float, ...] | None:
    """An array of ``count`` numbers; None where it is none."""
    values = tuple(resolved(value) for value in array(holder, key)[:count])
    if len(values) < count or not all(isinstance(value, int | float) and math.isfinite(value) for value in values):
        return None
    return tuple(map(float, values))
