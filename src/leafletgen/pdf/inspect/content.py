"""What a page of a PDF paints: its text by mark, what no mark covers, its images with their resolution, its colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from leafletgen.pdf.inspect.colours import BY_OPERATOR, ColourBook
from leafletgen.pdf.inspect.facts import PageContent
from leafletgen.pdf.inspect.fonts import Face, FontReader
from leafletgen.pdf.inspect.gathered import Gathered, Mark, space
from leafletgen.pdf.inspect.limits import Budget, TooMuch
from leafletgen.pdf.inspect.objects import dictionary, get, name, number_of, numbers, raw, resolved
from leafletgen.pdf.inspect.operators import INLINE_IMAGE, operators
from leafletgen.pdf.inspect.placing import SPACE, UNITY, Matrix, TextState, times
from leafletgen.pdf.inspect.widths import USUAL

MAX_FORMS = 12
"""Deepest nesting of forms that is followed."""

MAX_SAVED = 5_000
"""Deepest nesting of saved graphics states."""

_PATHS = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})


@dataclass(slots=True)
class Tools:
    """What the pages of one PDF are read with."""

    fonts: FontReader
    colours: ColourBook
    budget: Budget
    problems: list[str]


def read_content(page: Any, number: int, tools: Tools) -> PageContent:
    """Everything that page ``number`` paints."""
    walker = _Walker(number, tools)
    stream = page.get_contents()
    resources = inherited(page, "/Resources")
    tools.colours.note(get(dictionary(page, "/Group"), "/CS"), resources, "blending", number)
    if stream is not None:
        walker.walk(stream, resources, 0)
    return walker.result()


def inherited(page: Any, key: str) -> Any:
    """A value of a page or of the nearest of its parents that has one."""
    for _ in range(MAX_FORMS * 4):
        if page is None or get(page, key) is not None:
            break
        page = get(page, "/Parent")
    return get(page, key)


@dataclass(slots=True)
class _Walker:
    """Goes through the operators of one page and of the forms that it uses."""

    page: int
    tools: Tools
    shown: Gathered = field(default_factory=Gathered)
    forms: list[int] = field(default_factory=list)
    patterns: set[int] = field(default_factory=set)
    matrix: Matrix = UNITY
    state: TextState = field(default_factory=TextState)
    face: Face | None = None
    resources: Any = None
    owner: int = 0
    """The form whose marks these are, 0 for the page."""
    unfollowed: int = 0

    def result(self) -> PageContent:
        """What was found."""
        if self.unfollowed:
            self.tools.problems.append(f"page {self.page} has {self.unfollowed} painting steps that make no sense")
        return self.shown.content(self.page)

    def walk(self, stream: Any, resources: Any, owner: int) -> None:
        """Follow the operators of ``stream``; what it sets ends with it."""
        outside = (self.matrix, self.state, self.face, self.resources, self.owner)
        self.state, self.resources, self.owner = replace(self.state), resources, owner
        saved: list[tuple[Matrix, TextState, Face | None]] = []
        open_marks = len(self.shown.marks)
        data = stream.get_data()
        self.tools.budget.take_stream(len(data))
        steps = _STEPS
        for operator, operands in operators(data, self.tools.budget.take_tokens):
            try:
                if operator == b"q":
                    if len(saved) < MAX_SAVED:
                        saved.append((self.matrix, replace(self.state), self.face))
                elif operator == b"Q":
                    if saved:
                        self.matrix, self.state, self.face = saved.pop()
                elif operator == b"EMC":
                    if len(self.shown.marks) > open_marks:
                        self.shown.marks.pop()
                elif (step := steps.get(operator)) is not None:
                    step(self, operands)
            except TooMuch:
                raise
            except Exception:  # operands of the wrong number or kind, resources that are not there: a reader skips the step
                self.unfollowed += 1
        del self.shown.marks[open_marks:]
        self.matrix, self.state, self.face, self.resources, self.owner = outside

    def open(self, operands: list[Any]) -> None:
        """BDC and BMC: a mark begins."""
        properties: Any = operands[1] if len(operands) > 1 else None
        if isinstance(properties, str):
            properties = get(get(self.resources, "/Properties"), properties)
        self.shown.open(operands[0] if operands else "", properties, self.owner)

    def show(self, operands: list[Any]) -> None:
        """Tj and TJ: strings, and between them moves back in thousandths of the type size; a wide move forward is a space to the eye."""
        pieces = operands[-1]
        text, width, letters, spaces = "", 0.0, 0, 0
        for piece in pieces if isinstance(pieces, list) else [pieces]:
            if isinstance(piece, bytes):
                shown, wide, many, blank = self.show_string(piece)
                text, width, letters, spaces = text + shown, width + wide, letters + many, spaces + blank
            elif isinstance(piece, float):
                width -= piece
                text += space(" " if piece < -1000 * SPACE and text else "", text, "")
        start = self.state.place(self.matrix)
        self.state.advance(width, letters, spaces)
        self.shown.write(text, start, self.state.place(self.matrix))

    def show_string(self, data: bytes) -> tuple[str, float, int, int]:
        """One string: its characters, its width, how many letters and how many spaces."""
        if self.face:
            return self.face.show(data, self.page)
        return data.decode("latin-1"), USUAL * len(data), len(data), data.count(b" ")

    def show_on_next_line(self, operands: list[Any]) -> None:
        """' and ": the latter sets the gaps first."""
        if len(operands) > 2:
            self.state.word_gap, self.state.letter_gap = operands[0], operands[1]
        self.state.move(0.0, -self.state.leading)
        self.show(operands)

    def set_font(self, operands: list[Any]) -> None:
        """A font of the resources, in a size."""
        reference = raw(get(self.resources, "/Font"), operands[0])
        self.face = self.tools.fonts.face(reference) if resolved(reference) is not None else None
        self.state.size = operands[1]

    def start_text(self, operands: list[Any]) -> None:
        """BT."""
        self.state.matrix = self.state.line = UNITY

    def set_line(self, operands: list[Any]) -> None:
        """Tm."""
        a, b, c, d, e, f = operands
        self.state.matrix = self.state.line = (a + 0.0, b + 0.0, c + 0.0, d + 0.0, e + 0.0, f + 0.0)

    def move_and_lead(self, operands: list[Any]) -> None:
        """TD."""
        self.state.leading = -operands[1]
        self.state.move(operands[0], operands[1])

    def transform(self, operands: list[Any]) -> None:
        """Cm."""
        a, b, c, d, e, f = operands
        self.matrix = times((a + 0.0, b + 0.0, c + 0.0, d + 0.0, e + 0.0, f + 0.0), self.matrix)

    def colour_space(self, operands: list[Any]) -> None:
        """CS and cs."""
        self.tools.colours.note(operands[0], self.resources, "painting", self.page)

    def pattern(self, operands: list[Any]) -> None:
        """SCN and scn with the name of a pattern: its tile, or its shading. Of what a tile shows only colours, fonts and images count."""
        if not operands or not isinstance(operands[-1], str):
            return
        reference = raw(get(self.resources, "/Pattern"), operands[-1])
        pattern = resolved(reference)
        key = number_of(reference)
        if key in self.patterns:
            return
        self.patterns.add(key)
        self.tools.colours.note(get(dictionary(pattern, "/Shading"), "/ColorSpace"), self.resources, "shading", self.page)
        if hasattr(pattern, "get_data") and len(self.forms) < MAX_FORMS:
            self.shown.marks.append(Mark("artifact"))
            self.forms.append(key)
            self.walk(pattern, get(pattern, "/Resources") or self.resources, self.owner)
            self.forms.pop()
            self.shown.marks.pop()

    def shade(self, operands: list[Any]) -> None:
        """Sh."""
        shading = get(get(self.resources, "/Shading"), operands[0])
        self.tools.colours.note(get(shading, "/ColorSpace"), self.resources, "shading", self.page)
        self.shown.paint("shading")

    def inline_image(self, operands: list[Any]) -> None:
        """BI to EI."""
        image = {_LONG.get(key, key): value for key, value in operands[0].items()}
        self.place_image(image)

    def use(self, operands: list[Any]) -> None:
        """Do: an image or a form."""
        reference = raw(get(self.resources, "/XObject"), operands[0])
        thing = resolved(reference)
        if name(thing, "/Subtype") == "Image":
            self.place_image(thing)
        elif hasattr(thing, "get_data"):
            self.use_form(thing, number_of(reference))

    def use_form(self, form: Any, key: int) -> None:
        """What a form paints, unless it uses itself."""
        if len(self.forms) >= MAX_FORMS or key in self.forms:
            return
        kept = self.matrix
        matrix = numbers(form, "/Matrix", 6)
        if matrix:
            self.matrix = times(matrix, self.matrix)  # type: ignore[arg-type]  # six of them
        resources = get(form, "/Resources") or self.resources
        self.tools.colours.note(get(dictionary(form, "/Group"), "/CS"), resources, "blending", self.page)
        self.forms.append(key)
        try:
            self.walk(form, resources, key if "/StructParents" in form else self.owner)
        finally:
            self.forms.pop()
            self.matrix = kept

    def place_image(self, image: Mapping[str, Any]) -> None:
        """An image; a stencil has no colours of its own."""
        space = get(image, "/ColorSpace") if not get(image, "/ImageMask") else None
        self.shown.place_image(image, self.tools.colours.note(space, self.resources, "image", self.page), self.matrix)


