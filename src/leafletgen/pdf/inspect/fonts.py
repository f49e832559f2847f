"""Codes of a PDF font to characters, and what can be said of the font."""

from __future__ import annotations

import re
from typing import Any

from leafletgen.pdf.inspect.facts import Font

_SPACES = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(rb"<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([^>]*)>")

MAX_RANGE = 65_536
"""Most characters that one range of a map may stand for."""

_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman", "/StandardEncoding": "latin-1"}


class FontReader:
    """The fonts of one PDF, each read once, with what pages show of them."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        self.faces: dict[int, Face] = {}

    def face(self, reference: Any) -> Face:
        """The font behind ``reference``."""
        key = getattr(reference, "idnum", None) or id(reference)
        if key not in self.faces:
            self.faces[key] = Face(reference.get_object(), self.problems)
        return self.faces[key]

    def facts(self) -> tuple[Font, ...]:
        """Every font that shows something, by name."""
        return tuple(sorted((face.fact() for face in self.faces.values() if face.pages), key=lambda font: (font.name, font.kind)))


class Face:
    """One font."""

    def __init__(self, font: Any, problems: list[str]) -> None:
        self.kind = str(font.get("/Subtype", "")).lstrip("/")
        name = str(font.get("/BaseFont", "") or "").lstrip("/")
        self.subset = bool(re.match(r"[A-Z]{6}\+", name))
        self.name = name[7:] if self.subset else name
        self.pages: set[int] = set()
        self.missing = 0
        self.strange: set[bytes] = set()
        self.embedded = self.kind == "Type3" or _embedded(font)
        self.map: dict[bytes, str] = {}
        self.widths: tuple[int, ...] = (2,) if self.kind == "Type0" else (1,)
        self.mapped = False
        stream = font.get("/ToUnicode")
        if stream is not None and hasattr(stream.get_object(), "get_data"):
            try:
                self.read_map(stream.get_object().get_data())
                self.mapped = True
            except Exception as failure:  # a map that is no map: the text cannot be read, which is told by `unicode`
                problems.append(f"the character map of {self.name} cannot be read: {failure}")
        written = font.get("/Encoding")
        encoding: Any = written.get_object() if written is not None else None
        base = str(encoding.get("/BaseEncoding", "")) if hasattr(encoding, "get") else str(encoding or "")
        standard = "/FontDescriptor" not in font and self.name not in ("Symbol", "ZapfDingbats")
        self.named = base in _ENCODINGS or (hasattr(encoding, "get") and "/Differences" in encoding) or (self.kind == "Type1" and standard)
        self.codec = _ENCODINGS.get(base) or ("latin-1" if self.kind in ("Type1", "MMType1", "TrueType") and not self.mapped else "")

    def read_map(self, data: bytes) -> None:
        """Take over a ToUnicode map."""
        widths = {len(bytes.fromhex(_clean(code))) for block in _SPACES.findall(data) for code in _HEX.findall(block)}
        if widths:
            self.widths = tuple(sorted(widths))
        for block in _CHARS.findall(data):
            codes = [bytes.fromhex(_clean(code)) for code in _HEX.findall(block)]
            self.map.update(zip(codes[::2], map(_characters, codes[1::2]), strict=False))
        for block in _RANGES.findall(data):
            for first, last, start, listed in _RANGE.findall(block):
                self.add_range(bytes.fromhex(_clean(first)), bytes.fromhex(_clean(last)), start, listed)

    def add_range(self, first: bytes, last: bytes, start: bytes, listed: bytes) -> None:
        """Take over one range of codes: from ``start`` on, or one by one as ``listed``."""
        low, width = int.from_bytes(first), len(first)
        count = min(int.from_bytes(last) - low + 1, MAX_RANGE)
        if listed:
            for offset, target in zip(range(count), _HEX.findall(listed), strict=False):
                self.map[(low + offset).to_bytes(width)] = _characters(bytes.fromhex(_clean(target)))
            return
        target = bytes.fromhex(_clean(start))
        head, tail = target[:-2], int.from_bytes(target[-2:])
        for offset in range(count):
            self.map[(low + offset).to_bytes(width)] = _characters(head + min(tail + offset, 0xFFFF).to_bytes(2))

    def show(self, data: bytes, page: int) -> str:
        """The characters that ``data`` shows on ``page``."""
        self.pages.add(page)
        text, position = [], 0
        while position < len(data):
            code, character = self.next_code(data, position)
            position += len(code)
            if self.kind == "Type0" and not any(code):
                self.missing += 1
            elif character is None:
                self.strange.add(code)
            text.append(character or "")
        return "".join(text)

    def next_code(self, data: bytes, position: int) -> tuple[bytes, str | None]:
        """The code at ``position`` and its character, None where nothing says which."""
        for width in self.widths:
            code = data[position : position + width]
            if code in self.map:
                return code, self.map[code]
        code = data[position : position + self.widths[-1]]
        if self.codec and len(code) == 1:
            return code, code.decode(self.codec, "replace")
        return code, None

    def fact(self) -> Font:
        """What is known of it once all pages are read."""
        readable = self.mapped or self.named
        return Font(self.name, self.kind, self.embedded, self.subset, readable, tuple(sorted(self.pages)), self.missing, len(self.strange))


def _embedded(font: Any) -> bool:
    descendants = font.get("/DescendantFonts")
    if descendants is not None:
        return all(_embedded(inner.get_object()) for inner in descendants.get_object())
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor.get_object() for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _clean(digits: bytes) -> str:
    text = "".join(digits.decode("ascii", "ignore").split())
    return text + "0" * (len(text) % 2)


def _characters(data: bytes) -> str:
    text = data.decode("utf-16-be", "ignore") if len(data) > 1 else data.decode("latin-1")
    return "" if text in ("\0", "\ufffe") else text
