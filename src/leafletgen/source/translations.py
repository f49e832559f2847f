r"""Translations: `leaflets/translations/<language>/<leaflet>.po`, gettext files that Poedit, Weblate and their like read and write.

The first entry, whose msgid is empty, is the header. Of its fields leafletgen reads those below; tools keep the others, and add theirs.
Each further entry is one text of the leaflet as typed, citations and markup included, with every paragraph on one line:

    msgid ""
    msgstr ""
    "Content-Type: text/plain; charset=UTF-8\n"
    "Language: pl\n"
    "Last-Translator: Anna Nowak <anna.nowak@riverside.example>\n"
    "X-Source-Version: 1.0\n"
    "X-Translation-Method: human\n"
    "X-Reviewed-By: Jan Kowalski, RGN\n"

    #. heading
    #: sections/2/heading
    msgid "When should I get help?"
    msgstr "Kiedy szukać pomocy?"

- `X-Source-Version` is the version of the leaflet that the texts were taken from.
- `X-Translation-Method` is `human` or `machine`. `Last-Translator` is who translated, or the program that did;
  `X-Reviewed-By` is the person who has compared both texts.
- A text that stands in the leaflet twice has one entry. Where one place needs other words, a second entry has a `msgctxt` with the YAML
  path of that place, as `sections/2/heading`; it goes before the common one there.
- An entry that is marked `fuzzy`, or whose msgstr is empty, translates nothing. Entries that start with `#~` are what tools have put away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, unescape

from leafletgen.diagnostics import Diagnostic, Span, error
from leafletgen.source.files import read_data

FOLDER = "leaflets/translations"

MAX_BYTES = 4 * 1024 * 1024
"""Largest file that is read: both texts of a leaflet of 1 MiB, and the tools' comments."""

_STRING = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"\s*(?:#(?!~).*|(?:#~\s*)?(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[[0-9]\])\s+)?{_STRING}\s*|#~)?")
"""What a line can be. Babel takes more, and loses letters where a quote is missing."""

_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class Field:
    """The value of a header field, and its line."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One text with its translation."""

    text: str
    translation: str
    """Empty where there is none."""
    fuzzy: bool
    """Marked by a tool or a person as not sure."""
    context: str
    """YAML path of the only place that it holds for; empty where it holds for all."""
    line: int
    """Of its msgid."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One PO file."""

    name: str
    language: str
    leaflet: str
    fields: dict[str, Field]
    """Header fields by their names in small letters."""
    entries: tuple[Entry, ...]
    header_line: int
    lines: tuple[str, ...]

    def said(self, field: str) -> str:
        """The value of a header field; empty where it is missing."""
        found = self.fields.get(field.lower())
        return found.value if found else ""

    def span(self, line: int) -> Span:
        """All that stands on a line."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Span(self.name, line, len(text) - len(text.lstrip()) + 1, line, len(text.rstrip()) + 1)

    def field_span(self, field: str) -> Span:
        """The line of a header field; the header's first where it is missing."""
        found = self.fields.get(field.lower())
        return self.span(found.line if found else self.header_line)


def translation_files(root: Path) -> tuple[tuple[str, str], ...]:
    """Language and leaflet of every file, by the names of its folder and of itself."""
    return tuple(sorted((path.parent.name, path.stem) for path in (root / FOLDER).glob("*/*.po")))


def read_translation(root: Path, language: str, leaflet: str) -> tuple[Translation | None, tuple[Diagnostic, ...]]:
    """Read one file; None, with the reasons, where it is not whole PO."""
    name = f"{FOLDER}/{language}/{leaflet}.po"
    data = read_data(root, name, MAX_BYTES)
    if not isinstance(data, bytes):
        return None, (data,)
    text = _decoded(name, data)
    if not isinstance(text, str):
        return None, (text,)
    lines = tuple(line.rstrip("\r") for line in text.split("\n"))
    messages = _messages(name, lines)
    if isinstance(messages, Diagnostic):
        return None, (messages,)
    header = next((message for message in messages if message.id == "" and not message.context), None)
    if header is None:
        return None, (_broken(name, 1, lines, "the file has no header", 'start it with an entry whose msgid is ""'),)
    fields = _fields(lines, header.lineno or 1)
    charset = re.search(r"charset=([\w-]+)", fields["content-type"].value) if "content-type" in fields else None
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        return None, (
            _broken(name, fields["content-type"].line, lines, f"the header says {charset[1]}, expected UTF-8", "save the file as UTF-8"),
        )
    entries = tuple(_entry(message) for message in messages if message is not header)
    return Translation(name, language, leaflet, fields, entries, header.lineno or 1, lines), ()


