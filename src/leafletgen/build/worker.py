"""The far end of a worker: takes calls from a pipe and sends back what comes of them."""

from __future__ import annotations

import signal
import tempfile
from typing import TYPE_CHECKING, Any

from leafletgen.build.limits import memory_limit

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

STARTED, DONE, FAILED = "started", "done", "failed"
"""Kinds of messages: a sign of life, a result, an exception."""

_pipe: Connection[Any, Any] | None = None


def serve(pipe: Connection[Any, Any], megabytes: int, folder: str) -> None:
    """Take calls until the other end is gone. ``megabytes`` is what this process may hold, ``folder`` is for its temporary files."""
    global _pipe
    _pipe = pipe
    tempfile.tempdir = folder
    # The build decides what an interrupt from the terminal means; its workers would only die in the middle of something.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with memory_limit(megabytes):
        while _serve_one(pipe):
            pass


def _serve_one(pipe: Connection[Any, Any]) -> bool:
    """Take a call and answer it; False when the other end is gone."""
    try:
        function, args, kwargs = pipe.recv()
        try:
            answer = (DONE, function(*args, **kwargs))
        except Exception as failure:
            answer = (FAILED, failure)
        pipe.send(answer)
    except (EOFError, OSError):
        return False
    return True


def alive() -> None:
    """Tell whoever waits, if somebody does, that the next piece of work has begun."""
    if _pipe:
        _pipe.send((STARTED, None))
