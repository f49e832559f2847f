"""Run: plan, make what is not at hand, write what is whole, and write down what was made from what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from leafletgen.build.agenda import Agenda
from leafletgen.build.crew import Here, answers
from leafletgen.build.interrupts import held_back
from leafletgen.build.manifest import write_manifest
from leafletgen.build.order import BUILT, FAILED, WITHDRAWN, Order, Outcome
from leafletgen.build.output import CannotWrite, file_of, own_folder, remove, write_whole
from leafletgen.build.plan import Request, bundles_with, pages_path, withdrawn_outputs
from leafletgen.build.record import Record, record_of, with_files_of
from leafletgen.build.report import Options, Output, Planned, Report
from leafletgen.build.versions import name_of
from leafletgen.diagnostics import Diagnostic
from leafletgen.pdf.engine import EngineMissing

CATALOGUE = ("index.html", "catalogue.json")
"""Files of the catalogue, which is made of the manifest."""
SAVE_EVERY = 50
"""Outputs after which the manifest is saved, so that a build that is killed need not begin again."""


def build(root: Path, builtin: Path, folder: Path, request: Request, options: Options, report: Report) -> Iterator[Output]:
    """Build what ``request`` asks for into ``folder``, telling each output as it is done and all else in ``report``.

    A leaflet whose source has errors by `leafletgen check` is not printed. What is at hand and would come out the same is left alone.
    Raises WrongUsage for unknown names, CannotWrite for a folder that cannot be written, EngineMissing for a machine without the engine.
    """
    agenda = Agenda(root, builtin, folder, request, options)
    if agenda.manifest.holdings is None:
        report.tell(agenda.manifest.holdings_diagnostics)
        return
    with own_folder(folder, options.listener.waiting) as had_to_wait:
        # While this build waited, another one wrote.
        agenda = Agenda(root, builtin, folder, request, options) if had_to_wait else agenda
        run = _Run(agenda, report)
        yield from run.build()
        if not agenda.manifest.is_catalogued or not all((folder / name).is_file() for name in CATALOGUE):
            problems = catalogue(agenda)
            report.tell(problems)
            agenda.manifest.is_catalogued = not problems
            write_manifest(folder, agenda.manifest)


def catalogue(agenda: Agenda) -> tuple[Diagnostic, ...]:
    """Bring the catalogue up to date with the manifest; what is wrong with it. Raises CannotWrite."""
    # As with making, none of this is loaded by a build with nothing to do.
    from leafletgen.build.catalogue import write_catalogue

    library = agenda.stock.library
    return write_catalogue(agenda.folder, agenda.manifest, library, agenda.builtin) if library else ()


def would_build(root: Path, builtin: Path, folder: Path, request: Request, options: Options, report: Report) -> Iterator[Planned]:
    """What `build` would make, and why. Writes nothing, but composes pages to see whether they would come out the same."""
    agenda = Agenda(root, builtin, folder, request, options)
    run = _Run(agenda, report)
    report.gone += [folder / path for path in agenda.gone()]
    for _, outcomes in run.answers(dry=True):
        for outcome in outcomes:
            report.tell(outcome.diagnostics)
            if outcome.is_known:
                report.unchanged += 1
            elif outcome.state == FAILED:
                report.outputs.append(Output(outcome.job, None))
            elif outcome.state != WITHDRAWN:
                yield agenda.planned[outcome.job]


class _Run:
    """One build."""

    def __init__(self, agenda: Agenda, report: Report) -> None:
        self.agenda, self.report = agenda, report
        self.folder, self.manifest = agenda.folder, agenda.manifest
        self.manifest.is_catalogued &= not agenda.is_restocked
        self.unsaved = 0
        report.planned, report.to_do = len(agenda.paths), len(agenda.planned)
        report.tell(agenda.manifest.holdings_diagnostics)
        for record in agenda.kept:
            report.tell(record.diagnostics)
            if record.state == BUILT:
                report.unchanged += 1
            elif record.state == FAILED:
                report.outputs.append(Output(record.job, None))
        agenda.options.listener.planned(report)

    def build(self) -> Iterator[Output]:
        """Do what is on the agenda."""
        try:
            self._clear_away()
            for _, outcomes in self.answers():
                for outcome in outcomes:
                    with held_back():
                        outputs = self._take(outcome)
                    self.report.outputs += outputs
                    yield from outputs
                    self._draw(outcome)
        except BaseException:
            # What is whole is written down, whatever ended the build. A second failure to write would hide the first.
            if self.unsaved:
                with suppress(CannotWrite):
                    self._save()
            raise
        self._save()

    def answers(self, dry: bool = False) -> Iterator[tuple[Order, tuple[Outcome, ...]]]:
        """What came of each order. Workers end with the last one, or at once where the build does."""
        orders = list(self.agenda.orders(dry))
        if not orders:
            return
        options, stock = self.agenda.options, self.agenda.stock
        crew = options.hire(sum(len(order.jobs) for order in orders), options.workers, options.limits)
        is_done = False
        try:
            # Making needs the models and the engine, which take longer to load than a build with nothing to do. Workers do so meanwhile.
            from leafletgen.build.workshop import given_up, work

            # Others read the library where they are, which takes less time than to send it there.
            here = partial(work, library=stock.library) if isinstance(crew.executor, Here) else work
            for order, answer in answers(crew, orders, here, options.listener.begun):
                if isinstance(answer, EngineMissing):
                    raise answer
                options.listener.done(order.jobs)
                yield order, tuple(given_up(job, answer, options.limits) for job in order.jobs) if isinstance(answer, Exception) else answer
            is_done = True
        finally:
            crew.executor.shutdown(cancel_futures=not is_done)

    def _take(self, outcome: Outcome) -> list[Output]:
        """Write what came of a job, and write it down."""
        self.report.tell(outcome.diagnostics)
        path = self.agenda.paths[outcome.job]
        before = self.manifest.records.get(path.as_posix())
        record = record_of(outcome, self.agenda.snapshot, name_of(self.agenda.versions))
        outputs: list[Output] = []
        if outcome.state == WITHDRAWN:
            leaflet, holdings = outcome.job.leaflet, self.manifest.holdings
            self._remove(withdrawn_outputs(self.folder, leaflet))
            self._remove(bundles_with(self.folder, leaflet, holdings) if holdings else [])
        elif outcome.is_known and before:
            record = with_files_of(record, before)
            self.report.unchanged += 1
        elif outcome.data is None:
            record = replace(with_files_of(record, before), facts=before.facts) if before else record
            outputs.append(Output(outcome.job, None))
        else:
            outputs.append(self._write(outcome, path, outcome.data, outcome.sheets))
            record = replace(record, file=file_of(path, outcome.data))
            if outcome.tagged:
                beside = pages_path(outcome.job, self.agenda.many_brands)
                outputs.append(self._write(outcome, beside, outcome.tagged))
                record = replace(record, companion=file_of(beside, outcome.tagged))
        if outcome.lasts:
            self._note(path.as_posix(), record)
        return outputs

    def _write(self, outcome: Outcome, path: PurePosixPath, data: bytes, sheets: int = 0) -> Output:
        return Output(outcome.job, write_whole(self.folder, path, data), outcome.pages, len(data), sheets)

    def _draw(self, outcome: Outcome) -> None:
        """Draw the first page for the catalogue while others are being set, where it is most likely the one that is shown."""
        from leafletgen.build.catalogue.pictures import PICTURED, keep_pictures

        job, first = outcome.job, next(iter(self.agenda.paths))
        is_shown = job.edition == PICTURED and (job.language, job.brand, job.n_up) == (first.language, first.brand, first.n_up)
        record = self.manifest.records.get(self.agenda.paths[job].as_posix())
        if is_shown and outcome.data is not None and record and record.file:
            # The catalogue tries again, and says what is wrong.
            with suppress(CannotWrite):
                keep_pictures(self.folder, [record.companion or record.file])

    def _note(self, path: str, record: Record) -> None:
        """Keep a record, and save the manifest now and then."""
        self.manifest.is_catalogued &= self.manifest.records.get(path) == record
        self.manifest.records[path] = record
        self.unsaved += 1
        if self.unsaved >= SAVE_EVERY:
            self._save()

    def _save(self) -> None:
        """Write the manifest, if it says something else than the one that is there."""
        agenda = self.agenda
        self.manifest.made_with[name_of(agenda.versions)] = agenda.versions
        self.manifest.parts = {name: dict(parts) for name, parts in agenda.snapshot.parts.items()}
        write_manifest(self.folder, self.manifest)
        self.unsaved = 0

    def _clear_away(self) -> None:
        """Remove outputs that the library no longer has, or tell of them."""
        for path in list(self.agenda.gone()):
            files = [self.folder / file.path for file in self.manifest.records[path].files]
            if self.agenda.options.prune:
                del self.manifest.records[path]
                self.manifest.is_catalogued = False
                self._remove(files)
            else:
                self.report.gone += [file for file in files if file.exists()]

    def _remove(self, paths: list[Path]) -> None:
        for path in paths:
            if path.exists():
                remove(self.folder, path)
                self.report.removed.append(path)
