"""Pictures: that each can be opened and says in words what it shows, whose it is, and that a QR code can be read and typed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from PIL import Image

from leafletgen.check.library_subject import brand_span
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.blocks import blocks
from leafletgen.diagnostics import Severity
from leafletgen.html.markup import plain
from leafletgen.html.pictures import Picture, PictureProblem, read_picture
from leafletgen.model.blocks import (
    BulletsBlock,
    CalloutBlock,
    ChecklistBlock,
    Figure,
    FigureBlock,
    QrBlock,
    QuestionsBlock,
    StepsBlock,
    TextBlock,
)
from leafletgen.source.located import Path

_OPENING = re.compile(
    r"(?i)^(?:an?|the|this)?\s*((?:\w+\s)?(?:image|picture|photo(?:graph)?|graphic|icon|screenshot|illustration|drawing)\s+"
    r"(?:of|showing|shows|that shows|to show|depicting|with))\b|^((?:image|picture|photo|illustration|drawing|figure"
    r"|fig\.?)\s*\d*\s*[:.]\s)"
)
_FILE = re.compile(r"(?i)\S+\.(?:png|jpe?g|svg|gif|tiff?|webp|bmp)\b|\b(?:IMG|DSC|DSCN|PXL)[_-]?\d{3,}\b")
_EMPTY_WORDS = re.compile(
    r"(?i)(?:alt(?:ernative)?(?: text)?|image|picture|photo|figure|diagram|graphic|icon|drawing|chart|untitled|placeholder"
    r"|none|n/?a|[\s\d_.-])+"
)

QR_PRINTED_MM = 22
"""Side of a printed code with its quiet zone, from styles/blocks.css."""
_QUIET = 4


def alt_quality(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """An alternative that does not say what the picture says."""
    for path, figure in _figures(subject):
        if found := _poor_alt(figure, limits):
            message, fix, needle = found
            value = len(plain(figure.alt)) if "characters" in message else None
            yield Finding(
                path=(*path, "alt"), needle=needle, message=message, fix=fix, value=value, limit=limits["characters"] if value else None
            )
    if (logo := subject.brand.logo) and (match := _FILE.search(logo.alt)):
        span = brand_span(subject.library, subject.brand_name, ("logo", "alt"), match.group())
        yield Finding(
            span=span, message=f'the text alternative of the logo is a file name, "{match.group()}"', fix="write the organisation's name"
        )


def _poor_alt(figure: Figure, limits: Limits) -> tuple[str, str, str] | None:
    """What is wrong with an alternative, what to do, and the words to point at."""
    alt, say = plain(figure.alt), "say in a sentence or two what the picture tells a reader"
    stem = PurePosixPath(figure.image).stem
    if match := _FILE.search(alt):
        return f'the text alternative holds a file name, "{match.group()}"', say, match.group()
    if re.sub(r"[\W_]", "", alt).lower() == re.sub(r"[\W_]", "", stem).lower():
        return "the text alternative is the name of the file", say, ""
    if _EMPTY_WORDS.fullmatch(alt):
        return "the text alternative says nothing of what the picture shows", say, ""
    if match := _OPENING.search(alt):
        words = match.group().strip()
        return f'"{words}" tells a listener what the screen reader has said already', "start with what the picture shows", words
    if figure.caption and _same(alt, plain(figure.caption)):
        return "the text alternative repeats the caption, which is read out too", "say what the caption does not", ""
    if len(alt) > limits["characters"]:
        more = f"the text alternative has {len(alt)} characters, more than {limits['characters']:g}"
        return more, "keep the message, and move the details into the text", ""
    if len(alt.split()) < limits["words"]:
        return f'"{alt}" is too short to say what the picture says', say, ""
    return None


def image_caption(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A picture without words under it."""
    for path, figure in _figures(subject):
        if figure.caption is None:
            yield Finding(path=(*path, "image"), message="this picture has no caption", fix="add `caption:` with the point of the picture")


_TOLD = (TextBlock, BulletsBlock, StepsBlock, ChecklistBlock, CalloutBlock, QuestionsBlock)
"""Blocks that a picture can help to tell."""


def picture_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A section with fewer pictures than pieces of text."""
    for index, section in enumerate(subject.leaflet.sections):
        told = sum(isinstance(block, _TOLD) for block in section.content)
        pictures = sum(isinstance(block, FigureBlock) for block in section.content)
        if pictures < told:
            yield Finding(
                path=("sections", index, "heading"),
                message=f"this section has {_count(told, 'block')} of text and {_count(pictures, 'picture')}",
                fix="put a picture that shows the same beside each block of text",
                value=pictures,
                limit=told,
            )


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'s' * (number != 1)}"


def image_credit(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A picture of which nobody can tell whose it is."""
    for path, figure in _figures(subject):
        if figure.credit is None:
            yield Finding(
                path=(*path, "image"),
                message="nothing says who made this picture, or under which licence",
                fix="add `credit:`, as Drawn by the clinic, CC BY 4.0",
            )


def image_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A picture that cannot be opened or must not be printed."""
    for path, figure in _figures(subject):
        if problem := subject.gathered.broken.get(figure.image):
            yield Finding(path=(*path, "image"), message=problem.message, fix=problem.fix)
    for name, brand in subject.library.brands.items():
        if brand.logo and (problem := _logo_problem(subject, brand.logo.image)):
            yield Finding(span=brand_span(subject.library, name, ("logo", "image")), message=problem.message, fix=problem.fix)


def image_size(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A picture with far more in it than a page can show."""
    for path, figure in _figures(subject):
        picture = subject.gathered.pictures.get(figure.image)
        for value, limit, message in _excess(picture, limits) if picture else ():
            yield Finding(
                path=(*path, "image"),
                message=message,
                fix="export it at 300 dots per inch for the width it is printed at",
                value=value,
                limit=limit,
            )


