"""The output folder: one build at a time writes to it, and files appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

UNFINISHED = ".tmp"
"""Folder of files that are being written."""
LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class File:
    """A whole file of the output folder."""

    path: str
    """Below the output folder, with `/`."""
    sha256: str
    size: int
    """Bytes."""


class CannotWrite(Exception):
    """The output folder cannot be written to: the disk is full, or it is not ours."""


@contextmanager
def own_folder(folder: Path, waiting: Callable[[Path], None]) -> Iterator[bool]:
    """Have ``folder`` to ourselves, and sweep away what a build that was killed left unfinished. Gives whether it had to wait.

    ``waiting`` is told the folder where another build has it; then this one waits for it. Raises CannotWrite.
    """
    lock, had_to_wait = FileLock(folder / LOCK), False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            had_to_wait = True
            waiting(folder)
            lock.acquire()
    except OSError as failure:
        raise CannotWrite(f"cannot write {folder}: {failure.strerror}") from failure
    try:
        shutil.rmtree(folder / UNFINISHED, ignore_errors=True)
        yield had_to_wait
    finally:
        with suppress(OSError):
            (folder / UNFINISHED).rmdir()
        lock.release()


def write_whole(folder: Path, name: PurePosixPath, data: bytes) -> Path:
    """Write ``data`` to ``folder/name``; a crash leaves the previous file there. Raises CannotWrite, naming the path."""
    path = folder / name
    part = folder / UNFINISHED / ("-".join(name.parts) + ".part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException as failure:  # an interrupt, too, leaves nothing behind
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(failure, OSError):
            raise CannotWrite(f"cannot write {path}: {failure.strerror}") from failure
        raise
    return path


def file_of(path: PurePosixPath, data: bytes) -> File:
    """What a manifest says of a file."""
    return File(path.as_posix(), sha256(data).hexdigest(), len(data))


def is_whole(folder: Path, file: File) -> bool:
    """Whether ``file`` is there as it was written."""
    try:
        path = folder / file.path
        return path.stat().st_size == file.size and sha256(path.read_bytes()).hexdigest() == file.sha256
    except OSError:
        return False


def remove(folder: Path, path: Path) -> None:
    """Remove an output, and the folders that it leaves empty. Raises CannotWrite."""
    try:
        path.unlink(missing_ok=True)
    except OSError as failure:
        raise CannotWrite(f"cannot remove {path}: {failure.strerror}") from failure
    with suppress(OSError):
        for parent in path.parents:
            if parent == folder:
                break
            parent.rmdir()


def remove_empty_tmp(folder: Path) -> None:
    """Take away the folder of unfinished files when none is in it."""
    with suppress(OSError):
        (folder / UNFINISHED).rmdir()
