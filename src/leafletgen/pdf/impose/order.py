"""Which page stands where. A side is its pages from left to right, numbered from 1, None where it stays blank.

Sides come in pairs, front and back of one sheet, for a printer that flips the sheet on its short edge: what stands on the right
of the front has its back on the left of the next side.

A booklet of eight pages is two sheets laid into each other; sheet 1 is the cover, sheet 2 the middle:

    sheet 1   front [8|1]  back [2|7]        sheet 2   front [6|3]  back [4|5]

A trifold is one sheet. Its right third, seen from inside, is folded in first, the left third over it:

    outside   +-------+---------+---------+       inside   +---------+---------+-------+
              |   5   |    6    |    1    |                |    2    |    3    |   4   |
              | flap  |  back   |  front  |                |  left   | middle  | right |
              +-------+---------+---------+                +---------+---------+-------+
                97 mm   100 mm    100 mm                     100 mm    100 mm    97 mm

The reader takes it by the front (1), opens it like a book and meets 2 with the flap (5) beside it, unfolds the flap, and reads the
three inner panels in a row (2, 3, 4). Only then is the sheet turned over, to the flap and the back (5, 6). So the text runs on
where the eye runs on, across the open sheet, and what stands on the flap is read last or first, never in the middle of a sentence.
"""

from __future__ import annotations

from math import ceil
from typing import Literal

from leafletgen.model.edition import PANELS, Fold

Side = tuple[int | None, ...]
"""Pages of one side of a sheet, from left to right."""

Edge = Literal["left", "right"]

Direction = Literal["ltr", "rtl"]
"""Which way the script runs."""

BOOKLET_STEP = 4
"""Pages on each sheet of a booklet."""


def booklet(pages: int) -> tuple[Side, ...]:
    """The sides of a stapled booklet. The last page is the back cover; blank pages stand just before it."""
    leaves = in_booklet(pages)
    last = len(leaves)
    sides: list[Side] = []
    for first in range(0, last // 2, 2):
        sides.append((leaves[last - 1 - first], leaves[first]))
        sides.append((leaves[first + 1], leaves[last - 2 - first]))
    return tuple(sides)


def in_booklet(pages: int) -> Side:
    """The pages of a booklet as one leafs through it: the leaflet's, and the blanks that fill its sheets."""
    # A single page is the front, not the back.
    return _filled(pages, ceil(pages / BOOKLET_STEP) * BOOKLET_STEP, before=max(pages - 1, 1))


def _filled(pages: int, room: int, before: int) -> Side:
    """The pages in order, with blanks after the first ``before`` so that they fill ``room``."""
    numbers = range(1, pages + 1)
    return (*numbers[:before], *[None] * (room - pages), *numbers[before:])


def trifold(pages: int) -> tuple[Side, ...]:
    """The two sides of a sheet folded in three, outside first. Where pages are fewer, the last is the back and blanks stand before it.

    Raises ValueError for more pages than there are panels: the words that do not fit are for the leaflet's author to see to.
    """
    if pages > PANELS:
        raise ValueError(f"{pages} pages on {PANELS} panels")
    # Two pages are the front and the first panel inside: each carries the footer of its side.
    front, left, middle, right, flap, back = _filled(pages, PANELS, before=max(pages - 1, 2))
    return (flap, back, front), (left, middle, right)


def n_up(pages: int, copies: int) -> tuple[Side, ...]:
    """Each page as often as there is room for it, beside itself: the sheet is cut apart, and each part is a whole leaflet."""
    return tuple((number,) * copies for number in range(1, pages + 1))


def folded(fold: Fold, pages: int, direction: Direction) -> tuple[Side, ...]:
    """The sides of a booklet or a trifold; for a script that runs from right to left, their mirror image."""
    sides = booklet(pages) if fold == "booklet" else trifold(pages)
    return sides if direction == "ltr" else tuple(side[::-1] for side in sides)


def folded_edges(fold: Fold, pages: int, direction: Direction) -> dict[int, tuple[Edge, ...]]:
    """The edges of each page that are folds. Of a trifold with too many pages, those of the pages that have a panel."""
    sides = folded(fold, min(pages, PANELS) if fold == "trifold" else pages, direction)
    edges: dict[int, tuple[Edge, ...]] = {}
    for side in sides:
        for place, number in enumerate(side):
            if number is not None:
                edges[number] = (*(("left",) if place else ()), *(("right",) if place < len(side) - 1 else ()))
    return edges
