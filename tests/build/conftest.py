"""Builds of small libraries, made quick: the fonts of web pages are left out, which take more time than all else together."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_web_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.html.self_contained.web_font", lambda font, text: b"")
