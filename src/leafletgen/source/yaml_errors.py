"""PyYAML's complaints in the words of someone who writes leaflets, each at the place to mend and with what to do there."""

from __future__ import annotations

import re

import yaml

from leafletgen.diagnostics import Diagnostic, Span, error

_HERE, _START = "here", "start"
"""Where to point: at what the reader stumbled over, or at the start of what it was reading."""

_PLAIN_WORDS: tuple[tuple[str, str, str, str], ...] = (
    ("tab character", "a tab stands here, expected spaces", "replace it with spaces", _HERE),
    (
        "mapping values",
        "a second colon on this line reads as a new key",
        'put the text in straight quotes: title: "Iron: how to take it"',
        _HERE,
    ),
    (
        "block sequence entries",
        "a list cannot start on the line of its key",
        "start the list on the next line, each item with a dash and a space",
        _HERE,
    ),
    (
        "escape",
        "in double quotes a backslash starts a code, and this code does not exist",
        "use single quotes, in which a backslash is a backslash",
        _HERE,
    ),
    (
        "end of stream|document (separator|indicator)",
        "a quote is opened here and not closed",
        "close it, or put the text in the other kind of quotes",
        _START,
    ),
    ("':'", "expected a key with a colon, as `title: ...`", "add the colon, or indent the line to go on with the text above", _START),
    (
        r"'[\]}]'",
        "a comma or a closing bracket is missing here",
        "add it, or put text that holds brackets, commas or colons in quotes",
        _HERE,
    ),
    ("alphabetic or numeric", "text cannot start with & or *", "put the text in quotes; an item of a list starts with a dash", _START),
    ("tag", "text cannot start with !", "put the text in quotes", _HERE),
    (
        "comment or a? ?line break|chomping|indentation indicator",
        "after | or > the text starts on the next line",
        "move it there, or put it in quotes",
        _HERE,
    ),
    ("directive|incompatible", "a line that starts with % is not used here", "remove the line", _HERE),
    ("document start", "this does not belong to what stands above it", "check the brackets, quotes and indentation above", _HERE),
    (
        "key|block end|'-'",
        "this line does not line up with the lines around it",
        "give lines that belong together the same indentation, in spaces",
        _HERE,
    ),
    ("character #|control characters|special characters", "a control character stands here", "delete it and type the text again", _HERE),
)


def explain(name: str, text: str, lines: tuple[str, ...], failure: Exception) -> Diagnostic:
    """The failure as one diagnostic at the place to mend."""
    problem = str(getattr(failure, "problem", None) or getattr(failure, "reason", None) or failure)
    here, start = _places(text, lines, failure)
    if not isinstance(failure, yaml.YAMLError):
        problem = "escape"
    rule, message, fix, place = "yaml-syntax", problem, "see the line above it too", here
    for pattern, words, what_to_do, which in _PLAIN_WORDS:
        if re.search(pattern, problem):
            message, fix, place = words, what_to_do, here if which == _HERE else start
            break
    line, column = place
    excerpt = lines[line - 1] if line <= len(lines) else ""
    before = excerpt[: column - 1]
    indent = len(excerpt) - len(excerpt.lstrip())
    if "\t" in excerpt[:indent] or excerpt[column - 1 : column] == "\t":
        column = excerpt.index("\t") + 1 if "\t" in excerpt[:indent] else column
        rule, message, fix = "yaml-tab", "a tab stands here, expected spaces", "replace it with spaces"
    elif "cannot start any token" in problem or "node content" in problem:
        sign = excerpt[column - 1 : column]
        opened = "[" if before.endswith("[") and sign == "@" else ""
        message, fix = f"text cannot start with {opened}{sign}", "put the text in quotes"
    elif "mapping values" in problem and not re.search(r":\s", before):
        column = indent + 1
        message, fix = (
            "this line is indented further than its neighbours and reads as part of the line above",
            "give lines that belong together the same indentation",
        )
    elif "':'" in problem and (key := re.match(r"\s*(?:- +)?([\w-]+):\S", excerpt)):
        column = key.end(1) + 1
        message, fix = "a space is missing after the colon", f"write `{key[1]}: ...`"
    elif re.search(r"'[\]}]'", problem) and start[0] != here[0]:
        line, column = start
        message = "a bracket is opened here and not closed"
        fix = "close it, or put text that holds brackets, commas or colons in quotes"
    elif message.startswith("this line does not line up") and before.strip():
        line, column, message, fix = _after_the_end(lines, line, column) or (line, column, message, fix)
    return error(rule, message, Span(name, line, column, line, column + 1), fix, lines[line - 1] if line <= len(lines) else "")


def _after_the_end(lines: tuple[str, ...], line: int, column: int) -> tuple[int, int, str, str] | None:
    """Text that goes on after a closing quote or bracket, or a quote that closes one left open above."""
    before = lines[line - 1][: column - 1].rstrip()
    sign = before[-1:]
    if sign in ("'", '"') and before.count(sign) % 2:
        for number in range(line - 1, 0, -1):
            if lines[number - 1].count(sign) % 2:
                return (
                    number,
                    lines[number - 1].rindex(sign) + 1,
                    "a quote is opened here and not closed",
                    "close it at the end of the text",
                )
    if sign in ("'", '"'):
        return line, column, "the text goes on after a closing quote", "put the whole of it in the other kind of quotes, or in none"
    if sign in ("]", "}"):
        return line, column, "the text goes on after a closing bracket", "put the whole of it in quotes"
    return None


def _places(text: str, lines: tuple[str, ...], failure: Exception) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the reader stumbled, and where that which it was reading starts."""
    marks = [_within(lines, mark) for mark in (getattr(failure, "problem_mark", None), getattr(failure, "context_mark", None)) if mark]
    if marks:
        return marks[0], marks[-1]
    position = _position(text, failure)
    before = text[:position].splitlines() or [""]
    place = (len(before), len(before[-1]) + 1)
    return place, place


def _within(lines: tuple[str, ...], mark: yaml.Mark) -> tuple[int, int]:
    """A mark's line and column; the end of the last line where it is past that."""
    if mark.line < len(lines):
        return mark.line + 1, min(mark.column, len(lines[mark.line])) + 1
    last = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip()), 1)
    return last, len(lines[last - 1].rstrip()) + 1 if lines else 1


def _position(text: str, failure: Exception) -> int:
    """Where a character stands that cannot be read: the readers give its code, or it is an escape beyond Unicode."""
    character = getattr(failure, "character", None)
    if character is not None:
        return max(text.find(chr(character) if isinstance(character, int) else str(character)), 0)
    escape = next((match for match in re.finditer(r"\\U([0-9a-fA-F]{8})", text) if int(match[1], 16) > 0x10FFFF), None)
    return escape.start() if escape else 0
