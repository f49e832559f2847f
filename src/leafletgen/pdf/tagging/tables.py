"""Cells and their headers: every header cell says what it heads, every other cell which header cells are its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from leafletgen.pdf.tagging.nodes import Node

_SCOPES = {"row": "/Row", "col": "/Column", "rowgroup": "/Row", "colgroup": "/Column"}


def shape_tables(root: Node) -> None:
    """Give the cells of every table their attributes."""
    tables = [node for node in root.all() if node.role == "Table"]
    for number, table in enumerate(tables, 1):
        _shape_table(number, table)


def _shape_table(number: int, table: Node) -> None:
    rows = list(_rows(table))
    in_head = {row for group in table.nodes if group.role == "THead" for row in group.nodes}
    by_row: dict[int, list[str]] = defaultdict(list)
    by_column: dict[int, list[str]] = defaultdict(list)
    for index, row in enumerate(rows):
        for cell in _cells(row):
            _spans(cell)
            if cell.role == "TH":
                cell.id = f"table-{number}-{index}-{cell.box.grid_x}"
                _head(cell, index, row in in_head, by_row, by_column)
    for index, row in enumerate(rows):
        for cell in _cells(row):
            if cell.role == "TD":
                left, width, height = cell.box.grid_x, cell.box.colspan, cell.box.rowspan
                headers = [id for at in range(index, index + height) for id in by_row[at]]
                headers += [id for at in range(left, left + width) for id in by_column[at]]
                if headers:
                    cell.attributes["Table"]["Headers"] = headers


def _head(cell: Node, row: int, in_head: bool, by_row: dict[int, list[str]], by_column: dict[int, list[str]]) -> None:
    """Note down a header cell, with all rows or columns that it spans. Where the HTML does not say, its place does."""
    by_place = "/Column" if in_head or row == 0 or cell.box.grid_x else "/Row"
    scope = _SCOPES.get(cell.element.get("scope") or "", by_place)
    cell.attributes["Table"]["Scope"] = scope
    if scope == "/Row":
        for at in range(row, row + cell.box.rowspan):
            by_row[at].append(cell.id)
    else:
        for at in range(cell.box.grid_x, cell.box.grid_x + cell.box.colspan):
            by_column[at].append(cell.id)


def _spans(cell: Node) -> None:
    spans = {"ColSpan": cell.box.colspan, "RowSpan": cell.box.rowspan}
    cell.attributes["Table"] = {name: span for name, span in spans.items() if span != 1}


def _rows(table: Node) -> Iterator[Node]:
    for kid in table.nodes:
        if kid.role == "TR":
            yield kid
        elif kid.role in ("THead", "TBody", "TFoot"):
            yield from _rows(kid)


def _cells(row: Node) -> Iterator[Node]:
    return (kid for kid in row.nodes if kid.role in ("TH", "TD"))
