"""Chromium, as found on the machine, and axe in it: for web pages that tests look at as their readers do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}
"""What axe judges by: WCAG 2.2 A and AA, and good practice."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window. The test is skipped where there is none."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if not path:
        pytest.skip("no Chromium: install it, as with `apt-get install chromium`, to test web pages")
    # Without fonts of the machine, as the engine is kept here, Chromium crashes.
    environment: dict[str, str | float | bool] = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
    # Containers have little shared memory, and pages that need more of it crash; root may run no sandbox.
    arguments = ["--disable-dev-shm-usage"] + (["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments, env=environment)
        yield browser
        browser.close()


CANNOT_TELL = ("due to a pseudo element", "partially obscured by another element")
"""Why axe leaves a contrast open beside numerals that styles draw, and in a table that is moved sideways."""


def axe_faults(page: Page) -> list[str]:
    """A line for each place where axe finds fault, or cannot tell for a reason that is not known."""
    found = Axe().run(page, options=RULES).response
    return [
        f"{rule['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for kind in ("violations", "incomplete")
        for rule in found[kind]
        for node in rule["nodes"]
        if kind == "violations" or not node["failureSummary"].endswith(CANNOT_TELL)
    ]
