"""The catalogue's files: what is listed, pictures that are kept, equal bytes, and what goes wrong."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cataloguing import BRAND, FACTS, example, example_library, file_of, manifest_of, many, record
from jsonschema import Draft202012Validator
from PIL import Image
from running import REPOSITORY

from leafletgen.build.catalogue import write_catalogue
from leafletgen.build.catalogue.gather import Order, gather
from leafletgen.build.catalogue.pictures import first_page, picture_path
from leafletgen.build.manifest import Manifest, read_manifest, write_manifest
from leafletgen.build.order import FAILED, WITHDRAWN
from leafletgen.build.output import CannotWrite, File

NO_FILE = File("a/a-en-standard.pdf", "0" * 64, 1)
Stamps = dict[str, tuple[int, bytes]]


@pytest.fixture
def dist(tmp_path: Path, shared_folder: Path) -> Path:
    """The example library, built, with its manifest."""
    folder = tmp_path / "dist"
    example(folder, shared_folder)
    return folder


def write(dist: Path, manifest: Manifest | None = None) -> Stamps:
    """Write the catalogue; when each of its files was written, and what is in it."""
    assert write_catalogue(dist, manifest or read_manifest(dist), example_library(), REPOSITORY) == ()
    files = [dist / "index.html", dist / "catalogue.json", *dist.glob("pictures/*")]
    return {path.relative_to(dist).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_equal_manifests_give_equal_bytes_anywhere(dist: Path, tmp_path: Path) -> None:
    shutil.copytree(dist, tmp_path / "other" / "place")
    first, second = write(dist), write(tmp_path / "other" / "place")
    assert {name: data for name, (_, data) in first.items()} == {name: data for name, (_, data) in second.items()}
    assert str(tmp_path).encode() not in b"".join(data for _, data in first.values())
    turned = read_manifest(dist)
    turned.records = dict(reversed(turned.records.items()))
    shutil.rmtree(dist / "pictures")
    assert {name: data for name, (_, data) in write(dist, turned).items()} == {name: data for name, (_, data) in first.items()}


def test_nothing_is_written_when_nothing_changed(dist: Path) -> None:
    assert write(dist) == write(dist)
    assert not (dist / ".tmp").exists()


def test_one_change_draws_one_picture_and_the_old_one_goes(dist: Path) -> None:
    before = write(dist)
    path = "b12-questions/b12-questions-en-standard.pdf"
    shutil.copy(dist / "b12-questions/b12-questions-en-large-print.pdf", dist / path)
    manifest = read_manifest(dist)
    manifest.records[path] = replace(manifest.records[path], file=file_of(dist, path))
    (dist / "pictures" / "mine.webp").write_bytes(b"not ours")
    after = write(dist, manifest)
    gone, new = before.keys() - after.keys(), after.keys() - before.keys() - {"pictures/mine.webp"}
    assert (len(gone), len(new)) == (1, 1)
    kept = [name for name in before.keys() & after.keys() if name.startswith("pictures/")]
    assert len(kept) == 2
    assert all(before[name] == after[name] for name in kept)


def test_the_picture_is_small_and_of_the_first_page(dist: Path) -> None:
    write(dist)
    pdf = file_of(dist, "b12-nerve-health/b12-nerve-health-en-standard.pdf")
    path = dist / picture_path(pdf)
    with Image.open(path) as picture:
        assert picture.format == "WEBP"
        assert picture.size in ((240, 339), (240, 340))
        assert len(picture.convert("L").getcolors() or ()) > 20, "an empty page"
    assert path.stat().st_size < 20_000
    assert first_page((dist / pdf.path).read_bytes()) == path.read_bytes()


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_has_no_picture(data: bytes, dist: Path) -> None:
    with pytest.raises(ValueError, match="no PDF that can be drawn"):
        first_page(data)
    path = "b12-questions/b12-questions-en-standard.pdf"
    (dist / path).write_bytes(data)
    manifest = read_manifest(dist)
    manifest.records[path] = replace(manifest.records[path], file=file_of(dist, path))
    write(dist, manifest)
    listed = {leaflet["name"]: leaflet["picture"] for leaflet in catalogue(dist)["leaflets"]}
    assert listed["b12-questions"] is None
    assert listed["b12-food-guide"]


def catalogue(dist: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((dist / "catalogue.json").read_bytes())
    schema = json.loads((REPOSITORY / "leaflets/schema/catalogue.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    return found


def test_the_data_say_what_the_manifest_does(dist: Path) -> None:
    write(dist)
    found = catalogue(dist)
    assert (found["format"], found["publisher"], found["site"]) == (1, "Riverside Health Centre", "https://leaflets.riverside.example")
    assert [leaflet["name"] for leaflet in found["leaflets"]] == ["b12-food-guide", "b12-nerve-health", "b12-questions"]
    text = found["leaflets"][1]["texts"][0]
    assert text["summary"] == "Low vitamin B12 can harm nerves. Treatment that starts early helps most people."
    assert (text["state"], text["approved"], text["codes"]["icd10"]) == ("draft", None, ["E53.8"])
    standard, large, web = text["outputs"]
    assert (standard["edition"], standard["media_type"], standard["pages"]) == ("standard", "application/pdf", 5)
    assert (large["edition"], web["media_type"], web["current"]) == ("large-print", "text/html", True)
    assert {key: standard[key] for key in ("path", "sha256", "size")} == {
        key: getattr(file_of(dist, standard["path"]), key) for key in ("path", "sha256", "size")
    }


def test_failed_and_withdrawn_leaflets(dist: Path) -> None:
    facts = FACTS["b12-questions"]
    older = replace(facts, version="1.1", published="2025-01-01", title="As it was")
    listing = gather(
        manifest_of(
            [
                record("a", "standard", facts, NO_FILE),
                record("a", "mono", older, replace(NO_FILE, path="a/a-en-mono.pdf"), state=FAILED),
                record("a", "web", None, None, state=FAILED),
                record("b", "standard", facts, None, state=FAILED),
                record("c", "standard", replace(facts, title="Recalled"), None, state=WITHDRAWN),
                record("d", "standard", None, None, state=WITHDRAWN),
                record("e", "standard", None, None, state=FAILED),
            ]
        ),
        Order(),
    )
    both, none = listing.entries
    assert both.first.facts.title == facts.title
    assert [(d.edition, d.current, d.facts.version) for d in both.first.downloads] == [("mono", False, "1.1"), ("standard", True, "1.2")]
    assert (none.leaflet, none.first.downloads) == ("b", ())
    assert [(gone.leaflet, gone.title) for gone in listing.withdrawn] == [("c", "Recalled"), ("d", "")]


def test_order_is_that_of_the_settings() -> None:
    names = [("en", "x"), ("cy", "x"), ("ar", "y"), ("en", "y")]
    records = [
        record("a", edition, FACTS["b12-questions"], replace(NO_FILE, path=f"{number}{edition}.pdf"), language=language, brand=brand)
        for number, (language, brand) in enumerate(names)
        for edition in ("mono", "standard", "a5")
    ]
    (entry,) = gather(manifest_of(records), Order(("cy", "en"), ("y", "x"), ("standard", "mono"))).entries
    assert [(text.language, text.brand) for text in entry.texts] == [("cy", "x"), ("en", "y"), ("en", "x"), ("ar", "y")]
    assert [download.edition for download in entry.first.downloads] == ["standard", "mono", "a5"]


def test_sheets_are_pictured_by_their_pages(dist: Path) -> None:
    pages = file_of(dist, "b12-questions/b12-questions-en-standard.pdf")
    sheets = replace(pages, path="q/q-en-booklet.pdf", sha256="5" * 64)
    booklet = record("q", "booklet", FACTS["b12-questions"], sheets, companion=pages, sheets=2)
    write(dist, manifest_of([booklet]))
    (leaflet,) = catalogue(dist)["leaflets"]
    assert leaflet["picture"] == str(picture_path(pages))
    html = (dist / "index.html").read_text("utf-8")
    assert "2 sheets, for paper only" in html
    assert f'href="{pages.path}"' in html


def test_a_library_lays_its_own_over_the_template(dist: Path, make_library) -> None:  # type: ignore[no-untyped-def]
    root = make_library({"templates/catalogue.html": "<p>{{ brand.name }}: {{ leaflets | length }}</p>{{ head }}"})
    assert write_catalogue(dist, read_manifest(dist), example_library(root), REPOSITORY) == ()
    assert (dist / "index.html").read_text("utf-8").startswith("<p>A clinic: 3</p><meta")


def test_a_broken_template_is_told_and_the_data_are_written(dist: Path, make_library) -> None:  # type: ignore[no-untyped-def]
    root = make_library({"templates/catalogue.html": "<p>{{ nothing }}</p>"})
    (problem,) = write_catalogue(dist, read_manifest(dist), example_library(root), REPOSITORY)
    assert (problem.rule, problem.span.file, problem.span.line) == ("template", "templates/catalogue.html", 1)
    assert catalogue(dist)["publisher"] == "A clinic"
    assert not (dist / "index.html").exists()


def test_a_language_without_words_of_its_own_is_shown_in_english(dist: Path, make_library) -> None:  # type: ignore[no-untyped-def]
    settings = "brands: [clinic]\neditions: [standard]\nlanguages: [cy]\n"
    assert write_catalogue(dist, read_manifest(dist), example_library(make_library({"leaflets/library.yaml": settings})), REPOSITORY) == ()
    assert '<html lang="en"' in (dist / "index.html").read_text("utf-8")


def test_an_empty_manifest(tmp_path: Path) -> None:
    write(tmp_path, Manifest())
    assert catalogue(tmp_path)["leaflets"] == []
    assert "There are no leaflets yet." in (tmp_path / "index.html").read_text("utf-8")
    assert not (tmp_path / "pictures").exists()


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("a file")
    with pytest.raises(CannotWrite, match=r"cannot write .*catalogue\.json"):
        write_catalogue(tmp_path / "dist", Manifest(), example_library(), REPOSITORY)


def test_a_thousand_leaflets_take_little_time(dist: Path) -> None:
    manifest = many(1000, file_of(dist, "b12-questions/b12-questions-en-standard.pdf"))
    write(dist, manifest_of([record("a", "standard", FACTS["b12-questions"], NO_FILE)]))
    before = time.process_time()
    write_manifest(dist, manifest)
    reference = time.process_time() - before
    before = time.process_time()
    write(dist, manifest)
    # 0.6 to 0.9 s of a processor, with drawing none; the manifest itself 0.15 s.
    assert time.process_time() - before < max(12 * reference, 3)
    assert BRAND in (dist / "catalogue.json").read_text("utf-8")
