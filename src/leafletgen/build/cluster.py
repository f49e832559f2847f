"""Cluster: orders are filled by the workers of a Dask cluster, which share no disk with this machine.

Each order travels with the files that it reads, as bytes, and its outcome comes back the same way; only this machine writes outputs. What
a lost worker had is given to another one, by Dask. The only module that knows Dask, and it is loaded only when a cluster is asked for.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import dask.config
from distributed import Client, KilledWorker, Security, get_worker

from leafletgen.build.crew import CannotGoOn, Crew
from leafletgen.build.limits import Died, Limits
from leafletgen.build.order import Order, Outcome
from leafletgen.build.outpost import Host, leave, outpost, unlike
from leafletgen.build.parcel import Parcel, own_parcel, shared_parcel
from leafletgen.build.versions import made_with

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 10.0
"""Seconds in which a scheduler answers, and has a worker."""
ALONE = 60.0
"""Seconds that a cluster may be without any worker in the middle of a build."""
LOOK_EVERY = 2.0
"""Seconds between looks at whether there are workers."""
AHEAD = 3
"""Orders that are sent for each thread of a worker, so that none waits for the next."""
LEAST = 48
"""Orders that are sent in any case, so that workers that join later find some."""
_SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1GB"}
"""An order brings its pictures, which Dask takes for a mistake."""


def hire_cluster(address: str, jobs: int, workers: int, limits: Limits) -> Crew:
    """The workers of the cluster whose scheduler is at ``address``, however many jobs there are. Raises CannotGoOn where there are none."""
    _hush()
    dask.config.set(_SETTINGS)
    _check_certificates(address)
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, RuntimeError) as failure:
        why = "is the address right, and the scheduler running?"
        raise CannotGoOn(f"the scheduler of the cluster, {address}, does not answer: {why}") from failure
    cluster = Cluster(address, client, limits)
    try:
        threads = cluster.look()
    except BaseException:
        cluster.shutdown()
        raise
    return Crew(cluster, max(LEAST, threads * AHEAD))


def _check_certificates(address: str) -> None:
    """Raise CannotGoOn for an encrypted address without what encryption takes, which Dask would not put in words."""
    if address.startswith(("tls://", "wss://")):
        try:
            security: Any = Security()  # type: ignore[no-untyped-call]
            has_some = security.get_connection_args("client").get("ssl_context") is not None
        except OSError as failure:  # a file that is not there, or holds something else
            raise CannotGoOn(f"the certificates of Dask's configuration cannot be used: {failure}") from failure
        if not has_some:
            raise CannotGoOn(f"{address} takes certificates: name them in Dask's configuration, under distributed.comm.tls")


def _hush() -> None:
    """Keep Dask's log off the terminal: what there is to say is said once, in words."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(("distributed", "tornado", "asyncio")):
            logging.getLogger(name).setLevel(logging.CRITICAL)


