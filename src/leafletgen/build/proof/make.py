"""Make the proof sheet of one leaflet: read it, check it, set its pages and the sheet, and draw the ones on the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from shlex import quote

from leafletgen.build.checking import check_leaflets
from leafletgen.build.job import Holdings, Job
from leafletgen.build.make import Made, Maker, placed, prepare, setting_problem
from leafletgen.build.output import remove_empty_tmp, write_whole
from leafletgen.build.plan import Request, WrongUsage, plan_build
from leafletgen.build.proof.figures import figures, food_figures
from leafletgen.build.proof.findings import found_problems, since_signed
from leafletgen.build.proof.judging import judging
from leafletgen.build.proof.places import Places, headings
from leafletgen.build.proof.reading import readings
from leafletgen.build.proof.sources import Sources
from leafletgen.build.proof.statements import stated, total, unsourced
from leafletgen.check.changes.since_approval import content_of
from leafletgen.check.run import subject_of
from leafletgen.check.subject import Subject
from leafletgen.check.text.words import read_word_lists
from leafletgen.diagnostics import Diagnostic, Severity, has_errors, in_order
from leafletgen.html.compose import DIGEST_SHOWN, Sheet
from leafletgen.model.blocks import Callout, CalloutBlock
from leafletgen.model.edition import Edition, Paper
from leafletgen.model.leaflet import Leaflet
from leafletgen.pdf.engine import EngineMissing
from leafletgen.pdf.miniatures import place_pages, stand_in
from leafletgen.pdf.typeset import Typesetter
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import ReadLeaflet, read_leaflet

DEFAULT_EDITION = "standard"
"""The edition that is shown where the library prints none."""

FOLDER = Path("dist/proof")
"""Where sheets go."""

_AMERICAN: tuple[Paper, ...] = ("letter", "legal", "half-letter")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; the library's first language and printed edition where None."""

    leaflet: str
    language: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """The sheet, or None with the reasons."""

    language: str
    data: bytes | None
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    """What the checks found; where there is no sheet, why."""


def make_proof(root: Path, builtin: Path, wanted: Wanted, today: date) -> Proof:
    """The proof sheet of a leaflet that can be read, whatever the checks say of it.

    Raises WrongUsage for names that are not known and for a leaflet that is withdrawn, EngineMissing for a machine without the engine.
    """
    library, problems = read_library(root, builtin)
    if library is None:
        return Proof("", None, 0, problems)
    job = _job(library, wanted)
    read = read_leaflet(library, wanted.leaflet)
    language = job.language if job else ""
    words = read_word_lists(language, (root, builtin))
    subject = subject_of(library, read, language, today, words) if job else None
    if job is None or subject is None:
        return Proof(language, None, 0, in_order((*problems, *read.diagnostics)))
    if subject.leaflet.withdrawn:
        raise WrongUsage(f'"{read.name}" is withdrawn: nobody is to get it, so there is nothing to sign')
    maker = Maker(library, builtin)
    made, found = _checked(maker, job, read, root, builtin, today)
    return _set(maker, read, subject, job, made, found)


def write_proof(proof: Proof, leaflet: str, file: Path | None) -> Path | None:
    """Write the sheet to ``file``, or where sheets go; None where there is no sheet. Raises CannotWrite."""
    if proof.data is None:
        return None
    folder, name = (file.parent, file.name) if file else (FOLDER, f"{leaflet}-{proof.language}-proof.pdf")
    path = write_whole(folder, PurePosixPath(name), proof.data)
    remove_empty_tmp(folder)
    return path


def _job(library: Library, wanted: Wanted) -> Job | None:
    """What the sheet shows; None where the library has no brand that can be read."""
    edition = wanted.edition or next((name for name in library.settings.editions if _is_printed(library, name)), DEFAULT_EDITION)
    languages = (wanted.language,) if wanted.language else ()
    jobs = plan_build(Holdings.of(library), Request(leaflets=(wanted.leaflet,), languages=languages, editions=(edition,)))
    if not _is_printed(library, edition):
        raise WrongUsage(f'edition "{edition}" is a web page: name one that has pages, as {DEFAULT_EDITION}')
    return jobs[0] if jobs else None


def _is_printed(library: Library, name: str) -> bool:
    return name in library.editions and library.editions[name].output == "pdf"


