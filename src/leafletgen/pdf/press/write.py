"""Write a laid-out document for a press: the engine paints, then colours, sheet and claims are made what a print shop needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leafletgen.diagnostics import Diagnostic, Severity, Span
from leafletgen.model.page import Page
from leafletgen.model.press import Press
from leafletgen.pdf.press import claims
from leafletgen.pdf.press.artwork import Artwork
from leafletgen.pdf.press.mixing import Mixer
from leafletgen.pdf.press.objects import resolve
from leafletgen.pdf.press.sheet import dress_pages

NOWHERE = Span("")

_MIXABLE = "keep to colours as #rrggbb or device-cmyk(...), and to RGB, grey or CMYK pictures"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A PDF, and what keeps it from a press."""

    pdf: bytes
    problems: tuple[Diagnostic, ...]


def write_press(document: Any, page: Page, press: Press) -> Pressed:
    """The PDF of a laid-out document, which was set from ``page``."""
    try:
        mixer = Mixer(press)
    except ValueError as failure:
        words = f"the profile of the printing condition {press.condition} cannot be used: {failure}"
        return Pressed(b"", (_problem("press-profile", words, "ask the print shop for its CMYK output profile (.icc)"),))
    for laid_out in document.pages:
        # Paper has nothing to click: addresses are printed beside what they belong to.
        for clickable in (laid_out.links, laid_out.anchors, laid_out.bookmarks, laid_out.forms):
            clickable.clear()
    finisher = _Finisher(page, press, mixer)
    data = document.write_pdf(finisher=finisher.finish, pdf_version="1.6", pdf_identifier=finisher.document_id.encode())
    return Pressed(data, tuple(finisher.problems))


class _Finisher:
    """Makes one PDF ready."""

    def __init__(self, page: Page, press: Press, mixer: Mixer) -> None:
        self.press, self.mixer = press, mixer
        self.problems: list[Diagnostic] = []
        self.document_id = claims.digest(page.html.encode())
        resources = (part for name in sorted(page.resources) for part in (name.encode(), page.resources[name]))
        self.instance_id = claims.digest(page.html.encode(), repr(press).encode(), *resources)

    def finish(self, document: Any, pdf: Any) -> None:
        """What the engine calls before it writes."""
        pages = [resolve(pdf, reference) for reference in pdf.page_references]
        artwork = Artwork(pdf, self.mixer)
        artwork.recolour(pages)
        self.problems += [_problem("press-colour", f"{what} cannot be mixed from printing inks", _MIXABLE) for what in artwork.problems]
        self.problems += self.accent()
        dress_pages(pdf, pages, self.press)
        claims.declare_condition(pdf, self.press)
        missing = claims.what_is_missing(document.metadata)
        self.problems += [_problem("press-metadata", f"the page does not say {what}", "keep it in templates/base.html") for what in missing]
        if not missing:
            claims.declare_version(pdf, document.metadata, self.document_id, self.instance_id)

    def accent(self) -> Iterator[Diagnostic]:
        """Whether the brand says how its accent is printed."""
        if self.press.accent_inks is None and not self.mixer.accent_is_grey:
            mixed = self.mixer.accent_inks
            percent = ", ".join(str(round(ink * 100)) for ink in (mixed.c, mixed.m, mixed.y, mixed.k))
            message = f"the brand does not say in which inks its accent {self.press.accent} prints: the profile mixes [{percent}]"
            fix = f"add `accent_cmyk: [{percent}]` to the brand, or the inks of its own style guide"
            yield Diagnostic("press-colour", Severity.ADVICE, message, NOWHERE, fix)


def _problem(rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, NOWHERE, fix)
