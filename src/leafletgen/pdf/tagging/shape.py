"""The tree put in order: items in lists, captions with their pictures, notes after what calls them, and no text without a paragraph."""

from __future__ import annotations

from typing import Any

from leafletgen.pdf.tagging.nodes import Annotation, Mark, Node
from leafletgen.pdf.tagging.roles import GROUPS, INLINE

_KEPT = frozenset({"Document", "TD", "TH", "Figure"})
"""What stays although it is empty."""

_NUMBERING = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal", "decimal-leading-zero": "Decimal",
    "lower-alpha": "LowerAlpha", "lower-latin": "LowerAlpha", "upper-alpha": "UpperAlpha", "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman", "upper-roman": "UpperRoman",
}  # fmt: skip


def prune(node: Node) -> None:
    """Take out what is empty, and links that lead nowhere; a link of nothing but decoration goes with it."""
    for kid in node.nodes:
        prune(kid)
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or kid.kids or kid.role in _KEPT]
    if node.role == "Link" and not any(isinstance(kid, Annotation) for kid in node.kids):
        node.role = "Span"


def shape_lists(node: Node) -> None:
    """L holds nothing but LI, LI nothing but Lbl and LBody; each list says how it is numbered."""
    for kid in node.nodes:
        shape_lists(kid)
    if node.role == "L":
        node.kids = [kid if isinstance(kid, Node) and kid.role in ("LI", "Caption") else _around("LI", [kid]) for kid in node.kids]
        for kid in node.nodes:
            if kid.role == "LI":
                _shape_item(kid)
        node.attributes["List"] = {"ListNumbering": f"/{_numbering(node)}"}


def _shape_item(item: Node) -> None:
    labels: list[Any] = [kid for kid in item.kids if isinstance(kid, Node) and kid.role == "Lbl"]
    others = [kid for kid in item.kids if kid not in labels]
    # A marker that hangs outside of its item is laid out behind it, but is read first.
    item.kids = [*labels, *([_around("LBody", others)] if others else [])]


def _numbering(node: Node) -> str:
    """How the items of a list are labelled (ISO 32000-1, table 347)."""
    labelled = [kid for kid in node.nodes if any(inner.role == "Lbl" for inner in kid.nodes)]
    if node.element is not None and node.element.tag == "ol":
        style = labelled[0].box.style["list_style_type"] if labelled and labelled[0].box else "decimal"
        return _NUMBERING.get(style, "Decimal") if labelled else "None"
    style = labelled[0].box.style["list_style_type"] if labelled and labelled[0].box else ""
    return _NUMBERING.get(style, "Disc") if labelled else "None"


def place_notes(notes: list[Node], nodes: dict[tuple[Any, str], Node], parents: dict[Any, Any], root: Node) -> None:
    """Put each page footnote behind the paragraph, at the end of the item or behind the table that calls it.

    So a listener hears what the note is about to its end, then the note, and the cells of a table stay short.
    """
    homes: dict[Node, Node] = {kid: node for node in root.all() for kid in node.nodes}
    last: dict[Node, Node] = {}
    for note in notes:
        caller = _caller(note, nodes, parents, root, homes)
        if caller.role in ("LI", "TD", "TH", *GROUPS):
            caller.kids.append(note)
        else:
            home = homes[caller]
            home.kids.insert(home.kids.index(last.get(caller, caller)) + 1, note)
            last[caller] = note
            homes[note] = home


def _caller(note: Node, nodes: dict[tuple[Any, str], Node], parents: dict[Any, Any], root: Node, homes: dict[Node, Node]) -> Node:
    """What a note belongs behind: its table, else the nearest block that holds its place in the HTML."""
    element = parents.get(note.element)
    found = None
    while element is not None:
        node = nodes.get((element, element.tag))
        if node is not None and (node in homes or node is root):
            if node.role == "Table":
                return node
            if found is None and node.role not in INLINE and node.role != "Caption":
                found = node
        element = parents.get(element)
    return found or root


def refer(notes: list[Node], nodes: dict[tuple[Any, str], Node], parents: dict[Any, Any]) -> None:
    """Let each note and the mark that stands before it in the HTML know of one another."""
    for note in notes:
        siblings = list(parents.get(note.element, ()))
        for before in reversed(siblings[: siblings.index(note.element)] if note.element in siblings else []):
            mark = nodes.get((before, before.tag))
            if mark is not None and mark.role != "Note":
                mark.refers.append(note)
                note.refers.append(mark)
                break


def caption_within(node: Node) -> None:
    """Make a caption the last part of its picture, as PDF 2.0 wants it.

    In PDF 1.7 the two stand side by side in a group: there the words of a picture stand for all within it, and hide a caption.
    """
    for kid in node.nodes:
        caption_within(kid)
    figures = [kid for kid in node.nodes if kid.role == "Figure"]
    captions = [kid for kid in node.nodes if kid.role == "Caption"]
    if node.role == "Div" and len(figures) == 1 and len(captions) == 1:
        node.kids.remove(captions[0])
        figures[0].kids.append(captions[0])


def wrap_loose_text(node: Node) -> None:
    """No text stands in a group by itself: runs of it become paragraphs."""
    for inner in node.nodes:
        wrap_loose_text(inner)
    if node.role in GROUPS and any(map(_is_loose, node.kids)):
        kids: list[Any] = []
        run: list[Any] = []
        for kid in node.kids:
            if _is_loose(kid):
                run.append(kid)
                continue
            kids += [*([_around("P", run)] if run else []), kid]
            run = []
        node.kids = kids + ([_around("P", run)] if run else [])


def _is_loose(kid: Node | Mark | Annotation) -> bool:
    return not isinstance(kid, Node) or kid.role in INLINE


def _around(role: str, kids: list[Any]) -> Node:
    """A node without an element of its own around ``kids``."""
    return Node(role, page=_page(kids), kids=kids)


def _page(kids: list[Any]) -> int:
    return min((kid.page for kid in kids), default=0)
