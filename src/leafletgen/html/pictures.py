"""Pictures: image files read safely from the library, QR codes, and the tints of a brand's colour."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from markupsafe import Markup
from PIL import Image

from leafletgen.html.library_file import FileProblem, read_library_file
from leafletgen.model.digest import digest_of_picture

MAX_IMAGE_BYTES = 20 * 1024 * 1024
"""Largest image file."""
MAX_PIXELS = 60_000_000
"""Most pixels in an image: an A4 page at 600 dpi has 35 million."""

MAX_DRAWING = 200_000
"""Most parts of an SVG drawing, each counted as often as it is drawn."""
MAX_DRAWING_DEPTH = 200

_SOUND: set[tuple[str, str]] = set()
"""Digests of bytes that were found to be sound images, with what their names end in."""

_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


class PictureProblem(FileProblem):
    """An image that cannot be printed."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file of the library, checked."""

    path: str
    data: bytes
    media_type: str
    digest: str
    """Of the bytes, as the content digest takes it."""

    @property
    def url(self) -> str:
        """Its address in the page, relative to the page's base."""
        return f"leaflets/{self.path}"

    @property
    def is_drawing(self) -> bool:
        """Whether it is drawn in lines and areas (SVG), not in dots."""
        return self.media_type == _TYPES[".svg"]


def read_picture(root: Path, path: str) -> Picture:
    """The image at ``path`` below the library's `leaflets/`.

    Raises PictureProblem for a path that leads elsewhere, a missing or too large file, and bytes that are not the image they claim to be.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in _TYPES:
        raise PictureProblem(f'"{path}" is not a PNG, JPEG or SVG image', "use a file that ends in .png, .jpg or .svg")
    try:
        data = read_library_file(root, path, MAX_IMAGE_BYTES, "leaflets/images/")
    except FileProblem as problem:
        raise PictureProblem(problem.message, problem.fix) from None
    if data is None:
        raise PictureProblem(f'"{path}" is larger than {MAX_IMAGE_BYTES // 1024 // 1024} MiB', "export it at 300 dots per inch")
    digest = digest_of_picture(data)
    if (digest, suffix) not in _SOUND:  # the same bytes are looked into once, however many leaflets show them
        _check(path, data, suffix)
        _SOUND.add((digest, suffix))
    return Picture(path, data, _TYPES[suffix], digest)


def _check(path: str, data: bytes, suffix: str) -> None:
    """Refuse bytes that are not a sound image."""
    if suffix == ".svg":
        _check_svg(path, data)
    else:
        _check_bitmap(path, data, _TYPES[suffix])


def _check_bitmap(path: str, data: bytes, media_type: str) -> None:
    too_large = PictureProblem(f'"{path}" has more than {MAX_PIXELS:,} pixels', "export it at 300 dots per inch")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise too_large
                if image.mode.startswith("I"):  # the engine would print stripes
                    raise PictureProblem(f'"{path}" has 16 bits of grey a pixel, as scans have: a page can show 8', "export it with 8 bits")
                found = Image.MIME.get(image.format or "")
                image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_large from None
    except (OSError, SyntaxError, ValueError):
        raise PictureProblem(f'"{path}" is damaged, or not a PNG or JPEG image', "export it again") from None
    if found != media_type:
        raise PictureProblem(f'"{path}" holds another kind of image than its name says', "give it the right ending")


class _Builder(ElementTree.TreeBuilder):
    def doctype(self, *_: object) -> None:
        raise ValueError("document type")


def _check_svg(path: str, data: bytes) -> None:
    """Refuse what a drawing has no need of: document types (their entities can grow without end), scripts, and addresses outside of it."""
    try:
        tree = ElementTree.fromstring(data, ElementTree.XMLParser(target=_Builder()))  # noqa: S314 no document type, no entities
    except (ElementTree.ParseError, ValueError, LookupError):
        raise PictureProblem(
            f'"{path}" is damaged, has a document type, or is not an SVG drawing', "export it again as plain SVG"
        ) from None
    if tree.tag != "{http://www.w3.org/2000/svg}svg":
        raise PictureProblem(f'"{path}" is not an SVG drawing', "export it as plain SVG")
    scripted = any(
        _name(element.tag) in ("script", "foreignobject") or any(key.startswith("on") for key in element.attrib) for element in tree.iter()
    )
    if scripted or b"<?xml-stylesheet" in data:
        raise PictureProblem(f'"{path}" holds a script or names a stylesheet', "export it as plain SVG")
    for address in (address for element in tree.iter() for address in _addresses(element)):
        if embedded := re.match(r"data:(image/(?:png|jpeg));base64,", address):
            _check_embedded(path, address[embedded.end() :], embedded[1])
        elif not address.startswith("#"):
            raise PictureProblem(
                f'"{path}" holds an address outside of the drawing', "export it as plain SVG, with PNG or JPEG images embedded"
            )
    _check_size(path, tree)


def _check_embedded(path: str, text: str, media_type: str) -> None:
    try:
        data = base64.b64decode(text)
    except binascii.Error:
        raise PictureProblem(f'"{path}" embeds a damaged image', "export it again") from None
    _check_bitmap(path, data, media_type)


def _check_size(path: str, tree: ElementTree.Element) -> None:
    """Refuse a drawing that repeats itself beyond measure: what refers to a part (`use`, patterns, masks) draws that part once more."""
    parts = {element.get("id"): element for element in tree.iter()}
    weights: dict[ElementTree.Element, int] = {}

    def weight(element: ElementTree.Element, depth: int) -> int:
        if depth > MAX_DRAWING_DEPTH:
            raise PictureProblem(f'"{path}" is nested too deep, or a part of it repeats itself', "export it as plain SVG")
        if element not in weights:
            named = [parts[address[1:]] for address in _addresses(element) if address[1:] in parts]
            weights[element] = 1 + sum(weight(part, depth + 1) for part in (*element, *named))
        return weights[element]

    if weight(tree, 1) > MAX_DRAWING:
        raise PictureProblem(f'"{path}" has more than {MAX_DRAWING:,} parts', "simplify it, or export it as PNG at 300 dots per inch")


def _addresses(element: ElementTree.Element) -> list[str]:
    """Every address that an element names: links, `url(...)`, and in its styles what could hide one (`@import`, an escaped letter)."""
    css = [element.get("style", ""), (element.text or "") if _name(element.tag) == "style" else ""]
    named = [value for key, value in element.attrib.items() if _name(key) in ("href", "src")]
    named += [
        match for value in (*element.attrib.values(), css[1]) for match in re.findall(r"""url\(\s*["']?([^"')]*)""", value, re.IGNORECASE)
    ]
    named += [match for style in css for match in re.findall(r"@import|\\[0-9a-f]", style, re.IGNORECASE)]
    return [address.strip() for address in named]


def _name(tag: object) -> str:
    """A tag or attribute without its namespace."""
    return str(tag).rsplit("}", 1)[-1].lower()


@lru_cache(32)  # the editions of a leaflet are made one after another, with the same address
def qr_svg(address: str, title: str) -> Markup:
    """A QR code for ``address`` (error correction M, four modules of quiet zone) as SVG with ``title`` as its text alternative."""
    # Imported late: few leaflets have one.
    import segno

    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(border=4, title=title, omitsize=True, svgclass="qr", lineclass=None)
    # Without styles it would be as wide as the page.
    return Markup(drawing.replace("<svg ", '<svg width="120" height="120" ', 1))  # noqa: S704 segno escapes


def tint(colour: str, share: float) -> str:
    """``share`` (0 to 1) of a colour on white paper, as `#rrggbb`."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02x}" for channel in channels)
