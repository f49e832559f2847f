"""What keeps a leaflet from being printed: the errors that `leafletgen check` finds in its source, and more pages than it may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from leafletgen.build.make import Made, Ready
from leafletgen.check.policy import Policy, waived
from leafletgen.check.printed import PagesSubject
from leafletgen.check.rules import BY_SLUG
from leafletgen.check.run import check_source, subject_of
from leafletgen.check.subject import Subject
from leafletgen.check.text.words import WordLists, read_word_lists
from leafletgen.diagnostics import Diagnostic, Severity
from leafletgen.source.library import Library

STANDINGS = frozenset({"status-draft", "review-overdue"})
"""Rules on where a leaflet stands: a build prints drafts and overdue leaflets with a mark, unless it is a release."""

OF_PAGES = ("page-count",)
"""Rules on pages that a build judges too. The others need `check`, which has the time to look at every line."""


class PrintJudge:
    """Judges one leaflet after another: its source, then what was set of it."""

    def __init__(self, library: Library, builtin: Path, today: date) -> None:
        self.library, self.builtin, self.today = library, builtin, today
        self.policy = Policy.of(library)
        self.words: dict[str, WordLists] = {}
        self.subject: Subject | None = None

    def source(self, ready: Ready, language: str) -> Iterator[Diagnostic]:
        """The errors of a leaflet's source, but for those on where it stands."""
        if language not in self.words:
            self.words[language] = read_word_lists(language, (self.library.root, self.builtin))
        self.subject = subject_of(self.library, ready.read, language, self.today, self.words[language], ready.gathered)
        for problem in _errors(check_source(self.subject, self.policy) if self.subject else ()):
            if problem.rule not in STANDINGS:
                yield problem

    def pages(self, made: Made) -> Iterator[Diagnostic]:
        """The errors of what was set of the leaflet whose source was judged last."""
        if self.subject is None or made.layout is None:
            return
        name = made.job.edition
        pages = PagesSubject(self.subject, self.library.editions[name], name, made.layout)
        found = (d for slug in OF_PAGES for d in self.policy.judge(BY_SLUG[slug], pages, self.subject.source))
        yield from _errors(waived(found, self.subject.leaflet.check.ignore, self.today))


def _errors(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    return (problem for problem in found if problem.severity is Severity.ERROR)
