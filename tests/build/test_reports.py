"""Reports of problems: for people, for machines."""

from __future__ import annotations

import json

from leafletgen.build.reports import count_line, json_report, text_report
from leafletgen.diagnostics import Diagnostic, Severity, Span, advice, error, warning


def test_text_report_marks_the_spot() -> None:
    found = error("r", "is wrong", Span("leaflets/a.yaml", 12, 8, 12, 11), "mend it", "title: abc")
    assert text_report([found], lambda path: f"/home/{path}") == (
        "/home/leaflets/a.yaml:12:8  error[r]  is wrong\n    12 | title: abc\n       |        ^^^\n    hint: mend it"
    )


def test_text_report_without_excerpt_or_fix_is_one_line() -> None:
    assert text_report([Diagnostic("r", Severity.WARNING, "m", Span("a"), page=3)]) == "a:1:1 (page 3)  warning[r]  m"
    assert text_report([]) == ""


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    assert text_report([error("r", "m", Span("a", 1, 4, 3, 1), excerpt="a: [b,")]).splitlines()[-1] == "      |    ^^^"


def test_a_long_line_is_cut_around_the_spot() -> None:
    shown, marks = text_report([error("r", "m", Span("a", 1, 301, 1, 304), excerpt="x" * 300 + "bad" + "y" * 300)]).splitlines()[1:]
    assert len(shown) < 120
    assert shown[marks.index("^") : marks.rindex("^") + 1] == "bad"


def test_wide_and_combining_characters_keep_the_mark_in_place() -> None:
    marks = text_report([error("r", "m", Span("a", 1, 5, 1, 6), excerpt="日e\u0301:x")]).splitlines()[-1]
    assert marks == "      | " + " " * 4 + "^"


def test_a_span_past_the_end_of_its_line_still_gets_a_mark() -> None:
    assert text_report([error("r", "m", Span("a", 1, 9, 1, 10), excerpt="ab")]).endswith("^")


def test_nothing_in_a_report_steers_the_terminal() -> None:
    found = error("r", "a\x1b[31m\nb", Span("a\x1b.yaml", 1, 1), "c\x07", "d\x1b]0;x\x07")
    assert not set(text_report([found])) & set("\x1b\x07")
    assert len(text_report([found]).splitlines()) == 4


def test_count_line() -> None:
    here = Span("a")
    assert count_line([]) == ""
    assert count_line([error("r", "m", here), error("r", "n", here), warning("r", "m", here), advice("r", "m", here)]) == (
        "2 errors, 1 warning, 1 advice"
    )


def test_what_is_waived_is_counted_apart() -> None:
    found = [warning("r", "m", Span("a")), warning("s", "m", Span("a")).waived("no source gives a number"), advice("t", "m", Span("a"))]
    assert count_line(found) == "1 warning, 1 advice, 1 waived"


def test_json_report() -> None:
    assert json.loads(json_report([error("r", "Ärger", Span("a"))]))[0]["message"] == "Ärger"
    assert "Ärger" in json_report([error("r", "Ärger", Span("a"))])
