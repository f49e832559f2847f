"""Diagnostics as values: order, weight, records, and the nearest name."""

from __future__ import annotations

from leafletgen.diagnostics import Diagnostic, Severity, Span, advice, error, has_errors, in_order, nearest, warning

HERE = Span("a.yaml", 2, 3)


def test_severities() -> None:
    assert [maker("r", "m", HERE).severity for maker in (error, warning, advice)] == ["error", "warning", "advice"]
    assert has_errors([warning("r", "m", HERE), error("r", "m", HERE)])
    assert not has_errors([warning("r", "m", HERE), advice("r", "m", HERE)])


def test_in_order_sorts_by_place_and_drops_repeats() -> None:
    first, second, third = error("b", "m", Span("a", 2, 9)), error("a", "m", Span("a", 10, 1)), error("a", "m", Span("b", 1, 1))
    assert in_order([third, second, first, second]) == (first, second, third)


def test_excerpt_does_not_make_two_problems_of_one() -> None:
    assert in_order([error("r", "m", HERE, excerpt="x"), error("r", "m", HERE)]) == (error("r", "m", HERE),)


def test_record() -> None:
    found = Diagnostic("r", Severity.ERROR, "m", Span("a.yaml", 2, 3, 2, 7), "f", page=4)
    assert found.record() == {
        "rule": "r", "severity": "error", "message": "m", "fix": "f", "file": "a.yaml",
        "line": 2, "column": 3, "end_line": 2, "end_column": 7, "page": 4,
    }  # fmt: skip
    assert "page" not in error("r", "m", HERE).record()
    assert "end_line" not in error("r", "m", HERE).record()


def test_moved() -> None:
    assert error("r", "m", HERE).moved(Span("b.yaml"), "line").excerpt == "line"


def test_nearest() -> None:
    assert nearest("sumary", ("title", "summary")) == "summary"
    assert nearest("zzz", ("title", "summary")) is None
    assert nearest("x", ()) is None
