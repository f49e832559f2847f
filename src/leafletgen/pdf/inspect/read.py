"""Any PDF to facts: what it claims, how it is tagged, what it shows. Broken parts are told in ``problems``; nothing here raises.

What the file says of itself is read here; what its pages paint and how it is tagged, in the modules beside.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any, TypeVar
from xml.etree import ElementTree

from leafletgen.pdf.inspect.content import read_content
from leafletgen.pdf.inspect.facts import Box, Inspection, Link, OutlineEntry, PageContent, PdfPage, Xmp
from leafletgen.pdf.inspect.fonts import FontReader
from leafletgen.pdf.inspect.tree import TagReader

T = TypeVar("T")

MAX_OUTLINE = 5_000
"""Most bookmarks that are read."""

_ACCESSIBILITY_BIT = 1 << 9
"""Bit 10 of the permissions: text may be taken out for accessibility (ISO 32000-1, table 22)."""

_DC, _PDFUA = "{http://purl.org/dc/elements/1.1/}", "{http://www.aiim.org/pdfua/ns/id/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"


def inspect_pdf(data: bytes) -> Inspection:
    """The facts of a PDF, as far as it can be read."""
    from pypdf import PdfReader

    problems: list[str] = []
    encrypted = False
    with _quiet():
        try:
            reader = PdfReader(BytesIO(data), strict=False)
            encrypted = bool(reader.is_encrypted)
            may_be_read = not encrypted or _unlocked(reader)
            catalog = reader.trailer["/Root"].get_object()
            pages = list(reader.pages)
        except Exception as failure:  # whatever a broken file makes the library raise
            return Inspection(
                size=len(data), readable=False, encrypted=encrypted, problems=(f"not a PDF that can be read: {_words(failure)}",)
            )
        return _inspect(_Inspecting(reader, catalog, pages, problems), len(data), encrypted, may_be_read)


class _Inspecting:
    """One PDF while it is read: a broken part is told and left out, and hides none of the others."""

    def __init__(self, reader: Any, catalog: Any, pages: list[Any], problems: list[str]) -> None:
        self.reader, self.catalog, self.pages, self.problems = reader, catalog, pages, problems
        self.fonts = FontReader(problems)
        self.contents = tuple(self.each("the content of page {}", lambda page, n: read_content(page, n, self.fonts, reader), PageContent))
        self.tags = TagReader(catalog, pages, self.contents, problems)

    def part(self, what: str, read: Callable[[], T], otherwise: T) -> T:
        """What ``read`` gives, or ``otherwise`` with a problem told."""
        try:
            return read()
        except Exception as failure:  # the library raises whatever a broken file leads it to
            self.problems.append(f"{what} cannot be read: {_words(failure)}")
            return otherwise

    def each(self, what: str, read: Callable[[Any, int], T], otherwise: Callable[[int], T]) -> Iterator[T]:
        """What ``read`` gives for each page with its number."""
        for number, page in enumerate(self.pages, 1):
            yield self.part(what.format(number), partial(read, page, number), otherwise(number))

    def links(self, page: Any, number: int) -> tuple[Link, ...]:
        """The link annotations of one page."""
        return tuple(_links(page, number, self.tags))


def _inspect(pdf: _Inspecting, size: int, encrypted: bool, may_be_read: bool) -> Inspection:
    tree = pdf.part("the structure tree", pdf.tags.read, None)
    mark_info = _dictionary(pdf.catalog, "/MarkInfo")
    found = Inspection(
        size=size,
        readable=True,
        version=pdf.part("the version", lambda: str(pdf.reader.pdf_header), ""),
        encrypted=encrypted,
        may_be_read=may_be_read,
        info=pdf.part("the document information", lambda: _info(pdf.reader), {}),
        xmp=pdf.part("the metadata", lambda: _xmp(pdf.catalog), None),
        language=str(_get(pdf.catalog, "/Lang") or ""),
        marked=_true(mark_info, "/Marked"),
        suspects=_true(mark_info, "/Suspects"),
        display_title=_true(_dictionary(pdf.catalog, "/ViewerPreferences"), "/DisplayDocTitle"),
        tree=tree,
        pages=tuple(pdf.each("the boxes of page {}", _page, PdfPage)),
        labels=pdf.part("the page labels", lambda: tuple(pdf.reader.page_labels) if "/PageLabels" in pdf.catalog else (), ()),
        outline=pdf.part("the bookmarks", lambda: tuple(_outline(pdf.reader)), ()),
        links=tuple(link for links in pdf.each("the links of page {}", pdf.links, lambda number: ()) for link in links),
        fonts=pdf.fonts.facts(),
        contents=pdf.contents,
        untagged_text=pdf.tags.unclaimed(),
    )
    return replace(found, problems=tuple(dict.fromkeys(pdf.problems)))


def _unlocked(reader: Any) -> bool:
    """Open an encrypted file without a password, and say whether its text may be taken out for accessibility."""
    reader.decrypt("")
    permissions = int(reader.trailer["/Encrypt"].get_object().get("/P", -1))
    return bool(permissions & _ACCESSIBILITY_BIT)


def _info(reader: Any) -> dict[str, str]:
    return {str(key).lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}


def _xmp(catalog: Any) -> Xmp | None:
    stream: Any = _get(catalog, "/Metadata")
    if stream is None:
        return None
    data = stream.get_data()
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("it declares entities")
    root = ElementTree.fromstring(data.strip().strip(b"\0"))  # noqa: S314 without entities there is nothing to expand
    title = next((item.text or "" for element in root.iter(f"{_DC}title") for item in element.iter(f"{_RDF}li")), "")
    language = next((item.text or "" for element in root.iter(f"{_DC}language") for item in element.iter(f"{_RDF}li")), "")
    return Xmp(title, language, _property(root, f"{_PDFUA}part"), _property(root, f"{_PDFA}part"), _property(root, f"{_PDFA}conformance"))


def _property(root: ElementTree.Element, name: str) -> str:
    """A property, whether it is written as an attribute or as an element. Only within `rdf:RDF`, where validators look."""
    for rdf in root.iter(f"{_RDF}RDF"):
        for element in rdf.iter():
            if name in element.attrib:
                return element.attrib[name]
            if element.tag == name:
                return (element.text or "").strip()
    return ""


def _page(page: Any, number: int) -> PdfPage:
    return PdfPage(
        number=number,
        media=_box(page.mediabox),
        crop=_box(page.cropbox),
        trim=_box(page.trimbox),
        bleed=_box(page.bleedbox),
        rotation=int(page.get("/Rotate", 0) or 0),
        tabs=str(_get(page, "/Tabs") or "").lstrip("/"),
        annotated="/Annots" in page and bool(_get(page, "/Annots")),
    )


def _box(box: Any) -> Box:
    return Box(float(box.left), float(box.bottom), float(box.right), float(box.top))


def _links(page: Any, number: int, tags: TagReader) -> Iterator[Link]:
    for reference in _get(page, "/Annots") or ():
        annotation = reference.get_object()
        if str(annotation.get("/Subtype")) != "/Link":
            continue
        action = _dictionary(annotation, "/A")
        left, bottom, right, top = _sorted([float(value) for value in _get(annotation, "/Rect") or (0, 0, 0, 0)])
        yield Link(
            page=number,
            box=Box(left, bottom, right, top),
            target=str(_get(action, "/URI") or _get(annotation, "/Dest") or _get(action, "/D") or ""),
            contents=str(_get(annotation, "/Contents") or ""),
            within=tags.role_of(reference),
            printed=bool(int(annotation.get("/F", 0) or 0) & 4),
        )


def _sorted(values: list[float]) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a rectangle given by any two corners."""
    return min(values[0], values[2]), min(values[1], values[3]), max(values[0], values[2]), max(values[1], values[3])


