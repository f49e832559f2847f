"""`doctor`: what the machine lacks, and the command that installs it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from running import leafletgen

from leafletgen.build import doctor
from leafletgen.pdf import engine


def test_a_machine_that_has_all(tmp_path: Path) -> None:
    result = leafletgen(tmp_path, "doctor")
    assert result.exit_code == 0
    found = [line.split()[0] for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert set(found) <= {"ok", "slow"}
    assert len(found) == 6


def test_a_missing_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> object:
        raise engine.EngineMissing("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(engine, "engine", missing)
    monkeypatch.setattr(shutil, "which", lambda name: name == "dnf" and "/usr/bin/dnf")
    result = leafletgen(tmp_path, "doctor")
    assert result.exit_code == 3
    assert "missing  WeasyPrint and Pango: cannot load library 'libpango-1.0-0'\n         sudo dnf install pango harfbuzz" in result.stdout
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "set WEASYPRINT_DLL_DIRECTORIES" in leafletgen(tmp_path, "doctor").stdout


def test_a_missing_font_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "FONT_PACKAGES", ("fontpkg_no_such",))
    result = leafletgen(tmp_path, "doctor")
    assert result.exit_code == 3
    assert "missing  Font package fontpkg-no-such\n" in result.stdout
    assert "-m pip install fontpkg-no-such" in result.stdout


def test_a_missing_subset_library_only_slows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "find_library", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: name == "apt-get" and "/usr/bin/apt-get")
    result = leafletgen(tmp_path, "doctor")
    assert result.exit_code == 0
    assert (
        "slow     HarfBuzz subset: PDFs are written a third slower without it\n         sudo apt-get install libharfbuzz-subset0"
        in result.stdout
    )


def test_an_old_python_and_a_folder_that_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.build.doctor.sys.version_info", (3, 10, 1))
    monkeypatch.setattr(os, "access", lambda folder, mode: False)
    result = leafletgen(tmp_path, "doctor")
    assert result.exit_code == 3
    assert "missing  Python: 3.10.1, needs 3.11 or later" in result.stdout
    assert f"missing  This folder: {tmp_path} cannot be written to\n         build elsewhere with `-o DIR`" in result.stdout
