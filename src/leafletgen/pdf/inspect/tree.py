"""The structure tree of a PDF as data, with the text that its pages show under each mark."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from leafletgen.pdf.inspect.facts import PageContent, Place
from leafletgen.pdf.inspect.gathered import space
from leafletgen.pdf.inspect.objects import array, dictionary, get, name, number_of, plain, raw, resolved, text, whole
from leafletgen.pdf.inspect.placing import gap
from leafletgen.pdf.inspect.roles import Roles
from leafletgen.pdf.inspect.tag import GAP, INLINE, Tag

MAX_DEPTH = 120
"""Deepest nesting of elements that is followed."""

MAX_TAGS = 200_000
"""Most elements that are read."""

MAX_SPAN = 1_000
"""Most columns or rows that one cell fills."""


@dataclass(slots=True)
class _Held:
    """What an element holds besides elements and text."""

    objects: list[int] = field(default_factory=list)
    """Numbers of annotations."""
    page: int = 0
    """Of its first text, where that tells its own."""


class TagReader:
    """Reads the tree once; remembers which marks and annotations it holds."""

    def __init__(self, catalog: Any, pages: list[Any], contents: tuple[PageContent, ...], problems: list[str]) -> None:
        self.root: Any = get(catalog, "/StructTreeRoot")
        self.contents = contents
        self.problems = problems
        self.numbers = {number_of(getattr(page, "indirect_reference", None)) or -index: index for index, page in enumerate(pages, 1)}
        self.claimed: set[tuple[int, int, int]] = set()
        """Page, stream and mark."""
        self.owners: dict[int, str] = {}
        """Role by number of the annotation."""
        self.seen: set[int] = set()
        self.count = 0
        self.roles = Roles(self.root)
        self.last: tuple[int, Place | None, str] = (0, None, "")
        """Page and place at which the text before ends, and that text, if it is in the same line of thought: blocks are apart anyway."""

    def read(self) -> Tag | None:
        """The tree: its one root element, or a `StructTreeRoot` above several. None for a PDF without one."""
        if not hasattr(self.root, "get"):
            return None
        children = tuple(child for child in self.kids(self.root, 0, _Held(), "", 0) if isinstance(child, Tag))
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
        return self.owners.get(number_of(annotation), "") if number_of(annotation) else ""

    def kids(self, element: Any, page: int, held: _Held, role: str, depth: int) -> list[Tag | str]:
        """What ``element`` holds, in reading order; ``held`` takes what is no element and no text."""
        kids = raw(element, "/K")
        entries = resolved(kids) if isinstance(resolved(kids), list) else [kids]
        found: list[Tag | str] = []
        for entry in entries:
            try:
                child = self.kid(entry, page, held, role, depth)
            except Exception as failure:  # one broken element hides none of the others
                self.problems.append(f"a part of the structure tree cannot be read: {str(failure) or type(failure).__name__}")
                continue
            if child:
                found.append(child)
        return found

    def kid(self, kid: Any, page: int, held: _Held, role: str, depth: int) -> Tag | str:
        """What one entry of a K array stands for: an element, the text of a mark, or nothing that is read out."""
        thing = resolved(kid)
        if isinstance(thing, int):
            return self.text(page, 0, int(thing))
        kind = name(thing, "/Type")
        if kind == "OBJR":
            number = number_of(raw(thing, "/Obj"))
            if number:
                held.objects.append(number)
                self.owners[number] = role
            return ""
        if kind == "MCR" or get(thing, "/MCID") is not None:
            held.page = held.page or self.page(thing, page)
            return self.text(self.page(thing, page), number_of(raw(thing, "/Stm")), whole(thing, "/MCID", -1))
        return self.element(kid, thing, page, depth + 1) if hasattr(thing, "get") else ""

    def element(self, reference: Any, element: Any, page: int, depth: int) -> Tag | str:
        """One element with all below it; nothing where the tree runs in circles."""
        key = number_of(reference)
        self.count += 1
        if key in self.seen and key:
            self.problems.append("the structure tree holds an element twice")
            return ""
        if depth > MAX_DEPTH or self.count > MAX_TAGS:
            how = f"deeper than {MAX_DEPTH} elements" if depth > MAX_DEPTH else f"larger than {MAX_TAGS} elements"
            self.problems.append(f"the structure tree is {how}: the rest of it is not read")
            return ""
        self.seen.add(key)
        written = name(element, "/S")
        kind, namespace = self.roles.standard(element)
        page = self.page(element, page)
        held = _Held()
        if kind not in INLINE:
            self.last = (0, None, "")
        children = tuple(self.kids(element, page, held, kind, depth))
        if kind not in INLINE:
            self.last = (0, None, "")
        table = self.attributes(element)
        return Tag(
            kind=kind,
            page=page or held.page,
            children=children,
            role=written if written != kind else "",
            namespace=namespace,
            alt=text(element, "/Alt"),
            actual_text=text(element, "/ActualText"),
            expansion=text(element, "/E"),
            title=text(element, "/T"),
            language=text(element, "/Lang"),
            id=text(element, "/ID"),
            scope=name(table, "/Scope"),
            headers=tuple(plain(header) for header in array(table, "/Headers")),
            column_span=min(max(whole(table, "/ColSpan", 1), 1), MAX_SPAN),
            row_span=min(max(whole(table, "/RowSpan", 1), 1), MAX_SPAN),
            numbering=name(table, "/ListNumbering"),
            objects=tuple(held.objects),
            links=len(held.objects) if kind == "Link" else 0,
        )

    def text(self, page: int, stream: int, mark: int) -> str:
        """The text under a mark, which from now on counts as tagged."""
        self.claimed.add((page, stream, mark))
        if not 0 < page <= len(self.contents):
            return ""
        content = self.contents[page - 1]
        found = content.texts.get((stream, mark), "")
        places = content.places.get((stream, mark))
        if not found or places is None:
            return found
        last_page, last, before = self.last
        self.last = (page, places[1], found)
        seen = gap(last, *places) if last_page == page else "\n"
        return GAP + found if last_page and space(seen, before, found) else found

    def page(self, thing: Any, otherwise: int) -> int:
        """Number of the page that ``thing`` names."""
        return self.numbers.get(number_of(raw(thing, "/Pg")), otherwise)

    def attributes(self, element: Any) -> dict[str, Any]:
        """All attributes of an element, whoever owns them, those of its classes first."""
        classes = dictionary(self.root, "/ClassMap")
        named = resolved(element.get("/C"))
        listed = [resolved(get(classes, key)) for key in (named if isinstance(named, list) else [named]) if isinstance(key, str)]
        own = resolved(element.get("/A"))
        found: dict[str, Any] = {}
        for item in [*listed, *(own if isinstance(own, list) else [own])]:
            for thing in map(resolved, item if isinstance(item, list) else [item]):
                if hasattr(thing, "items"):
                    found |= {str(key): resolved(entry) for key, entry in thing.items()}
        return found
