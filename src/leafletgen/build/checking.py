"""Check a library: read it, judge sources and library, then set each leaflet and judge its pages and PDFs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leafletgen.build.make import Made, Maker, prepare
from leafletgen.build.plan import Job, Request, plan_build
from leafletgen.check.library_subject import library_subject
from leafletgen.check.policy import Policy, waived
from leafletgen.check.printed import PagesSubject, PdfSubject
from leafletgen.check.rules import RULES
from leafletgen.check.run import check_source, subject_of
from leafletgen.check.subject import Subject
from leafletgen.check.text.words import read_word_lists
from leafletgen.diagnostics import Diagnostic, Severity, has_errors, in_order
from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import ReadLeaflet, read_leaflet


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and in which leaflets it looked."""

    root: Path
    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    def failed(self, strict: bool) -> bool:
        """Whether there is an error, or under ``strict`` a warning."""
        return has_errors(self.diagnostics) or (strict and any(d.severity is Severity.WARNING for d in self.diagnostics))


Keep = Callable[[Made], object]
"""What becomes of an output that was only made to be judged."""


def _drop(made: Made) -> None:
    """Nothing: five hundred leaflets would not fit into memory."""


def check_leaflets(root: Path, builtin: Path, names: Sequence[str], today: date, pages: bool, keep: Keep = _drop) -> Checked:
    """Judge the leaflets ``names`` (all where empty) by every rule; without ``pages`` by those that need no typesetting.

    ``keep`` is handed each output that was made for it.
    Raises WrongUsage for an unknown name, EngineMissing for a machine without the engine when pages are to be set.
    """
    library, problems = read_library(root, builtin)
    if library is None:
        return Checked(root, (), in_order(problems))
    jobs = plan_build(library, Request(leaflets=tuple(names)))
    chosen = tuple(dict.fromkeys(job.leaflet for job in jobs))
    subjects: list[Subject] = []
    judge = _PageJudge(library, builtin, Policy(library.settings.check), keep) if pages else None
    found = [*problems, *_found(library, builtin, chosen, jobs, today, judge, subjects)]
    if not names:
        found += _whole_library(library, builtin, tuple(subjects), today)
    return Checked(root, tuple(f"leaflets/{name}.yaml" for name in chosen), in_order(found))


def _found(
    library: Library,
    builtin: Path,
    names: tuple[str, ...],
    jobs: tuple[Job, ...],
    today: date,
    judge: _PageJudge | None,
    subjects: list[Subject],
) -> Iterator[Diagnostic]:
    """What is wrong with each leaflet; those that could be read are added to ``subjects``."""
    language = library.settings.languages[0]
    words = read_word_lists(language, (library.root, builtin))
    yield from words.diagnostics
    policy = Policy(library.settings.check)
    for name in names:
        read = read_leaflet(library, name)
        yield from read.diagnostics
        subject = subject_of(library, read, language, today, words)
        if subject is None:
            continue
        subjects.append(subject)
        if subject.leaflet.withdrawn:
            continue
        yield from check_source(subject, policy)
        if judge and not has_errors(read.diagnostics):
            yield from judge(subject, read, [job for job in jobs if job.leaflet == name])


class _PageJudge:
    """Sets leaflets and judges what comes out. Made only when pages are asked for, since it starts the engine."""

    def __init__(self, library: Library, builtin: Path, policy: Policy, keep: Keep) -> None:
        self.library, self.policy, self.keep = library, policy, keep
        self.maker = Maker(library, builtin)

    def __call__(self, subject: Subject, read: ReadLeaflet, jobs: list[Job]) -> Iterator[Diagnostic]:
        ready = prepare(self.library, read, subject.language, subject.today)
        if ready is None or has_errors(ready.diagnostics):
            return
        for job in jobs:
            made = self.maker.make(job, ready)
            self.keep(made)
            found = [*made.diagnostics, *self._judged(subject, made)]
            yield from waived(found, subject.leaflet.check.ignore, subject.today)

    def _judged(self, subject: Subject, made: Made) -> Iterator[Diagnostic]:
        if made.layout is None or made.data is None:
            return
        edition, name = self.library.editions[made.job.edition], made.job.edition
        pages = PagesSubject(subject, edition, name, made.layout)
        pdf = PdfSubject(subject, edition, name, inspect_pdf(made.data), made.html, made.layout)
        for rule in RULES:
            if rule.stage in ("pages", "pdf"):
                yield from self.policy.judge(rule, pages if rule.stage == "pages" else pdf, subject.source)


def _whole_library(library: Library, builtin: Path, subjects: tuple[Subject, ...], today: date) -> Iterator[Diagnostic]:
    """What only shows in all leaflets together."""
    whole = library_subject(library, subjects, today, builtin)
    for rule in RULES:
        if rule.stage == "library":
            yield from Policy(library.settings.check).judge(rule, whole, whole.source)
