"""The bytes of a file as text: UTF-8 within bounds, or a diagnostic that says how to save it."""

from __future__ import annotations

from leafletgen.diagnostics import Diagnostic, Span, error, warning

MAX_BYTES = 1024 * 1024
"""Largest file that is read."""


def decode(name: str, data: bytes, found: list[Diagnostic]) -> str | None:
    """The text of the file ``name``, None where it cannot be read; what is wrong goes to ``found``."""
    start = Span(name)
    if len(data) > MAX_BYTES:
        found.append(
            error(
                "yaml-limit",
                "the file is larger than 1 MiB, the most that is read",
                start,
                "split it, or keep pictures in leaflets/images/",
            )
        )
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        found.append(
            error(
                "yaml-encoding",
                "the file is saved as UTF-16, expected UTF-8",
                start,
                "save it again as UTF-8 (in Notepad: Save as, Encoding)",
            )
        )
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        lines = data.decode("utf-8", "replace").splitlines()
        before = (data[: failure.start].decode("utf-8", "replace") + "?").splitlines()
        line, column = len(before), len(before[-1])
        found.append(
            error(
                "yaml-encoding",
                f"this character (byte 0x{data[failure.start]:02x}) is not saved as UTF-8",
                Span(name, line, column, line, column + 1),
                "save the file as UTF-8 (in Notepad: Save as, Encoding)",
                lines[line - 1],
            )
        )
        return None
    if text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}"):
        text = text[1:]
        found.append(
            warning(
                "yaml-encoding",
                "the file starts with an invisible sign (a byte order mark)",
                start,
                "save it again (in Notepad: as UTF-8, not as UTF-8 with BOM)",
                text.split("\n", 1)[0],
            )
        )
    return text
