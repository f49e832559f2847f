"""Everything in the PDF that holds a colour: pages, and what they paint with (forms, patterns, gradients, pictures, soft masks)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leafletgen.pdf.press.images import recolour_image
from leafletgen.pdf.press.mixing import Mixer
from leafletgen.pdf.press.objects import Dictionary, is_stream, resolve
from leafletgen.pdf.press.operators import KNOCK_OUT, OVERPRINT, Mix, Repainter, as_lightness, in_inks
from leafletgen.pdf.press.shadings import recolour_shading

_STATES = {
    OVERPRINT: {"Type": "/ExtGState", "OP": "false", "op": "true", "OPM": 1},
    KNOCK_OUT: {"Type": "/ExtGState", "OP": "false", "op": "false", "OPM": 1},
}
"""With mode 1, an ink of which black has none leaves what is below it (ISO 32000-1, 8.6.7)."""


class Artwork:
    """Recolours one PDF in place. ``problems`` are what could not be mixed, in words."""

    def __init__(self, pdf: Any, mixer: Mixer) -> None:
        self.pdf, self.mixer = pdf, mixer
        self.problems: list[str] = []
        self.done: set[int] = set()
        self.masks: list[Any] = []
        """Groups that are read as soft masks: last, since what a page shows as well must print in colour."""
        self.inks: Mix = in_inks(mixer)

    def recolour(self, pages: list[Any]) -> None:
        """Mix every colour."""
        for page in pages:
            self.stream(resolve(self.pdf, page["Contents"]), resolve(self.pdf, page["Resources"]), mask=False)
        for group in self.masks:
            self.form(group, mask=True)
        for thing in self.left():
            self.thing(thing, mask=False)

    def left(self) -> Iterator[Any]:
        """What no page leads to, and is in the file all the same."""
        for thing in tuple(self.pdf.objects):
            extra = thing.extra if is_stream(thing) else thing if isinstance(thing, dict) else {}
            paints = str(extra.get("Subtype")) in ("/Form", "/Image") or "PatternType" in extra or "ShadingType" in extra
            if paints and thing.number not in self.done:
                yield thing

    def thing(self, thing: Any, *, mask: bool) -> None:
        """An XObject, a pattern or a gradient, by what it says it is."""
        if not is_stream(thing):
            self.shading(thing, mask=mask)
        elif str(thing.extra.get("Subtype")) == "/Image":
            self.image(thing, mask=mask)
        else:
            self.form(thing, mask=mask)

    def form(self, form: Any, *, mask: bool) -> None:
        """A form or a tile of a pattern."""
        group = form.extra.get("Group")
        if group:
            group["CS"] = "/DeviceGray" if mask else "/DeviceCMYK"
        self.stream(form, resolve(self.pdf, form.extra.get("Resources", {})), mask=mask)

    def stream(self, stream: Any, resources: Any, *, mask: bool) -> None:
        """What paints, and what it paints with."""
        if not self.first_time(stream):
            return
        repainter = Repainter(as_lightness if mask else self.inks, self.report, overprint=not mask)
        stream.stream = repainter.repaint(stream.stream)
        if repainter.used_states:
            states = resources.setdefault("ExtGState", Dictionary())
            states |= {name: Dictionary(state) for name, state in _STATES.items()}
        if hasattr(resources, "number") and self.first_time(resources):
            self.resources(resources, mask=mask)

    def resources(self, resources: Any, *, mask: bool) -> None:
        """All that a resource dictionary names, used or not."""
        for name in ("XObject", "Pattern", "Shading"):
            for reference in resolve(self.pdf, resources.get(name, {})).values():
                thing = resolve(self.pdf, reference)
                if "SMask" in getattr(thing, "extra", {}):
                    self.first_time(resolve(self.pdf, thing.extra["SMask"]))  # always grey
                if not self.is_mask(resources, thing):
                    self.thing(thing, mask=mask)

    def is_mask(self, resources: Any, thing: Any) -> bool:
        """Whether ``thing`` is a group that a graphics state reads as a soft mask; if so it is kept for later."""
        for state in resources.get("ExtGState", {}).values():
            soft = state.get("SMask")
            if isinstance(soft, dict) and resolve(self.pdf, soft.get("G")) is thing:
                self.masks.append(thing)
                return True
        return False

    def shading(self, shading: Any, *, mask: bool) -> None:
        """A gradient."""
        if self.first_time(shading):
            recolour_shading(self.pdf, shading, as_lightness if mask else self.inks, self.report, mask=mask)

    def image(self, image: Any, *, mask: bool) -> None:
        """A picture."""
        if self.first_time(image):
            recolour_image(image, self.mixer, self.report, mask=mask)

    def first_time(self, thing: Any) -> bool:
        """Whether an object has not been met before."""
        if thing.number in self.done:
            return False
        self.done.add(thing.number)
        return True

    def report(self, problem: str) -> None:
        """Note what cannot be mixed, once."""
        if problem not in self.problems:
            self.problems.append(problem)
