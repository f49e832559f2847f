"""Drawings in black and greys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running import REPOSITORY

from leafletgen.html.mono_drawings import without_colour


@pytest.mark.parametrize(
    ("drawing", "grey"),
    [
        ('<path fill="#0b5c6b" stroke="#a6c8ce"/>', '<path fill="#000000" stroke="#bfbfbf"/>'),
        ("<path fill='#abc'/>", "<path fill='#b8b8b8'/>"),
        ('<g style="fill: rgb(200, 0, 0); stroke:red"/>', '<g style="fill: #000000; stroke:#000000"/>'),
        ("<style>.a { stop-color: #FFFFFF; color: Yellow }</style>", "<style>.a { stop-color: #ffffff; color: #e2e2e2 }</style>"),
        ('<path fill="none" stroke="currentColor"/>', '<path fill="none" stroke="currentColor"/>'),
        ('<path fill="url(#abc)" fill-rule="evenodd"/>', '<path fill="url(#abc)" fill-rule="evenodd"/>'),
        ('<path fill="#0b5c6b80"/>', '<path fill="#0b5c6b80"/>'),
        ('<use href="#add"/><text>#0b5c6b is teal</text>', '<use href="#add"/><text>#0b5c6b is teal</text>'),
    ],
)
def test_paints_lose_their_colour(drawing: str, grey: str) -> None:
    assert without_colour(drawing.encode()).decode() == grey


def test_the_drawing_of_myelin_has_black_lines_and_no_colour() -> None:
    drawing = without_colour(Path(REPOSITORY, "leaflets/images/myelin.svg").read_bytes()).decode()
    assert set(re.findall(r'"(#\w+)"', drawing)) == {"#000000", "#bfbfbf", "#f6f6f6", "#ffffff"}
