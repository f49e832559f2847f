"""The structure tree of a PDF as data, with the text that its pages show under each mark."""

from __future__ import annotations

from typing import Any

from leafletgen.pdf.inspect.facts import PageContent, Tag

MAX_DEPTH = 120
"""Deepest nesting of elements that is followed."""

MAX_TAGS = 200_000
"""Most elements that are read."""


class TagReader:
    """Reads the tree once; remembers which marks and annotations it holds."""

    def __init__(self, catalog: Any, pages: list[Any], contents: tuple[PageContent, ...], problems: list[str]) -> None:
        root = catalog.get("/StructTreeRoot")
        self.root: Any = root.get_object() if root is not None else None
        self.contents = contents
        self.problems = problems
        self.numbers = {getattr(page.indirect_reference, "idnum", -index): index for index, page in enumerate(pages, 1)}
        self.claimed: set[tuple[int, int, int]] = set()
        """Page, stream and mark."""
        self.owners: dict[int, str] = {}
        """Role by number of the annotation."""
        self.seen: set[int] = set()
        self.count = 0
        self.roles = _role_map(self.root) if hasattr(self.root, "get") else {}

    def read(self) -> Tag | None:
        """The tree: its one root element, or a `StructTreeRoot` above several. None for a PDF without one."""
        if not hasattr(self.root, "get"):
            return None
        children = tuple(child for child in self.kids(self.root, 0, "", 0) if isinstance(child, Tag))
        return children[0] if len(children) == 1 else Tag("StructTreeRoot", children=children)

    def unclaimed(self) -> tuple[tuple[int, str], ...]:
        """Page and text of every mark that the tree does not hold."""
        return tuple(
            (content.number, text)
            for content in self.contents
            for (stream, mark), text in content.texts.items()
            if text.strip() and (content.number, stream, mark) not in self.claimed
        )

    def role_of(self, annotation: Any) -> str:
        """Role of the element that ``annotation`` hangs on; empty for none."""
        return self.owners.get(getattr(annotation, "idnum", -1), "")

    def kids(self, element: Any, page: int, role: str, depth: int) -> list[Tag | str]:
        """What ``element`` holds, in reading order."""
        kids = element.raw_get("/K") if "/K" in element else None
        kids = kids.get_object() if kids is not None and isinstance(kids.get_object(), list) else kids
        found: list[Tag | str] = []
        for kid in kids if isinstance(kids, list) else [kids] if kids is not None else []:
            child = self.kid(kid, page, role, depth)
            if child:
                found.append(child)
        return found

    def kid(self, kid: Any, page: int, role: str, depth: int) -> Tag | str:
        """What one entry of a K array stands for: an element, the text of a mark, or nothing that is read out."""
        thing = kid.get_object()
        if isinstance(thing, int):
            return self.text(page, 0, int(thing))
        if not hasattr(thing, "get"):
            return ""
        kind = str(thing.get("/Type", ""))
        if kind == "/OBJR":
            if "/Obj" in thing:
                self.owners[getattr(thing.raw_get("/Obj"), "idnum", -1)] = role
            return ""
        if kind == "/MCR" or "/MCID" in thing:
            stream = getattr(thing.raw_get("/Stm"), "idnum", 0) if "/Stm" in thing else 0
            return self.text(self.page(thing, page), stream, int(thing.get("/MCID", -1)))
        return self.element(kid, thing, page, depth + 1)

    def element(self, reference: Any, element: Any, page: int, depth: int) -> Tag | str:
        """One element with all below it; nothing where the tree runs in circles."""
        key = getattr(reference, "idnum", 0)
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_TAGS or key in self.seen:
            self.problems.append("the structure tree is too deep, too large, or holds an element twice")
            return ""
        self.seen.update({key} if key else ())
        written = str(element.get("/S", "")).lstrip("/")
        kind = self.standard(written)
        page = self.page(element, page)
        before = len(self.owners)
        children = tuple(self.kids(element, page, kind, depth))
        table = _attributes(element)
        return Tag(
            kind=kind,
            page=page,
            children=children,
            role=written if written != kind else "",
            alt=_text(element, "/Alt"),
            actual_text=_text(element, "/ActualText"),
            language=_text(element, "/Lang"),
            id=_text(element, "/ID"),
            scope=str(table.get("/Scope", "")).lstrip("/"),
            headers=tuple(_plain(header) for header in table.get("/Headers", ())),
            column_span=int(table.get("/ColSpan", 1)),
            row_span=int(table.get("/RowSpan", 1)),
            links=len(self.owners) - before if kind == "Link" else 0,
        )

    def text(self, page: int, stream: int, mark: int) -> str:
        """The text under a mark, which from now on counts as tagged."""
        self.claimed.add((page, stream, mark))
        return self.contents[page - 1].texts.get((stream, mark), "") if 0 < page <= len(self.contents) else ""

    def page(self, thing: Any, otherwise: int) -> int:
        """Number of the page that ``thing`` names."""
        return self.numbers.get(getattr(thing.raw_get("/Pg"), "idnum", 0), otherwise) if "/Pg" in thing else otherwise

    def standard(self, role: str) -> str:
        """The role that the role map leads to."""
        for _ in range(8):
            mapped = self.roles.get(f"/{role}")
            if mapped is None:
                break
            role = mapped.lstrip("/")
        return role


def _role_map(root: Any) -> dict[str, str]:
    roles = root.get("/RoleMap")
    return {str(key): str(value) for key, value in roles.get_object().items()} if roles is not None else {}


def _attributes(element: Any) -> dict[str, Any]:
    """All attributes of an element, whoever owns them."""
    value: Any = element.get("/A")
    value = value.get_object() if value is not None else None
    found: dict[str, Any] = {}
    for item in value if isinstance(value, list) else [value]:
        thing: Any = item.get_object() if hasattr(item, "get_object") else item
        if hasattr(thing, "items"):
            found |= {str(key): entry.get_object() for key, entry in thing.items()}
    return found


def _text(element: Any, key: str) -> str:
    return _plain(element[key]) if key in element else ""


def _plain(value: Any) -> str:
    value = value.get_object() if hasattr(value, "get_object") else value
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
