"""Inputs: what every file of a library holds, as digests, taken before any of them is read.

A file that changes while a build runs was at worst read newer than its digest says, so that the next build looks at it again.

Names are those that diagnostics use, as `leaflets/x.yaml` or `styles/page.css`; the built-in file of that name is
`built-in/styles/page.css`, and `leaflets/references.yaml#nice-ng239` is one entry of a file that many leaflets read a part of.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from leafletgen.source.files import read_file
from leafletgen.source.located import Mapping as Fields
from leafletgen.source.located import Node, Scalar, Sequence

BUILT_IN = "built-in/"
KINDS = ("leaflets", "templates", "styles")
PARTED = {"leaflets/references.yaml": ("references", "id"), "leaflets/approvals.yaml": ("approvals", "leaflet")}
"""Files that leaflets read entries of: the list, and the field that says whose an entry is."""

Parts = Mapping[str, Mapping[str, str]]
"""Digests of the entries of a parted file, by the digest of the file."""


class Snapshot:
    """Digests of the files of a library and of leafletgen's own templates and styles."""

    def __init__(self, root: Path, builtin: Path, parts: Parts) -> None:
        """``parts`` are what an earlier snapshot knew of parted files, so that an unchanged one need not be parsed."""
        self.folders = {"": root, BUILT_IN: builtin}
        self.digests: dict[str, str | None] = {}
        for kind in KINDS:
            self.digests.update(_digests(root, kind, ""))
            if kind != "leaflets":
                self.digests.update(_digests(builtin, kind, BUILT_IN))
        self._known = parts
        self.parts: dict[str, Mapping[str, str]] = {}
        """What this snapshot knows of parted files, as far as it was asked."""

    def take_parts(self) -> None:
        """Look at the entries of parted files too, which is otherwise done when the first one is asked for."""
        for file in PARTED:
            self._parts_of(file)

    def __getitem__(self, name: str) -> str | None:
        """The digest of the file or entry ``name``; None where there is no such thing."""
        file, _, entry = name.partition("#")
        if entry and file in PARTED:
            return self._parts_of(file).get(entry)
        if name not in self.digests:
            self.digests[name] = self._late(name)
        return self.digests[name]

    def all(self, names: Iterable[str]) -> dict[str, str | None]:
        """The digests of ``names``, in their order by name."""
        return {name: self[name] for name in sorted(set(names))}

    def nearest(self, names: Iterable[str]) -> Iterator[str]:
        """What stands for templates and styles by ``names``: the library's own, and where it has none, the built-in one too."""
        for name in names:
            yield name
            if self[name] is None:
                yield BUILT_IN + name

    def shared(self) -> str:
        """One digest of all that leaflets share: everything but leaflets, their pictures and their translations."""
        inputs = {name: digest for name, digest in self.digests.items() if not _is_of_a_leaflet(name)}
        return sha256(repr(sorted(inputs.items())).encode("utf-8", "surrogateescape")).hexdigest()

    def _late(self, name: str) -> str | None:
        """The digest of a file that was not found by walking: behind a link to a folder, or not there."""
        place = BUILT_IN if name.startswith(BUILT_IN) else ""
        path = PurePosixPath(name.removeprefix(place))
        if not path.parts or path.parts[0] not in KINDS or ".." in path.parts:
            return None
        home = self.folders[place] / path.parts[0]
        return _digest(self.folders[place] / path, home)

    def _parts_of(self, file: str) -> Mapping[str, str]:
        whole = self[file]
        if whole is None:
            return {}
        if whole not in self.parts:
            self.parts[whole] = self._known.get(whole) or dict(_entries(self.folders[""], file))
        return self.parts[whole]


def _is_of_a_leaflet(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    own = folder == "leaflets" and file.endswith(".yaml") and name not in (*PARTED, "leaflets/library.yaml")
    return own or name.startswith(("leaflets/images/", "leaflets/translations/"))


def _digests(folder: Path, kind: str, prefix: str) -> Iterator[tuple[str, str | None]]:
    home = folder / kind
    for place, _, files in os.walk(home):
        below = Path(place).relative_to(folder).as_posix()
        for file in files:
            yield f"{prefix}{below}/{file}", _digest(Path(place, file), home)


def _digest(path: Path, home: Path) -> str | None:
    """SHA-256 of a plain file, in hex; None where there is none, or one that a link has outside of ``home``.

    One that cannot be read counts as empty, and its reader says why.
    """
    try:
        if not path.is_file() or not path.resolve().is_relative_to(home.resolve()):
            return None
        return sha256(path.read_bytes()).hexdigest()
    except (OSError, RuntimeError, ValueError):
        return sha256().hexdigest()


def _entries(root: Path, file: str) -> Iterator[tuple[str, str]]:
    """The digest of each entry of a parted file by whose it is; entries of the same name count together."""
    key, owner = PARTED[file]
    entries = read_file(root, file)[0].find((key,))
    found: dict[str, list[object]] = {}
    for entry in entries.items if isinstance(entries, Sequence) else ():
        name = entry.entries.get(owner) if isinstance(entry, Fields) else None
        if isinstance(name, Scalar) and name.text:
            found.setdefault(name.text, []).append(_plain(entry))
    for whose, values in found.items():
        yield whose, sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(node: Node) -> object:
    """What a node says, without its place."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, value in node.entries.items()}
