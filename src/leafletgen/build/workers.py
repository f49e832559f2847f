"""Workers: processes that fill orders side by side, behind the interface of `concurrent.futures`.

Each worker process belongs to a thread of this one, which hands it one call after another and waits. So it is always known whose call a
worker died or hung over, and only that call is lost: the thread starts another worker. Workers start as copies of one process that has
loaded the engine, where the system can do that.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from tempfile import TemporaryDirectory, gettempdir
from typing import Any, ParamSpec, TypeVar

from leafletgen.build.limits import Died, Hung
from leafletgen.build.worker import FAILED, STARTED, serve

P = ParamSpec("P")
T = TypeVar("T")

GRACE = 10.0
"""Seconds after its limit that a worker may take to notice by itself that a job takes too long."""
LONGEST = 70
"""Bytes of the name of a folder for temporary files where that process can still be reached: by a socket, whose path has 107 at most."""
CALLS = 100
"""Calls after which a worker makes place for a fresh one, so that what the engine does not give back does not add up."""


class Workers(Executor):
    """Up to ``count`` worker processes."""

    def __init__(self, count: int, seconds: float, megabytes: int) -> None:
        """``seconds`` is how long a worker may take from one sign of life to the next (0: for ever), ``megabytes`` what it may hold."""
        self._threads = ThreadPoolExecutor(count, "worker", _leave_interrupts)
        self._mine = threading.local()
        self._workers: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._seconds, self._megabytes = seconds, megabytes
        self._context = _context()
        if self._context.get_start_method() == "forkserver":
            # It loads the engine while this process gets the first order ready.
            self._threads.submit(forkserver.ensure_running)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call ``fn``, a function of a module, in a worker. The future fails with Died or Hung where the worker does."""
        return self._threads.submit(self._call, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: when all calls are done, or with ``cancel_futures`` at once."""
        if cancel_futures:
            with self._lock:
                self._closed = True
                for worker in self._workers:
                    worker.end()
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        for worker in self._workers:
            worker.end()

    def _call(self, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        worker = self._worker()
        try:
            return worker.call(fn, args, kwargs, self._seconds)
        except (Died, Hung):
            self._drop(worker)
            raise
        finally:
            if worker.calls >= CALLS:
                self._drop(worker)

    def _worker(self) -> _Worker:
        """The worker of this thread."""
        worker: _Worker | None = getattr(self._mine, "worker", None)
        if worker is None:
            with self._lock:
                if self._closed:
                    raise Died("the build was stopped")
                worker = self._mine.worker = _Worker(self._context, self._megabytes)
                self._workers.add(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        worker.end()
        self._mine.worker = None
        with self._lock:
            self._workers.discard(worker)


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, context: Any, megabytes: int) -> None:
        ours, theirs = context.Pipe()
        self.pipe: Connection[Any, Any] = ours
        self.calls = 0
        # The engine writes fonts into a folder that it removes at its end, which a worker does not come to.
        self.folder = TemporaryDirectory(prefix="leafletgen-", ignore_cleanup_errors=True)
        self.process = context.Process(target=serve, args=(theirs, megabytes, self.folder.name), daemon=True)
        self.process.start()
        theirs.close()

    def call(self, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any], seconds: float) -> T:
        self.calls += 1
        try:
            self.pipe.send((fn, args, kwargs))
            kind, value = self._answer(seconds)
        except (EOFError, OSError) as failure:
            raise Died(self._how()) from failure
        if kind == FAILED:
            # Outside of the block above: a call may itself fail with OSError.
            raise value
        return value  # type: ignore[no-any-return]

    def _answer(self, seconds: float) -> tuple[str, Any]:
        """What comes back, after any signs of life."""
        while self.pipe.poll(seconds + GRACE if seconds else None):
            kind, value = self.pipe.recv()
            if kind != STARTED:
                return kind, value
        raise Hung

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.pipe.close()
        self.process.join(GRACE)
        self.folder.cleanup()

    def _how(self) -> str:
        self.process.join(GRACE)
        code = self.process.exitcode
        return f"it was ended by signal {-code}" if code is not None and code < 0 else f"it ended with status {code}"


def _leave_interrupts() -> None:
    """Start processes that an interrupt from the terminal does not reach, not even while they load: it is for the build to end them."""
    if hasattr(signal, "pthread_sigmask"):
        # Were it started with the first process, it would let interrupts through again.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _context() -> Any:
    """How processes start: as copies of one that has loaded the engine, or where there can be no such thing, by themselves."""
    if "forkserver" not in multiprocessing.get_all_start_methods() or len(os.fsencode(gettempdir())) > LONGEST:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["leafletgen.build.warm"])
    return context
