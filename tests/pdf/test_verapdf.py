"""Every tagged PDF passes veraPDF, the reference validator, as PDF/UA-1."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from running import LEAFLETS, PDF_EDITIONS, REPOSITORY

Built = Callable[[str, str], Path]
CANNOT_RUN = 75


def verapdf(flavour: str, *files: Path) -> subprocess.CompletedProcess[str]:
    """Validate ``files`` in one process; the test is skipped where there is no veraPDF."""
    if not shutil.which("bash"):
        pytest.skip("no veraPDF: tests/tools/verapdf needs bash")
    command: list[str | Path] = [REPOSITORY / "tests" / "tools" / "verapdf", flavour, *files]
    done = subprocess.run(command, env=os.environ | {"PYTHON": sys.executable}, capture_output=True, text=True, check=False)
    if done.returncode == CANNOT_RUN:
        pytest.skip(done.stdout.strip().splitlines()[-1])
    return done


def test_every_pdf_is_accessible(built: Built, proven: Callable[[str], Path], tmp_path: Path) -> None:
    """And the validator can tell: a file without tags, among the others, is the one that fails."""
    files = [*(built(leaflet, edition) for leaflet in LEAFLETS for edition in PDF_EDITIONS), *map(proven, LEAFLETS)]
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "untagged.pdf")
    done = verapdf("ua1", *files, tmp_path / "untagged.pdf")
    verdicts = {line.split()[1]: line.split()[0] for line in done.stdout.splitlines() if line.startswith(("PASS", "FAIL"))}
    assert verdicts == dict.fromkeys(map(str, files), "PASS") | {str(tmp_path / "untagged.pdf"): "FAIL"}, done.stdout + done.stderr
    assert done.returncode == 1
