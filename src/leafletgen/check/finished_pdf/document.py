"""The finished PDF as a file: what it claims to be, its title, language, fonts, boxes, links and bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.check.printed import PdfSubject, elsewhere
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Severity
from leafletgen.html.markup import plain
from leafletgen.pdf.inspect.facts import Box
from leafletgen.pdf.layout_facts import POINTS_PER_MM

_FILE_NAME = re.compile(r"\S+\.(pdf|html?|ya?ml|docx?)$", re.IGNORECASE)
_BOX_TOLERANCE = 1.5
_BLEED_TOLERANCE = 0.05
"""Points."""
OURS = "this is a fault of the tool or of this library's own templates: report it with the leaflet"


_CLAIMS = {
    "pdf/a-2a": ("1", "2", "A", "PDF/UA-1 and PDF/A-2a"),
    "pdf/ua-1": ("1", "", "", "PDF/UA-1"),
    "pdf/ua-2": ("2", "", "", "PDF/UA-2"),
}
"""What the metadata must hold for each profile: part of PDF/UA, part and conformance of PDF/A, and the same in words."""


def pdf_ua_id(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """The metadata does not claim what the edition's profile is."""
    if not subject.pdf.readable or not subject.edition.tagged:
        return
    xmp = subject.pdf.xmp
    *wanted, words = _CLAIMS[subject.edition.profile]
    found = [xmp.ua_part, xmp.pdfa_part, xmp.pdfa_conformance] if xmp else []
    if found != wanted:
        yield Finding(
            message=f"the metadata does not say that the PDF is {words}",
            fix="mend the other problems of the PDF: a file with faults claims nothing",
        )


