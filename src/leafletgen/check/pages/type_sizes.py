"""Type as it stands on the pages: no smaller than the edition's floors, in legible faces, on plain ground."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from leafletgen.check.printed import SMALL_PRINT, PagesSubject, elsewhere, is_mark, is_marker, quoted
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Severity
from leafletgen.pdf.layout_facts import Line, Run

Part = Literal["body", "small", "mark"]

LEGIBLE = (
    "Atkinson Hyperlegible", "Noto Sans", "Noto Naskh", "Noto Nastaliq", "Noto Kufi", "Amiri", "Almarai", "Tajawal",
    "Arial", "Helvetica", "Frutiger", "Verdana", "Tahoma", "Calibri", "Open Sans", "Source Sans", "Lexend", "Andika", "Inter", "Roboto",
    "Liberation Sans", "DejaVu Sans",
)  # fmt: skip
"""Font families that are known to read well, by the beginning of their names. Noto Sans has one for almost every script."""

FIX_SIZE = "raise the size in the edition (`type:` in styles/editions.yaml), or in the stylesheet that sets it"

_EPSILON = 0.01

_PARTS = {"body": "running text", "small": "small print", "mark": "a citation mark"}


def part_of(line: Line, run: Run) -> Part:
    """Which of the edition's three floors holds for ``run``."""
    if is_mark(run):
        return "mark"
    return "small" if line.area != "content" or run.within & SMALL_PRINT else "body"


def font_size(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Running text below the edition's floor, or below what any edition may have."""
    if not subject.large_print:
        floor = max(float(subject.edition.least.body), limits["points"])
        yield from _below(subject, {"body": floor})


def font_size_small(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Footers, captions, page footnotes and citation marks below their floors."""
    if not subject.large_print:
        sizes = subject.edition.least
        yield from _below(subject, {"small": max(float(sizes.small), limits["small"]), "mark": max(float(sizes.mark), limits["mark"])})


def large_print_size(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Anything in large print below its floors."""
    if subject.large_print:
        sizes = subject.edition.least
        floors: dict[Part, float] = {
            "body": max(float(sizes.body), limits["body"]),
            "small": max(float(sizes.small), limits["small"]),
            "mark": max(float(sizes.mark), limits["mark"]),
        }
        yield from _below(subject, floors)


def font_face(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Fonts outside of the list of legible ones, and light weights."""
    for font in subject.layout.fonts:
        if not font.startswith(LEGIBLE):
            yield Finding(
                message=f'the font "{font}" is not known to be legible',
                fix="use Atkinson Hyperlegible, or a Noto Sans for other scripts",
                value=font,
            )
    light = [line for line in subject.layout.lines if any(run.weight < limits["weight"] and run.text.strip() for run in line.runs)]
    if light:
        message = f"{quoted(light[0])} is set in a light weight{elsewhere(light)}"
        yield subject.at(
            light[0], message, fix="use weight 400 or more", value=min(run.weight for run in light[0].runs), limit=limits["weight"]
        )


def text_on_image(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Words on a picture or a gradient."""
    pictures = subject.layout.pictures
    found = [
        line
        for line in subject.layout.lines
        if line.on_image
        or any(
            run.rect.shared(p.rect) > limits["share"] * run.rect.width * run.rect.height
            for p in pictures
            if p.page == line.page
            for run in line.runs
            if run.text.strip()
        )
    ]
    if found:
        yield subject.at(
            found[0], f"{quoted(found[0])} stands on a picture{elsewhere(found)}", fix="put the words beside it, on plain ground"
        )


def _below(subject: PagesSubject, floors: dict[Part, float]) -> Iterator[Finding]:
    """One finding for each part that is set smaller than its floor: at its smallest words, with the number of other places."""
    found: dict[Part, list[tuple[float, Line, Run]]] = {}
    for line in subject.layout.lines:
        for run in line.runs:
            part = part_of(line, run)
            if part in floors and run.size < floors[part] - _EPSILON and run.text.strip() and not is_marker(line):
                found.setdefault(part, []).append((run.size, line, run))
    for part, places in found.items():
        size, line, run = min(places, key=lambda place: place[0])
        others = {(other.page, other.block) for _, other, _ in places}
        text = quoted(line) if part != "mark" else f'"{run.text.strip()}"'
        message = f"{_PARTS[part]} is set in {size:g} pt, below {floors[part]:g} pt: {text}{elsewhere(others)}"
        yield subject.at(line, message, fix=FIX_SIZE, value=size, limit=floors[part])


RULES = (
    Rule(
        slug="font-size",
        stage="pages",
        severity=Severity.ERROR,
        reason="Clear print starts at 12 points: many readers of leaflets are older or see poorly.",
        basis="CP, SAM, BDA",
        example="type: {body: 10, ...}",
        mend="type: {body: 12, ...}",
        check=font_size,
        limits={"points": 12},
    ),
    Rule(
        slug="font-size-small",
        stage="pages",
        severity=Severity.ERROR,
        reason="Footers and footnotes are read too: they say how old the leaflet is and where it comes from.",
        basis="CP",
        example="a footer in 7 points",
        mend="a footer in 10 points",
        check=font_size_small,
        limits={"small": 10, "mark": 8},
    ),
    Rule(
        slug="large-print-size",
        stage="pages",
        severity=Severity.ERROR,
        reason="Whoever asks for large print cannot read the rest of the page either.",
        basis="CP",
        example="large print with a table in 14 points",
        mend="18 points, and 16 for small print",
        check=large_print_size,
        limits={"body": 18, "small": 16, "mark": 14},
    ),
    Rule(
        slug="font-face",
        stage="pages",
        severity=Severity.WARNING,
        reason="In some fonts I, l and 1 look alike, and light strokes vanish in a copy.",
        basis="CP, BDA",
        example="a handwriting font, or weight 300",
        mend="Atkinson Hyperlegible in weight 400 and 700",
        check=font_face,
        limits={"weight": 400},
    ),
    Rule(
        slug="text-on-image",
        stage="pages",
        severity=Severity.WARNING,
        reason="Words on a picture lose their contrast in places.",
        basis="CP",
        example="a title across a photograph",
        mend="the title above the photograph",
        check=text_on_image,
        limits={"share": 0.2},
    ),
)
