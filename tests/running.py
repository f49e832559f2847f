"""Runs leafletgen as a person or a machine does: here, in a process of its own, and once for the leaflets of this repository."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner, Result

from leafletgen.cli import main

REPOSITORY = Path(__file__).parent.parent
LEAFLETS = ("b12-food-guide", "b12-nerve-health", "b12-questions")
PDF_EDITIONS = ("standard", "letter", "large-print", "mono")
TODAY = "2026-11-22"

LEAFLET = """\
kind: handout
title: A leaflet
version: "1.0"
owner: A team
published: 2026-01-01
review_by: 2028-01-01
sections:
  - heading: A heading
    content:
      - text: Some words. [@nice-ng239]
"""
"""The smallest leaflet that builds in the small library of conftest."""


def with_content(*content: str) -> str:
    """The small leaflet with other blocks, each written as YAML on one line."""
    return LEAFLET.partition("      - text")[0] + "".join(f"      - {block}\n" for block in content)


def leafletgen(folder: Path, *arguments: str) -> Result:
    """Run the command in this process, in ``folder``. A crash is a crash of the test."""
    with chdir(folder):
        return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


KEPT = ("manifest.json", ".lock", "index.html", "catalogue.json", "pictures")
"""What builds put into an output folder besides outputs."""


def outputs_in(folder: Path) -> set[str]:
    """Names of the outputs in an output folder, with the folders below it; none where there is no such folder."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if name.split("/")[0] not in KEPT}


def not_measured() -> dict[str, str]:
    """The environment without the measuring of coverage, which makes a process slow; what it runs is measured elsewhere, in this one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COV")}


def process(folder: Path, *arguments: str, code: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, in ``folder``; ``code`` runs before it."""
    program = f"{code}\nfrom leafletgen.cli import main\nmain(prog_name='leafletgen')"
    command = [sys.executable, "-c", program, *arguments] if code else [sys.executable, "-m", "leafletgen", *arguments]
    return subprocess.run(
        command, cwd=folder, env=not_measured() | (env or {}), capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def prove_once(folder: Path, leaflet: str) -> Path:
    """The proof sheet of ``leaflet`` of this repository, made in ``folder`` unless a test, here or in another worker, has done so.

    It is made in a copy of the library that prints one edition, to save time; the copy stays beside it.
    """
    root = folder / f"{leaflet}.proof"
    with (folder / f"{leaflet}.proof.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "dist").exists():
            shutil.copytree(REPOSITORY / "leaflets", root / "leaflets", dirs_exist_ok=True)
            settings = root / "leaflets/library.yaml"
            lines = settings.read_text("utf-8").splitlines(keepends=True)
            settings.write_text("".join("editions: [web, standard]\n" if line.startswith("editions:") else line for line in lines), "utf-8")
            done = leafletgen(root, "proof", leaflet, "--today", TODAY)
            assert done.exit_code == 0, done.stderr
    return root / "dist/proof" / f"{leaflet}-en-proof.pdf"


def build_once(folder: Path, leaflet: str) -> None:
    """Build ``leaflet`` of this repository into ``folder`` unless a test, here or in another worker, has done so."""
    with (folder / f"{leaflet}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / leaflet).exists():
            done = process(REPOSITORY, "build", leaflet, "--today", TODAY, "-o", str(folder / f"{leaflet}.tmp"), "--quiet")
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            (folder / f"{leaflet}.tmp" / leaflet).rename(folder / leaflet)


def bind_once(folder: Path, edition: str) -> Path:
    """The pack of this repository in ``edition``, bound in ``folder`` unless a test, here or in another worker, has done so."""
    path = folder / f"b12-pack-{edition}.pdf"
    with (folder / f"{path.stem}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            done = process(REPOSITORY, "bundle", "b12-pack", "-e", edition, "--today", TODAY, "-o", str(path), "--quiet")
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return path
