"""Spaces between words. The engine paints none at the end of a line and none between two elements; who reads the marks one after another,
as a screen reader does, would run the words together. Where the HTML has a space and no mark paints it, one is put behind the mark.
"""

from __future__ import annotations

from typing import Any

from leafletgen.pdf.tagging.nodes import Mark, Node
from leafletgen.pdf.tagging.roles import INLINE

_EDGE = "\0"
"""Stands for an inner element in the text of the element around it."""


def add_spaces(*roots: Node) -> None:
    """Note at every mark whether a space must follow it."""
    sources: dict[Any, _Source] = {}
    for node in (node for tree in roots for node in tree.all()):
        if node.role not in INLINE:
            before: tuple[Mark, bool] | None = None
            for mark in _line(node):
                left, right = _spaces(mark, sources)
                if before and (before[1] or left) and not before[0].text[-1:].isspace() and not mark.text[:1].isspace():
                    before[0].space_after = True
                before = (mark, right) if mark.text.strip() else (before[0], True) if before else None


def _line(node: Node) -> list[Mark]:
    """The marks of a block's own text, those of its inline elements too."""
    marks = []
    for kid in node.kids:
        if isinstance(kid, Mark):
            marks.append(kid)
        elif isinstance(kid, Node) and kid.role in INLINE and kid.role != "Lbl":
            marks += _line(kid)
    return marks


class _Source:
    """The text of an element's own in its HTML, which its marks are found in one after another."""

    def __init__(self, element: Any) -> None:
        parts = [element.text or ""]
        for child in element:
            parts += [" " if child.tag == "br" else _EDGE, child.tail or ""]
        self.text = "".join(parts).lower()
        self.place = 0

    def around(self, text: str) -> tuple[bool, bool]:
        """Whether the HTML has a space before and after ``text``, which is looked for from where the last one ended."""
        words = text.lower().split()
        start = end = self.place
        for index, word in enumerate(words):
            found = self.text.find(word, end)
            if found < 0:
                return False, False
            start, end = found if index == 0 else start, found + len(word)
        self.place = end
        return self.text[start - 1 : start].isspace(), self.text[end : end + 1].isspace()


def _spaces(mark: Mark, sources: dict[Any, _Source]) -> tuple[bool, bool]:
    """Whether the HTML has a space before and after what ``mark`` paints. What is generated says itself."""
    element = mark.box.element
    if "::" in mark.box.element_tag or not mark.text.strip():
        return False, False
    if element not in sources:
        sources[element] = _Source(element)
    return sources[element].around(mark.text)


def drop_blanks(*roots: Node) -> list[Mark]:
    """Take the marks that paint nothing out of the trees, and give them."""
    blanks = []
    for node in (node for tree in roots for node in tree.all()):
        found = [kid for kid in node.kids if isinstance(kid, Mark) and not hasattr(kid.box, "replacement") and not kid.text.strip()]
        if found:
            node.kids = [kid for kid in node.kids if kid not in found]
            blanks += found
    return blanks
