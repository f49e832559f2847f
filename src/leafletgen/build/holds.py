"""How long a judgement of a leaflet holds: today enters into a few facts only, each with the day on which it changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from leafletgen.check.policy import Policy
from leafletgen.check.rules import BY_SLUG
from leafletgen.diagnostics import Severity
from leafletgen.model.leaflet import Leaflet

_DAY = timedelta(days=1)


def holds(leaflet: Leaflet, policy: Policy, today: date) -> tuple[str, str]:
    """The first day of the span around ``today`` in which a build says the same of ``leaflet``, and the first after it; empty for ever."""
    turns = sorted(_turns(leaflet, policy, today))
    since = max((day for day in turns if day <= today), default=None)
    until = min((day for day in turns if day > today), default=None)
    return (since.isoformat() if since else "", until.isoformat() if until else "")


def _turns(leaflet: Leaflet, policy: Policy, today: date) -> Iterator[date]:
    """Days from which on something is different."""
    yield leaflet.published
    yield leaflet.review_by + _DAY
    yield from (waiver.until + _DAY for waiver in leaflet.check.ignore if waiver.until)
    # A build tells errors only. These are none unless the library makes them so.
    soon, old = BY_SLUG["review-soon"], BY_SLUG["reference-old"]
    if policy.severity(soon) is Severity.ERROR:
        yield leaflet.review_by - timedelta(days=int(next(iter(policy.limits(soon).values()), 0)))
    if policy.severity(old) is Severity.ERROR:
        yield from (date(today.year, 1, 1), date(today.year + 1, 1, 1))
