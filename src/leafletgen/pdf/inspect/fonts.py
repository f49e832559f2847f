"""Codes of a PDF font to characters and widths, and what can be said of the font."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from leafletgen.pdf.inspect.facts import Font
from leafletgen.pdf.inspect.objects import array, dictionary, get, name, number_of, resolved
from leafletgen.pdf.inspect.widths import Widths

_SPACES = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(rb"<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([^>]*)>")

MAX_MAP = 200_000
"""Most codes that one map explains; there are some 65,000 glyphs in the largest fonts."""

MAX_STRANGE = 10_000
"""Most codes without a character that are counted for one font."""

_ENCODINGS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman", "StandardEncoding": "latin-1"}

Glyph = tuple[str | None, float]
"""The characters of a code, None where nothing says which, and its width in thousandths of the type size."""


class FontReader:
    """The fonts of one PDF, each read once, with what pages show of them."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        self.faces: dict[int, Face] = {}

    def face(self, reference: Any) -> Face:
        """The font behind ``reference``."""
        key = number_of(reference) or id(reference)
        if key not in self.faces:
            self.faces[key] = Face(resolved(reference), self.problems)
        return self.faces[key]

    def facts(self) -> tuple[Font, ...]:
        """Every font that shows something, by name; one that is in the file more than once in the same way is told once."""
        found: dict[tuple[object, ...], Font] = {}
        for font in (face.fact() for face in self.faces.values() if face.pages):
            key = (font.name, font.kind, font.embedded, font.subset, font.unicode)
            known = found.get(key)
            found[key] = _together(known, font) if known else font
        return tuple(sorted(found.values(), key=lambda font: (font.name, font.kind)))


def _together(one: Font, other: Font) -> Font:
    pages = tuple(sorted({*one.pages, *other.pages}))
    missing, unmapped = one.missing_glyphs + other.missing_glyphs, one.unmapped + other.unmapped
    return Font(one.name, one.kind, one.embedded, one.subset, one.unicode, pages, missing, unmapped)


