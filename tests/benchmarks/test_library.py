"""Generated libraries: the same each time, valid, and broken where that was asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from benchmarks.leaflets import FAULTS, KINDS, kind_of
from benchmarks.library import Generated, change_one, main, write_library

from leafletgen.build.make import prepare
from leafletgen.build.print_judge import PrintJudge
from leafletgen.diagnostics import Diagnostic, Severity
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

LEAFLETS = 16


def _bytes(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _errors(generated: Generated, builtin: Path) -> dict[str, list[Diagnostic]]:
    """What keeps each leaflet from being printed."""
    today = date(2026, 11, 22)
    library, problems = read_library(generated.root, builtin)
    assert library is not None
    assert problems == ()
    judge = PrintJudge(library, builtin, today)
    found = {}
    for name in generated.names:
        read = read_leaflet(library, name)
        ready = prepare(library, read, "en", today)
        judged = judge.source(ready, "en") if ready else ()
        found[name] = [d for d in (*read.diagnostics, *judged, *(ready.diagnostics if ready else ())) if d.severity is Severity.ERROR]
    return found


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    return write_library(tmp_path_factory.mktemp("library"), LEAFLETS)


def test_the_same_library_each_time(generated: Generated, tmp_path: Path) -> None:
    assert write_library(tmp_path, LEAFLETS).names == generated.names
    assert _bytes(tmp_path) == _bytes(generated.root)


def test_a_larger_library_holds_the_smaller_one(generated: Generated, tmp_path: Path) -> None:
    assert write_library(tmp_path, LEAFLETS + 4).names[:LEAFLETS] == generated.names


def test_another_seed_gives_other_leaflets(generated: Generated, tmp_path: Path) -> None:
    assert write_library(tmp_path, LEAFLETS, seed=2).names != generated.names


def test_no_two_leaflets_are_alike_and_all_kinds_are_there(generated: Generated) -> None:
    texts = {(generated.root / f"leaflets/{name}.yaml").read_text("utf-8") for name in generated.names}
    assert len(texts) == len(set(generated.names)) == LEAFLETS
    assert {kind_of(number) for number in range(LEAFLETS)} == set(KINDS)


def test_every_leaflet_can_be_printed(generated: Generated, builtin: Path) -> None:
    assert {name: found for name, found in _errors(generated, builtin).items() if found} == {}


def test_broken_ones_are_broken_each_in_its_way(tmp_path: Path, builtin: Path) -> None:
    made = write_library(tmp_path, LEAFLETS, broken=len(FAULTS))
    errors = {name: found for name, found in _errors(made, builtin).items() if found}
    assert set(errors) == set(made.broken)
    assert len(made.broken) == len(FAULTS)
    rules = {found[0].rule for found in errors.values()}
    assert rules == {"citation-unknown", "schema-invalid", "yaml-syntax", "image-missing", "review-missing"}


def test_a_change_changes_one_leaflet_each_time(tmp_path: Path) -> None:
    made = write_library(tmp_path, 3)
    before = _bytes(tmp_path)
    name = change_one(made, 1)
    once = _bytes(tmp_path)
    change_one(made, 1)
    assert [path for path in before if before[path] != once[path]] == [f"leaflets/{name}.yaml"]
    assert _bytes(tmp_path) != once


def test_the_command_writes_a_library(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["library", "4", str(tmp_path), "--broken", "1", "--editions", "mono"])
    main()
    assert "4 leaflets" in (said := capsys.readouterr().out)
    assert "broken: " in said
    assert "mono" in (tmp_path / "leaflets/library.yaml").read_text("utf-8")
