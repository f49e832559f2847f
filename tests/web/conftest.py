"""Web pages to look at: the leaflets of this repository, the hard leaflet, and one from right to left with every block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hard_leaflet import hard_library
from playwright.sync_api import Browser, Page
from right_to_left import right_to_left_library
from running import LEAFLETS, REPOSITORY, leafletgen

WriteLibrary = Callable[[Path, dict[str, str | bytes | None]], Path]
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def web_pages(
    built: Callable[[str, str], Path], tmp_path_factory: pytest.TempPathFactory, write_library: WriteLibrary
) -> Callable[[str], Path]:
    """Gives the web page of the name, built once."""

    @cache
    def page(name: str) -> Path:
        if name in LEAFLETS:
            return built(name, "web")
        messages = (REPOSITORY / "templates/messages/en.po").read_bytes()
        language, files = ("en", hard_library("[web]")) if name == "hard" else ("ar", right_to_left_library(messages))
        root = write_library(tmp_path_factory.mktemp(name), files)
        done = leafletgen(root, "build", "--quiet")
        assert done.exit_code == 0, done.stderr
        return root / f"dist/{name}/{name}-{language}-web.html"

    return page


@pytest.fixture
def look(browser: Browser, web_pages: Callable[[str], Path]) -> Iterator[Open]:
    """Opens a page by its name, with options of a browser context, as `width` and `color_scheme`; what is opened is closed at the end."""
    contexts = []

    def open_page(name: str, width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(web_pages(name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
