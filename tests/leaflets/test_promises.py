"""What every page of every leaflet owes its reader, in every edition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from reading import Pdf, bag
from running import LEAFLETS, PDF_EDITIONS, REPOSITORY
from same_words import assert_same_words

from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.source.listing import list_leaflets

Built = Callable[[str, str], Path]

DISCLAIMER = "General information, not personal medical advice. Ask your care team about you."
CODES = {row.name: row.code for row in list_leaflets(REPOSITORY)[0]}

every_pdf = pytest.mark.parametrize(("leaflet", "edition"), [(leaflet, edition) for leaflet in LEAFLETS for edition in PDF_EDITIONS])


@pytest.fixture(scope="session")
def pdf(built: Built) -> Callable[[str, str], Pdf]:
    """Gives a PDF, read once."""
    return cache(lambda leaflet, edition: Pdf(built(leaflet, edition)))


Pdfs = Callable[[str, str], Pdf]


def _joined(page: str) -> str:
    return " ".join(page.split())


@every_pdf
def test_every_page_carries_the_footer(pdf: Pdfs, leaflet: str, edition: str) -> None:
    pages = pdf(leaflet, edition).pages
    for number, page in enumerate(pages, 1):
        text = _joined(page)
        for words in (
            DISCLAIMER,
            f"Page {number} of {len(pages)}",
            CODES[leaflet],
            "Version 1.0",
            "Review by November 2028",
            "Riverside Health Centre",
            "DRAFT, not for patients",
        ):
            assert words in text, f"page {number}"


@every_pdf
def test_drafts_say_so_once_at_the_start_of_reading(pdf: Pdfs, leaflet: str, edition: str) -> None:
    read_out = pdf(leaflet, edition).read_out
    draft = "DRAFT, not for patients. No clinician has approved this leaflet yet."
    assert read_out.count("DRAFT") == 1
    assert draft in read_out
    assert read_out.index(draft) < read_out.index("The main points")


@every_pdf
def test_footers_are_not_read_out(pdf: Pdfs, leaflet: str, edition: str) -> None:
    assert DISCLAIMER not in pdf(leaflet, edition).read_out


@every_pdf
def test_every_citation_leads_to_its_reference(pdf: Pdfs, leaflet: str, edition: str) -> None:
    document = pdf(leaflet, edition)
    listed = {target for target in document.destinations if target.startswith("ref-")}
    cited = {target.lstrip("#") for _, target in document.links if target.startswith("#ref-")}
    assert cited == listed == {f"ref-{number}" for number in range(1, len(listed) + 1)}
    sections = {target.lstrip("#") for _, target in document.links if target.startswith("#section-")}
    assert sections <= document.destinations


@every_pdf
def test_every_source_has_one_page_footnote_where_it_is_first_cited(pdf: Pdfs, leaflet: str, edition: str) -> None:
    document = pdf(leaflet, edition)
    first: dict[int, int] = {}
    for page, target in document.links:
        if found := re.fullmatch(r"#ref-(\d+)", target):
            first[int(found[1])] = min(page, first.get(int(found[1]), page))
    notes: dict[int, list[int]] = {number: [] for number in first}
    for page, text in enumerate(document.pages, 1):
        for number in _footnotes(text):
            notes[number].append(page)
    assert {number: len(pages) for number, pages in notes.items()} == dict.fromkeys(first, 1)
    late = {number: (first[number], pages[0]) for number, pages in notes.items() if pages[0] != first[number]}
    # The engine may set a note on the page after its mark, where the mark stands at the very foot.
    assert all(note == mark + 1 for mark, note in late.values()), late


def _footnotes(page: str) -> dict[int, str]:
    """The footnotes by number: the lines just above the running head, which is drawn after them."""
    body = page[: page.rindex("DRAFT, not for patients\n")]
    notes: dict[int, str] = {}
    for line in reversed(body.splitlines()):
        found = re.match(r"(\d+)\. \S", line)
        if not found or (notes and int(found[1]) >= min(notes)):
            break
        notes[int(found[1])] = line
    return notes


@every_pdf
def test_the_last_page_says_which_content_it_is(pdf: Pdfs, leaflet: str, edition: str) -> None:
    assert re.search(rf"{CODES[leaflet]}, version 1\.0 \([0-9a-f]{{8}}\)", _joined(pdf(leaflet, edition).pages[-1]))


@every_pdf
def test_the_file_tells_what_it_is(pdf: Pdfs, leaflet: str, edition: str) -> None:
    document = pdf(leaflet, edition)
    assert document.information["Title"]
    assert document.information["Author"] == "Riverside Health Centre"
    assert document.information["Subject"]
    assert "B12" in document.information["Keywords"]
    assert document.information["CreationDate"].startswith("D:20261122")
    assert document.information["ModDate"].startswith("D:20261122")
    assert document.catalog["/Lang"] == "en"
    assert document.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.catalog["/MarkInfo"]["/Marked"]
    assert 'pdfuaid:part="1"' in document.xmp
    assert [title for level, title in document.outline if level == 1] == [document.information["Title"]]


@every_pdf
def test_fonts_are_ours_embedded_and_readable(pdf: Pdfs, leaflet: str, edition: str) -> None:
    fonts = pdf(leaflet, edition).fonts
    assert {font.name.removesuffix("-Bold") for font in fonts} <= {"Leaflet-Sans", "Leaflet-More"}
    assert all(font.embedded and font.subset and font.readable for font in fonts)


@every_pdf
def test_what_is_read_out_is_what_is_printed(pdf: Pdfs, leaflet: str, edition: str) -> None:
    """The words in tag order are the words of the pages, but for what stands in their margins and table heads that are repeated."""
    document = pdf(leaflet, edition)
    heads = {bag(head).total(): bag(head) for head in _table_heads(document)}
    decoration = Counter[str]()
    for number, (page, runs) in enumerate(zip(document.pages, document.runs, strict=True), 1):
        silent = bag(" ".join(run.text for run in runs if run.mark is None))
        decoration += silent
        margins = page[page.rindex("DRAFT, not for patients\n") :]
        repeated = silent - bag(margins)
        assert not repeated or repeated == heads[repeated.total()]
        assert re.search(rf"\bPage {number} of {len(document.pages)}\b", margins)
    assert bag(" ".join(document.pages)) - decoration == bag(document.read_out)


def _table_heads(document: Pdf) -> list[str]:
    return [" ".join(re.findall(r"TH [^|]*?\) ([^|]*)", line)) for line in document.tags().splitlines() if "TR: TH (scope=Column)" in line]


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_the_web_page_has_the_words_of_the_pdf(pdf: Pdfs, built: Built, leaflet: str) -> None:
    """But for the numbers that print adds (pages of the contents, steps, the reference list) and page footnotes."""
    html = built(leaflet, "web").read_text("utf-8")
    web = bag(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<(style|title|script)\b.*?</\1>", " ", html, flags=re.DOTALL))))
    document = pdf(leaflet, "standard")
    notes = bag(" ".join(note for page in document.pages for note in _footnotes(page).values()))
    printed = bag(document.read_out) - notes
    assert web - printed - bag("Skip to the main text") == {}
    assert [word for word in printed - web if not word.isdigit()] == []


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_the_web_page_says_them_in_the_same_order(built: Built, leaflet: str) -> None:
    tree = inspect_pdf(built(leaflet, "standard").read_bytes()).tree
    assert tree
    assert_same_words(built(leaflet, "web").read_text("utf-8"), tree)


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_the_web_page_needs_nothing_else(built: Built, leaflet: str) -> None:
    html = built(leaflet, "web").read_text("utf-8")
    assert not re.findall(r"<(?:link|iframe|object|embed)\b", html)
    assert re.findall(r"<script\b[^>]*>", html) == ['<script type="application/ld+json">']
    assert set(re.findall(r'\bsrc="([a-z]+):', html)) <= {"data"}
    assert not re.findall(r'\bsrc="(?!data:)', html)
    assert not re.findall(r"url\((?![\"']?(?:data:|#))", html)
    assert "@import" not in html
    assert "data-at" not in html
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'\bid="([^"]+)"', html))
