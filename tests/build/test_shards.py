"""A library that several machines build a part of each, and the parts joined again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import WriteLibrary
from running import LEAFLET, leafletgen

from leafletgen.build.job import Form, Holdings
from leafletgen.build.manifest import read_manifest
from leafletgen.build.plan import Request, Shard, plan_build

MakeLibrary = Callable[..., Path]
NAMES = tuple("abcdefg")
PARTS = ("part-1", "part-2", "part-3")
pytestmark = pytest.mark.catalogued
A, B = "a/a-en-standard.pdf", "b/b-en-standard.pdf"


def holdings(leaflets: int) -> Holdings:
    names = tuple(f"leaflet-{number:03}" for number in range(leaflets))
    forms = {edition: Form("pdf", 1, "A4") for edition in ("standard", "mono")}
    return Holdings(names, ("en",), ("clinic", "other"), tuple(forms), ("clinic", "other"), forms, {})


@pytest.mark.parametrize("of", [1, 2, 5, 7, 60])
def test_parts_cover_all_once_and_are_even(of: int) -> None:
    library = holdings(53)
    parts = [plan_build(library, Request(shard=Shard(number, of))) for number in range(1, of + 1)]
    assert sorted(job for part in parts for job in part) == sorted(plan_build(library, Request()))
    leaflets = [{job.leaflet for job in part} for part in parts]
    assert sum(len(part) for part in leaflets) == 53
    assert max(map(len, leaflets)) - min(map(len, leaflets)) <= 1
    assert parts == [plan_build(library, Request(shard=Shard(number, of))) for number in range(1, of + 1)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, write_library: WriteLibrary) -> Path:
    """A library built whole into `whole`, and in three parts; one leaflet has errors, one is withdrawn, sheets have pages beside them."""
    leaflets: dict[str, str | bytes | None] = {f"leaflets/{name}.yaml": LEAFLET.replace("A leaflet", name) for name in NAMES}
    leaflets["leaflets/f.yaml"] = LEAFLET.replace("nice-ng239", "nice-ng238")
    leaflets["leaflets/g.yaml"] = LEAFLET + "withdrawn: {on: 2026-03-01, reason: A mistake}\n"
    root = write_library(
        tmp_path_factory.mktemp("shards"), leaflets | {"leaflets/library.yaml": "brands: [clinic]\neditions: [standard, booklet]\n"}
    )
    with pytest.MonkeyPatch.context() as patch:  # as for each test
        patch.setattr("leafletgen.html.self_contained.web_font", lambda font, text: b"")
        assert leafletgen(root, "build", "-o", "whole", "--quiet").exit_code == 1
        for number, part in enumerate(PARTS, 1):
            leafletgen(root, "build", "-o", part, "--quiet", "--shard", f"{number}/3")
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A copy of the library and its parts, to do with as a test likes."""
    return Path(shutil.copytree(made, tmp_path / "library"))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def test_each_part_has_outputs_and_a_manifest_of_its_own(made: Path) -> None:
    found = {part: {record.job.leaflet for record in read_manifest(made / part).records.values()} for part in PARTS}
    assert found == {"part-1": {"a", "d", "g"}, "part-2": {"b", "e"}, "part-3": {"c", "f"}}
    assert {path.parent.name for path in (made / "part-2").glob("*/*.pdf")} == {"b", "e"}


def test_nothing_of_other_parts_is_gone(root: Path) -> None:
    (root / "leaflets/b.yaml").unlink()
    told = leafletgen(root, "build", "-o", "whole", "--shard", "1/3")
    assert "is of a leaflet, edition or brand that is gone" in told.stderr
    assert {line.split()[0] for line in told.stderr.splitlines() if "that is gone" in line} == {
        f"whole/b/b-en-{name}.pdf" for name in ("standard", "booklet", "booklet-pages")
    }
    before = contents(root / "whole")
    assert "removed whole/b/b-en-standard.pdf" in leafletgen(root, "build", "-o", "whole", "--shard", "1/3", "--prune").stderr
    after = contents(root / "whole")
    assert {name for name in before if name not in after and name.endswith(".pdf")} == {name for name in before if name.startswith("b/")}


