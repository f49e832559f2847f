"""Compose: a leaflet, a brand and an edition become one page of HTML with all that it needs."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from leafletgen.diagnostics import Diagnostic, Span, error
from leafletgen.html import markup, pictures, vancouver
from leafletgen.html.citing import Citations
from leafletgen.html.edition_css import edition_css, note_width
from leafletgen.html.library_file import FileProblem
from leafletgen.html.locale import Messages, MissingMessage
from leafletgen.html.mono_drawings import without_colour
from leafletgen.html.pictures import Picture
from leafletgen.html.press_profile import check_profile
from leafletgen.html.resources import MissingResource, Resources
from leafletgen.html.schema_org import json_ld, medical_web_page
from leafletgen.html.self_contained import self_contained
from leafletgen.html.templates import TracedEnvironment, environment, messages_folders
from leafletgen.html.web_margins import margin_css
from leafletgen.model.base import Markdown
from leafletgen.model.blocks import block_name
from leafletgen.model.brand import Brand
from leafletgen.model.edition import Edition
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.page import Page
from leafletgen.model.press import Press
from leafletgen.model.reference import Reference
from leafletgen.model.settings import Approval, Disclaimer

WORDS_PER_MINUTE = 200
DIGEST_SHOWN = 8
"""Hex digits of the content digest that are printed beside the version."""
SHORT_REFERENCE = 70
"""Most characters of a reference in short on a sheet for staff."""
STAFF_LANGUAGE = "en"
"""Language of sheets for staff: the one that findings and changes are told in, whatever the leaflet's."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One leaflet as it is to be printed: the words, who hands them out, and where it stands."""

    name: str
    leaflet: Leaflet
    language: str
    brand: Brand
    edition: Edition
    edition_name: str
    references: Mapping[str, Reference]
    pictures: Mapping[str, Picture]
    """Images of the leaflet and the brand by their path."""
    digest: str
    approval: Approval | None = None
    overdue: bool = False
    disclaimer: Disclaimer | None = None
    """The library's own disclaimer; the catalogue's where None."""
    site: str | None = None
    press_profile: bytes | None = None
    """ICC profile of the brand's own printing condition; the edition's where None."""

    @property
    def web_address(self) -> str | None:
        """Where the leaflet is published, or None."""
        return f"{self.site.rstrip('/')}/{self.name}" if self.site else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What staff get besides leaflets, as the proof sheet: a template, its stylesheet of the same name, and what they show."""

    template: str
    brand: Brand
    edition: Edition
    references: Mapping[str, Reference]
    values: Mapping[str, object]
    images: Mapping[str, bytes]
    """By their address in the page."""


class CannotCompose(Exception):
    """A library's own templates, styles or messages cannot be used; ``problem`` says which and why."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Composer:
    """Composes pages for one library. Holds what pages share: compiled templates, catalogues, resources already read."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """``folders`` hold `templates/` and `styles/`: the library's, then the built-in ones."""
        self.folders = folders
        self.environment: TracedEnvironment = environment(folders)
        self.words: dict[tuple[str, str], Messages] = {}

    def compose(self, copy: Copy) -> Page:
        """The page of ``copy``. Raises CannotCompose where the library's own templates, styles or messages are at fault."""
        with blamed():
            return self._compose(copy)

    def in_one_file(self, page: Page) -> Page:
        """A web page with its styles, fonts and images inside. Raises CannotCompose as `compose` does."""
        with blamed():
            return self_contained(page)

    def compose_sheet(self, sheet: Sheet) -> Page:
        """The page of ``sheet``. Raises CannotCompose as `compose` does."""
        with blamed():
            return self._compose_sheet(sheet)

    def phrase(self, language: str, locale: str, key: str, **values: object) -> str:
        """The words for ``key`` as plain text, for what is not on a page. Raises CannotCompose as `compose` does."""
        with blamed():
            return str(self.messages(language, locale).text(key, **values).unescape())

    def _compose(self, copy: Copy) -> Page:
        edition = copy.edition
        printed = edition.output == "pdf"
        words = self.messages(copy.language, copy.brand.locale)
        cite = Citations(copy.references, words, note_width(edition) if printed else None)
        resources = Resources(self.folders)
        self.environment.asked.clear()
        html = self.render(copy, cite, resources)
        bring_pictures(copy, resources)
        press = _press(copy, resources) if edition.for_paper_only else None
        profile = edition.profile if printed and edition.tagged else None
        return Page(html, resources.read, profile, tuple(cite.numbers), press, self._files(copy.language, resources))

    def render(self, copy: Copy, cite: Citations, resources: Resources, bound: object = None) -> str:
        """The HTML of ``copy``, whose citations go to ``cite`` and whose styles to ``resources``.

        ``bound`` is what it is bound into with others (see `html.bundle`); None for a leaflet by itself.
        """
        edition, words, kind = copy.edition, cite.words, copy.leaflet.kind
        minutes = reading_minutes(copy.leaflet)
        printed = edition.output == "pdf"
        sheets = ["fonts.css", "tokens.css", "blocks.css", f"{kind}.css", "page.css" if printed else "web.css", *edition.styles]
        return self.environment.get_template(
            f"{kind}.html"
        ).render(
            copy=copy,
            leaflet=copy.leaflet,
            brand=copy.brand,
            edition=edition,
            printed=printed,
            bound=bound,
            t=words.text,
            tn=words.plural,
            words=words,
            cite=cite,
            md=lambda text: markup.inline(text, cite),
            md_blocks=lambda text: markup.blocks(text, cite),
            plain=markup.plain,
            at=lambda path: Markup(' data-at="{}"').format(path) if printed else "",
            block_name=block_name,
            qr=pictures.qr_svg,
            minutes=minutes,
            structured_data=lambda: Markup(json_ld(medical_web_page(copy, minutes, cite.numbers))),  # noqa: S704 it is escaped
            digest=copy.digest[:DIGEST_SHOWN],
            disclaimer=_disclaimer(copy, words),
            stylesheets=[resources.stylesheet(name) for name in sheets],
            edition_css=Markup(edition_css(edition, copy.brand)),  # noqa: S704 built from checked sizes and colours
            margin_css="" if printed else Markup(margin_css(copy, words)),  # noqa: S704 its strings are escaped
        )

    def _compose_sheet(self, sheet: Sheet) -> Page:
        words = self.messages(STAFF_LANGUAGE, sheet.brand.locale)
        resources = Resources(self.folders)
        sheets = ["fonts.css", "tokens.css", "blocks.css", "page.css", f"{sheet.template}.css"]
        html = self.environment.get_template(f"{sheet.template}.html").render(
            sheet.values,
            brand=sheet.brand,
            t=words.text,
            tn=words.plural,
            words=words,
            plain=markup.plain,
            reference=lambda id: vancouver.full(sheet.references[id], words),
            short=lambda id: vancouver.short(sheet.references[id], words, SHORT_REFERENCE),
            stylesheets=[resources.stylesheet(name) for name in sheets],
            edition_css=Markup(edition_css(sheet.edition, sheet.brand)),  # noqa: S704 built from checked sizes and colours
        )
        return Page(html, {**resources.read, **sheet.images}, "pdf/ua-1")

    def _files(self, language: str, resources: Resources) -> frozenset[str]:
        """Names of the files that the page composed last was made from."""
        templates = {f"templates/{name}" for name in self.environment.asked}
        return frozenset({f"templates/messages/{language}.po", *templates, *resources.files})

    def messages(self, language: str, locale: str) -> Messages:
        """The words of a language as its locale writes them."""
        key = (language, locale)
        if key not in self.words:
            self.words[key] = Messages(language, locale, messages_folders(self.folders))
        return self.words[key]


