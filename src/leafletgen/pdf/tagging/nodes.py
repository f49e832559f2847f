"""The tree while it grows: nodes, the painted marks that they hold, and the annotations that hang on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, eq=False)
class Mark:
    """A text or a picture as it was painted: one marked content of a page."""

    page: int
    """From 0."""
    number: int
    """MCID."""
    box: Any
    space_before: bool = False
    space_after: bool = False
    """Where a space must be painted, since the engine painted none."""

    @property
    def text(self) -> str:
        """What it paints; empty for a picture."""
        return getattr(self.box, "text", "")


@dataclass(slots=True, eq=False)
class Annotation:
    """A link annotation: one for every line that a link runs over."""

    page: int
    dictionary: Any


@dataclass(slots=True, eq=False)
class Node:
    """A structure element. Roles are those of PDF 2.0 and 1.7 together; `roles` says what a profile makes of them."""

    role: str
    element: Any = None
    """The HTML element; None for what has none."""
    box: Any = None
    """The first of its boxes."""
    page: int = 0
    kids: list[Node | Mark | Annotation] = field(default_factory=list)
    language: str = ""
    alt: str = ""
    expansion: str = ""
    id: str = ""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By owner: `{"Table": {"Scope": "/Row"}}`."""
    refers: list[Node] = field(default_factory=list)
    """What it refers to, or is referred to by (PDF 2.0)."""
    dictionary: Any = None
    """Its PDF object, once planted."""

    @property
    def nodes(self) -> list[Node]:
        """Its kids that are nodes."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def all(self) -> Iterator[Node]:
        """The node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.all()

    def content(self) -> Iterator[Mark]:
        """Every mark at or below it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Node):
                yield from kid.content()
