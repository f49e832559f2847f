"""Due: which leaflets must be reviewed when, and who answers for them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from leafletgen.build.plan import WrongUsage
from leafletgen.check.changes.since_approval import approval_of, content_of
from leafletgen.diagnostics import Diagnostic
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet


@dataclass(frozen=True, slots=True)
class Due:
    """One leaflet's review."""

    leaflet: str
    title: str
    version: str
    owner: str
    review_by: date
    days: int
    """Days from today to the review date; negative where it is past."""
    draft: bool
    """Nobody has approved it as it is."""

    @property
    def overdue(self) -> bool:
        """Whether the review date is past."""
        return self.days < 0


def due(root: Path, builtin: Path, today: date, until: date | None) -> tuple[tuple[Due, ...], tuple[Diagnostic, ...]]:
    """Reviews due by ``until`` (all where None), the longest overdue first, and what is wrong with files that could not be read.

    Withdrawn leaflets are left out.
    """
    library, problems = read_library(root, builtin)
    found = list(problems)
    rows: list[Due] = []
    if library is None:
        return (), problems
    for name in library.names:
        read = read_leaflet(library, name)
        if (leaflet := read.leaflet) is None:
            found += read.diagnostics
            continue
        if leaflet.withdrawn or (until and leaflet.review_by > until):
            continue
        now, _ = content_of(library, read)
        draft = now is None or approval_of(library, name, library.settings.languages[0], now) is None
        rows.append(Due(name, leaflet.title, leaflet.version, leaflet.owner, leaflet.review_by, (leaflet.review_by - today).days, draft))
    return tuple(sorted(rows, key=lambda row: (row.review_by, row.leaflet))), tuple(found)


def horizon(today: date, within: str) -> date:
    """The day that `90d`, `12w`, `6m` or `1y` after ``today`` is. Raises WrongUsage."""
    match = re.fullmatch(r"([0-9]{1,4})([dwmy])", within)
    if not match:
        raise WrongUsage(f'--within takes a number and d, w, m or y, as 90d, 12w, 6m or 1y; found "{within}"')
    count, unit = int(match[1]), match[2]
    try:
        if unit in "dw":
            return today + timedelta(days=count * (7 if unit == "w" else 1))
        return _months_later(today, count * (12 if unit == "y" else 1))
    except (OverflowError, ValueError):
        return date.max


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_table(rows: Iterable[Due]) -> str:
    """One review a line: how urgent, when, which leaflet, by whom, and whether it is a draft."""
    lines = [
        (
            _state(row),
            row.review_by.isoformat(),
            row.leaflet,
            f"version {row.version}{' (draft)' if row.draft else ''}",
            row.owner,
            row.title,
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(5)] if lines else []
    return "\n".join(
        "  ".join([cell.ljust(width) for cell, width in zip(line, widths, strict=False)] + [line[5]]).rstrip() for line in lines
    )


def due_records(rows: Iterable[Due]) -> list[dict[str, object]]:
    """The same for machines."""
    return [
        {
            "leaflet": row.leaflet,
            "title": row.title,
            "version": row.version,
            "owner": row.owner,
            "review_by": row.review_by.isoformat(),
            "days": row.days,
            "overdue": row.overdue,
            "draft": row.draft,
        }
        for row in rows
    ]


def _state(row: Due) -> str:
    if not row.days:
        return "due today"
    count = f"{abs(row.days)} day{'s' * (abs(row.days) != 1)}"
    return f"overdue by {count}" if row.overdue else f"due in {count}"
