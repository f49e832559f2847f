"""Spaces between words.

The engine paints none at the end of a line and none between two elements; who reads the marks one after another, as a screen reader does,
would run the words together. Where the HTML has a space and no mark paints it, one is put into the mark that stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leafletgen.pdf.tagging.nodes import Mark, Node
from leafletgen.pdf.tagging.roles import INLINE

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_INNER_BLOCK = "\0"

Nodes = Mapping[tuple[Any, str], Node]


def add_spaces(root: Node, nodes: Nodes) -> None:
    """Note at the marks of every block below ``root`` where a space must be painted."""
    for block in root.all():
        if block.role not in INLINE and block.element is not None:
            _Line(block, nodes).add_spaces()


class _Line:
    """The text of one block: as its HTML has it, and as its marks paint it."""

    def __init__(self, block: Node, nodes: Nodes) -> None:
        self.element = block.element
        self.marks = list(_marks(block))
        self.source = "".join(_own_text(block.element, nodes)).replace(SOFT_HYPHEN, "").lower() if len(self.marks) > 1 else ""

    def add_spaces(self) -> None:
        """Find each mark in the source, and a place for each space between it and the one before."""
        before: Mark | None = None
        blank: Mark | None = None
        place = 0
        for mark, is_citation in self.marks:
            if not mark.text.strip():
                blank = mark
                continue
            start, end = self.find(mark.text, place)
            parted = is_citation or blank is not None or any(map(str.isspace, self.source[place:start]))
            if before and parted and not (before.text[-1:].isspace() or mark.text[:1].isspace()):
                self.put(before, blank, mark, is_citation)
            before, blank, place = mark, None, end

    def find(self, text: str, place: int) -> tuple[int, int]:
        """Where ``text`` starts and ends in the source; an empty stretch for what is generated, hyphens at the end of a line too."""
        start = end = place
        for index, word in enumerate(text.replace(SOFT_HYPHEN, "").lower().split()):
            found = self.source.find(word, end)
            if found < 0:
                return place, place
            start, end = found if index == 0 else start, found + len(word)
        return start, end

    def put(self, before: Mark, blank: Mark | None, mark: Mark, is_citation: bool) -> None:
        """Paint the space where the HTML has it: between two inner elements, else in the text of the block itself."""
        if blank is not None:
            blank.space_after = True
        elif is_citation or before.box.element is self.element or mark.box.element is not self.element:
            before.space_after = True
        else:
            mark.space_before = True


def _marks(node: Node, in_citation: bool = False) -> Iterator[tuple[Mark, bool]]:
    """The marks of a block's own text, those of its inline elements too, and whether each is the first of a citation."""
    first = in_citation
    for kid in node.kids:
        if isinstance(kid, Mark):
            yield kid, first
            first = False
        elif isinstance(kid, Node) and kid.role in INLINE and kid.role != "Lbl":
            yield from _marks(kid, first or kid.role == "Reference")
            first = False


def _own_text(element: Any, nodes: Nodes) -> Iterator[str]:
    """The text of an element's own, without that of blocks within it."""
    yield element.text or ""
    for child in element:
        node = nodes.get((child, child.tag)) if isinstance(child.tag, str) else None
        if child.tag == "br":
            yield " "
        elif not isinstance(child.tag, str) or (node is not None and node.role not in INLINE):
            yield _INNER_BLOCK
        else:
            yield from _own_text(child, nodes)
        yield child.tail or ""


def drop_blanks(root: Node) -> list[Mark]:
    """Take the marks that paint nothing out of the tree, and give them."""
    blanks = []
    for node in root.all():
        found = [kid for kid in node.kids if isinstance(kid, Mark) and _is_blank(kid)]
        if found:
            node.kids = [kid for kid in node.kids if kid not in found]
            blanks += found
    return blanks


def _is_blank(mark: Mark) -> bool:
    return not hasattr(mark.box, "replacement") and not mark.text.strip() and not mark.space_after
