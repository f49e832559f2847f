"""Every file in `bad/` with the report that it must give, word for word: `bad/<case>.yaml` and beside it `bad/<case>.txt`.

A case stands for a leaflet, unless its name begins with the file of the library that it stands for (`library-`, `references-`,
`brand-`, `editions-`, `profiles-`, `approvals-`). `pytest --update-fixtures` rewrites the reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from leafletgen.build.reports import text_report
from leafletgen.diagnostics import Diagnostic, in_order
from leafletgen.source import located
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import read_leaflet

BAD = Path(__file__).parent / "bad"
CASES = sorted(path.stem for path in BAD.glob("*.yaml"))
PLACES = {
    "library": "leaflets/library.yaml",
    "references": "leaflets/references.yaml",
    "approvals": "leaflets/approvals.yaml",
    "brand": "leaflets/brands/clinic.yaml",
    "editions": "styles/editions.yaml",
    "profiles": "styles/profiles.yaml",
}


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, write_library: Callable[..., Path], builtin: Path) -> Library:
    """One library with every leaflet of `bad/`."""
    leaflets = {f"leaflets/{case}.yaml": (BAD / f"{case}.yaml").read_bytes() for case in CASES if case.split("-")[0] not in PLACES}
    read, found = read_library(write_library(tmp_path_factory.mktemp("bad"), leaflets), builtin)
    assert read, text_report(found)
    return read


@pytest.fixture
def found(case: str, request: pytest.FixtureRequest) -> Callable[[], tuple[Diagnostic, ...]]:
    """Reads a case; gives what is wrong with it."""
    if place := PLACES.get(case.split("-")[0]):
        make_library, builtin = request.getfixturevalue("make_library"), request.getfixturevalue("builtin")
        return lambda: read_library(make_library({place: (BAD / f"{case}.yaml").read_bytes()}), builtin)[1]
    library = request.getfixturevalue("library")
    return lambda: read_leaflet(library, case).diagnostics


@pytest.mark.parametrize("case", CASES)
def test_bad_file(case: str, found: Callable[[], tuple[Diagnostic, ...]], request: pytest.FixtureRequest) -> None:
    problems = found()
    report = text_report(problems) + "\n"
    expected = BAD / f"{case}.txt"
    if request.config.getoption("--update-fixtures"):
        expected.write_text(report, "utf-8")
    assert report == expected.read_text("utf-8")
    text = (BAD / f"{case}.yaml").read_bytes().decode("utf-8", "replace")
    lines = text.removeprefix("\ufeff").splitlines() or [""]
    for problem in problems:
        span = problem.span
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        if span.end_line:
            assert (span.line, span.column) <= (span.end_line, span.end_column)
            assert span.end_line <= len(lines)


@pytest.mark.parametrize("case", CASES)
def test_pure_python_loader_agrees(case: str, found: Callable[[], tuple[Diagnostic, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(located, "_LOADER", yaml.SafeLoader)
    problems = found()
    if case == "yaml-tab-after-colon-is-not-blamed":  # PyYAML's own scanner takes no tab there, and says so
        assert [problem.rule for problem in problems] == ["yaml-tab"]
        return
    expected = re.findall(r"^\S+?:(\d+):\d+  \w+\[([\w-]+)\]", (BAD / f"{case}.txt").read_text("utf-8"), re.MULTILINE)
    places = sorted((str(problem.span.line), problem.rule) for problem in in_order(problems))
    assert places == sorted(expected)


def test_every_report_has_its_case() -> None:
    assert sorted(path.stem for path in BAD.glob("*.txt")) == CASES
