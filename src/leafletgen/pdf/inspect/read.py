"""Any PDF to facts: what it claims, how it is tagged, what it shows. Broken parts are told in ``problems``; nothing here raises."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from leafletgen.pdf.inspect.colours import ColourBook
from leafletgen.pdf.inspect.content import Tools, inherited, read_content
from leafletgen.pdf.inspect.facts import Annotation, Box, Field, Inspection, Link, PageContent, PdfPage
from leafletgen.pdf.inspect.fonts import FontReader
from leafletgen.pdf.inspect.limits import MAX_ANNOTATIONS, MAX_PAGES, Budget, TooMuch, never, small_streams
from leafletgen.pdf.inspect.lock import Locked, open_file
from leafletgen.pdf.inspect.metadata import claims, information, intents, metadata
from leafletgen.pdf.inspect.navigation import Navigation, attachments, page_labels
from leafletgen.pdf.inspect.objects import array, dictionary, flag, get, name, numbers, text, whole
from leafletgen.pdf.inspect.tree import TagReader

T = TypeVar("T")

_REFERENCE = re.compile(r"IndirectObject\((\d+), \d+, \d+\)")
"""As the library writes a reference; the last number is an address in memory."""

_TAIL = 2048
"""Bytes within which a whole PDF ends."""

_HEAD = 1024
"""Bytes within which a PDF says that it is one (ISO 32000-1, annex H, note 13)."""


def inspect_pdf(data: bytes, enough: Callable[[], bool] = never) -> Inspection:
    """The facts of a PDF, as far as it can be read. ``enough`` is asked now and then; once it says so, the pages not yet read are left."""
    if b"%PDF-" not in data[:_HEAD]:
        return _unreadable(data, "it is not a PDF" if data else "it is empty")
    with _quiet(), small_streams():
        try:
            reader, lock = open_file(data)
            catalog = reader.trailer["/Root"].get_object()
            stated = whole(dictionary(catalog, "/Pages"), "/Count")
            pages = list(reader.pages)
        except Locked as failure:
            return replace(_unreadable(data, str(failure)), encrypted=True, may_be_read=False)
        except Exception as failure:  # whatever a broken file makes the library raise
            cut = ": its end is missing" if b"%%EOF" not in data[-_TAIL:] else ""
            return _unreadable(data, f"it is damaged{cut}, and no page of it can be read ({_words(failure)})")
        found = Inspection(size=len(data), readable=True, encrypted=lock is not None, lock=lock, stated_pages=stated)
        try:
            return _Inspecting(reader, catalog, pages, enough).result(found)
        except Exception as failure:  # what no part above has caught: still a sentence, never a crash
            return _unreadable(data, f"it is damaged ({_words(failure)})")


def _unreadable(data: bytes, why: str) -> Inspection:
    return Inspection(size=len(data), readable=False, problems=(why,))


class _Inspecting:
    """One PDF while it is read: a broken part is told and left out, and hides none of the others."""

    def __init__(self, reader: Any, catalog: Any, pages: list[Any], enough: Callable[[], bool]) -> None:
        self.reader, self.catalog, self.pages = reader, catalog, pages[:MAX_PAGES]
        self.problems: list[str] = []
        if len(pages) > MAX_PAGES:
            self.problems.append(f"it has {len(pages)} pages, of which {MAX_PAGES} are read")
        self.fonts, self.colours = FontReader(self.problems), ColourBook()
        self.contents = self.read_contents(Tools(self.fonts, self.colours, Budget(enough), self.problems))
        empty = TagReader({}, self.pages, self.contents, self.problems)
        self.tags = self.part("the structure tree", lambda: TagReader(catalog, self.pages, self.contents, self.problems), empty)
        self.ways = Navigation(catalog, self.tags.numbers)

    def result(self, found: Inspection) -> Inspection:
        """``found`` with all that the file tells."""
        if found.stated_pages > len(self.pages) and len(self.pages) < MAX_PAGES:
            self.problems.append(f"it says that it has {found.stated_pages} pages, but only {len(self.pages)} can be found")
        info: dict[str, str] = self.part("the document information", lambda: information(self.reader.trailer), {})
        xmp = self.part("the metadata", lambda: metadata(self.catalog), None)
        tree = self.part("the structure tree", self.tags.read, None)
        labels: tuple[str, ...] = self.part("the page labels", lambda: page_labels(self.catalog, len(self.pages)), ())
        annotations = self.annotations()
        found = replace(
            found,
            version=self.part("the version", self.version, ""),
            may_be_read=not (found.lock and "assistive technology" in found.lock.forbidden),
            info=info,
            xmp=xmp,
            claims=claims(xmp, info),
            language=self.part("the language", lambda: text(self.catalog, "/Lang"), ""),
            marked=self.flag("/MarkInfo", "/Marked"),
            suspects=self.flag("/MarkInfo", "/Suspects"),
            display_title=self.flag("/ViewerPreferences", "/DisplayDocTitle"),
            tree=tree,
            pages=tuple(self.each("the boxes of page {}", partial(_page, labels), PdfPage)),
            labels=labels,
            outline=self.part("the bookmarks", lambda: tuple(self.ways.outline()), ()),
            links=tuple(each for each in annotations if isinstance(each, Link)),
            fields=tuple(each for each in annotations if isinstance(each, Field)),
            annotations=tuple(each for each in annotations if isinstance(each, Annotation)),
            fonts=self.fonts.facts(),
            colours=self.colours.facts(),
            intents=self.part("the output intents", lambda: intents(self.catalog), ()),
            attachments=self.part("the attached files", lambda: attachments(self.catalog), ()),
            contents=self.contents,
            untagged_text=self.tags.unclaimed(),
            strange_roles=tuple(self.tags.roles.strange),
        )
        return replace(found, problems=tuple(dict.fromkeys(self.problems)))

    def flag(self, holder: str, key: str) -> bool:
        """A truth value in a dictionary of the catalogue."""
        return self.part(holder.removeprefix("/"), lambda: flag(dictionary(self.catalog, holder), key), False)

    def version(self) -> str:
        """The higher of the versions in header and catalogue."""
        return max(str(self.reader.pdf_header).removeprefix("%PDF-")[:3], name(self.catalog, "/Version"))

    def read_contents(self, tools: Tools) -> tuple[PageContent, ...]:
        """What each page paints. Where that would cost too much, the pages that are left are told in one sentence."""
        found: list[PageContent] = []
        for number, page in enumerate(self.pages, 1):
            try:
                found.append(read_content(page, number, tools))
            except TooMuch as failure:
                last = len(self.pages)
                left = f"page {number} is" if number == last else f"pages {number} to {last} are"
                self.problems.append(f"{failure}, so {left} not read")
                return (*found, *(PageContent(left) for left in range(number, last + 1)))
            except Exception as failure:  # the library raises whatever a broken file leads it to
                self.problems.append(f"the content of page {number} cannot be read: {_words(failure)}")
                found.append(PageContent(number))
        return tuple(found)

    def annotations(self) -> list[Link | Field | Annotation]:
        """Links, fields and comments of all pages."""
        found: list[Link | Field | Annotation] = []
        read = self.each(
            "the links of page {}", lambda page, number: list(self.ways.annotations(page, number, self.tags)), lambda number: []
        )
        for more in read:
            found += more
            if len(found) > MAX_ANNOTATIONS:
                self.problems.append(f"it has more than {MAX_ANNOTATIONS} links and fields, and the rest are not read")
                break
        return found

    def part(self, what: str, read: Callable[[], T], otherwise: T) -> T:
        """What ``read`` gives, or ``otherwise`` with a problem told."""
        try:
            return read()
        except Exception as failure:
            self.problems.append(f"{what} cannot be read: {_words(failure)}")
            return otherwise

    def each(self, what: str, read: Callable[[Any, int], T], otherwise: Callable[[int], T]) -> Iterator[T]:
        """What ``read`` gives for each page with its number."""
        for number, page in enumerate(self.pages, 1):
            yield self.part(what.format(number), partial(read, page, number), otherwise(number))


def _page(labels: tuple[str, ...], page: Any, number: int) -> PdfPage:
    media = _box(page, "/MediaBox", Box(0.0, 0.0, 612.0, 792.0))
    crop = _box(page, "/CropBox", media)
    unit = get(page, "/UserUnit")
    return PdfPage(
        number=number,
        media=media,
        crop=crop,
        trim=_box(page, "/TrimBox", crop),
        bleed=_box(page, "/BleedBox", crop),
        art=_box(page, "/ArtBox", crop),
        rotation=whole({"/Rotate": inherited(page, "/Rotate")}, "/Rotate") % 360,
        tabs=name(page, "/Tabs"),
        annotated=bool(array(page, "/Annots")),
        unit=float(unit) if isinstance(unit, int | float) and 0 < unit < 1e5 else 1.0,
        label=labels[number - 1] if number <= len(labels) else "",
    )


def _box(page: Any, key: str, otherwise: Box) -> Box:
    a, b, c, d = numbers({key: inherited(page, key)}, key, 4) or otherwise
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def _words(failure: BaseException) -> str:
    """What went wrong, in words that are the same each time."""
    if type(failure).__name__ == "LimitReachedError":
        return "it goes beyond what any honest file needs"
    if isinstance(failure, RecursionError):
        return "it is nested too deeply"
    said = str(failure).strip().partition("\n")[0] or type(failure).__name__
    return _REFERENCE.sub(r"object \1", said).rstrip(".")


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
