"""The tags of the finished PDF: headings, tables, lists and pictures that make sense, and every word read out in its order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from leafletgen.check.finished_pdf.document import OURS
from leafletgen.check.finished_pdf.read_out import misread, source_text, squeezed
from leafletgen.check.printed import PdfSubject, elsewhere, yaml_path
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Severity
from leafletgen.pdf.inspect.tables import TRANSPARENT, grid_of
from leafletgen.pdf.inspect.tag import Tag

MAX_TOLD = 5
"""Most places that are told one by one."""

_LIST_PARTS = {"L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody", "L"}}
_LIST_HOMES = {"LI": {"L"}, "LBody": {"LI"}}
_SCOPES = frozenset({"Row", "Column", "Both"})


def pdf_tagged(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """A PDF without tags, or one that doubts them."""
    pdf = subject.pdf
    if not pdf.readable:
        yield Finding(message=f"the PDF cannot be read: {'; '.join(pdf.problems)}", fix=OURS)
    elif subject.edition.tagged:
        if not pdf.marked or pdf.tree is None:
            yield Finding(message="the PDF is not tagged", fix="set `profile: pdf/a-2a` in the edition")
        elif pdf.suspects:
            yield Finding(message="the PDF calls its own tags suspect", fix=OURS)


def pdf_figure_alt(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Pictures without words for those who cannot see them."""
    for tag in subject.pdf.tags:
        if tag.kind == "Figure" and not (tag.alt.strip() or tag.actual_text.strip()):
            yield Finding(
                message="a picture has no words for people who cannot see it", fix="add `alt:`, or <title> in a drawing", page=tag.page
            )


