"""The painted marks of a page: decoration becomes `/Artifact` instead of tagged content, and missing spaces are painted."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

BLANK = "blank"
"""A mark around nothing: its operators go."""

_FONT = re.compile(rb"(/\S+) \S+ Tf$")
_SHOW = b"] TJ"


def rewrite(stream: list[Any], decoration: Mapping[int, str], spaces: Collection[int], codes: Mapping[bytes, bytes]) -> None:
    """Change the operators of a page in place.

    ``decoration`` gives the kind of decoration by mark, ``spaces`` the marks that want a space behind them, ``codes`` the space by font.
    """
    if not decoration and not spaces:
        return
    tokens: list[Any] = []
    marks: list[int | None] = []
    font = b""
    for token in stream:
        if token == b"BDC":
            mark = _number(tokens[-1])
            marks.append(mark)
            if mark is not None and mark in decoration:
                kind = decoration[mark]
                tokens[-2:] = [] if kind == BLANK else ["/Artifact", _properties(kind)]
                if kind == BLANK:
                    continue
        elif token == b"BMC":
            marks.append(None)
        elif token == b"EMC" and marks:
            mark = marks.pop()
            if mark in spaces and font in codes:
                _add_space(tokens, codes[font])
            if mark is not None and decoration.get(mark) == BLANK:
                continue
        elif isinstance(token, bytes) and (found := _FONT.match(token)):
            font = found[1]
        tokens.append(token)
    stream[:] = tokens


def space_codes(fonts: Mapping[Any, Any]) -> dict[bytes, bytes]:
    """The code of the space in every font that has painted one, by the font's name in the page."""
    found = {}
    for font in fonts.values():
        code = next((code for code, text in font.to_unicode.items() if text == " "), None)
        if code is not None and not font.bitmap:
            found[b"/" + font.hash.encode()] = f"<{code:04x}>".encode()
    return found


def _number(properties: Any) -> int | None:
    return properties.get("MCID") if isinstance(properties, dict) else None


def _properties(kind: str) -> bytes:
    """What kind of decoration it is (ISO 32000-1, table 330)."""
    return b"<</Type /Pagination" + (f" /Subtype /{kind}".encode() if kind else b"") + b">>"


def _add_space(tokens: list[Any], code: bytes) -> None:
    """Put a space behind the text that was shown last."""
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index] == b"BDC":
            return
        if isinstance(tokens[index], bytes) and tokens[index].endswith(_SHOW):
            tokens[index] = tokens[index][: -len(_SHOW)] + code + _SHOW
            return
