"""Two versions of a list: which item became which, so that one that was moved or put in does not make all that follow it look changed."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

ALIKE = 0.5
"""Share of words in common from which an item counts as the other one, edited."""
MOST_PAIRS = 40_000
"""Most pairs of items that are compared by their words."""

Match = tuple[int | None, int | None]
"""Place in the old list and in the new one; None where it is in one only."""


def match(old: Sequence[Any], new: Sequence[Any], label: Callable[[Any], str]) -> list[Match]:
    """Every item once, in the order of the new list, what is gone where it stood. ``label`` names an item, empty where it has no name."""
    pairs: dict[int, int] = {}
    _pair(pairs, [_key(item) for item in old], [_key(item) for item in new])
    _pair(pairs, [label(item) and (_form(item), label(item)) for item in old], [label(item) and (_form(item), label(item)) for item in new])
    _pair_alike(pairs, old, new)
    _pair_in_place(pairs, old, new)
    return _in_order(pairs, len(old), len(new))


def moved(matches: Sequence[Match]) -> set[int]:
    """Places in the new list of the fewest items whose moving explains the new order."""
    both = [(a, b) for a, b in matches if a is not None and b is not None]
    kept = _longest_rise([a for a, _ in both])
    return {b for index, (_, b) in enumerate(both) if index not in kept}


def said(value: Any) -> str:
    """All that a value says, in its order; the ids of sources are no words."""
    if isinstance(value, dict):
        return " / ".join(filter(None, (said(item) for key, item in value.items() if key != "source")))
    if isinstance(value, list):
        return " / ".join(filter(None, map(said, value)))
    return " ".join(str(value).split())


def _key(item: Any) -> str:
    return json.dumps(item, sort_keys=True, ensure_ascii=False)


def _form(item: Any) -> object:
    """Items of different forms are never the same one: another block, a word instead of a mapping."""
    return next(iter(item)) if isinstance(item, dict) and len(item) == 1 else type(item).__name__


def _pair(pairs: dict[int, int], old: list[Any], new: list[Any]) -> None:
    """Pair what is equal and not empty, in order."""
    taken = set(pairs.values())
    places: dict[Any, list[int]] = {}
    for index in reversed(range(len(new))):
        if new[index] and index not in taken:
            places.setdefault(new[index], []).append(index)
    for index, item in enumerate(old):
        if index not in pairs and places.get(item):
            pairs[index] = places[item].pop()


def _pair_alike(pairs: dict[int, int], old: Sequence[Any], new: Sequence[Any]) -> None:
    """Pair what shares most of its words, best first."""
    olds, news = _left(pairs, old, new)
    if len(olds) * len(news) > MOST_PAIRS:
        return
    bags = {(side, index): _bag(items[index]) for side, items, left in ((0, old, olds), (1, new, news)) for index in left}
    scored = [(_alike(bags[0, a], bags[1, b]), -abs(a - b), a, b) for a in olds for b in news if _form(old[a]) == _form(new[b])]
    for share, _, a, b in sorted(scored, reverse=True):
        if share >= ALIKE and a not in pairs and b not in pairs.values():
            pairs[a] = b


def _pair_in_place(pairs: dict[int, int], old: Sequence[Any], new: Sequence[Any]) -> None:
    """Pair what stands between the same neighbours: as many old items as new ones, of the same forms."""
    for gap_old, gap_new in list(_gaps(pairs, len(old), len(new))):
        if [_form(old[a]) for a in gap_old] == [_form(new[b]) for b in gap_new]:
            pairs.update(zip(gap_old, gap_new, strict=True))


def _gaps(pairs: dict[int, int], olds: int, news: int) -> Iterator[tuple[list[int], list[int]]]:
    """Runs of unpaired items between pairs that follow each other in both lists."""
    taken = set(pairs.values())
    for start_old, start_new in [(-1, -1), *sorted(pairs.items())]:
        gap_old = _run(start_old + 1, olds, pairs)
        gap_new = _run(start_new + 1, news, taken)
        after = pairs.get(gap_old[-1] + 1 if gap_old else start_old + 1, news)
        if gap_old and gap_new and after == gap_new[-1] + 1:
            yield gap_old, gap_new


def _run(start: int, end: int, taken: Any) -> list[int]:
    run = []
    while start < end and start not in taken:
        run.append(start)
        start += 1
    return run


def _left(pairs: dict[int, int], old: Sequence[Any], new: Sequence[Any]) -> tuple[list[int], list[int]]:
    taken = set(pairs.values())
    return [a for a in range(len(old)) if a not in pairs], [b for b in range(len(new)) if b not in taken]


def _bag(item: Any) -> Counter[str]:
    return Counter(re.findall(r"\w+", said(item).casefold()))


def _alike(old: Counter[str], new: Counter[str]) -> float:
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 0


def _in_order(pairs: dict[int, int], olds: int, news: int) -> list[Match]:
    back = {b: a for a, b in pairs.items()}
    found: list[Match] = []
    told = 0
    for b in range(news):
        a = back.get(b)
        if a is not None:
            found += [(gone, None) for gone in range(told, a) if gone not in pairs]
            told = max(told, a + 1)
        found.append((a, b))
    return found + [(gone, None) for gone in range(told, olds) if gone not in pairs]


def _longest_rise(numbers: list[int]) -> set[int]:
    """Indices of a longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before.append(ends[place - 1] if place else None)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [index]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
