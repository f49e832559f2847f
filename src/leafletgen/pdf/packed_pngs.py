"""PNG pictures go into the PDF as they were packed, where PDF can hold them so (WeasyPrint 70).

The engine unpacks each PNG and packs it anew, which took 0.09 s for a picture of 1,200 by 600 pixels. A PNG in grey or in red, green and
blue, of 8 bits, that is not interlaced, has the same data inside as the PDF.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

_CHANNELS = {0: 1, 2: 3}
"""Bytes a pixel, by the type of colour that the header says (PNG specification, 11.2.1): grey, and red, green and blue."""
_LAST_FILTER = 4
"""Each row begins with the number of its filter, from 0 (9.2)."""
_PIECE = 1024 * 1024
"""Bytes that are unpacked at a time, to look at them."""


def keep_packed_pngs(engine: Any) -> None:
    """Let the engine take such data over. To be called once in a process."""
    image = engine.images.RasterImage
    packed_anew: Callable[[Any], bytes] = image._get_png_data

    def kept(pillow_image: Any) -> bytes:
        # A picture that was taken apart, as one with an alpha channel, comes from no file.
        file = getattr(pillow_image, "fp", None) if pillow_image.format == "PNG" else None
        return (file and packed_data(file.getvalue())) or packed_anew(pillow_image)

    image._get_png_data = staticmethod(kept)


def packed_data(png: bytes) -> bytes | None:
    """What a PDF can take over from a PNG: rows with their filters, deflated. None where it cannot, or where there is anything wrong."""
    chunks = list(_chunks(png))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        return None
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != 8 or colour not in _CHANNELS or interlaced or b"tRNS" in dict(chunks):
        return None
    data = b"".join(body for name, body in chunks if name == b"IDAT")
    return data if _is_well_packed(data) and _is_whole(data, 1 + width * _CHANNELS[colour], height) else None


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk, up to the one that ends the picture: what some programs leave behind it is nobody's to see."""
    at = 8
    while at + 12 <= len(png) and png[at + 4 : at + 8] != b"IEND":
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _is_well_packed(data: bytes) -> bool:
    """Whether it was packed with more than the least care, which the second byte tells (RFC 1950, FLEVEL): else it would be large."""
    return len(data) > 1 and data[1] >> 6 > 0


def _is_whole(data: bytes, row: int, height: int) -> bool:
    """Whether it holds ``height`` rows of ``row`` bytes and nothing else. A reader of the PDF may know no way out where it does not."""
    unpacking, rest, at = zlib.decompressobj(), data, 0
    try:
        while not unpacking.eof and at <= row * height:
            piece = unpacking.decompress(rest, _PIECE)
            rest = unpacking.unconsumed_tail
            if not piece and not rest and not unpacking.eof:
                return False  # it was cut off
            if max(piece[-at % row :: row], default=0) > _LAST_FILTER:
                return False
            at += len(piece)
    except zlib.error:
        return False
    return unpacking.eof and at == row * height and not unpacking.unused_data
