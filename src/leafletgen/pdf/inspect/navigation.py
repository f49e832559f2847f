"""How a reader finds its way through a PDF: bookmarks, named places, page labels, and what can be clicked or filled in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from leafletgen.pdf.inspect.facts import Annotation, Box, Field, Link, OutlineEntry
from leafletgen.pdf.inspect.objects import array, dictionary, get, name, number_of, numbers, plain, raw, resolved, text, whole
from leafletgen.pdf.inspect.tree import TagReader

MAX_OUTLINE = 5_000
"""Most bookmarks that are read."""

MAX_NAMES = 50_000
"""Most named places that are read."""

_MAX_DEPTH = 40
_PRINTED, _HIDDEN = 1 << 2, 1 << 1
_SILENT = frozenset({"Popup", "PrinterMark", "TrapNet"})
_FIELDS = {"Tx": "text", "Ch": "choice", "Sig": "signature"}


class Navigation:
    """The ways through one PDF. ``pages`` gives the number of a page by the number of its object."""

    def __init__(self, catalog: Any, pages: dict[int, int]) -> None:
        self.catalog, self.pages = catalog, pages

    @cached_property
    def places(self) -> dict[str, Any]:
        """Named places."""
        found = {str(key).removeprefix("/"): value for key, value in islice(dictionary(self.catalog, "/Dests").items(), MAX_NAMES)}
        for key, value in tree_entries(get(dictionary(self.catalog, "/Names"), "/Dests"), "/Names"):
            found[plain(key)] = value
        return found

    def page_of(self, place: Any, depth: int = 0) -> int:
        """The page that a destination leads to: a name, an array, or a dictionary around one. 0 for none."""
        place = resolved(place)
        if depth > 4 or place is None:
            return 0
        if isinstance(place, str | bytes):
            return self.page_of(self.places.get(plain(place).removeprefix("/")), depth + 1)
        if isinstance(place, list) and place:
            target = resolved(place[0])
            if isinstance(target, int):
                return int(target) + 1 if 0 <= target < len(self.pages) else 0
            # A structure destination leads to an element, which tells its page.
            return self.pages.get(number_of(place[0])) or self.pages.get(number_of(raw(target, "/Pg")), 0)
        return self.page_of(get(place, "/D"), depth + 1)

    def outline(self) -> Iterator[OutlineEntry]:
        """The bookmarks, in order."""
        stack = [(1, raw(dictionary(self.catalog, "/Outlines"), "/First"))]
        seen: set[int] = {0}
        while stack and len(seen) < MAX_OUTLINE:
            level, reference = stack.pop()
            item = resolved(reference)
            # A bookmark must be an object of its own, so that its number tells circles.
            if not hasattr(item, "get") or number_of(reference) in seen:
                continue
            seen.add(number_of(reference))
            action = get(item, "/A")
            place = get(item, "/Dest") or get(action, "/SD") or get(action, "/D")
            yield OutlineEntry(level, text(item, "/Title"), self.page_of(place))
            stack.append((level, raw(item, "/Next")))
            if level < _MAX_DEPTH:
                stack.append((level + 1, raw(item, "/First")))

    def annotations(self, page: Any, number: int, tags: TagReader) -> Iterator[Link | Field | Annotation]:
        """The annotations of one page."""
        for reference in array(page, "/Annots"):
            annotation = resolved(reference)
            kind = name(annotation, "/Subtype")
            if kind == "Link":
                yield self._link(annotation, reference, number, tags)
            elif kind == "Widget" and not whole(annotation, "/F") & _HIDDEN:
                yield _field(annotation, reference, number, tags)
            elif kind and kind not in _SILENT and not whole(annotation, "/F") & _HIDDEN:
                yield Annotation(number, kind, text(annotation, "/Contents"), tags.role_of(reference), number_of(reference))

    def _link(self, annotation: Any, reference: Any, number: int, tags: TagReader) -> Link:
        action = dictionary(annotation, "/A")
        place = get(annotation, "/Dest") or get(action, "/SD") or get(action, "/D")
        return Link(
            page=number,
            box=_box(annotation),
            target=text(action, "/URI") or _written(place) or _file(action),
            contents=text(annotation, "/Contents"),
            within=tags.role_of(reference),
            printed=bool(whole(annotation, "/F") & _PRINTED),
            to_page=self.page_of(place) if name(action, "/S") in ("", "GoTo") else 0,
            object=number_of(reference),
        )


def _box(annotation: Any) -> Box:
    a, b, c, d = numbers(annotation, "/Rect", 4) or (0.0, 0.0, 0.0, 0.0)
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def _written(place: Any) -> str:
    """A destination by its name; one that is written out has none."""
    place = resolved(place)
    return plain(place).removeprefix("/") if isinstance(place, str | bytes) else ""


def _file(action: Any) -> str:
    file = get(action, "/F")
    return plain(file) if isinstance(file, str | bytes) else text(file, "/UF") or text(file, "/F")


def _field(annotation: Any, reference: Any, number: int, tags: TagReader) -> Field:
    kind = _inherited(annotation, "/FT")
    flags = _inherited(annotation, "/Ff")
    flags = int(flags) if isinstance(flags, int | float) else 0
    button = "radio" if flags & 1 << 15 else "button" if flags & 1 << 16 else "tick"
    value = _inherited(annotation, "/V")
    return Field(
        page=number,
        box=_box(annotation),
        kind=_FIELDS.get(plain(kind).removeprefix("/"), button),
        name=plain(_inherited(annotation, "/TU")),
        own_name=plain(_inherited(annotation, "/T")),
        value=plain(value).removeprefix("/") if not isinstance(value, list) else ", ".join(map(plain, value[:50])),
        within=tags.role_of(reference),
        object=number_of(reference),
    )


def _inherited(field: Any, key: str) -> Any:
    """A value of a form field or of the nearest of its parents that has one."""
    for _ in range(_MAX_DEPTH):
        value = get(field, key)
        if value is not None or field is None:
            return value
        field = get(field, "/Parent")
    return None


def tree_entries(root: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a name tree (``key`` is `/Names`) or a number tree (`/Nums`)."""
    stack, count = [root], 0
    seen: set[int] = set()
    while stack and count < MAX_NAMES:
        reference = stack.pop()
        node, number = resolved(reference), number_of(reference)
        if number and number in seen:
            continue
        seen.add(number)
        count += 1
        entries = array(node, key)
        for index in range(0, len(entries) - 1, 2):
            count += 1
            yield resolved(entries[index]), entries[index + 1]
        stack += reversed(array(node, "/Kids")[:MAX_NAMES])


def page_labels(catalog: Any, count: int) -> tuple[str, ...]:
    """What readers show as the number of each page; nothing where the file does not say."""
    if get(catalog, "/PageLabels") is None:
        return ()
    ranges = {int(first): resolved(label) for first, label in tree_entries(get(catalog, "/PageLabels"), "/Nums") if isinstance(first, int)}
    labels, style, start = [], None, 0
    for page in range(count):
        if page in ranges:
            style, start = ranges[page], page
        number = page - start + max(whole(style, "/St", 1), 1)
        labels.append(text(style, "/P") + _numeral(number, name(style, "/S")) if style is not None else str(page + 1))
    return tuple(labels)


def _numeral(number: int, style: str) -> str:
    if style in ("R", "r") and number < 10_000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman if style == "R" else roman.lower()
    if style in ("A", "a") and number < 10_000:
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if style == "A" else letters.lower()
    return str(number) if style else ""


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def attachments(catalog: Any) -> tuple[str, ...]:
    """Names of the files that the PDF carries with it."""
    return tuple(plain(key) for key, _ in islice(tree_entries(get(dictionary(catalog, "/Names"), "/EmbeddedFiles"), "/Names"), 1_000))
