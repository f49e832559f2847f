"""The three leaflets as text: what is on the pages, what is read out, and the HTML behind it, compared with what was looked at before.

After a change that is meant, `pytest tests/leaflets --update-fixtures`, and read the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from reading import Pdf
from running import LEAFLETS, REPOSITORY, TODAY

from leafletgen.build.job import Job
from leafletgen.build.make import Maker, prepare
from leafletgen.model.page import Page
from leafletgen.pdf.aloud.summary import report
from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.pdf.layout_facts import Layout
from leafletgen.pdf.typeset import Typeset, Typesetter
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

EXPECTED = Path(__file__).parent / "expected"
Built = Callable[[str, str], Path]


@pytest.fixture
def same(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares text with a checked-in file, or writes that file."""

    def compare(name: str, text: str) -> None:
        path = EXPECTED / name
        if request.config.getoption("--update-fixtures"):
            path.write_text(text, "utf-8", newline="\n")
        assert text.splitlines() == path.read_text("utf-8").splitlines()

    return compare


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_tags(built: Built, same: Callable[[str, str], None], leaflet: str) -> None:
    same(f"{leaflet}.tags.txt", Pdf(built(leaflet, "standard")).tags())


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_said(built: Built, same: Callable[[str, str], None], leaflet: str) -> None:
    same(f"{leaflet}.said.txt", report(inspect_pdf(built(leaflet, "standard").read_bytes())).partition("\nSummary\n")[0])


@pytest.mark.parametrize(("leaflet", "edition"), [*((leaflet, "standard") for leaflet in LEAFLETS), ("b12-questions", "large-print")])
def test_pages(built: Built, same: Callable[[str, str], None], leaflet: str, edition: str) -> None:
    same(f"{leaflet}.{edition}.pages.txt", _numbered(Pdf(built(leaflet, edition)).pages))


def _numbered(pages: list[str]) -> str:
    return "\n".join(f"---- page {number}\n{page}" for number, page in enumerate(pages, 1))


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_html(same: Callable[[str, str], None], composed: Callable[[str, str], str], leaflet: str) -> None:
    same(f"{leaflet}.standard.html", _without_data(composed(leaflet, "standard")))


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_web_page(built: Built, same: Callable[[str, str], None], leaflet: str) -> None:
    same(f"{leaflet}.web.html", _without_data(built(leaflet, "web").read_text("utf-8")))


class Catcher(Typesetter):
    """Keeps the page instead of setting it."""

    def __init__(self) -> None:
        self.html = ""

    def typeset(self, page: Page) -> Typeset:
        self.html = page.html
        return Typeset(b"", 0, (), Layout((), (), (), (), (), ()))


@pytest.fixture(scope="module")
def composed(builtin: Path) -> Callable[[str, str], str]:
    """Gives the HTML that typesetting gets."""
    library, _ = read_library(REPOSITORY, builtin)
    assert library
    maker = Maker(library, builtin)
    maker.setter = catcher = Catcher()

    def compose(leaflet: str, edition: str) -> str:
        ready = prepare(library, read_leaflet(library, leaflet), "en", date.fromisoformat(TODAY))
        assert ready
        assert not maker.make(Job(leaflet, "en", edition, library.settings.brands[0]), ready).diagnostics
        return catcher.html

    return compose


def _without_data(html: str) -> str:
    """``html`` without what a person cannot review: fonts, pictures, styles and their digests, and the modules of QR codes."""
    html = re.sub(r"(?:'sha256-[A-Za-z0-9+/=]+' ?)+", "'sha256-...'", html)
    html = re.sub(r"(;base64,)[A-Za-z0-9+/=]+", r"\1...", html)
    html = re.sub(r"<style>.*?</style>", "<style>...</style>", html, flags=re.DOTALL)
    return re.sub(r'( d=")[^"]+', r"\1...", html)
