"""Lengths that are worked out once are those that the engine works out each time."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from leafletgen.model.page import Page
from leafletgen.pdf import known_lengths
from leafletgen.pdf.engine import engine
from leafletgen.pdf.typeset import Typesetter

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
STYLES = (
    "",
    "margin: 1px 2px 3px 4px; padding: 1px 2px 3px 4px; border: 5px solid",
    "margin: auto; width: 50px; height: 40px",
    "box-sizing: border-box; padding: 4px; border: 1px solid; width: 50px; height: 2px; min-width: 20px; max-height: 30px",
    "box-sizing: padding-box; padding: 4px; border: 1px solid; width: 50px; min-height: 9px",
    "min-width: 10px; max-width: 20px; min-height: 10px; max-height: 20px",
    "max-width: none; max-height: none; min-width: auto",
    "width: 50%",
    "height: 50%",
    "margin-top: 10%",
    "padding-left: 10%",
    "min-width: 10%",
    "max-height: 10%",
    "width: calc(10% + 1px)",
    "height: calc(10% + 1px); min-height: calc(1px + 2px)",
    "border-collapse: collapse; border: 3px solid",
)


def lengths(css: str, around: Any, resolve: Any) -> dict[str, Any]:
    made = engine()
    html = made.HTML(string=f'<html><body><div style="{css}"></div></html>')
    (element,) = html.etree_element.iter("div")
    box = made.formatting_structure.boxes.BlockBox("div", made.css.get_all_computed_styles(html)(element), element, [])
    box.border_left_width = 9  # as of a neighbour's border, where borders collapse
    resolve(box, around)
    return {name: value for name, value in vars(box).items() if name not in ("style", "element")}


@pytest.mark.parametrize(("css", "around"), list(product(STYLES, [(200, 100), (200, "auto"), (7, 3)])))
def test_lengths_are_those_that_the_engine_works_out(css: str, around: Any) -> None:
    ours = engine().layout.percent.resolve_percentages
    for _ in range(2):
        assert lengths(css, around, ours) == lengths(css, around, ours.__wrapped__)


def test_every_part_of_the_layout_uses_them() -> None:
    ours = engine().layout.percent.resolve_percentages
    parts = [vars(module) for name, module in list(sys.modules.items()) if name.startswith("weasyprint.layout.")]
    uses = [part["resolve_percentages"] for part in parts if "resolve_percentages" in part]
    assert len(uses) == 9
    assert set(uses) == {ours}


def test_pages_are_the_same_to_the_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    style = "@font-face { font-family: F; src: url(fonts/f.ttf) } html { font-family: F } @page { size: 90mm 60mm; margin: 5mm }"
    style += "td { border: 1px solid; padding: 3% } .f { display: flex; gap: 2mm; height: 20% } .c { columns: 2; min-height: 5mm }"
    rows = "<tr><td>a<td>b c d</tr>" * 4
    body = f'<ul><li style="margin: 3% 1mm">A<li>b</ul><div class="f"><p>C<p style="flex: 1">d</div><table>{rows}</table>'
    body += f'<table style="border-collapse: collapse; width: 80%">{rows}</table><div class="c">{"word " * 80}</div>'
    html = f'<!doctype html><html lang="en"><head><title>T</title><style>{style}</style></head><body>{body}</body></html>'
    page = Page(html, {"fonts/f.ttf": FONT}, "pdf/ua-1")
    ours = engine().layout.percent.resolve_percentages
    alone = ours.__wrapped__
    quick = [Typesetter().typeset(page).pdf for _ in range(2)]
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.layout.") and vars(module).get("resolve_percentages") is ours:
            monkeypatch.setattr(module, "resolve_percentages", alone)
    assert {Typesetter().typeset(page).pdf} == set(quick)


def kept() -> dict[Any, Any]:
    ours = engine().layout.percent.resolve_percentages
    found = dict(zip(ours.__code__.co_freevars, ours.__closure__, strict=True))["known"].cell_contents
    assert isinstance(found, dict)
    return found


def test_not_more_is_kept_than_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_lengths, "_MOST", 3)
    ours = engine().layout.percent.resolve_percentages
    widths = [lengths(f"width: {width}px", (200, 100), ours)["width"] for width in (1, 2, 3, 4, 5, 1)]
    assert widths == [1, 2, 3, 4, 5, 1]
    assert len(kept()) <= 3


def test_calculations_are_not_kept() -> None:
    ours = engine().layout.percent.resolve_percentages
    before = len(kept())
    assert [lengths("width: calc(10% + 1px)", (width, 100), ours)["width"] for width in (200, 300)] == [21, 31]
    assert len(kept()) == before
