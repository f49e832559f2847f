"""Colours in what is painted: each colour operator of a content stream becomes one in inks (`k`, `K`), or of lightness in a soft mask.

The engine keeps a stream as a list with one operator in each item. An operator that is not known here is reported, never passed on: what
is left in the file is known to hold no other colour.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from leafletgen.model.press import Inks
from leafletgen.pdf.press.mixing import BLACK, Mixer, lightness, solid
from leafletgen.pdf.press.objects import number, written

OVERPRINT, KNOCK_OUT = "Overprint", "KnockOut"
"""Graphics states: black letters print over what is below them, so that no white line shows where plates do not quite meet."""

_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"'})
_PAINT = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do"})
_COLOURLESS = frozenset(
    b"q Q cm w J j M d ri i gs m l c v y h re n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* BMC BDC EMC MP DP BX EX".split()
)
_DEVICE = {b"g": 1, b"rg": 3, b"k": 4}
"""Operators of fills that name their colour space, by how many numbers they take. Those of strokes are the same in capitals."""

_SPACES = {
    b"/DeviceGray": b"g",
    b"/DeviceRGB": b"rg",
    b"/DeviceCMYK": b"k",
    b"/lab-d50": b"lab",
    b"/lab-d65": b"lab",
    b"/Pattern": b"pattern",
}

Report = Callable[[str], None]
Mix = Callable[[bytes, tuple[float, ...]], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` saves."""

    fill: bytes = b""
    """What the colour space of fills is, as a key of `_DEVICE` or a value of `_SPACES`."""
    stroke: bytes = b""
    black: bool = False
    """Whether fills are solid black ink."""
    overprints: bool = False


def in_inks(mixer: Mixer) -> Mix:
    """Colours as the page prints them."""

    def mix(kind: bytes, colour: tuple[float, ...]) -> tuple[float, ...]:
        if kind == b"k":
            return colour
        inks = solid(1 - colour[0]) if kind == b"g" else mixer.lab(colour) if kind == b"lab" else mixer.rgb(colour)
        return inks.c, inks.m, inks.y, inks.k

    return mix


def as_lightness(kind: bytes, colour: tuple[float, ...]) -> tuple[float, ...]:
    """Colours as a soft mask reads them."""
    return (colour[0] / 100,) if kind == b"lab" else (lightness(colour),)


class Repainter:
    """Rewrites the items of one content stream."""

    def __init__(self, mix: Mix, report: Report, *, overprint: bool) -> None:
        self.mix, self.report, self.overprint = mix, report, overprint
        self.state = _State()
        self.saved: list[_State] = []
        self.used_states = False
        """Whether the stream needs the graphics states."""

    def repaint(self, items: list[Any]) -> list[bytes]:
        """The items with every colour mixed."""
        done: list[bytes] = []
        for item in items:
            data = written(item)
            done += self.item(data, (data.rsplit(None, 1) or [b""])[-1])
        return done

    def item(self, data: bytes, operator: bytes) -> list[bytes]:
        """What one operator becomes."""
        if operator in _TEXT:
            return [*self.overprinting(self.overprint and self.state.black), data]
        if operator in _PAINT:
            return [*self.overprinting(False), data]
        if operator in _COLOURLESS:
            self.follow(operator)
            return [data]
        stroke, fill = operator.isupper(), operator.lower()
        if fill in _DEVICE:
            return self.colour(fill, data, stroke)
        if fill == b"cs":
            return self.space(data, stroke)
        if fill in (b"sc", b"scn"):
            return self.colour(self.state.stroke if stroke else self.state.fill, data, stroke)
        if data:
            self.report(f"something that is not known to this tool ({_shown(data)})")
        return []

    def follow(self, operator: bytes) -> None:
        """Save and restore as the page does."""
        if operator == b"q":
            self.saved.append(self.state)
        elif operator == b"Q" and self.saved:
            self.state = self.saved.pop()

    def overprinting(self, wanted: bool) -> list[bytes]:
        """The graphics state before something is painted, where it is another than before."""
        if wanted == self.state.overprints:
            return []
        self.state = replace(self.state, overprints=wanted)
        self.used_states = True
        return [b"/" + (OVERPRINT if wanted else KNOCK_OUT).encode() + b" gs"]

    def space(self, data: bytes, stroke: bool) -> list[bytes]:
        """A colour space is chosen: it goes, since the colours that follow name their own, but that of patterns stays."""
        kind = _SPACES.get(data.split()[0], data.split()[0])
        self.state = replace(self.state, stroke=kind) if stroke else replace(self.state, fill=kind, black=False)
        return [data] if kind == b"pattern" else []

    def colour(self, kind: bytes, data: bytes, stroke: bool) -> list[bytes]:
        """A colour in the space ``kind``."""
        operands = data.split()[:-1]
        if kind == b"pattern" and len(operands) == 1:
            return [data]
        wanted = _DEVICE.get(kind, 3 if kind == b"lab" else 0)
        if len(operands) != wanted or not wanted:
            self.report(f"a colour in a space of its own ({_shown(kind)})")
            return []
        mixed = self.mix(kind, tuple(map(float, operands)))
        if not stroke:
            self.state = replace(self.state, fill=kind, black=len(mixed) == 4 and Inks(*mixed) == BLACK)
        name = b"k" if len(mixed) == 4 else b"g"
        return [b" ".join((*map(number, mixed), name.upper() if stroke else name))]


def _shown(data: bytes) -> str:
    text = data.decode("latin-1").strip("/")
    return text if len(text) <= 40 else f"{text[:39]}…"
