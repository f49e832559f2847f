"""Where text stands, and whether eyes see a space between two stretches of it. The arithmetic of ISO 32000-2, 9.4.4."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import Literal

from leafletgen.pdf.inspect.facts import Place

Matrix = tuple[float, float, float, float, float, float]

UNITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

SPACE = 0.17
"""Widths of an em from which a gap is a space: fonts set theirs at 0.2 to 0.3, and pull letters by up to 0.1."""

NEW_LINE = 0.7
"""Heights of an em from which text stands on another line. Raised figures stay within half an em."""


def times(left: Matrix, right: Matrix) -> Matrix:
    """The matrix that does ``left`` first, then ``right``."""
    a, b, c, d, e, f = left
    g, h, i, j, k, m = right
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


@dataclass(slots=True)
class TextState:
    """What the text operators have set."""

    size: float = 0.0
    letter_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    matrix: Matrix = UNITY
    line: Matrix = UNITY

    def place(self, page: Matrix) -> Place:
        """Where the next letter stands on the page whose matrix is ``page``."""
        a, b, c, d, e, f = times(self.matrix, page)
        length = hypot(a, b)
        return Place(
            x=e + self.rise * c,
            y=f + self.rise * d,
            size=abs(self.size) * hypot(c, d),
            along=(a / length, b / length) if length else (1.0, 0.0),
        )

    def advance(self, widths: float, letters: int, spaces: int) -> None:
        """``letters`` were shown, ``widths`` wide in thousandths of the type size."""
        self.shift((widths / 1000 * self.size + letters * self.letter_gap + spaces * self.word_gap) * self.stretch)

    def shift(self, x: float) -> None:
        """Move along the line."""
        a, b, c, d, e, f = self.matrix
        self.matrix = (a, b, c, d, e + x * a, f + x * b)

    def move(self, x: float, y: float) -> None:
        """Start a line at this distance from the start of the last one."""
        self.line = self.matrix = times((1.0, 0.0, 0.0, 1.0, x, y), self.line)


def gap(before: Place | None, start: Place, end: Place) -> Literal["", " ", "\n"]:
    """What eyes see between text that ends at ``before`` and text from ``start`` to ``end``."""
    if before is None:
        return ""
    em = max(before.size, start.size)
    x, y = start.x - before.x, start.y - before.y
    across = abs(before.along[0] * y - before.along[1] * x)
    if across > NEW_LINE * em:
        return "\n"
    along = before.along[0] * x + before.along[1] * y
    # Text from right to left goes on where the last stretch began; how wide that was is not known here, so any step back counts.
    back = before.along[0] * (end.x - before.x) + before.along[1] * (end.y - before.y) < 0
    return " " if along > SPACE * em or (along < -em and back) else ""
