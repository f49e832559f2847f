"""What was approved, word for word: `leaflets/approved/<leaflet>-<language>.json`, written at approval, so that later changes can be told.

The sign-off in `approvals.yaml` holds the digest of the content and this file the content itself. It proves nothing by itself: it is
believed only when it gives that digest.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from leafletgen.model.digest import Content, digest_of
from leafletgen.model.settings import Approval

MAX_SNAPSHOT = 16 * 1024 * 1024
"""Largest file that is read: a leaflet of 1 MiB, every character of it escaped."""


class CannotRecord(Exception):
    """A file of the approvals cannot be written as it should be. The message says which and why."""


def snapshot_name(leaflet: str, language: str) -> str:
    """Path of the approved content, relative to the library."""
    return f"leaflets/approved/{leaflet}-{language}.json"


def read_snapshot(root: Path, approval: Approval) -> Content | None:
    """The content that ``approval`` signs; None where it is not there, cannot be read, or is not what was signed."""
    path = root / snapshot_name(approval.leaflet, approval.language)
    try:
        if not path.is_file() or not path.resolve().is_relative_to((root / "leaflets").resolve()):
            return None
        with path.open("rb") as stream:
            found = json.loads(stream.read(MAX_SNAPSHOT).decode("utf-8"))
        return found if isinstance(found, dict) and digest_of(found) == approval.digest else None
    except (OSError, ValueError, RecursionError):
        return None


def write_snapshot(root: Path, leaflet: str, language: str, content: Content) -> None:
    """Keep ``content`` as what was approved last. Raises CannotRecord."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
    replace_file(root / snapshot_name(leaflet, language), text.encode())


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``path``, whole or not at all. Raises CannotRecord, naming the path."""
    path = path.resolve()
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(exist_ok=True)
        part.unlink(missing_ok=True)
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode & 0o7777)
        part.replace(path)
    except OSError as failure:
        _remove(part)
        raise CannotRecord(f"cannot write {path}: {failure.strerror}") from failure


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:  # the folder is what cannot be written
        return
