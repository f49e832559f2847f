"""First pages as small pictures, in `pictures/` of the output folder: each drawn once and kept for as long as its PDF is there.

A picture bears the name of its PDF's SHA-256, so that a name says what it shows, and one that is there is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath

from leafletgen.build.interrupts import held_back
from leafletgen.build.output import CannotWrite, File, write_whole

FOLDER = PurePosixPath("pictures")
PICTURED = "standard"
"""The edition whose first page stands for a leaflet, if it has it."""
WIDTH = 240
"""Pixels across: twice what the page shows, for screens with small pixels."""
TALLEST = 4 * WIDTH
"""Most pixels down; a page that is longer is no page."""
_QUALITY, _EFFORT = 72, 2
"""Of WebP: letters that can be told apart, 10 kB a page, drawn and packed in a hundredth of a second."""
_OWN = re.compile(r"[0-9a-f]{64}\.webp")


def picture_path(pdf: File) -> PurePosixPath:
    """Where the picture of a PDF is, below the output folder."""
    return FOLDER / f"{pdf.sha256}.webp"


def keep_pictures(folder: Path, pdfs: Iterable[File]) -> frozenset[PurePosixPath]:
    """Draw what is not there yet; the paths of those that are there now. A PDF that cannot be read has none. Raises CannotWrite."""
    kept = set()
    for pdf in pdfs:
        path = picture_path(pdf)
        if (folder / path).is_file():
            kept.add(path)
        elif drawn := _drawn(folder / pdf.path):
            write_whole(folder, path, drawn)
            kept.add(path)
    return frozenset(kept)


def _drawn(path: Path) -> bytes | None:
    try:
        # Where Ctrl-C meets the calls into PDFium, Python makes another failure of it, or forgets it.
        with held_back():
            return first_page(path.read_bytes())
    except (OSError, ValueError):
        return None


def first_page(pdf: bytes) -> bytes:
    """The first page as WebP. Equal input gives equal bytes. Raises ValueError for what is no PDF."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[0]
            width, height = page.get_size()
            if not 0 < height / width * WIDTH <= TALLEST:
                raise ValueError("the page is too long for a picture")
            picture = page.render(scale=WIDTH / width).to_pil().convert("RGB")
            page.close()
    except (pypdfium2.PdfiumError, ZeroDivisionError, IndexError) as failure:
        raise ValueError(f"no PDF that can be drawn: {failure}") from failure
    # Without it, saving would load the modules of all formats, forty of them, to find the one.
    import PIL.WebPImagePlugin  # noqa: F401 it registers

    out = BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=_EFFORT)
    return out.getvalue()


def drop_pictures(folder: Path, kept: frozenset[PurePosixPath]) -> None:
    """Remove the pictures of PDFs that are gone, and the folder when nothing is left in it. Files that are not ours stay."""
    place = folder / FOLDER
    try:
        for path in sorted(place.glob("*.webp")):
            if _OWN.fullmatch(path.name) and FOLDER / path.name not in kept:
                path.unlink()
    except OSError as failure:
        raise CannotWrite(f"cannot write {place}: {failure.strerror}") from failure
    with suppress(OSError):
        place.rmdir()
