"""Who fills orders: this process, or workers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from typing import ParamSpec, TypeVar

from leafletgen.build.job import Job
from leafletgen.build.limits import Died, Hung, Limits, memory_limit
from leafletgen.build.order import Order, Outcome


class CannotGoOn(Exception):
    """No order can be filled any more. The message says why, for whoever started the build."""


P = ParamSpec("P")
T = TypeVar("T")

FEW_JOBS = 2
"""Jobs that are done in this process before workers would have started."""
WAITING = 2
"""Orders that lie ready for each worker, so that none waits for the next."""


class Here(Executor):
    """Makes each call at once, in this process."""

    def __init__(self, megabytes: int) -> None:
        self._megabytes = megabytes

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished call. An interrupt is not held back."""
        future: Future[T] = Future()
        try:
            with memory_limit(self._megabytes):
                future.set_result(fn(*args, **kwargs))
        except Exception as failure:
            future.set_exception(failure)
        return future


@dataclass(frozen=True, slots=True)
class Crew:
    """An executor, and how many orders it is given at a time."""

    executor: Executor
    orders: int


def hire(jobs: int, workers: int, limits: Limits) -> Crew:
    """The crew for so many jobs: this process alone where that is quicker, else up to ``workers`` processes."""
    if jobs <= FEW_JOBS:
        return Crew(Here(limits.megabytes), 1)
    # Processes side by side need more of Python than one job does.
    from leafletgen.build.workers import Workers

    count = max(1, min(workers, jobs))
    return Crew(Workers(count, limits.seconds, limits.megabytes), count * WAITING)


Begun = Callable[[tuple[Job, ...]], None]
Work = Callable[[Order], tuple[Outcome, ...]]
Answer = tuple[Order, tuple[Outcome, ...] | Exception]


def answers(crew: Crew, orders: Iterable[Order], work: Work, begun: Begun = lambda jobs: None) -> Iterator[Answer]:
    """What came of each order, as it comes, or what went wrong with it. ``begun`` is told the jobs that are given out.

    An order that took a worker down with it is tried again, each of its jobs alone, so that only the guilty one is lost.
    """
    ahead, again = iter(orders), list[Order]()
    running: dict[Future[tuple[Outcome, ...]], tuple[Order, bool]] = {}
    while True:
        while len(running) < crew.orders:
            is_second = bool(again)
            order = again.pop() if is_second else next(ahead, None)
            if order is None:
                break
            begun(order.jobs)
            running[crew.executor.submit(work, order)] = (order, is_second)
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            order, was_second = running.pop(future)
            failure = future.exception()
            if failure is None:
                yield order, future.result()
            elif isinstance(failure, Died | Hung) and not was_second and not (isinstance(failure, Hung) and len(order.jobs) == 1):
                again += [replace(order, jobs=(job,)) for job in order.jobs]
            elif isinstance(failure, Exception) and not isinstance(failure, CannotGoOn):
                yield order, failure
            else:
                raise failure
