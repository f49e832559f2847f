"""Fit: set a leaflet tighter, step by step, until it keeps to its number of pages or cannot be set tighter.

White space goes first, since readers miss it least: line height down to 1.4 and the gaps between blocks to 70 %, both by quarters.
Then the margins go down to 15 mm by the millimetre, and last the type, by half points down to the edition's floors. Never below them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from math import ceil
from typing import TypeVar

from leafletgen.model.edition import Edition, TypeSizes

LINE_HEIGHT = Decimal("1.4")
GAPS = Decimal("0.7")
MARGIN = Decimal(15)
"""Millimetres."""
HALF_POINT = Decimal("0.5")
QUARTERS = 4

T = TypeVar("T")


def fitted(edition: Edition, fits: Callable[[T], bool], set_in: Callable[[Edition], T]) -> T:
    """The loosest setting that ``fits``; where there is none, the tightest.

    ``set_in`` sets the leaflet in an edition. Each call takes as long as typesetting does, so the steps, each at least as tight as the
    one before, are halved rather than climbed.
    """
    result = set_in(edition)
    steps = [] if fits(result) else list(tightened(edition))
    if not steps:
        return result
    result = set_in(steps[-1])
    low, high = 0, len(steps) - 1 if fits(result) else 0
    while low < high:
        middle = (low + high) // 2
        found = set_in(steps[middle])
        if fits(found):
            result, high = found, middle
        else:
            low = middle + 1
    return result


def tightened(edition: Edition) -> Iterator[Edition]:
    """The edition tighter and tighter, each step with all that came before it."""
    loose, gaps = max(edition.line_height, LINE_HEIGHT), max(edition.gaps, GAPS)
    for quarter in range(1, QUARTERS + 1):
        share = Decimal(quarter) / QUARTERS
        leading, gap = loose - (loose - LINE_HEIGHT) * share, gaps - (gaps - GAPS) * share
        edition = edition.model_copy(update={"line_height": min(edition.line_height, leading), "gaps": min(edition.gaps, gap)})
        yield edition
    for _ in range(max(0, ceil(edition.margin - MARGIN))):
        edition = edition.model_copy(update={"margin": max(MARGIN, edition.margin - 1)})
        yield edition
    floors = edition.least
    edition = edition.model_copy(update={"floors": floors})
    while edition.type.body > floors.body:
        edition = edition.model_copy(update={"type": _smaller(edition)})
        yield edition


def _smaller(edition: Edition) -> TypeSizes:
    """All sizes half a point smaller, none below its floor."""
    floors, sizes = edition.least, edition.type
    least = dict.fromkeys(("body", "summary", "heading", "title"), floors.body) | {"small": floors.small, "mark": floors.mark}
    return TypeSizes(**{name: max(least[name], size - HALF_POINT) for name, size in sizes.model_dump().items()})
