"""Small libraries: what leaflets share, and that one broken part costs itself only."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from leafletgen.build.reports import text_report
from leafletgen.source.decode import MAX_BYTES
from leafletgen.source.files import find_library, leaflet_names, read_file
from leafletgen.source.library import Library, read_library
from leafletgen.source.listing import list_leaflets
from leafletgen.source.reader import read_leaflet

MakeLibrary = Callable[..., Path]

LEAFLET = """kind: handout
code: B12-01
title: Iron
version: 1.0
owner: Dietetics
published: 2026-11-22
review_by: 2028-11-22
summary: One [@nice-ng239]. Two [@green-2017, p. 4; @nice-ng239].
sections: [{heading: What?, content: [{text: A metal.}]}]
"""
EDITION = "{label: %s, type: {body: 14, small: 10, mark: 8, summary: 14, heading: 17, title: 30}}"


def read(root: Path, builtin: Path) -> tuple[Library, str]:
    library, found = read_library(root, builtin)
    assert library is not None, text_report(found)
    return library, text_report(found)


def test_a_good_library_reads_without_a_word(make_library: MakeLibrary, builtin: Path) -> None:
    root = make_library({"leaflets/iron.yaml": LEAFLET})
    library, report = read(root, builtin)
    assert report == ""
    assert library.names == ("iron",)
    assert list(library.brands) == ["clinic"]
    assert "web" in library.editions
    assert library.reference_spans["nice-ng239"].line == 2
    assert "nice-ng239" in library.reference_lines["nice-ng239"]
    leaflet = read_leaflet(library, "iron")
    assert leaflet.leaflet
    assert not leaflet.diagnostics
    assert leaflet.cited == {"nice-ng239", "green-2017"}


def test_the_b12_library_reads_without_a_word(builtin: Path) -> None:
    library, report = read(builtin, builtin)
    assert report == ""
    assert all(not read_leaflet(library, name).diagnostics for name in library.names)


def test_missing_settings(make_library: MakeLibrary, builtin: Path) -> None:
    library, found = read_library(make_library({"leaflets/library.yaml": None}), builtin)
    assert library is None
    assert [problem.message for problem in found] == ["the file is missing"]


def test_a_library_may_do_without_references_and_approvals(make_library: MakeLibrary, builtin: Path) -> None:
    library, report = read(make_library({"leaflets/references.yaml": None}), builtin)
    assert report == ""
    assert not library.references
    assert not library.approvals


def test_a_broken_reference_costs_only_itself(make_library: MakeLibrary, builtin: Path) -> None:
    broken = "  - {id: nice-ng239, type: book, publisher: P}\n  - {type: book}\n"
    references = f"references:\n{broken}  - {{id: green-2017, type: book, title: T, publisher: P}}\n"
    library, report = read(make_library({"leaflets/references.yaml": references, "leaflets/iron.yaml": LEAFLET}), builtin)
    assert list(library.references) == ["green-2017"]
    assert library.broken_references == {"nice-ng239"}
    assert 'a reference needs "title"' in report
    assert {(problem.message, problem.fix) for problem in read_leaflet(library, "iron").diagnostics} == {
        ('the reference "nice-ng239" has errors of its own', "mend it in leaflets/references.yaml")
    }


def test_the_first_of_two_references_with_one_id_holds(make_library: MakeLibrary, builtin: Path) -> None:
    one = "  - {id: a, type: book, title: %s, publisher: P}\n"
    library, report = read(make_library({"leaflets/references.yaml": "references:\n" + one % "First" + one % "Second"}), builtin)
    assert library.references["a"].title == "First"
    assert report.startswith('leaflets/references.yaml:3:10  error[schema-invalid]  the id "a" stands here twice, first on line 2')


def test_a_broken_brand_costs_only_itself(make_library: MakeLibrary, builtin: Path) -> None:
    library, report = read(make_library({"leaflets/brands/other.yaml": "name: [\n"}), builtin)
    assert list(library.brands) == ["clinic"]
    assert report.startswith("leaflets/brands/other.yaml:1:")


def test_a_broken_brand_that_the_settings_name_is_not_also_unknown(make_library: MakeLibrary, builtin: Path) -> None:
    library, report = read(make_library({"leaflets/brands/clinic.yaml": "name: A clinic\n"}), builtin)
    assert not library.brands
    assert "there is no brand" not in report


def test_own_editions_lie_over_the_built_in_ones(make_library: MakeLibrary, builtin: Path) -> None:
    editions = f"standard: {EDITION % 'mine'}\npocket: {EDITION % 'pocket'}\n"
    library, report = read(make_library({"styles/editions.yaml": editions}), builtin)
    assert report == ""
    assert library.editions["standard"].label == "mine"
    assert library.editions["pocket"].type.body == 14
    assert library.editions["web"].output == "html"


def test_a_broken_edition_costs_only_itself(make_library: MakeLibrary, builtin: Path) -> None:
    settings = "brands: [clinic]\neditions: [bad, good, none]\n"
    files = {"styles/editions.yaml": f"good: {EDITION % 'good'}\nbad: {{label: bad}}\n", "leaflets/library.yaml": settings}
    library, report = read(make_library(files), builtin)
    assert library.editions["good"].label == "good"
    assert "bad" not in library.editions
    assert 'there is no edition "none"' in report
    assert 'there is no edition "bad"' not in report


def test_approvals_are_bound_to_leaflet_language_version_and_digest(make_library: MakeLibrary, builtin: Path) -> None:
    one = "  - {leaflet: iron, version: 1.0, digest: %s, by: %s, role: GP, on: 2026-11-22}\n"
    text = "approvals:\n" + one % ("a" * 64, "Dr A") + one % ("a" * 64, "Dr B") + one % ("b" * 64, "Dr C")
    library, report = read(make_library({"leaflets/approvals.yaml": text}), builtin)
    assert report == ""
    approval = library.approval("iron", "en", "1.0", "a" * 64)
    assert approval
    assert approval.by == "Dr A"  # signed twice: the first counts
    assert library.approval("iron", "cy", "1.0", "a" * 64) is None
    assert library.approval("iron", "en", "1.1", "a" * 64) is None
    assert library.approval("iron", "en", "1.0", "c" * 64) is None


def test_listing_reads_what_it_can(make_library: MakeLibrary) -> None:
    files = {
        "leaflets/iron.yaml": LEAFLET,
        "leaflets/odd.yaml": "title: [a]\nwithdrawn: {on: 2026-01-01}\n",
        "leaflets/bad.yaml": "a: [",
        "leaflets/list.yaml": "- a\n",
    }
    rows, found = list_leaflets(make_library(files))
    assert [(row.name, row.code, row.kind, row.title, row.version, row.withdrawn) for row in rows] == [
        ("iron", "B12-01", "handout", "Iron", "1.0", ""),
        ("odd", "odd", "", "", "", "2026-01-01"),
    ]
    assert [problem.span.file for problem in found] == ["leaflets/bad.yaml"]


def test_find_library(make_library: MakeLibrary) -> None:
    root = make_library()
    assert find_library(root / "leaflets" / "brands") == root.resolve() == find_library(root)
    assert find_library(Path("/")) is None


class TestFiles:
    """What cannot be read, and what must not be."""

    def problem(self, root: Path, name: str = "leaflets/a.yaml") -> str:
        source, found = read_file(root, name)
        assert source.root is None
        assert len(found) == 1
        return f"{found[0].rule}: {found[0].message}"

    def test_larger_than_1_mib(self, make_library: MakeLibrary) -> None:
        root = make_library({"leaflets/a.yaml": b"#" * (MAX_BYTES + 1), "leaflets/b.yaml": b"a: b\n".ljust(MAX_BYTES)})
        assert self.problem(root) == "yaml-limit: the file is larger than 1 MiB, the most that is read"
        assert read_file(root, "leaflets/b.yaml")[1] == ()

    def test_missing(self, make_library: MakeLibrary) -> None:
        assert self.problem(make_library()) == "schema-invalid: the file is missing"

    def test_a_folder_or_a_pipe_is_no_file(self, make_library: MakeLibrary) -> None:
        root = make_library()
        (root / "leaflets" / "a.yaml").mkdir()
        os.mkfifo(root / "leaflets" / "b.yaml")
        assert self.problem(root) == "schema-invalid: the file is missing" == self.problem(root, "leaflets/b.yaml")
        assert leaflet_names(root) == ()

    def test_unreadable(self, make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        root = make_library({"leaflets/a.yaml": "a: b\n"})
        monkeypatch.setattr(Path, "open", refuse)
        assert self.problem(root) == "schema-invalid: the file cannot be read: Permission denied"

    @pytest.mark.parametrize("name", ["leaflets/a.yaml", "styles/editions.yaml"])
    def test_a_link_that_leads_out(self, make_library: MakeLibrary, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
        secret = tmp_path_factory.mktemp("outside") / "secret.yaml"
        secret.write_text("password: hunter2\n")
        root = make_library({"styles/x": ""})
        (root / name).symlink_to(secret)
        assert self.problem(root, name) == "schema-invalid: the file is a link that leads out of the library"

    def test_a_link_within_the_library_is_fine(self, make_library: MakeLibrary) -> None:
        root = make_library({"leaflets/b.yaml": "a: b\n"})
        (root / "leaflets" / "a.yaml").symlink_to("b.yaml")
        assert read_file(root, "leaflets/a.yaml")[1] == ()

    def test_a_link_in_circles(self, make_library: MakeLibrary) -> None:
        root = make_library()
        (root / "leaflets" / "a.yaml").symlink_to("a.yaml")
        assert self.problem(root) == "schema-invalid: the file is missing"
