"""Custom properties of a whole page, put in place of `var()` before the engine reads the styles.

The engine looks `var(--ink)` up anew for every element, which takes it one part in fourteen of its time. What only `:root` sets is the
same everywhere, so that it can stand where it is used. Anything else is left as it is written: a property that is also set elsewhere,
under a condition, in a `style` attribute or as `!important`, one with text or an address in it, and a `var()` with a fallback.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

_NOT_CODE = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
_SET = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
_ROOT = re.compile(r"(?:(?<=[{};])|^)\s*:root\s*\{([^{}]*)\}")
_USED = re.compile(r"\bvar\([ \t]*(--[\w-]+)[ \t]*\)")
_LEFT = re.compile(r"""["'!\\]|/\*|\burl\(""", re.IGNORECASE)
"""What a value has that is not put in place of its name."""


def resolved(sheets: Sequence[str], rest: str = "") -> list[str]:
    """The stylesheets of a page, in their order, with values for `var()`. Lines keep their numbers.

    ``rest`` is the remaining HTML, whose attributes may set properties too.
    """
    values = _set_for_all(sheets, rest)
    whole = {name: _whole(name, values) for name in values}
    constant = {name: value for name, value in whole.items() if "var(" not in value}
    return [_put_in(constant, sheet) for sheet in sheets]


def _set_for_all(sheets: Sequence[str], rest: str) -> dict[str, str]:
    """The last value of each property that plain rules for `:root` set, and nothing else does."""
    everywhere, for_all = Counter(_SET.findall(rest)), dict[str, list[str]]()
    for sheet in sheets:
        everywhere.update(_SET.findall(_code(sheet)))
        for name, value in _root_declarations(sheet):
            for_all.setdefault(name, []).append(value)
    return {name: found[-1] for name, found in for_all.items() if everywhere[name] == len(found) and not any(map(_LEFT.search, found))}


def _root_declarations(sheet: str) -> Iterator[tuple[str, str]]:
    code = _code(sheet)
    for rule in _ROOT.finditer(code):
        start = rule.start(1)
        if code.count("{", 0, start - 1) != code.count("}", 0, start - 1):  # within `@media` or the like
            continue
        for declaration in rule[1].split(";"):
            name, colon, _ = declaration.partition(":")
            if colon and name.strip().startswith("--"):
                # As it is in the sheet, where text and comments are: `_LEFT` has to see them.
                yield name.strip(), " ".join(sheet[start + len(name) + 1 : start + len(declaration)].split())
            start += len(declaration) + 1


def _code(sheet: str) -> str:
    """The sheet with spaces in place of comments and text: every character keeps its place."""
    return _NOT_CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), sheet)


def _whole(name: str, values: Mapping[str, str], within: tuple[str, ...] = ()) -> str:
    """The value with those that it refers to; one that refers to itself in the end keeps the reference."""
    within = (*within, name)
    return _USED.sub(lambda used: _whole(used[1], values, within) if used[1] in values and used[1] not in within else used[0], values[name])


def _put_in(values: Mapping[str, str], sheet: str) -> str:
    done, parts = 0, []
    for used in _USED.finditer(_code(sheet)):
        if used[1] in values:
            parts += [sheet[done : used.start()], values[used[1]]]
            done = used.end()
    return "".join([*parts, sheet[done:]])
