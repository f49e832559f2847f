"""Bind: the leaflets of each volume are read and judged as a build does, composed as one page, set once, and written whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from leafletgen.build.bundle.plan import Volume, Wanted, plan_bundles
from leafletgen.build.job import Holdings
from leafletgen.build.make import Maker, Ready, placed, prepare, setting_problem
from leafletgen.build.output import remove, remove_empty_tmp, write_whole
from leafletgen.build.plan import bundles_with
from leafletgen.build.print_judge import PrintJudge
from leafletgen.diagnostics import Diagnostic, Span, error, has_errors
from leafletgen.html.bundle import Pack, compose_bundle
from leafletgen.html.pictures import Picture
from leafletgen.pdf.engine import EngineMissing
from leafletgen.pdf.typeset import Typeset
from leafletgen.source.files import LIBRARY_FILE, read_file
from leafletgen.source.library import Library, read_library
from leafletgen.source.located import SourceFile
from leafletgen.source.reader import ReadLeaflet, read_leaflet

Standing = Callable[[Ready, ReadLeaflet, str], Iterator[Diagnostic]]
"""Given a leaflet, its file and language, what follows from where it stands (see `build.standing`)."""

SETTINGS = f"leaflets/{LIBRARY_FILE}"


@dataclass(frozen=True, slots=True)
class Bound:
    """One bundle. ``path`` is None when it was not bound."""

    volume: Volume
    path: Path | None
    pages: int = 0
    size: int = 0


@dataclass(slots=True)
class BundleReport:
    """What binding has done so far."""

    bound: list[Bound] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether a bundle, a leaflet in one, or a file that they share has errors."""
        return has_errors(self.diagnostics)

    def add(self, *found: Diagnostic) -> None:
        """Take what is new: several bundles may hold one leaflet, and meet the same problem."""
        self.diagnostics += [problem for problem in dict.fromkeys(found) if problem not in self.diagnostics]


def bind(root: Path, builtin: Path, wanted: Wanted, today: date, report: BundleReport, standing: Standing) -> Iterator[Bound]:
    """Bind what is ``wanted``, telling each bundle as it is done and all else in ``report``.

    A bundle with a leaflet that would not be printed by itself is not bound; the others are. ``standing`` is as for `build`.
    Raises WrongUsage for unknown names, CannotWrite for a folder that cannot be written, EngineMissing for a machine without the engine.
    """
    library, problems = read_library(root, builtin)
    report.add(*problems)
    if library is None:
        return
    volumes = plan_bundles(library, wanted)
    binder = _Binder(library, builtin, wanted.folder, today, report, standing)
    for volume in volumes:
        done = binder.bind(volume)
        report.bound.append(done)
        yield done


class _Binder:
    """Binds volumes of one library, one after another. A leaflet that is in several is read and judged once."""

    def __init__(self, library: Library, builtin: Path, folder: Path, today: date, report: BundleReport, standing: Standing) -> None:
        self.library, self.today, self.report, self.standing = library, today, report, standing
        self.folder = folder
        self.maker, self.judge = Maker(library, builtin), PrintJudge(library, builtin, today)
        self.settings, _ = read_file(library.root, SETTINGS)
        self.known: dict[tuple[str, str], Ready | None] = {}
        self.reads: dict[str, ReadLeaflet] = {}

    def bind(self, volume: Volume) -> Bound:
        """One bundle, or why there is none in the report."""
        if not volume.jobs:
            return Bound(volume, None)
        recalled = list(self.recalled(volume))
        if recalled:
            self.report.add(*recalled)
            return Bound(volume, None)
        ready = [self.ready(job.leaflet, job.language) for job in volume.jobs]
        leaflets = tuple(one for one in ready if one is not None)
        if len(leaflets) < len(ready):
            return Bound(volume, None)
        try:
            done = self.set(volume, leaflets)
        except (EngineMissing, MemoryError):
            raise
        except Exception as failure:  # as for any leaflet: the engine's failures have no class of their own
            self.report.add(setting_problem(failure, SETTINGS))
            return Bound(volume, None)
        if done is None:
            return Bound(volume, None)
        path = write_whole(volume.path.parent, PurePosixPath(volume.path.name), done.pdf)
        remove_empty_tmp(path.parent)
        return Bound(volume, path, done.pages, len(done.pdf))

    def read(self, name: str) -> ReadLeaflet:
        """The leaflet's file."""
        if name not in self.reads:
            self.reads[name] = read_leaflet(self.library, name)
        return self.reads[name]

    def recalled(self, volume: Volume) -> Iterator[Diagnostic]:
        """Leaflets of the bundle that are withdrawn, each where the bundle names it, else where it says so."""
        for index, job in enumerate(volume.jobs):
            read = self.read(job.leaflet)
            if read.leaflet is None or read.leaflet.withdrawn is None:
                continue
            source: SourceFile = self.settings if volume.bundle else read.source
            path = ("bundles", volume.name, "leaflets", index) if volume.bundle else ("withdrawn",)
            span = source.span(path) if volume.bundle else source.key_span(path)
            instead = read.leaflet.withdrawn.replaced_by
            fix = f'put "{instead}" in its place' if instead else "take it out of the bundle"
            message = f'"{job.leaflet}" is withdrawn: nobody is to get it, so the bundle "{volume.name}" is not bound'
            yield error("withdrawn", message, span, fix, source.excerpt(span))
            self.recall(job.leaflet)

    def recall(self, leaflet: str) -> None:
        """Take away what was bound with a leaflet that nobody is to get."""
        for path in bundles_with(self.folder, leaflet, Holdings.of(self.library)):
            remove(self.folder, path)
            self.report.removed.append(path)

    def ready(self, name: str, language: str) -> Ready | None:
        """The leaflet as it can be printed; None where its source keeps it from that, or where it stands."""
        key = (name, language)
        if key not in self.known:
            read = self.read(name)
            ready = prepare(self.library, read, language, self.today)
            found = [*read.diagnostics, *(ready.diagnostics if ready else ())]
            if ready and not has_errors(read.diagnostics):
                found += [*self.judge.source(ready, language), *self.standing(ready, read, language)]
            self.report.add(*found)
            self.known[key] = None if has_errors(found) else ready
        return self.known[key]

    def set(self, volume: Volume, leaflets: tuple[Ready, ...]) -> Typeset | None:
        """The bundle of ``leaflets``, composed and set; None where that gives errors."""
        brand, edition = self.library.brands[volume.brand], self.library.editions[volume.edition]
        logo: dict[str, Picture] = {}
        if problems := tuple(self.maker.logo(brand, volume.brand, logo)):
            self.report.add(*problems)
            return None
        copies = tuple(
            self.maker.copy(job, ready, brand, {**ready.pictures, **logo}, edition)
            for job, ready in zip(volume.jobs, leaflets, strict=True)
        )
        title = volume.title or self.maker.composer.phrase(volume.language, brand.locale, "bundle-title")
        pack = Pack(title, volume.bundle.summary if volume.bundle else None, volume.language, copies)
        done = self.maker.typeset(compose_bundle(self.maker.composer, pack))
        found = tuple(_placed(problem, leaflets) for problem in done.diagnostics)
        self.report.add(*found)
        return None if has_errors(found) else done


def _placed(problem: Diagnostic, leaflets: tuple[Ready, ...]) -> Diagnostic:
    """An engine's problem at the line of the first leaflet that holds its character, else at the library's settings."""
    at = (placed(problem, ready.read.source) for ready in leaflets)
    return next((found for found in at if found.span.end_line), replace(problem, span=Span(SETTINGS)))
