"""Merge: output folders that several machines filled, each with a part of the leaflets, become one, as if one build had filled it.

Nothing is written before all parts are known to fit together and every file is whole; the manifest comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from leafletgen.build.inputs import Snapshot
from leafletgen.build.manifest import MANIFEST, Manifest, read_manifest, write_manifest
from leafletgen.build.order import BUILT, FAILED
from leafletgen.build.output import LOCK, UNFINISHED, File, is_whole, own_folder, remove, write_whole
from leafletgen.build.record import Record
from leafletgen.build.run import CATALOGUE
from leafletgen.build.versions import made_with

MOST = 3
"""Names that are told of many."""


class NotAPart(Exception):
    """A folder that no build has filled, or one that would lose what it holds. The message says which."""


class CannotMerge(Exception):
    """Parts that do not fit together, or are damaged: one sentence each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Part:
    """One output folder."""

    folder: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Merged:
    """What came together."""

    manifest: Manifest
    written: tuple[File, ...]
    """Files that were not there."""

    @property
    def failed(self) -> int:
        """Outputs that the parts could not build."""
        return sum(record.state == FAILED for record in self.manifest.records.values())


Current = Callable[[Record, Mapping[str, str]], int]
"""How near a record, made with such versions, is to what a build would make now: 2 the same, 1 of other versions, 0 of other files."""


def merge(folders: Iterable[Path], into: Path, library: tuple[Path, Path] | None, waiting: Callable[[Path], None]) -> Merged:
    """Join the output ``folders`` in ``into``, which may be one of them. ``library`` is its root, and the folder of the built-in one.

    Where parts hold different versions of an output, that one is taken which the library would give; without a library that is not known.
    Raises NotAPart, CannotMerge with all that is wrong, and CannotWrite.
    """
    parts = tuple(_part(folder) for folder in dict.fromkeys(folders))
    _check_library(parts)
    chosen = _choose(parts, current_in(*library) if library else None)
    _check_inputs(chosen)
    _check_files(chosen)
    with own_folder(into, waiting):
        _check_kept(into, chosen)
        written = tuple(_copy(chosen, into))
        manifest = _joined(parts, chosen)
        manifest.is_catalogued = read_manifest(into) == replace(manifest, is_catalogued=True)
        write_manifest(into, manifest)
        _list(into, manifest, library)
        write_manifest(into, manifest)
    return Merged(manifest, written)


def current_in(root: Path, builtin: Path) -> Current:
    """How near records are to what a build of the library at ``root`` would make."""
    snapshot, versions = Snapshot(root, builtin, {}), made_with()

    def current(record: Record, made: Mapping[str, str]) -> int:
        if any(snapshot[name] != record.inputs[name] for name in record.inputs.names):
            return 0
        return 2 if made == versions else 1

    return current


def _part(folder: Path) -> Part:
    if not (folder / MANIFEST).is_file():
        raise NotAPart(f"{folder} has no {MANIFEST}: it is not the output folder of a build")
    manifest = read_manifest(folder)
    if manifest.holdings is None:
        raise CannotMerge(
            [f"{folder / MANIFEST} cannot be used: it is damaged, or of another version of leafletgen; build that part again"]
        )
    wrong = [name for path, record in manifest.records.items() for name in (path, *(f.path for f in record.files)) if not _is_inside(name)]
    if wrong:
        raise CannotMerge(f'{folder / MANIFEST} names "{name}", which is no place for an output' for name in dict.fromkeys(wrong))
    return Part(folder, manifest)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    outside = path.is_absolute() or ".." in path.parts or not path.parts or any(sign in name for sign in "\\:\0")
    return not outside and path.parts[0] not in (MANIFEST, LOCK, UNFINISHED)


def _check_library(parts: tuple[Part, ...]) -> None:
    """Raise CannotMerge where the parts are not of one library as it was at one time."""
    first = parts[0]
    for part in parts[1:]:
        different = _different(first.manifest.holdings_inputs, part.manifest.holdings_inputs)
        if different or first.manifest.holdings != part.manifest.holdings:
            what = f"{_named(different)} is not the same" if different else "they do not hold the same leaflets"
            raise CannotMerge(
                [f"{first.folder} and {part.folder} are not of the same library: {what}; build all parts of one version of it"]
            )


Chosen = Mapping[str, tuple[Part, Record]]
"""Whose record is taken, by the path of the output."""


def _choose(parts: tuple[Part, ...], current: Current | None) -> Chosen:
    found: dict[str, list[tuple[Part, Record]]] = {}
    for part in parts:
        for path, record in part.manifest.records.items():
            found.setdefault(path, []).append((part, record))
    problems: list[str] = []
    chosen: dict[str, tuple[Part, Record]] = {}
    for path, those in found.items():
        best = _nearest(those, current) if current and len(those) > 1 else those
        chosen[path] = best[0]
        problems += [_conflict(path, best[0], other, current is not None) for other in best[1:] if other[1] != best[0][1]][:1]
    if problems:
        raise CannotMerge(problems)
    return chosen


