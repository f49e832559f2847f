"""What has changed is built again, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from running import LEAFLET, leafletgen, outputs_in, process, with_content

from leafletgen.build.versions import made_with

MakeLibrary = Callable[..., Path]
ORANGE = LEAFLET.replace("nice-ng239", "green-2017").replace("A leaflet", "Another leaflet")
BRAND = "name: Another\ncontact: {label: Desk, phone: 01632 960 002, hours: 9am to 5pm}\nfeedback: Tell us.\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="{}" height="9"/></svg>'
FIGURE = with_content('text: "Words. [@nice-ng239]"', "figure: {image: images/a.svg, alt: A drawing}")


def web(root: Path, *arguments: str) -> list[dict[str, Any]]:
    """Build web pages, which takes no typesetting; the events."""
    done = leafletgen(root, "build", "-e", "web", "--json", *arguments)
    assert "Traceback" not in done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def built(events: list[dict[str, Any]]) -> list[str]:
    """Leaflets whose output was written."""
    return [event["leaflet"] for event in events if event["event"] == "built"]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    """Two leaflets that cite a reference each, built."""
    root = make_library({"leaflets/a.yaml": FIGURE, "leaflets/b.yaml": ORANGE, "leaflets/images/a.svg": SVG.format(9)})
    assert built(web(root)) == ["a", "b"]
    return root


def test_nothing_to_do(root: Path) -> None:
    before = (root / "dist/manifest.json").read_bytes()
    events = web(root)
    assert built(events) == []
    assert events[-1] == {"event": "done", "built": 0, "unchanged": 2, "failed": 0}
    assert [event["rule"] for event in events if event["event"] == "diagnostic"] == ["status-draft", "status-draft"]
    assert (root / "dist/manifest.json").read_bytes() == before


@pytest.mark.catalogued
def test_nothing_to_do_loads_neither_models_nor_engine_nor_templates(root: Path) -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(sorted({'pydantic', 'weasyprint', 'jinja2', 'rich', 'babel', 'PIL'} & sys.modules.keys())))"
    )
    done = process(root, "build", "-e", "web", "--quiet", code=code)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "[]", "")


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("leaflets/a.yaml", "Words.", "Other words.", ["a"]),
        ("leaflets/a.yaml", "kind: handout", "# a comment\nkind: handout", []),
        ("leaflets/images/a.svg", 'width="9" height="9"/>', 'width="8" height="9"/>', ["a"]),
        ("leaflets/references.yaml", "Vitamin B12 deficiency", "Lack of vitamin B12", ["a"]),
        ("leaflets/references.yaml", "title: Vitamin B12,", "title: On vitamin B12,", ["b"]),
        ("leaflets/references.yaml", "references:", "# sources\nreferences:", []),
        ("leaflets/library.yaml", "editions: [standard]", "editions: [standard]\nsite: https://leaflets.example", ["a", "b"]),
        ("leaflets/library.yaml", "editions: [standard]", "editions: [standard, mono]", []),
        ("leaflets/brands/clinic.yaml", "A clinic", "The clinic", ["a", "b"]),
    ],
)
def test_a_change_builds_what_prints_it(root: Path, file: str, old: str, new: str, changed: list[str]) -> None:
    change(root / file, old, new)
    assert built(web(root)) == changed
    assert built(web(root)) == []


def test_a_library_lays_its_own_files_over_the_built_in_ones(root: Path, builtin: Path) -> None:
    """A template that only `a` uses, and a stylesheet that both do: they did not exist when these were built."""
    figure = (builtin / "templates/blocks/figure.html").read_text("utf-8")
    (root / "templates/blocks").mkdir(parents=True)
    (root / "templates/blocks/figure.html").write_text(figure + "<!-- ours -->", "utf-8")
    assert built(web(root)) == ["a"]
    (root / "styles").mkdir()
    (root / "styles/handout.css").write_text("h1 { color: black }", "utf-8")
    assert built(web(root)) == ["a", "b"]
    shutil.rmtree(root / "templates")
    assert built(web(root)) == ["a"]


def test_a_brand_changes_its_own_outputs(make_library: MakeLibrary) -> None:
    root = make_library(
        {
            "leaflets/a.yaml": LEAFLET,
            "leaflets/brands/other.yaml": BRAND,
            "leaflets/library.yaml": "brands: [clinic, other]\neditions: [web]\n",
        }
    )
    web(root)
    change(root / "leaflets/brands/other.yaml", "Another", "Yet another")
    assert [event["path"] for event in web(root) if event["event"] == "built"] == ["dist/other/a/a-en-web.html"]


def test_an_output_that_was_touched_or_lost_is_built_again(root: Path) -> None:
    page = root / "dist/a/a-en-web.html"
    before = page.read_bytes()
    page.write_bytes(before.replace(b"Words", b"Sword"))
    assert built(web(root)) == ["a"]
    (root / "dist/b/b-en-web.html").unlink()
    assert built(web(root)) == ["b"]
    assert page.read_bytes() == before


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"format": 99}', b'{"format": 1, "outputs": 1}', b"\xff\x00"])
def test_a_manifest_that_cannot_be_used_is_written_anew(root: Path, manifest: bytes) -> None:
    before = (root / "dist/manifest.json").read_bytes()
    (root / "dist/manifest.json").write_bytes(manifest)
    assert built(web(root)) == ["a", "b"]
    assert (root / "dist/manifest.json").read_bytes() == before


def test_what_failed_is_told_again_and_built_once_it_is_mended(root: Path) -> None:
    page = (root / "dist/a/a-en-web.html").read_bytes()
    change(root / "leaflets/a.yaml", "@nice-ng239", "@nice-ng240")
    for _ in range(2):
        events = web(root)
        assert events[-1] == {"event": "done", "built": 0, "unchanged": 1, "failed": 1}
        assert [event["rule"] for event in events if event.get("severity") == "error"] == ["citation-unknown"]
    assert (root / "dist/a/a-en-web.html").read_bytes() == page
    change(root / "leaflets/references.yaml", "nice-ng239", "nice-ng240")
    assert web(root)[-1] == {"event": "done", "built": 1, "unchanged": 1, "failed": 0}


def test_a_template_that_was_broken_is_tried_again(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates/handout.html").write_text("{{ nothing }}", "utf-8")
    assert web(root)[-1]["failed"] == 2
    (root / "templates/handout.html").unlink()
    assert web(root)[-1] == {"event": "done", "built": 0, "unchanged": 2, "failed": 0}


def test_a_day_that_changes_something(root: Path) -> None:
    """2028-01-01 is the review date."""
    assert built(web(root, "--today", "2028-01-01")) == []
    assert built(web(root, "--today", "2028-01-02")) == ["a", "b"]
    assert built(web(root, "--today", "2031-01-01")) == []
    assert built(web(root, "--today", "2027-06-01")) == ["a", "b"]


def test_a_waiver_that_ends(make_library: MakeLibrary) -> None:
    waiver = "check: {ignore: [{rule: dose-decimal, reason: a name, until: 2026-12-31}]}\n"
    root = make_library({"leaflets/a.yaml": LEAFLET.replace("Some words", "Take 5.0 mg") + waiver})
    assert built(web(root, "--today", "2026-12-31")) == ["a"]
    assert web(root, "--today", "2027-01-01")[-1]["failed"] == 1


def test_an_approval_is_of_one_leaflet(root: Path) -> None:
    done = leafletgen(root, "approve", "a", "--by", "Dr Ada Gray", "--role", "Consultant", "--today", "2026-11-22")
    assert done.exit_code == 0, done.output
    assert built(web(root)) == ["a"]
    released = leafletgen(root, "build", "-e", "web", "--release", "--quiet")
    assert (released.exit_code, released.stderr.count("error[status-draft]")) == (1, 1)
    assert "leaflets/b.yaml" in released.stderr
    assert web(root)[-1] == {"event": "done", "built": 0, "unchanged": 2, "failed": 0}


def test_a_leaflet_that_is_gone(root: Path) -> None:
    (root / "leaflets/b.yaml").unlink()
    events = web(root)
    assert [event["path"] for event in events if event["event"] == "gone"] == ["dist/b/b-en-web.html"]
    assert outputs_in(root / "dist") == {"a/a-en-web.html", "b/b-en-web.html"}
    events = web(root, "--prune")
    assert [event["path"] for event in events if event["event"] == "removed"] == ["dist/b/b-en-web.html"]
    assert outputs_in(root / "dist") == {"a/a-en-web.html"}
    assert not (root / "dist/b").exists()
    assert "gone" not in {event["event"] for event in web(root)}


def test_a_dry_run_says_why_and_writes_nothing(root: Path) -> None:
    def planned() -> dict[str, str]:
        return {Path(event["path"]).stem: event["why"] for event in web(root, "--dry-run") if event["event"] == "planned"}

    assert planned() == {}
    change(root / "leaflets/a.yaml", "kind: handout", "# a comment\nkind: handout")
    assert planned() == {}
    change(root / "leaflets/a.yaml", "Words", "Other words")
    change(root / "leaflets/references.yaml", "title: Vitamin B12,", "title: On vitamin B12,")
    (root / "leaflets/c.yaml").write_text(LEAFLET, "utf-8")
    before = (root / "dist/manifest.json").read_bytes()
    assert planned() == {
        "a-en-web": "leaflets/a.yaml changed",
        "b-en-web": "leaflets/references.yaml: green-2017 changed",
        "c-en-web": "new",
    }
    assert (root / "dist/manifest.json").read_bytes() == before
    assert outputs_in(root / "dist") == {"a/a-en-web.html", "b/b-en-web.html"}


def test_a_folder_from_a_cache_is_as_good(root: Path, tmp_path: Path) -> None:
    """Another place, another library folder, other times of the files."""
    shutil.copytree(root / "leaflets", tmp_path / "elsewhere/leaflets")
    (tmp_path / "elsewhere/dist").mkdir()
    for path in (root / "dist").rglob("*"):
        if path.is_file() and path.name != ".lock":
            place = tmp_path / "elsewhere/dist" / path.relative_to(root / "dist")
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(path.read_bytes())
    assert web(tmp_path / "elsewhere")[-1] == {"event": "done", "built": 0, "unchanged": 2, "failed": 0}
    assert str(tmp_path) not in (root / "dist/manifest.json").read_text("utf-8")


def test_other_versions_make_everything_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = made_with() | {"pango": "99.0"}
    monkeypatch.setattr("leafletgen.build.agenda.made_with", lambda: versions)
    why = [event["why"] for event in web(root, "a", "--dry-run") if event["event"] == "planned"]
    assert why[0].startswith("pango is 99.0, was ")
    assert built(web(root, "a")) == ["a"]
    # What this build did not look at is still known to be older.
    assert built(web(root)) == ["b"]


def test_a_sheet_and_the_pages_beside_it_are_one_output(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    assert leafletgen(root, "build", "-e", "booklet", "--quiet").exit_code == 0
    assert "0 outputs built, 1 unchanged" in leafletgen(root, "build", "-e", "booklet").stderr
    (root / "dist/a/a-en-booklet-pages.pdf").unlink()
    assert "2 outputs built" in leafletgen(root, "build", "-e", "booklet").stderr


def test_two_leaflets_share_what_the_manifest_says_of_their_inputs(root: Path) -> None:
    manifest = json.loads((root / "dist/manifest.json").read_text("utf-8"))
    assert len(manifest["shared_inputs"]) == 2  # one of them shows a figure
    for output in manifest["outputs"].values():
        assert output["inputs"][f"leaflets/{output['leaflet']}.yaml"]
        assert "templates/base.html" in manifest["shared_inputs"][output["shared_inputs"]]


@pytest.mark.catalogued
def test_the_catalogue_goes_with_the_outputs(root: Path) -> None:
    index, listing = root / "dist/index.html", root / "dist/catalogue.json"
    assert built(web(root)) == []
    assert {text["title"] for entry in json.loads(listing.read_text("utf-8"))["leaflets"] for text in entry["texts"]} == {
        "A leaflet",
        "Another leaflet",
    }
    before = index.read_bytes(), listing.read_bytes()
    index.unlink()
    assert built(web(root)) == []
    assert (index.read_bytes(), listing.read_bytes()) == before
    change(root / "leaflets/b.yaml", "Another leaflet", "A third leaflet")
    assert built(web(root)) == ["b"]
    assert "A third leaflet" in index.read_text("utf-8")
    (root / "leaflets/b.yaml").unlink()
    web(root, "--prune")
    assert "A third leaflet" not in index.read_text("utf-8")
    (root / "styles").mkdir()
    (root / "styles/catalogue.css").write_text("h1 { color: black }", "utf-8")
    assert built(web(root)) == []
    assert "h1 { color: black }" in index.read_text("utf-8")
