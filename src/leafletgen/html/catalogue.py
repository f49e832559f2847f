"""The catalogue page: one HTML file with its styles, fonts and script inside; pictures and leaflets lie beside it.

Its Content-Security-Policy lets nothing run or be loaded but what is named here by hash, and pictures beside the page.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from hashlib import sha256
from html import unescape
from pathlib import Path

from markupsafe import Markup, escape

from leafletgen.html import markup
from leafletgen.html.compose import blamed
from leafletgen.html.locale import Messages, MissingMessage
from leafletgen.html.pictures import Picture
from leafletgen.html.resources import Resources
from leafletgen.html.self_contained import self_contained
from leafletgen.html.templates import environment, messages_folders
from leafletgen.model.brand import Brand
from leafletgen.model.page import Page

_HEAD = Markup("<!-- policy and styles -->")
"""Stands in the page until its letters are known, which the fonts have to have."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_COMMON = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "–—‘’“”…•"
"""Letters of European languages, in fonts that are cut too, for what people type."""
_FALLBACK = "en"
"""Language of the built-in words."""


class CataloguePage:
    """Words and templates of one library, to make its catalogue page."""

    def __init__(self, folders: tuple[Path, ...], language: str, brand: Brand) -> None:
        """``folders`` hold `templates/` and `styles/`: the library's, then the built-in ones. Raises CannotCompose."""
        self.folders = folders
        self.brand = brand
        with blamed():
            self.words = Messages(language, brand.locale, messages_folders(folders))
            self.language = language
            try:
                self.words.text("catalogue-title")
            except MissingMessage:
                self.words = Messages(_FALLBACK, brand.locale, messages_folders(folders))
                self.language = _FALLBACK

    def name(self, key: str, otherwise: str) -> str:
        """The words for ``key`` as plain text; ``otherwise`` where there are none, as for an edition that is no more."""
        try:
            return str(self.words.text(key).unescape())
        except MissingMessage:
            return otherwise

    def html(self, values: Mapping[str, object], logo: Picture | None) -> bytes:
        """The page. Raises CannotCompose where the library's own templates, styles or messages are at fault."""
        with blamed():
            return self._html(values, logo).encode("utf-8", "replace")

    def _html(self, values: Mapping[str, object], logo: Picture | None) -> str:
        templates, resources = environment(self.folders), Resources(self.folders)
        script = Markup(templates.get_template("catalogue.js").render().strip())  # noqa: S704 a template of ours or of the library
        html = templates.get_template("catalogue.html").render(
            values,
            language=self.language,
            brand=self.brand,
            logo=_data(logo) if logo else None,
            t=self.words.text,
            tn=self.words.plural,
            words=self.words,
            plain=markup.plain,
            script=script,
            head=_HEAD,
        )
        # Attributes too, from which the script takes what it shows.
        letters = "".join(sorted({*unescape(html.replace(str(script), "")), *_COMMON}))
        styles = f"<style>:root{{--brand:{self.brand.accent}}}</style>\n{_styles(resources, letters)}"
        return html.replace(str(_HEAD), f"{_policy(styles, str(script))}\n{styles}", 1)


def _data(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"


def _styles(resources: Resources, letters: str) -> str:
    """The stylesheet with its fonts inside."""
    link = f'<link rel="stylesheet" href="{resources.stylesheet("catalogue.css")}">'
    (css,) = _STYLE.findall(self_contained(Page(f"{link}\n{escape(letters)}", resources.read, None), whole_fonts=True).html)
    return f"<style>{css}</style>"


def _policy(styles: str, script: str) -> str:
    """What the page may do. `'self'` means nothing where a page is opened as a file, so that files are named besides."""
    style_hashes = " ".join(_hash(style) for style in _STYLE.findall(styles))
    rules = (
        "default-src 'none'",
        "img-src 'self' file: data:",
        "font-src data:",
        f"style-src {style_hashes}",
        f"script-src {_hash(script)}",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"
