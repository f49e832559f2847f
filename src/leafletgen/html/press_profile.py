"""The ICC profile of a printing condition: read from the library as pictures are, and refused unless it is one for printing in CMYK."""

from __future__ import annotations

import io
from pathlib import Path

from leafletgen.html.library_file import FileProblem, read_library_file

MAX_PROFILE_BYTES = 8 * 1024 * 1024
"""Largest profile: those of print shops have 0.5 to 3 MB."""

_HEADER = 128
_HOME = "leaflets/brands/"
_ASK = "ask the print shop for its CMYK output profile (.icc)"


def read_profile(root: Path, path: str) -> bytes:
    """The profile at ``path`` below the library's `leaflets/`. Raises FileProblem for any other file."""
    if Path(path).suffix.lower() not in (".icc", ".icm"):
        raise FileProblem(f'"{path}" is not an ICC profile', "use a file that ends in .icc or .icm")
    data = read_library_file(root, path, MAX_PROFILE_BYTES, _HOME)
    if data is None:
        raise FileProblem(f'"{path}" is larger than {MAX_PROFILE_BYTES // 1024 // 1024} MiB', _ASK)
    check_profile(path, data)
    return data


def check_profile(path: str, data: bytes) -> None:
    """Raise FileProblem unless ``data`` is a sound ICC profile of version 2 or 4 for output in CMYK (ISO 15930-7, 6.2.2)."""
    if len(data) < _HEADER or data[36:40] != b"acsp" or int.from_bytes(data[:4]) != len(data):
        raise FileProblem(f'"{path}" is damaged, or not an ICC profile', _ASK)
    kind, space, version = data[12:16], data[16:20], data[8]
    if kind != b"prtr":
        raise FileProblem(f'"{path}" is a profile for {_KINDS.get(kind, "something else")}, not for printing', _ASK)
    if space != b"CMYK":
        words = space.decode("ascii", "replace").strip()
        raise FileProblem(f'"{path}" is a profile for {words}, not for CMYK inks', _ASK)
    if version not in (2, 4):
        raise FileProblem(f'"{path}" is an ICC profile of version {version}, which PDF/X-4 does not know', _ASK)
    if not _mixes(data):
        raise FileProblem(f'"{path}" does not say how colours are mixed from its inks', _ASK)


_KINDS = {b"scnr": "a scanner", b"mntr": "a screen", b"link": "one pair of devices", b"spac": "a colour space"}


def _mixes(data: bytes) -> bool:
    """Whether colours can be turned into its inks, and its inks into colours."""
    from PIL import ImageCms

    try:
        inks = ImageCms.ImageCmsProfile(io.BytesIO(data))
        screen = ImageCms.createProfile("sRGB")
        ImageCms.buildTransform(screen, inks, "RGB", "CMYK")
        ImageCms.buildTransform(inks, screen, "CMYK", "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False
    return True
