"""Tools for fonts that the engine seldom uses are loaded when it does, and do their work then."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CODE = """
import importlib, importlib.resources, sys
from leafletgen.model.page import Page
from leafletgen.pdf.engine import engine, hide_system_fonts
from leafletgen.pdf.typeset import Typesetter

way, package, file, *early = sys.argv[1:]
hide_system_fonts()
for name in early:
    importlib.import_module(name)
if way == "without HarfBuzz":
    engine()
    sys.modules["weasyprint.pdf.fonts"].harfbuzz_subset = None
font = (importlib.resources.files(package) / "files" / file).read_bytes()
if way == "as WOFF":
    from leafletgen.html.web_fonts import whole_web_font
    font = whole_web_font(font)
style = "@font-face { font-family: F; src: url(fonts/f.ttf) } html { font: bold 12pt F }"
html = f'<!doctype html><html lang="en"><head><title>T</title><style>{style}</style></head><body>Words</body></html>'
sys.stdout.buffer.write(Typesetter().typeset(Page(html, {"fonts/f.ttf": font}, "pdf/ua-1")).pdf)
print(*(name in sys.modules for name in ("fontTools.subset", "fontTools.varLib.instancer")), file=sys.stderr)
"""
STATIC = ("fontpkg_atkinson_hyperlegible", "AtkinsonHyperlegible-Regular.ttf")
VARIABLE = ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")
SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")


def typeset(*arguments: str, **environment: str) -> tuple[bytes, str]:
    """The PDF that a process of its own sets, and which of the tools it had loaded in the end."""
    done = subprocess.run([sys.executable, "-c", CODE, *arguments], env={**os.environ, **environment}, capture_output=True, check=True)
    return done.stdout, done.stderr.decode().strip()


@pytest.mark.parametrize(
    ("way", "font", "loaded"),
    [
        ("as usual", STATIC, "False False"),
        ("as usual", VARIABLE, "True True"),
        ("without HarfBuzz", STATIC, "True False"),
    ],
)
def test_loaded_when_they_are_used(way: str, font: tuple[str, str], loaded: str) -> None:
    late, seen = typeset(way, *font)
    assert seen == loaded
    early, _ = typeset(way, *font, *SELDOM)
    assert late == early


@pytest.mark.parametrize(("way", "font"), [("as usual", VARIABLE), ("without HarfBuzz", STATIC), ("as WOFF", STATIC)])
def test_a_font_that_is_made_has_no_date_of_its_own(way: str, font: tuple[str, str]) -> None:
    """The tools write one into it, by the clock or by what this variable says."""
    early, late = (typeset(way, *font, SOURCE_DATE_EPOCH=seconds)[0] for seconds in ("0", "86400"))
    assert early == late
