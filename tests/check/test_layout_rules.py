"""Every rule about the laid-out pages has a leaflet that triggers it at the right words, and a near miss that does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from printing import SENTENCE, files, printed

from leafletgen.check.pages import folds, lines, marks, paging, type_sizes
from leafletgen.check.rule import Rule
from leafletgen.diagnostics import Diagnostic, Severity

MakeLibrary = Callable[..., Path]

RULES: dict[str, Rule] = {rule.slug: rule for module in (paging, folds, lines, type_sizes, marks) for rule in module.RULES}


def section(*blocks: str) -> str:
    return "sections:\n  - heading: What is it?\n    content:\n" + "".join(f"      - {block}\n" for block in blocks)


def paragraphs(count: int) -> list[str]:
    return [f"text: {SENTENCE * 4}" for _ in range(count)]


def picture(width: int) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, width // 2), "#888888").save(data, "PNG")
    return data.getvalue()


SHORT = section("text: Some text.")
LONG = section(*paragraphs(30))
TABLE = "table: {caption: Words, columns: [First, Second, Third, Fourth], rows: [[One, two, three, WORD]]}"
FIGURE = "figure: {image: images/photo.png, alt: A grey square, caption: A square}"
CITED = section("text: Some text. [@nice-ng239]")
RUNNING = "templates/parts/running.html"
NUMBERED = '<div class="running-footer"><p class="footer-page"><span class="page-number"></span></p></div>'
UNNUMBERED = '<div class="running-footer"><p>A clinic</p></div>'
IDENTITY = {"templates/parts/identity.html": ""}
PAGES = ".end { display: none } .section p { break-before: page }"
ALONE = ".end { display: none }"
PAGE_EACH = ".section, .end, .end-columns { break-before: page }"
SPINE = "@page :right { margin-left: 3mm !important } .running-status { text-align: start }"
NARROW = ".section p { max-width: 97mm }"
WIDE = "@page { margin: 12mm !important } p { max-width: none !important }"
LOW = "@page { margin-bottom: 50mm !important } .running-status { margin-top: 6mm }"
WORD = "Hydroxocobalamin" * 4
PHOTO = "leaflets/images/photo.png"
QR = "qr: {url: 'https://clinic.example/a', label: More}"
NBSP = "\N{NO-BREAK SPACE}"
DOSES = "text: " + "Take one dose of 50 micrograms a day, and then no more than 1000 micrograms. " * 12
PARTED_DOSES = DOSES.replace("50", "**50**").replace("1000", "**1000**")
"""The composer joins a number and its unit, but not where one of them alone is bold."""
PHONES = "text: " + "Ring 01632 960 123. " * 12
DATES = "text: " + "We saw you on 22 November 2026 in the clinic. " * 12
YEARS = "text: " + "In the years 2010 to 2020 we saw 300 people and 400 more. " * 12


def glued(text: str) -> str:
    """The text with no-break spaces between its figures."""
    return re.sub(r"(?<=\d) (?=\d)", NBSP, text)


BAD: dict[str, tuple[dict[str, str | bytes | None], str, str]] = {
    "page-count": (files("pages: 1\n" + LONG), "plain", "pages in the edition plain, more than the 1"),
    "page-count edition": (files("pages: {plain: 2, big: 9}\n" + LONG), "plain", "more than the 2"),
    "page-count unknown": (files("pages: {plian: 2}\n" + SHORT), "plain", 'no edition "plian"'),
    "page-count booklet": (files(LONG), "book", "blank before the back cover"),
    "page-count panels": (files(LONG), "panels", 'the 6 panels are full in the section "What is it?"'),
    "page-count one side": (files(SHORT, ALONE), "panels", "the inside stays blank"),
    "fold-clearance": (files(LONG, SPINE), "book", "stands 3.0 mm from a fold, and in"),
    "fold-clearance panels": (files(section(*paragraphs(3)), "@page :nth(3) { margin-left: 3mm !important }"), "panels", "mm from a fold"),
    "overflow": (files(section(TABLE.replace("WORD", WORD)), "table { table-layout: fixed }"), "plain", "does not fit into its cell"),
    "overflow page": (files(section(TABLE.replace("WORD", WORD))), "plain", "does not fit into the page"),
    "last-page-sparse": (files(section(*paragraphs(2)), PAGES), "plain", "nearly empty"),
    "heading-stranded": (files(LONG, ".section .block { break-before: page }"), "plain", '"What is it?" stands at the foot of page 1'),
    "margin": (files(SHORT, ".running-status { position: running(status); padding-bottom: 9mm }"), "plain", "mm from the edge"),
    "page-number": (files(LONG, **{RUNNING: UNNUMBERED}), "plain", "no page carries its number"),
    "identity-line": (files("code: AB-01\n" + SHORT, **{RUNNING: NUMBERED}, **IDENTITY), "plain", "reference and version and review date"),
    "columns": (files(section(*paragraphs(3)), ".section { columns: 3; column-gap: 10mm }"), "plain", "3 columns"),
    "columns gutter": (files(section(*paragraphs(3)), ".section { columns: 2; column-gap: 4mm }"), "plain", "4 mm apart"),
    "font-size": (files(SHORT, ".section p { font-size: 11pt }"), "plain", "running text is set in 11 pt, below 12 pt"),
    "font-size-small": (files(SHORT, ".footer-identity { font-size: 7pt }"), "plain", "small print is set in 7 pt, below 10 pt"),
    "font-size-small mark": (files(CITED, ".cite { font-size: 6pt }"), "plain", "a citation mark is set in 6 pt, below 8 pt"),
    "large-print-size": (files(SHORT, ".section p { font-size: 16pt }"), "big", "running text is set in 16 pt, below 18 pt"),
    "line-spacing": (files(section(*paragraphs(1)), "p { line-height: 1.1 }"), "plain", "1.10 times"),
    "line-length": (files(section(*paragraphs(3)), WIDE), "plain", "lines are long"),
    "line-length short": (files(section(*paragraphs(3)), ".section p { max-width: 40mm }"), "plain", "lines are short"),
    "justified-text": (files(section(*paragraphs(1)), ".section p { text-align: justify }"), "plain", "is justified"),
    "justified-text centred": (files(section(*paragraphs(1)), ".section p { text-align: center }"), "plain", "is centred"),
    "hyphenation": (files(section(*paragraphs(1)), ".section p { hyphens: auto }"), "plain", "may be divided"),
    "font-face": (files(SHORT, ".section p { font-weight: 300 }"), "plain", "light weight"),
    "text-on-image": (files(SHORT, ".section { background: linear-gradient(#fff, #ccc) }"), "plain", "stands on a picture"),
    "text-on-image photograph": (
        files(section(FIGURE, "text: Some text."), ".figure-block + .block { margin-top: -60mm }", **{PHOTO: picture(1400)}),
        "plain",
        "stands on a picture",
    ),
    "unit-split": (files(section(PARTED_DOSES), NARROW), "plain", "the dose"),
    "unit-split telephone": (files(section(PHONES), NARROW), "plain", "the telephone number"),
    "unit-split date": (files(section(DATES), NARROW), "plain", "the date"),
    "note-lost": (files(CITED, ".note { display: none !important }"), "plain", "is on no page"),
    "image-resolution": (files(section(FIGURE), **{PHOTO: picture(400)}), "plain", "91 pixels to the inch"),
    "image-resolution warning": (files(section(FIGURE), **{PHOTO: picture(1000)}), "plain", "227 pixels to the inch"),
    "qr-size": (files(section(QR), ".qr { width: 14mm; height: 14mm }"), "plain", "14 mm wide"),
}  # fmt: skip
"""What breaks a rule: files, edition, words of the message. The first word of the name is the rule."""

GOOD: dict[str, tuple[dict[str, str | bytes | None], str]] = {
    "page-count": (files("pages: {plain: 30, big: 1}\n" + LONG), "plain"),
    "page-count ordinary print only": (files("pages: 5\n" + LONG), "big"),
    "page-count booklet": (files(SHORT, PAGE_EACH), "book"),
    "page-count panels": (files(SHORT), "panels"),
    "fold-clearance": (files(LONG, "@page { margin-left: 6mm !important; margin-right: 6mm !important }"), "book"),
    "fold-clearance outer edge": (files(LONG, SPINE.replace(":right", ":left")), "book"),
    "fold-clearance no fold": (files(SHORT, SPINE), "plain"),
    "overflow": (files(section(f"text: {WORD}")), "plain"),
    "overflow list": (files(section("bullets: [" + ", ".join(["One thing"] * 12) + "]", "steps: [One, Two]", "checklist: [A box]")), "big"),
    "last-page-sparse": (files(section(*paragraphs(1), f"text: {SENTENCE * 16}"), PAGES), "plain"),
    "last-page-sparse back cover": (files(section(*paragraphs(2)), PAGES), "book"),
    "last-page-sparse one page": (files(SHORT, ".end { display: none }"), "plain"),
    "heading-stranded": (files(LONG), "plain"),
    "heading-stranded above a picture": (
        files(section(FIGURE, "text: Some text."), ".block + .block { break-before: page }", **{PHOTO: picture(1400)}),
        "plain",
    ),
    "margin": (files(SHORT, LOW), "plain"),
    "page-number": (files(LONG, **{RUNNING: NUMBERED}), "plain"),
    "page-number panels": (files(section(*paragraphs(4))), "panels"),
    "page-number two pages": (files(SHORT, ".end { break-before: page }", **{RUNNING: UNNUMBERED}), "plain"),
    "identity-line": (files(SHORT, **IDENTITY), "plain"),
    "columns": (files(section(*paragraphs(3)), ".section { columns: 2; column-gap: 8mm }"), "plain"),
    "font-size": (files(SHORT, ".section p { font-size: 12pt }"), "plain"),
    "font-size large print": (files(SHORT, ".section p { font-size: 16pt }"), "big"),
    "font-size-small": (files(CITED, ".footer-identity { font-size: 10pt } .cite { font-size: 8pt }"), "plain"),
    "large-print-size": (files(CITED), "big"),
    "large-print-size ordinary print": (files(SHORT), "plain"),
    "line-spacing": (files(section(*paragraphs(1)), "p { line-height: 1.4 } h2, caption { line-height: 1 }"), "plain"),
    "line-length": (files(section(*paragraphs(3)), "p { max-width: 130mm }"), "plain"),
    "line-length too little to judge": (files(section("text: One line."), ".section p { max-width: 20mm }"), "plain"),
    "justified-text": (files(section(*paragraphs(1)), "h2, td { text-align: center }"), "plain"),
    "hyphenation": (files(section(*paragraphs(1))), "plain"),
    "font-face": (files(section("text: Some **strong** text.")), "plain"),
    "text-on-image": (files(section(FIGURE, "text: Some text."), ".section { background: #eeeeee }", **{PHOTO: picture(1400)}), "plain"),
    "unit-split": (files(section(DOSES, glued(PHONES), YEARS), NARROW), "plain"),
    "note-lost": (files(CITED), "plain"),
    "note-late": (files(CITED), "plain"),
    "image-resolution": (files(section(FIGURE), **{PHOTO: picture(1400)}), "plain"),
    "qr-size": (files(section(QR)), "plain"),
}  # fmt: skip
"""Near misses."""


def found(case: str, table: tuple[dict[str, str | bytes | None], str], make_library: MakeLibrary, builtin: Path) -> list[Diagnostic]:
    made = printed(make_library(table[0]), builtin, table[1])
    return made.judge(RULES[case.split(" ")[0]], made.pages)


@pytest.mark.parametrize("case", BAD)
def test_a_rule_reports_what_breaks_it(case: str, make_library: MakeLibrary, builtin: Path) -> None:
    reported = found(case, BAD[case][:2], make_library, builtin)
    assert reported
    assert BAD[case][2] in reported[0].message
    assert reported[0].fix


@pytest.mark.parametrize("case", GOOD)
def test_a_rule_is_silent_on_a_near_miss(case: str, make_library: MakeLibrary, builtin: Path) -> None:
    assert [d.message for d in found(case, GOOD[case], make_library, builtin)] == []


def test_every_rule_is_tried_both_ways() -> None:
    tried = {case.split(" ")[0] for case in BAD} | {"note-late"}
    assert tried == set(RULES) == {case.split(" ")[0] for case in GOOD}


def test_a_late_footnote_is_told_where_it_is_called(make_library: MakeLibrary, builtin: Path) -> None:
    made = printed(make_library(files(CITED)), builtin)
    note = replace(made.pages.layout.notes[0], page=2)
    late = replace(made.pages, layout=replace(made.pages.layout, notes=(note,)))
    (told,) = made.judge(RULES["note-late"], late)
    assert told.severity is Severity.ADVICE
    assert told.path == "sections/0/content/0"
    assert told.excerpt[told.span.column - 1 :].startswith("Some text.")


def test_an_unknown_font_is_told_by_its_own_name(make_library: MakeLibrary, builtin: Path) -> None:
    made = printed(make_library(files(SHORT)), builtin)
    assert made.pages.layout.fonts == ("Atkinson Hyperlegible",)
    other = replace(made.pages, layout=replace(made.pages.layout, fonts=("Comic Neue", "Noto Sans Arabic")))
    assert ["Comic Neue" in told.message for told in made.judge(RULES["font-face"], other)] == [True]


def test_a_finding_points_at_the_words_and_at_the_page(make_library: MakeLibrary, builtin: Path) -> None:
    body = section("text: First.", "text: Second **words** follow here.")
    made = printed(make_library(files(body, ".block + .block p { font-size: 9pt }")), builtin)
    (told,) = made.judge(RULES["font-size"], made.pages)
    assert told.excerpt[told.span.column - 1 : told.span.end_column - 1] == "follow here."
    assert (told.page, told.value, told.limit) == (1, 9, 12)
    assert told.box
    left, bottom, right, top = told.box
    assert 40 < left < right < 555
    assert 9 <= top - bottom <= 10


def test_tight_lines_are_an_error_and_close_lines_a_warning(make_library: MakeLibrary, builtin: Path) -> None:
    for height, severity in ((1.1, Severity.ERROR), (1.3, Severity.WARNING)):
        made = printed(make_library(files(section(*paragraphs(1)), f"p {{ line-height: {height} }}")), builtin)
        assert [told.severity for told in made.judge(RULES["line-spacing"], made.pages)] == [severity]