class Cluster(Executor):
    """Sends calls that take one order."""

    def __init__(self, address: str, client: Any, limits: Limits) -> None:
        self._address, self._client, self._limits = address, client, limits
        self._versions = made_with()
        self._parcel: Any = None
        """The files that all orders read, as a task: Dask gives them to each worker once, and makes them again where they are lost."""
        self._tasks: dict[Future[Any], Any] = {}
        """Dask's futures by ours, of what is not answered yet."""
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._sent = 0
        threading.Thread(target=self._watch, name="watch-cluster", daemon=True).start()

    def look(self) -> int:
        """How many threads the workers have. Raises CannotGoOn where there is none, or one that would set other bytes."""
        with suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=PATIENCE)
        threads: int = sum(self._client.nthreads().values())
        if not threads:
            raise CannotGoOn(f"the cluster at {self._address} has no workers: start some with `dask worker {self._address}`")
        there: dict[str, object] = self._client.run(made_with, on_error="return")
        for address, versions in there.items():
            if not isinstance(versions, dict):
                raise CannotGoOn(f"the worker {address} has no leafletgen that can be used: {type(versions).__name__}: {versions}")
            if different := unlike(self._versions, versions):
                raise CannotGoOn(f"the worker {address} would not give the same bytes: {different}")
        return threads

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have ``fn``, a function of a module, called with an order by some worker. The future fails with CannotGoOn where none can."""
        order = args[0]
        assert isinstance(order, Order)  # noqa: S101 nothing else is sent
        if self._client.status != "running":
            raise _lost(self._address)
        self._sent += 1
        name = f"leafletgen-{order.leaflet}-{self._client.id}-{self._sent}"
        task = self._client.submit(
            _fill,
            fn,
            replace(order, root=Path(), builtin=Path()),
            self._shared(order),
            own_parcel(order.root, order.leaflet),
            self._client.id,
            self._versions,
            key=name,
        )
        future: Future[T] = Future()
        with self._lock:
            self._tasks[future] = task
        task.add_done_callback(partial(self._take, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take back what is not done, and tell the workers that this build has ended."""
        self._ended.set()
        with self._lock:
            tasks = list(self._tasks.values())
            self._tasks.clear()
        with suppress(Exception):
            if self._client.status == "running":
                self._client.cancel(tasks, force=True)
                self._client.run(leave, self._client.id, on_error="ignore")
        with suppress(Exception):
            self._client.close(timeout=PATIENCE)

    def _shared(self, order: Order) -> Any:
        if self._parcel is None:
            parcel = shared_parcel(order.root, order.builtin)
            self._parcel = self._client.submit(_given, parcel, key=f"leafletgen-library-{self._client.id}")
        return self._parcel

    def _take(self, future: Future[Any], task: Any) -> None:
        """Hand on what came of a task."""
        try:
            failure = failure_of(task, self._address)
            answer = None if failure else task.result()
        except Exception:
            # Asking for it failed, not the task.
            failure, answer = _lost(self._address), None
        with self._lock:
            if self._tasks.pop(future, None) is None:
                return
        if failure:
            future.set_exception(failure)
        else:
            future.set_result(answer)

    def _watch(self) -> None:
        """Give up where there is no worker for long: Dask would wait for ever."""
        alone = 0.0
        while not self._ended.wait(LOOK_EVERY):
            try:
                alone = 0.0 if self._client.nthreads() else alone + LOOK_EVERY
            except Exception:
                return  # the scheduler is lost, which every task is told
            if alone >= ALONE:
                self._give_up(CannotGoOn(f"the cluster at {self._address} has had no worker for {ALONE:g} seconds"))
                return

    def _give_up(self, failure: CannotGoOn) -> None:
        with self._lock:
            futures = list(self._tasks)
            self._tasks.clear()
        for future in futures:
            future.set_exception(failure)


def failure_of(task: Any, address: str) -> BaseException | None:
    """Why a task of the cluster at ``address`` gave nothing; None where it did."""
    if task.status == "finished":
        return None
    if task.status != "error":
        return _lost(address)
    failure: BaseException = task.exception()
    if isinstance(failure, KilledWorker):
        return Died("every worker of the cluster that tried it ended")
    if isinstance(failure, ImportError) or "deserialization of the task graph" in str(failure):
        return CannotGoOn(f"the scheduler or a worker of {address} has no leafletgen that can be used: {failure}")
    return failure


def _lost(address: str) -> CannotGoOn:
    """What is said when the scheduler is gone."""
    return CannotGoOn(f"the scheduler of the cluster, {address}, was lost: what was built is whole, and a new build goes on from there")


def _given(parcel: Parcel) -> Parcel:
    return parcel


def _fill(
    work: Callable[[Order], tuple[Outcome, ...]], order: Order, shared: Parcel, own: Parcel, build: str, versions: dict[str, str]
) -> tuple[Outcome, ...]:
    """Fill an order, in a worker of the cluster."""
    worker = get_worker()
    host = Host(worker.address, worker.state.nthreads, Path(worker.local_directory))
    with outpost(build, host, shared, order.limits, versions) as here:
        return here.fill(work, order, own)
