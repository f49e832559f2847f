"""How wide the glyphs of a font are, in thousandths of the type size (ISO 32000-2, 9.2.4 and 9.7.4.3)."""

from __future__ import annotations

from typing import Any

from leafletgen.pdf.inspect.objects import array, dictionary, get, resolved

USUAL = 500.0
"""Where nothing is said, as for the fonts that every reader brings: half an em is near enough to tell a gap from a space."""

MAX_WIDTHS = 100_000


class Widths:
    """The widths of one font."""

    def __init__(self, font: Any, composite: bool) -> None:
        self.table: dict[int, float] = {}
        self.otherwise = USUAL
        self.scale = 1.0
        if composite:
            descendants = array(font, "/DescendantFonts")
            inner = resolved(descendants[0]) if descendants else None
            self.otherwise = _number(get(inner, "/DW"), 1000.0)
            self.read_ranges(array(inner, "/W"))
        else:
            self.otherwise = _number(get(dictionary(font, "/FontDescriptor"), "/MissingWidth"), USUAL)
            first = int(_number(get(font, "/FirstChar"), 0))
            self.table = {first + index: _number(resolved(width), USUAL) for index, width in enumerate(array(font, "/Widths")[:256])}
            if get(font, "/Subtype") == "/Type3":
                matrix = array(font, "/FontMatrix")
                self.scale = 1000 * _number(resolved(matrix[0]), 0.001) if matrix else 1.0

    def read_ranges(self, entries: list[Any]) -> None:
        """Take over `[first [width width ...] first last width ...]`."""
        entries = [resolved(entry) for entry in entries[:MAX_WIDTHS]]
        position = 0
        while position + 1 < len(entries) and len(self.table) < MAX_WIDTHS:
            first, second = int(_number(entries[position], 0)), entries[position + 1]
            if isinstance(second, list):
                self.table.update((first + index, _number(resolved(width), USUAL)) for index, width in enumerate(second[:MAX_WIDTHS]))
                position += 2
            elif position + 2 < len(entries):
                last = min(int(_number(second, 0)), first + MAX_WIDTHS)
                self.table.update(dict.fromkeys(range(first, last + 1), _number(entries[position + 2], USUAL)))
                position += 3
            else:
                break

    def of(self, code: bytes) -> float:
        """The width of one glyph."""
        return self.table.get(int.from_bytes(code), self.otherwise) * self.scale


def _number(value: Any, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) and abs(value) < 1e6 else otherwise
