"""Page footnotes and pictures as they stand on the pages."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.check.printed import PagesSubject, yaml_path
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Severity, Span
from leafletgen.pdf.layout_facts import Note, PlacedPicture


def note_lost(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """A page footnote that is nowhere, or only there in part."""
    for note in subject.layout.notes:
        if not (note.page and note.whole):
            how = "is cut off" if note.page else "is on no page"
            yield _at_call(
                subject, note, f'the page footnote "{note.text}" {how}', "let tables break between rows only, or cite it in another place"
            )


def note_late(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """A page footnote that stands on a later page than its mark."""
    for note in subject.layout.notes:
        if note.call_page and note.page > note.call_page:
            message = f'the page footnote "{note.text}" stands on page {note.page}, its mark on page {note.call_page}'
            yield _at_call(subject, note, message, "move the citation to an earlier sentence, or leave it: the reference list has it too")


def image_resolution(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """A picture with too few pixels for the size at which it is printed."""
    for picture in subject.layout.pictures:
        dpi = round(picture.dpi) if picture.dpi is not None else None
        if dpi is None or dpi >= limits["warning"]:
            continue
        severe = dpi < limits["error"]
        width, needed = picture.rect.width, round(picture.rect.width / 25.4 * limits["warning"])
        yield _at_picture(
            subject,
            picture,
            f"{_name(picture)} has {dpi} pixels to the inch at {width:.0f} mm wide",
            f"use a picture at least {needed} pixels wide",
            (dpi, limits["error" if severe else "warning"]),
            Severity.ERROR if severe else Severity.WARNING,
        )


def qr_size(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """A QR code too small for an older telephone."""
    for picture in subject.layout.pictures:
        size = round(min(picture.rect.width, picture.rect.height), 1)
        if ".qr" in picture.within and size < limits["mm"]:
            message = f"the QR code is {size:g} mm wide"
            yield _at_picture(
                subject, picture, message, f"print it at least {limits['mm']:g} mm wide (`.qr` in styles/)", (size, limits["mm"]), None
            )


def _at_call(subject: PagesSubject, note: Note, message: str, fix: str) -> Finding:
    if note.call:
        return subject.at(note.call, message, fix=fix)
    return Finding(message=message, fix=fix, page=note.page)


def _at_picture(
    subject: PagesSubject, picture: PlacedPicture, message: str, fix: str, measured: tuple[float, float], severity: Severity | None
) -> Finding:
    """A finding at the picture: its figure, or for the logo the brand's file."""
    logo = ".logo" in picture.within
    path = (*yaml_path(picture.path), "figure", "image") if picture.source and not logo else yaml_path(picture.path)
    return Finding(
        message=message,
        path=() if logo else path,
        span=Span(f"leaflets/brands/{subject.subject.brand_name}.yaml") if logo else None,
        fix=fix,
        severity=severity,
        value=measured[0],
        limit=measured[1],
        page=picture.page,
        box=subject.layout.points(picture.page, picture.rect),
    )


def _name(picture: PlacedPicture) -> str:
    return picture.source.removeprefix("leaflets/") or "the picture"


RULES = (
    Rule(
        slug="note-lost",
        stage="pages",
        severity=Severity.ERROR,
        reason="A claim whose source is not printed cannot be checked by its reader.",
        basis="[P]",
        example="a citation in a table row that is split over two pages",
        mend="the same citation in a row that stays whole",
        check=note_lost,
    ),
    Rule(
        slug="note-late",
        stage="pages",
        severity=Severity.ADVICE,
        reason="A footnote is looked for at the foot of the page that has its mark.",
        basis="[P]",
        example="a mark in the last line of page 1, its footnote on page 2",
        mend="the citation one sentence earlier",
        check=note_late,
    ),
    Rule(
        slug="image-resolution",
        stage="pages",
        severity=Severity.ERROR,
        reason="A picture with few pixels prints blurred.",
        basis="[P]",
        example="400 pixels on a width of 110 mm (92 to the inch)",
        mend="1300 pixels on a width of 110 mm (300 to the inch)",
        check=image_resolution,
        limits={"error": 150, "warning": 300},
    ),
    Rule(
        slug="qr-size",
        stage="pages",
        severity=Severity.WARNING,
        reason="A small code is not recognised in a copy, or by an older telephone.",
        basis="[P]",
        example=".qr { width: 12mm }",
        mend=".qr { width: 22mm }",
        check=qr_size,
        limits={"mm": 20},
    ),
)
