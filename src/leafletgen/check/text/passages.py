"""A leaflet as passages: every text a patient reads, with its YAML path and its part in the page.

Rules of language look at passages; what counts as running prose for a formula is decided here, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from leafletgen.html.markup import plain
from leafletgen.model.leaflet import Leaflet
from leafletgen.source.located import Path

Role = Literal[
    "title", "summary", "audience", "key-point", "heading", "paragraph", "item", "step", "check", "label",
    "callout-title", "question", "answer", "cell", "column", "caption", "alt", "food", "contact", "reason",
]  # fmt: skip

PROSE: frozenset[Role] = frozenset({"summary", "key-point", "paragraph", "item", "step", "answer"})
"""Parts that readability formulas score (headings, cells, captions and alternatives are left out)."""

_BY_KEY: dict[str, Role] = {
    "title": "title", "summary": "summary", "audience": "audience", "key_points": "key-point", "heading": "heading",
    "bullets": "item", "steps": "step", "checklist": "check", "ask": "question", "answer": "answer", "columns": "column",
    "rows": "cell", "caption": "caption", "alt": "alt", "label": "label", "foods": "food", "contact": "contact",
    "hours": "contact", "reason": "reason", "text": "paragraph", "qr": "label", "write_in": "label",
}  # fmt: skip


@dataclass(eq=False)  # not frozen, which would take thrice the time to make, and a leaflet has hundreds
class Passage:
    """One text with its place."""

    path: Path
    markdown: str
    """As written, citations and markup included."""
    role: Role

    @cached_property  # rules ask for it again and again
    def text(self) -> str:
        """The words alone, on one line."""
        return plain(self.markdown)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The words of each paragraph and list item, without markup."""
        lines = _blocks(self.markdown) if self.role in ("paragraph", "answer") else [self.markdown]
        return tuple(text for text in (plain(line) for line in lines) if text)

    @property
    def section(self) -> int | None:
        """Index of the section it stands in, None before the first."""
        return self.path[1] if self.path[0] == "sections" and isinstance(self.path[1], int) else None

    @property
    def block(self) -> Path:
        """Path of the block it stands in."""
        return self.path[:4] if self.path[0] == "sections" and len(self.path) > 4 else self.path[:1]


def passages(leaflet: Leaflet) -> Iterator[Passage]:
    """Every text of the leaflet in the order of its file."""
    for path, text in leaflet.texts():
        yield Passage(path, text, _role(path))


def _role(path: Path) -> Role:
    if "foods" in path:
        return "food"
    if path[-2:] == ("callout", "title"):
        return "callout-title"
    for step in reversed(path):
        if isinstance(step, str) and step in _BY_KEY:
            return _BY_KEY[step]
    return "paragraph"


def _blocks(markdown: str) -> list[str]:
    """Paragraphs and list items of block Markdown, each as one string."""
    blocks: list[list[str]] = [[]]
    for line in markdown.split("\n"):
        bare = line.strip()
        marker = bare[:2] in ("- ", "* ", "+ ") or (bare[:1].isdigit() and bare.lstrip("0123456789")[:2] in (". ", ") "))
        if not bare or marker:
            blocks.append([])
        if bare:
            blocks[-1].append(bare.lstrip("0123456789").lstrip("-*+.) ") if marker else bare)
    return [" ".join(block) for block in blocks if block]
