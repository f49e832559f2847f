"""The report of `leafletgen inspect`: what is said, page by page, then the facts in brief, then what would trouble a screen reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from leafletgen.pdf.aloud import words
from leafletgen.pdf.aloud.speech import speech
from leafletgen.pdf.aloud.troubles import in_words, title_of, troubles
from leafletgen.pdf.aloud.words import count, language_name, listed, speakable
from leafletgen.pdf.inspect.facts import Box, Inspection

_MM = 25.4 / 72
_PAPERS = {
    (210, 297): "A4",
    (148, 210): "A5",
    (297, 420): "A3",
    (105, 148): "A6",
    (216, 279): "US Letter",
    (216, 356): "US Legal",
    (140, 216): "half letter",
}
_MOST = 12
"""Most fonts and colours that are told one by one."""

NO_TROUBLES = "None found. What a machine cannot judge, such as whether a description is a good one, is for a person to judge."


def report(pdf: Inspection) -> str:
    """The whole report."""
    blocks = [*_spoken(pdf), ["Summary", *_rows(list(_facts(pdf)))], *_faults(pdf)]
    return "\n\n".join("\n".join(block) for block in blocks)


def _spoken(pdf: Inspection) -> Iterator[list[str]]:
    """What is said, page by page: a block for each time that the tags turn to a page, and for each page on which nothing is said."""
    if pdf.tree is None:
        yield [words.UNTAGGED]
    said = speech(pdf)
    heard = {line.page for line in said}
    silent = [page.number for page in reversed(pdf.pages) if page.number not in heard]
    block: list[str] = []
    page = 0
    for line in said:
        if line.page and line.page != page:
            yield from [block] if block else []
            while silent and silent[-1] < line.page:
                yield _silent(pdf, silent.pop())
            page, block = line.page, [_page_line(pdf, line.page)]
        block.append(f"{'  ' * (line.depth + 1)}{line.words}")
    yield from [block] if block else []
    yield from (_silent(pdf, number) for number in reversed(silent))


def _silent(pdf: Inspection, page: int) -> list[str]:
    return [_page_line(pdf, page), f"  {words.NO_WORDS}"]


def _page_line(pdf: Inspection, page: int) -> str:
    label = pdf.pages[page - 1].label if 0 < page <= len(pdf.pages) else ""
    return f"Page {page} of {len(pdf.pages)}" + (f" ({speakable(label)})" if label and label != str(page) else "")


def _rows(facts: list[tuple[str, str]]) -> Iterator[str]:
    """Names and values in two columns."""
    width = max(len(name) for name, _ in facts)
    yield from (f"  {name.ljust(width)}  {speakable(value)}".rstrip() for name, value in facts)


def _facts(pdf: Inspection) -> Iterator[tuple[str, str]]:
    yield "Title", title_of(pdf) or "none"
    yield "Language", f"{language_name(pdf.language)} ({pdf.language})" if pdf.language else "not told"
    yield "Claims", (f"{listed(pdf.claims)} (as it says; not tested here)" if pdf.claims else "none")
    yield "Pages", _pages(pdf)
    yield "Tags", _tags(pdf)
    yield "Bookmarks", str(len(pdf.outline)) if pdf.outline else "none"
    yield "Links", str(len(pdf.links)) if pdf.links else "none"
    if pdf.fields:
        yield "Form fields", str(len(pdf.fields))
    yield from _repeated("Fonts", _fonts(pdf))
    yield "Images", _images(pdf)
    yield from _repeated("Colours", _colours(pdf))
    for intent in pdf.intents:
        yield "Printed as", f"{intent.condition or intent.kind or 'not told'}{', profile in the file' if intent.profile else ''}"
    if pdf.attachments:
        yield "Attached files", listed(pdf.attachments[:_MOST])
    yield "Encryption", _lock(pdf)
    yield "File", f"PDF {pdf.version}, {_size(pdf.size)}" + (f", made with {pdf.info['Producer']}" if pdf.info.get("Producer") else "")


def _repeated(name: str, lines: list[str]) -> Iterator[tuple[str, str]]:
    """A fact of several lines, the first of which carries its name."""
    more = [f"and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
    for index, line in enumerate([*lines[:_MOST], *more] or ["none"]):
        yield "" if index else name, line


def _pages(pdf: Inspection) -> str:
    sizes = Counter(_paper(page.trim, page.unit, page.rotation) for page in pdf.pages)
    said = [size if len(sizes) == 1 else f"{number} of {size}" for size, number in sizes.most_common(4)]
    return f"{len(pdf.pages)}, {listed(said)}" if said else "none"


def _paper(box: Box, unit: float, rotation: int) -> str:
    """`A4 upright (210 x 297 mm)`, as the page is shown."""
    width, height = round(box.width * unit * _MM), round(box.height * unit * _MM)
    if rotation % 180:
        width, height = height, width
    small, large = sorted((width, height))
    name = next((name for (w, h), name in _PAPERS.items() if abs(w - small) <= 1 and abs(h - large) <= 1), "")
    return f"{name} {'upright' if height >= width else 'on its side'} ({width} x {height} mm)" if name else f"{width} x {height} mm"


def _tags(pdf: Inspection) -> str:
    if pdf.tree is None:
        return "none"
    kinds = Counter("heading" if tag.kind.startswith("H") else tag.kind for tag in pdf.tags)
    names = {"heading": "heading", "P": "paragraph", "L": "list", "Table": "table", "Figure": "picture", "Note": "note", "FENote": "note"}
    counts: Counter[str] = Counter()
    for kind, number in kinds.items():
        if kind in names:
            counts[names[kind]] += number
    return listed([count(number, name) for name, number in counts.items()]) or "none that a person would notice"


def _fonts(pdf: Inspection) -> list[str]:
    lines = []
    for font in pdf.fonts:
        kept = "not in the file" if not font.embedded else "embedded, the letters used" if font.subset else "embedded"
        letters = "" if font.unicode and not font.unmapped else "; its letters have no names"
        lines.append(f"{font.name or font.kind} ({kept}{letters})")
    return lines


def _images(pdf: Inspection) -> str:
    images = [(image.dpi, content.number) for content in pdf.contents for image in content.images if image.dpi]
    if not images:
        return "none"
    dpi, page = min(images)
    finest = max(images)[0]
    span = f"{round(dpi)}" if round(dpi) == round(finest) else f"{round(dpi)} to {round(finest)}"
    where = f"; the coarsest on page {page}" if len(images) > 1 and round(dpi) != round(finest) else ""
    return f"{len(images)}, {span} pixels to the inch{where}"


def _colours(pdf: Inspection) -> list[str]:
    by_space: dict[str, list[str]] = {}
    for colour in pdf.colours:
        by_space.setdefault(f"{colour.space}{f' ({colour.detail})' if colour.detail else ''}", []).append(_USES[colour.used_by])
    return [f"{space}: {listed(uses)}" for space, uses in by_space.items()]


_USES = {"painting": "text and drawings", "image": "images", "shading": "shadings", "blending": "blending"}


def _lock(pdf: Inspection) -> str:
    if pdf.lock is None:
        return "none"
    return pdf.lock.method + (f"; it forbids: {listed(pdf.lock.forbidden)}" if pdf.lock.forbidden else "")


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


def _faults(pdf: Inspection) -> Iterator[list[str]]:
    """What would trouble a screen reader, then what could not be read at all."""
    found = [f"  - {in_words(trouble)}" for trouble in troubles(pdf)]
    yield ["What would trouble a screen reader", *(found or [f"  {NO_TROUBLES}"])]
    if pdf.problems:
        yield ["What could not be read", *(f"  - {speakable(problem[:1].upper() + problem[1:])}." for problem in pdf.problems)]
