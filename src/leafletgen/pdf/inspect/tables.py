"""A table's tags as a grid: which cell stands where, and which heads belong to it (ISO 32000-2, 14.8.4.8.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leafletgen.pdf.inspect.tag import Tag

TRANSPARENT = frozenset({"NonStruct", "Artifact"})
"""Elements that a table or a list does not notice."""

_GROUPS = frozenset({"THead", "TBody", "TFoot"})

MAX_COLUMNS = 1_000
"""Widest grid that is laid out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell and where it stands, counted from 0."""

    tag: Tag
    row: int
    column: int
    heads: tuple[Cell, ...] = ()
    """The cells that head its column, from the top."""

    @property
    def place(self) -> tuple[int, int]:
        """Row and column."""
        return self.row, self.column


@dataclass(frozen=True, slots=True)
class Grid:
    """One table."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    """How many columns each row fills, those that cells of rows above reach down into counted too."""
    caption: Tag | None

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(self.widths, default=0)


def inner(tag: Tag) -> Iterator[Tag]:
    """Its elements, those within transparent ones too."""
    for child in tag.elements:
        if child.kind in TRANSPARENT:
            yield from inner(child)
        else:
            yield child


def rows_of(table: Tag) -> Iterator[Tag]:
    """Its rows, in order."""
    for child in inner(table):
        if child.kind == "TR":
            yield child
        elif child.kind in _GROUPS:
            yield from rows_of(child)


def head_rows(table: Tag) -> int:
    """How many rows stand in its head."""
    return sum(len(list(rows_of(child))) for child in inner(table) if child.kind == "THead")


def grid_of(table: Tag) -> Grid:
    """The table's cells in their places, each with its column heads."""
    rows, widths = _placed(table)
    in_head = head_rows(table)
    by_id = {cell.tag.id: cell for row in rows for cell in row if cell.tag.id and cell.tag.kind == "TH"}
    above: dict[int, list[Cell]] = {}
    """The cells so far that head each column."""
    done = []
    for index, row in enumerate(rows):
        done.append(tuple(Cell(cell.tag, cell.row, cell.column, _heads(cell, above, by_id)) for cell in row))
        for cell in row:
            if _heads_column(cell, row, index < in_head):
                for column in range(cell.column, cell.column + cell.tag.column_span):
                    known = above.setdefault(column, [])
                    # A head below data starts anew; one right below another head adds to it.
                    above[column] = [*known, cell] if known and known[-1].row == index - 1 else [cell]
    caption = next((child for child in inner(table) if child.kind == "Caption"), None)
    return Grid(tuple(done), tuple(widths), caption)


def _placed(table: Tag) -> tuple[list[list[Cell]], list[int]]:
    """Cells by row, and how many columns each row fills."""
    hanging: dict[int, int] = {}
    """For each column, the last row that a cell of a row above fills."""
    rows, widths = [], []
    for index, row in enumerate(rows_of(table)):
        cells, column = [], 0
        for tag in inner(row):
            while hanging.get(column, -1) >= index:
                column += 1
            cells.append(Cell(tag, index, column))
            for filled in range(column, min(column + tag.column_span, MAX_COLUMNS)):
                hanging[filled] = index + tag.row_span - 1
            column += tag.column_span
        rows.append(cells)
        widths.append(sum(last >= index for last in hanging.values()))
    return rows, widths


def _heads_column(cell: Cell, row: list[Cell], in_head: bool) -> bool:
    if cell.tag.kind != "TH":
        return False
    if cell.tag.scope:
        return cell.tag.scope in ("Column", "Both")
    return in_head or cell.row == 0 or all(other.tag.kind == "TH" for other in row)


def _heads(cell: Cell, above: dict[int, list[Cell]], by_id: dict[str, Cell]) -> tuple[Cell, ...]:
    named = [by_id[name] for name in cell.tag.headers if name in by_id]
    if named:
        # Those of its own row head the row: they have been said.
        return tuple(head for head in named if head.row != cell.row)
    return tuple(head for head in above.get(cell.column, ()) if head.row < cell.row)
