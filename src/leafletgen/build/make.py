"""Make: one job, from the model to the bytes of its output. This is where the wings meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from leafletgen.build.fit import fitted
from leafletgen.build.job import Job
from leafletgen.build.sheets import is_imposed, on_sheets, unfit
from leafletgen.check.content import Gathered, gather
from leafletgen.diagnostics import Diagnostic, Span, error, has_errors
from leafletgen.html.compose import CannotCompose, Composer, Copy
from leafletgen.html.library_file import FileProblem
from leafletgen.html.markup import plain
from leafletgen.html.pictures import Picture, PictureProblem, read_picture
from leafletgen.html.press_profile import read_profile
from leafletgen.model.brand import Brand
from leafletgen.model.edition import Edition
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.page import Page
from leafletgen.model.settings import Approval
from leafletgen.pdf.engine import EngineMissing, NoFonts
from leafletgen.pdf.layout_facts import Layout
from leafletgen.pdf.typeset import Typeset, Typesetter
from leafletgen.source.library import Library
from leafletgen.source.located import SourceFile
from leafletgen.source.reader import ReadLeaflet


@dataclass(frozen=True, slots=True)
class Ready:
    """A leaflet that can be built: its model, its pictures and where it stands."""

    read: ReadLeaflet
    leaflet: Leaflet
    gathered: Gathered
    approval: Approval | None
    overdue: bool

    @property
    def pictures(self) -> Mapping[str, Picture]:
        """Its pictures by path."""
        return self.gathered.pictures

    @property
    def digest(self) -> str:
        """The digest of its content."""
        return self.gathered.digest

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with its pictures."""
        return self.gathered.diagnostics


@dataclass(frozen=True, slots=True)
class Made:
    """What a job gave: the bytes of its file, or None with the reasons."""

    job: Job
    data: bytes | None
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    layout: Layout | None = None
    """Where everything stands on the pages; None for a web page, and where there is no output."""
    html: str = ""
    """The page that it was set from."""
    sources: tuple[str, ...] = ()
    """Ids of the references that it cites, in the order of their numbers."""
    tagged: bytes | None = None
    """The tagged pages beside sheets, which are for paper only; None where ``data`` itself is tagged."""
    sheets: int = 0
    """Sheets of paper, where ``data`` is sheets."""
    files: frozenset[str] = frozenset()
    """Names of the templates and styles that its page was composed from."""
    page: str = ""
    """Digest of the page that it was set from."""
    is_known: bool = False
    """Whether it was left unset, since it would come out as the one that is known."""

    @property
    def readable(self) -> bytes | None:
        """The file that is read on a screen, and aloud."""
        return self.tagged or self.data


def prepare(library: Library, read: ReadLeaflet, language: str, today: date, gathered: Gathered | None = None) -> Ready | None:
    """Gather what every job of a leaflet shares, its pictures with what is wrong with them. None when its file could not be read as one.

    ``gathered`` is what the caller has gathered already.
    """
    gathered = gathered or gather(library, read)
    if read.leaflet is None or gathered is None:
        return None
    return Ready(
        read=read,
        leaflet=read.leaflet,
        gathered=gathered,
        approval=gathered.approval(library, read.name, language),
        overdue=read.leaflet.review_by < today,
    )


