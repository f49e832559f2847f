"""Workshop: makes orders, in whatever process they arrive. What leaflets share is read once and kept for the next order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from leafletgen.build.facts import facts_of
from leafletgen.build.holds import holds
from leafletgen.build.inputs import BUILT_IN
from leafletgen.build.job import Job
from leafletgen.build.limits import Died, Hung, Limits, TooLong, time_limit
from leafletgen.build.make import Made, Maker, Ready, prepare
from leafletgen.build.order import BUILT, FAILED, WITHDRAWN, Order, Outcome
from leafletgen.build.print_judge import PrintJudge
from leafletgen.build.standing import marked, recalled, refused
from leafletgen.build.worker import alive
from leafletgen.check.content import figures
from leafletgen.diagnostics import Diagnostic, Span, error, has_errors
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import ReadLeaflet, read_leaflet

LAYERED = ("styles/editions.yaml", "styles/profiles.yaml")
"""Files that are read from the library and from leafletgen itself, one over the other. So are words and messages."""


class Workshop:
    """Makes jobs of one library as it was when it was read."""

    def __init__(self, order: Order, library: Library | None = None) -> None:
        """``library`` is the order's, where it has been read already. Raises ValueError where it cannot be read."""
        library = library or read_library(order.root, order.builtin)[0]
        if library is None:
            raise ValueError("an order for a library that cannot be read")
        self.library: Library = library
        self.today = order.today
        self.maker = Maker(library, order.builtin)
        self.judge = PrintJudge(library, order.builtin, order.today)

    def fill(self, order: Order) -> Iterator[Outcome]:
        """What comes of each job of ``order``."""
        read = read_leaflet(self.library, order.leaflet)
        base = self._base(order, read)
        if read.leaflet and read.leaflet.withdrawn:
            for job in order.jobs:
                yield replace(base, job=job, state=WITHDRAWN, diagnostics=(*read.diagnostics, recalled(read)))
            return
        ready, found, lasts = self._ready(order, read)
        for job in order.jobs:
            if ready is None or (order.dry and job not in order.known):
                yield replace(base, job=job, diagnostics=found, lasts=lasts, state=FAILED if ready is None else BUILT)
            else:
                yield self._made(order, job, ready, replace(base, job=job, diagnostics=found))

    def _ready(self, order: Order, read: ReadLeaflet) -> tuple[Ready | None, tuple[Diagnostic, ...], bool]:
        """The leaflet if it may be printed, what is wrong with it, and whether that is so in every build."""
        language = order.jobs[0].language
        ready = prepare(self.library, read, language, order.today)
        found = (*read.diagnostics, *(ready.diagnostics if ready else ()))
        if ready is None or has_errors(read.diagnostics):
            return None, found, True
        judged = tuple(self.judge.source(ready, language))
        told = {(problem.rule, problem.span) for problem in judged}  # the rules tell of pictures too
        found = (*(problem for problem in found if (problem.rule, problem.span) not in told), *judged)
        stands = tuple((refused if order.release else marked)(ready, read, language))
        sound, may = not has_errors(found), not has_errors(stands)
        return (ready if sound and may else None), (*found, *stands), may

    def _made(self, order: Order, job: Job, ready: Ready, base: Outcome) -> Outcome:
        try:
            alive()
            with time_limit(order.limits.seconds):
                made = self.maker.make(job, ready, order.known.get(job, ""))
                found = tuple(dict.fromkeys((*base.diagnostics, *made.diagnostics, *self.judge.pages(made))))
        except (TooLong, MemoryError) as failure:
            return given_up(job, failure, order.limits, base.diagnostics)
        return _outcome(base, made, found, ready)

    def _base(self, order: Order, read: ReadLeaflet) -> Outcome:
        """What the outcomes of an order have in common, as if it failed."""
        job = order.jobs[0]
        language = job.language.split("-")[0]
        layered = (*LAYERED, f"styles/words/{language}.yaml", f"templates/messages/{job.language}.po")
        return Outcome(
            job=job,
            state=FAILED,
            diagnostics=(),
            own=frozenset(self._own(job, read)),
            shared=frozenset({"leaflets/library.yaml", *layered, *(BUILT_IN + name for name in layered)}),
            holds=holds(read.leaflet, self.judge.policy, order.today) if read.leaflet else ("", ""),
        )

    def _own(self, job: Job, read: ReadLeaflet) -> Iterator[str]:
        yield f"leaflets/{job.leaflet}.yaml"
        yield f"leaflets/approvals.yaml#{job.leaflet}"
        whole = read.leaflet is None or any(problem.rule == "citation-unknown" for problem in read.diagnostics)
        yield from ("leaflets/references.yaml",) if whole else (f"leaflets/references.yaml#{id}" for id in read.cited)
        yield from (f"leaflets/{image}" for _, image in figures(read.leaflet)) if read.leaflet else ()
        # The source is judged as the library's first brand would print it.
        for name in dict.fromkeys((job.brand, *self.library.settings.brands[:1])):
            yield f"leaflets/brands/{name}.yaml"
            if brand := self.library.brands.get(name):
                yield from (f"leaflets/{file}" for file in (brand.logo and brand.logo.image, brand.press and brand.press.profile) if file)


def _outcome(base: Outcome, made: Made, found: tuple[Diagnostic, ...], ready: Ready) -> Outcome:
    sound = made.is_known or (made.data is not None and not has_errors(found))
    return replace(
        base,
        state=BUILT if sound else FAILED,
        diagnostics=found,
        data=made.data if sound else None,
        tagged=made.tagged if sound else None,
        is_known=made.is_known,
        pages=made.pages,
        sheets=made.sheets,
        page=made.page,
        facts=facts_of(made.job.leaflet, ready),
        overlaid=made.files,
        # What could not be composed does not tell from what, so that nobody knows when it could be.
        lasts=bool(made.files),
    )


def given_up(job: Job, failure: Exception | TooLong, limits: Limits, found: tuple[Diagnostic, ...] = ()) -> Outcome:
    """The outcome of a job that was not finished. It is tried again with the next build."""
    if isinstance(failure, TooLong | Hung):
        why, fix = f"it took longer than {limits.seconds:g} seconds", "look for a very long table; --job-seconds allows more"
    elif isinstance(failure, MemoryError):
        why, fix = f"it needs more than {limits.megabytes} MB of memory", "look for a very large picture; --job-megabytes allows more"
    elif isinstance(failure, Died):
        why, fix = f"the process that set it died: {failure}", "build it alone to see whether it does so again"
    else:
        why, fix = f"{type(failure).__name__}: {failure}", "build it alone to see whether it does so again"
    problem = error("job-failed", f"the {job.edition} edition was not set: {why}", Span(f"leaflets/{job.leaflet}.yaml"), fix)
    return Outcome(job, FAILED, (*found, problem), lasts=False)


_kept: dict[tuple[object, ...], Workshop] = {}
"""The workshop of the orders that this process fills, by what it was made from. One only: an older library is gone."""


def work(order: Order, library: Library | None = None) -> tuple[Outcome, ...]:
    """Fill an order. ``library`` is that of the order, where this process has read it already."""
    key = (order.root, order.builtin, order.shared, order.today)
    if key not in _kept:
        _kept.clear()
        _kept[key] = Workshop(order, library)
    return tuple(_kept[key].fill(order))
