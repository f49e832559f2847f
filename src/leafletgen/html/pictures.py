"""Pictures: image files read safely from the library, QR codes, and the tints of a brand's colour."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import segno
from PIL import Image
from markupsafe import Markup

MAX_IMAGE_BYTES = 20 * 1024 * 1024
"""Largest image file."""
MAX_PIXELS = 60_000_000
"""Most pixels in an image: an A4 page at 600 dpi has 35 million."""

_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


class PictureProblem(Exception):
    """An image that cannot be printed: what is wrong with it, and what to do."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file of the library, checked."""

    path: str
    data: bytes
    media_type: str

    @property
    def url(self) -> str:
        """Its address in the page, relative to the page's base."""
        return f"leaflets/{self.path}"


def read_picture(root: Path, path: str) -> Picture:
    """The image at ``path`` below the library's `leaflets/`.

    Raises PictureProblem for a path that leads elsewhere, a missing or too large file, and bytes that are not the image they claim to be.
    """
    folder = (root / "leaflets").resolve()
    suffix = Path(path).suffix.lower()
    if suffix not in _TYPES:
        raise PictureProblem(f'"{path}" is not a PNG, JPEG or SVG image', "use a file that ends in .png, .jpg or .svg")
    if "://" in path or path.startswith(("/", "\\", "data:")) or "\x00" in path:
        raise PictureProblem(f'"{path}" is not a path below leaflets/', "copy the image to leaflets/images/ and name it images/...")
    file = (folder / path).resolve()
    if not file.is_relative_to(folder):
        raise PictureProblem(f'"{path}" leads out of the library', "copy the image to leaflets/images/ and name it images/...")
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_IMAGE_BYTES + 1)
    except OSError as failure:
        raise PictureProblem(f'"{path}" cannot be read: {(failure.strerror or "not a file").lower()}', "check the name, capitals too") from None
    if len(data) > MAX_IMAGE_BYTES:
        raise PictureProblem(f'"{path}" is larger than {MAX_IMAGE_BYTES // 1024 // 1024} MiB', "export it at 300 dots per inch")
    if suffix == ".svg":
        _check_svg(path, data)
    else:
        _check_bitmap(path, data, _TYPES[suffix])
    return Picture(path, data, _TYPES[suffix])


def _check_bitmap(path: str, data: bytes, media_type: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                width, height = image.size
                found = Image.MIME.get(image.format or "")
                if width * height <= MAX_PIXELS:
                    image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureProblem(f'"{path}" is damaged, or not a PNG or JPEG image', "export it again") from None
    if width * height > MAX_PIXELS:
        raise PictureProblem(f'"{path}" has {width} by {height} pixels', "export it at 300 dots per inch")
    if found != media_type:
        raise PictureProblem(f'"{path}" holds another kind of image than its name says', "give it the right ending")


def _check_svg(path: str, data: bytes) -> None:
    """Refuse what a drawing has no need of: entities (which can grow without end), scripts, and addresses outside of it."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise PictureProblem(f'"{path}" has a document type or entities', "export it as plain SVG")
    try:
        tree = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError):
        raise PictureProblem(f'"{path}" is damaged, or not an SVG drawing', "export it again") from None
    if tree.tag != "{http://www.w3.org/2000/svg}svg":
        raise PictureProblem(f'"{path}" is not an SVG drawing', "export it as plain SVG")
    for element in tree.iter():
        name = str(element.tag).rsplit("}", 1)[-1].lower()
        addresses = [value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] in ("href", "src")]
        styles = [*element.attrib.values(), element.text or "" if name == "style" else ""]
        outside = any(not address.startswith(("#", "data:image/")) for address in addresses) or any(
            "@import" in style or re.search(r"url\(\s*['\"]?(?!#)", style) for style in styles
        )
        if name in ("script", "foreignobject") or any(key.lower().startswith("on") for key in element.attrib) or outside:
            raise PictureProblem(f'"{path}" holds a script or an address outside of the drawing', "export it as plain SVG, with images embedded")


def qr_svg(address: str, title: str) -> Markup:
    """A QR code for ``address`` (error correction M, four modules of quiet zone) as SVG with ``title`` as its text alternative."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(border=4, title=title, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S704 segno escapes


def tint(colour: str, share: float) -> str:
    """``share`` (0 to 1) of a colour on white paper, as `#rrggbb`."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02x}" for channel in channels)
