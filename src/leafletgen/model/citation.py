"""The citation marks of text: `[@id]`, `[@a; @b]`, `[@a, p. 4]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_ID = r"[A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?"
# Nowhere can the same space be matched in two ways: a long run of them must not take quadratic time.
_ITEM = rf"@{_ID}\s*(?:,[^;\]\[@]+)?"
CITATION = re.compile(rf"\[\s*{_ITEM}(?:;\s*{_ITEM})*\]")
"""One mark, with all that it cites."""

_ATTEMPT = re.compile(r"\[\s*@[^\]\n]*\]?")
_PART = re.compile(rf"@({_ID})(?:\s*,\s*([^;\]]+))?")


@dataclass(frozen=True, slots=True)
class Citation:
    """One source in a mark: its id and, where given, the place in it (`p. 4`)."""

    id: str
    locator: str = ""


def parts(mark: str) -> tuple[Citation, ...]:
    """The sources of one mark, in the order written."""
    return tuple(Citation(id, locator.strip()) for id, locator in _PART.findall(mark))


def placed(text: str) -> tuple[tuple[int, Citation], ...]:
    """Every source that ``text`` cites, in order, repeats included, with the position of its `@`."""
    return _placed(text) if "@" in text else ()  # as most texts do not


@lru_cache(maxsize=500)  # six readers of one leaflet ask in turn; the longest cites in some two hundred texts
def _placed(text: str) -> tuple[tuple[int, Citation], ...]:
    return tuple(
        (mark.start() + part.start(), Citation(part[1], (part[2] or "").strip()))
        for mark in CITATION.finditer(text)
        for part in _PART.finditer(mark.group())
    )


def citations(text: str) -> Iterator[Citation]:
    """Every source that ``text`` cites, in order, repeats included."""
    return (citation for _, citation in placed(text))


def malformed(text: str) -> Iterator[tuple[int, str]]:
    """What looks like a mark and is none, as `[@a, @b]` or `[@ a]`, with the position of its `@`."""
    for attempt in _ATTEMPT.finditer(text) if "@" in text else ():
        if not CITATION.match(text, attempt.start()):
            yield text.index("@", attempt.start()), attempt.group()


def without_citations(text: str) -> str:
    """``text`` with its marks, and the space before them, taken out."""
    kept, end = [], 0
    for mark in CITATION.finditer(text) if "@" in text else ():
        kept.append(text[end : mark.start()].rstrip())
        end = mark.end()
    return "".join((*kept, text[end:])) if end else text
