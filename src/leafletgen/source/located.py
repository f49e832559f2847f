"""YAML text to located nodes: every value knows its place, scalars stay text, and hostile input ends in a diagnostic.

The composer stands on PyYAML's event stream rather than on its constructor: nothing is ever built from a tag, an alias
costs a pointer, and depth is bounded before anything recurses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any, ClassVar, NoReturn

import yaml

from leafletgen.diagnostics import Diagnostic, Span, error
from leafletgen.source.decode import decode
from leafletgen.source.words_at import span_of_words
from leafletgen.source.yaml_errors import explain

MAX_DEPTH = 24
"""Deepest nesting; a leaflet needs nine."""
MAX_ALIASES = 200
"""Most aliases in one file."""
MAX_NODES = 100_000
"""Most nodes, each alias counted with all that it stands for."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What YAML text cannot hold as it is, and an escape in double quotes can still make."""

_EMPTY, _START_WITH = "the file is empty, or holds comments only", "write keys with their values, as `title: ...`"

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the top of the file."""


Extent = tuple[int, int, int, int]
"""First line and column, last line and column, as the engine counts them, from 0. Few of a file's values are ever asked for their span."""


# Nodes change as little as everything else here, but are not declared so: frozen ones, and tuples with names, take twice the time to make.
@dataclass(slots=True)
class Scalar:
    """Text as typed; None where the file has nothing after the colon."""

    text: str | None
    extent: Extent
    weight: ClassVar[int] = 1


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    extent: Extent
    weight: int