_LONG = {"/W": "/Width", "/H": "/Height", "/CS": "/ColorSpace", "/BPC": "/BitsPerComponent", "/IM": "/ImageMask", "/F": "/Filter"}


def _setter(attribute: str, share: float = 1.0) -> Callable[[_Walker, list[Any]], None]:
    def put(walker: _Walker, operands: list[Any]) -> None:
        setattr(walker.state, attribute, operands[0] * share)

    return put


def _painter(what: str) -> Callable[[_Walker, list[Any]], None]:
    return lambda walker, operands: walker.shown.paint(what)


def _device(space: str) -> Callable[[_Walker, list[Any]], None]:
    def note(walker: _Walker, operands: list[Any]) -> None:
        walker.tools.colours.pages[space, "", "painting"].add(walker.page)

    return note


_STEPS: dict[bytes, Callable[[_Walker, list[Any]], object]] = {
    b"BDC": _Walker.open,
    b"BMC": _Walker.open,
    b"BT": _Walker.start_text,
    b"Tf": _Walker.set_font,
    b"Tm": _Walker.set_line,
    b"Td": lambda walker, operands: walker.state.move(operands[0], operands[1]),
    b"TD": _Walker.move_and_lead,
    b"T*": lambda walker, operands: walker.state.move(0.0, -walker.state.leading),
    b"Tc": _setter("letter_gap"),
    b"Tw": _setter("word_gap"),
    b"Tz": _setter("stretch", 0.01),
    b"TL": _setter("leading"),
    b"Ts": _setter("rise"),
    b"Tj": _Walker.show,
    b"TJ": _Walker.show,
    b"'": _Walker.show_on_next_line,
    b'"': _Walker.show_on_next_line,
    b"cm": _Walker.transform,
    b"Do": _Walker.use,
    INLINE_IMAGE: _Walker.inline_image,
    b"sh": _Walker.shade,
    b"cs": _Walker.colour_space,
    b"CS": _Walker.colour_space,
    b"scn": _Walker.pattern,
    b"SCN": _Walker.pattern,
    **{operator: _painter("path") for operator in _PATHS},
    **{operator: _device(space) for operator, space in BY_OPERATOR.items()},
}
"""What each operator does; those that are not here change nothing that is told."""
