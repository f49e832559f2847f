"""The web page in one file: styles, fonts and images go into the HTML, so that nothing is fetched when it is opened."""

from __future__ import annotations

import base64
import posixpath
import re

from markupsafe import Markup

from leafletgen.model.page import Page

_TYPES = {
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".ttf": "font/ttf", ".otf": "font/otf", ".woff": "font/woff", ".woff2": "font/woff2",
}  # fmt: skip
_LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_IMAGE = re.compile(r'(<img [^>]*?src=")([^":]+)(")')
_URL = re.compile(r'url\("([^":]+)"\)')


def self_contained(page: Page) -> Page:
    """``page`` with every resource inside its HTML and none beside it."""

    def data(address: str) -> str:
        media_type = _TYPES[posixpath.splitext(address)[1].lower()]
        return f"data:{media_type};base64,{base64.b64encode(page.resources[address]).decode()}"

    def style(address: str) -> str:
        folder = posixpath.dirname(address)
        css = page.resources[address].decode()
        css = _URL.sub(lambda match: f'url("{data(posixpath.normpath(posixpath.join(folder, match.group(1))))}")', css)
        return f"<style>\n{css.strip()}\n</style>"

    html = _LINK.sub(lambda match: style(match.group(1)), page.html)
    html = _IMAGE.sub(lambda match: f"{match.group(1)}{data(str(Markup(match.group(2)).unescape()))}{match.group(3)}", html)
    return Page(html, {}, None)
