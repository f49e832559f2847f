"""Write a laid-out document as a tagged PDF: the engine paints and writes, the tree and the claims between the two are ours."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leafletgen.diagnostics import Diagnostic, Severity, Span
from leafletgen.model.edition import Profile
from leafletgen.pdf.tagging import links, marks, metadata, shape, words
from leafletgen.pdf.tagging.engine_tags import replaced
from leafletgen.pdf.tagging.gather import Gatherer
from leafletgen.pdf.tagging.nodes import Node
from leafletgen.pdf.tagging.plant import plant
from leafletgen.pdf.tagging.roles import PDF_1_7, PDF_2_0
from leafletgen.pdf.tagging.tables import shape_tables

NOWHERE = Span("")


@dataclass(slots=True)
class Tagged:
    """A PDF, and what keeps it from being what its profile says."""

    pdf: bytes
    problems: tuple[Diagnostic, ...]


def write_tagged(engine: Any, document: Any, profile: Profile, is_sound: Callable[[], bool]) -> Tagged:
    """The PDF of a laid-out document.

    ``is_sound`` is asked when all is painted: a file with a fault, as a glyph that no font has, claims nothing in its metadata.
    """
    tagger = _Tagger(profile)
    with replaced(engine, tagger.add_tags), warnings.catch_warnings():
        # The engine leaves its colour profile to be closed when it is forgotten, which is at once.
        warnings.simplefilter("ignore", ResourceWarning)
        data = document.write_pdf(
            pdf_variant=profile, pdf_tags=True, finisher=lambda document, pdf: tagger.finish(document, pdf, is_sound())
        )
    return Tagged(data, tuple(tagger.problems))


class _Tagger:
    """Tags one PDF."""

    def __init__(self, profile: Profile) -> None:
        self.profile: Profile = profile
        self.is_2_0 = profile == "pdf/ua-2"
        self.problems: list[Diagnostic] = []
        self.root = Node("Document")
        self.named: dict[str, Node] = {}
        """Nodes by the id of their HTML, for links to lead to."""

    def add_tags(self, pdf: Any, document: Any, streams: list[Any]) -> None:
        """Build the tree in the place of the engine's own."""
        gatherer = Gatherer()
        for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
            gatherer.read_page(number, page, stream._tags)
        self.root = gatherer.root
        for tree in (gatherer.root, gatherer.notes):
            words.add_spaces(tree, gatherer.nodes)
            for blank in words.drop_blanks(tree):
                gatherer.decoration[blank.page, blank.number] = marks.BLANK
        self.repaint(gatherer, streams, marks.spaces_of(document.fonts))
        self.shape(gatherer, document)
        plant(pdf, self.root, PDF_2_0 if self.is_2_0 else PDF_1_7, namespaced=self.is_2_0)
        links.drop_links(pdf, gatherer.dropped)
        self.problems += [_silent(node) for node in gatherer.silent]
        if "Lang" not in pdf.catalog:
            self.problems.append(Diagnostic("engine", Severity.ERROR, "the page does not say its language", NOWHERE, "add lang to <html>"))

    def repaint(self, gatherer: Gatherer, streams: list[Any], spaces: dict[bytes, marks.Space]) -> None:
        """Mark decoration and paint missing spaces on every page."""
        parted = [mark for tree in (gatherer.root, gatherer.notes) for mark in tree.content() if mark.space_before or mark.space_after]
        for number, stream in enumerate(streams):
            decoration = {mark: kind for (page, mark), kind in gatherer.decoration.items() if page == number}
            marks.rewrite(stream.stream, decoration, {mark.number: mark for mark in parted if mark.page == number}, spaces)

    def shape(self, gatherer: Gatherer, document: Any) -> None:
        """Put the tree in order."""
        html = document._html.etree_element
        parents = {child: element for element in html.iter() for child in element}
        notes = gatherer.notes.nodes
        for number, note in enumerate(notes, 1):
            note.id = f"note-{number}"
            note.attributes["FENote"] = {"NoteType": "/Footnote"} if self.is_2_0 else {}
        shape.refer(notes, gatherer.nodes, parents)
        shape.place_notes(notes, gatherer.nodes, parents, self.root)
        shape.prune(self.root)
        shape.shape_lists(self.root)
        shape.wrap_loose_text(self.root)
        if self.is_2_0:
            shape.caption_within(self.root)
        shape_tables(self.root)
        planted = {node.element: node for node in self.root.all() if node.element is not None}
        for element in html.iter():
            if name := element.get("id"):
                self.named[name] = _nearest(element, planted, parents, self.root)

    def finish(self, document: Any, pdf: Any, is_sound: bool) -> None:
        """What can only be done when all objects are there: links, bookmarks, pictures, claims."""
        links.describe_links(self.root)
        links.point_bookmarks(pdf, self.root, only_elements=self.is_2_0)
        if self.is_2_0:
            links.point_to_elements(pdf, self.named, self.root)
        claims = metadata.CLAIMS[self.profile] if is_sound and not self.problems else ()
        if self.profile == "pdf/a-2a" and not metadata.make_archival(pdf):
            message = "a picture is mixed from printing inks (CMYK), so the PDF cannot be PDF/A and does not say so"
            self.problems.append(Diagnostic("engine", Severity.WARNING, message, NOWHERE, "export the picture in RGB or grey"))
            claims = claims and metadata.CLAIMS["pdf/ua-1"]
        metadata.claim(pdf, document, claims)


def _nearest(element: Any, planted: dict[Any, Node], parents: dict[Any, Any], root: Node) -> Node:
    """The node of ``element``, or of the nearest element around it that has one."""
    while element is not None and element not in planted:
        element = parents.get(element)
    return planted[element] if element is not None else root


def _silent(node: Node) -> Diagnostic:
    name = node.element.get("src") or "a drawing"
    message = f"the image {name} has no words for people who cannot see it"
    return Diagnostic("missing-alt", Severity.ERROR, message, NOWHERE, "add `alt:`")
