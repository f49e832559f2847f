"""Small leaflets set for tests: read, composed and typeset as a build does it, with a stylesheet or a template of the test's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from leafletgen.build.make import prepare
from leafletgen.check.policy import Policy
from leafletgen.check.printed import PagesSubject, PdfSubject
from leafletgen.check.rule import Rule
from leafletgen.check.run import subject_of
from leafletgen.check.subject import Subject
from leafletgen.check.text.words import WordLists
from leafletgen.diagnostics import Diagnostic
from leafletgen.html.compose import Composer, Copy
from leafletgen.model.edition import Edition
from leafletgen.pdf.engine import hide_system_fonts
from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.pdf.typeset import Typeset, Typesetter
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

TODAY = date(2026, 11, 22)

HEAD = 'kind: handout\ntitle: A leaflet\nversion: "1.0"\nowner: A team\npublished: 2026-11-01\nreview_by: 2028-11-01\n'

SENTENCE = "Vitamin B12 keeps your nerves and your blood well, and most people get enough of it from their food. "

EDITIONS = """\
plain:
  label: edition-standard
  paper: A4
  type: {body: 12, small: 10, mark: 8, summary: 14, heading: 17, title: 30}
  line_height: 1.5
  styles: [test.css]
big:
  label: edition-large-print
  paper: A4
  type: {body: 18, small: 16, mark: 14, summary: 20, heading: 24, title: 34}
  line_height: 1.5
  styles: [test.css]
book:
  label: edition-booklet
  paper: A5
  fold: booklet
  margin: 13
  type: {body: 12, small: 10, mark: 8, summary: 13, heading: 15, title: 24}
  line_height: 1.5
  styles: [small-page.css, test.css]
panels:
  label: edition-trifold
  paper: DL
  fold: trifold
  margin: 10
  type: {body: 12, small: 10, mark: 8, summary: 13, heading: 14, title: 22}
  line_height: 1.5
  styles: [small-page.css, panels.css, test.css]
"""


@dataclass(frozen=True)
class Printed:
    """One leaflet, set."""

    subject: Subject
    edition: Edition
    edition_name: str
    html: str
    set: Typeset

    @property
    def pages(self) -> PagesSubject:
        """What rules about pages look at."""
        return PagesSubject(self.subject, self.edition, self.edition_name, self.set.layout)

    def pdf(self, data: bytes | None = None, html: str | None = None) -> PdfSubject:
        """What rules about the PDF look at; ``data`` instead of the PDF as it was written."""
        inspected = inspect_pdf(self.set.pdf if data is None else data)
        return PdfSubject(self.subject, self.edition, self.edition_name, inspected, self.html if html is None else html, self.set.layout)

    def judge(self, rule: Rule, looked_at: object) -> list[Diagnostic]:
        """What ``rule`` says of ``looked_at``."""
        return list(Policy.of(self.subject.library).judge(rule, looked_at, self.subject.source))


@cache
def typesetter() -> Typesetter:
    """One for all tests: fonts are loaded once."""
    hide_system_fonts()
    return Typesetter()


def printed(root: Path, builtin: Path, edition: str = "plain", language: str = "en") -> Printed:
    """The leaflet `leaflet` of the library at ``root``."""
    library, problems = read_library(root, builtin)
    assert library is not None, problems
    assert not problems
    read = read_leaflet(library, "leaflet")
    ready = prepare(library, read, language, TODAY)
    subject = subject_of(library, read, language, TODAY, WordLists())
    assert ready is not None, read.diagnostics
    assert subject is not None
    copy = Copy(
        name="leaflet",
        leaflet=ready.leaflet,
        language=language,
        brand=subject.brand,
        edition=library.editions[edition],
        edition_name=edition,
        references=library.references,
        pictures=ready.pictures,
        digest=ready.digest,
        site=library.settings.site,
    )
    page = Composer((root, builtin)).compose(copy)
    return Printed(subject, library.editions[edition], edition, page.html, typesetter().typeset(page))


def files(body: str, css: str = "", /, **more: str | bytes) -> dict[str, str | bytes | None]:
    """The files of a library with one leaflet whose sections are ``body``, for `make_library`."""
    return {"leaflets/leaflet.yaml": HEAD + body, "styles/editions.yaml": EDITIONS, "styles/test.css": css, **more}
