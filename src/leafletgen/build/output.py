"""Outputs appear whole or not at all: written beside their place, then moved there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path, PurePosixPath


class CannotWrite(Exception):
    """The output folder cannot be written to: the disk is full, or it is not ours."""


def write_whole(folder: Path, name: PurePosixPath, data: bytes) -> Path:
    """Write ``data`` to ``folder/name``; a crash leaves the previous file there. Raises CannotWrite, naming the path."""
    path = folder / name
    part = folder / ".tmp" / ("-".join(name.parts) + ".part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as failure:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise CannotWrite(f"cannot write {path}: {failure.strerror}") from failure
    return path


def remove_empty_tmp(folder: Path) -> None:
    """Take away the folder of unfinished files when none is in it."""
    with suppress(OSError):
        (folder / ".tmp").rmdir()
