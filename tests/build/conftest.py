"""Builds of small libraries, made quick: the fonts of web pages are left out, which take more time than all else together."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_web_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.html.self_contained.web_font", lambda font, text: b"")


@pytest.fixture(autouse=True)
def no_catalogue(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Most builds are of leaflets that no test looks for in a catalogue. `catalogued` marks the tests of those that are."""
    if "catalogued" not in request.keywords:
        monkeypatch.setattr("leafletgen.build.run.catalogue", lambda agenda: ())
