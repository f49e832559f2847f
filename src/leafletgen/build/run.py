"""Run: read the library, make every job, write what is whole, report the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from leafletgen.build.job import Holdings, Job
from leafletgen.build.make import Maker, Ready, prepare
from leafletgen.build.output import remove_empty_tmp, write_whole
from leafletgen.build.plan import Request, output_path, pages_path, plan_build, withdrawn_outputs
from leafletgen.build.print_judge import PrintJudge
from leafletgen.diagnostics import Diagnostic, advice, error, has_errors, warning
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import ReadLeaflet, read_leaflet

Standing = Callable[[Ready, ReadLeaflet, str], Iterator[Diagnostic]]
"""Given a leaflet, its file and language, what follows from where it stands; an error keeps it from being printed."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a build. ``path`` is None when it was not made."""

    job: Job
    path: Path | None
    pages: int = 0
    """Pages of the leaflet."""
    size: int = 0
    sheets: int = 0
    """Sheets of paper, in a file that is for paper only; the tagged pages are in the file beside it."""


@dataclass(slots=True)
class Report:
    """What a build has done so far."""

    outputs: list[Output] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether a leaflet, or a file that leaflets share, has errors."""
        return has_errors(self.diagnostics)


def build(
    root: Path, builtin: Path, folder: Path, request: Request, today: date, report: Report, standing: Standing | None = None
) -> Iterator[Output]:
    """Build what ``request`` asks for into ``folder``, telling each output as it is done and all else in ``report``.

    A leaflet whose source has errors by `leafletgen check` is not printed.
    ``standing`` says what follows from being a draft or overdue: `marked` (where None) prints the leaflet all the same, `refused` does not.
    Raises WrongUsage for unknown names, CannotWrite for a folder that cannot be written, EngineMissing for a machine without the engine.
    """
    library, problems = read_library(root, builtin)
    report.diagnostics += problems
    if library is None:
        return
    jobs = plan_build(Holdings.of(library), request)
    many_brands = len({job.brand for job in jobs}) > 1
    maker, judge = Maker(library, builtin), PrintJudge(library, builtin, today)
    leaflets = list(dict.fromkeys(job.leaflet for job in jobs))
    reads = {name: read_leaflet(library, name) for name in leaflets}
    for name in leaflets:
        read = reads[name]
        report.diagnostics += read.diagnostics
        if read.leaflet and read.leaflet.withdrawn:
            report.removed += _recall(folder, read, report)
            continue
        own = [job for job in jobs if job.leaflet == name]
        ready = prepare(library, read, own[0].language, today)
        report.diagnostics += ready.diagnostics if ready else ()
        if ready and not has_errors(read.diagnostics):
            stands = (*judge.source(ready, own[0].language), *(standing or marked)(ready, read, own[0].language))
            report.diagnostics += stands
            ready = None if has_errors(stands) else ready
        else:
            ready = None
        for job in own:
            for output in _make(maker, judge, library, job, ready, folder, many_brands, report):
                report.outputs.append(output)
                yield output
    if not request.leaflets:
        report.diagnostics += _unused_references(library, reads)
    remove_empty_tmp(folder)


def _make(
    maker: Maker, judge: PrintJudge, library: Library, job: Job, ready: Ready | None, folder: Path, many_brands: bool, report: Report
) -> Iterator[Output]:
    if ready is None or has_errors(ready.diagnostics):
        yield Output(job, None)
        return
    made = maker.make(job, ready)
    found = tuple(dict.fromkeys((*made.diagnostics, *judge.pages(made))))
    report.diagnostics += [d for d in found if d not in report.diagnostics]
    if made.data is None or has_errors(found):
        yield Output(job, None)
        return
    path = write_whole(folder, output_path(job, Holdings.of(library), many_brands), made.data)
    yield Output(job, path, made.pages, len(made.data), made.sheets)
    if made.tagged:
        path = write_whole(folder, pages_path(job, many_brands), made.tagged)
        yield Output(job, path, made.pages, len(made.tagged))


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


def _at(read: ReadLeaflet, key: str, severity: Callable[..., Diagnostic], rule: str, message: str, fix: str) -> Diagnostic:
    span = read.source.key_span((key,)) if key == "version" else read.source.span((key,))
    return severity(rule, message, span, fix, read.source.excerpt(span))


def _recall(folder: Path, read: ReadLeaflet, report: Report) -> list[Path]:
    span = read.source.key_span(("withdrawn",))
    report.diagnostics.append(advice("withdrawn", "this leaflet is withdrawn: it is not built", span, "", read.source.excerpt(span)))
    removed = withdrawn_outputs(folder, read.name)
    for path in removed:
        path.unlink(missing_ok=True)
    return removed


def _unused_references(library: Library, reads: Mapping[str, ReadLeaflet]) -> Iterator[Diagnostic]:
    """Entries that no leaflet cites. Only said when every leaflet could be read: a broken one may cite them."""
    if any(read.leaflet is None for read in reads.values()):
        return
    cited = frozenset().union(*(read.cited for read in reads.values()))
    for id in library.references:
        if id not in cited:
            yield advice(
                "reference-unused",
                f'no leaflet cites "{id}"',
                library.reference_spans[id],
                "cite it or remove it",
                library.reference_lines[id],
            )
