"""Facts of PDFs: those that we write, those that others write, and what is hardly a PDF at all."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from printing import Printed, files, printed
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, PdfObject

from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.pdf.inspect.fonts import Face

MakeLibrary = Callable[..., Path]

BODY = """\
sections:
  - heading: What is it?
    content:
      - text: "Some *marked* text. [@nice-ng239]"
      - figure: {image: images/photo.png, alt: A grey square}
      - table: {caption: Two by two, columns: [What, How much], rows: [[Eggs, Some]]}
      - bullets: [One thing]
"""

TREE = """\
Sect
  H2
    'What is it?'
  Div
    P
      'Some '
      Span
        'marked'
      ' text. '
      Reference
        Link
          '1'
    Note id='note-1'
      '1. NICE. Vitamin B12 deficiency. 2024.'
  Div
    Div
      Figure alt='A grey square'
  Div
    Table
      Caption
        'Two by two'
      THead
        TR
          TH id='table-1-0-0' scope='Column'
            'What'
"""


def photograph() -> bytes:
    data = BytesIO()
    Image.new("RGB", (1400, 700), "#888888").save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def made(make_library: MakeLibrary, builtin: Path) -> Printed:
    return printed(make_library(files(BODY, **{"leaflets/images/photo.png": photograph()})), builtin)


def blank() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(200, 300)
    return writer


def written(writer: PdfWriter) -> bytes:
    data = BytesIO()
    writer.write(data)
    return data.getvalue()


def dictionary(**items: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): item for key, item in items.items()})


def test_a_leaflet_says_what_it_is(made: Printed) -> None:
    found = inspect_pdf(made.set.pdf)
    assert found.problems == ()
    assert (found.language, found.marked, found.suspects, found.display_title, found.encrypted) == ("en", True, False, True, False)
    assert found.info["Title"] == "A leaflet"
    assert found.xmp
    assert (found.xmp.title, found.xmp.ua_part, found.xmp.pdfa_part, found.xmp.pdfa_conformance) == ("A leaflet", "1", "2", "A")
    assert [(font.embedded, font.subset, font.unicode, font.missing_glyphs) for font in found.fonts] == [(True, True, True, 0)] * 2
    assert (round(found.pages[0].trim.width), round(found.pages[0].trim.height), found.pages[0].tabs) == (595, 842, "S")
    assert [(entry.level, entry.title) for entry in found.outline[:2]] == [(1, "A leaflet"), (2, "What is it?")]
    assert {link.within for link in found.links} == {"Link"}
    assert [round(image.dpi) for content in found.contents for image in content.images] == [317]
    assert not any(content.untagged for content in found.contents)


def test_the_tags_can_be_read_as_text(made: Printed) -> None:
    tree = inspect_pdf(made.set.pdf).tree
    assert tree
    section = next(tag for tag in tree.all() if tag.kind == "Sect")
    assert section.dump().startswith(TREE.rstrip())
    assert section.elements[1].elements[0].words.split() == ["Some", "marked", "text.", "1"]
    assert section.elements[1].elements[0].said.strip() == "Some marked text. 1"
    cell = next(tag for tag in tree.all() if tag.kind == "TD")
    assert len(cell.headers) == 2
    assert "What is it?" in tree.text
    assert "A grey square" in tree.text
    assert "A grey square" not in tree.words


def test_a_pdf_that_claims_nothing(made: Printed) -> None:
    found = inspect_pdf(written(blank()))
    assert found.readable
    assert (found.tree, found.xmp, found.marked, found.language) == (None, None, False, "")
    assert not found.fonts
    assert not found.outline
    assert not found.links
    assert found.problems == ()


def test_a_font_that_is_not_in_the_file() -> None:
    writer = blank()
    font = dictionary(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica"))
    page = writer.pages[0]
    page[NameObject("/Resources")] = dictionary(Font=dictionary(F1=writer._add_object(font)))
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf 20 20 Td [(Two) -300 (words)] TJ ET")
    page[NameObject("/Contents")] = writer._add_object(stream)
    found = inspect_pdf(written(writer))
    assert [(font.name, font.embedded, font.subset, font.unicode) for font in found.fonts] == [("Helvetica", False, False, True)]
    assert found.contents[0].untagged == ("Two words",)


def test_a_tree_that_bites_its_tail() -> None:
    writer = blank()
    element = DictionaryObject({NameObject("/S"): NameObject("/P")})
    reference = writer._add_object(element)
    element[NameObject("/K")] = ArrayObject([reference, NumberObject(3)])
    writer._root_object[NameObject("/StructTreeRoot")] = DictionaryObject({NameObject("/K"): reference})
    found = inspect_pdf(written(writer))
    assert found.tree
    assert found.tree.kind == "P"
    assert ["twice" in problem for problem in found.problems] == [True]


def test_roles_of_its_own_are_led_back_to_standard_ones() -> None:
    writer = blank()
    element = DictionaryObject({NameObject("/S"): NameObject("/Absatz")})
    roles = DictionaryObject({NameObject("/Absatz"): NameObject("/Body"), NameObject("/Body"): NameObject("/P")})
    tree = DictionaryObject({NameObject("/K"): writer._add_object(element), NameObject("/RoleMap"): roles})
    writer._root_object[NameObject("/StructTreeRoot")] = tree
    found = inspect_pdf(written(writer)).tree
    assert found
    assert (found.kind, found.role) == ("P", "Absatz")


@pytest.mark.parametrize(("password", "readable"), [("", True), ("secret", False)])
def test_a_locked_pdf_says_so(made: Printed, password: str, readable: bool) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(made.set.pdf)))
    writer.encrypt(password, "owner", algorithm="RC4-128", permissions_flag=0)  # type: ignore[arg-type]
    found = inspect_pdf(written(writer))
    assert (found.encrypted, found.readable) == (True, readable)
    assert not (readable and found.may_be_read)


def test_metadata_with_entities_is_not_read(made: Printed) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(made.set.pdf)))
    stream = DecodedStreamObject()
    stream.set_data(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    writer._root_object[NameObject("/Metadata")] = writer._add_object(stream)
    found = inspect_pdf(written(writer))
    assert found.xmp is None
    assert found.problems == ("the metadata cannot be read: it declares entities",)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"not a PDF", b"\0" * 5000, b"%PDF-1.7\nxref\n0 1\ntrailer<</Root 9 0 R>>\n%%EOF"])
def test_what_is_no_pdf_is_told(data: bytes) -> None:
    found = inspect_pdf(data)
    assert found.size == len(data)
    assert not found.readable or not found.pages
    assert found.problems or found.readable


def test_damage_never_raises(made: Printed) -> None:
    """Bytes flipped, cut out and cut off, the same every time."""
    luck = random.Random(1)
    for _ in range(25):
        data = bytearray(made.set.pdf)
        for _ in range(luck.choice((1, 20, 400))):
            data[luck.randrange(len(data))] = luck.randrange(256)
        inspect_pdf(bytes(data[: luck.choice((len(data), luck.randrange(len(data))))]))


def test_ranges_of_a_character_map() -> None:
    face = Face(DictionaryObject({NameObject("/Subtype"): NameObject("/Type0")}), [])
    face.read_map(
        b"1 begincodespacerange <0000> <ffff> endcodespacerange "
        b"1 beginbfchar <0005> <00660069> endbfchar "
        b"2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0078> <0079007a>] endbfrange"
    )
    assert face.show(bytes.fromhex("00050010001200200021"), 1)[0] == "fiACxyz"
    face.show(bytes.fromhex("00000099"), 1)
    assert (face.fact().missing_glyphs, face.fact().unmapped) == (1, 1)
