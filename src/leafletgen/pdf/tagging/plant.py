"""Nodes to PDF objects: the structure tree, the tree that leads back from marks to it, and the ids of its elements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydyf

from leafletgen.pdf.tagging.nodes import Annotation, Mark, Node

NAMESPACE = "http://iso.org/pdf2/ssn"


def plant(pdf: Any, root: Node, roles: Mapping[str, str], *, namespaced: bool) -> None:
    """Add the tree below ``root`` to ``pdf``. ``namespaced`` is for PDF 2.0, where every element says whose role it has."""
    tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(tree)
    namespace = None
    if namespaced:
        namespace = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(NAMESPACE)})
        pdf.add_object(namespace)
        tree["Namespaces"] = pydyf.Array([namespace.reference])
    planter = _Planter(pdf, roles, namespace)
    planter.add(root, tree)
    planter.refer(root)
    tree["K"] = pydyf.Array([root.dictionary.reference])
    planter.finish(tree)
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Planter:
    """Adds nodes to one PDF and keeps what leads back to them."""

    def __init__(self, pdf: Any, roles: Mapping[str, str], namespace: Any) -> None:
        self.pdf = pdf
        self.pages = pdf.page_references
        self.roles = roles
        self.namespace = namespace
        self.owners: list[dict[int, bytes]] = [{} for _ in self.pages]
        """Element by mark, for each page."""
        self.annotated: list[bytes] = []
        """Element of each annotation."""
        self.ids: dict[str, bytes] = {}

    def add(self, node: Node, parent: Any) -> None:
        """Add ``node`` and all below it."""
        node.dictionary = element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{self.roles.get(node.role, node.role)}"})
        self.pdf.add_object(element)
        element["P"] = parent.reference
        element["Pg"] = self.pages[node.page]
        if self.namespace is not None:
            element["NS"] = self.namespace.reference
        for key, value in (("Lang", node.language), ("Alt", node.alt), ("E", node.expansion), ("ID", node.id)):
            if value:
                element[key] = pydyf.String(value)
        if node.id:
            self.ids[node.id] = element.reference
        if attributes := [_attributes(owner, values) for owner, values in node.attributes.items() if values]:
            element["A"] = attributes[0] if len(attributes) == 1 else pydyf.Array(attributes)
        element["K"] = pydyf.Array(self.kid(kid, node) for kid in node.kids)

    def kid(self, kid: Node | Mark | Annotation, node: Node) -> Any:
        """What stands for ``kid`` in its element."""
        if isinstance(kid, Node):
            self.add(kid, node.dictionary)
            return kid.dictionary.reference
        page = self.pages[kid.page]
        if isinstance(kid, Mark):
            self.owners[kid.page][kid.number] = node.dictionary.reference
            return kid.number if kid.page == node.page else pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": kid.number})
        kid.dictionary["StructParent"] = len(self.pages) + len(self.annotated)
        self.annotated.append(node.dictionary.reference)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.dictionary.reference, "Pg": page})

    def refer(self, root: Node) -> None:
        """Write down what refers to what (PDF 2.0)."""
        if self.namespace is not None:
            for node in root.all():
                if node.refers:
                    node.dictionary["Ref"] = pydyf.Array(other.dictionary.reference for other in node.refers)

    def finish(self, tree: Any) -> None:
        """Add the ways back: from marks and annotations, and from ids."""
        numbers = pydyf.Array()
        for page, owners in enumerate(self.owners):
            numbers += [page, pydyf.Array(owners.get(mark, "null") for mark in range(max(owners, default=-1) + 1))]
        for key, reference in enumerate(self.annotated, len(self.pages)):
            numbers += [key, reference]
        parents = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(parents)
        tree["ParentTree"] = parents.reference
        tree["ParentTreeNextKey"] = len(self.pages) + len(self.annotated)
        if self.ids:
            names = pydyf.Array(part for id in sorted(self.ids) for part in (pydyf.String(id), self.ids[id]))
            ids = pydyf.Dictionary({"Names": names})
            self.pdf.add_object(ids)
            tree["IDTree"] = ids.reference


def _attributes(owner: str, values: Mapping[str, Any]) -> Any:
    """An attribute object. Lists of words are ids; other lists are numbers."""
    attributes = pydyf.Dictionary({"O": f"/{owner}"})
    for name, value in values.items():
        if isinstance(value, list):
            value = pydyf.Array(pydyf.String(item) if isinstance(item, str) else item for item in value)
        attributes[name] = value
    return attributes
