"""JSON, SARIF, workflow annotations and JUnit say the same of the same diagnostics."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema

from leafletgen.build.reports import github_report, json_report, junit_report, sarif_report
from leafletgen.check.rules import RULES
from leafletgen.diagnostics import Diagnostic, Severity, Span

FOUND = (
    Diagnostic(
        "review-overdue",
        Severity.ERROR,
        "the review was due, 100 % sure",
        Span("leaflets/a.yaml", 3, 5, 3, 9),
        "review it",
        "  review_by: 2020",
        value=9,
        limit=0,
        path="review_by",
        basis="POL",
    ),
    Diagnostic(
        "jargon", Severity.WARNING, 'say "high", not "hyper\x01"', Span("leaflets/b,c.yaml", 7, 1), page=2, box=(1.0, 2.0, 3.0, 4.0)
    ),
    Diagnostic("jargon", Severity.ADVICE, "waived", Span("leaflets/a.yaml", 9, 1), waiver="patients know it"),
)


def test_json_has_every_key_of_the_finding_record() -> None:
    records = json.loads(json_report(FOUND))
    keys = [
        "rule",
        "severity",
        "message",
        "fix",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "path",
        "page",
        "box",
        "value",
        "limit",
        "basis",
        "help_url",
        "fingerprint",
    ]
    assert all(set(keys) <= set(record) for record in records)
    assert records[0]["path"] == "review_by"
    assert records[2]["box"] == [1.0, 2.0, 3.0, 4.0]


def test_a_fingerprint_survives_a_moved_line_but_not_another_problem() -> None:
    first, moved, other = (
        json.loads(json_report([d]))[0]["fingerprint"]
        for d in (FOUND[0], FOUND[0].moved(Span("leaflets/a.yaml", 40, 5), FOUND[0].excerpt), FOUND[1])
    )
    assert first == moved != other


def test_sarif_keeps_to_its_schema_and_describes_every_rule() -> None:
    log = json.loads(sarif_report(FOUND, RULES))
    schema = json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    run = log["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.slug for rule in RULES]
    assert [result["level"] for result in run["results"]] == ["error", "note", "warning"]
    assert run["results"][1]["suppressions"][0]["justification"] == "patients know it"


def test_annotations_are_escaped_and_put_errors_first() -> None:
    lines = github_report(FOUND).splitlines()
    assert (
        lines[0]
        == "::error file=leaflets/a.yaml,line=3,col=5,title=review-overdue,endColumn=9::the review was due, 100 %25 sure (review it)"
    )
    assert lines[1].startswith("::warning file=leaflets/b%2Cc.yaml,line=7")
    assert lines[2].startswith("::notice ")


def test_junit_has_a_case_for_every_rule_of_every_leaflet() -> None:
    root = ElementTree.fromstring(junit_report(FOUND, RULES, ["leaflets/a.yaml", "leaflets/clean.yaml"]).encode())
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {"leaflets/a.yaml", "leaflets/b,c.yaml", "leaflets/clean.yaml"}
    assert suites["leaflets/a.yaml"].get("failures") == "1"
    assert suites["leaflets/clean.yaml"].get("failures") == "0"
    assert len(suites["leaflets/clean.yaml"]) == len(RULES)
