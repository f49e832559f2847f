"""Overrun: what stands on pages that there is no room for, by the laid-out pages. Lengths in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from leafletgen.pdf.layout_facts import Layout, Line

_SECTION = "h2"


@dataclass(frozen=True, slots=True)
class Overrun:
    """Text beyond the last page."""

    heading: str
    """Heading of the section in which it begins; empty before the first."""
    path: str
    """YAML path of the first words that have no room; empty for what the tool adds itself, as the list of sources."""
    lines: int
    mm: int
    """Height of the text that is too much."""

    def told(self, panels: int) -> str:
        """The overrun in words, as a message."""
        where = f'in the section "{self.heading}"' if self.heading else "before the first section"
        lines = f"{self.lines} line{'s' * (self.lines != 1)}" if self.lines else "pictures or footnotes"
        return f"the {panels} panels are full {where}: {lines} ({self.mm} mm) do not fit"


def overrun(layout: Layout, most: int) -> Overrun | None:
    """What follows page ``most``; None where everything fits."""
    if len(layout.pages) <= most:
        return None
    within = tuple(line for line in layout.content if line.page <= most)
    over = layout.content[len(within) :]
    rows = {(line.page, round(line.rect.bottom)) for line in over}
    # Pictures and page footnotes can be too much without a line of text.
    path = over[0].path if over else ""
    return Overrun(_heading((*within, *over[:1])), path, len(rows), round(_height(layout, over, most)))


def _heading(lines: tuple[Line, ...]) -> str:
    """The heading of the section that the last of ``lines`` belongs to."""
    last = next((line.block for line in reversed(lines) if _SECTION in line.within), None)
    return " ".join(" ".join(line.text for line in lines if line.block == last).split())


def _height(layout: Layout, over: tuple[Line, ...], most: int) -> float:
    """Full pages, and the last as far as its words reach."""
    last = layout.pages[-1]
    filled = max((line.rect.bottom for line in over if line.page == last.number), default=last.content.top) - last.content.top
    return sum(page.content.height for page in layout.pages[most:-1]) + filled
