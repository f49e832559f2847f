"""Headless Chromium prints each page to PDF; one browser and one tab stay open.

python -m benchmarks.peers.chromium PAGES OUTPUT LIST
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from benchmarks.peers.peer import Peer, Task


@cache
def _browser() -> str | None:
    """The machine's own Chromium."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _missing() -> str | None:
    if find_spec("playwright") is None:
        return "playwright is not installed"
    return None if _browser() else "there is no chromium on this machine"


def _version() -> str:
    told = subprocess.run([_browser() or "", "--version"], capture_output=True, encoding="utf-8", check=True).stdout
    found = re.search(r"[\d.]+\d", told)
    return found[0] if found else "of unknown version"


def _command(task: Task, output: Path) -> list[str]:
    return [sys.executable, "-m", __name__, str(task.pages), str(output), str(task.list_in(output))]


PEER = Peer(
    name="Chromium, kept open",
    command=_command,
    missing=_missing,
    version=_version,
    does="prints HTML that leafletgen composed, tagged and with an outline; knows no page footnotes and no running footers, "
    "so that both stand in the text, once; claims neither PDF/UA nor PDF/A",
    quicker_since="It is C++, several processes share its work, and what it does not know (page footnotes, running footers, tags that "
    "conform) it does not do.",
)


def main(pages: Path, output: Path, names: Path) -> None:
    """Print every page."""
    from playwright.sync_api import sync_playwright

    # Chromium's sandbox does not work for root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=arguments)
        tab = browser.new_page()
        for name in names.read_text("utf-8").split():
            tab.goto((pages / f"{name}.html").resolve().as_uri())
            tab.evaluate("document.fonts.ready")
            tab.pdf(path=output / f"{name}.pdf", prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
