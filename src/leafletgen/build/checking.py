"""Check a library: read it, judge sources and library, then set each leaflet and judge its pages and PDFs."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leafletgen.build.job import Holdings, Job
from leafletgen.build.plan import Request, plan_build
from leafletgen.check.governance.translations import TranslationSubject
from leafletgen.check.library_subject import library_subject
from leafletgen.check.policy import Policy, waived
from leafletgen.check.rules import RULES
from leafletgen.check.run import check_source, subject_of
from leafletgen.check.settings_names import settings_problems
from leafletgen.check.subject import Subject
from leafletgen.check.text.words import read_word_lists
from leafletgen.diagnostics import Diagnostic, Severity, has_errors, in_order
from leafletgen.source.files import with_excerpts
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import read_leaflet
from leafletgen.source.translations import read_translation, translation_files

if TYPE_CHECKING:
    from leafletgen.build.make import Made
    from leafletgen.build.page_judge import Keep, PageJudge


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and in which leaflets it looked."""

    root: Path
    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    def failed(self, strict: bool) -> bool:
        """Whether there is an error, or under ``strict`` a warning."""
        return has_errors(self.diagnostics) or (strict and any(d.severity is Severity.WARNING for d in self.diagnostics))

    def seen_from(self, base: Path) -> Checked | None:
        """The same with files named from ``base`` on, as a host of code does; None where the library is not below it."""
        root, base = self.root.resolve(), base.resolve()
        if not root.is_relative_to(base):
            return None
        below = root.relative_to(base)
        found = (d.moved(d.span._replace(file=(below / d.span.file).as_posix()), d.excerpt) for d in self.diagnostics)
        return Checked(self.root, tuple((below / file).as_posix() for file in self.files), tuple(found))


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
    jobs = plan_build(Holdings.of(library), Request(leaflets=tuple(names)))
    chosen = tuple(dict.fromkeys(names or library.names))
    judge = _page_judge(library, builtin, keep) if pages else None
    with nullcontext() if pages else _no_collection():
        found = [*problems, *_all_found(library, builtin, chosen, jobs, today, judge, whole=not names)]
    return Checked(
        root, tuple(f"leaflets/{name}.yaml" for name in chosen), in_order(with_excerpts(Policy.of(library).weighed(found), (root, builtin)))
    )


def _page_judge(library: Library, builtin: Path, keep: Keep) -> PageJudge:
    from leafletgen.build.page_judge import PageJudge  # a check of sources alone need not load what sets pages

    return PageJudge(library, builtin, Policy.of(library), keep)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without Python's search for cycles of garbage, which walks all leaflets read so far, again and again, a tenth of the time.

    Reading and judging sources leaves hardly any such garbage; setting pages does.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _all_found(
    library: Library, builtin: Path, names: tuple[str, ...], jobs: tuple[Job, ...], today: date, judge: PageJudge | None, *, whole: bool
) -> list[Diagnostic]:
    """What all rules find. The leaflets are let go with the end of this function, so that a collection after it need not walk them."""
    subjects: list[Subject] = []
    found = [*settings_problems(library), *_found(library, builtin, names, jobs, today, Policy.of(library), judge, subjects)]
    if whole:
        found += _whole_library(library, builtin, today, tuple(subjects))
    return found


def _found(
    library: Library,
    builtin: Path,
    names: tuple[str, ...],
    jobs: tuple[Job, ...],
    today: date,
    policy: Policy,
    judge: PageJudge | None,
    subjects: list[Subject],
) -> Iterator[Diagnostic]:
    """What each leaflet's rules find; adds every leaflet that can be read to ``subjects``."""
    language = library.settings.languages[0]
    words = read_word_lists(language, (library.root, builtin))
    yield from words.diagnostics
    translated = translation_files(library.root)
    for name in names:
        read = read_leaflet(library, name)
        yield from read.diagnostics
        subject = subject_of(library, read, language, today, words)
        if subject is None:
            continue
        subjects.append(subject.without_pictures() if subject.gathered.pictures else subject)
        if subject.leaflet.withdrawn:
            continue
        yield from check_source(subject, policy)
        yield from _translated(subject, policy, [language for language, leaflet in translated if leaflet == name])
        if judge and not has_errors(read.diagnostics):
            yield from judge(subject, read, [job for job in jobs if job.leaflet == name])


def _translated(subject: Subject, policy: Policy, languages: list[str]) -> Iterator[Diagnostic]:
    """What is wrong with the leaflet's translations."""
    for language in languages:
        translation, problems = read_translation(subject.library.root, language, subject.name)
        yield from problems
        looked_at = TranslationSubject(subject, translation) if translation else None
        rules = [rule for rule in RULES if rule.stage == "translation"] if looked_at else []
        found = [problem for rule in rules for problem in policy.judge(rule, looked_at, subject.source)]
        yield from waived(found, subject.leaflet.check.ignore, subject.today)


def _whole_library(library: Library, builtin: Path, today: date, subjects: tuple[Subject, ...]) -> Iterator[Diagnostic]:
    """What only shows in all leaflets together."""
    whole, policy = library_subject(library, subjects, today, builtin), Policy.of(library)
    for rule in RULES:
        if rule.stage == "library":
            yield from policy.judge(rule, whole, whole.source)
