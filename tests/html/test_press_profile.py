"""Profiles of print shops: good ones are read, every other file is refused with words that say what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import ImageCms
from running import REPOSITORY

from leafletgen.html import press_profile
from leafletgen.html.library_file import FileProblem
from leafletgen.html.press_profile import read_profile

GOOD = (REPOSITORY / "styles" / "press" / "fogra39l-coated.icc").read_bytes()
SCREEN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def with_bytes(at: int, data: bytes) -> bytes:
    return GOOD[:at] + data + GOOD[at + len(data) :]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "leaflets" / "brands").mkdir(parents=True)
    return tmp_path


def refused(root: Path, path: str) -> str:
    with pytest.raises(FileProblem) as caught:
        read_profile(root, path)
    assert caught.value.fix
    return caught.value.message


@pytest.mark.parametrize("name", ["uncoated.icc", "Un coated.ICM"])
def test_a_good_profile(root: Path, name: str) -> None:
    (root / "leaflets" / "brands" / name).write_bytes(GOOD)
    assert read_profile(root, f"brands/{name}") == GOOD


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", '"brands/a.icc" is damaged, or not an ICC profile'),
        (b"x" * 4000, '"brands/a.icc" is damaged, or not an ICC profile'),
        (GOOD[:-1], '"brands/a.icc" is damaged, or not an ICC profile'),
        (SCREEN, '"brands/a.icc" is a profile for a screen, not for printing'),
        (with_bytes(12, b"abst"), '"brands/a.icc" is a profile for something else, not for printing'),
        (with_bytes(16, b"RGB "), '"brands/a.icc" is a profile for RGB, not for CMYK inks'),
        (with_bytes(8, b"\x05"), '"brands/a.icc" is an ICC profile of version 5, which PDF/X-4 does not know'),
        (with_bytes(128, b"\0\0\0\0"), '"brands/a.icc" does not say how colours are mixed from its inks'),
    ],
)
def test_another_file(root: Path, data: bytes, message: str) -> None:
    (root / "leaflets" / "brands" / "a.icc").write_bytes(data)
    assert refused(root, "brands/a.icc") == message


@pytest.mark.parametrize("path", ["../a.icc", "/etc/a.icc", "brands/../../a.icc", "file:///a.icc", "http://a.example/a.icc", "a\\b.icc"])
def test_paths_that_lead_elsewhere(root: Path, path: str) -> None:
    assert refused(root, path) == f'"{path}" is not a plain path below leaflets/'


def test_files_that_are_not_there_or_not_plain(root: Path) -> None:
    assert refused(root, "brands/a.icc") == '"brands/a.icc" cannot be read: no such file or directory'
    assert refused(root, "brands/a.png") == '"brands/a.png" is not an ICC profile'
    outside = root / "outside.icc"
    outside.write_bytes(GOOD)
    (root / "leaflets" / "brands" / "link.icc").symlink_to(outside)
    assert refused(root, "brands/link.icc") == '"brands/link.icc" is a link that leads out of the library'
    os.mkfifo(root / "leaflets" / "brands" / "pipe.icc")
    assert refused(root, "brands/pipe.icc") == '"brands/pipe.icc" cannot be read: no such file or directory'


def test_a_file_beyond_measure(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_profile, "MAX_PROFILE_BYTES", 1024 * 1024)
    (root / "leaflets" / "brands" / "a.icc").write_bytes(b"x" * (1024 * 1024 + 1))
    assert refused(root, "brands/a.icc") == '"brands/a.icc" is larger than 1 MiB'
