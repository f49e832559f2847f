"""Pages: how many, how full, and whether everything stays where it belongs and says which leaflet it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from leafletgen.check.pages import folds
from leafletgen.check.printed import PagesSubject, elsewhere, is_heading, is_marker, quoted, yaml_path
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Severity, nearest
from leafletgen.html.markup import plain
from leafletgen.pdf.layout_facts import Line, PlacedPicture, Rect, Room

TOLERANCE = 0.5
"""Millimetres that count as none: letters reach a little over their boxes."""

_ROOMS = {"page": "the page", "margin": "its margin", "cell": "its cell", "column": "its column", "box": "its box"}


def page_count(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """More pages than the leaflet's own budget or its sheets hold, though it was set as tight as it may be."""
    yield from folds.fill(subject)
    leaflet, found = subject.subject.leaflet, len(subject.layout.pages)
    if isinstance(leaflet.pages, dict):
        for name in leaflet.pages:
            if name not in subject.subject.library.editions:
                close = nearest(name, subject.subject.library.editions)
                fix = f'did you mean "{close}"?' if close else "name an edition of styles/editions.yaml"
                yield Finding(path=("pages", name), at_key=True, message=f'there is no edition "{name}" to count pages of', fix=fix)
    most = leaflet.budget(subject.edition_name, subject.large_print)
    if most is not None and found > most:
        over = sum(line.page > most for line in subject.layout.content if not is_marker(line))
        yield Finding(
            path=("pages", subject.edition_name) if isinstance(leaflet.pages, dict) else ("pages",),
            message=f"{found} pages in the edition {subject.edition_name}, more than the {most} it may have: "
            f"{over} line{'s' * (over != 1)} too many, set as tight as may be{_longest(subject)}",
            fix="shorten the text, or allow more pages",
            value=found,
            limit=most,
        )


def _longest(subject: PagesSubject, count: int = 3) -> str:
    """The sections that take most lines, where it would pay to shorten."""
    sections = subject.subject.leaflet.sections
    lines = Counter(int(line.path.split("/")[1]) for line in subject.layout.content if line.path.startswith("sections/"))
    most = [f'"{plain(sections[number].heading)}" ({lines} lines)' for number, lines in lines.most_common(count)]
    return f"; longest: {', '.join(most)}" if most else ""


