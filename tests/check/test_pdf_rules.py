"""Every rule about the PDF: silent on a leaflet as it is set, and telling the one fault that a test then puts into the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from printing import SENTENCE, Printed, files, printed
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, FloatObject, NameObject, RectangleObject, TextStringObject

from leafletgen.check.finished_pdf import document, tags
from leafletgen.check.rule import Rule

MakeLibrary = Callable[..., Path]
Change = Callable[[PdfWriter], object]

RULES: dict[str, Rule] = {rule.slug: rule for module in (document, tags) for rule in module.RULES}

BODY = f"""\
code: AB-01
key_points: ["The first point of all.", "The second point of all. [@nice-ng239]"]
sections:
  - heading: What is it?
    content:
      - text: "{SENTENCE * 12}"
      - figure: {{image: images/photo.svg, alt: A grey square, caption: A square}}
      - table: {{caption: Two by two, columns: [What, How much], rows: [[Eggs, Some of it], [Milk, Some more]]}}
      - steps: [Do this one first, And do that one then]
  - heading: What then?
    content:
      - text: "{SENTENCE * 40}"
      - text: "{SENTENCE * 40}"
      - callout: {{tone: urgent, bullets: [You cannot feel your feet, You fall often]}}
      - text: The very last words of it.
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#888888"/></svg>'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    from conftest import BUILTIN, LIBRARY

    root = tmp_path_factory.mktemp("library")
    for name, content in (LIBRARY | files(BODY, **{"leaflets/images/photo.svg": SVG})).items():
        assert content is not None
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return printed(root, BUILTIN)


