"""Pages of one PDF drawn small into another: sharp at any size, and in less room than bitmaps of them.

The other PDF is set with a stand-in picture for each page, which carries the tag and the text alternative. Here the page itself takes
the place of the picture. Its own tags go, since a screen reader is told the alternative; so do its links.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

_MARKING = {b"BDC", b"BMC", b"EMC", b"DP", b"MP"}
"""Operators that tie content to tags."""


def stand_in(number: int) -> bytes:
    """A picture for page ``number``, from 1: a PNG of one row with that many grey pixels, by which it is known again."""
    header = struct.pack(">IIBBBBB", number, 1, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(number + 1), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def place_pages(sheet: bytes, leaflet: bytes) -> bytes:
    """``sheet`` with the pages of ``leaflet`` where their stand-ins are. Equal input gives equal bytes."""
    from pypdf import PdfReader, PdfWriter

    own = PdfReader(BytesIO(sheet))
    writer = PdfWriter(clone_from=own)
    writer.pdf_header = own.pdf_header
    reader = PdfReader(BytesIO(leaflet))
    drawings = {number: _drawing(writer, reader, page) for number, page in enumerate(reader.pages, 1)}
    for page in writer.pages:
        resources: Any = page["/Resources"]
        pictures = resources.get("/XObject", {})
        for name, picture in list(pictures.items()):
            if drawing := drawings.get(_page_meant(picture.get_object())):
                pictures[name] = drawing
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _page_meant(picture: Any) -> int:
    """The page that a stand-in picture stands for; 0 for any other picture or drawing."""
    is_stand_in = picture.get("/Subtype") == "/Image" and picture.get("/Height") == 1 and picture.get("/ColorSpace") == "/DeviceGray"
    return int(picture["/Width"]) if is_stand_in else 0


def _drawing(writer: Any, reader: Any, page: Any) -> Any:
    """A page as a drawing of the size that pictures have: one wide, one high."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, FloatObject, NameObject

    box = page.mediabox
    across, up = 1 / float(box.width), 1 / float(box.height)
    form = DecodedStreamObject()
    form.set_data(_content(reader, page))
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject([FloatObject(side) for side in box])
    matrix = (across, 0, 0, up, -across * float(box.left), -up * float(box.bottom))
    form[NameObject("/Matrix")] = ArrayObject([FloatObject(f"{value:.9f}") for value in matrix])
    form[NameObject("/Resources")] = page["/Resources"].clone(writer)
    return writer._add_object(form.flate_encode())


def _content(reader: Any, page: Any) -> bytes:
    """What the page draws, without the marks that tie it to its own tags."""
    from pypdf.generic import ContentStream

    stream = ContentStream(page["/Contents"].get_object(), reader)
    stream.operations = [(operands, operator) for operands, operator in stream.operations if operator not in _MARKING]
    return bytes(stream.get_data())