def last_page_sparse(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """A last page with next to nothing on it."""
    if subject.edition.fold:  # its last page is the back cover
        return
    last = subject.layout.pages[-1]
    lines = [line for line in subject.layout.content if line.page == last.number]
    bottoms = [line.ink.bottom for line in lines] + [
        p.rect.bottom for p in subject.layout.pictures if p.page == last.number and p.area == "content"
    ]
    if last.number == 1 or not bottoms:
        return
    filled = round(100 * (max(bottoms) - last.content.top) / last.content.height)
    if filled < limits["percent"]:
        message = f"the last page ({last.number}) of the edition {subject.edition_name} is nearly empty: {filled} % of it is used"
        fix = "shorten the text a little so that it ends a page earlier, or use the room"
        if lines:
            yield subject.at(lines[0], message, fix=fix, value=filled, limit=limits["percent"])
        else:
            yield Finding(message=message, fix=fix, value=filled, limit=limits["percent"], page=last.number)


def overflow(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Words or pictures that leave their cell, their column or the page, where they are cut off or run into others."""
    told: set[tuple[int, int]] = set()
    for line in subject.layout.lines:
        room = _left(line.ink, line.rooms, limits["mm"])
        if room and not is_marker(line) and (line.page, line.block) not in told:
            told.add((line.page, line.block))
            yield subject.at(
                line,
                f"{quoted(line)} does not fit into {_ROOMS[room.kind]}",
                fix=_OVERFLOW_FIX[room.kind],
                value=_by(line.ink, room),
                limit=limits["mm"],
            )
    for picture in subject.layout.pictures:
        if room := _left(picture.rect, picture.rooms, limits["mm"]):
            name = picture.source or "a drawing"
            yield _at_picture(
                subject, picture, f"{name} does not fit into {_ROOMS[room.kind]}", "make it smaller", _by(picture.rect, room), limits["mm"]
            )


_OVERFLOW_FIX = {
    "cell": "use shorter words, or fewer columns",
    "page": "break up what is too wide or too tall for a page",
    "margin": "shorten the words that every page carries (disclaimer, brand), or widen the margin in styles/",
    "column": "use shorter words, or fewer columns",
    "box": "use shorter words",
}


def margin(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Words so near the edge of the paper that an office printer cuts them off."""
    near = []
    for line in subject.layout.lines:
        page = subject.layout.pages[line.page - 1]
        distance = min(line.ink.left, line.ink.top, page.width - line.ink.right, page.height - line.ink.bottom)
        if 0 <= distance < limits["mm"]:
            near.append((distance, line))
    if near:
        distance, line = min(near, key=lambda item: item[0])
        message = f"{quoted(line)} stands {distance:.1f} mm from the edge of the paper{elsewhere(near)}"
        yield subject.at(
            line, message, fix=f"keep {limits['mm']:g} mm free: widen the margin in styles/", value=round(distance, 1), limit=limits["mm"]
        )


def page_number(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """A leaflet of several pages without page numbers."""
    if len(subject.layout.pages) <= limits["pages"] or subject.edition.fold == "trifold":  # two sides of one sheet
        return
    numbered = {line.page for line in subject.layout.lines if line.area in ("head", "foot") and line.page in _numbers(line)}
    missing = [page.number for page in subject.layout.pages if page.number not in numbered]
    if missing:
        which = "no page" if len(missing) == len(subject.layout.pages) else f"page {missing[0]}{elsewhere(missing)}:"
        message = f"{which} carries its number" if which == "no page" else f"{which} no page number"
        yield Finding(message=message, fix="print it in the footer (templates/parts/running.html)", page=missing[0])


def identity_line(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """A last page that does not say which leaflet it is, in which version, and until when it holds."""
    leaflet, last = subject.subject.leaflet, len(subject.layout.pages)
    text = " ".join(line.text for line in subject.layout.lines if line.page == last)
    wanted = {
        "reference": leaflet.code or subject.subject.name,
        "version": leaflet.version,
        "review date": str(leaflet.review_by.year),
    }
    missing = [name for name, words in wanted.items() if not re.search(rf"(?<![\w.]){re.escape(words)}(?![\w]|\.\d)", _western(text))]
    if missing:
        message = f"the last page does not print the leaflet's {' and '.join(missing)}"
        yield Finding(message=message, fix="print it in the footer (templates/parts/running.html)", page=last)


def columns(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Narrow columns, or columns so close that the eye runs on into the next."""
    for found in subject.layout.columns:
        box = subject.layout.points(found.page, found.rect)
        place = Finding(message="", path=yaml_path(found.path), page=found.page, box=box)
        if found.count > limits["columns"]:
            message = f"text is set in {found.count} columns"
            yield replace(place, message=message, fix=f"use at most {limits['columns']:g}", value=found.count, limit=limits["columns"])
        if found.gutter < limits["gutter"] - 0.1:
            gutter = round(found.gutter, 1)
            fix = f"set `column-gap` to {limits['gutter']:g} mm or more"
            yield replace(place, message=f"columns stand {gutter:g} mm apart", fix=fix, value=gutter, limit=limits["gutter"])


def heading_stranded(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """A heading at the foot of a page or column, parted from its text."""
    lines = [line for line in subject.layout.content if not is_marker(line)]
    for heading, after in pairwise(lines):
        if not is_heading(heading) or (is_heading(after) and after.block == heading.block):
            continue
        parted = after.page > heading.page or (after.rect.bottom <= heading.rect.top and _column(after) != _column(heading))
        if parted and not _picture_below(subject, heading):
            fix = "move a paragraph, or shorten the text before it"
            yield subject.at(
                heading, f"the heading {quoted(heading)} stands at the foot of page {heading.page}, its text does not", fix=fix
            )


def _left(rect: Rect, rooms: tuple[Room, ...], tolerance: float) -> Room | None:
    """The innermost room that ``rect`` leaves."""
    return next((room for room in reversed(rooms) if _by(rect, room) > tolerance), None)


def _by(rect: Rect, room: Room) -> float:
    """How far ``rect`` reaches out of ``room``, in mm."""
    inside = room.rect
    return round(max(inside.left - rect.left, inside.top - rect.top, rect.right - inside.right, rect.bottom - inside.bottom), 2)


def _at_picture(subject: PagesSubject, picture: PlacedPicture, message: str, fix: str, value: float, limit: float) -> Finding:
    box = subject.layout.points(picture.page, picture.rect)
    return Finding(message=message, path=yaml_path(picture.path), page=picture.page, box=box, fix=fix, value=value, limit=limit)


def _column(line: Line) -> Rect | None:
    return next((room.rect for room in reversed(line.rooms) if room.kind == "column"), None)


def _picture_below(subject: PagesSubject, line: Line) -> bool:
    return any(p.page == line.page and p.area == "content" and p.rect.top >= line.ink.bottom - TOLERANCE for p in subject.layout.pictures)


def _numbers(line: Line) -> set[int]:
    return {int(number) for number in re.findall(r"\d+", line.text)}


def _western(text: str) -> str:
    """The text with every script's digits as 0 to 9."""
    return "".join(str(int(character)) if character.isdecimal() else character for character in text)


RULES = (
    Rule(
        slug="page-count",
        stage="pages",
        severity=Severity.ERROR,
        reason="A leaflet that outgrows its sheets costs paper, and is read less; a fold-out holds six panels.",
        basis="[P]",
        example="pages: 2  # and the text fills three",
        mend="pages: {standard: 3, large-print: 7}",
        check=page_count,
    ),
    Rule(
        slug="overflow",
        stage="pages",
        severity=Severity.ERROR,
        reason="What runs out of its cell or off the page is cut off, or printed over other words.",
        basis="[P]",
        example="a word of forty letters in a narrow table column",
        mend="shorter words, or fewer columns",
        check=overflow,
        limits={"mm": TOLERANCE},
    ),
    Rule(
        slug="last-page-sparse",
        stage="pages",
        severity=Severity.WARNING,
        reason="A page for a few lines wastes a sheet, and gets lost.",
        basis="[P]",
        example="three lines on page 5",
        mend="four full pages",
        check=last_page_sparse,
        limits={"percent": 20},
    ),
    Rule(
        slug="heading-stranded",
        stage="pages",
        severity=Severity.WARNING,
        reason="A heading without its text is overlooked, and the text overleaf has lost its name.",
        basis="[P]",
        example="a heading as the last line of a page",
        mend="`break-after: avoid` on headings in styles/",
        check=heading_stranded,
    ),
    Rule(
        slug="margin",
        stage="pages",
        severity=Severity.WARNING,
        reason="Office printers cannot print the outermost centimetre.",
        basis="[P]",
        example="a footer 6 mm above the edge of the paper",
        mend="a footer 10 mm above it",
        check=margin,
        limits={"mm": 10},
    ),
    Rule(
        slug="page-number",
        stage="pages",
        severity=Severity.WARNING,
        reason="Loose pages are put back in order by their numbers, and talked about by them.",
        basis="CP",
        example="four pages without numbers",
        mend="Page 2 of 4",
        check=page_number,
        limits={"pages": 2},
    ),
    Rule(
        slug="identity-line",
        stage="pages",
        severity=Severity.ERROR,
        reason="Who finds an old copy must see which leaflet and version it is, and whether it still holds.",
        basis="POL",
        example="a last page with the clinic's name only",
        mend="B12-01 · Version 1.0 · Review by November 2028",
        check=identity_line,
    ),
    Rule(
        slug="columns",
        stage="pages",
        severity=Severity.WARNING,
        reason="Narrow or crowded columns are hard to follow with low vision.",
        basis="CP",
        example="three columns, 4 mm apart",
        mend="one column, or two that stand 8 mm apart",
        check=columns,
        limits={"columns": 2, "gutter": 8},
    ),
)
