"""Sheets as a PDF: every page is one Form XObject, drawn where the sheets say. Vectors stay vectors, fonts are embedded once.

What belongs to a screen stays behind: tags, links, bookmarks. The sheets are for a printer, and say so; the tagged pages go beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, StreamObject

from leafletgen.pdf.impose.metadata import Words, describe
from leafletgen.pdf.impose.sheets import Sheets, SheetSide, Slot
from leafletgen.pdf.layout_facts import POINTS_PER_MM

MARK = (3.0, 8.0)
"""Where a mark for folding or cutting begins and ends, in mm from the edge of the sheet: most printers reach it, no text does."""
MARK_WIDTH = 0.25
"""Points."""


def write_sheets(pdf: bytes, sheets: Sheets, words: Words) -> bytes:
    """The pages of ``pdf`` on ``sheets``. Equal input gives equal bytes."""
    reader, writer = PdfReader(BytesIO(pdf)), PdfWriter()
    forms = [_form(writer, page) for page in reader.pages]
    for side in sheets.sides:
        _add_side(writer, sheets, side, forms)
    describe(reader, writer, words, sheets)
    identity = ByteStringObject(sha256(pdf + repr((sheets, words)).encode()).digest()[:16])
    writer._ID = ArrayObject([identity, identity])
    done = BytesIO()
    writer.write(done)
    return done.getvalue()


def _form(writer: PdfWriter, page: Any) -> Any:
    """A reference to the page as a Form XObject. What pages share (fonts, images) is copied with the first that needs it."""
    contents = page["/Contents"].get_object()
    stream: Any = writer._add_object(_joined(page)).get_object() if isinstance(contents, list) else contents.clone(writer)
    stream.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): _numbers(*(float(value) for value in page.trimbox)),
            NameObject("/Resources"): page.raw_get("/Resources").clone(writer),
        }
    )
    if "/Group" in page:
        stream[NameObject("/Group")] = page.raw_get("/Group").clone(writer)
    return stream.indirect_reference


def _joined(page: Any) -> StreamObject:
    """The content of a page that is written in several streams, as one."""
    stream = DecodedStreamObject()
    stream.set_data(page.get_contents().get_data())
    return stream.flate_encode()


def _add_side(writer: PdfWriter, sheets: Sheets, side: SheetSide, forms: list[Any]) -> None:
    """One side of a sheet as a page."""
    page: Any = writer.add_blank_page(sheets.width * POINTS_PER_MM, sheets.height * POINTS_PER_MM)
    used = {slot.page: forms[slot.page - 1] for slot in side.slots if slot.page}
    names = DictionaryObject({NameObject(f"/Page{number}"): form for number, form in sorted(used.items())})
    stream = DecodedStreamObject()
    stream.set_data("\n".join((*_drawn(sheets, side, used), *_marks(sheets, side), "")).encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): names})
    page[NameObject("/TrimBox")] = page.mediabox


def _drawn(sheets: Sheets, side: SheetSide, forms: dict[int, Any]) -> Iterator[str]:
    """The operators that draw each page in the middle of its slot, and cut off what would reach into the next."""
    for slot in side.slots:
        if slot.page:
            left, bottom, right, top = (float(value) for value in forms[slot.page].get_object()["/BBox"])
            x = (slot.left + slot.shift + slot.width / 2) * POINTS_PER_MM - (left + right) / 2
            y = sheets.height / 2 * POINTS_PER_MM - (bottom + top) / 2
            yield f"q {_clip(sheets, slot)} re W n 1 0 0 1 {x:.3f} {y:.3f} cm /Page{slot.page} Do Q"


def _clip(sheets: Sheets, slot: Slot) -> str:
    return " ".join(f"{measure * POINTS_PER_MM:.3f}" for measure in (slot.left, 0, slot.width, sheets.height))


def _marks(sheets: Sheets, side: SheetSide) -> Iterator[str]:
    """Short black lines at the upper and the lower edge, where the sheet is folded or cut."""
    near, far = (distance * POINTS_PER_MM for distance in MARK)
    height = sheets.height * POINTS_PER_MM
    for mark in side.marks:
        x = mark * POINTS_PER_MM
        for start, end in ((near, far), (height - far, height - near)):
            yield f"q 0 0 0 1 K {MARK_WIDTH} w {x:.3f} {start:.3f} m {x:.3f} {end:.3f} l S Q"


def _numbers(*values: float) -> ArrayObject:
    return ArrayObject([FloatObject(value) for value in values])
