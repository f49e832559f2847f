"""The engine's laid-out document to plain facts. Only this module and `typeset` look inside the engine's pages (WeasyPrint 70)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

from leafletgen.pdf.layout_facts import Area, Columns, LaidOutPage, Layout, Line, Note, PlacedPicture, Rect, Room, Run

PX_PER_MM = 96 / 25.4
POINTS_PER_PX = 0.75
_ABOVE, _BELOW = 0.75, 0.25
"""How far letters reach above and below the baseline, as parts of the type size."""


def layout_of(document: Any) -> Layout:
    """The facts of a rendered document. Fonts are known once its PDF has been written."""
    reader = _Reader()
    for number, page in enumerate(document.pages, 1):
        reader.read_page(number, page)
    return Layout(
        pages=tuple(reader.pages),
        lines=tuple(reader.lines),
        pictures=tuple(reader.pictures),
        notes=tuple(_notes(document, reader)),
        columns=tuple(reader.columns),
        fonts=tuple(sorted({_font_name(font) for font in document.fonts.values()})),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reader is: what the boxes around the current one say."""

    page: int
    area: Area
    element: Any = None
    within: frozenset[str] = frozenset()
    path: str = ""
    rooms: tuple[Room, ...] = ()
    on_image: bool = False
    note: str = ""
    """Number of the page footnote."""


@dataclass(slots=True)
class _Reader:
    """Walks the boxes of all pages once, in the order of the document."""

    pages: list[LaidOutPage] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pictures: list[PlacedPicture] = field(default_factory=list)
    columns: list[Columns] = field(default_factory=list)
    calls: dict[str, tuple[int, Line | None]] = field(default_factory=dict)
    notes: dict[str, list[Line]] = field(default_factory=dict)
    blocks: dict[tuple[int, str], int] = field(default_factory=dict)

    def read_page(self, number: int, page: Any) -> None:
        box = page._page_box
        content = _content_rect(box)
        self.pages.append(LaidOutPage(number, page.width / PX_PER_MM, page.height / PX_PER_MM, content))
        full = Room("page", Rect(0, 0, page.width / PX_PER_MM, page.height / PX_PER_MM))
        for child in box.children:
            name = type(child).__name__
            if name == "MarginBox":
                area: Area = "head" if child.at_keyword.startswith("@top") else "foot"
                self.read(child, _Place(number, area, rooms=(full, Room("margin", _border_rect(child)))))
            elif name == "FootnoteAreaBox":
                self.read(child, _Place(number, "note", rooms=(full, Room("page", _border_rect(child)))))
            else:
                self.read(child, _Place(number, "content", rooms=(full, Room("page", content))))

    def read(self, box: Any, place: _Place) -> None:
        """Take what ``box`` holds, and go on below it."""
        box = getattr(box, "_box", box)  # a placeholder of what is absolutely positioned
        kind = type(box).__name__
        place = _entered(box, kind, place)
        if box.element_tag and box.element_tag.endswith("::footnote-call"):
            line = self.lines[-1] if self.lines and self.lines[-1].page == place.page else None
            self.calls.setdefault(box.element.get("data-note", ""), (place.page, line))
        elif kind == "LineBox":
            self.read_line(box, place)
        elif hasattr(box, "replacement"):
            self.pictures.append(_picture(box, place))
        else:
            self.read_columns(box, place)
            for child in getattr(box, "children", ()):
                self.read(child, place)

    def read_line(self, box: Any, place: _Place) -> None:
        runs: list[Run] = []
        inner: list[tuple[Any, _Place]] = []
        for child in box.children:
            self.gather(child, place, runs, inner)
        if any(run.text.strip() for run in runs):
            self.lines.append(self.line(box, place, runs))
            if place.note:
                self.notes.setdefault(place.note, []).append(self.lines[-1])
        for child, where in inner:
            self.read(child, where)

    def gather(self, box: Any, place: _Place, runs: list[Run], inner: list[tuple[Any, _Place]]) -> None:
        """The text of an inline box into ``runs``; what is laid out by itself within the line into ``inner``."""
        box = getattr(box, "_box", box)
        kind = type(box).__name__
        if kind == "TextBox":
            runs.append(_run(box, _entered(box, kind, place).within))
        elif kind == "InlineBox" and not (box.element_tag or "").endswith("::footnote-call"):
            where = _entered(box, kind, place)
            for child in box.children:
                self.gather(child, where, runs, inner)
        else:
            inner.append((box, place))

    def line(self, box: Any, place: _Place, runs: list[Run]) -> Line:
        style = box.style
        block = self.blocks.setdefault((id(box.element), box.element_tag or ""), len(self.blocks))
        return Line(
            page=place.page,
            area=place.area,
            runs=tuple(runs),
            rect=_border_rect(box),
            block=block,
            element=box.element_tag or "",
            within=place.within,
            path=place.path,
            leading=_leading(style),
            align=str(style["text_align_all"]),
            hyphens=str(style["hyphens"]),
            rooms=place.rooms,
            on_image=place.on_image,
        )

    def read_columns(self, box: Any, place: _Place) -> None:
        columns = [child for child in getattr(box, "children", ()) if getattr(child, "is_column", False)]
        if len(columns) > 1:
            rects = sorted(_border_rect(column) for column in columns)
            gutter = min(right.left - left.right for left, right in pairwise(rects))
            self.columns.append(Columns(place.page, len(columns), gutter, _border_rect(box), place.path))