def _excess(picture: Picture, limits: Limits) -> Iterator[tuple[float, float, str]]:
    """What is measured, what it may be, and what to say, once for a picture."""
    size = round(len(picture.data) / 1_000_000, 1)
    longest = max(_pixels(picture))
    if size > limits["megabytes"]:
        yield size, limits["megabytes"], f'"{picture.path}" has {size:g} MB, more than {limits["megabytes"]:g}'
    elif longest > limits["pixels"]:
        yield longest, limits["pixels"], f'"{picture.path}" is {longest} pixels long, and a page shows no more than {limits["pixels"]:g}'


def _pixels(picture: Picture) -> tuple[int, int]:
    if picture.media_type == "image/svg+xml":
        return 0, 0
    with Image.open(io.BytesIO(picture.data), formats=("PNG", "JPEG")) as image:
        return image.size


def qr_fallback(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A code that is not printed, too fine to be read, or whose address nobody can type."""
    for path, block in blocks(subject.leaflet):
        if not isinstance(block, QrBlock):
            continue
        if block.qr == "leaflet":
            if subject.library.settings.site is None:
                yield Finding(
                    path=(*path, "qr"),
                    message="neither the code nor its address is printed: the library has no web address",
                    fix="set `site:` in leaflets/library.yaml",
                )
        elif (module := _module(block.qr.url)) < limits["mm"]:
            yield Finding(
                path=(*path, "qr", "url"),
                message=f"the address is so long that nobody can type it, and the squares of its code are {module:.2f} mm, "
                f"less than {limits['mm']:g}",
                fix="use a short address that leads there",
                value=round(module, 2),
                limit=limits["mm"],
            )


def _module(address: str) -> float:
    """Side of one square of the printed code, in mm."""
    import segno  # few leaflets have a code of their own

    try:
        return QR_PRINTED_MM / int(segno.make(address, error="m", micro=False).symbol_size(border=_QUIET)[0])
    except segno.DataOverflowError:
        return 0


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", " ", one).strip().lower() == re.sub(r"\W+", " ", other).strip().lower()


def _logo_problem(subject: Subject, path: str) -> PictureProblem | None:
    try:
        read_picture(subject.library.root, path)
    except PictureProblem as problem:
        return problem
    return None


def _figures(subject: Subject) -> Iterator[tuple[Path, Figure]]:
    for path, block in blocks(subject.leaflet):
        if isinstance(block, FigureBlock):
            yield (*path, "figure"), block.figure


_FIGURE = "- figure:\n    image: images/myelin.svg\n"

RULES = (
    Rule(
        slug="missing-alt",
        stage="read",
        severity=Severity.ERROR,
        reason="Whoever cannot see the picture must get its message in words.",
        basis="MP 13-004, SC 1.1.1",
        example="- figure: {image: images/myelin.svg}",
        mend="- figure: {image: images/myelin.svg, alt: A nerve fibre in its fatty coat}",
    ),
    Rule(
        slug="alt-quality",
        stage="source",
        severity=Severity.WARNING,
        reason="A text alternative says what the picture says, and no more.",
        basis="outloud FIG-010/011",
        example=_FIGURE + "    alt: Image of myelin.svg",
        mend=_FIGURE + "    alt: A nerve fibre in its fatty coat",
        check=alt_quality,
        limits={"characters": 150, "words": 3},
    ),
    Rule(
        slug="image-caption",
        stage="source",
        severity=Severity.ADVICE,
        reason="A caption says what to see in a picture.",
        basis="PEMAT-17, CCI-4",
        example=_FIGURE + "    alt: A nerve fibre in its fatty coat",
        mend=_FIGURE + "    alt: A nerve fibre in its fatty coat\n    caption: Messages travel fast along a whole coat.",
        check=image_caption,
    ),
    Rule(
        slug="picture-missing",
        stage="source",
        severity=Severity.WARNING,
        reason="Easy read puts a picture beside each idea, for people to whom words alone say little.",
        basis="[P]",
        example="- text: Drink a glass of water.",
        mend="- text: Drink a glass of water.\n- figure: {image: images/water.png, alt: A hand holds a full glass}",
        check=picture_missing,
        off=True,
    ),
    Rule(
        slug="image-credit",
        stage="source",
        severity=Severity.WARNING,
        reason="A picture may be printed only by leave of whoever made it.",
        basis="NHS-S",
        example=_FIGURE + "    alt: A nerve fibre in its fatty coat",
        mend=_FIGURE + "    alt: A nerve fibre in its fatty coat\n    credit: Drawn by the clinic, CC BY 4.0",
        check=image_credit,
    ),
    Rule(
        slug="image-missing",
        stage="source",
        severity=Severity.ERROR,
        reason="A picture that cannot be opened leaves a hole in the page.",
        basis="[P]",
        example="image: images/mylein.svg",
        mend="image: images/myelin.svg",
        check=image_missing,
    ),
    Rule(
        slug="image-size",
        stage="source",
        severity=Severity.WARNING,
        reason="Detail that no printer can show makes files slow to open and to send.",
        basis="[P]",
        example="image: images/straight-from-the-camera.jpg   # 6,000 pixels wide",
        mend="image: images/photo-1400.jpg",
        check=image_size,
        limits={"megabytes": 3, "pixels": 4000},
    ),
    Rule(
        slug="qr-fallback",
        stage="source",
        severity=Severity.WARNING,
        reason="Whoever cannot scan a code must be able to type its address.",
        basis="[P]",
        example="- qr: leaflet   # in a library without `site`",
        mend="site: https://leaflets.riverside.example",
        check=qr_fallback,
        limits={"mm": 0.4},
    ),
)