def _nearest(those: list[tuple[Part, Record]], current: Current) -> list[tuple[Part, Record]]:
    near = [current(record, part.manifest.made_with[record.made_with]) for part, record in those]
    return [one for one, nearness in zip(those, near, strict=True) if nearness == max(near)]


def _conflict(path: str, one: tuple[Part, Record], other: tuple[Part, Record], is_library_known: bool) -> str:
    """Why two records of an output cannot both stand."""
    (here, ours), (there, theirs) = one, other
    different = _different(_digests(ours), _digests(theirs))
    if different:
        why = f"{_named(different)} was not the same"
        fix = (
            "neither is of the library as it is now: build them again"
            if is_library_known
            else "run this in the library, which says which is current"
        )
    elif ours.made_with != theirs.made_with:
        versions = _different(here.manifest.made_with[ours.made_with], there.manifest.made_with[theirs.made_with])
        why, fix = f"they were made with different versions of {_named(versions)}", "build both with the same"
    else:
        why, fix = "although they were made from the same files", "build them again"
    return f"{here.folder} and {there.folder} hold different outputs {path}: {why}; {fix}"


def _check_inputs(chosen: Chosen) -> None:
    """Raise CannotMerge where outputs of different parts were made from different contents of a file."""
    known: dict[str, dict[str | None, Part]] = {}
    seen: set[tuple[Path, str]] = set()
    for part, record in chosen.values():
        inputs, group = record.inputs, (part.folder, record.inputs.group)
        # What many outputs share is looked at once for all of them.
        for name, digest in (*inputs.own.items(), *(() if group in seen else inputs.shared.items())):
            known.setdefault(name, {}).setdefault(digest, part)
        seen.add(group)
    problems = {
        (first.folder, other.folder): name
        for name, parts in known.items()
        for first, *others in [tuple(parts.values())]
        for other in others
        if other.folder != first.folder
    }
    if problems:
        raise CannotMerge(
            f"{first} and {other} are not of the same library: {name} is not the same; build all parts of one version of it"
            for (first, other), name in problems.items()
        )


def _check_files(chosen: Chosen) -> None:
    """Raise CannotMerge for files that are not as they were written."""
    problems = [
        f"{part.folder / file.path} is {'not as it was written' if (part.folder / file.path).exists() else 'gone'}: build that part again"
        for part, record in chosen.values()
        for file in record.files
        if record.state == BUILT and not is_whole(part.folder, file)
    ]
    if problems:
        raise CannotMerge(problems)


def _check_kept(into: Path, chosen: Chosen) -> None:
    """Raise NotAPart where a build's outputs would be forgotten."""
    lost = [path for path in read_manifest(into).records if path not in chosen]
    if lost:
        raise NotAPart(f"{into} holds outputs that no part has, as {_named(lost)}: name it as a part too, or write into an empty folder")


def _copy(chosen: Chosen, into: Path) -> Iterator[File]:
    for part, record in chosen.values():
        for file in record.files:
            # Of a job that failed there may be an earlier file, which nobody vouches for.
            if not is_whole(into, file) and (record.state == BUILT or is_whole(part.folder, file)):
                data = (part.folder / file.path).read_bytes()
                if sha256(data).hexdigest() != file.sha256:
                    raise CannotMerge([f"{part.folder / file.path} has changed just now: is a build writing to it?"])
                write_whole(into, PurePosixPath(file.path), data)
                yield file


def _list(into: Path, manifest: Manifest, library: tuple[Path, Path] | None) -> None:
    """Bring the catalogue up to date; without the library, which it tells of, take it away: the next build writes it."""
    if library is None:
        for name in CATALOGUE:
            remove(into, into / name)
        manifest.is_catalogued = True  # as far as it goes: files that are not there are made in any case
        return
    # Neither is needed where parts do not fit together.
    from leafletgen.build.catalogue import write_catalogue
    from leafletgen.source.library import read_library

    root, builtin = library
    if (read := read_library(root, builtin)[0]) is not None:
        manifest.is_catalogued = not write_catalogue(into, manifest, read, builtin)


def _joined(parts: tuple[Part, ...], chosen: Chosen) -> Manifest:
    """The manifest that one build would have written."""
    first = parts[0].manifest
    joined = Manifest(
        holdings=first.holdings, holdings_inputs=first.holdings_inputs, holdings_diagnostics=first.holdings_diagnostics,
        records={path: record for path, (_, record) in chosen.items()},
    )  # fmt: skip
    for part in parts:
        joined.made_with |= part.manifest.made_with
        joined.parts |= part.manifest.parts
    return joined


def _digests(record: Record) -> dict[str, str | None]:
    return {name: record.inputs[name] for name in record.inputs.names}


def _different(one: Mapping[str, str | None], other: Mapping[str, str | None]) -> list[str]:
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def _named(names: list[str]) -> str:
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more