def changed(made: Printed, change: Change) -> bytes:
    """The PDF with one thing changed."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(made.set.pdf)))
    change(writer)
    data = BytesIO()
    writer.write(data)
    return data.getvalue()


def root(writer: PdfWriter) -> Any:
    return writer._root_object


def elements(writer: PdfWriter, kind: str, below: Any = None) -> Iterator[Any]:
    """Structure elements of one role, in reading order."""
    element = (below if below is not None else root(writer)["/StructTreeRoot"]).get_object()
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object()
        if hasattr(inner, "get") and "/S" in inner:
            if inner["/S"] == f"/{kind}":
                yield inner
            yield from elements(writer, kind, inner)


def role(kind: str, other: str, which: int = 0) -> Change:
    def change(writer: PdfWriter) -> None:
        list(elements(writer, kind))[which][NameObject("/S")] = NameObject(f"/{other}")

    return change


def without(key: str, kind: str = "", inside: str = "") -> Change:
    """Take a key from the catalogue, or from every element of one role."""

    def change(writer: PdfWriter) -> None:
        things = [root(writer)] if not kind else list(elements(writer, kind))
        for thing in things:
            (thing[inside] if inside else thing).pop(NameObject(key), None)

    return change


def metadata(old: bytes, new: bytes) -> Change:
    def change(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        data = root(writer)["/Metadata"].get_object().get_data()
        assert old in data
        stream.set_data(data.replace(old, new))
        root(writer)[NameObject("/Metadata")] = writer._add_object(stream)

    return change


def painted(operators: bytes) -> Change:
    """Paint something more on the first page."""

    def change(writer: PdfWriter) -> None:
        page = writer.pages[0]
        stream = DecodedStreamObject()
        contents = page.get_contents()
        assert contents is not None
        stream.set_data(contents.get_data() + b"\n" + operators)
        page[NameObject("/Contents")] = writer._add_object(stream)

    return change


def font_file(writer: PdfWriter) -> None:
    fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        descriptor.pop(NameObject("/FontFile2"), None)
        descriptor.pop(NameObject("/FontFile3"), None)


def unicode_map(writer: PdfWriter) -> None:
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        font.get_object().pop(NameObject("/ToUnicode"), None)


def empty_glyph(writer: PdfWriter) -> None:
    name = next(iter(writer.pages[0]["/Resources"]["/Font"])).encode()  # type: ignore[index]
    painted(b"/Artifact BMC BT " + name + b" 12 Tf 50 50 Td <0000> Tj ET EMC")(writer)


def annotation(key: str) -> Change:
    def change(writer: PdfWriter) -> None:
        writer.pages[0]["/Annots"][0].get_object().pop(NameObject(key), None)  # type: ignore[index]

    return change


def named_link(writer: PdfWriter) -> None:
    link = writer.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    link[NameObject("/Contents")] = TextStringObject(link["/Dest"])


def no_spaces(writer: PdfWriter) -> None:
    """Take every painted space out of the first page."""
    painted(b"")(writer)
    stream: Any = writer.pages[0]["/Contents"].get_object()
    stream.set_data(re.sub(rb"<0003>-?\d*", b"", stream.get_data()))


def tabs(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/Tabs")] = NameObject("/R")


def suspects(writer: PdfWriter) -> None:
    from pypdf.generic import BooleanObject

    root(writer)["/MarkInfo"][NameObject("/Suspects")] = BooleanObject(True)


def smaller(writer: PdfWriter) -> None:
    writer.pages[0].mediabox = writer.pages[0].trimbox = RectangleObject([0, 0, 500, 700])


def narrow_bleed(writer: PdfWriter) -> None:
    for page in writer.pages:
        page.mediabox = page.bleedbox = RectangleObject([-3, -3, 598.3, 844.9])


def language(tag: str) -> Change:
    return lambda writer: root(writer).update({NameObject("/Lang"): TextStringObject(tag)})


def lost_cell(writer: PdfWriter) -> None:
    row = list(elements(writer, "TR"))[1]
    row[NameObject("/K")] = ArrayObject(list(row["/K"])[:1])


def lost_words(writer: PdfWriter) -> None:
    """A section leaves the tree; its words stay on the page."""
    section = list(elements(writer, "Sect"))[-3]
    section[NameObject("/K")] = ArrayObject(list(section["/K"])[:-1])


def swapped(writer: PdfWriter) -> None:
    section = list(elements(writer, "Sect"))[-3]
    kids = list(section["/K"])
    section[NameObject("/K")] = ArrayObject([*kids[:-2], kids[-1], kids[-2]])


def lost_bookmark(writer: PdfWriter) -> None:
    outline = root(writer)["/Outlines"].get_object()
    outline["/First"].get_object()[NameObject("/Dest")] = ArrayObject([FloatObject(0)])


FAULTS: dict[str, tuple[Change, str]] = {
    "pdf-tagged": (without("/StructTreeRoot"), "is not tagged"),
    "pdf-tagged unmarked": (without("/MarkInfo"), "is not tagged"),
    "pdf-tagged suspects": (suspects, "suspect"),
    "pdf-ua-id": (metadata(b'pdfuaid:part="1"', b""), "does not say that the PDF is PDF/UA-1 and PDF/A-2a"),
    "pdf-ua-id archive": (metadata(b'pdfaid:conformance="A"', b'pdfaid:conformance="B"'), "PDF/A-2a"),
    "pdf-title": (metadata(b">A leaflet<", b">Another leaflet<"), 'called "Another leaflet"'),
    "pdf-title missing": (without("/Metadata"), "has no title"),
    "pdf-title file name": (metadata(b">A leaflet<", b">leaflet-en.pdf<"), "the name of a file"),
    "pdf-title twice": (lambda writer: writer.add_metadata({"/Title": "An older title"}), "two titles"),
    "pdf-display-title": (without("/ViewerPreferences"), "show its title"),
    "pdf-lang": (language("fr"), 'written in "fr"'),
    "pdf-lang missing": (without("/Lang"), "in which language"),
    "pdf-fonts": (font_file, "is not embedded"),
    "pdf-fonts unicode": (unicode_map, "which characters"),
    "pdf-fonts glyph": (empty_glyph, "empty boxes (1 times)"),
    "pdf-figure-alt": (without("/Alt", "Figure"), "no words for people who cannot see it"),
    "pdf-headings": (role("H1", "H2"), "is of level 2, expected 1"),
    "pdf-headings skipped": (role("H2", "H4", 1), "of level 4 after one of level 2"),
    "pdf-headings mixed": (role("H3", "H"), "with and without a level"),
    "pdf-tables": (without("/Scope", "TH", "/A"), "heads a row or a column"),
    "pdf-tables headers": (without("/ID", "TH"), "names header cells that are not in its table"),
    "pdf-tables grid": (lost_cell, "1 to 2 cells"),
    "pdf-lists": (role("LI", "P"), "P in L"),
    "pdf-lists body": (role("L", "Div"), "LI in Div"),
    "pdf-links": (role("Link", "Span"), "is not tagged as a link"),
    "pdf-links words": (annotation("/Contents"), "no words of its own"),
    "pdf-links name": (named_link, "is told by that name instead of by words"),
    "pdf-links hidden": (annotation("/F"), "is not printed"),
    "pdf-links tabs": (tabs, "tabulator key"),
    "pdf-bookmarks": (without("/Outlines"), "has no bookmarks"),
    "pdf-untagged-content": (painted(b"0 0 10 10 re f"), "neither tagged nor decoration: path"),
    "pdf-untagged-content words": (lost_words, "is not in the tags"),
    "pdf-text-order": (swapped, "is read out in another place"),
    "pdf-text-order missing": (lost_words, "is not read out"),
    "pdf-text-order spaces": (no_spaces, "is read out with words run together"),
    "pdf-boxes": (smaller, "measures 176.4 x 246.9 mm"),
    "pdf-boxes bleed": (narrow_bleed, "bleeds 1.1 mm"),
    "pdf-encryption": (lambda writer: writer.encrypt("", "owner", algorithm="RC4-128"), "is encrypted"),
}


def test_a_leaflet_as_it_is_set_has_no_fault(made: Printed) -> None:
    for data in (made.set.pdf, changed(made, lambda writer: None)):
        looked_at = made.pdf(data)
        assert [told.message for rule in RULES.values() for told in made.judge(rule, looked_at)] == []


COMPANIONS = {
    "pdf-title missing": {"pdf-ua-id"},
    "pdf-lists body": set(),
    "pdf-tables grid": {"pdf-untagged-content", "pdf-text-order"},
    "pdf-untagged-content words": {"pdf-text-order"},
    "pdf-text-order missing": {"pdf-untagged-content"},
    "pdf-tagged": {"pdf-links"},
    "pdf-fonts unicode": {"pdf-text-order"},
}
"""What cannot be broken alone."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_breaks_its_rule_and_no_other(fault: str, made: Printed) -> None:
    change, words = FAULTS[fault]
    slug = fault.split(" ")[0]
    looked_at = made.pdf(changed(made, change))
    told = {name: found for name, rule in RULES.items() if (found := made.judge(rule, looked_at))}
    assert set(told) == {slug} | COMPANIONS.get(fault, set())
    assert words in told[slug][0].message
    assert told[slug][0].fix


