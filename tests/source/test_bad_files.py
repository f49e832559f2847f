"""Every file in `bad/` with the report that it must give, word for word: `bad/<case>.yaml` and beside it `bad/<case>.txt`.

A case stands for a leaflet, unless its name begins with the file of the library that it stands for (`library-`, `references-`,
`brand-`, `editions-`, `approvals-`). `pytest --update-fixtures` rewrites the reports.
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
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

MakeLibrary = Callable[..., Path]

BAD = Path(__file__).parent / "bad"
CASES = sorted(path.stem for path in BAD.glob("*.yaml"))
PLACES = {
    "library": "leaflets/library.yaml",
    "references": "leaflets/references.yaml",
    "approvals": "leaflets/approvals.yaml",
    "brand": "leaflets/brands/clinic.yaml",
    "editions": "styles/editions.yaml",
}


def _read(case: str, make_library: MakeLibrary, builtin: Path) -> tuple[tuple[Diagnostic, ...], str]:
    data = (BAD / f"{case}.yaml").read_bytes()
    place = PLACES.get(case.split("-")[0])
    root = make_library({place or f"leaflets/{case}.yaml": data})
    library, found = read_library(root, builtin)
    if not place:
        assert library
        assert not found
        found = read_leaflet(library, case).diagnostics
    return found, data.decode("utf-8", "replace")


@pytest.mark.parametrize("case", CASES)
def test_bad_file(case: str, make_library: MakeLibrary, builtin: Path, request: pytest.FixtureRequest) -> None:
    found, text = _read(case, make_library, builtin)
    report = text_report(found) + "\n"
    expected = BAD / f"{case}.txt"
    if request.config.getoption("--update-fixtures"):
        expected.write_text(report, "utf-8")
    assert report == expected.read_text("utf-8")
    lines = text.removeprefix("\ufeff").splitlines() or [""]
    for problem in found:
        span = problem.span
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        if span.end_line:
            assert (span.line, span.column) <= (span.end_line, span.end_column)
            assert span.end_line <= len(lines)


@pytest.mark.parametrize("case", CASES)
def test_pure_python_loader_agrees(case: str, make_library: MakeLibrary, builtin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(located, "_LOADER", yaml.SafeLoader)
    found, _ = _read(case, make_library, builtin)
    if case == "yaml-tab-after-colon-is-not-blamed":  # PyYAML's own scanner takes no tab there, and says so
        assert [problem.rule for problem in found] == ["yaml-tab"]
        return
    expected = re.findall(r"^\S+?:(\d+):\d+  \w+\[([\w-]+)\]", (BAD / f"{case}.txt").read_text("utf-8"), re.MULTILINE)
    places = sorted((str(problem.span.line), problem.rule) for problem in in_order(found))
    assert places == sorted(expected)


def test_every_report_has_its_case() -> None:
    assert sorted(path.stem for path in BAD.glob("*.txt")) == CASES
