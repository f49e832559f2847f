"""Agenda: what is asked of a build, what is at hand already, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path, PurePosixPath

from leafletgen.build.inputs import Snapshot
from leafletgen.build.job import Job
from leafletgen.build.manifest import read_manifest
from leafletgen.build.order import Order
from leafletgen.build.plan import Request, output_path, plan_build
from leafletgen.build.reasons import Comparison
from leafletgen.build.record import Record
from leafletgen.build.report import Options, Planned
from leafletgen.build.stock import Stock
from leafletgen.build.versions import made_with


class Agenda:
    """The jobs of one build."""

    def __init__(self, root: Path, builtin: Path, folder: Path, request: Request, options: Options) -> None:
        """Compare ``folder`` with what the library would give now. Raises WrongUsage for a name that the library does not have."""
        self.root, self.builtin, self.folder, self.options = root, builtin, folder, options
        self.manifest = read_manifest(folder)
        self.snapshot = Snapshot(root, builtin, self.manifest.parts)
        self.stock = Stock(root, builtin)
        self.is_restocked = self.stock.update(self.manifest, self.snapshot)
        """Whether what leaflets share is not what it was."""
        self.paths: dict[Job, PurePosixPath] = {}
        self.planned: dict[Job, Planned] = {}
        self.kept: list[Record] = []
        self.versions = made_with()
        self.many_brands = False
        if self.manifest.holdings:
            jobs = plan_build(self.manifest.holdings, request)
            self.many_brands = len({job.brand for job in jobs}) > 1
            self.paths = {job: output_path(job, self.manifest.holdings, self.many_brands) for job in jobs}
        self._compare()

    def _compare(self) -> None:
        options = self.options
        self.comparison = Comparison(self.folder, self.manifest, self.snapshot, self.versions, options.today.isoformat())
        for job, path in self.paths.items():
            why = "forced" if options.force else self.comparison.why(path.as_posix(), options.release)
            if why:
                self.planned[job] = Planned(job, path, why)
            else:
                self.kept.append(self.manifest.records[path.as_posix()])

    def orders(self, dry: bool = False) -> Iterator[Order]:
        """The jobs to be done, those of one leaflet in one language and brand together, or each alone."""
        shared = self.snapshot.shared()
        for together in self._grouped():
            yield Order(
                root=self.root,
                builtin=self.builtin,
                shared=shared,
                today=self.options.today,
                jobs=together,
                known={job: page for job in together if (page := self._known_page(job))},
                release=self.options.release,
                limits=self.options.limits,
                dry=dry,
            )

    def _grouped(self) -> list[tuple[Job, ...]]:
        """Jobs that are best done by one worker, which then reads and judges their leaflet once; each alone where workers would idle."""
        groups = [tuple(jobs) for _, jobs in groupby(self.planned, key=lambda job: (job.leaflet, job.brand, job.language))]
        alone = self.options.singly or len(groups) < self.options.workers
        return [(job,) for job in self.planned] if alone else groups

    def _known_page(self, job: Job) -> str:
        """Digest of the page that the output at hand was set from; empty where it is to be set in any case."""
        path = self.paths[job].as_posix()
        return self.manifest.records[path].page if not self.options.force and self.comparison.is_kept(path) else ""

    def gone(self) -> Iterator[str]:
        """Paths of outputs whose leaflet, edition, language or brand the library no longer has."""
        holdings = self.manifest.holdings
        if holdings is None:
            return
        there = (set(holdings.leaflets), set(holdings.languages), set(holdings.forms), set(holdings.known_brands))
        for path, record in self.manifest.records.items():
            job = record.job
            if any(name not in names for name, names in zip((job.leaflet, job.language, job.edition, job.brand), there, strict=True)):
                yield path
