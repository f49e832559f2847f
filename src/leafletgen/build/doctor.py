"""Doctor: what this machine needs to set leaflets, and the command that installs what it lacks."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FONT_PACKAGES = ("fontpkg_atkinson_hyperlegible", "fontpkg_noto_sans")
_ENGINE = "pango"
_SUBSET = "harfbuzz-subset"
_INSTALL = {
    "apt-get": {
        _ENGINE: "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        _SUBSET: "sudo apt-get install libharfbuzz-subset0",
    },
    "dnf": {_ENGINE: "sudo dnf install pango harfbuzz", _SUBSET: "sudo dnf install harfbuzz"},
    "brew": {_ENGINE: "brew install pango harfbuzz", _SUBSET: "brew install harfbuzz"},
    "pacman": {_ENGINE: "sudo pacman -S pango harfbuzz", _SUBSET: "sudo pacman -S harfbuzz"},
}
_ELSEWHERE = (
    "install Pango (on Windows: MSYS2, then `pacman -S mingw-w64-x86_64-pango`) and set WEASYPRINT_DLL_DIRECTORIES to its bin folder"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``mend`` is the command that helps, empty where nothing is wrong."""

    what: str
    state: Literal["ok", "missing", "slow"]
    detail: str = ""
    mend: str = ""


def examine(folder: Path) -> list[Finding]:
    """Look at Python, the engine and its libraries, the fonts, and whether ``folder`` can be written to."""
    return [_python(), *_engine(), *_fonts(), _writable(folder)]


def _install(what: str) -> str:
    """The command of this machine's package manager."""
    for manager, commands in _INSTALL.items():
        if shutil.which(manager):
            return commands[what]
    return _ELSEWHERE


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= (3, 11):  # noqa: UP036 an older one may have been forced
        return Finding("Python", "ok", version)
    return Finding("Python", "missing", f"{version}, needs 3.11 or later", "install Python 3.11 or later")


def _engine() -> list[Finding]:
    from leafletgen.pdf.engine import EngineMissing, engine

    try:
        version = engine().__version__
    except EngineMissing as failure:
        return [Finding("WeasyPrint and Pango", "missing", str(failure), _install(_ENGINE))]
    found = [Finding("WeasyPrint and Pango", "ok", version)]
    if find_library(_SUBSET):
        return [*found, Finding("HarfBuzz subset", "ok")]
    return [*found, Finding("HarfBuzz subset", "slow", "PDFs are written a third slower without it", _install(_SUBSET))]


def _fonts() -> list[Finding]:
    found = []
    for module in FONT_PACKAGES:
        package = module.replace("_", "-")
        if importlib.util.find_spec(module):
            found.append(Finding(f"Font package {package}", "ok"))
        else:
            found.append(Finding(f"Font package {package}", "missing", "", f"{sys.executable} -m pip install {package}"))
    return found


def _writable(folder: Path) -> Finding:
    if os.access(folder, os.W_OK):
        return Finding("This folder", "ok", "can be written to")
    return Finding("This folder", "missing", f"{folder} cannot be written to", "build elsewhere with `-o DIR`")
