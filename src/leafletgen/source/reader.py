"""One leaflet: its file, its model, and whether every source it cites exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from leafletgen.diagnostics import Diagnostic, Span, error, nearest
from leafletgen.model.base import Markdown, Placed
from leafletgen.model.citation import malformed, placed
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.passage import misnamed
from leafletgen.source.files import read_file
from leafletgen.source.library import Library
from leafletgen.source.located import Path, SourceFile
from leafletgen.source.typed import read_model


@dataclass(frozen=True, slots=True)
class ReadLeaflet:
    """A leaflet as found: ``leaflet`` is None when its file could not be read as one."""

    name: str
    source: SourceFile
    leaflet: Leaflet | None
    diagnostics: tuple[Diagnostic, ...]
    cited: frozenset[str]
    """Ids of the references that it cites and that exist."""


def read_leaflet(library: Library, name: str) -> ReadLeaflet:
    """Read the leaflet ``name`` with every problem in it."""
    source, problems = read_file(library.root, f"leaflets/{name}.yaml")
    leaflet, wrong = read_model(source, Leaflet)
    found = [*problems, *wrong]
    cited: set[str] = set()
    if leaflet:
        marked = [(path, text) for path, text in leaflet.texts() if "[" in text or "]" in text]
        for path, text, position, id in _citations(leaflet, marked):
            if id in library.references:
                cited.add(id)
            else:
                span = source.span_in_text(path, text, position, len(id) + 1) if text else source.span(path)
                found.append(_unknown_reference(library, source, span, id))
        found += [*_malformed(source, marked), *_misnamed(source, marked)]
    return ReadLeaflet(name, source, leaflet, tuple(found), frozenset(cited))


def _citations(leaflet: Leaflet, marked: list[Placed[Markdown]]) -> Iterator[tuple[Path, str, int, str]]:
    """Every citation: the path of its value, the text it stands in with its position there, and its id. A `source` field has no text."""
    for path, text in marked:
        for position, citation in placed(text):
            yield path, text, position, citation.id
    for path, id in leaflet.sources():
        yield path, "", 0, str(id)


def _malformed(source: SourceFile, marked: list[Placed[Markdown]]) -> Iterator[Diagnostic]:
    for path, text in marked:
        for position, attempt in malformed(text):
            span = source.span_in_text(path, text, position)
            message = f"{shorten(attempt, 60, placeholder='...')} is not a citation"
            yield error("citation-unknown", message, span, "write [@id], [@a; @b] or [@a, p. 4]", source.excerpt(span))


def _misnamed(source: SourceFile, marked: list[Placed[Markdown]]) -> Iterator[Diagnostic]:
    for path, text in marked:
        for position, attempt in misnamed(text):
            span = source.span_in_text(path, text, position, len(attempt))
            yield error(
                "schema-invalid", f"{attempt} names no language", span, "write its code, as [Bore da]{lang=cy}", source.excerpt(span)
            )


def _unknown_reference(library: Library, source: SourceFile, span: Span, id: str) -> Diagnostic:
    if id in library.broken_references:
        message, fix = f'the reference "{id}" has errors of its own', "mend it in leaflets/references.yaml"
    else:
        close = nearest(id, library.references)
        message = f'there is no reference "{id}"'
        fix = f'did you mean "{close}"?' if close else "add it to leaflets/references.yaml"
    return error("citation-unknown", message, span, fix, source.excerpt(span))