def test_merged_parts_are_what_one_build_would_have_written(root: Path) -> None:
    result = leafletgen(root, "manifest", "merge", *PARTS, "-o", "dist")
    assert result.exit_code == 0
    assert contents(root / "dist") == contents(root / "whole")
    assert sorted(result.stdout.splitlines()) == sorted(f"dist/{name}" for name in contents(root / "whole") if name.endswith(".pdf"))
    assert result.stderr == "10 outputs of 3 parts in dist, 2 not built\n"
    before = {path: path.stat().st_mtime_ns for path in (root / "dist").rglob("*") if path.name != ".lock"}
    build = leafletgen(root, "build")
    assert (build.stdout, build.exit_code) == ("", 1)
    assert "10 unchanged, 2 not built" in build.stderr
    again = leafletgen(root, "manifest", "merge", *reversed(PARTS), "-o", "dist")
    assert (again.exit_code, again.stdout) == (0, "")
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert not (root / "dist/.tmp").exists()


def test_a_part_may_be_joined_with_others_where_it_is(root: Path) -> None:
    result = leafletgen(root, "manifest", "merge", *PARTS, "-o", "part-1", "--json")
    assert result.exit_code == 0
    assert contents(root / "part-1") == contents(root / "whole")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert events[-1] == {"event": "done", "outputs": 14, "written": 9, "failed": 2}
    assert {"event": "merged", "path": f"part-1/{B}", "size": (root / "whole" / B).stat().st_size} in events
    assert leafletgen(root, "manifest", "merge", *PARTS, "-o", "part-1", "--quiet").output == ""


def test_away_from_the_library_the_catalogue_is_left_to_the_next_build(root: Path, tmp_path: Path) -> None:
    parts = [f"library/{part}" for part in PARTS]
    assert leafletgen(tmp_path, "manifest", "merge", *parts, "-o", "library/part-1").exit_code == 0
    assert not (root / "part-1/index.html").exists()
    assert "10 unchanged" in leafletgen(root, "build", "-o", "part-1").stderr
    assert contents(root / "part-1") == contents(root / "whole")


@pytest.mark.parametrize(("change", "what"), [("damage", "not as it was written"), ("remove", "gone")])
def test_a_damaged_file_is_named_and_nothing_is_written(root: Path, change: str, what: str) -> None:
    if change == "damage":
        (root / "part-1" / A).write_bytes((root / "part-1" / A).read_bytes()[:-1] + b"?")
    else:
        (root / "part-1" / A).unlink()
    result = leafletgen(root, "manifest", "merge", *PARTS, "-o", "dist")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"leafletgen: part-1/{A} is {what}: build that part again\nleafletgen: nothing was merged\n"
    assert not (root / "dist").exists()


def test_parts_of_different_versions_of_the_library_are_refused(root: Path) -> None:
    (root / "leaflets/library.yaml").write_text("brands: [clinic]\neditions: [standard]\n")
    leafletgen(root, "build", "-o", "part-2", "--quiet", "--shard", "2/3")
    result = leafletgen(root, "manifest", "merge", *PARTS, "-o", "dist")
    assert result.exit_code == 1
    told = "part-1 and part-2 are not of the same library: leaflets/library.yaml is not the same; build all parts of one version of it"
    assert result.stderr.splitlines()[0] == f"leafletgen: {told}"


def test_parts_of_different_leaflets_are_refused(root: Path) -> None:
    (root / "leaflets/h.yaml").write_text(LEAFLET)
    leafletgen(root, "build", "-o", "part-2", "--quiet", "--shard", "2/3")
    result = leafletgen(root, "manifest", "merge", *PARTS, "-o", "dist")
    assert "part-1 and part-2 are not of the same library: they do not hold the same leaflets" in result.stderr


def test_parts_of_different_styles_are_refused(root: Path) -> None:
    (root / "styles").mkdir()
    (root / "styles/tokens.css").write_text(":root { --own: 1 }")
    leafletgen(root, "build", "e", "-e", "standard", "-o", "part-2", "--quiet")
    result = leafletgen(root, "manifest", "merge", *PARTS, "-o", "dist")
    assert result.exit_code == 1
    assert "part-1 and part-2 are not of the same library: styles/tokens.css is not the same" in result.stderr


