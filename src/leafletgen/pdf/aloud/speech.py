"""What a screen reader says of a PDF: its tags in order, told as lines; where there are none, the words that it may find."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from leafletgen.pdf.aloud import words
from leafletgen.pdf.inspect.facts import Annotation, Field, Inspection, Link
from leafletgen.pdf.inspect.tables import Grid, grid_of, inner
from leafletgen.pdf.inspect.tag import INLINE, Tag

_HEADING = re.compile(r"H([1-9]\d*)")
_INSIDE = re.compile(r"\(([^()]*)\)")
_ASIDE = re.compile(r" ?\(.*\)", re.DOTALL)
_LABEL = re.compile(r"[\w]+(?:[.)]?[\w]+)*")
_SILENT = frozenset({"Artifact"})
_THINGS = frozenset({"Link", "Annot", "Form", "Reference"})

Thing = Link | Field | Annotation


@dataclass(frozen=True, slots=True)
class Said:
    """One line of what is said."""

    page: int
    """0 where the tags do not tell."""
    depth: int
    """Within how many lists and tables."""
    words: str


def speech(pdf: Inspection) -> tuple[Said, ...]:
    """Everything that is said, in order."""
    if pdf.tree is None:
        return tuple(_found(pdf))
    speaker = Speaker(pdf)
    speaker.say(pdf.tree)
    speaker.end_line()
    return tuple(speaker.said)


def _found(pdf: Inspection) -> Iterator[Said]:
    """The words of a PDF without tags, line by line, then its links, fields and remarks."""
    here: defaultdict[int, list[str]] = defaultdict(list)
    things: list[Thing] = [*pdf.links, *pdf.fields, *pdf.annotations]
    for thing in things:
        here[thing.page].append(_thing(thing))
    for content in pdf.contents:
        lines = "\n".join((content.loose, *content.texts.values())).splitlines()
        yield from (Said(content.number, 0, line) for line in map(words.speakable, lines) if line)
        yield from (Said(content.number, 0, words.speakable(said)) for said in here[content.number] if said)


def _thing(thing: Thing) -> str:
    """An annotation in words."""
    if isinstance(thing, Link):
        to = words.LINK_TO_PAGE.format(page=thing.to_page) if thing.to_page else words.LINK.format(words=thing.target)
        return words.LINK.format(words=thing.contents) if thing.contents else to if thing.target or thing.to_page else words.LINK_WITHOUT
    if isinstance(thing, Field):
        kind = words.FIELDS[thing.kind]
        said = words.FIELD.format(kind=kind, name=thing.name) if thing.name else words.FIELD_WITHOUT.format(kind=kind)
        if thing.kind in ("tick", "radio"):
            return said + words.FIELD_VALUE.format(value=words.TICKED if thing.value not in ("", "Off") else words.NOT_TICKED)
        return said + (words.FIELD_VALUE.format(value=words.FILLED.format(value=thing.value)) if thing.value else "")
    kind = words.REMARKS.get(thing.kind, "")
    return words.REMARK.format(kind=kind, words=thing.contents) if kind and thing.contents else ""


@dataclass(slots=True)
class Speaker:
    """Walks a tree and gathers lines. Words run on until an element begins that stands by itself."""

    pdf: Inspection
    said: list[Said] = field(default_factory=list)
    depth: int = 0
    parts: list[str] = field(default_factory=list)
    """The line so far."""
    start: str = ""
    """What is said before its words, as `heading level 2, `."""
    page: int = 0
    voice: str = ""
    """The language in which the last line was said."""
    language: str = ""
    """The language of the element that is being read."""
    things: dict[int, Thing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nothing is said yet, and the voice is that of the document."""
        self.language = self.language or words.primary(self.pdf.language)
        self.voice = self.voice or self.language
        things: list[Thing] = [*self.pdf.links, *self.pdf.fields, *self.pdf.annotations]
        self.things = self.things or {thing.object: thing for thing in things if thing.object}

    # Lines

    def end_line(self) -> None:
        """Say what has come together."""
        line = " ".join("".join(self.parts).split())
        alone = _INSIDE.fullmatch(line)
        if line:
            self.speak(self.start + (alone[1] if alone else line))
        self.parts, self.start, self.page = [], "", 0

    def speak(self, line: str, page: int = 0) -> None:
        """One line."""
        if self.language and self.language != self.voice:
            line, self.voice = words.LANGUAGE.format(language=words.language_name(self.language)) + line, self.language
        self.said.append(Said(page or self.page, self.depth, words.speakable(line)))

    def begin(self, start: str, tag: Tag) -> None:
        """A line of its own starts."""
        waiting = self.waiting()
        self.end_line()
        self.start, self.page = waiting + start, first_page(tag)

    def stand_alone(self, line: str, tag: Tag) -> None:
        """A line that is whole."""
        waiting = self.waiting()
        self.end_line()
        self.speak(waiting + line, first_page(tag))

    def waiting(self) -> str:
        """What was to be said before words that have not come: the number of an item that starts with a picture."""
        return "" if "".join(self.parts).strip() else self.start

    def flat(self, tag: Tag) -> str:
        """What is said of what an element holds, in one line."""
        language = words.primary(tag.language) or self.language
        speaker = Speaker(self.pdf, voice=self.language, language=language, things=self.things)
        speaker.page = tag.page
        speaker.read(tag)
        speaker.end_line()
        return ", ".join(said.words for said in speaker.said)

    # Elements

    def say(self, tag: Tag) -> None:
        """One element with all below it."""
        if tag.kind in _SILENT:
            return
        before, language = self.language, words.primary(tag.language) or self.language
        if language == before or tag.kind in _THINGS:
            self.say_element(tag)
        elif tag.kind in INLINE:
            self.aside(self.flat(tag), tag.page)
        else:
            self.end_line()
            self.language = language
            self.say_element(tag)
            self.end_line()
            self.language = before

    def say_element(self, tag: Tag) -> None:
        """One element, in the language of what is around it."""
        heading = _HEADING.fullmatch(tag.kind)
        if heading:
            self.line(words.HEADING.format(level=heading[1]), tag)
        elif tag.kind in _LINES:
            self.line(_LINES[tag.kind], tag)
        elif tag.kind == "Figure":
            self.figure(tag)
        elif tag.kind in ("L", "TOC"):
            self.list(tag)
        elif tag.kind == "Table":
            self.table(tag)
        elif tag.kind in _THINGS and (tag.objects or tag.kind == "Link"):
            self.thing(tag)
        elif tag.kind == "Lbl":
            self.read(tag)
            self.add(" ", tag.page)
        elif tag.kind in INLINE:
            self.read(tag)
        else:
            self.line("", tag)

    def line(self, start: str, tag: Tag) -> None:
        """An element that stands by itself."""
        self.begin(start, tag)
        self.read(tag)
        self.end_line()

    def read(self, tag: Tag) -> None:
        """What an element holds, or what stands for it."""
        instead = tag.actual_text or tag.alt
        if instead:
            self.add(_lead(tag) + instead, tag.page)
        elif tag.expansion:
            self.add(_lead(tag) + words.SHORT_FOR.format(words=tag.words, expansion=tag.expansion), tag.page)
        else:
            for child in tag.children:
                if isinstance(child, Tag):
                    self.say(child)
                else:
                    self.add(child, tag.page)

    def add(self, text: str, page: int) -> None:
        """Words of the line that is under way."""
        if text:
            self.page = self.page or page
            # The space after a link may be painted within it.
            after = self.parts and _ASIDE.fullmatch(self.parts[-1]) and text[0].isalnum()
            self.parts.append(f" {text}" if after else text)

    def aside(self, text: str, page: int) -> None:
        """Words in the line that are set apart: a link, another language."""
        if not text:
            return
        before = self.parts[-1][-1:] if self.parts else ""
        self.add(f"{' ' if before and not before.isspace() and before != '(' else ''}({text})", page)

    def figure(self, tag: Tag) -> None:
        """A picture, then what it holds besides: its caption, or, where it has no description, its words."""
        alt = (tag.alt or tag.actual_text).strip()
        self.stand_alone(words.PICTURE.format(alt=alt) if alt else words.PICTURE_WITHOUT, tag)
        for child in tag.children if not alt else [child for child in tag.elements if child.kind == "Caption"]:
            self.say(child) if isinstance(child, Tag) else self.add(child, tag.page)
        self.end_line()

    def thing(self, tag: Tag) -> None:
        """A link by its words, or by what is said of it; a form field."""
        found = [self.things[number] for number in tag.objects if number in self.things]
        fields = [thing for thing in found if not isinstance(thing, Link)]
        if tag.kind != "Link" and fields:
            for thing in fields:
                self.aside(_thing(thing), tag.page)
            return
        contents = next((thing.contents for thing in found if isinstance(thing, Link)), "")
        said = self.flat(tag) or contents
        if tag.kind != "Link" and not found:
            self.add(said, tag.page)
        else:
            self.aside(words.LINK.format(words=said) if said else words.LINK_WITHOUT, tag.page)

    def list(self, tag: Tag) -> None:
        """A list, then its items by number."""
        items = [child for child in inner(tag) if child.kind not in ("Caption", "Lbl")]
        how_many = words.count(len(items), "item")
        self.stand_alone((words.LIST if tag.kind == "L" else words.CONTENTS).format(items=how_many), tag)
        self.depth += 1
        for caption in (child for child in inner(tag) if child.kind == "Caption"):
            self.say(caption)
        for number, item in enumerate(items, 1):
            if item.kind in ("L", "TOC"):
                self.say(item)
            else:
                self.item(item, number)
        self.depth -= 1

    def item(self, tag: Tag, number: int) -> None:
        """One item: its number, as it is written where that is more than a bullet."""
        parts = list(inner(tag))
        label = next((_LABEL.search(part.words) for part in parts if part.kind == "Lbl"), None)
        self.begin(words.ITEM.format(label=label[0] if label else number), tag)
        first = len(self.said) + 1
        before, self.language = self.language, words.primary(tag.language) or self.language
        for child in tag.children:
            if isinstance(child, str):
                self.add(child, tag.page)
            elif child.kind == "LBody":
                # Its words go on in the line that the number began.
                self.read(child)
            elif child.kind != "Lbl":
                self.say(child)
        self.end_line()
        self.said[first:] = [replace(line, depth=line.depth + 1) for line in self.said[first:]]
        self.language = before

    def table(self, tag: Tag) -> None:
        """A table row by row, each cell with the heads of its column."""
        grid = grid_of(tag)
        said = words.TABLE.format(columns=words.count(grid.columns, "column"), rows=words.count(len(grid.rows), "row"))
        if grid.caption:
            said += words.TABLE_CAPTION.format(caption=self.flat(grid.caption))
        self.stand_alone(said, tag)
        self.depth += 1
        texts = {cell.place: self.flat(cell.tag) for row in grid.rows for cell in row}
        for index in range(len(grid.rows)):
            self.row(grid, index, texts)
        self.depth -= 1

    def row(self, grid: Grid, index: int, texts: dict[tuple[int, int], str]) -> None:
        """One row."""
        cells = grid.rows[index]
        heads = bool(cells) and all(cell.tag.kind == "TH" for cell in cells) and (index == 0 or len(cells) > 1)
        said = []
        for cell in cells:
            text = texts[cell.place] or words.EMPTY
            head = "" if heads or (cell.tag.kind == "TH") else ", ".join(filter(None, (texts[head.place] for head in cell.heads)))
            said.append(words.CELL.format(head=head, words=text) if head else text)
        form = words.TABLE_HEADS if heads else words.TABLE_ROW
        page = next((first_page(cell.tag) for cell in cells if first_page(cell.tag)), 0)
        self.speak(form.format(row=index + 1, cells="; ".join(said)), page)


_LINES = {
    "H": words.HEADING_WITHOUT_LEVEL,
    "Title": words.TITLE,
    "Note": words.NOTE,
    "FENote": words.NOTE,
    "Caption": words.CAPTION,
    "BlockQuote": words.QUOTE,
    "Formula": words.FORMULA,
}
"""What is said before the words of an element that stands by itself."""


def _lead(tag: Tag) -> str:
    """The space that eyes see before its words."""
    while tag.children and isinstance(tag.children[0], Tag):
        tag = tag.children[0]
    return " " if tag.children and str(tag.children[0])[:1].isspace() else ""


def first_page(tag: Tag) -> int:
    """The page on which its words begin."""
    if any(isinstance(child, str) for child in tag.children) or not tag.elements:
        return tag.page
    return next((page for page in map(first_page, tag.elements) if page), tag.page)
