"""Judge leaflets as printed: set each as its jobs ask, and look at the pages and PDFs. A module apart, since it loads what sets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from leafletgen.build.job import Job
from leafletgen.build.make import Made, Maker, prepare
from leafletgen.check.policy import Policy, waived
from leafletgen.check.printed import PagesSubject, PdfSubject
from leafletgen.check.rules import BY_SLUG, RULES
from leafletgen.check.subject import Subject
from leafletgen.diagnostics import Diagnostic, has_errors
from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.source.library import Library
from leafletgen.source.reader import ReadLeaflet

Keep = Callable[[Made], object]
"""What becomes of an output that was only made to be judged."""


class PageJudge:
    """Sets leaflets and judges what comes out. Made only when pages are asked for, since it starts the engine."""

    def __init__(self, library: Library, builtin: Path, policy: Policy, keep: Keep) -> None:
        self.library, self.policy, self.keep = library, policy, keep
        self.maker = Maker(library, builtin)
        # Setting a leaflet again doubles the time of its check, so it is done where a library wants it, and for one edition.
        self.second = Maker(library, builtin) if policy.severity(BY_SLUG["pdf-repeatable"]) else None

    def __call__(self, subject: Subject, read: ReadLeaflet, jobs: list[Job]) -> Iterator[Diagnostic]:
        """What is wrong with the outputs of ``jobs``, which are the leaflet's."""
        ready = prepare(self.library, read, subject.language, subject.today, subject.gathered)
        if ready is None or has_errors(ready.diagnostics):
            return
        second = self.second
        for job in jobs:
            made = self.maker.make(job, ready)
            self.keep(made)
            again = second.make(job, ready).data if second and made.layout else None
            second = None if again else second
            found = [*made.diagnostics, *self._judged(subject, made, again)]
            yield from waived(found, subject.leaflet.check.ignore, subject.today)

    def _judged(self, subject: Subject, made: Made, again: bytes | None) -> Iterator[Diagnostic]:
        # Sheets are for paper: what is judged is the pages beside them.
        if made.layout is None or made.data is None or made.readable is None:
            return
        edition, name = self.library.editions[made.job.edition], made.job.edition
        pages = PagesSubject(subject, edition, name, made.layout)
        twice = (made.data, again) if again else None
        pdf = PdfSubject(subject, edition, name, inspect_pdf(made.readable), made.html, made.layout, twice)
        for rule in RULES:
            if rule.stage in ("pages", "pdf"):
                yield from self.policy.judge(rule, pages if rule.stage == "pages" else pdf, subject.source)
