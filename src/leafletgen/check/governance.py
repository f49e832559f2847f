"""Governance: who stands behind a leaflet, since when and until when, and whom a reader can ask."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.diagnostics import Severity


def date_invalid(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Dates in the wrong order, or a publication date that lies in the future."""
    leaflet = subject.leaflet
    if leaflet.review_by <= leaflet.published:
        yield Finding(
            path=("review_by",),
            message=f"the review date {leaflet.review_by} is not after the publication date {leaflet.published}",
            fix="set a review date after the publication date",
        )
    if leaflet.published > subject.today:
        yield Finding(path=("published",), message=f"the publication date {leaflet.published} is in the future", fix="set the day of this version")


def review_overdue(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """The review date is past."""
    days = (subject.today - subject.leaflet.review_by).days
    if days > limits["days"]:
        yield Finding(
            path=("review_by",),
            message=f"the review was due on {subject.leaflet.review_by}, {days} days ago",
            fix="review the leaflet, then set a new version and review date",
            value=days,
            limit=limits["days"],
        )


RULES = (
    Rule(
        slug="date-invalid",
        stage="source",
        severity=Severity.ERROR,
        reason="A reader, and whoever audits the library, trusts the dates to be in order.",
        basis="[P]",
        example="published: 2026-11-22\nreview_by: 2026-01-01",
        mend="published: 2026-11-22\nreview_by: 2028-11-22",
        check=date_invalid,
    ),
    Rule(
        slug="review-overdue",
        stage="source",
        severity=Severity.ERROR,
        reason="Out-of-date advice is the most common real-world failure of a leaflet library.",
        basis="NHS-S, POL",
        example="review_by: 2024-01-31",
        mend="review_by: 2028-01-31",
        check=review_overdue,
        limits={"days": 0},
    ),
)
