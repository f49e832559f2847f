"""Governance: which version this is, since when and until when it holds, and whether a clinician has signed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.diagnostics import Severity
from leafletgen.html.markup import plain


def title_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A title that is too long to be read at a glance; the reader reports one that is not there."""
    length = len(plain(subject.leaflet.title))
    if length > limits["characters"]:
        yield Finding(
            path=("title",),
            message=f"the title has {length} characters, more than {limits['characters']:g}",
            fix="shorten it, and say the rest in the summary",
            severity=Severity.WARNING,
            value=length,
            limit=limits["characters"],
        )


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
        yield Finding(
            path=("published",), message=f"the publication date {leaflet.published} is in the future", fix="set the day of this version"
        )


def review_overdue(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """The review date is past."""
    days = (subject.today - subject.leaflet.review_by).days
    if days > limits["days"] and not subject.leaflet.withdrawn:
        yield Finding(
            path=("review_by",),
            message=f"the review was due on {subject.leaflet.review_by}, {_days(days)} ago",
            fix="review the leaflet, then set a new version and review date",
            value=days,
            limit=limits["days"],
        )


def review_soon(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """The review falls due before a review usually gets done."""
    days = (subject.leaflet.review_by - subject.today).days
    if 0 <= days <= limits["days"] and not subject.leaflet.withdrawn:
        yield Finding(
            path=("review_by",),
            message=f"the review is due on {subject.leaflet.review_by}, {f'in {_days(days)}' if days else 'today'}",
            fix="start the review now",
            value=days,
            limit=limits["days"],
        )


def review_interval(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """More time between publication and review than policies allow."""
    leaflet = subject.leaflet
    months = months_between(leaflet.published, leaflet.review_by)
    if months > limits["months"]:
        yield Finding(
            path=("review_by",),
            message=f"the review is due {months} months after publication, more than {limits['months']:g}",
            fix=f"set a review date within {limits['months']:g} months of {leaflet.published}",
            value=months,
            limit=limits["months"],
        )


def status_draft(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Nobody has signed off this content."""
    if subject.approval is None and not subject.leaflet.withdrawn:
        signed = sorted({a.version for a in subject.library.approvals if (a.leaflet, a.language) == (subject.name, subject.language)})
        since = f", and what was approved ({', '.join(signed)}) has changed since" if signed else ""
        yield Finding(
            path=("version",),
            message=f"version {subject.leaflet.version} is a draft: nobody has approved it{since}",
            fix=f"have a clinician read it, then run `leafletgen approve {subject.name} --by NAME --role ROLE`",
        )


def approval_changed(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """What is not as it was signed, numbers and doses first: the clinician reads these words, not the whole leaflet again."""
    since = subject.since_approval
    if since is None or subject.leaflet.withdrawn:
        return
    signed = f"{since.approval.by} approved version {since.approval.version} on {since.approval.on}"
    if since.untold:
        yield Finding(path=("version",), message=since.untold, fix="have a clinician read the whole leaflet")
    for change in since.changes:
        yield Finding(
            path=change.path if change.kind != "reference" else (),
            span=change.span,
            message=f"{change.place}: {change.words}".removeprefix(": "),
            fix=f"{signed}: have this change read and approved",
        )


def months_between(start: date, end: date) -> int:
    """Months from ``start`` to ``end``, a begun month counted as a whole one."""
    return (end.year - start.year) * 12 + end.month - start.month + (end.day > start.day)


def _days(count: int) -> str:
    return f"{count} day{'s' * (count != 1)}"


_DATES = "published: 2026-11-22\nreview_by: 2028-11-22"

RULES = (
    Rule(
        slug="title-missing",
        stage="source",
        severity=Severity.ERROR,
        reason="A leaflet without a clear, short title is not found, and a screen reader announces it as nothing.",
        basis="MP 06-003, POL",
        example="title: Everything that you and your family may want to know about vitamin B12 and your nerves",
        mend="title: Vitamin B12 and your nerves",
        check=title_missing,
        limits={"characters": 70},
    ),
    Rule(
        slug="date-invalid",
        stage="source",
        severity=Severity.ERROR,
        reason="A reader, and whoever audits the library, trusts the dates to be in order.",
        basis="[P]",
        example="published: 2026-11-22\nreview_by: 2026-01-01",
        mend=_DATES,
        check=date_invalid,
    ),
    Rule(
        slug="review-missing",
        stage="read",
        severity=Severity.ERROR,
        reason="A leaflet that nobody must look at again goes out of date unseen.",
        basis="NHS-S, POL",
        example="published: 2026-11-22",
        mend=_DATES,
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
    Rule(
        slug="review-soon",
        stage="source",
        severity=Severity.WARNING,
        reason="A review takes months, so it must start before it is due.",
        basis="POL",
        example="review_by: 2026-12-01",
        mend="review_by: 2028-12-01",
        check=review_soon,
        limits={"days": 90},
    ),
    Rule(
        slug="review-interval",
        stage="source",
        severity=Severity.WARNING,
        reason="Hospital policies review leaflets at least every three years.",
        basis="POL",
        example="published: 2026-11-22\nreview_by: 2032-11-22",
        mend=_DATES,
        check=review_interval,
        limits={"months": 36},
    ),
    Rule(
        slug="approval-missing",
        stage="read",
        severity=Severity.ERROR,
        reason="A sign-off counts only with a name, a role and a date.",
        basis="NHS-S",
        example="- {leaflet: b12-nerve-health, version: '1.0', digest: ..., by: Dr A. Okafor}",
        mend="- {leaflet: b12-nerve-health, version: '1.0', digest: ..., by: Dr A. Okafor, role: Neurologist, on: 2026-11-22}",
    ),
    Rule(
        slug="status-draft",
        stage="source",
        severity=Severity.WARNING,
        reason="What no clinician has approved must not reach patients; it prints with DRAFT on every page.",
        basis="[P]",
        example="version: '1.1'   # changed since 1.0 was approved",
        mend="leafletgen approve b12-nerve-health --by 'Dr A. Okafor' --role Neurologist",
        check=status_draft,
    ),
    Rule(
        slug="approval-changed",
        stage="source",
        severity=Severity.ADVICE,
        reason="Who signs again should see, word by word, what is not as it was signed.",
        basis="NHS-S",
        example="- text: Take 100 mg a day.   # 10 mg when it was approved",
        mend="leafletgen approve b12-nerve-health --by 'Dr A. Okafor' --role Neurologist",
        check=approval_changed,
    ),
)
