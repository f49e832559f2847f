"""`leafletgen export`: names that OpenEMR looks for, resources that keep to FHIR R4, and what ends an export."""

from __future__ import annotations

import base64
import json
import re
import shutil
from dataclasses import replace
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest
from cataloguing import BRAND, FACTS, example, file_of, record
from running import REPOSITORY, leafletgen

from leafletgen.build.export.fhir import MAX_ID, fhir_id, full_url
from leafletgen.build.manifest import Manifest, read_manifest, write_manifest
from leafletgen.build.order import WITHDRAWN


@pytest.fixture
def library(tmp_path: Path, shared_folder: Path) -> Path:
    """A copy of the example library, built: a draft and an approved leaflet with codes, an overdue one without."""
    shutil.copytree(REPOSITORY / "leaflets", tmp_path / "leaflets")
    example(tmp_path / "dist", shared_folder)
    return tmp_path


def add(library: Path, name: str, **more: Any) -> Manifest:
    """One more output, of the bytes of another; its facts are ``facts``."""
    manifest = read_manifest(library / "dist")
    path = f"{name}/{name}-en-standard.pdf"
    (library / "dist" / name).mkdir(exist_ok=True)
    shutil.copy(library / "dist/b12-questions/b12-questions-en-standard.pdf", library / "dist" / path)
    manifest.records[path] = record(name, "standard", more.pop("facts"), file_of(library / "dist", path), **more)
    write_manifest(library / "dist", manifest)
    return manifest


class TestOpenEmr:
    def test_names_are_those_that_it_looks_for(self, library: Path) -> None:
        done = leafletgen(library, "export", "--openemr", "edu")
        assert (done.exit_code, done.stdout) == (0, "edu/icd10_d51.9_en.pdf  b12-questions\nedu/icd10_e53.8_en.pdf  b12-questions\n")
        assert done.stderr.splitlines() == [
            "b12-food-guide (en) is left out: it has no clinical codes: add `codes:` to the leaflet",
            "b12-nerve-health (en) is left out: it is a draft, not for patients",
            "2 files for OpenEMR",
        ]
        standard = library / "dist/b12-questions/b12-questions-en-standard.pdf"
        assert (library / "edu/icd10_e53.8_en.pdf").read_bytes() == standard.read_bytes()
        # As its own check has it: education.php makes names of lower case, check_file_dir_name refuses other characters.
        assert all(re.fullmatch(r"[a-z0-9_.-]+", path.name) for path in (library / "edu").iterdir())

    def test_conflicts_are_told(self, library: Path) -> None:
        done = leafletgen(library, "export", "--openemr", "edu", "--drafts")
        assert "b12-questions is left out under icd10_e53.8_en.pdf: b12-nerve-health has the same code and comes first" in done.stderr
        assert "edu/snomed_190634004_en.pdf  b12-nerve-health" in done.stdout

    def test_languages_and_names_that_it_does_not_take(self, library: Path) -> None:
        facts = replace(FACTS["b12-questions"], codes={"icd10": ("A 1/../x", "Z1"), "rxnorm": ("6809",)})
        add(library, "spanish", facts=facts, language="es-MX")
        add(library, "welsh", facts=facts, language="cy")
        done = leafletgen(library, "export", "--openemr", "edu")
        assert "edu/rxcui_6809_es.pdf  spanish" in done.stdout
        assert "spanish (es-MX) is left out under icd10_a 1/../x_es.pdf: OpenEMR takes no such name" in done.stderr
        assert "welsh (cy) is left out: OpenEMR asks for local content in English and Spanish only" in done.stderr

    def test_what_is_no_longer_offered_goes(self, library: Path) -> None:
        leafletgen(library, "export", "--openemr", "edu")
        (library / "edu/icd10_a00_en.pdf").write_bytes(b"of somebody else")
        manifest = read_manifest(library / "dist")
        for path, each in manifest.records.items():
            if each.job.leaflet == "b12-questions":
                manifest.records[path] = replace(each, state=WITHDRAWN, file=None)
        write_manifest(library / "dist", manifest)
        done = leafletgen(library, "export", "--openemr", "edu", "--json")
        events = [json.loads(line) for line in done.stdout.splitlines()]
        assert [event["path"] for event in events if event["event"] == "removed"] == ["edu/icd10_d51.9_en.pdf", "edu/icd10_e53.8_en.pdf"]
        assert sorted(path.name for path in (library / "edu").iterdir()) == ["icd10_a00_en.pdf", "leafletgen-export.json"]

    def test_quiet_and_brand(self, library: Path) -> None:
        done = leafletgen(library, "export", "--openemr", "edu", "--quiet", "-b", "riverside-pharmacy")
        assert (done.exit_code, done.output) == (0, "")
        assert leafletgen(library, "export", "--openemr", "edu", "-b", "nobody").exit_code == 2
        assert leafletgen(library, "export", "--openemr", "edu", "-b", BRAND).stdout


