"""axe finds no fault with any web page, on a telephone and on a desk, in light and dark, in the reader's own colours and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser import axe_faults
from playwright.sync_api import Page
from running import LEAFLETS

Open = Callable[..., Page]

SETTINGS: dict[str, dict[str, Any]] = {
    f"{width}-{scheme}": {"width": width, "color_scheme": scheme} for width in (320, 1280) for scheme in ("light", "dark")
} | {"forced-colours": {"width": 320, "color_scheme": "dark", "forced_colors": "active", "reduced_motion": "reduce"}}


@pytest.mark.parametrize(
    ("name", "setting"),
    [(name, setting) for name in (*LEAFLETS, "right-to-left") for setting in SETTINGS]
    + [("hard", setting) for setting in ("320-dark", "1280-light", "forced-colours")],  # it is long, and axe slow
)
def test_axe_finds_no_fault(look: Open, name: str, setting: str) -> None:
    assert axe_faults(look(name, **SETTINGS[setting])) == []


@pytest.mark.parametrize("name", [*LEAFLETS, "hard", "right-to-left"])
def test_nor_on_paper(look: Open, name: str) -> None:
    page = look(name, 700, color_scheme="dark")
    page.emulate_media(media="print")
    assert axe_faults(page) == []
