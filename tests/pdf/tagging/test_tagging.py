"""Small pages and the tree that they get: one case for each thing that the engine does not do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from leafletgen.diagnostics import Severity
from leafletgen.model.edition import Profile
from leafletgen.model.page import Page
from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.pdf.inspect.facts import Inspection
from leafletgen.pdf.typeset import Typeset, Typesetter

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
STYLE = (
    "@font-face { font-family: F; src: url(fonts/f.ttf) } html { font: 16px/20px F } @page { size: 300px 200px; margin: 20px } "
    ".note { float: footnote } .note::footnote-call, .note::footnote-marker { content: none } * { margin: 0 }"
)
Set = Callable[..., Typeset]


@pytest.fixture(scope="module")
def typeset() -> Set:
    setter = Typesetter()

    def make(body: str, style: str = "", profile: Profile = "pdf/a-2a", lang: str = 'lang="en"', **pictures: bytes) -> Typeset:
        html = f"<!doctype html><html {lang}><head><title>T</title><style>{STYLE}{style}</style></head><body>{body}</body></html>"
        return setter.typeset(Page(html, {"fonts/f.ttf": FONT, **{f"images/{name}.png": data for name, data in pictures.items()}}, profile))

    return make


@pytest.fixture(scope="module")
def pdf(typeset: Set) -> Callable[..., Inspection]:
    def make(*given: str, **more: object) -> Inspection:
        done = typeset(*given, **more)
        assert done.diagnostics == ()
        return inspect_pdf(done.pdf)

    return make


Pdf = Callable[..., Inspection]


def tree(found: Inspection) -> str:
    assert found.tree
    return found.tree.dump()


def picture(mode: str, kind: str = "PNG") -> bytes:
    data = BytesIO()
    Image.new(mode, (30, 10)).save(data, kind)
    return data.getvalue()


def test_a_paragraph_over_two_pages_is_one(pdf: Pdf) -> None:
    found = pdf("<section><p>" + "many words " * 60 + "</p></section>")
    assert len(found.pages) > 1
    assert [tag.kind for tag in found.tags] == ["Document", "Sect", "P"]
    assert found.tree
    assert " ".join(found.tree.said.split()) == ("many words " * 60).strip()


def test_a_heading_repeated_on_the_next_page_is_decoration(pdf: Pdf) -> None:
    rows = "".join(f"<tr><th scope=row>Row {n}<td><a href='https://a.example/{n}'>cell</a>" for n in range(20))
    found = pdf(f"<table><thead><tr><th>Head<th><a href='https://b.example'>link</a></thead>{rows}</table>")
    assert len(found.pages) > 2
    assert [tag.kind for tag in found.tags].count("THead") == 1
    assert [content.artifacts for content in found.contents] == ["", *["Headlink"] * (len(found.pages) - 1)]
    head = next(tag for tag in found.tags if tag.kind == "Link")
    assert head.links == len(found.pages)


def test_header_cells_say_what_they_head(pdf: Pdf) -> None:
    found = pdf(
        "<table><thead><tr><th rowspan=2>A<th colspan=2>B<tr><th>b<th>c</thead>"
        "<tr><th rowspan=2>one<td>1<td>2<tr><td>3<td>4<tr><th scope=rowgroup>two<td>5<td>6</table>"
    )
    heads = {tag.said.strip(): (tag.scope, tag.id, tag.column_span, tag.row_span) for tag in found.tags if tag.kind == "TH"}
    assert heads == {
        "A": ("Column", "table-1-0-0", 1, 2),
        "b": ("Column", "table-1-1-1", 1, 1),
        "c": ("Column", "table-1-1-2", 1, 1),
        "B": ("Column", "table-1-0-1", 2, 1),
        "one": ("Row", "table-1-2-0", 1, 2),
        "two": ("Row", "table-1-4-0", 1, 1),
    }
    cells = {tag.said.strip(): tag.headers for tag in found.tags if tag.kind == "TD"}
    assert cells["2"] == cells["4"] == ("table-1-2-0", "table-1-0-1", "table-1-1-2")
    assert cells["5"] == ("table-1-4-0", "table-1-0-1", "table-1-1-1")


def note(number: int) -> str:
    return f'<sup><a href="#r{number}">{number}</a></sup><span class="note" data-note="{number}">{number}. Note</span>'


def test_notes_follow_what_calls_them(pdf: Pdf) -> None:
    refs = "".join(f'<li id="r{n}">R</li>' for n in range(1, 6))
    found = pdf(
        f"<div><p>One{note(1)} and{note(2)} on.</p><p>Next.</p></div><ul><li>Item{note(3)}<li>Last</ul>"
        f"<table><caption>C{note(4)}</caption><tr><th>H{note(5)}</table><ol>{refs}</ol>"
    )
    assert tree(found).startswith(
        "Document\n  Div\n    P\n      'One '\n      Reference\n        Link\n          '1'\n      ' and '\n      Reference\n        Link\n"
        "          '2'\n      ' on.'\n    Note id='note-1'\n      '1. Note'\n    Note id='note-2'\n      '2. Note'\n    P\n      'Next.'\n"
    )
    kinds = [tag.kind for tag in found.tree.elements] if found.tree else []
    assert kinds == ["Div", "L", "Table", "Note", "Note", "L"]
    body = next(tag for tag in found.tags if tag.kind == "LBody")
    assert [tag.kind for tag in body.elements] == ["Reference", "Note"]


def test_running_heads_and_feet_are_decoration_and_lose_their_links(typeset: Set) -> None:
    margins = "margin: 40px 20px; @top-left { content: element(head) } @bottom-left { content: counter(page) }"
    style = f"@page {{ {margins} }} h6 {{ position: running(head) }}"
    data = typeset('<h6>Head <a href="https://a.example">here</a></h6><p>Words</p>', style).pdf
    found = inspect_pdf(data)
    assert [tag.kind for tag in found.tags] == ["Document", "P"]
    assert found.contents[0].artifacts == "Head here1"
    assert found.links == ()
    assert not found.pages[0].annotated
    assert found.untagged_text == ()


LONG = "more words than fit in one line of this page"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<b>one</b> <i>two</i>\n<span>three</span>", "one two three"),
        (f"A <a href='https://a.example'>link, {LONG}</a>, then <b>{LONG}</b>.", f"A link, {LONG}, then {LONG}."),
        ("un<b>break</b>able", "unbreakable"),
        ("first<br>second<b><br>third</b>", "first second third"),
        ("www.an-address.example/that/is/too/long/for/one/line", "www.an-address.example/that/is/too/long/for/one/line"),
        (f"<span style='text-transform: uppercase'>{LONG}</span>", LONG.upper()),
        ("same " * 20, " ".join(["same"] * 20)),
        ("one <!-- between --> two", "one two"),
        (f"un\xadbreak {LONG}", f"unbreak {LONG}"),
    ],
)
def test_words_keep_their_spaces(pdf: Pdf, body: str, said: str) -> None:
    # A space is painted with a glyph that some font of the page has painted.
    found = pdf(f"<p>{body}</p><p>a b</p>", "p { overflow-wrap: anywhere }")
    assert found.tree
    assert " ".join(found.tree.said.split()) == f"{said} a b"


def test_a_face_that_has_painted_no_space_borrows_one(pdf: Pdf) -> None:
    face = "@font-face { font-family: F; font-weight: 700; src: url(fonts/f.ttf) } b { font-size: 20px }"
    found = pdf("<p>a b</p><p><b>one</b> <b>two</b></p>", face)
    assert [font.name for font in found.fonts] == ["F", "F-Bold"]
    assert found.tree
    assert found.tree.said.split("\n\n")[2].strip() == "one two"


def test_languages_and_abbreviations(typeset: Set) -> None:
    data = typeset('<p>Say <span lang="cy">Bore <b>da</b></span>, <abbr title="multiple sclerosis">MS</abbr></p><p lang="fr">Oui</p>').pdf
    assert b"/E (multiple sclerosis)" in _objects(data)
    told = {tag.language: tag.said.strip() for tag in inspect_pdf(data).tags if tag.language}
    assert told == {"cy": "Bore da", "fr": "Oui"}


def _objects(data: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_emphasis_is_said_in_pdf_2(pdf: Pdf) -> None:
    body = "<aside><p><em>a</em> <strong>b</strong></p></aside>"
    assert [tag.kind for tag in pdf(body).tags] == ["Document", "Sect", "P", "Span", "Span"]
    assert [tag.kind for tag in pdf(body, profile="pdf/ua-2").tags] == ["Document", "Aside", "P", "Em", "Strong"]


def test_lists_have_labels_and_numbering(pdf: Pdf) -> None:
    body = (
        "<ul><li>a<ol style='list-style-type: lower-alpha'><li>b</ol></ul><ol class=own><li>c</ol><ul class=bare><li>d</ul>"
        "<dl><dt>e<dd>f</dl>"
    )
    style = ".own, .bare { list-style: none; counter-reset: n } .own li::before { counter-increment: n; content: counter(n) '. ' }"
    found = pdf(body, style)
    lists = [tag for tag in found.tags if tag.kind == "L"]
    assert [[[part.kind for part in item.elements] for item in each.elements] for each in lists] == [
        [["Lbl", "LBody"]], [["Lbl", "LBody"]], [["Lbl", "LBody"]], [["LBody"]], [["LBody"], ["LBody"]],
    ]  # fmt: skip
    assert lists[1] in [tag for body in lists[0].all() if body.kind == "LBody" for tag in body.elements]
    assert lists[2].said.split() == ["1.", "c"]


def test_text_without_a_paragraph_gets_one(pdf: Pdf) -> None:
    assert [tag.kind for tag in pdf("<div>loose <b>text</b><p>held</p>and more</div>").tags] == ["Document", "Div", "P", "Span", "P", "P"]


def test_empty_things_are_not_said(pdf: Pdf) -> None:
    found = pdf("<div><p> </p><ul></ul></div><p>x</p><table><tr><th>H<td></table>")
    assert [tag.kind for tag in found.tags] == ["Document", "P", "Table", "TBody", "TR", "TH", "TD"]


def test_a_link_over_two_lines_is_one_link_with_words(pdf: Pdf) -> None:
    found = pdf(
        '<p>Read <a href="https://a.example/x">all of the long leaflet about it and more</a> or '
        '<a href="#here" aria-label="The end">1</a></p><p id="here">End</p>'
    )
    assert [(tag.kind, tag.links) for tag in found.tags if tag.kind == "Link"] == [("Link", 2), ("Link", 1)]
    assert [link.contents for link in found.links] == ["all of the long leaflet about it and more"] * 2 + ["The end"]
    assert all(link.printed for link in found.links)


def test_a_link_that_leads_nowhere_is_no_link(typeset: Set) -> None:
    done = typeset('<p>a <a href="#no">b</a> <a>c</a></p>')
    assert [each.rule for each in done.diagnostics] == ["link-broken"]
    assert [tag.kind for tag in inspect_pdf(done.pdf).tags] == ["Document", "P", "Span", "Span"]


def test_a_fault_takes_the_claims_away(typeset: Set) -> None:
    for body in ("<p>\u4e2d</p>", '<p><img src="images/a.png"></p>'):
        done = typeset(body, a=picture("RGB"))
        assert [each.severity for each in done.diagnostics] == [Severity.ERROR]
        xmp = inspect_pdf(done.pdf).xmp
        assert xmp
        assert (xmp.title, xmp.ua_part, xmp.pdfa_part) == ("T", "", "")


def test_a_picture_without_words_is_told(typeset: Set) -> None:
    (told,) = typeset('<p><img src="images/a.png"></p>', a=picture("RGB")).diagnostics
    assert (told.rule, told.message) == ("missing-alt", "the image images/a.png has no words for people who cannot see it")


def test_a_page_without_a_language_is_told(typeset: Set) -> None:
    (told,) = typeset("<p>x</p>", lang="").diagnostics
    assert (told.rule, told.message) == ("engine", "the page does not say its language")


def test_a_picture_in_printing_inks_is_told_and_pdf_a_not_claimed(typeset: Set) -> None:
    done = typeset('<p><img src="images/a.png" alt="A"></p>', a=picture("CMYK", "JPEG"))
    assert [(each.rule, each.severity) for each in done.diagnostics] == [("engine", Severity.WARNING)]
    xmp = inspect_pdf(done.pdf).xmp
    assert xmp
    assert (xmp.ua_part, xmp.pdfa_part) == ("1", "")


@pytest.mark.parametrize(
    ("profile", "claims"),
    [("pdf/a-2a", ("1", "2", "A")), ("pdf/ua-1", ("1", "", "")), ("pdf/ua-2", ("2", "", ""))],
)
def test_each_profile_claims_what_it_is(pdf: Pdf, profile: Profile, claims: tuple[str, str, str]) -> None:
    xmp = pdf("<p>x</p>", profile=profile).xmp
    assert xmp
    assert (xmp.ua_part, xmp.pdfa_part, xmp.pdfa_conformance) == claims


def test_bookmarks_and_links_lead_to_elements_in_pdf_2(typeset: Set) -> None:
    data = typeset('<h1>One</h1><p><a href="#two">go</a></p><h2 id="two">Two</h2>', profile="pdf/ua-2").pdf
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    catalog: Any = reader.trailer["/Root"]
    bookmark = catalog["/Outlines"]["/First"]
    assert bookmark["/A"]["/SD"][0]["/S"] == bookmark["/SE"]["/S"] == "/H1"
    assert bookmark["/First"]["/A"]["/SD"][0]["/S"] == "/H2"
    link = reader.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    assert link["/A"]["/SD"][0]["/S"] == "/H2"
    assert "/Dest" not in link
    name, place = catalog["/Names"]["/Dests"]["/Names"][:2]
    assert (name, place["/SD"][0]["/S"]) == ("two", "/H2")


def test_the_tree_leads_back_from_its_marks_and_its_ids(typeset: Set) -> None:
    from pypdf import PdfReader

    data = typeset(f'<p>One{note(1)} two</p><p id="r1">R</p>').pdf
    reader = PdfReader(BytesIO(data))
    catalog: Any = reader.trailer["/Root"]
    tree = catalog["/StructTreeRoot"]
    numbers = tree["/ParentTree"]["/Nums"]
    assert [element.get_object()["/S"] for element in numbers[1]] == ["/P", "/Link", "/P", "/P", "/Note"]
    assert numbers[3].get_object()["/S"] == "/Link"
    assert tree["/ParentTreeNextKey"] == 2
    assert [str(tree["/IDTree"]["/Names"][0]), tree["/IDTree"]["/Names"][1]["/S"]] == ["note-1", "/Note"]
