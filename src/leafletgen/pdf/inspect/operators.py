"""The bytes of a content stream to operators with their operands (ISO 32000-2, 7.2 and 7.8.2).

Written for speed, since nearly all the time of an inspection goes by here: one regular expression finds each token. Numbers come out as
floats, names as text with their slash, strings as bytes, arrays as lists, dictionaries as dictionaries. Damage is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

INLINE_IMAGE = b"ID"
"""Comes with one operand, the image's dictionary."""

MAX_NESTING = 40
"""Deepest arrays and dictionaries that are kept."""

MAX_OPERANDS = 50_000
"""Most operands of one operator; those that come after them push out the first."""

MAX_PARTS = 100_000
"""Most pieces of one string, between its parentheses and escapes; the longest strings of real files have some thousand."""

_TOKEN = re.compile(
    rb"(?:[\0\t\n\f\r ]+|%[^\r\n]*)*+(?:"
    rb"([+-]?(?:\d++\.?+\d*+|\.\d++)(?![^\0\t\n\f\r ()<>\[\]{}/%]))"  # 1 number
    rb"|<([0-9A-Fa-f\0\t\n\f\r ]*)>"  # 2 string in hexadecimal digits
    rb"|/([^\0\t\n\f\r ()<>\[\]{}/%]*)"  # 3 name
    rb"|\(([^()\\\r]*)\)"  # 4 simple string
    rb"|(\()"  # 5 start of another string
    rb"|(\[|<<)"  # 6 start of an array or a dictionary
    rb"|(\]|>>)"  # 7 its end
    rb"|([^\0\t\n\f\r ()<>\[\]{}/%]+)"  # 8 operator
    rb"|([<>{})])"  # 9 out of place
    rb")"
)
_STRING_PART = re.compile(rb"[^()\\\r]+|\\[0-7]{1,3}|\\(?:\r\n|.)|\r\n?|[()]", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAME_CODE = re.compile(r"#([0-9A-Fa-f]{2})")
_END_OF_IMAGE = re.compile(rb"(?<=[\0\t\n\f\r >])EI(?=[\0\t\n\f\r ]|$)")
_WORDS: dict[bytes, Any] = {b"true": True, b"false": False, b"null": None}


def operators(data: bytes, spend: Callable[[int], None]) -> Iterator[tuple[bytes, list[Any]]]:
    """Each operator of ``data`` with its operands. ``spend`` is told how many tokens were read, and stops it by an exception."""
    match_at, position = _TOKEN.match, 0
    current: list[Any] = []
    stack: list[list[Any]] = []
    """The operands, then the open arrays and dictionaries, while one of those is ``current``."""
    while (match := match_at(data, position)) is not None:
        position = match.end()
        kind = match.lastindex
        token = match[kind or 0]
        if kind == 1:
            current.append(float(token))
        elif kind == 2:
            current.append(_from_digits(token))
        elif kind == 3:
            current.append(_name(token))
        elif kind == 4:
            current.append(token)
        elif kind == 5:
            string, position = _string(data, position)
            current.append(string)
        elif kind == 6:
            stack.append(current)
            current = [token]
        elif kind == 7 and stack:
            done, current = current, stack.pop()
            if len(stack) < MAX_NESTING:
                current.append(_closed(done))
        elif kind == 8 and token in _WORDS:
            current.append(_WORDS[token])
        elif kind == 8:
            operands = stack[0] if stack else current
            spend(len(operands) + 1)
            if token == INLINE_IMAGE:
                end = _END_OF_IMAGE.search(data, position)
                position = end.end() if end else len(data)
                operands = [_closed([token, *operands])]
            if token != b"BI":
                yield token, operands
            current, stack = [], []
        if len(current) + len(stack) > MAX_OPERANDS:
            spend(MAX_OPERANDS // 2)
            del current[1 : MAX_OPERANDS // 2]
            del stack[1:-MAX_NESTING]


def _closed(parts: list[Any]) -> Any:
    """The array or the dictionary whose opening sign and entries are ``parts``."""
    if parts[0] == b"[":
        return parts[1:]
    return {key: value for key, value in zip(parts[1::2], parts[2::2], strict=False) if isinstance(key, str)}


def _from_digits(digits: bytes) -> bytes:
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:  # zero bytes between the digits, or an odd number of them
        digits = bytes(digit for digit in digits if digit > 32)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _name(token: bytes) -> str:
    name = token.decode("utf-8", "replace")
    return "/" + (_NAME_CODE.sub(lambda code: chr(int(code[1], 16)), name) if "#" in name else name)


def _string(data: bytes, position: int) -> tuple[bytes, int]:
    """The string that starts at ``position``, after its parenthesis, and where it ends."""
    parts: list[bytes] = []
    depth = 1
    for match in _STRING_PART.finditer(data, position):
        if len(parts) > MAX_PARTS:
            return b"".join(parts), match.start()
        part = match[0]
        depth += (part == b"(") - (part == b")")
        if not depth:
            return b"".join(parts), match.end()
        if part[0] == 92:
            part = _escaped(part[1:])
        parts.append(b"\n" if part[:1] == b"\r" and match[0][:1] == b"\r" else part)
    return b"".join(parts), len(data)


def _escaped(sign: bytes) -> bytes:
    """What stands for a backslash and ``sign``."""
    if sign.isdigit() and sign[:1] < b"8":
        return bytes([int(sign, 8) & 255])
    return _ESCAPES.get(sign, b"" if sign[:1] in b"\r\n" else sign)
