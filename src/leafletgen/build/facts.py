"""Facts: what lists and catalogues tell of a leaflet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leafletgen.build.make import Ready


@dataclass(frozen=True, slots=True)
class Facts:
    """What lists and catalogues tell of a leaflet, as it stood when it was printed. Dates are ISO 8601."""

    code: str
    kind: str
    topic: str
    title: str
    summary: str
    audience: str
    version: str
    published: str
    review_by: str
    codes: Mapping[str, tuple[str, ...]]
    """Clinical codes by their system, as `icd10`."""
    digest: str
    """SHA-256 of its content, in hex: what an approval signs."""
    keywords: tuple[str, ...] = ()
    approved: str = ""
    """Day of the approval; empty for a draft."""
    overdue: bool = False
    """Whether its review date was past."""

    @property
    def state(self) -> str:
        """`overdue`, `draft` or `approved`; an overdue leaflet is told as that first."""
        return "overdue" if self.overdue else "approved" if self.approved else "draft"


def facts_of(name: str, ready: Ready) -> Facts:
    """The facts of the leaflet ``name``."""
    from leafletgen.html.markup import plain

    leaflet = ready.leaflet
    return Facts(
        code=leaflet.code or name,
        kind=leaflet.kind,
        topic=leaflet.topic or "",
        title=plain(leaflet.title),
        summary=plain(leaflet.summary or ""),
        audience=plain(leaflet.audience or ""),
        version=leaflet.version,
        published=leaflet.published.isoformat(),
        review_by=leaflet.review_by.isoformat(),
        codes={system: tuple(codes) for system, codes in leaflet.codes if codes},
        keywords=leaflet.keywords,
        digest=ready.digest,
        approved=ready.approval.on.isoformat() if ready.approval else "",
        overdue=ready.overdue,
    )