def _entered(box: Any, kind: str, place: _Place) -> _Place:
    """The place inside of ``box``."""
    if box.element is not None and box.element is not place.element:
        names = [f".{name}" for name in box.element.get("class", "").split()]
        within = place.within.union(names, (box.element.tag,))
        path, note = box.element.get("data-at") or place.path, box.element.get("data-note") or place.note
        place = replace(place, element=box.element, within=within, path=path, note=note if place.area == "note" else "")
    if room := _room(box, kind):
        place = replace(place, rooms=(*place.rooms, room))
    if not place.on_image and any(kind != "none" for kind, _ in box.style["background_image"]):
        place = replace(place, on_image=True)
    return place


def _room(box: Any, kind: str) -> Room | None:
    """The bounds that ``box`` sets to what it holds; None for one that may be overflown without harm."""
    if kind == "TableCellBox":
        return Room("cell", _border_rect(box))
    if getattr(box, "is_column", False):
        return Room("column", _border_rect(box))
    if kind in ("TextBox", "LineBox", "InlineBox"):
        return None
    framed = getattr(box, "border_left_width", 0) and getattr(box, "border_right_width", 0)
    if getattr(box, "is_flex_item", False) or framed or box.style["overflow"] != "visible" or box.style["height"] != "auto":
        return Room("box", _border_rect(box))
    return None


def _run(box: Any, within: frozenset[str]) -> Run:
    size = box.style["font_size"]
    baseline = box.position_y + box.baseline
    rect = _rect(box.position_x, baseline - _ABOVE * size, box.position_x + box.width, baseline + _BELOW * size)
    families = box.style["font_family"]
    return Run(
        text=box.text,
        size=round(size * POINTS_PER_PX, 2),
        family=str(families[0]) if families else "",
        weight=int(box.style["font_weight"]),
        italic=box.style["font_style"] != "normal",
        rect=rect,
        within=within,
    )


def _picture(box: Any, place: _Place) -> PlacedPicture:
    image = box.replacement
    raster = hasattr(image, "mode")  # the engine's RasterImage; an SVG has none
    left, top = box.content_box_x(), box.content_box_y()
    return PlacedPicture(
        page=place.page,
        area=place.area,
        source=box.element.get("src", "") if box.element is not None else "",
        pixels=(int(image.width), int(image.height)) if raster else None,
        rect=_rect(left, top, left + box.width, top + box.height),
        within=place.within,
        path=place.path,
        rooms=place.rooms,
    )


def _notes(document: Any, reader: _Reader) -> Iterator[Note]:
    """Every page footnote that the HTML holds, with where it went."""
    for element in document._html.etree_element.iter():
        number = element.get("data-note")
        if number is None:
            continue
        text = "".join(element.itertext())
        lines = reader.notes.get(number, [])
        call_page, call = reader.calls.get(number, (0, None))
        printed = "".join(line.text for line in lines)
        yield Note(
            number=number,
            text=" ".join(text.split()),
            page=lines[0].page if lines else 0,
            whole=_squeezed(text) in _squeezed(printed),
            call_page=call_page,
            call=call,
            rect=lines[0].rect if lines else None,
        )


def _squeezed(text: str) -> str:
    return "".join(text.replace("\N{WORD JOINER}", "").split())


def _font_name(font: Any) -> str:
    """The family that the font file names itself; the style's own name for it where the file does not say."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        names = TTFont(BytesIO(font.file_content), fontNumber=max(font.index, 0), lazy=True)["name"]
        return str(names.getDebugName(16) or names.getDebugName(1) or font.family)
    except (TTLibError, KeyError, AttributeError):
        return str(font.family)


def _leading(style: Any) -> float:
    height = style["line_height"]
    if height == "normal":
        return 1.2
    return float(height) if isinstance(height, int | float) else float(getattr(height, "value", 0) / style["font_size"])


def _content_rect(box: Any) -> Rect:
    """The page's content box down to its footnotes."""
    left, top = box.content_box_x(), box.content_box_y()
    notes = [child.position_y for child in box.children if type(child).__name__ == "FootnoteAreaBox"]
    return _rect(left, top, left + box.width, min([top + box.height, *notes]))


def _border_rect(box: Any) -> Rect:
    left, top, width, height = box.hit_area()
    return _rect(left, top, left + width, top + height)


def _rect(left: float, top: float, right: float, bottom: float) -> Rect:
    return Rect(left / PX_PER_MM, top / PX_PER_MM, right / PX_PER_MM, bottom / PX_PER_MM)