class TestWhatEndsIt:
    @pytest.mark.parametrize("arguments", [["--openemr", "edu"], ["--fhir", "all.json"], ["--fhir", "-"]])
    def test_a_missing_and_an_altered_file(self, library: Path, arguments: list[str]) -> None:
        pdf = library / "dist/b12-questions/b12-questions-en-standard.pdf"
        pdf.write_bytes(pdf.read_bytes() + b"\n")
        done = leafletgen(library, "export", *arguments)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == f"leafletgen: {Path('dist', *pdf.parts[-2:])} is not the file that was built: run `leafletgen build` again\n"
        pdf.unlink()
        done = leafletgen(library, "export", *arguments)
        assert (done.exit_code, "is missing: run `leafletgen build` again" in done.stderr) == (1, True)
        assert not (library / "edu").exists()
        assert not (library / "all.json").exists()

    def test_no_manifest(self, library: Path) -> None:
        done = leafletgen(library, "export", "--fhir", "-", "-o", "elsewhere")
        assert (done.exit_code, done.stderr) == (2, "leafletgen: elsewhere/manifest.json is not there: run `leafletgen build` first\n")
        (library / "dist/manifest.json").write_text("{}")
        done = leafletgen(library, "export", "--fhir", "-")
        assert (done.exit_code, "names no outputs" in done.stderr) == (2, True)

    def test_a_manifest_that_leads_elsewhere(self, library: Path) -> None:
        manifest = read_manifest(library / "dist")
        (library / "secret.pdf").write_text("secret")
        secret = file_of(library, "secret.pdf")
        manifest.records["x"] = record("x", "standard", FACTS["b12-questions"], replace(secret, path="../secret.pdf"))
        write_manifest(library / "dist", manifest)
        done = leafletgen(library, "export", "--fhir", "-")
        assert (done.exit_code, done.stderr) == (1, "leafletgen: ../secret.pdf is not in dist: run `leafletgen build` again\n")

    def test_usage(self, library: Path) -> None:
        assert leafletgen(library, "export").exit_code == 2
        assert leafletgen(library, "export", "--fhir", "-", "--openemr", "edu").exit_code == 2

    def test_a_place_that_cannot_be_written_to(self, library: Path) -> None:
        (library / "edu").mkdir()
        (library / "edu/.tmp").write_text("a file")
        done = leafletgen(library, "export", "--openemr", "edu")
        assert (done.exit_code, "cannot write edu/icd10_d51.9_en.pdf" in done.stderr) == (3, True)


@pytest.fixture
def bundle(library: Path) -> dict[str, Any]:
    arabic = replace(FACTS["b12-questions"], title="أسئلة", overdue=True)
    add(library, "welsh", facts=replace(FACTS["b12-questions"], title="Cwestiynau"), language="cy")
    manifest = add(library, "welsh-arabic", facts=arabic, language="ar")
    manifest.records["old/old-en-standard.pdf"] = record("old", "standard", FACTS["b12-questions"], None, state=WITHDRAWN)
    write_manifest(library / "dist", manifest)
    done = leafletgen(library, "export", "--fhir", "-")
    assert (done.exit_code, done.stderr) == (0, "")
    assert leafletgen(library, "export", "--fhir", "-").stdout == done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


ELEMENTS = {
    "resourceType", "id", "language", "identifier", "status", "docStatus", "type", "category", "custodian", "relatesTo", "description",
    "content", "context",
}  # fmt: skip
ATTACHMENT = {"contentType": str, "language": str, "url": str, "size": int, "hash": str, "title": str, "creation": str}


def _no_empty(node: object) -> bool:
    """FHIR: no element without a value, no empty text, list or object, no null."""
    if isinstance(node, dict | list):
        return bool(node) and all(_no_empty(each) for each in (node.values() if isinstance(node, dict) else node))
    return node not in ("", None) and not (isinstance(node, str) and node != node.strip())


