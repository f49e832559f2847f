"""Sheets of paper in millimetres: where each page stands, and where the marks for folding and cutting are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from leafletgen.model.edition import SHEET_SIZES, Edition
from leafletgen.pdf.impose import order
from leafletgen.pdf.impose.order import Direction, Side


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a sheet, from top to bottom, and the page that stands in its middle."""

    page: int | None
    left: float
    width: float
    shift: float = 0.0
    """How far the page is moved to the right."""


@dataclass(frozen=True, slots=True)
class SheetSide:
    """One side of a sheet."""

    slots: tuple[Slot, ...]
    marks: tuple[float, ...] = ()
    """Where it is folded or cut: distances from the left edge."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sides, front and back in turn."""

    width: float
    height: float
    sides: tuple[SheetSide, ...]

    @property
    def count(self) -> int:
        """How many sheets of paper it takes, printed on both sides."""
        return (len(self.sides) + 1) // 2


def folded_sheets(edition: Edition, pages: int, direction: Direction) -> Sheets:
    """The sheets of an edition that is folded. Raises ValueError for a trifold of more pages than panels."""
    return _booklet(edition, pages, direction) if edition.fold == "booklet" else _trifold(edition, pages, direction)


def n_up_sheets(edition: Edition, pages: int, copies: int) -> Sheets:
    """Copies of each page beside each other, with marks where the sheet is cut."""
    width, height = _sheet(edition)
    columns = (width / copies,) * copies
    return Sheets(width, height, tuple(_side(side, columns) for side in order.n_up(pages, copies)))


def _booklet(edition: Edition, pages: int, direction: Direction) -> Sheets:
    """Inner sheets reach further out when they are folded together; `creep` moves their pages back towards the spine."""
    width, height = _sheet(edition)
    sides = order.folded("booklet", pages, direction)
    placed = tuple(_side(side, (width / 2, width / 2), float(edition.creep) * (number // 2)) for number, side in enumerate(sides))
    return Sheets(width, height, tuple(_outer(side) if number % 2 == 0 else side for number, side in enumerate(placed)))


def _trifold(edition: Edition, pages: int, direction: Direction) -> Sheets:
    width, height = _sheet(edition)
    panel, tucked = float(edition.size[0]), float(edition.narrowest)
    outside, inside = order.folded("trifold", pages, direction)
    first, second = (tucked, panel, panel), (panel, panel, tucked)
    columns = (first, second) if direction == "ltr" else (second, first)
    return Sheets(width, height, (_outer(_side(outside, columns[0])), _side(inside, columns[1])))


def _side(side: Side, columns: tuple[float, ...], creep: float = 0.0) -> SheetSide:
    """One side with its pages in columns, and marks between them."""
    lefts = tuple(accumulate(columns, initial=0.0))
    return SheetSide(tuple(_slots(side, columns, lefts, creep)), lefts[1:-1])


def _outer(side: SheetSide) -> SheetSide:
    """The side that stays outside when the sheet is folded: its marks would be seen, those on its back are enough."""
    return replace(side, marks=())


def _slots(side: Side, columns: tuple[float, ...], lefts: tuple[float, ...], creep: float) -> Iterator[Slot]:
    for place, (page, left, width) in enumerate(zip(side, lefts, columns, strict=False)):
        yield Slot(page, left, width, -creep if place else creep)


def _sheet(edition: Edition) -> tuple[float, float]:
    width, height = SHEET_SIZES[edition.paper]
    return float(width), float(height)
