"""A leaflet's typeset pages onto sheets of paper: booklet, trifold, or two copies beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from leafletgen.build.job import Job
from leafletgen.build.plan import pages_name
from leafletgen.check.pages import folds
from leafletgen.check.policy import placed
from leafletgen.check.rules import BY_SLUG
from leafletgen.diagnostics import Diagnostic, Severity
from leafletgen.html.locale import script_direction
from leafletgen.model.edition import Edition
from leafletgen.pdf.impose.sheets import folded_sheets, n_up_sheets
from leafletgen.pdf.layout_facts import Layout
from leafletgen.source.located import SourceFile


def is_imposed(edition: Edition, job: Job) -> bool:
    """Whether the job's output is sheets, with the pages beside them."""
    return edition.fold is not None or job.n_up > 1


def on_sheets(pdf: bytes, pages: int, job: Job, edition: Edition, title: str, phrase: Callable[..., str]) -> tuple[bytes, int]:
    """A leaflet whose tagged pages are ``pdf`` on sheets, and how many sheets of paper they are.

    ``phrase`` gives words of the catalogue by their key.
    """
    # A build without sheets need not load pypdf.
    from leafletgen.pdf.impose.metadata import Words
    from leafletgen.pdf.impose.write import write_sheets

    words = Words(phrase("sheets-title", title=title), phrase("sheets-how", file=pages_name(job)))
    sheets = folded_sheets(edition, pages, script_direction(job.language)) if edition.fold else n_up_sheets(edition, pages, job.n_up)
    return write_sheets(pdf, sheets, words), sheets.count


def unfit(edition: Edition, layout: Layout, source: SourceFile) -> Iterator[Diagnostic]:
    """Why the pages cannot be set on sheets, whatever a library makes of the rule: there is no panel left for them."""
    for finding in folds.unfit(edition, layout):
        yield placed(BY_SLUG["page-count"], finding, Severity.ERROR, source)
