"""The engine's PDF objects before they are written: found by reference, and new ones made."""

from __future__ import annotations

from typing import Any

import pydyf

Array = pydyf.Array
Dictionary = pydyf.Dictionary
Text = pydyf.String


def add_stream(pdf: Any, parts: list[bytes], extra: dict[str, Any] | None = None, *, compress: bool = True) -> Any:
    """A new stream in ``pdf``."""
    stream = pydyf.Stream(parts, Dictionary(extra or {}), compress)
    pdf.add_object(stream)
    return stream


def is_stream(thing: Any) -> bool:
    """Whether a PDF object is a stream."""
    return isinstance(thing, pydyf.Stream)


def resolve(pdf: Any, value: Any) -> Any:
    """The object that ``value`` refers to, or ``value`` itself where it is no reference."""
    words = written(value).split() if isinstance(value, bytes | str) else []
    if len(words) == 3 and words[2] == b"R" and words[0].isdigit():
        return pdf.objects[int(words[0])]
    return value


def written(value: Any) -> bytes:
    """``value`` as it stands in the file."""
    return bytes(pydyf._to_bytes(value))


def content(stream: Any) -> bytes:
    """What a stream holds, before it is compressed by us."""
    return b"\n".join(map(written, stream.stream))


def number(value: float) -> bytes:
    """A number with at most four decimals: enough for inks, and for a hundredth of a hair's width in points."""
    return f"{value:.4f}".rstrip("0").rstrip(".").encode() or b"0"
