"""What a link says, and the structure element that a link or a bookmark leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

from leafletgen.pdf.tagging.nodes import Annotation, Node

PRINTED = 4
"""The flag of an annotation that is printed too."""


def describe_links(root: Node) -> None:
    """Give every link annotation its words, and let it be printed."""
    for node in root.all():
        for kid in node.kids:
            if isinstance(kid, Annotation):
                kid.dictionary["Contents"] = pydyf.String(_words(node))
                kid.dictionary["F"] = PRINTED


def _words(node: Node) -> str:
    """What the author says the link is, else its own words, else its address."""
    element = node.element
    if element is None:  # the engine's own, between a note and its call
        return ""
    said = element.get("aria-label") or element.get("title") or "".join(element.itertext())
    pictures = " ".join(inner.alt for inner in node.all() if inner.alt)
    return " ".join(said.split()) or pictures or str(element.get("href") or "")


def drop_links(pdf: Any, annotations: list[Annotation]) -> None:
    """Take links out of their pages: those of running heads and feet, which the leaflet's own text says again."""
    for annotation in annotations:
        number = int(pdf.page_references[annotation.page].split()[0])
        page = pdf.objects[number]
        page["Annots"].remove(annotation.dictionary.reference)
        if not page["Annots"]:
            del page["Annots"]
        annotation.dictionary.clear()


def point_to_elements(pdf: Any, nodes: Mapping[str, Node], root: Node) -> None:
    """PDF 2.0: let every link and every bookmark lead to a structure element. ``nodes`` are given by the id of their HTML."""
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    places = {}
    for index in range(0, len(names), 2):
        name, place = names[index].string, names[index + 1]
        places[name] = (place, nodes.get(name, root))
        names[index + 1] = pydyf.Dictionary({"D": place, "SD": _to_element(nodes.get(name, root), place)})
    for node in root.all():
        for kid in node.kids:
            if isinstance(kid, Annotation) and "Dest" in kid.dictionary:
                place, target = places[kid.dictionary.pop("Dest").string]
                kid.dictionary["A"] = _go_to(target, place)


def point_bookmarks(pdf: Any, root: Node, *, only_elements: bool) -> None:
    """Let every bookmark lead to its heading's element; with ``only_elements`` (PDF 2.0) in no other way."""
    headings = [node for node in root.all() if node.role[:1] == "H" and node.role[1:].isdigit()]
    rest = iter(headings)
    for bookmark in _bookmarks(pdf):
        page = bookmark["Dest"][0]
        node = next((node for node in rest if pdf.page_references[node.page] == page), root)
        bookmark["SE"] = node.dictionary.reference
        if only_elements:
            bookmark["A"] = _go_to(node, bookmark.pop("Dest"))


def _bookmarks(pdf: Any) -> Iterator[Any]:
    """Every bookmark in the order of the leaflet."""

    def walk(reference: bytes | None) -> Iterator[Any]:
        while reference:
            entry = pdf.objects[int(reference.split()[0])]
            yield entry
            yield from walk(entry.get("First"))
            reference = entry.get("Next")

    if "Outlines" in pdf.catalog:
        yield from walk(pdf.objects[int(pdf.catalog["Outlines"].split()[0])].get("First"))


def _go_to(node: Node, place: Any) -> Any:
    return pydyf.Dictionary({"Type": "/Action", "S": "/GoTo", "D": place, "SD": _to_element(node, place)})


def _to_element(node: Node, place: Any) -> Any:
    """The place on the page with an element in the page's stead."""
    return pydyf.Array([node.dictionary.reference, *place[1:]])