def _checked(
    maker: Maker, job: Job, read: ReadLeaflet, root: Path, builtin: Path, today: date
) -> tuple[Made | None, tuple[Diagnostic, ...]]:
    """All that `check` says of the leaflet, and its pages, which are set for that anyhow unless the edition is not one of the library's."""
    kept: list[Made] = []

    def keep(made: Made) -> None:
        if made.job == job:
            kept.append(made)

    found = check_leaflets(root, builtin, (job.leaflet,), today, pages=True, keep=keep).diagnostics
    ready = prepare(maker.library, read, job.language, today)
    if not kept and ready and not has_errors((*read.diagnostics, *ready.diagnostics)):
        kept.append(maker.make(job, ready))
        found = in_order((*found, *kept[0].diagnostics))
    return (kept[0] if kept else None), found


def _set(maker: Maker, read: ReadLeaflet, subject: Subject, job: Job, made: Made | None, found: tuple[Diagnostic, ...]) -> Proof:
    try:
        page = maker.composer.compose_sheet(_sheet(maker.library, read, subject, job, made, found))
        done = Typesetter().typeset(page)
        data = place_pages(done.pdf, made.data) if made and made.data else done.pdf
    except EngineMissing:
        raise
    except Exception as failure:  # as for any leaflet: the engine's failures have no class of their own
        return Proof(job.language, None, 0, in_order((*found, setting_problem(failure, read.source.name))))
    own = (placed(d, read.source) for d in done.diagnostics)
    return Proof(job.language, data, done.pages, in_order((*found, *own)))


def _sheet(library: Library, read: ReadLeaflet, subject: Subject, job: Job, made: Made | None, found: tuple[Diagnostic, ...]) -> Sheet:
    brand, edition = library.brands[job.brand], library.editions[job.edition]
    shown = made if made and made.data and made.layout else None
    images = {f"pages/{number}.png": stand_in(number) for number in range(1, shown.pages + 1)} if shown else {}
    values = _values(library, read, subject, made, found) | {
        "job": job,
        "numbers": _emergency_numbers(subject),
        "command": _command(subject),
    }
    return Sheet("proof", brand, _paper(edition), library.references, values, images)


def _values(library: Library, read: ReadLeaflet, subject: Subject, made: Made | None, found: tuple[Diagnostic, ...]) -> dict[str, object]:
    layout = made.layout if made and made.data else None
    content, _ = content_of(library, read)
    places = Places(content["leaflet"] if content else {}, layout)
    sources = Sources(made.sources if made else (), library.references)
    statements, reading = stated(subject, places, sources), readings(subject)
    numbers = figures(subject, places, sources)
    told = headings(layout) if layout else {}
    return {
        "subject": subject,
        "leaflet": subject.leaflet,
        "code": subject.leaflet.code or subject.name,
        "digest": subject.digest[:DIGEST_SHOWN],
        "overdue": subject.leaflet.review_by < subject.today,
        "pages": [(page.number, told[page.number], page.height / page.width) for page in layout.pages] if layout else [],
        "errors": [d for d in found if d.severity is Severity.ERROR],
        "reading": reading,
        "statements": statements,
        "statement_count": total(statements),
        "unsourced": unsourced(statements),
        "figures": numbers,
        "unsourced_figures": sum(not any(source.known for source in row.sources) for row in numbers),
        "foods": food_figures(subject, places, sources),
        "found": found_problems(subject, found, places),
        "signed": since_signed(library, read, subject),
        "judging": judging(subject, found, not reading.reason),
    }


def _emergency_numbers(subject: Subject) -> tuple[str, ...]:
    """Numbers that the brand or its country adds to the leaflet's boxes, in the order of the leaflet."""
    numbers = {"emergency": subject.brand.numbers.call, "advice": subject.brand.numbers.advice}
    calls = [callout.call for callout in _callouts(subject.leaflet)]
    return tuple(dict.fromkeys(number for call in calls if call and (number := numbers[call])))


def _callouts(leaflet: Leaflet) -> Iterator[Callout]:
    for section in leaflet.sections:
        yield from (block.callout for block in section.content if isinstance(block, CalloutBlock))


def _command(subject: Subject) -> str:
    """What records the sign-off, but for the name and the role."""
    language = subject.language
    named = f" --language {quote(language)}" if language != subject.library.settings.languages[0] else ""
    return f"leafletgen approve {quote(subject.name)}{named}"


def _paper(edition: Edition) -> Edition:
    """The edition on a sheet of paper that staff print on: A4, or US Letter where the edition is American."""
    return edition.model_copy(update={"paper": "letter" if edition.paper in _AMERICAN else "A4", "ink": "colour"})
