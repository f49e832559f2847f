"""What is due when, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from leafletgen.build.approve import Signer, approve
from leafletgen.build.due import due, due_records, due_table, horizon
from leafletgen.build.plan import WrongUsage

TODAY = date(2026, 11, 22)
LEAFLET = (
    "kind: handout\ntitle: {title}\nversion: '1.0'\nowner: Team {title}\npublished: 2025-01-01\nreview_by: {day}\n"
    "sections: [{{heading: H, content: [{{text: T}}]}}]\n"
)

MakeLibrary = Callable[..., Path]


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    days = {"late": "2026-11-21", "older": "2026-01-01", "now": "2026-11-22", "soon": "2026-12-24", "far": "2027-11-22"}
    files = {f"leaflets/{name}.yaml": LEAFLET.format(title=name.title(), day=day) for name, day in days.items()}
    files["leaflets/gone.yaml"] = LEAFLET.format(title="Gone", day="2026-01-01") + "withdrawn: {on: 2026-02-02, reason: Wrong}\n"
    return make_library(files)


def names(root: Path, builtin: Path, until: date | None = None) -> list[str]:
    return [row.leaflet for row in due(root, builtin, TODAY, until)[0]]


def test_the_longest_overdue_comes_first_and_withdrawn_ones_are_left_out(root: Path, builtin: Path) -> None:
    assert names(root, builtin) == ["older", "late", "now", "soon", "far"]


@pytest.mark.parametrize(
    ("within", "expected"), [("0d", 3), ("31d", 3), ("32d", 4), ("4w", 3), ("5w", 4), ("1m", 3), ("2m", 4), ("1y", 5), ("9999y", 5)]
)
def test_within(root: Path, builtin: Path, within: str, expected: int) -> None:
    assert len(names(root, builtin, horizon(TODAY, within))) == expected


def test_months_end_on_their_last_day() -> None:
    assert horizon(date(2027, 1, 31), "1m") == date(2027, 2, 28)
    assert horizon(date(2024, 2, 29), "1y") == date(2025, 2, 28)
    assert horizon(date(2026, 11, 30), "3m") == date(2027, 2, 28)
    assert horizon(date(2026, 12, 31), "12m") == date(2027, 12, 31)


@pytest.mark.parametrize("within", ["", "90", "d", "-1d", "1.5m", "90 d", "90D", "x", "１d", "99999d"])
def test_a_time_that_is_none(within: str) -> None:
    with pytest.raises(WrongUsage, match="--within takes a number"):
        horizon(TODAY, within)


def test_drafts_are_marked_and_owners_named(root: Path, builtin: Path) -> None:
    approve(root, builtin, "soon", None, Signer("Dr A", "GP", TODAY))
    rows, problems = due(root, builtin, TODAY, None)
    assert not problems
    assert due_table(rows).splitlines() == [
        "overdue by 325 days  2026-01-01  older  version 1.0 (draft)  Team Older  Older",
        "overdue by 1 day     2026-11-21  late   version 1.0 (draft)  Team Late   Late",
        "due today            2026-11-22  now    version 1.0 (draft)  Team Now    Now",
        "due in 32 days       2026-12-24  soon   version 1.0          Team Soon   Soon",
        "due in 365 days      2027-11-22  far    version 1.0 (draft)  Team Far    Far",
    ]
    assert due_records(rows)[3] == {
        "leaflet": "soon", "title": "Soon", "version": "1.0", "owner": "Team Soon", "review_by": "2026-12-24", "days": 32,
        "overdue": False, "draft": False,
    }  # fmt: skip


def test_a_broken_leaflet_is_reported_and_the_rest_are_listed(root: Path, builtin: Path) -> None:
    (root / "leaflets/late.yaml").write_text("title: [", "utf-8")
    rows, problems = due(root, builtin, TODAY, None)
    assert len(rows) == 4
    assert {d.span.file for d in problems} == {"leaflets/late.yaml"}


def test_a_library_without_settings(make_library: MakeLibrary, builtin: Path) -> None:
    rows, problems = due(make_library({"leaflets/library.yaml": "brands: ["}), builtin, TODAY, None)
    assert not rows
    assert problems