def test_every_rule_is_tried() -> None:
    assert {fault.split(" ")[0] for fault in FAULTS} | {"pdf-size", "pdf-lang-parts", "pdf-repeatable"} == set(RULES)


def test_passages_in_another_language(made: Printed) -> None:
    html = made.html.replace("<p>The very last", '<p lang="fr">The very last')
    assert html != made.html
    (told,) = made.judge(RULES["pdf-lang-parts"], made.pdf(html=html))
    assert told.value == "fr"
    assert told.path == "sections/1/content/3"
    for kind, which, silent in (("H2", 0, False), ("P", -1, False), ("P", None, True)):

        def mark(writer: PdfWriter, kind: str = kind, which: int | None = which) -> None:
            for element in list(elements(writer, kind))[slice(None) if which is None else slice(which, (which + 1) or None)]:
                element.update({NameObject("/Lang"): TextStringObject("fr")})

        assert (made.judge(RULES["pdf-lang-parts"], made.pdf(changed(made, mark), html=html)) == []) is silent


def test_a_large_file(made: Printed) -> None:
    heavy = changed(made, lambda writer: writer.add_attachment("noise", bytes(range(256)) * 24_000))
    told = made.judge(RULES["pdf-size"], made.pdf(heavy + b"%" + b"x" * 5_000_000))
    assert [t.limit for t in told] == [5]


def test_lost_words_are_told_where_they_are_written(made: Printed) -> None:
    told = made.judge(RULES["pdf-text-order"], made.pdf(changed(made, lost_words)))
    assert {t.path for t in told} == {"sections/1/content/3"}
    assert told[0].excerpt[told[0].span.column - 1 :].startswith("The very last words of")


def test_what_is_not_a_pdf_is_told_once(made: Printed) -> None:
    told = [t.rule for rule in RULES.values() for t in made.judge(rule, made.pdf(b"%PDF-1.7 and nothing else"))]
    assert told == ["pdf-tagged"]
