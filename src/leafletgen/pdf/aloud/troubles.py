"""What would trouble a screen reader, or the person who listens to it. One rule, one small function; slugs as `check` has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leafletgen.pdf.aloud.words import count, listed, on_pages, primary, speakable
from leafletgen.pdf.inspect.facts import Inspection
from leafletgen.pdf.inspect.tables import grid_of
from leafletgen.pdf.inspect.tag import Tag

LONG = 8
"""Pages from which a PDF needs bookmarks to find one's way in it."""

_FILE_NAME = re.compile(r"\S+\.(pdf|html?|docx?|odt|indd|pptx?|jpe?g|png|gif|tiff?|svg)", re.IGNORECASE)
_FORBIDDEN = frozenset(
    {
        "pdf-display-title", "pdf-encryption", "pdf-fields", "pdf-figure-alt", "pdf-fonts", "pdf-lang", "pdf-links", "pdf-roles",
        "pdf-tagged", "pdf-title", "pdf-untagged-content",
    }
)  # fmt: skip
"""What a file that claims PDF/UA must not have."""

_HEADING = re.compile(r"H([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong, in words."""

    rule: str
    message: str
    pages: tuple[int, ...] = ()


def troubles(pdf: Inspection) -> tuple[Trouble, ...]:
    """All that is wrong, the worst first."""
    return tuple(trouble for rule in RULES for trouble in rule(pdf)) if pdf.readable else ()


def _locked(pdf: Inspection) -> Iterator[Trouble]:
    if not pdf.may_be_read:
        yield Trouble("pdf-encryption", "The file is encrypted and forbids screen readers to read it.")


def _tagged(pdf: Inspection) -> Iterator[Trouble]:
    if pdf.tree is None:
        yield Trouble("pdf-tagged", "The PDF has no tags: headings, lists, tables and the order of reading are guessed.")
    elif not pdf.tree.text:
        yield Trouble("pdf-tagged", "The tags hold no words at all: nothing is read out.")
    elif not pdf.marked:
        yield Trouble("pdf-tagged", "The PDF has tags but does not say so, and some screen readers will not look for them.")
    if pdf.suspects:
        yield Trouble("pdf-tagged", "The PDF calls its own tags suspect.")


def _title(pdf: Inspection) -> Iterator[Trouble]:
    title = title_of(pdf)
    if not title:
        yield Trouble("pdf-title", "There is no title: the name of the file is read out instead.")
    elif _FILE_NAME.fullmatch(title):
        yield Trouble("pdf-title", f'The title is the name of a file: "{title}".')
    elif not pdf.display_title:
        yield Trouble("pdf-display-title", "Readers are not asked to show the title, and name the file instead.")


def _language(pdf: Inspection) -> Iterator[Trouble]:
    if not pdf.language and not (pdf.tree and pdf.tree.language):
        yield Trouble("pdf-lang", "The language is not told: the words may be read in the wrong voice.")
    wrong = sorted({tag.language for tag in pdf.tags if tag.language and not re.fullmatch(r"[a-z]{2,3}", primary(tag.language))})
    if wrong:
        yield Trouble("pdf-lang", f'No voice can be picked for "{wrong[0]}", which is not the name of a language.')


def _fonts(pdf: Inspection) -> Iterator[Trouble]:
    mute = [font for font in pdf.fonts if not font.unicode or font.unmapped]
    if mute:
        names = listed(sorted({font.name or font.kind for font in mute}))
        message = f"Some fonts do not say which letters they show, so that words are read out wrongly or not at all: {names}."
        yield Trouble("pdf-fonts", message, tuple({page for font in mute for page in font.pages}))
    missing = [font for font in pdf.fonts if font.missing_glyphs]
    if missing:
        times = count(sum(font.missing_glyphs for font in missing), "character is printed", "characters are printed")
        yield Trouble("pdf-fonts", f"{times} as an empty box.", tuple({page for font in missing for page in font.pages}))
    absent = sorted({font.name for font in pdf.fonts if not font.embedded})
    if absent:
        pages = tuple({page for font in pdf.fonts if not font.embedded for page in font.pages})
        yield Trouble("pdf-fonts", f"Not in the file, so that it may look different elsewhere: {listed(absent)}.", pages)


def _pictures(pdf: Inspection) -> Iterator[Trouble]:
    figures = [tag for tag in pdf.tags if tag.kind == "Figure"]
    silent = [tag for tag in figures if not (tag.alt.strip() or tag.actual_text.strip())]
    if silent:
        have = "has" if len(silent) == 1 else "have"
        yield Trouble("pdf-figure-alt", f"{count(len(silent), 'picture')} {have} no description.", _pages(silent))
    named = [tag for tag in figures if _FILE_NAME.fullmatch(tag.alt.strip())]
    if named:
        yield Trouble("pdf-figure-alt", f'A picture is described by the name of a file: "{named[0].alt.strip()}".', _pages(named))


def _only_pictures(pdf: Inspection) -> Iterator[Trouble]:
    mute = [
        content.number
        for content in pdf.contents
        if content.images and not any(text.strip() for text in (content.loose, content.artifacts, *content.texts.values()))
    ]
    described = {tag.page for tag in pdf.tags if tag.kind == "Figure" and tag.alt.strip()}
    scanned = tuple(page for page in mute if page not in described)
    if scanned:
        yield Trouble("pdf-only-pictures", "Pages are pictures without words, as a scan is: nothing of them is read out.", scanned)


def _headings(pdf: Inspection) -> Iterator[Trouble]:
    headings = [tag for tag in pdf.tags if tag.kind == "H" or _HEADING.fullmatch(tag.kind)]
    if pdf.tree and not headings and len(pdf.pages) > 1:
        yield Trouble("pdf-headings", "There are no headings to move by.")
    level = 0
    for tag in headings:
        found = _HEADING.fullmatch(tag.kind)
        if not found:
            continue
        deeper = int(found[1])
        if deeper > level + 1:
            after = f"after one of level {level}" if level else "and is the first"
            yield Trouble("pdf-headings", f'The heading "{_shown(tag)}" is of level {deeper} {after}.', _pages([tag]))
        level = deeper


def _tables(pdf: Inspection) -> Iterator[Trouble]:
    for table in (tag for tag in pdf.tags if tag.kind == "Table"):
        grid = grid_of(table)
        cells = [cell for row in grid.rows for cell in row]
        heads = [cell for cell in cells if cell.tag.kind == "TH"]
        if not heads:
            message = f'The table that starts "{_shown(table)}" has no head cells: its figures are read out without saying what they are.'
            yield Trouble("pdf-tables", message, _pages([table]))
        elif any(cell.tag.kind == "TD" and not cell.heads for cell in cells) and not any(cell.tag.scope == "Row" for cell in heads):
            yield Trouble("pdf-tables", f'Some cells of the table that starts "{_shown(table)}" have no head.', _pages([table]))
        if len(set(grid.widths)) > 1:
            message = f'The table that starts "{_shown(table)}" has rows of {min(grid.widths)} to {max(grid.widths)} cells.'
            yield Trouble("pdf-tables", message, _pages([table]))


def _lists(pdf: Inspection) -> Iterator[Trouble]:
    empty = [tag for tag in pdf.tags if tag.kind == "L" and not any(below.kind == "LI" for below in tag.all())]
    if empty:
        yield Trouble("pdf-lists", f"{count(len(empty), 'list')} without items.", _pages(empty))


def _links(pdf: Inspection) -> Iterator[Trouble]:
    loose = [link for link in pdf.links if not link.within]
    if pdf.tree and loose:
        message = f"{count(len(loose), 'link')} not in the tags, as to {loose[0].target or 'another page'}."
        yield Trouble("pdf-links", message, tuple(link.page for link in loose))
    said = {number for tag in pdf.tags if tag.objects and tag.text for number in tag.objects}
    silent = [link for link in pdf.links if link.object not in said and not link.contents.strip()]
    if pdf.tree and silent:
        yield Trouble("pdf-links", f"{count(len(silent), 'link')} without words.", tuple(link.page for link in silent))
    pages = tuple(page.number for page in pdf.pages if page.annotated and page.tabs != "S")
    if pages and pdf.tree:
        yield Trouble("pdf-links", "The tabulator key does not go through links and fields in the order of reading.", pages)


def _fields(pdf: Inspection) -> Iterator[Trouble]:
    nameless = [each for each in pdf.fields if not each.name.strip()]
    if nameless:
        yield Trouble("pdf-fields", f"{count(len(nameless), 'form field')} without a name.", tuple(each.page for each in nameless))
    loose = [each for each in pdf.fields if not each.within]
    if pdf.tree and loose:
        yield Trouble("pdf-fields", f"{count(len(loose), 'form field')} not in the tags.", tuple(each.page for each in loose))


def _untagged(pdf: Inspection) -> Iterator[Trouble]:
    if pdf.tree is None:
        return
    lost = [(content.number, content.loose) for content in pdf.contents if content.loose] + list(pdf.untagged_text)
    if lost:
        message = f'Words are not in the tags and may be skipped, as "{_cut(lost[0][1])}".'
        yield Trouble("pdf-untagged-content", message, tuple(page for page, _ in lost))


def _roles(pdf: Inspection) -> Iterator[Trouble]:
    if pdf.strange_roles:
        message = f"Tags that no screen reader knows, and that the file does not explain: {listed(pdf.strange_roles[:5])}."
        yield Trouble("pdf-roles", message)


def _bookmarks(pdf: Inspection) -> Iterator[Trouble]:
    if not pdf.outline and len(pdf.pages) > LONG:
        yield Trouble("pdf-bookmarks", f"There are no bookmarks in its {len(pdf.pages)} pages.")
    lost = [entry for entry in pdf.outline if not entry.page]
    if lost:
        yield Trouble(
            "pdf-bookmarks", f'{count(len(lost), "bookmark")} {"leads" if len(lost) == 1 else "lead"} nowhere, as "{_cut(lost[0].title)}".'
        )


def _claimed(pdf: Inspection) -> Iterator[Trouble]:
    accessible = [claim for claim in pdf.claims if claim.startswith(("PDF/UA", "WTPDF"))]
    if accessible and any(trouble.rule in _FORBIDDEN for rule in RULES if rule is not _claimed for trouble in rule(pdf)):
        yield Trouble("pdf-ua-id", f"The file says that it keeps {listed(accessible)}, which does not allow that.")


Rule = Callable[[Inspection], Iterator[Trouble]]

RULES: tuple[Rule, ...] = (
    _locked, _tagged, _only_pictures, _fonts, _title, _language, _headings, _pictures, _tables, _lists, _links, _fields, _untagged,
    _roles, _bookmarks, _claimed,
)  # fmt: skip


def title_of(pdf: Inspection) -> str:
    """The title that readers show."""
    return " ".join((pdf.xmp.title if pdf.xmp and pdf.xmp.title else pdf.info.get("Title", "")).split())


def in_words(trouble: Trouble) -> str:
    """The message with its pages."""
    where = on_pages(trouble.pages)
    return speakable(f"{trouble.message} ({where[0].upper()}{where[1:]}.)" if where else trouble.message)


def _pages(tags: list[Tag]) -> tuple[int, ...]:
    return tuple(sorted({tag.page for tag in tags if tag.page}))


def _shown(tag: Tag) -> str:
    return _cut(tag.words)


def _cut(text: str, most: int = 50) -> str:
    text = speakable(text)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
