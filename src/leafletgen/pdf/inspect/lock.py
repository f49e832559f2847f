"""Encrypted files: opened without a password where that is enough, with what they forbid (ISO 32000-2, 7.6)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from leafletgen.pdf.inspect.facts import Lock
from leafletgen.pdf.inspect.objects import dictionary, get, name, whole

_PERMISSIONS = {
    3: "print", 4: "change", 5: "copy", 6: "comment", 9: "fill in", 10: "assistive technology", 11: "assemble", 12: "print well",
}  # fmt: skip
"""By bit, counted from 1."""


class Locked(Exception):
    """The file cannot be opened without something that is not here."""


def open_file(data: bytes) -> tuple[Any, Lock | None]:
    """The file's reader, and how it was locked. Raises Locked where it asks for a password, or for a package that is not installed."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if not reader.is_encrypted:
            return reader, None
        encryption = get(reader.trailer, "/Encrypt")
        lock = Lock(_method(encryption), _forbidden(encryption))
        opened = reader.decrypt("")
    except DependencyError:
        message = "it is encrypted (AES), and the Python package that reads such files is missing: `pip install cryptography`"
        raise Locked(message) from None
    except NotImplementedError:
        raise Locked("it is locked in a way that only its maker's program opens") from None
    if not opened:
        raise Locked(f"it is locked with a password ({lock.method})")
    return reader, lock


def _method(encryption: Any) -> str:
    version, bits = whole(encryption, "/V"), whole(encryption, "/Length", 40)
    if version < 4:
        return f"RC4, {bits if version > 1 else 40} bits"
    way = name(get(dictionary(encryption, "/CF"), f"/{name(encryption, '/StmF') or 'StdCF'}"), "/CFM")
    return {"AESV2": "AES, 128 bits", "AESV3": "AES, 256 bits", "V2": "RC4, 128 bits"}.get(way, "in a way that is not told")


def _forbidden(encryption: Any) -> tuple[str, ...]:
    permissions = whole(encryption, "/P", -1)
    return tuple(words for bit, words in _PERMISSIONS.items() if not permissions & 1 << (bit - 1))
