"""A file that an author names: read from below the library's `leaflets/` and from nowhere else."""

from __future__ import annotations

import re
from errno import ENOENT
from os import fstat, strerror
from pathlib import Path


class FileProblem(Exception):
    """A file that cannot be used: what is wrong with it, and what to do."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


def read_library_file(root: Path, path: str, most: int, home: str) -> bytes | None:
    """The bytes at ``path`` below `leaflets/`, or None for more than ``most`` of them. ``home`` is the folder where such files belong.

    Raises FileProblem for a path that leads elsewhere, and for what is not there or no plain file.
    """
    folder = (root / "leaflets").resolve()
    if re.search(r"[\x00-\x1f\\:?#%]", path) or not set(path.split("/")).isdisjoint(("", ".", "..")):
        raise FileProblem(
            f'"{path}" is not a plain path below leaflets/', f"copy the file to {home} and name it {home.removeprefix('leaflets/')}..."
        )
    file = folder / path
    try:
        if not file.is_file():  # nor a folder, a pipe or a link that leads in circles
            raise FileNotFoundError(ENOENT, strerror(ENOENT))
        if not file.resolve().is_relative_to(folder):
            raise FileProblem(f'"{path}" is a link that leads out of the library', f"put the file itself into {home}")
        with file.open("rb") as stream:
            # To make room for ``most`` takes longer than to read; not all files say how large they are.
            data = stream.read(min(fstat(stream.fileno()).st_size, most) + 1)
            data += stream.read(most + 1 - len(data)) if len(data) <= most else b""
    except OSError as failure:
        raise FileProblem(f'"{path}" cannot be read: {str(failure.strerror).lower()}', "check the name, capitals too") from None
    return data if len(data) <= most else None
