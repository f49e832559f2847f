"""A character that no font of ours has is an error at its line, and the leaflet is not written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from running import LEAFLET, leafletgen

MakeLibrary = Callable[..., Path]


def test_a_missing_glyph(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET.replace("Some words", "Some \u4e2d words"), "leaflets/b.yaml": LEAFLET})
    result = leafletgen(root, "build")
    assert result.exit_code == 1
    assert 'leaflets/a.yaml:10:20  error[missing-glyph]  no font has the character "\u4e2d" (U+4E2D)\n' in result.stderr
    assert "    10 |       - text: Some \u4e2d words" in result.stderr
    assert [path.name for path in (root / "dist").rglob("*.pdf")] == ["b-en-standard.pdf"]


@pytest.mark.parametrize("text", ["Zażółć gęślą jaźń", "Ελληνικά", "Кириллица", "½ ≥ µm °C – “quotes” …", "Tiếng Việt"])
def test_what_our_fonts_have(make_library: MakeLibrary, text: str) -> None:
    result = leafletgen(make_library({"leaflets/a.yaml": LEAFLET.replace("Some words", text)}), "build", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_library_whose_styles_bring_no_font(make_library: MakeLibrary) -> None:
    result = leafletgen(make_library({"leaflets/a.yaml": LEAFLET, "styles/fonts.css": "/* none */"}), "build")
    assert result.exit_code == 1
    assert "styles/fonts.css:1:1  error[font-missing]  the page brings no font that can be used" in result.stderr
