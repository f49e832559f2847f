"""Every colour in a finished PDF, read by a library that had no part in making it: what operators, pictures, gradients and groups say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

_COLOURS = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "ri", "sh", "INLINE IMAGE"}
_SHOWS = {"Tj", "TJ", "'", '"'}

Operator = tuple[str, tuple[str | float, ...]]


@dataclass
class Colours:
    """What was found."""

    operators: set[Operator] = field(default_factory=set)
    streams: int = 0
    images: list[tuple[str, str]] = field(default_factory=list)
    """Filter and colour space."""
    shadings: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    named_spaces: set[str] = field(default_factory=set)
    text: dict[tuple[float, ...], bool] = field(default_factory=dict)
    """Fill of shown text, in inks, and whether it always overprints."""


def read(data: bytes) -> Any:
    """The PDF for whatever a test looks up in it."""
    return PdfReader(BytesIO(data))


def colours_of(data: bytes) -> Colours:
    """Every object of the file is looked at, whether a page uses it or not."""
    reader, found = read(data), Colours()
    for thing in _objects(reader):
        if not hasattr(thing, "get"):
            continue
        kind = str(thing.get("/Subtype"))
        if kind == "/Image":
            found.images.append((str(thing.get("/Filter")), _space(thing.get("/ColorSpace"))))
        elif kind == "/Form" or "/PatternType" in thing:
            found.groups += [_space(thing["/Group"].get("/CS"))] if "/Group" in thing else []
            _walk(reader, thing, thing.get("/Resources", {}), found)
        elif "/ShadingType" in thing:
            found.shadings.append(_space(thing["/ColorSpace"]))
        elif "/CharProcs" in thing:
            for glyph in thing["/CharProcs"].values():
                _walk(reader, glyph.get_object(), {}, found)
        if "/ColorSpace" in thing and kind != "/Image" and "/ShadingType" not in thing:
            found.named_spaces |= {_space(space) for space in thing["/ColorSpace"].get_object().values()}
    for page in reader.pages:
        contents = page.get_contents()
        assert contents is not None
        _walk(reader, contents, page["/Resources"], found)
    return found


def _objects(reader: Any) -> Iterator[Any]:
    for number in range(1, int(reader.trailer["/Size"])):
        yield reader.get_object(number)


def _space(space: Any) -> str:
    space = space.get_object() if hasattr(space, "get_object") else space
    return "/".join(str(part) for part in space[:3]).replace("//", "/") if isinstance(space, list) else str(space)


def _walk(reader: Any, stream: Any, resources: Any, found: Colours) -> None:
    """The engine paints text in one colour from `BT` to `ET`, and sets graphics states within."""
    found.streams += 1
    states = resources.get_object().get("/ExtGState", {}) if resources else {}
    fill: tuple[float, ...] = ()
    overprints = False
    saved: list[tuple[tuple[float, ...], bool]] = []
    content = stream if isinstance(stream, ContentStream) else ContentStream(stream, reader)
    for operands, operator in content.operations:
        name = operator.decode()
        if name in _COLOURS:
            found.operators.add((name, tuple(_plain(operand) for operand in operands)))
        if name == "k":
            fill = tuple(float(operand) for operand in operands)
        elif name == "q":
            saved.append((fill, overprints))
        elif name == "Q" and saved:
            fill, overprints = saved.pop()
        elif name == "gs":
            state = states[operands[0]].get_object()
            if "/op" in state:
                overprints = state["/op"].value and state["/OPM"] == 1
        elif name in _SHOWS:
            found.text[fill] = found.text.get(fill, True) and overprints


def _plain(operand: Any) -> str | float:
    return str(operand) if isinstance(operand, str) else float(operand)
