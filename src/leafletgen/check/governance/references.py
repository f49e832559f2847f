"""References: that a leaflet has sources, that they can be looked up, still stand, and are not out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.check.library_subject import LibrarySubject
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.diagnostics import Severity, Span
from leafletgen.model.citation import placed
from leafletgen.model.reference import Reference, When

_RETRACTED = re.compile(r"(?i)\b(?:retract(?:ed|ion)|withdrawn)\b")
_TITLE_RETRACTED = re.compile(
    r"(?i)^\W*(?:(?:retracted|withdrawn|removed)(?: article)?\s*[:\])—–-]|retraction(?: notice)?(?: to| of)?\s*[:“\"]|retraction notice\b)"
)


def references_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A leaflet that cites nothing."""
    if not subject.read.cited and not _cites_unknown(subject):
        yield Finding(
            path=("title",),
            at_key=True,
            message="the leaflet cites no source",
            fix="cite where each fact comes from, as [@nice-ng239], and list it in references.yaml",
        )


def reference_old(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A source that came out too long ago to be trusted unread; told once, where it is first cited."""
    ages = {id: subject.today.year - when.year for id in subject.read.cited if (when := _when(subject.library.references[id]))}
    for id, spans in _places(subject, {id for id, age in ages.items() if age > limits["years"]}).items():
        verb = "came out" if subject.library.references[id].issued else "was read"
        yield Finding(
            span=spans[0],
            message=f'"{id}" {verb} in {subject.today.year - ages[id]}, {ages[id]} years ago',
            fix="look for newer evidence, or say in a waiver why it still holds",
            value=ages[id],
            limit=limits["years"],
        )


def _when(reference: Reference) -> When | None:
    """When it came out; when it was read, where it does not say."""
    return reference.issued or reference.accessed


def reference_retracted(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A source that its publisher has taken back, wherever it is cited."""
    for id, spans in _places(subject, {id for id in subject.read.cited if is_retracted(subject.library.references[id])}).items():
        for span in spans:
            yield Finding(span=span, message=f'"{id}" has been retracted', fix="take the statement out, or find a source that still stands")


def reference_unused(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """A source that no leaflet cites. Nothing is said while a leaflet cannot be read, since that one may cite it."""
    if not subject.whole:
        return
    used = {id for leaflet in subject.leaflets.values() for id in leaflet.read.cited}
    for id in subject.library.references:
        if id not in used:
            yield Finding(span=_entry(subject, id), message=f'no leaflet cites "{id}"', fix="cite it, or take it out of references.yaml")


def reference_unlinkable(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """A source that a reader has no way to look up."""
    for id, reference in subject.library.references.items():
        if not (reference.doi or reference.url or reference.pmid or reference.pmcid or reference.isbn):
            yield Finding(
                span=_entry(subject, id),
                message=f'"{id}" has no DOI, URL, PMID or ISBN',
                fix="add `DOI:`, or the `URL:` where it can be read",
            )


def is_retracted(reference: Reference) -> bool:
    """Whether the entry says so: in CSL's `status`, in a note, or in the title as PubMed and Cochrane mark it."""
    said = f"{reference.status or ''} {reference.note or ''}"
    return bool(
        (_RETRACTED.search(said) and not re.search(r"(?i)\bnot (?:been )?retracted", said)) or _TITLE_RETRACTED.search(reference.title)
    )


def _cites_unknown(subject: Subject) -> bool:
    """Whether it cites at all, if only what is no reference of the library."""
    return any(placed(passage.markdown) for passage in subject.passages) or any(subject.leaflet.sources())


def _places(subject: Subject, ids: set[str]) -> dict[str, list[Span]]:
    """The places where each of ``ids`` is cited, in the order of the file."""
    found: dict[str, list[Span]] = {}
    for passage in subject.passages if ids else ():
        for position, citation in placed(passage.markdown):
            if citation.id in ids:
                span = subject.source.span_in_text(passage.path, passage.markdown, position, len(citation.id) + 1)
                found.setdefault(citation.id, []).append(span)
    for path, id in subject.leaflet.sources() if ids else ():
        if id in ids:
            found.setdefault(id, []).append(subject.source.span(path))
    return {id: sorted(spans, key=lambda span: (span.line, span.column)) for id, spans in found.items()}


def _entry(subject: LibrarySubject, id: str) -> Span:
    return subject.library.reference_spans.get(id, Span("leaflets/references.yaml"))


_SOURCE = "- {id: trial-2023, type: article-journal, title: A trial, container-title: A Journal"

RULES = (
    Rule(
        slug="references-missing",
        stage="source",
        severity=Severity.WARNING,
        reason="Without sources nobody can tell advice from opinion, or check it when it is reviewed.",
        basis="DISCERN-4, NHS-S",
        example="- text: Low B12 can harm nerves.   # and no citation in the whole leaflet",
        mend="- text: Low B12 can harm nerves. [@nhs-b12-anaemia]",
        check=references_missing,
    ),
    Rule(
        slug="citation-unknown",
        stage="read",
        severity=Severity.ERROR,
        reason="A claim that cites nothing looks as if it were proved.",
        basis="[P]",
        example="- text: Low B12 can harm nerves. [@nice-ng329]",
        mend="- text: Low B12 can harm nerves. [@nice-ng239]",
    ),
    Rule(
        slug="reference-unused",
        stage="library",
        severity=Severity.ADVICE,
        reason="A source that nothing cites is kept up for nothing.",
        basis="[P]",
        example=_SOURCE + ", DOI: 10.1000/xyz123}   # cited nowhere",
        mend="- text: Treatment helps most people. [@trial-2023]",
        check=reference_unused,
    ),
    Rule(
        slug="reference-old",
        stage="source",
        severity=Severity.ADVICE,
        reason="Evidence moves on; an old source wants a second look at each review.",
        basis="DISCERN-5",
        example=_SOURCE + ', issued: "2006"}',
        mend=_SOURCE + ', issued: "2023"}',
        check=reference_old,
        limits={"years": 5},
    ),
    Rule(
        slug="reference-retracted",
        stage="source",
        severity=Severity.ERROR,
        reason="What has been retracted must not guide anyone's care.",
        basis="[P]",
        example=_SOURCE + ", status: retracted}",
        mend="- text: Treatment helps most people. [@review-2025]",
        check=reference_retracted,
    ),
    Rule(
        slug="reference-unlinkable",
        stage="library",
        severity=Severity.WARNING,
        reason="A reader or reviewer must be able to look a source up.",
        basis="DISCERN-4",
        example=_SOURCE + "}",
        mend=_SOURCE + ", DOI: 10.1000/xyz123}",
        check=reference_unlinkable,
    ),
)
