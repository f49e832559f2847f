"""A PDF read as data: the words of each page, what a screen reader is told, fonts, metadata, outline and links.

Text is decoded from the content streams through each font's own character map, so that a font that cannot be read out is found out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdf

INLINE = frozenset({"Span", "NonStruct", "Link", "Em", "Strong", "Reference"})
"""Tags inside a line of text."""
CELLS = frozenset({"Lbl", "LBody", "TH", "TD"})
"""Tags that are told in one line with their neighbours."""
RAISED = 11
"""Most that raised text is away from its line, in px."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on a page. ``mark`` is its place in the tag tree, None for what is not read out."""

    mark: int | None
    text: str
    start: float
    end: float
    height: float

    def parted(self, before: Run | None) -> bool:
        """Whether eyes, and programs that read by position as they do, see a space between this and the text ``before``."""
        return before is not None and (self.height != before.height or not -1 < self.start - before.end < 1)


@dataclass(frozen=True, slots=True)
class Font:
    name: str
    embedded: bool
    subset: bool
    readable: bool
    """Whether its letters can be copied and read out."""


class Pdf:
    """One PDF file."""

    def __init__(self, path: Path) -> None:
        self.reader = pypdf.PdfReader(path)
        self.catalog: Any = self.reader.trailer["/Root"]

    @cached_property
    def runs(self) -> list[list[Run]]:
        """Every stretch of text, page by page, in the order in which it is drawn."""
        return [list(_runs(page)) for page in self.reader.pages]

    @cached_property
    def pages(self) -> list[str]:
        """The words of each page, a line for each line."""
        return [_lines(runs) for runs in self.runs]

    @cached_property
    def read_out(self) -> str:
        """The words in the order of the tags."""
        return " ".join(_Tags(self).words(self.catalog["/StructTreeRoot"]).split())

    def tags(self, width: int = 72) -> str:
        """The tag tree, a line for each element that is not inside a line of text: role, attributes, and its words, cut to ``width``.

        Links stand in angle brackets, words in another language before its name, the cells of a row on one line, as the mark and the
        words of a list's item.
        """
        tags = _Tags(self)
        return "\n".join(line for top in _kids(self.catalog["/StructTreeRoot"]) for line in tags.lines(top, 0, width)) + "\n"

    @property
    def elements(self) -> Iterator[Any]:
        """Every element of the tag tree."""
        return _Tags(self).elements(self.catalog["/StructTreeRoot"])

    @property
    def fonts(self) -> list[Font]:
        found = {}
        pages: list[Any] = list(self.reader.pages)
        for page in pages:
            for resource in page["/Resources"].get("/Font", {}).values():
                font = resource.get_object()
                inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
                descriptor = inner["/FontDescriptor"].get_object()
                name = str(font["/BaseFont"]).lstrip("/")
                embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                found[name] = Font(name.split("+")[-1], embedded, bool(re.match(r"[A-Z]{6}\+", name)), "/ToUnicode" in font)
        return sorted(found.values(), key=lambda font: font.name)

    @property
    def information(self) -> dict[str, str]:
        """The document information: title, author and so on."""
        return {str(key).lstrip("/"): str(value) for key, value in (self.reader.metadata or {}).items()}

    @property
    def xmp(self) -> str:
        """The XMP metadata as XML."""
        return str(self.catalog["/Metadata"].get_object().get_data().decode())

    @property
    def outline(self) -> list[tuple[int, str]]:
        """Bookmarks as (level, title), in order."""

        def walk(entries: list[Any], level: int) -> Iterator[tuple[int, str]]:
            for entry in entries:
                yield from walk(entry, level + 1) if isinstance(entry, list) else [(level, str(entry.title))]

        return list(walk(self.reader.outline, 1))

    @property
    def links(self) -> list[tuple[int, str]]:
        """Every link as (page from 1, address); `#name` for a place in the document."""
        found = []
        for number, page in enumerate(self.reader.pages, 1):
            for annotation in page.get("/Annots", []):
                link = annotation.get_object()
                action = link.get("/A", {})
                target = link.get("/Dest", action.get("/D"))
                found.append((number, str(action["/URI"]) if "/URI" in action else f"#{target}"))
        return found

    @property
    def destinations(self) -> set[str]:
        """Names of the places that links may lead to."""
        return {str(name) for name in self.reader.named_destinations}


