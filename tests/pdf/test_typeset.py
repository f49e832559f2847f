"""Typesetting: a page and its bytes in, a PDF out, and every complaint of the engine as a diagnostic."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from reading import Pdf
from running import REPOSITORY

from leafletgen.diagnostics import Severity
from leafletgen.model.edition import Profile
from leafletgen.model.page import Page
from leafletgen.pdf import engine
from leafletgen.pdf.engine_log import diagnostics
from leafletgen.pdf.typeset import Typeset, Typesetter

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
STYLE = "@font-face { font-family: F; src: url(fonts/f.ttf) } html { font-family: F }"
FOOTER = (
    "@page { margin-bottom: calc(var(--footer-height, 1mm) + 5mm); "
    "@bottom-center { content: element(footer) } } "
    ".footer { position: running(footer) }"
)


def page(body: str, style: str = "", profile: Profile | None = "pdf/ua-1", resources: Mapping[str, bytes] = MappingProxyType({})) -> Page:
    html = (
        f'<!doctype html><html lang="en"><head><title>T</title><style>{STYLE}{style}</style></head>'
        f'<body><article class="leaflet">{body}</article></body></html>'
    )
    return Page(html, {"fonts/f.ttf": FONT, **resources}, profile)


@pytest.fixture(scope="module")
def setter() -> Typesetter:
    return Typesetter()


def rules(done: Typeset) -> list[tuple[str, str]]:
    return [(found.rule, found.message) for found in done.diagnostics]


def test_a_plain_page_says_nothing(setter: Typesetter, tmp_path: Path) -> None:
    done = setter.typeset(page("<h1>Words</h1>"))
    assert (done.pages, done.diagnostics) == (1, ())
    (tmp_path / "a.pdf").write_bytes(done.pdf)
    pdf = Pdf(tmp_path / "a.pdf")
    assert pdf.pages == ["Words\n"]
    assert pdf.tags() == "Document\n  Art\n    H1: Words\n"
    assert [(font.name, font.embedded) for font in pdf.fonts] == [("F", True)]


def test_an_untagged_page(setter: Typesetter) -> None:
    assert b"/StructTreeRoot" not in setter.typeset(page("<p>Words</p>", profile=None)).pdf


@pytest.mark.parametrize(
    ("body", "style", "rule", "message"),
    [
        ("<p>\u4e2d</p>", "", "missing-glyph", 'no font has the character "\u4e2d" (U+4E2D)'),
        ('<img src="images/a.png" alt="x">', "", "image-missing", "the image https://page.invalid/images/a.png cannot be used"),
        ('<img src="file:///etc/passwd" alt="x">', "", "image-missing", "the image file:///etc/passwd cannot be used"),
        ('<img src="http://localhost/x" alt="x">', "", "image-missing", "the image http://localhost/x cannot be used"),
        ('<a href="#no">x</a>', "", "link-broken", "a link leads to #no, which is not in the leaflet"),
        ("<p>x</p>", "p { colour: red }", "style-invalid", None),
        ("<p>x</p>", "p { color: reed }", "style-invalid", None),
        ('<link rel="stylesheet" href="styles/no.css"><p>x</p>', "", "style-missing",
         "the stylesheet https://page.invalid/styles/no.css cannot be used"),
        ("<p>x</p>", "@font-face { font-family: G; src: url(fonts/no.ttf) }", "font-missing", 'the font "G" cannot be loaded'),
    ],
)  # fmt: skip
def test_what_the_engine_logs_is_a_diagnostic(setter: Typesetter, body: str, style: str, rule: str, message: str | None) -> None:
    found = rules(setter.typeset(page(body, style)))
    assert rule in [each for each, _ in found], found
    assert message is None or (rule, message) in found


def test_a_broken_drawing(setter: Typesetter) -> None:
    done = setter.typeset(page('<img src="images/a.svg" alt="x">', resources={"images/a.svg": b"<svg"}))
    assert [rule for rule, _ in rules(done)] == ["image-missing"]


def test_what_the_engine_logs_stays_off_the_terminal(setter: Typesetter, capfd: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("weasyprint")
    before = (list(logger.handlers), logger.propagate)
    setter.typeset(page("<p>\u4e2d</p>"))
    assert capfd.readouterr() == ("", "")
    assert (list(logger.handlers), logger.propagate) == before


def test_words_nobody_foresaw_are_kept() -> None:
    found = list(diagnostics([(logging.ERROR, "Odd"), (logging.WARNING, "Strange"), (logging.ERROR, "Odd")]))
    assert [(each.rule, each.severity, each.message) for each in found] == [
        ("engine", Severity.ERROR, "Odd"),
        ("engine", Severity.WARNING, "Strange"),
    ]


@pytest.mark.parametrize("resources", [{}, {"styles/a.css": FONT}, {"fonts/f.ttf": b"no font"}])
def test_a_page_without_fonts_is_refused_before_the_engine_sees_it(setter: Typesetter, resources: dict[str, bytes]) -> None:
    with pytest.raises(engine.NoFonts):
        setter.typeset(Page("<p>Words</p>", resources, None))


def test_only_the_page_s_own_addresses_are_served() -> None:
    fetch = engine.closed_fetcher({"images/a b.png": b"png", "styles/a.css": b"css"}).fetch
    assert fetch("https://page.invalid/images/a%20b.png").read() == b"png"
    for address in (
        "https://page.invalid/", "https://page.invalid/../etc/passwd", "https://page.invalid/styles/a.css?x", "http://page.invalid/styles/a.css",
        "https://page.invalid.example/styles/a.css", "https://localhost/styles/a.css", "file:///etc/passwd",
        "file:styles/a.css", "styles/a.css",
        "data:,x", "",
    ):  # fmt: skip
        with pytest.raises(ValueError, match="nothing is fetched"):
            fetch(address)


def test_the_footer_has_the_room_it_needs_whatever_was_set_before(tmp_path: Path) -> None:
    def leaflet(lines: int) -> Page:
        text = "<p>" + "word " * 2000 + "</p>"
        html = page(text, FOOTER).html
        footer = f'<div class="footer">{"<p>foot</p>" * lines}</div>'
        return Page(html.replace("<body>", f"<body>{footer}"), {"fonts/f.ttf": FONT}, "pdf/ua-1")

    alone = {lines: Typesetter().typeset(leaflet(lines)).pdf for lines in (1, 8)}
    shared = Typesetter()
    for lines in (1, 8, 8, 1, 1):
        assert shared.typeset(leaflet(lines)).pdf == alone[lines]
    for lines, data in alone.items():
        (tmp_path / "a.pdf").write_bytes(data)
        for runs in Pdf(tmp_path / "a.pdf").runs:
            feet = [run.height for run in runs if run.text == "foot"]
            body = [run.height for run in runs if run.text.startswith("word")]
            assert len(feet) == lines
            assert not body or max(body) < min(feet)


def test_the_file_is_the_same_each_time(setter: Typesetter) -> None:
    assert setter.typeset(page("<p>Words</p>")).pdf == Typesetter().typeset(page("<p>Words</p>")).pdf


@pytest.mark.parametrize("failure", ["OSError('cannot load library')", "ImportError('no weasyprint')"])
def test_an_engine_that_is_not_there(failure: str) -> None:
    code = (
        "import sys\n"
        "class Broken:\n"
        f"    def find_spec(self, name, path=None, target=None):\n        if name == 'weasyprint': raise {failure}\n"
        "sys.meta_path.insert(0, Broken())\n"
        "from leafletgen.pdf.engine import EngineMissing, engine\n"
        "try: engine()\n"
        "except EngineMissing as missing: print('missing:', missing)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert done.stdout.startswith("missing: ")