@dataclass(slots=True)
class Mapping:
    """Keys with their values, in the order of the file."""

    entries: dict[str, Node]
    keys: dict[str, Extent]
    extent: Extent
    weight: int


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A YAML file as read: its text, and its nodes unless it could not be parsed."""

    name: str
    text: str
    root: Node | None
    lines: tuple[str, ...] = field(repr=False)

    def find(self, path: Path) -> Node | None:
        """The node at ``path``, or None."""
        node = self.root
        for step in path:
            if isinstance(node, Mapping) and isinstance(step, str):
                node = node.entries.get(step)
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return None
        return node

    def span(self, path: Path) -> Span:
        """The place of the value at ``path``, or of its nearest parent."""
        for length in range(len(path), -1, -1):
            if node := self.find(path[:length]):
                return _span(self.name, self.lines, node.extent)
        return Span(self.name)

    def key_span(self, path: Path) -> Span:
        """The place of the key that ends ``path``, or of the value where there is no key."""
        parent = self.find(path[:-1])
        key = path[-1] if path else None
        if isinstance(parent, Mapping) and isinstance(key, str) and key in parent.keys:
            return _span(self.name, self.lines, parent.keys[key])
        return self.span(path)

    def span_in_text(self, path: Path, text: str, position: int, length: int = 1) -> Span:
        """The place of ``text[position]``, a character that no YAML notation hides or adds, in the value at ``path`` that reads ``text``.

        Folding and quoting move it; so it is found as the n-th of its kind. Else the value's own place.
        """
        span = self.span(path)
        character = text[position]
        left = text.count(character, 0, position)
        for number in range(span.line, span.end_line + 1):
            line = self.line(number)
            start = span.column - 1 if number == span.line else 0
            here = line.count(character, start)
            if left < here:
                column = [i for i, c in enumerate(line) if c == character and i >= start][left] + 1
                return Span(self.name, number, column, number, column + length)
            left -= here
        return span

    def span_of_text(self, needle: str, path: Path, occurrence: int = 0) -> Span:
        """The place of the words ``needle`` in the value at ``path``: the ``occurrence``-th there, else the value's own place.

        A space of the needle stands for any white space, since folded text breaks over lines.
        """
        span = self.span(path)
        return span_of_words(self.lines, span, needle, occurrence) or span

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1; empty past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def excerpt(self, span: Span) -> str:
        """The line that a report shows for ``span``."""
        return self.line(span.line)


def _span(name: str, lines: tuple[str, ...], extent: Extent) -> Span:
    """The place of something, counted from 1, without the white space and empty lines that the engine counts with it."""
    first, start, last, end = extent
    end_of_it = _end(lines, last, end)
    start_of_it = (first + 1, start + 1) if first < len(lines) else end_of_it  # nothing, after the last line
    return Span(name, *start_of_it, *max(start_of_it, end_of_it))


def _end(lines: tuple[str, ...], line: int, column: int) -> tuple[int, int]:
    """The end of something, counted from 1: its own last line, where the engine gives the start of the next thing."""
    while line > 0 and (line >= len(lines) or not lines[line][:column].strip()):
        line -= 1
        column = len(lines[line].rstrip()) if line < len(lines) else 0
    return line + 1, column + 1


def _extent(start: Any, end: Any) -> Extent:
    """From the start of the one event to the end of the other."""
    first, last = start.start_mark, end.end_mark
    return first.line, first.column, last.line, last.column


class _Refused(Exception):
    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_source(name: str, data: bytes) -> tuple[SourceFile, tuple[Diagnostic, ...]]:
    """Parse ``data``. Never raises: whatever is wrong comes back as diagnostics, and then ``root`` may be None."""
    found: list[Diagnostic] = []
    text = decode(name, data, found)
    lines = tuple(text.splitlines()) if text is not None else ()
    source = SourceFile(name, text or "", None, lines)
    if text is None:
        return source, tuple(found)
    try:
        root = _Composer(name, text, lines, found).compose()
    except _Refused as refused:
        return source, (*found, refused.problem)
    except (yaml.YAMLError, ValueError, OverflowError) as failure:  # PyYAML's own reader lets chr() of an escape fail
        return source, (*found, explain(name, text, lines, failure))
    return SourceFile(name, text, root, lines), tuple(found)


_Alias, _Scalar = yaml.AliasEvent, yaml.ScalarEvent
_SequenceStart, _SequenceEnd, _MappingEnd = yaml.SequenceStartEvent, yaml.SequenceEndEvent, yaml.MappingEndEvent


class _Composer:
    """Builds nodes from PyYAML's events, one file at a time. A leaflet has a thousand of them, so nothing is called or looked up twice."""

    def __init__(self, name: str, text: str, lines: tuple[str, ...], found: list[Diagnostic]) -> None:
        self.name, self.lines, self.found = name, lines, found
        self.next_event: Callable[[], Any] = _LOADER(text).get_event
        self.anchors: dict[str, Node | None] = {}
        """None while that which the anchor names is being read."""
        self.aliases = 0

    def compose(self) -> Node:
        """The one document of the file."""
        self.next_event()  # stream start
        event = self.next_event()
        if isinstance(event, yaml.StreamEndEvent):
            self.refuse("yaml-empty", _EMPTY, Span(self.name), _START_WITH)
        root = self.node(self.next_event(), 1)
        if isinstance(root, Scalar) and root.text is None:
            self.refuse("yaml-empty", _EMPTY, Span(self.name), _START_WITH)
        self.next_event()  # document end
        event = self.next_event()
        if not isinstance(event, yaml.StreamEndEvent):
            self.refuse(
                "yaml-syntax", "a second document starts here, expected one to a file", self.span(event, event), "remove the line `---`"
            )
        return root

    def node(self, event: Any, depth: int) -> Node:
        """The node that starts with ``event``."""
        kind = type(event)
        if kind is _Scalar and event.anchor is None and event.tag is None and event.style != '"' and depth <= MAX_DEPTH:  # most nodes
            return Scalar(event.value or ("" if event.style else None), _extent(event, event))
        if kind is _Alias:
            return self.alias(event)
        if event.tag is not None and event.tag != "!":
            span = self.span(event, event)
            word = self.excerpt(span)[span.column - 1 :].partition(" ")[0]
            self.refuse(
                "yaml-syntax", f"text cannot start with !, as {shorten(word, 40)} does", span, "put the text in quotes, or remove the word"
            )
        if depth > MAX_DEPTH:
            self.refuse(
                "yaml-limit",
                f"nested more than {MAX_DEPTH} deep",
                self.span(event, event),
                "take brackets or indentation away; a leaflet needs nine levels",
            )
        if event.anchor is None:
            return self.unnamed(event, kind, depth)
        self.anchors[event.anchor] = None
        node = self.anchors[event.anchor] = self.unnamed(event, kind, depth)
        return node

    def unnamed(self, event: Any, kind: type, depth: int) -> Node:
        if kind is _Scalar:
            if event.style == '"':
                self.refuse_unprintable(event)
            empty = event.value == "" and not event.style and event.anchor is None
            return Scalar(None if empty else event.value, _extent(event, event))
        return self.sequence(event, depth) if kind is _SequenceStart else self.mapping(event, depth)

    def alias(self, event: Any) -> Node:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            self.refuse(
                "yaml-limit",
                f"more than {MAX_ALIASES} aliases (`*name`) in one file",
                self.span(event, event),
                "write the text out instead",
            )
        if event.anchor not in self.anchors:
            self.refuse(
                "yaml-syntax",
                f"`*{event.anchor}` repeats nothing: there is no `&{event.anchor}` above it",
                self.span(event, event),
                "put text that starts with * in quotes",
            )
        node = self.anchors[event.anchor]
        if node is None:
            self.refuse(
                "yaml-syntax", f"`*{event.anchor}` stands inside of what it repeats", self.span(event, event), "write the text out instead"
            )
        return node

    def sequence(self, start: Any, depth: int) -> Sequence:
        items: list[Node] = []
        weight = 1
        while type(event := self.next_event()) is not _SequenceEnd:
            node = self.node(event, depth + 1)
            items.append(node)
            weight += node.weight
            if weight > MAX_NODES:
                self.refuse_weight(event)
        return Sequence(tuple(items), _extent(start, event), weight)

    def mapping(self, start: Any, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Extent] = {}
        weight = 1
        while type(event := self.next_event()) is not _MappingEnd:
            if type(event) is not _Scalar:
                self.refuse(
                    "yaml-syntax",
                    "a key is a word, as `title`; this is something else",
                    self.span(event, event),
                    "put text that starts with [, { or * in quotes",
                )
            if event.style == '"':
                self.refuse_unprintable(event)
            key, extent = str(event.value), _extent(event, event)
            value = self.node(self.next_event(), depth + 1)
            weight += value.weight
            if weight > MAX_NODES:
                self.refuse_weight(event)
            if key in entries:
                span, first = self.span(event, event), keys[key][0] + 1
                self.found.append(
                    error(
                        "schema-invalid",
                        f'"{key}" stands here twice, first on line {first}',
                        span,
                        "keep one of the two",
                        self.excerpt(span),
                    )
                )
            else:
                entries[key], keys[key] = value, extent
        return Mapping(entries, keys, _extent(start, event), weight)

    def refuse_unprintable(self, event: Any) -> None:
        """Only double quotes have escapes; the engine itself refuses such a character anywhere else."""
        if _UNPRINTABLE.search(event.value):
            self.refuse(
                "yaml-syntax",
                "an escape (a backslash in double quotes) stands for a control character",
                self.span(event, event),
                "use single quotes, in which a backslash is a backslash",
            )

    def refuse_weight(self, event: Any) -> NoReturn:
        """Refuses a file that grows beyond the bound by its aliases."""
        message = f"the file unfolds to more than {MAX_NODES:,} values"
        self.refuse("yaml-limit", message, self.span(event, event), "write out what the aliases (`*name`) repeat")

    def span(self, start: Any, end: Any) -> Span:
        return _span(self.name, self.lines, _extent(start, end))

    def excerpt(self, span: Span) -> str:
        return self.lines[span.line - 1] if span.line <= len(self.lines) else ""

    def refuse(self, rule: str, message: str, span: Span, fix: str = "") -> NoReturn:
        raise _Refused(error(rule, message, span, fix, self.excerpt(span)))


def plain(node: Node) -> Any:
    """The node as dicts, lists, text and None, for pydantic."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}
