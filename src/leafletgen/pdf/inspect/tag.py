"""An element of a structure tree, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

INLINE = frozenset(
    {
        "Annot", "Code", "Em", "Form", "Link", "NonStruct", "Private", "Quote", "RB", "RP", "RT", "Reference", "Ruby", "Span",
        "Strong", "Sub", "WP", "WT", "Warichu",
    }
)  # fmt: skip
"""Roles within a line of text: their words follow the ones before without a break."""


GAP = "\N{FOUR-PER-EM SPACE}"
"""Stands for a space that eyes see between two texts and that is not painted: the next text stands apart, or on another line."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the structure tree."""

    kind: str
    """Standard role, as `P` or `TH`: what the file's role map makes of its own."""
    page: int = 0
    """Number of the page; 0 where it is not told."""
    children: tuple[Tag | str, ...] = ()
    """Elements, and the text of marked content, in reading order, with GAP where eyes see a space that nobody painted."""
    role: str = ""
    """Its role as written, where that is another."""
    namespace: str = ""
    """Of the role as written (PDF 2.0); empty for the one that all PDFs have."""
    alt: str = ""
    actual_text: str = ""
    expansion: str = ""
    """The words that an abbreviation stands for."""
    title: str = ""
    language: str = ""
    id: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    column_span: int = 1
    row_span: int = 1
    numbering: str = ""
    """How a list is numbered, as `Decimal` or `Disc`."""
    objects: tuple[int, ...] = ()
    """Numbers of the annotations that hang on it: links, form fields."""
    links: int = 0
    """How many annotations hang on it, if it is a link."""

    def all(self) -> Iterator[Tag]:
        """The element and all below it, in reading order."""
        stack = [self]
        while stack:
            tag = stack.pop()
            yield tag
            stack += [child for child in reversed(tag.children) if isinstance(child, Tag)]

    @property
    def elements(self) -> tuple[Tag, ...]:
        """Its own children that are elements."""
        return tuple(child for child in self.children if isinstance(child, Tag))

    @property
    def text(self) -> str:
        """What is read out: the text in tag order, with alternative and actual text in their places."""
        return " ".join("".join(self._parts(painted=False)).split())

    @property
    def words(self) -> str:
        """The painted text in tag order, without what stands in for pictures."""
        return " ".join("".join(self._parts(painted=True)).split())

    @property
    def said(self) -> str:
        """The painted text as a strict reader says it: words that no painted space parts run together. Each block is a line."""
        parts = "".join(child.said if isinstance(child, Tag) else child for child in self.children).replace(GAP, "")
        return parts if self.kind in INLINE else f"\n{parts}\n"

    def _parts(self, painted: bool) -> Iterator[str]:
        """Its text in pieces; around an element that is not within a line, a space."""
        space = "" if self.kind in INLINE else " "
        yield space
        if not painted and (self.actual_text or self.alt):
            yield self.actual_text or self.alt
        else:
            for child in self.children:
                if isinstance(child, Tag):
                    yield from child._parts(painted)
                else:
                    yield child
        yield space

    def dump(self, indent: int = 0) -> str:
        """The tree as text, one element a line, for tests and reviews."""
        return "\n".join(self._lines(indent))

    def _lines(self, indent: int) -> Iterator[str]:
        facts = {
            "role": self.role, "title": self.title, "alt": self.alt, "actual": self.actual_text, "short-for": self.expansion,
            "lang": self.language, "id": self.id, "scope": self.scope, "headers": " ".join(self.headers),
            "colspan": self.column_span if self.column_span != 1 else "", "rowspan": self.row_span if self.row_span != 1 else "",
            "numbering": self.numbering,
        }  # fmt: skip
        own = "".join(f" {name}={value!r}" for name, value in facts.items() if value)
        yield f"{'  ' * indent}{self.kind}{own}"
        for child in self.children:
            if isinstance(child, Tag):
                yield from child._lines(indent + 1)
            else:
                yield f"{'  ' * (indent + 1)}{child.replace(GAP, '')!r}"