@contextmanager
def blamed() -> Iterator[None]:
    """Turn what a library's own files can do wrong into CannotCompose."""
    try:
        yield
    except (FileProblem, MissingMessage, MissingResource, TemplateError, UnicodeDecodeError) as failure:
        raise CannotCompose(_blame(failure)) from failure


def bring_pictures(copy: Copy, resources: Resources) -> None:
    """Put the pictures of ``copy`` among ``resources``, drawings without colour where the edition has none."""
    for picture in copy.pictures.values():
        plain = copy.edition.ink == "mono" and picture.is_drawing
        resources.read[picture.url] = without_colour(picture.data) if plain else picture.data


def _press(copy: Copy, resources: Resources) -> Press:
    """How the page is made ready for a press: for the brand's own printing condition, else the edition's."""
    edition, brand = copy.edition, copy.brand
    if brand.press and copy.press_profile:
        condition, profile = brand.press, copy.press_profile
    else:
        condition, profile = edition.press, resources.style_file(edition.press.profile)
        check_profile(f"styles/{edition.press.profile}", profile)
    return Press(
        bleed=edition.bleed,
        marks=edition.marks,
        accent=brand.accent,
        accent_inks=brand.accent_cmyk.inks if brand.accent_cmyk else None,
        profile=profile,
        condition=condition.condition,
        description=condition.description or condition.condition,
    )


def _disclaimer(copy: Copy, words: Messages) -> Disclaimer:
    """The library's disclaimer or the catalogue's. A brand's words are printed after it, never instead."""
    if copy.disclaimer:
        return copy.disclaimer
    return Disclaimer(
        short=Markdown(words.text("disclaimer-short")), full=Markdown(words.text("disclaimer-full", number=copy.brand.numbers.call))
    )


def reading_minutes(leaflet: Leaflet) -> int:
    """Minutes that reading the leaflet takes, rounded up."""
    return max(1, ceil(sum(markup.word_count(text) for _, text in leaflet.texts()) / WORDS_PER_MINUTE))


def _blame(failure: Exception) -> Diagnostic:
    """The failure at the template line that ran last, where there is one."""
    if isinstance(failure, MissingResource):
        return error("style-missing", str(failure), Span("styles/"), "check the names in styles/ and styles/editions.yaml")
    if isinstance(failure, FileProblem):
        return error("press-profile", failure.message, Span("styles/editions.yaml"), failure.fix)
    if isinstance(failure, MissingMessage):
        return error("message-missing", str(failure), Span("templates/messages/"), "add the words to templates/messages/")
    if isinstance(failure, UnicodeDecodeError):
        return error("template", "a template or a message catalogue is not UTF-8 text", Span("templates/"), "save it as UTF-8")
    if isinstance(failure, TemplateSyntaxError):
        return error("template", failure.message or "the template cannot be read", Span(f"templates/{failure.name}", failure.lineno))
    if isinstance(failure, TemplateNotFound):
        return error("template", f"there is no template {failure.name}", Span("templates/"), "add it, or use the built-in one's name")
    frames = [frame for frame in traceback.extract_tb(failure.__traceback__) if "/templates/" in frame.filename.replace("\\", "/")]
    file, line = (frames[-1].filename.replace("\\", "/").rpartition("/templates/")[2], frames[-1].lineno or 1) if frames else ("", 1)
    return error("template", str(failure), Span(f"templates/{file}", line), "mend it, or remove it to use the built-in one")
