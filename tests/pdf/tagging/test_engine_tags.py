"""The parts of the engine that tagging rests on. When WeasyPrint moves, these tests say what changed; nothing else need be read first."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any

import pytest

from leafletgen.model.page import BASE_URL
from leafletgen.pdf.engine import closed_fetcher, engine
from leafletgen.pdf.tagging.engine_tags import EngineChanged, replaced

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
STYLE = "@font-face { font-family: F; src: url(fonts/f.ttf) } html { font: 16px F }"
HTML = (
    f'<html lang="en"><title>T</title><style>{STYLE}</style><p>One <a href="https://a.example">two</a></p><table><thead><tr><th>H</table>'
)


def laid_out() -> Any:
    return engine().HTML(string=HTML, base_url=BASE_URL, url_fetcher=closed_fetcher({"fonts/f.ttf": FONT})).render(pdf_tags=True)


def test_the_version_is_the_one_that_is_known() -> None:
    assert engine().__version__.split(".")[0] == "70", (
        "read weasyprint/pdf/tags.py and stream.py of the new version, then this file's tests"
    )


def test_the_tree_is_built_by_one_function_that_is_looked_up_when_it_is_called() -> None:
    weasyprint = engine()
    source = inspect.getsource(weasyprint.pdf.generate_pdf)
    assert source.count("add_tags(pdf, document, options['pdf_version'], page_streams)") == 1
    assert "from .tags import add_tags" in inspect.getsource(weasyprint.pdf)
    assert source.index("build_fonts_dictionary(") < source.index("add_tags("), "spaces are painted with glyphs of fonts that are done"
    assert source.index("add_tags(") < source.index("variant_function(")


@pytest.fixture
def seen() -> dict[str, Any]:
    """What the engine hands over."""
    found: dict[str, Any] = {}

    def look(pdf: Any, document: Any, streams: list[Any]) -> None:
        found.update(pdf=pdf, document=document, streams=streams, marks=dict(streams[0]._tags), tokens=list(streams[0].stream))

    with replaced(engine(), look):
        laid_out().write_pdf(pdf_variant="pdf/ua-1")
    return found


def test_each_painted_box_has_its_mark_in_the_stream(seen: dict[str, Any]) -> None:
    texts = {box.text: mark["mcid"] for box, mark in seen["marks"].items()}
    assert texts == {"One ": 0, "two": 1, "H": 2}
    tokens = seen["tokens"]
    assert [tokens[index - 1]["MCID"] for index, token in enumerate(tokens) if token == b"BDC"] == [0, 1, 2]
    assert [tokens[index - 2] for index, token in enumerate(tokens) if token == b"BDC"] == ["/Span"] * 3
    assert tokens.count(b"EMC") == 3


def test_text_is_shown_in_one_way(seen: dict[str, Any]) -> None:
    shown = [token for token in seen["tokens"] if isinstance(token, bytes) and token.endswith(b"] TJ")]
    assert len(shown) == 3
    assert all(token.startswith(b"[<") for token in shown)
    assert next(token for token in seen["tokens"] if isinstance(token, bytes) and token.endswith(b" Tf")).startswith(b"/")


def test_fonts_know_their_letters(seen: dict[str, Any]) -> None:
    for font in seen["document"].fonts.values():
        assert isinstance(font.hash, str)
        assert " " in font.to_unicode.values()
        assert not font.bitmap


def test_boxes_have_what_is_read_of_them(seen: dict[str, Any]) -> None:
    boxes = [seen["document"].pages[0]._page_box]
    for box in boxes:
        boxes += getattr(box, "children", ())
    link = next(box for box in boxes if box.element_tag == "a" and type(box).__name__ == "InlineBox")
    assert link.link_annotation["Subtype"] == "/Link"
    assert link.element.get("href") == "https://a.example"
    cell = next(box for box in boxes if type(box).__name__ == "TableCellBox")
    assert (cell.grid_x, cell.colspan, cell.rowspan) == (0, 1, 1)
    assert [box.is_header for box in boxes if box.element_tag == "thead"] == [True]


def test_who_writes_without_us_gets_the_engine_s_own_tree() -> None:
    with replaced(engine(), lambda pdf, document, streams: None):
        laid_out().write_pdf(pdf_variant="pdf/ua-1")
    assert b"/StructTreeRoot" in laid_out().write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)


def test_an_engine_that_does_not_call_is_told() -> None:
    with pytest.raises(EngineChanged, match="does not build its tags where version 70 does"), replaced(engine(), lambda *_: None):
        laid_out().write_pdf()