def pdf_headings(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Headings that do not start at the top, leave a level out, or are of two kinds."""
    headings = [tag for tag in subject.pdf.tags if tag.kind == "H" or (len(tag.kind) == 2 and tag.kind[0] == "H" and tag.kind[1].isdigit())]
    if {"H"} < {tag.kind for tag in headings}:
        yield _at(next(tag for tag in headings if tag.kind == "H"), "headings with and without a level are mixed")
    level = 0
    for tag in (tag for tag in headings if tag.kind != "H"):
        found = int(tag.kind[1])
        if not level and found != 1:
            yield _at(tag, f'the first heading, "{_shown(tag)}", is of level {found}, expected 1')
        elif level and found > level + 1:
            yield _at(tag, f'the heading "{_shown(tag)}" is of level {found} after one of level {level}')
        level = found


def pdf_tables(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Tables whose cells do not know their headers, or whose rows are not equally long."""
    for table in (tag for tag in subject.pdf.tags if tag.kind == "Table"):
        grid = grid_of(table)
        cells = [cell.tag for row in grid.rows for cell in row]
        headers = [cell for cell in cells if cell.kind == "TH"]
        if not headers:
            yield _at(table, "a table has no header cells")
            continue
        silent = [cell for cell in headers if cell.scope not in _SCOPES]
        if silent:
            yield _at(
                silent[0], f'the header cell "{_shown(silent[0])}" does not say whether it heads a row or a column{elsewhere(silent)}'
            )
        ids = {cell.id for cell in headers if cell.id}
        lost = [cell for cell in cells if not ids.issuperset(cell.headers)]
        if lost:
            yield _at(lost[0], f'the cell "{_shown(lost[0])}" names header cells that are not in its table{elsewhere(lost)}')
        if len(set(grid.widths)) > 1:
            yield _at(table, f"the rows of a table have {min(grid.widths)} to {max(grid.widths)} cells")


def pdf_lists(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Lists whose parts are not where they belong."""
    if subject.pdf.tree:
        wrong = list(_misplaced(subject.pdf.tree, ""))
        if wrong:
            child, parent = wrong[0]
            yield _at(child, f"a list is tagged wrongly: {child.kind} in {parent}{elsewhere(wrong)}")


def pdf_lang_parts(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Passages in another language whose tags do not say so."""
    if subject.pdf.tree is None:
        return
    tagged = [(tag.language.lower(), squeezed(tag.words)) for tag in subject.pdf.tags if tag.language]
    for passage in source_text(subject.html).passages:
        words = squeezed(passage.text)
        if not any(language == passage.language.lower() and words in text for language, text in tagged):
            yield Finding(
                path=yaml_path(passage.path),
                needle=" ".join(passage.text.split()[:5]),
                message=f'the tags do not say that a passage is in "{passage.language}"',
                fix=OURS,
                value=passage.language,
            )


def pdf_untagged_content(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Words or pictures on a page that no tag holds and that are not marked as decoration."""
    if subject.pdf.tree is None:
        return
    running = (
        {squeezed(run.text) for line in subject.layout.lines if line.area in ("head", "foot") for run in line.runs}
        if subject.layout
        else set()
    )
    for content in subject.pdf.contents:
        lost = [text for page, text in subject.pdf.untagged_text if page == content.number and squeezed(text) not in running]
        if lost:
            yield Finding(
                message=f'"{" ".join(lost[0].split())}" is not in the tags{elsewhere(lost)}', needle=lost[0], fix=OURS, page=content.number
            )
        if content.untagged:
            what = f"{content.untagged[0]}{elsewhere(content.untagged)}"
            message = f"page {content.number} paints what is neither tagged nor decoration: {what}"
            yield Finding(message=message, fix=OURS, page=content.number)


def pdf_text_order(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Words that are not read out, or not in the order of the leaflet."""
    if subject.pdf.tree is None or not subject.html:
        return
    for found in islice(misread(source_text(subject.html), subject.pdf.tree.said), MAX_TOLD):
        how = _HOW[found.how]
        text = found.piece.text
        shown = text if len(text) <= 60 else f"{text[:59]}…"
        yield Finding(path=yaml_path(found.piece.path), needle=" ".join(text.split()[:5]), message=f'"{shown}" {how}', fix=OURS)


_HOW = {"missing": "is not read out", "moved": "is read out in another place", "glued": "is read out with words run together"}


def _at(tag: Tag, message: str) -> Finding:
    words = " ".join(tag.words.replace("\N{WORD JOINER}", "").split()[:5])
    return Finding(message=message, needle=words, fix=OURS, page=tag.page)


def _shown(tag: Tag) -> str:
    text = " ".join(tag.words.split())
    return text if len(text) <= 50 else f"{text[:49]}…"


def _misplaced(tag: Tag, parent: str) -> Iterator[tuple[Tag, str]]:
    """Each part of a list with the element in which it must not be."""
    home = parent if tag.kind in TRANSPARENT else tag.kind
    for child in tag.elements:
        wrong_part = home in _LIST_PARTS and child.kind not in _LIST_PARTS[home] | TRANSPARENT
        wrong_home = child.kind in _LIST_HOMES and home not in _LIST_HOMES[child.kind]
        if wrong_part or wrong_home:
            yield child, home
        yield from _misplaced(child, home)


RULES = (
    Rule(
        slug="pdf-tagged",
        stage="pdf",
        severity=Severity.ERROR,
        reason="Without tags a screen reader guesses what is a heading, a table, a footer.",
        basis="MP 01-005, MP 01-007",
        example="profile: none",
        mend="profile: pdf/a-2a",
        check=pdf_tagged,
    ),
    Rule(
        slug="pdf-figure-alt",
        stage="pdf",
        severity=Severity.ERROR,
        reason="A picture without words is silent.",
        basis="MP 13-004",
        example="a Figure without Alt",
        mend="Alt: two nerve fibres, one with its coat, one without",
        check=pdf_figure_alt,
    ),
    Rule(
        slug="pdf-headings",
        stage="pdf",
        severity=Severity.ERROR,
        reason="Screen reader users move from heading to heading, level by level.",
        basis="MP 14-002, MP 14-003, MP 14-007",
        example="H1, then H3",
        mend="H1, then H2",
        check=pdf_headings,
    ),
    Rule(
        slug="pdf-tables",
        stage="pdf",
        severity=Severity.ERROR,
        reason="A cell read out without its headers is only a number.",
        basis="MP 15-003, MP 09-004",
        example="TH without Scope",
        mend="TH with Scope Column or Row",
        check=pdf_tables,
    ),
    Rule(
        slug="pdf-lists",
        stage="pdf",
        severity=Severity.ERROR,
        reason="A screen reader says how many points follow, if the list is one.",
        basis="MP 09-005",
        example="P directly in L",
        mend="L, LI, LBody, P",
        check=pdf_lists,
    ),
    Rule(
        slug="pdf-lang-parts",
        stage="pdf",
        severity=Severity.WARNING,
        reason="A French name in an English voice cannot be understood.",
        basis="MP 11-007, SC 3.1.2",
        example='<span lang="fr"> that the tags forget',
        mend="Span with Lang fr",
        check=pdf_lang_parts,
    ),
    Rule(
        slug="pdf-untagged-content",
        stage="pdf",
        severity=Severity.ERROR,
        reason="What is neither tagged nor decoration is skipped, or read out at random.",
        basis="MP 01-005, TAG-003",
        example="words painted outside of any mark",
        mend="the same words in a P",
        check=pdf_untagged_content,
    ),
    Rule(
        slug="pdf-text-order",
        stage="pdf",
        severity=Severity.ERROR,
        reason="What is read out must be the leaflet: every word, in its order.",
        basis="MP 09-001, SC 1.3.2",
        example="a callout that is read out after the reference list",
        mend="the callout in its place",
        check=pdf_text_order,
    ),
)