def test_of_two_versions_of_an_output_the_librarys_is_taken(root: Path, tmp_path: Path) -> None:
    """As where a cache brought every part an older build of all leaflets."""
    for part in PARTS:
        shutil.copytree(root / "whole", root / part, dirs_exist_ok=True)
    changed = root / "leaflets/b.yaml"
    changed.write_text(changed.read_text().replace("Some words", "Other words"))
    for number, part in enumerate(PARTS, 1):
        leafletgen(root, "build", "-o", part, "--quiet", "--shard", f"{number}/3")
    away = leafletgen(tmp_path, "manifest", "merge", *(f"library/{part}" for part in PARTS), "-o", "dist")
    assert away.exit_code == 1
    told = f"library/part-1 and library/part-2 hold different outputs {B}: leaflets/b.yaml was not the same"
    assert f"{told}; run this in the library, which says which is current" in away.stderr
    assert leafletgen(root, "manifest", "merge", *PARTS, "-o", "dist").exit_code == 0
    leafletgen(root, "build", "-o", "whole", "--quiet")
    assert contents(root / "dist") == contents(root / "whole")
    changed.write_text(changed.read_text().replace("Other words", "New words"))
    neither = leafletgen(root, "manifest", "merge", *PARTS, "-o", "new")
    assert "neither is of the library as it is now: build them again" in neither.stderr


def test_same_inputs_with_other_contents_or_versions_are_told(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "part-1", root / "other")
    data = json.loads((root / "other/manifest.json").read_text())
    data["outputs"][A]["pages"] = 7
    (root / "other/manifest.json").write_text(json.dumps(data))
    result = leafletgen(root, "manifest", "merge", *PARTS, "other", "-o", "dist")
    assert f"part-1 and other hold different outputs {A}: although they were made from the same files; build them again" in result.stderr
    (versions,) = data["made_with"].values()
    data["made_with"] = {"new": versions | {"pango": "1.99"}}
    for record in data["outputs"].values():
        record["made_with"] = "new"
    (root / "other/manifest.json").write_text(json.dumps(data))
    assert leafletgen(root, "manifest", "merge", "other", *PARTS, "-o", "dist").exit_code == 0
    # Of the two, part-1 is of the versions that this machine would build with.
    assert read_manifest(root / "dist").records[A].pages == 1
    result = leafletgen(tmp_path, "manifest", "merge", *(f"library/{part}" for part in (*PARTS, "other")), "-o", "dist")
    told = f"library/part-1 and library/other hold different outputs {A}: they were made with different versions of pango"
    assert f"{told}; build both with the same" in result.stderr


def test_a_folder_that_is_no_part(root: Path) -> None:
    (root / "empty").mkdir()
    for folder in ("empty", "nowhere"):
        result = leafletgen(root, "manifest", "merge", "part-1", folder, "-o", "dist")
        assert (result.exit_code, result.stderr) == (
            2,
            f"leafletgen: {folder} has no manifest.json: it is not the output folder of a build\n",
        )
    (root / "empty/manifest.json").write_text("{")
    result = leafletgen(root, "manifest", "merge", "part-1", "empty", "-o", "dist")
    assert result.exit_code == 1
    assert "empty/manifest.json cannot be used: it is damaged, or of another version of leafletgen" in result.stderr


def test_outputs_that_no_part_has_are_not_forgotten(root: Path) -> None:
    before = contents(root / "whole")
    result = leafletgen(root, "manifest", "merge", "part-2", "part-3", "-o", "whole")
    assert result.exit_code == 2
    assert "whole holds outputs that no part has, as a/a-en-booklet.pdf, a/a-en-standard.pdf" in result.stderr
    assert contents(root / "whole") == before


@pytest.mark.parametrize("name", ["../out.pdf", "/out.pdf", ".lock", "manifest.json", ".tmp/x", "a\\..\\x"])
def test_a_manifest_that_names_places_elsewhere_is_refused(root: Path, name: str) -> None:
    data = json.loads((root / "part-1/manifest.json").read_text())
    data["outputs"][A]["file"]["path"] = name
    (root / "part-1/manifest.json").write_text(json.dumps(data))
    result = leafletgen(root, "manifest", "merge", *PARTS, "-o", "dist")
    assert result.exit_code == 1
    assert f'part-1/manifest.json names "{name}", which is no place for an output' in result.stderr
    assert not (root / "dist").exists()


def test_a_folder_that_cannot_be_written(root: Path) -> None:
    (root / "dist").write_text("")
    assert leafletgen(root, "manifest", "merge", *PARTS, "-o", "dist").exit_code == 2
    result = leafletgen(root, "manifest", "merge", *PARTS, "-o", "dist/below")
    assert result.exit_code == 3
    assert "cannot write dist/below" in result.stderr