def _outline(reader: Any) -> Iterator[OutlineEntry]:
    stack: list[tuple[int, Any]] = [(1, item) for item in reversed(reader.outline)]
    count = 0
    while stack and count < MAX_OUTLINE:
        level, item = stack.pop()
        if isinstance(item, list):
            stack += [(level + 1, inner) for inner in reversed(item)]
            continue
        count += 1
        page = reader.get_destination_page_number(item)
        yield OutlineEntry(level, str(item.title), page + 1 if page is not None and page >= 0 else 0)


def _get(dictionary: Any, key: str) -> Any:
    """A value of a PDF dictionary, the reference followed; None where there is none."""
    value: Any = dictionary.get(key) if dictionary is not None and hasattr(dictionary, "get") else None
    value = value.get_object() if hasattr(value, "get_object") else value
    return None if type(value).__name__ == "NullObject" else value


def _true(dictionary: Any, key: str) -> bool:
    return bool(getattr(_get(dictionary, key), "value", False))


def _dictionary(dictionary: Any, key: str) -> Any:
    value = _get(dictionary, key)
    return value if hasattr(value, "get") else {}


def _words(failure: BaseException) -> str:
    return str(failure).strip().splitlines()[0] if str(failure).strip() else type(failure).__name__


@contextmanager
def _quiet() -> Iterator[None]:
    """The library's own warnings stay off the terminal: what matters comes back as facts."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
