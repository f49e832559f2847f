"""Pictures made of pixels: those in RGB are mixed from inks through the profile, or become grey where they have no hue or are a mask."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageChops

from leafletgen.pdf.press.mixing import Mixer
from leafletgen.pdf.press.objects import Array, content
from leafletgen.pdf.press.operators import Report

JPEG_QUALITY = 95
"""A photograph is packed a second time: at this quality that cannot be seen."""


def recolour_image(image: Any, mixer: Mixer, report: Report, *, mask: bool) -> None:
    """Mix the colours of an image object in place. Grey and CMYK ones stay as they are."""
    extra = image.extra
    if "ImageMask" in extra or str(extra.get("ColorSpace")) in ("/DeviceGray", "/DeviceCMYK"):
        return
    size = f"{extra.get('Width')} x {extra.get('Height')} pixels"
    if str(extra.get("ColorSpace")) != "/DeviceRGB":
        report(f"a picture of {size} in a colour space of its own")
        return
    try:
        pixels, profile = _pixels(image)
    except (OSError, ValueError, SyntaxError, KeyError):
        report(f"a picture of {size} that cannot be read")
        return
    grey = pixels.convert("L") if mask or _has_no_hue(pixels) else None
    lossy = str(extra.get("Filter")) == "/DCTDecode"
    _put(image, grey or mixer.image(pixels, profile), lossy=lossy)


def _pixels(image: Any) -> tuple[Any, bytes | None]:
    """The picture of an image object as red, green and blue, and the profile that came with it."""
    data = content(image)
    if str(image.extra.get("Filter")) != "/DCTDecode":
        data = _as_png(data, int(image.extra["Width"]), int(image.extra["Height"]))
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
        return opened.convert("RGB"), opened.info.get("icc_profile")


def _as_png(data: bytes, width: int, height: int) -> bytes:
    """The engine keeps the data of a PNG as they are, without what stands around them in a file."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    parts = (struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _has_no_hue(pixels: Any) -> bool:
    red, green, blue = pixels.split()
    return not (ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox())


def _put(image: Any, pixels: Any, *, lossy: bool) -> None:
    """Set the pixels of an image object, packed as photographs are or without loss."""
    inks = pixels.mode == "CMYK"
    image.extra["ColorSpace"] = "/DeviceCMYK" if inks else "/DeviceGray"
    image.extra.pop("DecodeParms", None)
    image.extra.pop("Decode", None)
    if lossy:
        packed = io.BytesIO()
        pixels.save(packed, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        image.stream = [packed.getvalue()]
        if inks:
            # Pillow writes CMYK as Adobe does, upside down.
            image.extra["Decode"] = Array((1, 0) * 4)
    else:
        image.extra["Filter"] = "/FlateDecode"
        image.stream = [zlib.compress(pixels.tobytes(), 9)]