def bag(text: str) -> Counter[str]:
    """How often each word stands in ``text``. Digits and letters count, all else only parts them."""
    return Counter(re.findall(r"\w+", text.casefold()))


def _lines(runs: Iterable[Run]) -> str:
    text: str = ""
    before: Run | None = None
    for run in runs:
        if run.text and before:
            text += "\n" if abs(run.height - before.height) > RAISED else " " if run.parted(before) else ""
        text, before = text + run.text, run if run.text else before
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip(" •\N{NO-BREAK SPACE}")) + "\n"


_STREAM = re.compile(
    r"/MCID (?P<mark>\d+)\s*>>\s*BDC"
    r"|(?P<operator>\b(?:BDC|BMC|EMC|BT|ET))\b"
    r"|(?P<place>\S+ \S+) Tm\b"
    r"|(?P<font>/\S+ \S+) Tf\b"
    r"|\[(?P<shown>[^\]]*)\] TJ\b"
)
"""What text needs of a content stream as the engine writes it: marked content, one matrix and two-byte codes for each text."""


def _runs(page: Any) -> Iterator[Run]:
    fonts = {name: _Letters(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
    marks: list[int | None] = []
    place, font, size, shown = (0.0, 0.0), _Letters({}), 0.0, ""
    for found in _STREAM.finditer(page.get_contents().get_data().decode("latin-1")):
        match found.lastgroup, found[found.lastgroup or 0]:
            case "mark", number:
                marks.append(int(number))
            case "operator", "BDC" | "BMC":
                marks.append(None)
            case "operator", "EMC":
                marks.pop()
            case "place", numbers:
                x, y = numbers.split()
                place = (float(x), float(y))
            case "font", words:
                name, number = words.split()
                font, size = fonts[name], float(number)
            case "shown", codes:
                shown += codes
            case "operator", "BT":
                shown = ""
            case _:
                mark = next((mark for mark in reversed(marks) if mark is not None), None)
                yield Run(mark, font.text(shown), place[0], place[0] + font.width(shown) * size / 1000, place[1])


class _Letters:
    """The letters of one font: what each code (four hex digits) says and how wide it is."""

    def __init__(self, font: Any) -> None:
        self.texts: dict[str, str] = {}
        self.widths: dict[str, float] = {}
        if font:
            table = font["/ToUnicode"].get_object().get_data().decode("ascii")
            self.texts = {
                code.lower(): bytes.fromhex(text).decode("utf-16-be")
                for code, text in re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>\n", table)
            }
            widths = iter(font["/DescendantFonts"][0].get_object()["/W"])
            for first in widths:
                self.widths |= {f"{first + i:04x}": float(width) for i, width in enumerate(next(widths))}

    def text(self, shown: str) -> str:
        return "".join(self.texts[code] for code in _codes(shown))

    def width(self, shown: str) -> float:
        """In thousandths of the type size; the numbers between the codes move what follows back."""
        moved = sum(float(number) for number in re.sub("<.*?>", " ", shown).split())
        return sum(self.widths[code] for code in _codes(shown)) - moved


def _codes(shown: str) -> list[str]:
    return [code for part in re.findall("<(.*?)>", shown) for code in re.findall("....", part.lower())]


class _Tags:
    """The tag tree with the text that each tag marks."""

    def __init__(self, pdf: Pdf) -> None:
        self.text: dict[tuple[int, int], list[Run]] = {}
        pages: list[Any] = list(pdf.reader.pages)
        for page, runs in zip(pages, pdf.runs, strict=True):
            for run in runs:
                if run.mark is not None:
                    self.text.setdefault((page.indirect_reference.idnum, run.mark), []).append(run)

    def elements(self, element: Any) -> Iterator[Any]:
        for kid in _kids(element):
            if not isinstance(kid, int) and "/S" in kid:
                yield kid
                yield from self.elements(kid)

    def lines(self, element: Any, depth: int, width: int) -> Iterator[str]:
        role = _role(element)
        below = [kid for kid in _kids(element) if not isinstance(kid, int) and "/S" in kid]
        if role == "NonStruct" and any(self._is_block(kid) for kid in below):
            for kid in below:
                yield from self.lines(kid, depth, width)
            return
        start = "  " * depth + role + _attributes(element)
        blocks = [kid for kid in below if self._is_block(kid)]
        text = _cut(self.words(element, links=True, own=True), width)
        if not blocks:
            if text or role not in INLINE:
                yield start + (f": {text}" if text else "")
        elif text:
            yield f"{start}: {text}"
            for kid in blocks:
                yield from self.lines(kid, depth + 1, width)
        elif all(_role(kid) in CELLS and not any(self._is_block(inner) for inner in self.elements(kid)) for kid in below):
            cells = (f"{_role(kid)}{_attributes(kid)} {_cut(self.words(kid, links=True), width)}".rstrip() for kid in below)
            yield f"{start}: {' | '.join(cells)}"
        else:
            yield start
            for kid in below:
                yield from self.lines(kid, depth + 1, width)

    def _is_block(self, element: Any) -> bool:
        return _role(element) not in INLINE or any(_role(kid) not in INLINE for kid in self.elements(element))

    def words(self, element: Any, links: bool = False, own: bool = False) -> str:
        """The text below ``element``, with spaces where they are seen; ``own`` leaves out that of blocks within it."""
        text = ""
        before: Run | None = None
        for run in self._runs(element, links, own):
            if isinstance(run, str):
                text += run
            elif run.text:
                said = text.rstrip("‹[")
                text, before = said + (" " if run.parted(before) else "") + text[len(said) :] + run.text, run
        return text

    def _runs(self, element: Any, links: bool, own: bool) -> Iterator[Run | str]:
        page = element.get("/Pg")
        for kid in _kids(element):
            if isinstance(kid, int):
                yield from self.text.get((page.indirect_reference.idnum, kid), ())
            elif kid.get("/Type") == "/MCR":
                yield from self.text.get((kid.get("/Pg", page).indirect_reference.idnum, int(kid["/MCID"])), ())
            elif "/S" in kid and not (own and self._is_block(kid)):
                is_link = links and kid["/S"] == "/Link"
                if _role(kid) not in INLINE:
                    yield " "
                language = f"]{{{kid['/Lang']}}}" if links and "/Lang" in kid and _role(kid) in INLINE else ""
                yield ("[" if language else "") + ("‹" if is_link else "")
                yield from self._runs(kid, links, own)
                yield ("›" if is_link else "") + language


def _role(element: Any) -> str:
    return str(element["/S"]).lstrip("/")


def _cut(text: str, width: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    return [kid.get_object() for kid in kids] if isinstance(kids, list) else [kids]


def _attributes(element: Any) -> str:
    """Words and language that an element carries, and what its attribute objects say."""
    said = [f'{name.lower()}="{element["/" + name]}"' for name in ("Lang", "Alt", "ActualText", "E") if "/" + name in element]
    attributes = element.get("/A", [])
    attributes = attributes.get_object() if hasattr(attributes, "get_object") else attributes
    for attribute in attributes if isinstance(attributes, list) else [attributes]:
        for key, value in attribute.get_object().items():
            if key == "/Headers":
                said.append(f"headers={len(value)}")
            elif key not in ("/O", "/BBox", "/Placement"):
                said.append(f"{str(key)[1:].lower()}={str(value).lstrip('/')}")
    return f" ({', '.join(said)})" if said else ""
