"""Pictures: good ones are read, and every trick is refused with words that say what to do."""

from __future__ import annotations

import base64
import io
import os
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from leafletgen.html import pictures
from leafletgen.html.pictures import PictureProblem, qr_svg, read_picture, tint

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s</svg>'


def bitmap(kind: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (4, 3), "#0b5c6b").save(data, kind)
    return data.getvalue()


PNG, JPEG = bitmap("PNG"), bitmap("JPEG")
EMBEDDED = "data:image/png;base64," + base64.b64encode(PNG).decode()


def huge_png(width: int, height: int) -> bytes:
    """A PNG whose header promises more than is there."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG[:8] + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header)) + PNG[33:]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "leaflets" / "images").mkdir(parents=True)
    return tmp_path


def put(root: Path, name: str, data: bytes | str) -> str:
    (root / "leaflets" / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return name


def refused(root: Path, path: str) -> str:
    with pytest.raises(PictureProblem) as caught:
        read_picture(root, path)
    assert caught.value.fix
    assert caught.value.message == str(caught.value)
    return caught.value.message


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.png", PNG, "image/png"),
        ("a b.JPG", JPEG, "image/jpeg"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.svg", (SVG % "<path d='M0 0h9'/>").encode(), "image/svg+xml"),
    ],
)
def test_good_images(root: Path, name: str, data: bytes, media_type: str) -> None:
    picture = read_picture(root, put(root, f"images/{name}", data))
    assert (picture.data, picture.media_type, picture.url) == (data, media_type, f"leaflets/images/{name}")


@pytest.mark.parametrize(
    "path",
    [
        "../x.png",
        "images/../../x.png",
        "/etc/x.png",
        "file:///etc/x.png",
        "http://a.example/x.png",
        "//a.example/x.png",
        "C:\\x.png",
        "..\\x.png",
        "images//x.png",
        "./x.png",
        "data:image/png;base64,x.png",
        "a\x00.png",
        "a?.png",
        "a#.png",
        "%2e%2e/x.png",
        "images/a\nb.png",
    ],
)
def test_paths_that_are_not_below_leaflets(root: Path, path: str) -> None:
    (root / "x.png").write_bytes(PNG)
    assert "is not a plain path below leaflets/" in refused(root, path)


@pytest.mark.parametrize("path", ["../../etc/passwd", "images/a.gif", "images/a", "", "library.yaml", ".png"])
def test_other_kinds_of_file(root: Path, path: str) -> None:
    assert "is not a PNG, JPEG or SVG image" in refused(root, path)


def test_links_that_lead_out_or_in_circles(root: Path) -> None:
    (root / "secret.png").write_bytes(PNG)
    folder = root / "leaflets" / "images"
    (folder / "out.png").symlink_to(root / "secret.png")
    (folder / "loop.png").symlink_to("loop.png")
    (folder / "gone.png").symlink_to("nothing.png")
    assert "leads out of the library" in refused(root, "images/out.png")
    assert "cannot be read" in refused(root, "images/loop.png")
    assert "cannot be read" in refused(root, "images/gone.png")


def test_missing_folders_and_pipes(root: Path) -> None:
    (root / "leaflets" / "a.png").mkdir()
    os.mkfifo(root / "leaflets" / "b.png")
    for name in ("none.png", "a.png", "b.png", "x" * 300 + ".png"):
        assert "cannot be read: " in refused(root, name)


def test_too_many_bytes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_IMAGE_BYTES", 1024 * 1024)
    assert "is larger than 1 MiB" in refused(root, put(root, "a.png", PNG.ljust(1024 * 1024 + 1)))


@pytest.mark.parametrize("data", [b"", b"not an image", PNG[:40], PNG[:-14] + bytes(14), b"GIF89a" + bytes(20), b"\xff\xd8\xff"])
def test_damaged_bitmaps(root: Path, data: bytes) -> None:
    assert "is damaged, or not a PNG or JPEG image" in refused(root, put(root, "a.png", data))


@pytest.mark.parametrize("side", [8000, 10_000, 2**31 - 1])
def test_bombs_are_refused_by_their_header(root: Path, side: int) -> None:
    start = time.process_time()
    assert "has more than 60,000,000 pixels" in refused(root, put(root, "a.png", huge_png(side, side)))
    assert time.process_time() - start < 0.5


def test_scans_in_sixteen_bits(root: Path) -> None:
    """The engine knows no such picture and prints stripes."""
    data = io.BytesIO()
    Image.new("I;16", (4, 3), 40_000).save(data, "PNG")
    assert "has 16 bits of grey a pixel" in refused(root, put(root, "a.png", data.getvalue()))


def test_another_kind_than_the_name_says(root: Path) -> None:
    assert "another kind" in refused(root, put(root, "a.png", JPEG))
    assert "damaged" in refused(root, put(root, "a.svg", PNG))


@pytest.mark.parametrize(
    "content",
    [
        "<path fill='url(#g)' stroke='url( \"#g\" )'/>",
        "<style>.a { fill: url(#g) } .b { font-family: 'A B' }</style>",
        "<use href='#a'/><use xlink:href='#a'/><g id='a'><path d='M0 0'/></g>",
        f"<image href='{EMBEDDED}'/>",
        "<a href='#a'><text>x &amp; y</text></a>",
    ],
)
def test_good_drawings(root: Path, content: str) -> None:
    assert read_picture(root, put(root, "a.svg", SVG % content)).data


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<script>alert(1)</script>", "a script"),
        ("<g onload='alert(1)'/>", "a script"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "a script"),
        ("<image href='file:///etc/passwd'/>", "an address outside"),
        ("<image xlink:href='http://a.example/x.png'/>", "an address outside"),
        ("<image href='../library.yaml'/>", "an address outside"),
        ("<image href=' //a.example/x'/>", "an address outside"),
        ("<a href='javascript:alert(1)'/>", "an address outside"),
        ("<use href='other.svg#a'/>", "an address outside"),
        ("<style>@import 'http://a.example/x.css';</style>", "an address outside"),
        ("<style>@import url(x.css);</style>", "an address outside"),
        ("<style>.a { fill: url(http://a.example/x) }</style>", "an address outside"),
        ("<style>.a { fill: u\\72l(http://a.example/x) }</style>", "an address outside"),
        ("<path style=\"fill: URL( 'http://a.example/x')\"/>", "an address outside"),
        ("<path fill='url(http://a.example/x#g)'/>", "an address outside"),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "an address outside"),
        ("<image href='data:text/html,x'/>", "an address outside"),
        ("<image href='data:image/png;base64,AAAA'/>", "is damaged"),
        ("<image href='data:image/png;base64,A'/>", "embeds a damaged image"),
        (f"<image href='data:image/png;base64,{base64.b64encode(huge_png(9999, 9999)).decode()}'/>", "pixels"),
        ("<g>" * 300 + "</g>" * 300, "nested too deep"),
        ("<g id='a'><use href='#a'/></g>", "repeats itself"),
        ("<pattern id='a'><path fill='url(#b)'/></pattern><pattern id='b'><path fill='url(#a)'/></pattern>", "repeats itself"),
        ("".join(f"<g id='a{i + 1}'>" + f"<use href='#a{i}'/>" * 10 + "</g>" for i in range(12)), "parts"),
    ],
)
def test_drawings_that_reach_out_run_or_blow_up(root: Path, content: str, reason: str) -> None:
    start = time.process_time()
    assert reason in refused(root, put(root, "a.svg", SVG % content))
    assert time.process_time() - start < 0.5


LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SVG % "<text>&b;</text>"


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS.encode(),
        LAUGHS.encode("utf-16"),
        LAUGHS.replace("DOCTYPE", "doctype").encode(),
        b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + (SVG % "").encode(),
        b"",
        b"<svg",
        b"\xff\xfe",
        b'<?xml version="1.0" encoding="nonsense"?><svg/>',
        (SVG % "&undefined;").encode(),
    ],
)
def test_document_types_and_damaged_drawings(root: Path, data: bytes) -> None:
    assert "has a document type" in refused(root, put(root, "a.svg", data))


def test_other_xml(root: Path) -> None:
    assert "is not an SVG drawing" in refused(root, put(root, "a.svg", "<html/>"))
    assert "is not an SVG drawing" in refused(root, put(root, "a.svg", "<svg/>"))
    assert "names a stylesheet" in refused(root, put(root, "a.svg", '<?xml-stylesheet href="http://a.example/x.css"?>' + SVG % ""))


def test_qr_code() -> None:
    svg = qr_svg("https://a.example/?b=<c>&d", "Where <it> leads")
    assert svg.startswith("<svg")
    assert 'class="qr"' in svg
    assert "viewBox" in svg
    assert ' width="120" height="120" ' in svg
    assert "Where &lt;it&gt; leads" in svg
    assert "<it>" not in svg
    assert svg == qr_svg.__wrapped__("https://a.example/?b=<c>&d", "Where <it> leads")


@pytest.mark.parametrize(
    ("colour", "share", "expected"), [("#000000", 0.1, "#e6e6e6"), ("#0b5c6b", 0.0, "#ffffff"), ("#0b5c6b", 1.0, "#0b5c6b")]
)
def test_tint(colour: str, share: float, expected: str) -> None:
    assert tint(colour, share) == expected
