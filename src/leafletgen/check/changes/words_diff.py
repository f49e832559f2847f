"""Two versions of one text, word by word: what was replaced, added or taken out, in its context, and which numbers and doses changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from leafletgen.check.changes.quantities import negations, quantities
from leafletgen.model.citation import citations, without_citations

CONTEXT = 5
"""Words shown before and after a change."""
GAP = 2
"""Equal tokens between two changes that do not part them."""
MOST_PAIRS = 4_000_000
"""Longest texts that are compared word by word, as the product of their lengths; longer ones count as replaced."""
UNLIKE = 0.3
"""Share of equal words below which a text was written anew."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]\w*(?:['’-]\w+)*|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of words. ``before`` is empty for what was added, ``after`` for what was taken out."""

    before: str
    after: str
    lead: str
    """Words of the new text before it."""
    tail: str
    """Words of the new text after it."""

    @property
    def context(self) -> str:
        """The change as it stands in the new text."""
        return " ".join(f"{self.lead}{self.after}{self.tail}".split())


@dataclass(frozen=True, slots=True)
class Pair:
    """A number or a citation before and after; empty where there is none."""

    before: str
    after: str


def edits(old: str, new: str) -> Iterator[Edit]:
    """The words that differ; citations are not words."""
    old, new = without_citations(old), without_citations(new)
    olds, news = list(_TOKEN.finditer(old)), list(_TOKEN.finditer(new))
    for a, b, c, d in _hunks([m.group() for m in olds], [m.group() for m in news]):
        start, end = _slice(news, c, d, len(new))
        first, last = max(0, c - CONTEXT), min(len(news), d + CONTEXT)
        lead = new[news[first].start() : start] if first < c else ""
        tail = new[end : news[last - 1].end()] if last > d else ""
        yield Edit(_words(old, olds[a:b]), _words(new, news[c:d]), ("…" if first else "") + lead, tail + ("…" if last < len(news) else ""))


def _slice(tokens: list[re.Match[str]], first: int, last: int, length: int) -> tuple[int, int]:
    """Start and end of a run of tokens in their text; for an empty run the place where it would stand."""
    if first < last:
        return tokens[first].start(), tokens[last - 1].end()
    place = tokens[first].start() if first < len(tokens) else length
    return place, place


def _words(text: str, tokens: list[re.Match[str]]) -> str:
    return " ".join(text[tokens[0].start() : tokens[-1].end()].split()) if tokens else ""


def _hunks(old: list[str], new: list[str]) -> list[list[int]]:
    """Runs of tokens that differ, as start and end in each; runs that are close together as one."""
    found: list[list[int]] = []
    for tag, a, b, c, d in aligned(old, new, UNLIKE):
        if tag == "equal":
            continue
        if found and a - found[-1][1] <= GAP and c - found[-1][3] <= GAP:
            found[-1][1], found[-1][3] = b, d
        else:
            found.append([a, b, c, d])
    return found


def aligned(old: Sequence[str], new: Sequence[str], unlike: float = 0) -> list[tuple[str, int, int, int, int]]:
    """How ``old`` becomes ``new``, as SequenceMatcher says it; as one replacement where the two are too long, or share too little."""
    if len(old) * len(new) <= MOST_PAIRS:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        if matcher.ratio() >= unlike:
            return list(matcher.get_opcodes())
    return [("equal" if old == new else "replace", 0, len(old), 0, len(new))]


def number_changes(old: str, new: str) -> list[Pair]:
    """Numbers, doses and times of day that are not the same, as `10 mg` and `20 mg`."""
    pairs = _changes(quantities(old), quantities(new))
    return [pair for pair in pairs if pair.before.replace(" ", "") != pair.after.replace(" ", "")]


def negation_changes(old: str, new: str) -> list[Pair]:
    """Words such as `not` and `never` that came or went: they turn a sentence round."""
    return [pair for pair in _changes(negations(old), negations(new)) if not (pair.before and pair.after)]


def citation_changes(old: str, new: str) -> list[Pair]:
    """Sources that are cited, each with its locator, before and after."""
    return _changes(*([f"{c.id}, {c.locator}" if c.locator else c.id for c in citations(text)] for text in (old, new)))


def _changes(old: list[str], new: list[str]) -> list[Pair]:
    found: list[Pair] = []
    for tag, a, b, c, d in aligned(old, new):
        if tag != "equal":
            pairs = max(b - a, d - c)
            befores, afters = ([*part, *[""] * (pairs - len(part))] for part in (old[a:b], new[c:d]))
            found += [Pair(before, after) for before, after in zip(befores, afters, strict=True)]
    return found
