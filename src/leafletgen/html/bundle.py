"""Bind leaflets: each is composed whole, by the template of its kind, then taken out of its page and put into one with the others.

References are numbered once through all of them. The ids of each get a prefix, so that every link still leads to its own place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from leafletgen.html import markup
from leafletgen.html.citing import Citations
from leafletgen.html.compose import Composer, Copy, blamed, bring_pictures, reading_minutes
from leafletgen.html.edition_css import edition_css, note_width
from leafletgen.html.locale import Messages
from leafletgen.html.resources import Resources
from leafletgen.html.templates import UnfitTemplate
from leafletgen.model.base import Markdown
from leafletgen.model.page import Page
from leafletgen.model.settings import Disclaimer

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_IDS = re.compile(r'(?<=\s)(id|for|headers|aria-(?:labelledby|describedby))="([^"]*)"')
_LINK = re.compile(r'(?<=\s)href="#(?!ref-\d+")([^"]*)"')
"""A link within the leaflet. References are listed at the end of the bundle, under the numbers that they have in it."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Copies of leaflets, of one brand in one edition, and the cover around them."""

    title: str
    summary: str | None
    language: str
    """Of the cover and the end."""
    copies: tuple[Copy, ...]
    """At least one, in the order in which they are bound."""

    @property
    def draft(self) -> bool:
        """Whether nobody has approved one of the leaflets."""
        return any(copy.approval is None for copy in self.copies)

    @property
    def some_drafts(self) -> bool:
        """Whether it has both drafts and approved leaflets, so that it must say which are which."""
        return self.draft and any(copy.approval for copy in self.copies)

    @property
    def overdue(self) -> bool:
        """Whether the review of one of the leaflets is overdue."""
        return any(copy.overdue for copy in self.copies)

    @property
    def published(self) -> date:
        """Day of the newest leaflet in it."""
        return max(copy.leaflet.published for copy in self.copies)

    @property
    def review_by(self) -> date:
        """Day by which the first of its leaflets must be reviewed."""
        return min(copy.leaflet.review_by for copy in self.copies)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its leaflets, each once, whatever their order."""
        return tuple(sorted({copy.leaflet.kind for copy in self.copies}))


def compose_bundle(composer: Composer, pack: Pack) -> Page:
    """The page of ``pack``. Raises CannotCompose as `Composer.compose` does."""
    with blamed():
        return _compose(composer, pack)


def _compose(composer: Composer, pack: Pack) -> Page:
    first = pack.copies[0]
    brand, edition = first.brand, first.edition
    words = composer.messages(pack.language, brand.locale)
    resources = Resources(composer.folders)
    numbers: dict[str, int] = {}
    articles = [_article(composer, pack, copy, f"leaflet-{number}", numbers) for number, copy in enumerate(pack.copies, 1)]
    kinds = [f"{kind}.css" for kind in pack.kinds]
    sheets = ["fonts.css", "tokens.css", "blocks.css", *kinds, "page.css", "bundle.css", *edition.styles]
    cite = Citations(first.references, words, None, numbers)
    html = composer.environment.get_template("bundle.html").render(
        pack=pack,
        articles=articles,
        brand=brand,
        edition=edition,
        edition_name=first.edition_name,
        t=words.text,
        tn=words.plural,
        words=words,
        cite=cite,
        md=lambda text: markup.inline(text, cite),
        md_blocks=lambda text: markup.blocks(text, cite),
        plain=markup.plain,
        minutes=reading_minutes,
        printed=True,
        disclaimer=_disclaimer(first, words),
        stylesheets=[resources.stylesheet(name) for name in sheets],
        edition_css=Markup(edition_css(edition, brand)),  # noqa: S704 built from checked sizes and colours
    )
    for copy in pack.copies:
        bring_pictures(copy, resources)
    return Page(html, resources.read, edition.profile, tuple(numbers))


def _disclaimer(copy: Copy, words: Messages) -> Disclaimer:
    """The library's disclaimer, else the catalogue's, which speaks of more than one leaflet here."""
    full = Markdown(words.text("bundle-disclaimer", number=copy.brand.numbers.call))
    return copy.disclaimer or Disclaimer(short=Markdown(words.text("disclaimer-short")), full=full)


def _article(composer: Composer, pack: Pack, copy: Copy, anchor: str, numbers: dict[str, int]) -> Markup:
    """One leaflet as an article that says its language, with its running head and foot inside; ``numbers`` of references run on."""
    words = composer.messages(copy.language, copy.brand.locale)
    cite = Citations(copy.references, words, note_width(copy.edition), numbers)
    html = composer.render(copy, cite, Resources(composer.folders), bound=pack)
    found = re.search(r"<body>(?P<running>.*?)<article\b[^>]*>(?P<content>.*)</article>", html, re.DOTALL)
    if not found:
        raise UnfitTemplate(f"the page of {copy.name} has no <article> in its <body>, so it cannot be bound with others")
    inside = prefixed(found["running"] + found["content"], f"{anchor}-")
    opening = Markup('<article class="leaflet kind-{}" id="{}" lang="{}" dir="{}">')
    # The parts have come out of templates, which escape.
    return opening.format(copy.leaflet.kind, anchor, copy.language, words.direction) + Markup(inside + "</article>")  # noqa: S704


def prefixed(html: str, prefix: str) -> str:
    """``html`` with ``prefix`` before every id and before what refers to one, but for links to the list of references."""

    def ids(match: re.Match[str]) -> str:
        return f'{match[1]}="{" ".join(prefix + id for id in match[2].split())}"'

    def tag(match: re.Match[str]) -> str:
        return _LINK.sub(rf'href="#{prefix}\1"', _IDS.sub(ids, match[0]))

    return _TAG.sub(tag, html)
