"""The finished leaflets of an output folder: those that the manifest tells of, and whose files are what it says they are."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path, PurePosixPath

from leafletgen.build.catalogue.gather import Listing, Order, gather
from leafletgen.build.manifest import MANIFEST, read_manifest
from leafletgen.build.output import File


class NothingBuilt(Exception):
    """There is no manifest that could be used in the folder."""


class NotAsBuilt(Exception):
    """A file is missing, or is not the one that was built. The message names it."""


def finished(folder: Path, order: Order) -> Listing:
    """The leaflets of the output folder ``folder``. Raises NothingBuilt."""
    manifest = read_manifest(folder)
    if not manifest.records:
        what = "names no outputs, or is of another leafletgen" if (folder / MANIFEST).is_file() else "is not there"
        raise NothingBuilt(f"{folder / MANIFEST} {what}: run `leafletgen build` first")
    return gather(manifest, order)


def whole(folder: Path, file: File) -> bytes:
    """The bytes of an output. Raises NotAsBuilt where they are not those that the manifest tells of."""
    path = folder / file.path
    place = PurePosixPath(file.path)
    if place.is_absolute() or ".." in place.parts or not path.resolve().is_relative_to(folder.resolve()):
        raise NotAsBuilt(f"{file.path} is not in {folder}: run `leafletgen build` again")
    try:
        data = path.read_bytes()
    except OSError as failure:
        reason = "is missing" if isinstance(failure, FileNotFoundError) else f"cannot be read ({failure.strerror})"
        raise NotAsBuilt(f"{path} {reason}: run `leafletgen build` again") from None
    if sha256(data).hexdigest() != file.sha256:
        raise NotAsBuilt(f"{path} is not the file that was built: run `leafletgen build` again")
    return data
