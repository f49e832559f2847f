"""The boxes of all pages become one tree.

Boxes of one HTML element become one node, on whatever pages they are: a paragraph that runs over a page is one paragraph, a table whose
heading is repeated is one table, and a link over two lines is one link. What stands in the margins, and what is repeated, is decoration.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leafletgen.pdf.tagging.nodes import Annotation, Mark, Node
from leafletgen.pdf.tagging.roles import SVG, role

POINTS_PER_PX = 0.75

HEADER, FOOTER, REPEATED = "Header", "Footer", ""
"""Kinds of decoration: running heads, running feet, and headings of tables that are said once."""


class Gatherer:
    """Walks the boxes page by page. Afterwards holds the tree, the page footnotes that are not in it yet, and the decoration."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.notes = Node("Document")
        """Page footnotes in the order of the pages; `shape` puts them where they belong."""
        self.nodes: dict[tuple[Any, str], Node] = {}
        """By HTML element and tag: `a` and `a::after` are two."""
        self.decoration: dict[tuple[int, int], str] = {}
        """Kind by page and number of the mark."""
        self.dropped: list[Annotation] = []
        """Links of decoration."""
        self.silent: list[Node] = []
        """Pictures without words."""
        self.page = 0
        self.height = 0.0
        self.marks: dict[Any, dict[str, Any]] = {}

    def read_page(self, number: int, page: Any, marks: dict[Any, dict[str, Any]]) -> None:
        """Take the boxes of one page. ``marks`` are the engine's, by box; what is left in it afterwards belongs to no box."""
        self.page, self.height, self.marks = number, page.height, marks
        for box in page._page_box.children:
            kind = type(box).__name__
            if kind == "MarginBox":
                self.decorate(box, HEADER if box.at_keyword.startswith("@top") else FOOTER)
            elif kind == "FootnoteAreaBox":
                for note in box.children:
                    self.read(note, self.notes)
            else:
                self.read(box, self.root)

    def read(self, box: Any, parent: Node) -> None:
        """Put ``box`` and all within it below ``parent``."""
        box = getattr(box, "_box", box)  # a placeholder of what is absolutely positioned
        if mark := self.mark(box):
            (parent if not hasattr(box, "replacement") else self.node(box, parent)).kids.append(mark)
            return
        if self.is_repeated(box):
            self.decorate(box, REPEATED, keep_links=True)
            return
        node = self.node(box, parent)
        if box.link_annotation:
            self.link(box, node).kids.append(Annotation(self.page, box.link_annotation))
        for child in getattr(box, "children", ()):
            self.read(child, node)

    def mark(self, box: Any) -> Mark | None:
        """The mark that ``box`` itself was painted under."""
        found = self.marks.pop(box, None)
        return Mark(self.page, found["mcid"], box) if found else None

    def node(self, box: Any, parent: Node) -> Node:
        """The node of the box's element: the one there is, or a new one below ``parent``, or ``parent`` where it needs none of its own."""
        element = box.element
        if element is None or (element is parent.element and "::" not in box.element_tag):
            return parent
        key = (element, box.element_tag)
        if key in self.nodes:
            return self.nodes[key]
        is_note = parent is self.notes and "::" not in box.element_tag
        kind = "Note" if is_note else role(box)
        if kind is None:
            return parent
        node = self.nodes[key] = self.made(kind, box)
        parent.kids.append(node)
        return node

    def made(self, kind: str, box: Any) -> Node:
        """A new node with what its element says."""
        element = box.element
        node = Node(kind, element, box, self.page)
        if "::" in box.element_tag:
            return node
        node.language = element.get("lang") or ""
        if element.tag == "abbr":
            node.expansion = element.get("title") or ""
        if kind == "Figure":
            self.describe(node, box)
        return node

    def describe(self, node: Node, box: Any) -> None:
        """Give a picture its words and its place on the page, in points from the bottom left corner."""
        title = node.element.findtext("{http://www.w3.org/2000/svg}title") if node.element.tag == SVG else node.element.get("alt")
        node.alt = " ".join((title or "").split())
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, self.height - top - box.height, left + box.width, self.height - top)
        node.attributes["Layout"] = {"BBox": [round(value * POINTS_PER_PX, 2) for value in corners], "Placement": "/Block"}
        if type(box).__name__ == "InlineReplacedBox":
            node.attributes["Layout"]["Placement"] = "/Inline"
        if not node.alt:
            self.silent.append(node)

    def link(self, box: Any, node: Node) -> Node:
        """The node that an annotation hangs on: the link's own, for what it generates too."""
        return self.nodes.get((box.element, box.element.tag), node)

    def is_repeated(self, box: Any) -> bool:
        """Whether ``box`` is the heading of a table that goes on from another page, or from another column."""
        if not (getattr(box, "is_header", False) or getattr(box, "is_footer", False)):
            return False
        return (box.element, box.element_tag) in self.nodes

    def decorate(self, box: Any, kind: str, *, keep_links: bool = False) -> None:
        """Mark all of ``box`` as decoration. Its links go too, but for those of a heading, which lead where the heading's own do."""
        for inner in _all(box):
            if found := self.marks.pop(inner, None):
                self.decoration[self.page, found["mcid"]] = kind
            if inner.link_annotation:
                annotation = Annotation(self.page, inner.link_annotation)
                node = self.nodes.get((inner.element, inner.element.tag)) if keep_links else None
                (node.kids if node else self.dropped).append(annotation)


def _all(box: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from _all(child)