class Maker:
    """Makes jobs of one library, one after another, sharing templates, fonts and styles."""

    def __init__(self, library: Library, builtin: Path) -> None:
        self.library = library
        self.composer = Composer((library.root, builtin))
        self.setter: Typesetter | None = None

    def make(self, job: Job, ready: Ready, known: str = "") -> Made:
        """The output of ``job``, but not where it would be set from the page whose digest is ``known``.

        Whatever goes wrong comes back as diagnostics: one leaflet never stops the others.
        """
        pictures = dict(ready.pictures)
        brand = self.library.brands[job.brand]
        logo = list(self.logo(brand, job.brand, pictures))
        if logo:
            return Made(job, None, 0, tuple(logo))
        try:
            return self._make(job, ready, brand, pictures, known)
        except FileProblem as problem:
            span = Span(f"leaflets/brands/{job.brand}.yaml")
            return Made(job, None, 0, (error("press-profile", problem.message, span, problem.fix),))
        except (EngineMissing, MemoryError):
            raise
        except Exception as failure:
            # The engine's failures have no class of their own; this leaflet is lost, the rest are not.
            return Made(job, None, 0, (setting_problem(failure, ready.read.source.name),))

    def _make(self, job: Job, ready: Ready, brand: Brand, pictures: Mapping[str, Picture], known: str) -> Made:
        edition = self.library.editions[job.edition]
        page = self._compose(job, ready, brand, pictures, edition)
        budget = ready.leaflet.budget(job.edition, edition.large_print) if edition.output == "pdf" else None
        made_from = digest_of_page(page, edition, job.n_up, budget)
        if made_from == known:
            return Made(job, None, 0, (), sources=page.sources, files=page.files, page=known, is_known=True)
        most = min((number for number in (budget, edition.panels) if number), default=None)

        def set_in(tighter: Edition) -> Made:
            composed = page if tighter is edition else self._compose(job, ready, brand, pictures, tighter)
            return self._set(job, ready, composed, tighter)

        made = set_in(edition) if most is None else fitted(edition, lambda made: made.pages <= most, set_in)
        made = self._imposed(made, ready, brand, edition) if is_imposed(edition, job) else made
        return replace(made, files=page.files, page=made_from)

    def _imposed(self, made: Made, ready: Ready, brand: Brand, edition: Edition) -> Made:
        """What was set, on sheets; its pages go beside them."""
        if made.data is None or made.layout is None:
            return made
        over = tuple(unfit(edition, made.layout, ready.read.source))
        if over:
            return replace(made, data=None, diagnostics=(*made.diagnostics, *over))
        phrase = partial(self.composer.phrase, made.job.language, brand.locale)
        sheets, count = on_sheets(made.data, made.pages, made.job, edition, plain(ready.leaflet.title), phrase)
        return replace(made, data=sheets, tagged=made.data, sheets=count)

    def copy(self, job: Job, ready: Ready, brand: Brand, pictures: Mapping[str, Picture], edition: Edition) -> Copy:
        """What `html` composes of a job."""
        return Copy(
            name=job.leaflet,
            leaflet=ready.leaflet,
            language=job.language,
            brand=brand,
            edition=edition,
            edition_name=job.edition,
            references=self.library.references,
            pictures=pictures,
            digest=ready.digest,
            approval=ready.approval,
            overdue=ready.overdue,
            disclaimer=self.library.settings.disclaimer.get(job.language),
            site=self.library.settings.site,
            press_profile=read_profile(self.library.root, brand.press.profile) if brand.press and edition.for_paper_only else None,
        )

    def _compose(self, job: Job, ready: Ready, brand: Brand, pictures: Mapping[str, Picture], edition: Edition) -> Page:
        return self.composer.compose(self.copy(job, ready, brand, pictures, edition))

    def _set(self, job: Job, ready: Ready, page: Page, edition: Edition) -> Made:
        if edition.output == "html":
            return Made(job, self.composer.in_one_file(page).html.encode(), 0, (), sources=page.sources)
        done = self.typeset(page)
        found = tuple(placed(d, ready.read.source) for d in done.diagnostics)
        return Made(job, None if has_errors(found) else done.pdf, done.pages, found, done.layout, page.html, page.sources)

    def typeset(self, page: Page) -> Typeset:
        """Set a page. The engine is started with the first one."""
        self.setter = self.setter or Typesetter()
        return self.setter.typeset(page)

    def logo(self, brand: Brand, name: str, pictures: dict[str, Picture]) -> Iterator[Diagnostic]:
        """Add the brand's logo to ``pictures``, or say why it cannot be read."""
        if brand.logo:
            try:
                pictures[brand.logo.image] = read_picture(self.library.root, brand.logo.image)
            except PictureProblem as problem:
                yield error("image-missing", problem.message, Span(f"leaflets/brands/{name}.yaml"), problem.fix)


def setting_problem(failure: Exception, file: str) -> Diagnostic:
    """Why the leaflet in ``file`` could not be composed or set."""
    if isinstance(failure, CannotCompose):
        return failure.problem
    if isinstance(failure, NoFonts):
        return error("font-missing", str(failure), Span("styles/fonts.css"), "name a font package in styles/fonts.css")
    message = f"the engine could not set this leaflet: {type(failure).__name__}: {failure}"
    return error("engine", message, Span(file), "simplify the templates or styles of this library")


def placed(diagnostic: Diagnostic, source: SourceFile) -> Diagnostic:
    """An engine diagnostic at the YAML line that holds its character, else at the top of the leaflet."""
    span = Span(source.name)
    if diagnostic.rule == "missing-glyph":
        character = diagnostic.message.split('"')[1][:1]
        for number, line in enumerate(source.lines, 1):
            if character and character in line:
                column = line.index(character) + 1
                span = Span(source.name, number, column, number, column + 1)
                break
    return replace(diagnostic, span=span, excerpt=source.excerpt(span) if span.end_line else "")


def digest_of_page(page: Page, edition: Edition, n_up: int, budget: int | None) -> str:
    """SHA-256, in hex, of all that the output is set from."""
    digest = sha256(page.html.encode("utf-8", "surrogatepass"))
    for address, data in sorted(page.resources.items()):
        digest.update(f"\0{address}\0".encode() + sha256(data).digest())
    digest.update(repr((page.profile, page.press, edition.model_dump(mode="json"), n_up, budget)).encode())
    return digest.hexdigest()
