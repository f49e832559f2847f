"""PNGs that go into the PDF as they were packed show what they showed, and all others are packed by the engine."""

from __future__ import annotations

import io
import re
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from leafletgen.model.page import Page
from leafletgen.pdf.packed_pngs import packed_data
from leafletgen.pdf.typeset import Typesetter

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
COLOURS = Image.radial_gradient("L").resize((37, 23))
PICTURES = {
    "rgb": Image.merge("RGB", (COLOURS, COLOURS.rotate(90), COLOURS.rotate(180))),
    "grey": COLOURS,
    "palette": COLOURS.convert("P"),
    "bits": COLOURS.convert("1"),
    "alpha": Image.merge("RGBA", (COLOURS, COLOURS, COLOURS, COLOURS)),
    "grey-alpha": Image.merge("LA", (COLOURS, COLOURS)),
}
DEEP = Image.new("I;16", (9, 9))
AS_THEY_ARE = ("rgb", "grey")


def png(name: str, **options: object) -> bytes:
    file = io.BytesIO()
    (PICTURES | {"deep": DEEP})[name].save(file, "PNG", **options)
    return file.getvalue()


def printed(data: bytes) -> tuple[bytes, Image.Image]:
    """The data of the one picture of a PDF that shows ``data``, and what they show."""
    html = '<html lang="en"><head><title>T</title></head><body><p><img src="p.png" alt="A"></p></body></html>'
    pdf = Typesetter().typeset(Page(html, {"p.png": data, "fonts/f.ttf": FONT}, "pdf/ua-1")).pdf
    (image,) = PdfReader(io.BytesIO(pdf)).pages[0].images
    assert image.image
    assert image.indirect_reference
    return image.indirect_reference.get_object()._data, image.image  # type: ignore[union-attr]


def inside(data: bytes) -> bytes:
    return b"".join(chunk for chunk in re.findall(rb"IDAT(.*?)....(?=....(?:IDAT|IEND))", data, re.DOTALL))


@pytest.mark.parametrize("name", PICTURES)
def test_each_kind_shows_the_same(name: str) -> None:
    # Packed otherwise than the engine would, so that it can be told apart.
    data = png(name, compress_level=9)
    kept, shown = printed(data)
    assert shown.convert("RGBA").tobytes() == PICTURES[name].convert("RGBA").tobytes()
    assert (packed_data(data) is not None) == (name in AS_THEY_ARE)
    assert (kept == inside(data)) == (name in AS_THEY_ARE)
    assert inside(data)[1] != inside(png(name))[1]


def test_one_of_many_chunks_is_joined() -> None:
    data = png("rgb", compress_level=6)
    packed = packed_data(data)
    start = data.index(b"IDAT") - 4
    body, end = inside(data), data[data.index(b"IEND") - 4 :]
    halves = [len(half).to_bytes(4, "big") + b"IDAT" + half + b"\0\0\0\0" for half in (body[:50], body[50:])]
    assert packed_data(data[:start] + b"".join(halves) + end) == packed


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("hardly packed", png("rgb", compress_level=0)),
        ("packed in a hurry", png("rgb", compress_level=1)),
        ("a colour that means no colour", png("rgb", transparency=(1, 2, 3))),
        ("sixteen bits", png("deep")),
        ("cut off", png("rgb")[:-200]),
        ("one byte wrong", (lambda data: data[:100] + bytes([data[100] ^ 255]) + data[101:])(png("rgb"))),
        ("rows of an unknown filter", png("grey").replace(inside(png("grey")), zlib.compress(b"\x05" + b"\0" * 37))),
        ("nothing", b""),
        ("no PNG", b"\xff\xd8" * 40),
    ],
)
def test_what_is_not_as_it_should_be_is_left_to_the_engine(what: str, data: bytes) -> None:
    assert packed_data(data) is None


def test_no_more_is_unpacked_than_the_picture_holds() -> None:
    """Else a small file could fill the memory."""
    data = png("grey")
    bomb = zlib.compress(b"\0" * 200_000_000)
    start, end = data.index(b"IDAT") - 4, data.index(b"IEND") - 4
    tracemalloc.start()
    assert packed_data(data[:start] + len(bomb).to_bytes(4, "big") + b"IDAT" + bomb + b"\0\0\0\0" + data[end:]) is None
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_what_is_left_behind_a_picture_stays_out() -> None:
    """Some programs leave there what was cut away."""
    data = png("rgb")
    start, end = data.index(b"IDAT") - 4, data.index(b"IEND") - 4
    secret = len(b"SECRET").to_bytes(4, "big") + b"IDATSECRET" + b"\0\0\0\0"
    assert packed_data(data + secret) == packed_data(data) == inside(data)
    assert packed_data(data[:end] + secret + data[end:]) is None
    assert packed_data(data[:start] + secret + data[start:]) is None
