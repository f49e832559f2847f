"""What has appeared on a page so far, sorted by the marks that were open when it did (ISO 32000-2, 14.6 and 14.7.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import hypot, isfinite
from typing import Any

from leafletgen.pdf.inspect.facts import Box, PageContent, Place, PlacedImage
from leafletgen.pdf.inspect.objects import get, plain, resolved, whole
from leafletgen.pdf.inspect.placing import Matrix, gap
from leafletgen.pdf.inspect.tag import GAP

Key = tuple[int, int]
"""Stream and mark."""


@dataclass(slots=True)
class Mark:
    """An open marked content."""

    what: Key | str | None = None
    """The key of the text, `artifact`, or None for a mark that says nothing of the two."""
    actual: str | None = None
    """What is to be read instead of what is painted; empty once it was."""


@dataclass(slots=True)
class Gathered:
    """What one page has shown."""

    texts: dict[Key, str] = field(default_factory=dict)
    places: dict[Key, tuple[Place, Place]] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    loose_end: Place | None = None
    images: list[PlacedImage] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def content(self, page: int) -> PageContent:
        """All of it."""
        return PageContent(
            number=page,
            texts=self.texts,
            artifacts="".join(self.artifacts),
            untagged=tuple(self.untagged),
            images=tuple(self.images),
            places=self.places,
            loose="".join(self.loose).strip(),
        )

    def open(self, tag: Any, properties: Any, stream: int) -> None:
        """A mark begins in ``stream``."""
        number, actual = get(properties, "/MCID"), get(properties, "/ActualText")
        instead = None if actual is None else plain(actual)
        if isinstance(number, int | float) and isfinite(number):
            self.marks.append(Mark((stream, int(number)), instead))
        else:
            self.marks.append(Mark("artifact" if tag == "/Artifact" else None, instead))

    def within(self) -> Key | str | None:
        """The innermost mark that says what is painted."""
        return next((mark.what for mark in reversed(self.marks) if mark.what is not None), None)

    def paint(self, what: str) -> None:
        """Something that is no text appears."""
        if self.within() is None:
            self.untagged.append(what)

    def write(self, text: str, start: Place, end: Place) -> None:
        """Text appears."""
        for mark in reversed(self.marks):
            if mark.actual is not None:
                text, mark.actual = mark.actual, ""
                break
        if not text:
            return
        key = self.within()
        if isinstance(key, tuple):
            before, first = self.texts.get(key, ""), self.places.get(key)
            self.texts[key] = before + (GAP if first and space(gap(first[1], start, end), before, text) else "") + text
            self.places[key] = (first[0] if first else start, end)
        elif key:
            self.artifacts.append(text)
        else:
            self.untagged.append(text)
            self.loose += [space(gap(self.loose_end, start, end), self.loose[-1] if self.loose else "", text, line="\n"), text]
            self.loose_end = end

    def place_image(self, image: Mapping[str, Any], colour: str, matrix: Matrix) -> None:
        """An image fills the unit square of ``matrix``."""
        self.paint("image")
        a, b, c, d, e, f = matrix
        across, up = hypot(a, b) / 72, hypot(c, d) / 72
        width, height = whole(image, "/Width"), whole(image, "/Height")
        xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        mark, filters = self.within(), get(image, "/Filter")
        self.images.append(
            PlacedImage(
                pixels=(width, height),
                dpi=min(width / across, height / up) if across and up else 0.0,
                box=Box(min(xs), min(ys), max(xs), max(ys)),
                colour=colour,
                bits=1 if get(image, "/ImageMask") else whole(image, "/BitsPerComponent"),
                compression=plain(resolved(filters[-1]) if isinstance(filters, list) and filters else filters).removeprefix("/"),
                mark="tagged" if isinstance(mark, tuple) else "decoration" if mark else "",
            )
        )


def space(seen: str, before: str, after: str, line: str = " ") -> str:
    """The space to put between two texts, where there is none yet. A word that a line breaks after its hyphen or stroke goes on."""
    if before[-1:].isspace() or after[:1].isspace():
        return "" if seen == " " or line == " " else seen
    if seen == "\n" and line == " ":
        return "" if _BROKEN.search(before) else " "
    return seen


_BROKEN = re.compile("\\w[-/\N{HYPHEN}\N{SOFT HYPHEN}]\\Z")
