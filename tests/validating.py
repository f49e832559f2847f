"""veraPDF, the reference validator, asked about files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from running import REPOSITORY

CANNOT_RUN = 75


def verdicts(flavour: str, files: Iterable[Path]) -> dict[str, str]:
    """PASS, or FAIL with what failed, by the name of the file. The test is skipped where there is no veraPDF."""
    if not shutil.which("bash"):
        pytest.skip("no veraPDF: tests/tools/verapdf needs bash")
    command: list[str | Path] = [REPOSITORY / "tests" / "tools" / "verapdf", flavour, *files]
    done = subprocess.run(command, env=os.environ | {"PYTHON": sys.executable}, capture_output=True, text=True, check=False)
    if done.returncode == CANNOT_RUN:
        pytest.skip(done.stdout.strip().splitlines()[-1])
    found: dict[str, str] = {}
    for line in done.stdout.splitlines():
        if line.startswith(("PASS", "FAIL")):
            verdict, file = line.split()[:2]
            found[Path(file).name] = verdict
        elif found:
            found[Path(file).name] += f"; {line.strip()}"
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return found
