"""Outputs are whole or not there, whatever happens to the disk or the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from errno import ENOSPC
from pathlib import Path, PurePosixPath

import pypdf
import pytest
from running import KEPT, LEAFLET, leafletgen, not_measured, outputs_in

from leafletgen.build.output import CannotWrite, remove_empty_tmp, write_whole

MakeLibrary = Callable[..., Path]
NAME = PurePosixPath("a/a-en-standard.pdf")


def test_a_file_is_written_beside_its_place_and_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moves: list[tuple[str, str]] = []
    replace = Path.replace

    def move(part: Path, path: Path) -> Path:
        moves.append((str(part), str(path)))
        return replace(part, path)

    monkeypatch.setattr(Path, "replace", move)
    assert write_whole(tmp_path, NAME, b"new") == tmp_path / NAME
    assert (tmp_path / NAME).read_bytes() == b"new"
    assert moves == [(str(tmp_path / ".tmp" / "a-a-en-standard.pdf.part"), str(tmp_path / NAME))]
    assert list((tmp_path / ".tmp").iterdir()) == []
    remove_empty_tmp(tmp_path)
    remove_empty_tmp(tmp_path)
    assert not (tmp_path / ".tmp").exists()


def test_a_disk_that_fills_leaves_the_previous_file(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    leafletgen(root, "build", "--quiet")
    before = (root / "dist" / NAME).read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    monkeypatch.setattr("leafletgen.build.output.os.fsync", full)
    result = leafletgen(root, "build", "--quiet", "--force")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == f"leafletgen: cannot write dist/{NAME}: No space left on device\n"
    assert (root / "dist" / NAME).read_bytes() == before
    assert outputs_in(root / "dist") == {str(NAME)}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB with 4 KB left."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this user may not mount a small disk")
    try:
        (disk / "filler").write_bytes(bytes(60 * 1024))
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_disk_that_is_full(make_library: MakeLibrary, small_disk: Path) -> None:
    result = leafletgen(make_library({"leaflets/a.yaml": LEAFLET}), "build", "-o", str(small_disk), "--quiet")
    assert result.exit_code == 3
    assert f"cannot write {small_disk / NAME}: No space left on device" in result.stderr
    assert outputs_in(small_disk) == {"filler"}


@pytest.mark.parametrize("blocked", ["", "dist", "dist/a", "dist/.tmp"])
def test_a_file_where_a_folder_belongs(make_library: MakeLibrary, blocked: str) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    if blocked:
        (root / blocked).parent.mkdir(exist_ok=True)
        (root / blocked).write_text("")
    output = "dist" if blocked else "/dev/full"
    result = leafletgen(root, "build", "--quiet", "-o", output)
    assert result.exit_code in (2, 3)
    assert output in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CannotWrite, match="Permission denied"):
        write_whole(tmp_path, NAME, b"new")


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs a folder that even root cannot write to")
def test_a_folder_that_nobody_can_write_to(make_library: MakeLibrary) -> None:
    result = leafletgen(make_library({"leaflets/a.yaml": LEAFLET}), "build", "-o", "/proc/dist", "--quiet")
    assert result.exit_code == 3
    assert "cannot write /proc/dist: No such file or directory" in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_a_build_that_is_killed_leaves_whole_files(make_library: MakeLibrary) -> None:
    leaflets = {f"leaflets/{name}.yaml": LEAFLET.replace("A leaflet", f"Leaflet {name}") for name in "ab"}
    root = make_library(leaflets | {"leaflets/library.yaml": "brands: [clinic]\neditions: [standard, mono]\n"})
    dist = root / "dist"
    killed = 0
    for attempt in range(3):
        with subprocess.Popen(
            [sys.executable, "-m", "leafletgen", "build"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=not_measured()
        ) as build:
            assert build.stdout
            for _ in range(1 + attempt):
                build.stdout.readline()
            time.sleep(0.013 * attempt)
            build.send_signal(signal.SIGKILL)
        killed += build.returncode == -signal.SIGKILL
        found = list(dist.glob("*/*.pdf"))
        assert found
        for path in found:
            assert len(pypdf.PdfReader(path).pages) == 1, path
        assert [
            path for path in dist.rglob("*") if path.is_file() and path.suffix not in (".pdf", ".part", ".webp") and path.name not in KEPT
        ] == []
    assert killed >= 2
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    assert len(list(dist.glob("*/*.pdf"))) == 4
    assert not (dist / ".tmp").exists()