class Face:
    """One font."""

    def __init__(self, font: Any, problems: list[str]) -> None:
        self.kind = name(font, "/Subtype")
        self.composite = self.kind == "Type0"
        full = name(font, "/BaseFont") or name(font, "/Name")
        self.subset = bool(re.match(r"[A-Z]{6}\+", full))
        self.name = full[7:] if self.subset else full
        self.pages: set[int] = set()
        self.missing = 0
        self.strange: set[bytes] = set()
        self.embedded = self.kind == "Type3" or _embedded(font)
        self.map: dict[bytes, str] = {}
        self.read = 0
        """Codes of its map that were read, repeated ones too."""
        self.lengths: tuple[int, ...] = (2,) if self.composite else (1,)
        self.mapped = False
        self.widths = Widths(font, self.composite)
        self.known: dict[bytes, Glyph] = {}
        stream = get(font, "/ToUnicode")
        if hasattr(stream, "get_data"):
            try:
                self.read_map(stream.get_data())
                self.mapped = True
            except Exception as failure:  # a map that is no map: the text cannot be read, which is told by `unicode`
                problems.append(f"the character map of {self.name} cannot be read: {failure}")
        self.read_encoding(font)

    def read_encoding(self, font: Any) -> None:
        """What the font says of its codes besides its map."""
        encoding = get(font, "/Encoding")
        base = encoding.removeprefix("/") if isinstance(encoding, str) else name(encoding, "/BaseEncoding")
        differences = array(encoding, "/Differences")
        standard = get(font, "/FontDescriptor") is None and self.name not in ("Symbol", "ZapfDingbats")
        self.named = base in _ENCODINGS or bool(differences) or (self.kind == "Type1" and standard)
        self.codec = _ENCODINGS.get(base, "")
        if self.composite and ("UTF16" in base or "UCS2" in base):
            self.named, self.codec = True, "utf-16-be"
        elif not self.composite and not self.codec and not self.mapped:
            self.codec = "latin-1"
        if differences and not self.mapped:
            self.read_differences(differences)

    def read_differences(self, entries: list[Any]) -> None:
        """Take over names of glyphs for codes, as `[39 /quotesingle 96 /grave]`; ligatures as their letters."""
        from fontTools.agl import toUnicode

        code = 0
        for entry in map(resolved, entries):
            if isinstance(entry, str):
                if 0 <= code < 256:
                    self.map[bytes([code])] = unicodedata.normalize("NFKC", toUnicode(entry.removeprefix("/")))
                code += 1
            elif isinstance(entry, int | float):
                code = int(entry)

    def read_map(self, data: bytes) -> None:
        """Take over a ToUnicode map."""
        lengths = {len(bytes.fromhex(_clean(code))) for block in _SPACES.findall(data) for code in _HEX.findall(block)} - {0}
        if lengths:
            self.lengths = tuple(sorted(lengths))[:4]
        for block in _CHARS.findall(data):
            codes = [bytes.fromhex(_clean(code)) for code in _HEX.findall(block)]
            self.map.update(zip(codes[::2], map(_characters, codes[1::2]), strict=False))
        for block in _RANGES.findall(data):
            for first, last, start, listed in _RANGE.findall(block):
                self.add_range(bytes.fromhex(_clean(first)), bytes.fromhex(_clean(last)), start, listed)

    def add_range(self, first: bytes, last: bytes, start: bytes, listed: bytes) -> None:
        """Take over one range of codes: from ``start`` on, or one by one as ``listed``."""
        low, length = int.from_bytes(first), len(first)
        count = max(min(int.from_bytes(last) - low + 1, MAX_MAP - self.read, 256**length - low), 0)
        self.read += count
        if listed:
            for offset, target in zip(range(count), _HEX.findall(listed), strict=False):
                self.map[(low + offset).to_bytes(length)] = _characters(bytes.fromhex(_clean(target)))
            return
        target = bytes.fromhex(_clean(start))
        head, tail = target[:-2], int.from_bytes(target[-2:])
        for offset in range(count):
            self.map[(low + offset).to_bytes(length)] = _characters(head + min(tail + offset, 0xFFFF).to_bytes(2))

    def show(self, data: bytes, page: int) -> tuple[str, float, int, int]:
        """What ``data`` shows on ``page``: its characters, its width in thousandths, how many glyphs and how many spaces they are."""
        self.pages.add(page)
        known, text, width = self.known, [], 0.0
        codes = self.codes(data)
        for code in codes:
            glyph = known.get(code)
            if glyph is None:
                glyph = known[code] = self.glyph(code)
            character, advance = glyph
            width += advance
            if character:
                text.append(character)
            elif self.composite and not any(code):
                self.missing += 1
            elif character is None and len(self.strange) < MAX_STRANGE:
                self.strange.add(code)
        return "".join(text), width, len(codes), 0 if self.composite else data.count(b" ")

    def codes(self, data: bytes) -> list[bytes]:
        """``data`` cut into codes."""
        if len(self.lengths) == 1:
            length = self.lengths[0]
            return [data] if len(data) == length else [data[start : start + length] for start in range(0, len(data), length)]
        codes, position = [], 0
        while position < len(data):
            codes.append(self.next_code(data, position))
            position += len(codes[-1])
        return codes

    def next_code(self, data: bytes, position: int) -> bytes:
        """The code at ``position``, where codes may be of several lengths."""
        for length in self.lengths:
            code = data[position : position + length]
            if code in self.map:
                return code
        return data[position : position + self.lengths[-1]]

    def glyph(self, code: bytes) -> Glyph:
        """What ``code`` stands for. The glyph for what a font has not, zero, says nothing whatever the map makes of it."""
        width = self.widths.of(code)
        if self.composite and not any(code):
            return None, width
        character = self.map.get(code)
        if character is None and self.codec and len(code) == self.lengths[-1]:
            character = code.decode(self.codec, "replace")
        return character, width

    def fact(self) -> Font:
        """What is known of it once all pages are read."""
        readable = self.mapped or self.named
        return Font(self.name, self.kind, self.embedded, self.subset, readable, tuple(sorted(self.pages)), self.missing, len(self.strange))


def _embedded(font: Any, depth: int = 0) -> bool:
    descendants = array(font, "/DescendantFonts")
    if descendants and not depth:
        return all(_embedded(resolved(inner), 1) for inner in descendants)
    descriptor = dictionary(font, "/FontDescriptor")
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _clean(digits: bytes) -> str:
    text = "".join(digits.decode("ascii", "ignore").split())
    return text + "0" * (len(text) % 2)


def _characters(data: bytes) -> str:
    text = data.decode("utf-16-be", "ignore") if len(data) > 1 else data.decode("latin-1")
    return "" if text in ("\0", "\ufffe", "\ufeff") else text
