"""A library as it was in a git revision: its `leaflets/` written out to a folder, byte for byte.

Only git's own object commands are used: they run no hooks, filters or text conversions, and nothing of what the revision holds.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from leafletgen.build.plan import WrongUsage

MOST_BYTES = 20 * 1024 * 1024
"""Largest file that is written out; no leaflet and no picture may be larger."""
MOST_FILES = 20_000
SECONDS = 120
"""How long one command of git may take."""

_HOOKS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"}


class GitMissing(Exception):
    """There is no git on this machine."""


@contextmanager
def library_at(root: Path, name: str) -> Iterator[Path]:
    """The library that ``name`` stands for: a folder, else a git revision of the library at ``root``, written out while it is looked at.

    Raises WrongUsage for what is neither, GitMissing where there is no git.
    """
    folder = Path(name)
    if name and folder.is_dir():
        yield _in_folder(folder)
        return
    with TemporaryDirectory(prefix="leafletgen-") as place:
        _write_out(root, name, Path(place))
        yield Path(place)


def _in_folder(folder: Path) -> Path:
    folder = folder.resolve()
    for root in (folder, folder.parent if folder.name == "leaflets" else folder):
        if (root / "leaflets").is_dir():
            return root
    raise WrongUsage(f'"{folder}" is no library: there is no leaflets/ in it')


def _write_out(root: Path, revision: str, target: Path) -> None:
    top = _repository(root, revision)
    commit = _commit(root, revision)
    prefix = PurePosixPath(os.path.relpath(root.resolve() / "leaflets", top).replace(os.sep, "/"))
    entries = list(_entries(root, commit, prefix))
    (target / "leaflets").mkdir()
    if not entries:
        raise WrongUsage(f'revision "{revision}" holds no {prefix}/')
    for entry, data in zip(entries, _blobs(root, entries), strict=True):
        path = target / "leaflets" / PurePosixPath(entry.path).relative_to(prefix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    size: int
    path: str


def _repository(root: Path, revision: str) -> Path:
    """Top folder of the repository that holds the library."""
    try:
        return Path(os.fsdecode(_git(root, "rev-parse", "--show-toplevel").rstrip(b"\n"))).resolve()
    except _Failed as failure:
        raise WrongUsage(f'there is no folder "{revision}", and it cannot be a git revision: {failure}') from None


def _commit(root: Path, revision: str) -> str:
    try:
        if revision.startswith("-") or not revision.isprintable():
            raise _Failed("no revision is called so")
        return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().split()[-1]
    except (_Failed, IndexError):
        raise WrongUsage(f'"{revision}" is neither a folder nor a git revision here; `git log --oneline` lists them') from None


def _entries(root: Path, commit: str, prefix: PurePosixPath) -> Iterator[_Entry]:
    """Plain files below ``prefix``; links and submodules are left out, and so is what is too large to be read."""
    listed = _git(root, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", f"{prefix}/")
    lines = [line for line in listed.split(b"\0") if line]
    for line in lines[:MOST_FILES]:
        facts, _, path = line.partition(b"\t")
        mode, kind, id, size = facts.split()
        if kind == b"blob" and mode != b"120000" and int(size) <= MOST_BYTES and _is_plain(name := os.fsdecode(path)):
            yield _Entry(id.decode(), int(size), name)


def _is_plain(path: str) -> bool:
    """Whether a path stays where it is written: a made-up tree can hold any name."""
    parts = path.split("/")
    return set(parts).isdisjoint(("", ".", "..")) and not any(character in path for character in "\\:")


def _blobs(root: Path, entries: list[_Entry]) -> Iterator[bytes]:
    """The bytes of each file, without any conversion."""
    answer = _git(root, "cat-file", "--batch", given="".join(f"{entry.id}\n" for entry in entries).encode())
    position = 0
    for entry in entries:
        start = answer.index(b"\n", position) + 1
        yield answer[start : start + entry.size]
        position = start + entry.size + 1


class _Failed(Exception):
    """Git said no; the message is its own last line."""


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    # A hook runs with variables that name its own repository; here the library's folder says which.
    own = {name: value for name, value in os.environ.items() if name not in _HOOKS}
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 no shell, and the revision stands after --end-of-options
            ["git", "-C", str(root), *arguments],  # noqa: S607 the git that the user has
            input=given, capture_output=True, timeout=SECONDS, check=False, env=own | quiet,
        )  # fmt: skip
    except FileNotFoundError:
        raise GitMissing("git is not installed, so revisions cannot be read; install it (`apt install git`), or name two folders") from None
    except subprocess.TimeoutExpired:
        raise _Failed(f"git took longer than {SECONDS} seconds") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _Failed(said[-1].removeprefix("fatal: ") if said else f"git ended with status {done.returncode}")
    return done.stdout
