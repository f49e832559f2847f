"""`new` and `init`: what they write builds as it is, and they never write over anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading import Pdf
from running import LEAFLETS, leafletgen

MakeLibrary = Callable[..., Path]


@pytest.mark.parametrize("kind", ["handout", "faq", "food-guide"])
def test_every_kind_builds(make_library: MakeLibrary, kind: str) -> None:
    root = make_library()
    result = leafletgen(root, "new", kind, "my-new-leaflet")
    assert (result.exit_code, result.output) == (0, "leaflets/my-new-leaflet.yaml\n")
    text = (root / "leaflets" / "my-new-leaflet.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=schema/leaflet.json\n")
    assert "@" not in text.replace("[@example-guideline]", "")
    built = leafletgen(root, "build", "my-new-leaflet")
    assert built.exit_code == 0, built.stderr
    assert [line for line in built.stderr.splitlines() if "[" in line and "status-draft" not in line] == []
    assert Pdf(root / "dist/my-new-leaflet/my-new-leaflet-en-standard.pdf").information["Title"] == "My new leaflet"


def test_an_existing_leaflet_is_left_alone(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": "mine"})
    result = leafletgen(root, "new", "faq", "a")
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert (root / "leaflets" / "a.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["../a", "a/b", "A", "a b", "", "-a", "a.yaml", "library", "references", "approvals", "ä", "a" * 62, "a\n"]
)
def test_names_that_cannot_be_files(make_library: MakeLibrary, name: str) -> None:
    root = make_library()
    before = sorted(root.rglob("*"))
    result = leafletgen(root, "new", "faq", "--", name)
    assert result.exit_code == 2
    assert "cannot name a leaflet" in result.stderr
    assert sorted(root.rglob("*")) == before


def test_unknown_kinds(make_library: MakeLibrary) -> None:
    root = make_library()
    assert 'there is no kind "hand-out"; did you mean "handout"?' in leafletgen(root, "new", "hand-out", "a").stderr
    result = leafletgen(root, "new", "x", "a")
    assert (result.exit_code, result.stderr) == (2, 'leafletgen: there is no kind "x"; there are: handout, faq, food-guide\n')


def test_new_outside_of_a_library(tmp_path: Path) -> None:
    assert leafletgen(tmp_path, "new", "faq", "a").exit_code == 2


def test_a_new_library_builds_at_once(tmp_path: Path) -> None:
    result = leafletgen(tmp_path, "init", "some where/library")
    assert result.exit_code == 0
    root = tmp_path / "some where" / "library"
    assert (root / "leaflets" / "schema" / "leaflet.json").is_file()
    built = leafletgen(root, "build")
    assert built.exit_code == 0, built.stderr
    assert len(built.stdout.splitlines()) == 3
    assert "error" not in built.stderr
    again = leafletgen(tmp_path, "init", "some where/library")
    assert again.exit_code == 2
    assert "is there already" in again.stderr


def test_the_example_library(tmp_path: Path) -> None:
    assert leafletgen(tmp_path, "init", "--example", "b12").exit_code == 0
    assert [line.split()[0] for line in leafletgen(tmp_path / "b12", "list").stdout.splitlines()] == list(LEAFLETS)
    built = leafletgen(tmp_path / "b12", "build", "b12-questions", "-e", "web", "--quiet")
    assert (built.exit_code, built.output) == (0, "")
    assert leafletgen(tmp_path, "init", "--example", "b12").exit_code == 2


@pytest.mark.parametrize("arguments", [["init", "file"], ["init", "--example", "file/library"], ["init", "/proc/library"]])
def test_a_library_that_cannot_be_written(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "file").write_text("mine")
    result = leafletgen(tmp_path, *arguments)
    assert result.exit_code in (2, 3)
    assert "Traceback" not in result.output
    assert (tmp_path / "file").read_text() == "mine"


def test_a_leaflet_that_cannot_be_written(make_library: MakeLibrary) -> None:
    root = make_library()
    (root / "leaflets" / "a.yaml").symlink_to("/proc/no/such")
    result = leafletgen(root, "new", "faq", "a")
    assert result.exit_code in (2, 3)
    assert "Traceback" not in result.output
