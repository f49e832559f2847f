"""What rules about the printed leaflet look at: its laid-out pages, and its finished PDF, in one edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from leafletgen.check.rule import Finding
from leafletgen.check.subject import Subject
from leafletgen.model.edition import Edition
from leafletgen.pdf.inspect.facts import Inspection
from leafletgen.pdf.layout_facts import Layout, Line, Run
from leafletgen.source.located import Path

NEEDLE_WORDS = 5
"""How many words of a line a finding points at."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

SMALL_PRINT = frozenset(
    {
        "figcaption", ".masthead-line", ".audience", ".contents", ".end", ".portion", ".credit", ".foods", ".note",
        ".running-status", ".running-footer",
    }
)  # fmt: skip
"""What the built-in templates set in small print, besides the margins and the page footnotes. In food tables that is all but the names."""


@dataclass(frozen=True)
class PagesSubject:
    """One leaflet, laid out."""

    subject: Subject
    edition: Edition
    edition_name: str
    layout: Layout

    @property
    def large_print(self) -> bool:
        """Whether the edition is for people with low vision."""
        return self.edition.large_print or "large" in self.edition_name

    @cached_property
    def prose(self) -> tuple[tuple[Line, ...], ...]:
        """The paragraphs and list items of running text: no tables, headings or small print."""
        return tuple(p for p in self.layout.paragraphs if p[0].element in ("p", "li", "dd", "blockquote") and not p[0].within & _NOT_PROSE)

    def at(self, line: Line, message: str, **rest: Any) -> Finding:
        """A finding about ``line``: at its words in the YAML, and at its place on the page."""
        box = self.layout.points(line.page, line.ink)
        return Finding(message=message, path=yaml_path(line.path), needle=words_of(line), page=line.page, box=box, **rest)


_NOT_PROSE = SMALL_PRINT | {"table", "figure", ".foods-block"}


@dataclass(frozen=True)
class PdfSubject:
    """One leaflet's PDF."""

    subject: Subject
    edition: Edition
    edition_name: str
    pdf: Inspection
    html: str = ""
    """The page that it was set from; rules that compare the two are silent without it."""
    layout: Layout | None = None
    """Tells words in the margins, which are not read out, from words that are lost."""
    twice: tuple[bytes, bytes] | None = None
    """The file as it was set first and once more; None where it was set once only."""


def yaml_path(at: str) -> Path:
    """A `data-at` as a YAML path."""
    return tuple(int(step) if step.isdecimal() else step for step in at.split("/")) if at else ()


def words_of(line: Line) -> str:
    """Words of the line that stand next to each other in the YAML too: the first few of its longest stretch in one type."""
    runs = [run.text.replace("\N{WORD JOINER}", "").strip() for run in line.runs if not is_mark(run)]
    return " ".join(max(runs, key=len, default="").split(" ")[:NEEDLE_WORDS])


def is_mark(run: Run) -> bool:
    """Whether it is a citation mark or another raised or lowered sign."""
    return not run.within.isdisjoint((".cite", "sup", "sub"))


def is_heading(line: Line) -> bool:
    """Whether the line belongs to a heading."""
    return not line.within.isdisjoint(HEADINGS)


def is_marker(line: Line) -> bool:
    """Whether it is a bullet or a number that the stylesheet hangs before a paragraph."""
    return "::" in line.element


def quoted(line: Line, longest: int = 50) -> str:
    """The line in a message, shortened."""
    text = " ".join(line.text.split())
    return f'"{text if len(text) <= longest else text[: longest - 1].rstrip() + "…"}"'


def elsewhere(found: Iterable[object]) -> str:
    """` and in 3 more places`, for a message about the first of ``found``."""
    more = len(tuple(found)) - 1
    return f", and in {more} more place{'s' * (more > 1)}" if more > 0 else ""
