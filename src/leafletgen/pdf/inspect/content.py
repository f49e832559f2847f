"""What a page of a PDF paints: its text by mark, what no mark covers, its images with their resolution."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot
from typing import Any

from leafletgen.pdf.inspect.facts import PageContent, PlacedImage
from leafletgen.pdf.inspect.fonts import Face, FontReader

MAX_FORMS = 12
"""Deepest nesting of forms that is followed."""

WORD_GAP = -200.0
"""A move to the right between two glyphs, in thousandths of the type size, that stands for a space."""

_PATHS = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})

Matrix = tuple[float, float, float, float, float, float]


def read_content(page: Any, number: int, fonts: FontReader, reader: Any) -> PageContent:
    """Everything that page ``number`` paints."""
    walker = _Walker(number, fonts, reader)
    stream = page.get_contents()
    if stream is not None:
        walker.walk(stream, _resources(page), 0)
    return PageContent(number, walker.texts, "".join(walker.artifacts), tuple(walker.untagged), tuple(walker.images))


@dataclass(slots=True)
class _Walker:
    """Goes through the operators of one page and of the forms that it uses."""

    page: int
    fonts: FontReader
    reader: Any
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)
    images: list[PlacedImage] = field(default_factory=list)
    marks: list[tuple[int, int] | str | None] = field(default_factory=list)
    """Open marked contents: the key of the text, `artifact`, or None for a mark that says nothing of the two."""
    forms: list[int] = field(default_factory=list)
    matrix: Matrix = (1, 0, 0, 1, 0, 0)

    def walk(self, stream: Any, resources: Any, owner: int) -> None:
        from pypdf.generic import ContentStream

        content = stream if hasattr(stream, "operations") else ContentStream(stream, self.reader)
        saved: list[tuple[Matrix, Face | None]] = []
        face: Face | None = None
        depth = len(self.marks)
        for operands, operator in content.operations:
            if operator == b"q":
                saved.append((self.matrix, face))
            elif operator == b"Q" and saved:
                self.matrix, face = saved.pop()
            elif operator == b"cm" and len(operands) == 6:
                self.matrix = _times(tuple(map(float, operands)), self.matrix)
            elif operator in (b"BDC", b"BMC"):
                self.open(operands, resources, owner)
            elif operator == b"EMC" and len(self.marks) > depth:
                self.marks.pop()
            elif operator == b"Tf" and operands:
                face = self.font(resources, str(operands[0]))
            elif operator in _SHOWS and operands:
                self.paint(_shown(operands[-1], face, self.page), text=True)
            elif operator in _PATHS:
                self.paint("path", text=False)
            elif operator == b"sh":
                self.paint("shading", text=False)
            elif operator == b"INLINE IMAGE":
                self.paint("image", text=False)
            elif operator == b"Do" and operands:
                self.use(resources, str(operands[0]), owner)
        del self.marks[depth:]

    def open(self, operands: Any, resources: Any, owner: int) -> None:
        """A mark begins."""
        properties: Any = operands[1] if len(operands) > 1 else None
        if isinstance(properties, str):
            named = _item(resources, "/Properties", properties)
            properties = named.get_object() if named is not None else None
        mark = properties.get("/MCID") if hasattr(properties, "get") else None
        if mark is not None:
            self.marks.append((owner, int(mark)))
        else:
            self.marks.append("artifact" if operands and str(operands[0]) == "/Artifact" else None)

    def paint(self, what: str, *, text: bool) -> None:
        """Something appears on the page, under the innermost mark that says what it is."""
        if not what:
            return
        mark = next((mark for mark in reversed(self.marks) if mark is not None), None)
        if isinstance(mark, tuple):
            if text:
                self.texts[mark] = self.texts.get(mark, "") + what
        elif mark == "artifact":
            self.artifacts += [what] if text else []
        else:
            self.untagged.append(what)

    def font(self, resources: Any, name: str) -> Face | None:
        reference = _item(resources, "/Font", name)
        return self.fonts.face(reference) if reference is not None else None

    def use(self, resources: Any, name: str, owner: int) -> None:
        """An image or a form is painted."""
        reference = _item(resources, "/XObject", name)
        if reference is None:
            return
        thing = reference.get_object()
        if str(thing.get("/Subtype")) == "/Image":
            self.paint("image", text=False)
            self.images.append(self.placed(int(thing.get("/Width", 0)), int(thing.get("/Height", 0))))
            return
        key = getattr(reference, "idnum", 0)
        if len(self.forms) < MAX_FORMS and key not in self.forms:
            kept = self.matrix
            inner = thing.get("/Matrix")
            if inner is not None and len(inner) == 6:
                self.matrix = _times(tuple(map(float, inner)), self.matrix)
            self.forms.append(key)
            self.walk(thing, _resources(thing) or resources, key if "/StructParents" in thing else owner)
            self.forms.pop()
            self.matrix = kept

    def placed(self, width: int, height: int) -> PlacedImage:
        """An image fills the unit square of the current matrix."""
        across, up = hypot(self.matrix[0], self.matrix[1]) / 72, hypot(self.matrix[2], self.matrix[3]) / 72
        dpi = min(width / across, height / up) if across and up else 0.0
        return PlacedImage((width, height), dpi)


def _shown(operand: Any, face: Face | None, page: int) -> str:
    text = []
    for part in operand if isinstance(operand, list) else [operand]:
        if isinstance(part, bytes | str):
            data = getattr(part, "original_bytes", part)
            data = data if isinstance(data, bytes) else data.encode("latin-1", "replace")
            text.append(face.show(data, page) if face else data.decode("latin-1"))
        elif float(part) < WORD_GAP:
            text.append(" ")
    return "".join(text)


def _resources(thing: Any) -> Any:
    """The resources of a page, those of its parents too, or of a form."""
    for _ in range(MAX_FORMS):
        if thing is None:
            break
        if "/Resources" in thing:
            return thing["/Resources"].get_object()
        parent = thing.get("/Parent")
        thing = parent.get_object() if parent is not None else None
    return {}


def _item(resources: Any, kind: str, name: str) -> Any:
    """The raw reference, since its number tells equal things apart."""
    table = resources.get(kind) if hasattr(resources, "get") else None
    table = table.get_object() if table is not None else None
    return table.raw_get(name) if table is not None and name in table else None


def _times(left: Any, right: Matrix) -> Matrix:
    a, b, c, d, e, f = left
    g, h, i, j, k, m = right
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