def pdf_title(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """No title, another title, or a file's name for a title."""
    if not subject.pdf.readable:
        return
    wanted = plain(subject.subject.leaflet.title)
    title, info = subject.pdf.xmp.title if subject.pdf.xmp else "", subject.pdf.info.get("Title", "")
    if not title:
        message = "the metadata of the PDF has no title"
    elif _FILE_NAME.match(title):
        message = f'the title of the PDF is the name of a file: "{title}"'
    elif " ".join(title.split()) != wanted:
        message = f'the PDF is called "{title}" in its metadata'
    elif info and " ".join(info.split()) != wanted:
        message = f'the PDF has two titles: "{title}" and "{info}"'
    else:
        return
    yield Finding(
        path=("title",),
        message=message,
        fix=f'it should be "{wanted}": give it as <title> in templates/base.html',
        value=title,
        limit=wanted,
    )


def pdf_display_title(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Readers show the file's name instead of the title."""
    if subject.pdf.readable and not subject.pdf.display_title and not subject.edition.for_paper_only:
        yield Finding(path=("title",), message="the PDF does not ask readers to show its title", fix=OURS)


def pdf_lang(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """No language, or another one."""
    wanted, found = subject.subject.language, subject.pdf.language
    if subject.pdf.readable and found.lower() != wanted.lower() and not found.lower().startswith(f"{wanted.lower()}-"):
        message = f'the PDF says that it is written in "{found}"' if found else "the PDF does not say in which language it is written"
        yield Finding(
            message=message, fix=f'it should be "{wanted}": keep `lang` on <html> in templates/base.html', value=found, limit=wanted
        )


def pdf_fonts(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Fonts that are not in the file, or whose letters have no names."""
    for font in subject.pdf.fonts:
        faults = {
            "is not embedded": not font.embedded,
            "does not say which characters its glyphs stand for": not font.unicode or bool(font.unmapped),
            f"lacks characters that are printed as empty boxes ({font.missing_glyphs} times)": bool(font.missing_glyphs),
        }
        for fault in (words for words, wrong in faults.items() if wrong):
            message = f'the font "{font.name or font.kind}" {fault}'
            yield Finding(message=message, fix="use a font package (styles/fonts.css) that has every character", page=font.pages[0])


def pdf_links(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Links that a screen reader cannot follow or name, and pages on which the tabulator key does not follow the text."""
    if not subject.pdf.readable or not subject.edition.tagged:
        return
    loose = [link for link in subject.pdf.links if link.within != "Link"]
    if loose:
        message = f"the link to {loose[0].target or 'nowhere'} is not tagged as a link{elsewhere(loose)}"
        yield Finding(message=message, needle=loose[0].target, fix=OURS, page=loose[0].page, box=loose[0].box)
    silent = [link for link in subject.pdf.links if not link.contents.strip()]
    if silent:
        message = f"the link to {silent[0].target or 'nowhere'} has no words of its own{elsewhere(silent)}"
        yield Finding(message=message, needle=silent[0].target, fix=OURS, page=silent[0].page, box=silent[0].box)
    named = [link for link in subject.pdf.links if link.contents and link.contents.lstrip("#") == link.target and "://" not in link.target]
    if named:
        message = f"the link to {named[0].target} is told by that name instead of by words{elsewhere(named)}"
        yield Finding(message=message, needle=named[0].target, fix=OURS, page=named[0].page, box=named[0].box)
    hidden = [link for link in subject.pdf.links if not link.printed]
    if hidden:
        message = f"the link to {hidden[0].target or 'nowhere'} is not printed{elsewhere(hidden)}"
        yield Finding(message=message, needle=hidden[0].target, fix=OURS, page=hidden[0].page, box=hidden[0].box)
    pages = [page.number for page in subject.pdf.pages if page.annotated and page.tabs != "S"]
    if pages:
        yield Finding(
            message=f"on page {pages[0]} the tabulator key does not go through links in reading order{elsewhere(pages)}",
            fix=OURS,
            page=pages[0],
        )


def pdf_bookmarks(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """A PDF of several pages without bookmarks, or with bookmarks that lead nowhere."""
    if not subject.pdf.readable or len(subject.pdf.pages) <= limits["pages"] or subject.edition.for_paper_only:
        return
    if not subject.pdf.outline:
        yield Finding(message="the PDF has no bookmarks", fix="make headings of <h1> to <h3> in templates/")
    lost = [entry for entry in subject.pdf.outline if not entry.page]
    if lost:
        yield Finding(message=f'the bookmark "{lost[0].title}" leads nowhere{elsewhere(lost)}', needle=lost[0].title, fix=OURS)


def pdf_boxes(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Pages whose trimmed size is not the edition's, or whose bleed is too narrow."""
    for page in subject.pdf.pages:
        size = sorted(float(side) * POINTS_PER_MM for side in subject.edition.page_size(page.number))
        trim = sorted((page.trim.width, page.trim.height))
        if any(abs(found - wanted) > _BOX_TOLERANCE for found, wanted in zip(trim, size, strict=True)):
            found_size = f"{_mm(page.trim.width):g} x {_mm(page.trim.height):g} mm"
            message = f"page {page.number} measures {found_size}, which is not {subject.edition.paper}"
            yield Finding(
                message=message,
                fix="set the paper in styles/editions.yaml, not in a stylesheet",
                page=page.number,
                value=_mm(page.trim.width),
            )
            return
        bleed = _reach(page.trim, page.bleed)
        if (subject.edition.bleed or page.bleed != page.trim) and bleed < limits["bleed"] * POINTS_PER_MM - _BLEED_TOLERANCE:
            message = f"page {page.number} bleeds {_mm(max(bleed, 0))} mm beyond its trimmed edge"
            yield Finding(
                message=message,
                fix=f"set `bleed: {limits['bleed']:g}` in the edition",
                page=page.number,
                value=_mm(max(bleed, 0)),
                limit=limits["bleed"],
            )
            return
        if _reach(page.bleed, page.media) < -_BLEED_TOLERANCE:
            yield Finding(message=f"the bleed of page {page.number} reaches out of its sheet", fix=OURS, page=page.number)
            return


def _reach(inner: Box, outer: Box) -> float:
    """How far one box reaches beyond another on the side where that is least, in points."""
    return min(inner.left - outer.left, inner.bottom - outer.bottom, outer.right - inner.right, outer.top - inner.top)


def pdf_encryption(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """A locked file."""
    if subject.pdf.encrypted:
        locked = "" if subject.pdf.readable and subject.pdf.may_be_read else ", and screen readers may not read it"
        yield Finding(message=f"the PDF is encrypted{locked}", fix="write it without a password and without restrictions")


def pdf_size(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """A file too large to send around."""
    megabytes = round(subject.pdf.size / 1_000_000, 1)
    if megabytes > limits["megabytes"]:
        message = f"the PDF is {megabytes:g} MB large"
        yield Finding(
            message=message, fix="use smaller pictures: 300 pixels to the inch are enough", value=megabytes, limit=limits["megabytes"]
        )


def pdf_repeatable(subject: PdfSubject, limits: Limits) -> Iterator[Finding]:
    """Two settings of one leaflet that differ in bytes."""
    if subject.twice is None or subject.twice[0] == subject.twice[1]:
        return
    first, second = subject.twice
    place = next((index for index, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    yield Finding(
        message=f"set twice, this leaflet gives two files in the edition {subject.edition_name}: they differ from byte {place:,} on",
        fix="take dates, random numbers and what depends on the machine out of templates/ and styles/",
        value=place,
    )


def _mm(points: float) -> float:
    return round(points / POINTS_PER_MM, 1)


RULES = (
    Rule(
        slug="pdf-ua-id",
        stage="pdf",
        severity=Severity.ERROR,
        reason="Readers and registers look for the claim before they trust the tags.",
        basis="MP 06-002",
        example="no pdfuaid:part in the metadata",
        mend='pdfuaid:part="1"',
        check=pdf_ua_id,
    ),
    Rule(
        slug="pdf-title",
        stage="pdf",
        severity=Severity.ERROR,
        reason="The title is the first thing that a screen reader says, and what a list of files shows.",
        basis="MP 06-003, MP 06-004",
        example="leaflet-final-2.pdf",
        mend="Vitamin B12 and your nerves",
        check=pdf_title,
    ),
    Rule(
        slug="pdf-display-title",
        stage="pdf",
        severity=Severity.ERROR,
        reason="Without it a reader announces the name of the file.",
        basis="MP 07-001, MP 07-002",
        example="no DisplayDocTitle",
        mend="DisplayDocTitle true",
        check=pdf_display_title,
    ),
    Rule(
        slug="pdf-lang",
        stage="pdf",
        severity=Severity.ERROR,
        reason="A screen reader picks its voice by the language: English in a French voice cannot be understood.",
        basis="MP 11-001, MP 11-006, SC 3.1.1",
        example="a Polish leaflet marked as English",
        mend="Lang pl",
        check=pdf_lang,
    ),
    Rule(
        slug="pdf-fonts",
        stage="pdf",
        severity=Severity.ERROR,
        reason="A font that is missing is replaced on the reader's machine; letters without names cannot be read out.",
        basis="MP 31-009, MP 31-027, MP 31-030, MP 10-001",
        example="Helvetica, not embedded",
        mend="every font embedded, with a map to Unicode",
        check=pdf_fonts,
    ),
    Rule(
        slug="pdf-links",
        stage="pdf",
        severity=Severity.ERROR,
        reason="A link that is not tagged, or has no words, does not exist for a screen reader.",
        basis="MP 28-008, MP 28-009, MP 28-011, MP 28-012",
        example="a link annotation beside the structure tree, or one that is called ref-1",
        mend="a Link element with its annotation and its words",
        check=pdf_links,
    ),
    Rule(
        slug="pdf-bookmarks",
        stage="pdf",
        severity=Severity.WARNING,
        reason="Bookmarks are the contents list of a screen reader, and of a telephone.",
        basis="[P]",
        example="a leaflet of six pages without bookmarks",
        mend="a bookmark for every heading",
        check=pdf_bookmarks,
        limits={"pages": 2},
    ),
    Rule(
        slug="pdf-boxes",
        stage="pdf",
        severity=Severity.ERROR,
        reason="A printer cuts and scales by the boxes of the page.",
        basis="[P]",
        example="a page of 200 x 280 mm for A4 paper",
        mend="TrimBox 210 x 297 mm",
        check=pdf_boxes,
        limits={"bleed": 3},
    ),
    Rule(
        slug="pdf-encryption",
        stage="pdf",
        severity=Severity.ERROR,
        reason="A locked file locks out screen readers, printers and archives.",
        basis="MP 26-002",
        example="a PDF with a password against copying",
        mend="a PDF without a password",
        check=pdf_encryption,
    ),
    Rule(
        slug="pdf-size",
        stage="pdf",
        severity=Severity.ADVICE,
        reason="Large files are not sent, and cost patients on mobile data.",
        basis="[P]",
        example="a photograph of 20 megapixels",
        mend="the same at 300 pixels to the inch",
        check=pdf_size,
        limits={"megabytes": 5},
    ),
    Rule(
        slug="pdf-repeatable",
        stage="pdf",
        severity=Severity.ADVICE,
        reason="Who builds again must get the file that was signed. Off, as it sets the first edition of each leaflet a second time.",
        basis="[P]",
        example="<p>{{ range(99) | random }}</p>   in a template of one's own",
        mend="no date, random number or name of the machine in templates/",
        check=pdf_repeatable,
        off=True,
    ),
)