class TestFhir:
    def test_the_bundle_keeps_to_the_rules(self, bundle: dict[str, Any]) -> None:
        assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
        assert _no_empty(bundle)
        urls = [entry["fullUrl"] for entry in bundle["entry"]]
        ids = [entry["resource"]["id"] for entry in bundle["entry"]]
        assert len(set(urls)) == len(set(ids)) == len(bundle["entry"]) == 12  # bdl-7
        uuid = r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
        assert all(re.fullmatch(uuid, url) for url in urls)
        assert all(re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", id) for id in ids)

    def test_every_document_keeps_to_the_rules(self, bundle: dict[str, Any]) -> None:
        urls = {entry["fullUrl"] for entry in bundle["entry"]}
        for document in (entry["resource"] for entry in bundle["entry"]):
            assert document["resourceType"] == "DocumentReference"
            assert document.keys() <= ELEMENTS
            assert document["status"] in ("current", "superseded")
            assert document.get("docStatus", "final") in ("preliminary", "final")
            assert len(document["content"]) == 1
            attachment = document["content"][0]["attachment"]
            assert all(isinstance(value, ATTACHMENT[name]) for name, value in attachment.items())
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", attachment.get("creation", "2026-01-01"))
            for relation in document.get("relatesTo", ()):
                assert relation["code"] == "transforms"
                assert relation["target"]["reference"] in urls
            for concept in document.get("context", {}).get("event", ()):
                (coding,) = concept["coding"]
                assert coding["system"].startswith("http://")
                assert re.fullmatch(r"\S+", coding["code"])

    def test_what_it_says(self, bundle: dict[str, Any], library: Path) -> None:
        found = {entry["resource"]["content"][0]["attachment"].get("url"): entry["resource"] for entry in bundle["entry"]}
        site = "https://leaflets.riverside.example/"
        path = "b12-nerve-health/b12-nerve-health-en-standard.pdf"
        draft, data = found[site + path], (library / "dist" / path).read_bytes()
        attachment = draft["content"][0]["attachment"]
        assert base64.b64decode(attachment["hash"]) == sha1(data, usedforsecurity=False).digest()
        assert (attachment["size"], attachment["language"], attachment["contentType"]) == (len(data), "en", "application/pdf")
        assert (draft["docStatus"], draft["custodian"]["display"], draft["type"]["text"]) == (
            "preliminary",
            "Riverside Health Centre",
            "Patient leaflet",
        )
        assert [concept["coding"][0] for concept in draft["context"]["event"]] == [
            {"system": "http://hl7.org/fhir/sid/icd-10", "code": "E53.8"},
            {"system": "http://snomed.info/sct", "code": "190634004"},
        ]
        large = found[site + path.replace("standard", "large-print")]
        assert large["relatesTo"][0]["target"]["reference"] == full_url(path)
        assert "context" not in found[site + "b12-food-guide/b12-food-guide-en-standard.pdf"]
        assert found[None]["status"] == "superseded"
        assert found[None]["id"] == fhir_id("old/old-en-standard.pdf")

    def test_without_a_site_addresses_are_relative(self, library: Path) -> None:
        settings = library / "leaflets/library.yaml"
        settings.write_text(re.sub(r"(?m)^site:.*$", "", settings.read_text("utf-8")), "utf-8")
        done = leafletgen(library, "export", "--fhir", "out/all.json", "--json")
        assert json.loads(done.stdout) == {"event": "fhir", "path": "out/all.json", "documents": 9}
        documents = json.loads((library / "out/all.json").read_text("utf-8"))["entry"]
        first = documents[0]["resource"]["content"][0]["attachment"]["url"]
        assert first == "b12-food-guide/b12-food-guide-en-standard.pdf"

    def test_ids_are_distinct_and_fit(self) -> None:
        paths = [f"{'x' * 90}/{'x' * 90}-en-{edition}.pdf" for edition in ("standard", "mono")] + ["a/é.pdf", "a/è.pdf", "b/é.pdf"]
        ids = [fhir_id(path) for path in paths]
        assert len(set(ids)) == len(paths)
        assert all(re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", id) for id in ids)
        assert max(map(len, ids)) <= MAX_ID
