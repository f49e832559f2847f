"""The sheet around the page: boxes that say where to cut and how far the artwork bleeds, and crop marks outside of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leafletgen.model.press import Press
from leafletgen.pdf.press.objects import Array, Dictionary, add_stream, number, resolve

POINTS_PER_MM = 72 / 25.4

GAP, LENGTH, EDGE = 1.0, 5.0, 1.0
"""In mm: between bleed and mark, of a mark, and between mark and the edge of the sheet."""

LINE = 0.25
"""Width of a mark in points: a hairline that every press can hold."""

REGISTRATION = "Registration"
"""Colour space whose one ink stands for all plates, so that the marks are on each of them."""

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""


def dress_pages(pdf: Any, pages: list[Any], press: Press) -> None:
    """Set the boxes of every page, clip its artwork to the bleed, and draw the marks; take away what a press has no use for."""
    _keep_registration_only(pdf, pages, press)
    for page in pages:
        trim: Rectangle = tuple(map(float, page["TrimBox"]))  # type: ignore[assignment]
        bleed = _around(trim, float(press.bleed))
        marked = press.marks == "crop"
        page["BleedBox"] = _box(bleed)
        page["MediaBox"] = _box(_around(bleed, GAP + LENGTH + EDGE) if marked else bleed)
        page["TrimBox"] = _box(trim)
        page.pop("Annots", None)
        artwork = resolve(pdf, page["Contents"])
        before = add_stream(pdf, [b"q", _rectangle(bleed), b"W n"])
        after = add_stream(pdf, [b"Q", *(_marks(trim, float(press.bleed)) if marked else ())])
        page["Contents"] = Array([before.reference, artwork.reference, after.reference])


def _keep_registration_only(pdf: Any, pages: list[Any], press: Press) -> None:
    """The engine names colour spaces for whatever a stylesheet might use; mixed colours need none of them."""
    tint = Dictionary(
        {"FunctionType": 2, "Domain": Array((0, 1)), "C0": Array((0, 0, 0, 0)), "C1": Array((1, 1, 1, 1)), "N": 1}
    )  # fmt: skip
    for page in pages:
        spaces = resolve(pdf, resolve(pdf, page["Resources"])["ColorSpace"])
        spaces.clear()
        if press.marks == "crop":
            spaces[REGISTRATION] = Array(("/Separation", "/All", "/DeviceCMYK", tint))


def _around(box: Rectangle, mm: float) -> Rectangle:
    points = mm * POINTS_PER_MM
    return box[0] - points, box[1] - points, box[2] + points, box[3] + points


def _box(rectangle: Rectangle) -> Any:
    return Array(round(side, 4) for side in rectangle)


def _rectangle(box: Rectangle) -> bytes:
    return b" ".join((*map(number, (box[0], box[1], box[2] - box[0], box[3] - box[1])), b"re"))


def _marks(trim: Rectangle, bleed: float) -> Iterator[bytes]:
    """Two lines at each corner, in line with the cuts."""
    yield b"q"
    yield f"/{REGISTRATION} CS 1 SCN {LINE} w 0 J [] 0 d".encode()
    start, end = (distance * POINTS_PER_MM for distance in (bleed + GAP, bleed + GAP + LENGTH))
    left, bottom, right, top = trim
    for x, away in ((left, -1), (right, 1)):
        for y, up in ((bottom, -1), (top, 1)):
            yield _line(x + away * start, y, x + away * end, y)
            yield _line(x, y + up * start, x, y + up * end)
    yield b"Q"


def _line(x1: float, y1: float, x2: float, y2: float) -> bytes:
    return b" ".join((number(x1), number(y1), b"m", number(x2), number(y2), b"l S"))
