"""Versions of all that a PDF's bytes depend on besides its inputs. Asked without importing any of it."""

from __future__ import annotations

import ctypes
import sys
from hashlib import sha256
from pathlib import Path

from leafletgen import __version__

PACKAGES = ("weasyprint", "pydyf", "pypdf", "jinja2", "markdown-it-py", "babel", "segno", "pillow", "fonttools", "tinycss2", "pyphen")
FONTS = "fontpkg-"
_LIBRARIES = {"pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"), "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.dylib")}


def made_with() -> dict[str, str]:
    """Versions by name. Of leafletgen with a digest of its code, since a checkout changes without a version."""
    found = {"leafletgen": f"{__version__}+{_code()[:12]}"}
    installed = _installed()
    found |= {name: installed[name] for name in sorted(installed) if name in PACKAGES or name.startswith(FONTS)}
    found |= {name: number for name, files in _LIBRARIES.items() if (number := _library(name, files))}
    return found


def name_of(versions: dict[str, str]) -> str:
    """A short name for a set of versions."""
    return sha256(repr(sorted(versions.items())).encode()).hexdigest()[:16]


def _code() -> str:
    """A digest of leafletgen's own modules."""
    folder = Path(__file__).parents[1]
    digest = sha256()
    for path in sorted(folder.rglob("*.py")):
        if path.relative_to(folder).parts[0] != "builtin":
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _installed() -> dict[str, str]:
    """Versions of installed packages, by the names of the folders that say so: their metadata takes longer to read than all else."""
    found: dict[str, str] = {}
    for folder in reversed([Path(entry) for entry in sys.path if entry]):
        for path in folder.glob("*-*.*-info"):
            name, _, number = path.stem.partition("-")
            found[name.lower().replace("_", "-")] = number
    return found


def _library(name: str, files: tuple[str, ...]) -> str:
    """The version that a shared library tells of itself; empty where it cannot be asked."""
    for file in files:
        try:
            library = ctypes.CDLL(file)
            ask = library.pango_version_string if name == "pango" else library.hb_version_string
        except (OSError, AttributeError):
            continue
        ask.restype = ctypes.c_char_p
        return str(ask().decode())
    return ""
