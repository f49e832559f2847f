"""Folded sheets: whether the pages fill them, and whether words keep clear of the folds."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.check.printed import PagesSubject, elsewhere, quoted, yaml_path
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Severity
from leafletgen.html.locale import script_direction
from leafletgen.model.edition import PANELS, Edition
from leafletgen.pdf.impose.order import folded_edges, in_booklet
from leafletgen.pdf.layout_facts import Layout, Line
from leafletgen.pdf.overrun import overrun


def fill(subject: PagesSubject) -> Iterator[Finding]:
    """Pages that do not fill the sheets, or that the sheets do not hold; a part of the rule `page-count`."""
    pages = len(subject.layout.pages)
    if subject.edition.fold == "booklet":
        room = len(in_booklet(pages))
        if room > pages:
            blank = f"{room - pages} page{'s' * (room - pages > 1)}"
            message = f"{pages} pages in the edition {subject.edition_name} leave {blank} blank before the back cover"
            fix = f"shorten the text to {room - 4} pages, or use the room" if room > 4 else "use the room"
            yield Finding(message=message, fix=fix, severity=Severity.ADVICE, value=pages, limit=room)
    elif subject.edition.fold == "trifold":
        if pages == 1:
            yield Finding(message="the fold-out fills one side of its sheet: the inside stays blank", fix="print it in another edition")
        yield from unfit(subject.edition, subject.layout)


def unfit(edition: Edition, layout: Layout) -> Iterator[Finding]:
    """What a trifold has no panels for. It is not printed then."""
    over = overrun(layout, PANELS) if edition.fold == "trifold" else None
    if over:
        fix = "shorten the leaflet, or print it as a booklet"
        pages = len(layout.pages)
        yield Finding(message=over.told(PANELS), path=yaml_path(over.path), fix=fix, page=PANELS + 1, value=pages, limit=PANELS)


def fold_clearance(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Words so near a fold that they vanish in it, or are worn off."""
    if subject.edition.fold is None:
        return
    edges = folded_edges(subject.edition.fold, len(subject.layout.pages), script_direction(subject.subject.language))
    widths = {page.number: page.width for page in subject.layout.pages}
    near: list[tuple[float, Line]] = []
    for line in subject.layout.lines:
        room = {"left": line.ink.left, "right": widths[line.page] - line.ink.right}
        near += [(room[edge], line) for edge in edges.get(line.page, ()) if 0 <= room[edge] < limits["mm"]]
    if near:
        distance, line = min(near, key=lambda item: item[0])
        message = f"{quoted(line)} stands {distance:.1f} mm from a fold{elsewhere(near)}"
        fix = f"keep {limits['mm']:g} mm free on each side of a fold: widen the margin in styles/"
        yield subject.at(line, message, fix=fix, value=round(distance, 1), limit=limits["mm"])


RULES = (
    Rule(
        slug="fold-clearance",
        stage="pages",
        severity=Severity.WARNING,
        reason="What stands in a fold cannot be read, and the paper wears there first.",
        basis="[P]",
        example="a booklet whose text begins 3 mm from the spine",
        mend="margin: 12",
        check=fold_clearance,
        limits={"mm": 5},
    ),
)
