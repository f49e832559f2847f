"""Every source rule has a fixture that triggers it at the marked lines, and one that does not."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from leafletgen.builtin import builtin_folder
from leafletgen.check.policy import Policy
from leafletgen.check.rules import RULES
from leafletgen.check.run import check_source, subject_of
from leafletgen.check.text.words import read_word_lists
from leafletgen.diagnostics import Diagnostic
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

FIXTURES = Path(__file__).parent / "fixtures"
TODAY = date(2026, 11, 22)
SOURCE_RULES = [rule.slug for rule in RULES if rule.stage == "source"]


def found_in(tmp_path: Path, fixture: Path) -> tuple[Diagnostic, ...]:
    """What the source rules say of a fixture, read as the one leaflet of the fixtures' library."""
    root = tmp_path / "library"
    shutil.copytree(FIXTURES / "library", root)
    if (shared := FIXTURES / fixture.name.split(".")[0]).is_dir():
        shutil.copytree(shared, root / "leaflets", dirs_exist_ok=True)
    shutil.copyfile(fixture, root / "leaflets" / "leaflet.yaml")
    library, problems = read_library(root, builtin_folder())
    assert library is not None
    assert not problems
    read = read_leaflet(library, "leaflet")
    assert not read.diagnostics
    words = read_word_lists("en", (root, builtin_folder()))
    subject = subject_of(library, read, "en", TODAY, words)
    assert subject is not None
    return check_source(subject, Policy.of(library))


@pytest.mark.parametrize("slug", SOURCE_RULES)
def test_a_rule_reports_its_bad_fixture_at_the_marked_lines(slug: str, tmp_path: Path) -> None:
    fixture = FIXTURES / f"{slug}.bad.yaml"
    marked = {number for number, line in enumerate(fixture.read_text("utf-8").splitlines(), 1) if re.search(rf"# <- {slug}$", line)}
    assert marked, f"{fixture.name} marks no line"
    assert {d.span.line for d in found_in(tmp_path, fixture) if d.rule == slug} == marked


@pytest.mark.parametrize("slug", SOURCE_RULES)
def test_a_rule_is_silent_on_its_good_fixture(slug: str, tmp_path: Path) -> None:
    assert [d.message for d in found_in(tmp_path, FIXTURES / f"{slug}.good.yaml") if d.rule == slug] == []
