"""`leafletgen check` as its users run it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from running import leafletgen

from leafletgen.cli import main

LEAFLET = """\
kind: handout
title: A leaflet
summary: Take your tablets as the label says.
version: "1.0"
owner: Pharmacy team
published: 2026-11-01
review_by: 2028-11-01
funding: none
sections:
  - heading: How do I take them?
    content:
      - steps: [Take one in the morning.]
      - text: Take 5.0 mg with food.
"""


@pytest.fixture
def check(make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(make_library({"leaflets/tablets.yaml": LEAFLET}))
    return lambda *words: CliRunner().invoke(main, ["check", "--today", "2026-11-22", *words])


def test_text_with_the_spot_marked_and_a_count(check: Callable[..., Result]) -> None:
    result = check("--source")
    assert result.exit_code == 1
    assert "leaflets/tablets.yaml:13:20  error[dose-decimal]" in result.output
    assert "^^^" in result.output
    assert "1 leaflet checked: 1 error" in result.output


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit"])
def test_every_form_tells_the_same_error(check: Callable[..., Result], form: str) -> None:
    result = check("--source", "--format", form)
    assert result.exit_code == 1
    assert "dose-decimal" in result.output
    if form in ("json", "sarif"):
        json.loads(result.output)


def test_strict_fails_on_warnings(check: Callable[..., Result]) -> None:
    path = Path("leaflets/tablets.yaml")
    path.write_text(path.read_text().replace("5.0 mg", "5mg"))
    assert check("--source").exit_code == 0
    assert check("--source", "--strict").exit_code == 1


def test_a_waiver_with_a_reason_is_reported(check: Callable[..., Result]) -> None:
    path = Path("leaflets/tablets.yaml")
    path.write_text(path.read_text() + "check: {ignore: [{rule: dose-decimal, reason: as the pump shows it}]}\n")
    result = check("--source")
    assert result.exit_code == 0
    assert "waived: as the pump shows it" in result.output


def test_the_library_sets_severity(check: Callable[..., Result]) -> None:
    path = Path("leaflets/library.yaml")
    path.write_text(path.read_text() + "check: {rules: {dose-decimal: off}}\n")
    assert "dose-decimal" not in check("--source").output


def test_pages_are_judged_too(check: Callable[..., Result]) -> None:
    path = Path("leaflets/tablets.yaml")
    path.write_text(path.read_text() + "pages: 1\n" + "".join(f"  # {n}\n" for n in range(3)))
    long = "".join(f"      - text: Paragraph {n}. {'Words to fill the page with. ' * 6}\n" for n in range(40))
    path.write_text(
        path.read_text().replace("pages: 1\n", "").rstrip().replace("      - text: Take 5.0 mg with food.", long) + "\npages: 1\n"
    )
    result = check()
    assert "page-count" in result.output


def test_unknown_names_are_wrong_usage(check: Callable[..., Result]) -> None:
    result = check("tablet", "--source")
    assert (result.exit_code, 'did you mean "tablets"?' in result.output) == (2, True)


def test_one_run_writes_further_reports_before_it_fails(check: Callable[..., Result]) -> None:
    result = check("--source", "--format", "github", "--also", "junit=out/report.xml", "--also", "text=out/report.txt")
    assert result.exit_code == 1
    assert result.output.startswith("::error file=leaflets/tablets.yaml,line=13,")
    assert ElementTree.parse("out/report.xml").getroot().find(".//failure[@type='dose-decimal']") is not None
    assert Path("out/report.txt").read_text() == check("--source").output


@pytest.mark.parametrize("other", ["junit", "xml=report.xml", "junit="])
def test_a_further_report_needs_a_form_and_a_file(check: Callable[..., Result], other: str) -> None:
    result = check("--source", "--also", other)
    assert result.exit_code == 2
    assert f'--also takes a form and a file, as junit=report.xml; found "{other}"' in result.stderr


def test_a_report_that_cannot_be_written(check: Callable[..., Result]) -> None:
    result = check("--source", "--also", "json=leaflets")
    assert result.exit_code == 3
    assert "cannot write leaflets" in result.stderr


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit"])
def test_files_are_named_from_the_repository_on(check: Callable[..., Result], form: str) -> None:
    above, here = Path.cwd().parent, Path.cwd().name
    assert f"{here}/leaflets/tablets.yaml" in check("--source", "--format", form, "--relative-to", str(above)).output
    assert f"{here}/leaflets" not in check("--source", "--format", form, "--relative-to", ".").output
    assert check("--source", "--relative-to", str(above)).output == check("--source").output
    away = check("--source", "--format", form, "--relative-to", "leaflets")
    assert (away.exit_code, "takes a folder that holds the library: leaflets does not" in away.stderr) == (2, True)


@pytest.mark.parametrize(("settings", "told"), [("", False), ("check: {rules: {pdf-repeatable: error}}\n", True)])
def test_a_template_that_is_never_the_same_twice(make_library: Callable[..., Path], settings: str, told: bool) -> None:
    files = {
        "leaflets/tablets.yaml": LEAFLET,
        "leaflets/library.yaml": f"brands: [clinic]\neditions: [web, standard]\n{settings}",
        "templates/blocks/text.html": "<p>{{ range(99999) | random }}</p>\n",
    }
    report = leafletgen(make_library(files), "check", "--today", "2026-11-22").output
    assert ("error[pdf-repeatable]  set twice, this leaflet gives two files in the edition standard" in report) == told


def test_the_built_in_templates_give_the_same_twice(make_library: Callable[..., Path]) -> None:
    settings = "brands: [clinic]\neditions: [standard]\ncheck: {rules: {pdf-repeatable: error}}\n"
    report = leafletgen(make_library({"leaflets/tablets.yaml": LEAFLET, "leaflets/library.yaml": settings}), "check").output
    assert "pdf-repeatable" not in report


def test_findings_in_other_files_show_their_lines(make_library: Callable[..., Path]) -> None:
    brand = "name: A clinic\ncontact:\n  label: Desk\n  phone: 01632 960 001\nother_formats: Ask us.\n"
    source = "references:\n  - {id: old, type: report, title: A report, publisher: NICE}\n"
    files = {"leaflets/tablets.yaml": LEAFLET, "leaflets/brands/clinic.yaml": brand, "leaflets/references.yaml": source}
    report = leafletgen(make_library(files), "check", "--source", "--today", "2026-11-22").output
    for rule, line in (
        ("contact-missing", "    4 |   phone: 01632 960 001"),
        ("other-formats-missing", "    5 | other_formats: Ask us."),
        ("feedback-missing", "    1 | name: A clinic"),
        ("reference-unlinkable", "    2 |   - {id: old, type: report"),
    ):
        assert line in report.partition(f"[{rule}]")[2].split("\n", 2)[1]
