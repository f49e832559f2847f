"""A library in a shell, as a continuous integration sees it: what would install anything only writes down that it was asked to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import WriteLibrary
from outputs import CommandLine
from running import LEAFLET


@pytest.fixture
def small_library(tmp_path: Path, write_library: WriteLibrary) -> CommandLine:
    """One leaflet, one edition. `sudo`, `apt-get` and `python -m pip` note themselves in the file `log`."""
    shell = CommandLine(tmp_path)
    settings = "brands: [clinic]\neditions: [web]\ncheck:\n  rules: {urgent-help-missing: warning}\n"
    write_library(shell.folder, {"leaflets/library.yaml": settings, "leaflets/a.yaml": LEAFLET})
    log = f'echo "$(basename "$0") $*" >>{shell.folder}/log'
    for name in ("sudo", "apt-get"):
        shell.program(name, log)
    shell.program("python", f'if [ "$1 $2" = "-m pip" ]; then {log}; else exec {sys.executable} "$@"; fi')
    return shell
