"""Parcels: files of a library as bytes by name, packed here and unpacked into a folder of another machine.

What all orders read goes once: settings, references, sign-offs, brands with logos and profiles, templates and styles, leafletgen's own too.
What one order reads goes with it: its leaflet, and the files that this names. A file that is read in neither way stays here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from leafletgen.build.inputs import BUILT_IN
from leafletgen.source.files import NOT_LEAFLETS, read_file
from leafletgen.source.located import Node, Scalar, Sequence

LARGEST = 64 * 1024 * 1024
"""Bytes: no file is read that is larger, so of one that is its size tells all."""
_LEADS_OUT = None
_TOO_LONG = 240
"""Characters that no path has: most text is longer."""

Parcel = Mapping[str, bytes | int | None]
"""Content by name: bytes, the size of a file that is too large to be read, or None for a link that leads out of the library."""


class Unsafe(Exception):
    """A parcel with a name that leads out of its folder."""


def shared_parcel(root: Path, builtin: Path) -> Parcel:
    """What every order of the library reads."""
    found: dict[str, bytes | int | None] = {}
    for name in sorted(NOT_LEAFLETS):
        found.update(_file(root, f"leaflets/{name}"))
    for name in _walk(root, "leaflets/brands"):
        found.update(_file(root, name))
        if name.endswith(".yaml"):
            found.update(_named_in(root, name))
    for kind in ("templates", "styles"):
        for name in _walk(root, kind):
            found.update(_file(root, name))
        for name in _walk(builtin, kind):
            found.update({BUILT_IN + name: content for name, content in _file(builtin, name)})
    return found


def own_parcel(root: Path, leaflet: str) -> Parcel:
    """What only the orders of ``leaflet`` read."""
    name = f"leaflets/{leaflet}.yaml"
    found = dict(_file(root, name))
    for path in sorted((root / "leaflets" / "translations").glob("*")):
        found.update(_file(root, f"leaflets/translations/{path.name}/{leaflet}.po"))
    found.update(_named_in(root, name))
    return found


def unpack(parcel: Parcel, folder: Path) -> None:
    """Write what is not there yet below ``folder``, one call at a time.

    Raises Unsafe, before anything is written, for a name that leads elsewhere.
    """
    for name in parcel:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\0" in name or "\\" in name or not path.parts:
            raise Unsafe(f'a parcel holds "{name}"')
    for name, content in parcel.items():
        file = folder / name
        if not os.path.lexists(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, content, folder)


def _write(path: Path, content: bytes | int | None, folder: Path) -> None:
    """Make the file appear whole: other orders may be reading it."""
    part = path.with_name(f"{path.name}.part")
    if content is _LEADS_OUT:
        outside = folder.parent / "outside"
        outside.touch()
        part.symlink_to(outside)
    else:
        with part.open("wb") as stream:
            if isinstance(content, bytes):
                stream.write(content)
            else:
                stream.truncate(content)
    part.replace(path)


def _walk(folder: Path, below: str) -> Iterator[str]:
    """Names of the files below ``folder/below``, also behind links to folders, but into none of them twice."""
    seen: set[Path] = set()
    for place, folders, files in os.walk(folder / below, followlinks=True):
        seen.add(Path(place).resolve())
        folders[:] = sorted(name for name in folders if Path(place, name).resolve() not in seen)
        yield from (Path(place, file).relative_to(folder).as_posix() for file in sorted(files))


def _file(folder: Path, name: str) -> Iterator[tuple[str, bytes | int | None]]:
    """The file ``name`` by its name; nothing where it is none, or cannot be read: its reader there says the same as here."""
    path = folder / name
    try:
        if not path.is_file():
            return
        if not path.resolve().is_relative_to((folder / PurePosixPath(name).parts[0]).resolve()):
            yield name, _LEADS_OUT
        else:
            size = path.stat().st_size
            yield name, path.read_bytes() if size <= LARGEST else size
    except (OSError, ValueError):
        return


def _named_in(root: Path, name: str) -> Iterator[tuple[str, bytes | int | None]]:
    """The files below `leaflets/` that the YAML file ``name`` names, in whatever field."""
    source, _ = read_file(root, name)
    for text in dict.fromkeys(_texts(source.root)):
        parts = text.split("/")
        if len(text) <= _TOO_LONG and "\0" not in text and "\\" not in text and set(parts).isdisjoint(("", ".", "..")):
            yield from _file(root, f"leaflets/{text}")


def _texts(node: Node | None) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text or ""
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item)
    elif node is not None:
        for value in node.entries.values():
            yield from _texts(value)
