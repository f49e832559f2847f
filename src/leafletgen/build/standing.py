"""Standing: what follows for a build from where a leaflet stands: a draft, overdue or withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from leafletgen.build.make import Ready
from leafletgen.diagnostics import Diagnostic, advice, error, warning
from leafletgen.source.reader import ReadLeaflet


def marked(ready: Ready, read: ReadLeaflet, language: str) -> Iterator[Diagnostic]:
    """Whether the leaflet is a draft or overdue: printed all the same, and marked."""
    if ready.approval is None:
        yield _at(
            read,
            "version",
            warning,
            "status-draft",
            "nobody has approved this leaflet: it is printed as a draft",
            "have a clinician read and approve it",
        )
    if ready.overdue:
        yield _at(
            read,
            "review_by",
            warning,
            "review-overdue",
            f"the review was due on {ready.leaflet.review_by}",
            "review it, then set a new date",
        )


def refused(ready: Ready, read: ReadLeaflet, language: str) -> Iterator[Diagnostic]:
    """Why the leaflet cannot be released: a draft (or a translation that nobody has signed), or overdue."""
    version = ready.leaflet.version
    if ready.approval is None or ready.approval.version != version:
        message = f"version {version} in {language} is not released: nobody has approved its content as it is"
        fix = f"have a clinician read it, then run `leafletgen approve {read.name} --language {language} --by NAME --role ROLE`"
        yield _at(read, "version", error, "status-draft", message, fix)
    if ready.overdue:
        message = f"version {version} in {language} is not released: its review was due on {ready.leaflet.review_by}"
        yield _at(read, "review_by", error, "review-overdue", message, "review it, set a new date, and have it approved")


def recalled(read: ReadLeaflet) -> Diagnostic:
    """That the leaflet is withdrawn."""
    span = read.source.key_span(("withdrawn",))
    return advice("withdrawn", "this leaflet is withdrawn: it is not built", span, "", read.source.excerpt(span))


def _at(read: ReadLeaflet, key: str, severity: Callable[..., Diagnostic], rule: str, message: str, fix: str) -> Diagnostic:
    span = read.source.key_span((key,)) if key == "version" else read.source.span((key,))
    return severity(rule, message, span, fix, read.source.excerpt(span))