def _decoded(name: str, data: bytes) -> str | Diagnostic:
    if len(data) > MAX_BYTES:
        return error(
            "po-unreadable", "the file is larger than 4 MiB, the most that is read", Span(name), "take out what tools have put away"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        before = data[: failure.start].decode("utf-8", "replace").split("\n")
        lines = tuple(data.decode("utf-8", "replace").split("\n"))
        message = f"this character (byte 0x{data[failure.start]:02x}) is not saved as UTF-8"
        return _broken(name, len(before), lines, message, "save the file as UTF-8", len(before[-1]) + 1)


class _Messages(Catalog):
    """Keeps every message as it comes: Babel's own catalogue joins those that have one msgid, and drops unknown header fields."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Message] = []

    def __setitem__(self, id: Any, message: Message) -> None:
        self.found.append(message)


def _messages(name: str, lines: tuple[str, ...]) -> list[Message] | Diagnostic:
    for number, text in enumerate(lines, 1):
        if not _LINE.fullmatch(text):
            return _broken(
                name, number, lines, "this line is not gettext PO", 'write msgid "..." and msgstr "...", with \\" for a quote inside'
            )
    catalog = _Messages()
    try:
        PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True).parse(lines)
    except PoFileError as failure:
        return _broken(name, failure.lineno + 1, lines, _said(str(failure)), "see the entry that ends here")
    except (ValueError, LookupError, TypeError, AttributeError) as failure:  # its parser trusts the order of the lines
        return _broken(name, 1, lines, f"the file is not gettext PO: {_said(str(failure))}", "open it in Poedit, which shows where")
    seen: dict[tuple[str, str], int] = {}
    for message in catalog.found:
        line = message.lineno or 1
        first = seen.setdefault((_id(message), message.context or ""), line)
        if first != line:
            return _broken(name, line, lines, f"this text has an entry already, on line {first}", "keep one of the two")
    return catalog.found


def _said(words: str) -> str:
    words = " ".join(words.split()) or "it breaks off"
    return words[0].lower() + words[1:120]


def _broken(name: str, line: int, lines: tuple[str, ...], message: str, fix: str, column: int = 1) -> Diagnostic:
    text = lines[line - 1] if line <= len(lines) else ""
    return error("po-unreadable", message, Span(name, line, column, line, max(column, len(text)) + 1), fix, text)


def _entry(message: Message) -> Entry:
    string = message.string if isinstance(message.string, str) else next(iter(message.string or ()), "")
    return Entry(_id(message), string, message.fuzzy, message.context or "", message.lineno or 1)


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _fields(lines: tuple[str, ...], start: int) -> dict[str, Field]:
    r"""The fields of the header that starts on line ``start``: each ends in `\n`, and tools break long ones over lines."""
    fields: dict[str, Field] = {}
    text, begun = "", 0
    for number, line in enumerate(lines[start:], start + 1):
        if not (quoted := re.fullmatch(rf"\s*(?:msgstr\s+)?({_STRING})\s*", line)):
            break
        begun, text = (begun if text else number), text + unescape(quoted[1])
        *whole, text = text.split("\n")
        _add(fields, whole, begun)
    _add(fields, [text], begun)
    return fields


def _add(fields: dict[str, Field], texts: list[str], line: int) -> None:
    for field in filter(None, map(_FIELD.fullmatch, texts)):
        fields.setdefault(field[1].lower(), Field(field[2].strip(), line))


def language_problem(tag: str) -> str:
    """Why ``tag`` is no language that there is, with a hint; empty where it is one."""
    known = Locale("en")
    language, *rest = tag.split("-")
    by_name = {str(name).lower(): code for code, name in known.languages.items()}
    if tag.replace("_", "-") != tag:
        return f'write it "{tag.replace("_", "-")}"'
    if language not in known.languages or language in ("und", "mul"):
        return f'the tag of that language is "{by_name[tag.lower()]}"' if tag.lower() in by_name else "use a tag such as pl, cy or pt-BR"
    wrong = [part for part in rest if part not in known.scripts and part not in known.territories]
    return f'there is no country or script "{wrong[0]}"' if wrong else ""
