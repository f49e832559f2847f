"""Append a sign-off to `leaflets/approvals.yaml`, and leave every other character of the file as it is."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leafletgen.diagnostics import Diagnostic, has_errors
from leafletgen.model.settings import Approval, Approvals
from leafletgen.source.approved import CannotRecord, replace_file
from leafletgen.source.files import read_file
from leafletgen.source.located import Scalar, Sequence, SourceFile, read_source
from leafletgen.source.typed import read_model

APPROVALS_FILE = "leaflets/approvals.yaml"

HEAD = """\
# yaml-language-server: $schema=schema/approvals.json
# Who signed off which content. `leafletgen approve` adds to this file; the digest is of what was read, so it cannot be typed.
"""

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Unreadable(Exception):
    """The file is there and has errors: nothing was written."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"{APPROVALS_FILE} has errors")
        self.diagnostics = diagnostics


def require_readable(root: Path) -> None:
    """Raises Unreadable where a sign-off could not be added to the file; no file, or one without entries, is fine."""
    if os.path.lexists(root / APPROVALS_FILE):
        _read(root)


def append_approval(root: Path, approval: Approval) -> None:
    """Add ``approval`` at the end of the list. Raises Unreadable for a file with errors, CannotRecord for one that cannot be written."""
    with _alone(root / "leaflets"):
        path = root / APPROVALS_FILE
        if not os.path.lexists(path):
            replace_file(path, (HEAD + "approvals:\n" + _block(approval, 2)).encode())
            return
        source, before = _read(root)
        newline = "\r\n" if "\r\n" in source.text else "\n"
        text = _inserted(source, approval).replace("\r\n", "\n").replace("\n", newline)
        mark = BOM if path.read_bytes().startswith(BOM.encode()) else ""
        _prove(text, (*before, approval))
        replace_file(path, (mark + text).encode())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two people who approve at once wait for each other, where the system has locks."""
    try:
        import fcntl
    except ImportError:  # pragma: no cover
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _read(root: Path) -> tuple[SourceFile, tuple[Approval, ...]]:
    source, problems = read_file(root, APPROVALS_FILE)
    if [d.rule for d in problems] == ["yaml-empty"] or _is_bare(source):
        return source, ()
    approvals, wrong = read_model(source, Approvals)
    if approvals is None or has_errors((*problems, *wrong)):
        raise Unreadable((*problems, *wrong))
    return source, approvals.approvals


def _is_bare(source: SourceFile) -> bool:
    """`approvals:` with nothing after it, as when the last entry was taken out."""
    node = source.find(("approvals",))
    return isinstance(node, Scalar) and node.text is None


def _inserted(source: SourceFile, approval: Approval) -> str:
    """The file's text with the entry after the last one, in the style of the list that it joins."""
    node = source.find(("approvals",))
    if not isinstance(node, Sequence):
        line = source.key_span(("approvals",)).line if node else len(source.lines)
        return _with_lines(source, line, ("" if node else "approvals:\n") + _block(approval, 2))
    lines, span = list(source.text.splitlines(keepends=True)), source.span(("approvals",))
    end = lines[span.end_line - 1]
    if lines[span.line - 1][span.column - 1] == "[":
        column = span.end_column - 2
        lines[span.end_line - 1] = end[:column] + (", " if node.items else "") + _flow(approval) + end[column:]
        return "".join(lines)
    return _with_lines(source, span.end_line, _block(approval, span.column - 1))


def _with_lines(source: SourceFile, after: int, added: str) -> str:
    """The file's text with ``added`` below line ``after``."""
    lines = source.text.splitlines(keepends=True)
    if after and lines and not lines[after - 1].endswith(("\n", "\r")):
        lines[after - 1] += "\n"
    return "".join([*lines[:after], added, *lines[after:]])


def _block(approval: Approval, indent: int) -> str:
    fields = [f"{name}: {value}" for name, value in _fields(approval).items()]
    return "".join(f"{' ' * indent}{'- ' if index == 0 else '  '}{field}\n" for index, field in enumerate(fields))


def _flow(approval: Approval) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in _fields(approval).items()) + "}"


def _fields(approval: Approval) -> dict[str, str]:
    """The entry as YAML scalars. What people type stands in double quotes, where JSON's escapes are YAML's."""
    typed = {name: json.dumps(getattr(approval, name), ensure_ascii=False) for name in ("leaflet", "version", "by", "role")}
    plain = {"language": f'"{approval.language}"', "digest": f'"{approval.digest}"', "on": approval.on.isoformat()}
    both = typed | plain
    return {name: both[name] for name in Approval.model_fields}


def _prove(text: str, expected: tuple[Approval, ...]) -> None:
    """Refuse to write a file that would not read as what it was and the new entry."""
    source, problems = read_source(APPROVALS_FILE, text.encode())
    approvals, _ = read_model(source, Approvals)
    if has_errors(problems) or approvals is None or approvals.approvals != expected:
        raise CannotRecord(
            f"{APPROVALS_FILE} is laid out so that nothing can be added to it safely: write `approvals:` with one entry below the other"
        )
