"""Pages drawn small into another PDF, where their stand-ins are."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import Image
from printing import files, printed, typesetter

from leafletgen.html.resources import Resources
from leafletgen.model.page import Page
from leafletgen.pdf.miniatures import place_pages, stand_in

BODY = """\
sections:
  - heading: A heading
    content:
      - figure: {image: images/grey.png, alt: A grey square}
      - text: Some words. [@nice-ng239]
"""


@pytest.fixture
def leaflet(make_library: Callable[..., Path], builtin: Path) -> bytes:
    """A PDF of two pages, with a picture that is as grey as a stand-in."""
    data = BytesIO()
    Image.new("L", (300, 1), 120).save(data, "PNG")
    css = ".section { break-before: page; }"
    root = make_library(files(BODY, css, **{"leaflets/images/grey.png": data.getvalue()}))
    return printed(root, builtin).set.pdf


@pytest.fixture
def sheet(builtin: Path) -> bytes:
    """A tagged PDF with stand-ins for three pages, and another picture."""
    resources = Resources((builtin,))
    other = BytesIO()
    Image.new("RGB", (1, 1)).save(other, "PNG")
    pictures = "".join(f'<p><img src="{n}.png" style="width: 50mm; height: 70mm" alt="Page {n}"></p>' for n in range(4))
    head = f'<link rel="stylesheet" href="{resources.stylesheet("fonts.css")}"><style>* {{ font-family: "Leaflet Sans" }}</style>'
    html = f'<html lang="en"><head><title>A sheet</title>{head}</head><body><h1>A sheet</h1>{pictures}</body></html>'
    images = {f"{n}.png": stand_in(n) for n in range(1, 4)} | {"0.png": other.getvalue()}
    return typesetter().typeset(Page(html, resources.read | images, "pdf/ua-1")).pdf


def drawn(pdf: bytes) -> list[Any]:
    """Pictures and drawings of the first page, in the order of the stand-ins."""
    found: Any = pypdf.PdfReader(BytesIO(pdf)).pages[0]["/Resources"]
    return [entry.get_object() for entry in found["/XObject"].values()]


def test_a_stand_in_is_a_picture() -> None:
    for number in (1, 2, 300):
        with Image.open(BytesIO(stand_in(number))) as image:
            image.load()
            assert (image.size, image.mode) == ((number, 1), "L")


def test_pages_take_the_place_of_their_stand_ins(sheet: bytes, leaflet: bytes) -> None:
    count = len(pypdf.PdfReader(BytesIO(leaflet)).pages)
    kinds = [str(entry["/Subtype"]) for entry in drawn(place_pages(sheet, leaflet))]
    assert [str(entry["/Subtype"]) for entry in drawn(sheet)] == ["/Image"] * 4
    assert (count, kinds.count("/Form"), kinds.count("/Image")) == (2, 2, 2)


def test_a_page_is_drawn_as_it_is_printed(sheet: bytes, leaflet: bytes) -> None:
    with pypdfium2.PdfDocument(place_pages(sheet, leaflet)) as document:
        words = document[0].get_textpage().get_text_bounded()
    assert "A leaflet" in words
    assert "Some words." in words


def test_tags_are_those_of_the_sheet(sheet: bytes, leaflet: bytes) -> None:
    placed = place_pages(sheet, leaflet)
    before, after = (pypdf.PdfReader(BytesIO(data)) for data in (sheet, placed))
    assert after.metadata == before.metadata
    assert after.pdf_header == before.pdf_header == "%PDF-1.7"
    assert after.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    forms = [entry for entry in drawn(placed) if entry["/Subtype"] == "/Form"]
    for form in forms:
        assert b"BDC" not in form.get_data()
        assert b"EMC" not in form.get_data()
    assert not any("/Annots" in page for page in after.pages)


def test_the_same_in_gives_the_same_bytes(sheet: bytes, leaflet: bytes) -> None:
    assert place_pages(sheet, leaflet) == place_pages(sheet, leaflet)
