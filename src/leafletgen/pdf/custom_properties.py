"""Custom properties of a whole page, put in place of `var()` before the engine reads the styles.

The engine looks `var(--ink)` up anew for every element, which takes it one part in fourteen of its time. What only `:root` sets is the
same everywhere, so that it can stand where it is used. Anything else is left to the engine: a property that is also set elsewhere,
under a condition, in a `style` attribute or as `!important`, one with text or an address in it, a `var()` with a fallback, and one outside
of declarations. One difference is left: a declaration that turns out to be of no use gives way to those before it, and the engine says so,
as if the value had been written there; by itself the engine takes the property's initial value then, and says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

_NOT_CODE = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
_SET = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
_ROOT = re.compile(r"(?:(?<=[{};])|^)\s*:root\s*\{([^{}]*)\}")
_USED = re.compile(r"(?<![\w#-])var\([ \t]*(--[\w-]+)[ \t]*\)")
_KEPT = re.compile(r"""["'!\\]|/\*|\burl\(""", re.IGNORECASE)
"""What a value has that is not put in place of its name."""
_NOT_STYLE = re.compile(r"@(?:font-face|counter-style|color-profile)\b[^{}]*\{[^{}]*\}|@[^{};]*|\burl\([^)]*\)+", re.IGNORECASE)
"""Where `var()` has no meaning."""


def names_set(html: str) -> frozenset[str]:
    """The properties that attributes of a page may set."""
    return frozenset(map(_plain, _SET.findall(html)))


def resolved(sheets: Sequence[str], set_elsewhere: Iterable[str] = ()) -> list[str]:
    """The stylesheets of a page, in their order, with values for `var()`. Lines keep their numbers.

    ``set_elsewhere`` names properties that something besides the stylesheets may set.
    """
    values = _set_for_all(sheets, set_elsewhere)
    whole = {name: _whole(name, values) for name in values}
    constant = {name: value for name, value in whole.items() if "var(" not in value.lower()}
    return [_put_in(constant, sheet) for sheet in sheets]


def _set_for_all(sheets: Sequence[str], set_elsewhere: Iterable[str]) -> dict[str, str]:
    """The last value of each property that plain rules for `:root` set, and nothing else does."""
    everywhere, for_all = Counter(set_elsewhere), dict[str, list[str]]()
    for sheet in sheets:
        everywhere.update(map(_plain, _SET.findall(_code(sheet))))
        for name, value in _root_declarations(sheet):
            for_all.setdefault(name, []).append(value)
    return {
        name: found[-1]
        for name, found in for_all.items()
        if everywhere[name] == len(found) and all(value and not _KEPT.search(value) for value in found)
    }


def _root_declarations(sheet: str) -> Iterator[tuple[str, str]]:
    """None of a sheet whose braces do not match, since nobody knows then what is in what."""
    code = _code(sheet)
    for rule in _ROOT.finditer(code) if code.count("{") == code.count("}") else ():
        start = rule.start(1)
        if code.count("{", 0, start - 1) != code.count("}", 0, start - 1):  # within `@media` or the like
            continue
        for declaration in rule[1].split(";"):
            name, colon, _ = declaration.partition(":")
            if colon and name.strip().startswith("--"):
                # As it is in the sheet, where text and comments are: `_KEPT` has to see them.
                yield _plain(name.strip()), " ".join(sheet[start + len(name) + 1 : start + len(declaration)].split())
            start += len(declaration) + 1


def _plain(name: str) -> str:
    """A name as the engine knows it, which takes `--a_b` for `--a-b`."""
    return name.replace("_", "-")


def _code(sheet: str) -> str:
    """The sheet with spaces in place of comments and text: every character keeps its place."""
    return _NOT_CODE.sub(_blank, sheet)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _whole(name: str, values: Mapping[str, str], within: tuple[str, ...] = ()) -> str:
    """The value with those that it refers to; one that refers to itself in the end keeps the reference."""
    within = (*within, name)

    def value(used: re.Match[str]) -> str:
        other = _plain(used[1])
        return _apart(_whole(other, values, within)) if other in values and other not in within else used[0]

    return _USED.sub(value, values[name])


def _put_in(values: Mapping[str, str], sheet: str) -> str:
    done, parts = 0, []
    for used in _USED.finditer(_NOT_STYLE.sub(_blank, _code(sheet))):
        if (name := _plain(used[1])) in values:
            parts += [sheet[done : used.start()], _apart(values[name])]
            done = used.end()
    return "".join([*parts, sheet[done:]])


def _apart(value: str) -> str:
    """The value, not grown together with what stands beside it."""
    return f"/**/{value}/**/"
