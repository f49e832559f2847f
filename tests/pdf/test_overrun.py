"""What has no room is told with its section, and by how much."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from printing import SENTENCE, files, printed

from leafletgen.pdf.layout_facts import LaidOutPage, Layout, Rect
from leafletgen.pdf.overrun import overrun

MakeLibrary = Callable[..., Path]
SECTION = "  - heading: {}\n    content:\n      - text: {}\n"


def test_everything_fits(make_library: MakeLibrary, builtin: Path) -> None:
    layout = printed(make_library(files("sections:\n" + SECTION.format("One", "Words."))), builtin).set.layout
    assert overrun(layout, len(layout.pages)) is None


def test_it_names_the_section_and_measures(make_library: MakeLibrary, builtin: Path) -> None:
    """Four lines of 18 points (6.35 mm) on a page of their own."""
    body = "sections:\n" + SECTION.format("First of all", "Words.") + SECTION.format("What comes then", SENTENCE * 3)
    css = ".section + .section p { break-before: page } .section + .section h2 { break-after: auto } .end { display: none }"
    over = overrun(printed(make_library(files(body, css)), builtin).set.layout, 1)
    assert over
    assert (over.heading, over.path, over.lines, over.mm) == ("What comes then", "sections/1/content/0", 4, 25)
    assert over.told(6) == 'the 6 panels are full in the section "What comes then": 4 lines (25 mm) do not fit'


def test_before_the_first_heading_and_without_words() -> None:
    pages = tuple(LaidOutPage(number, 100, 210, Rect(10, 10, 90, 199)) for number in (1, 2, 3))
    over = overrun(Layout(pages, (), (), (), (), ()), 1)
    assert over
    assert over.told(6) == "the 6 panels are full before the first section: pictures or footnotes (189 mm) do not fit"
