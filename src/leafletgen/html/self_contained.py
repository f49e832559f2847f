"""The web page in one file: styles, fonts and images go into the HTML, so that nothing is fetched when it is opened."""

from __future__ import annotations

import base64
import posixpath
import re
from dataclasses import replace
from html import unescape

from leafletgen.html.resources import MissingResource
from leafletgen.html.web_fonts import web_font
from leafletgen.model.page import Page

_TYPES = {
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".ttf": "font/ttf", ".otf": "font/otf", ".woff": "font/woff", ".woff2": "font/woff2",
}  # fmt: skip
_FROM_STYLES = "0123456789.•◦▪–·"
"""Characters that styles add: numerals of steps, markers of lists."""

_LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_IMAGE = re.compile(r'(<img [^>]*?src=")([^":]+)(")')
_URL = re.compile(r'url\("([^":#]+)"\)')


def self_contained(page: Page) -> Page:
    """``page`` with every resource inside its HTML and none beside it."""

    def resource(address: str) -> bytes:
        if address not in page.resources:
            raise MissingResource(f"{address} is not part of the page, and nothing is fetched")
        return page.resources[address]

    shown = unescape(re.sub(r"<[^>]*>", "", page.html)) + _FROM_STYLES

    def data(address: str) -> str:
        media_type, content = _TYPES.get(posixpath.splitext(address)[1].lower(), "application/octet-stream"), resource(address)
        if media_type.startswith("font/"):
            media_type, content = "font/woff2", web_font(content, shown)
        return f"data:{media_type};base64,{base64.b64encode(content).decode()}"

    def style(address: str) -> str:
        folder = posixpath.dirname(address)
        css = resource(address).decode().replace("</", r"<\/")  # which would end the style element
        css = _URL.sub(lambda match: f'url("{data(posixpath.normpath(posixpath.join(folder, match.group(1))))}")', css)
        return f"<style>\n{css.strip()}\n</style>"

    html = _LINK.sub(lambda match: style(match.group(1)), page.html)
    html = _IMAGE.sub(lambda match: f"{match.group(1)}{data(unescape(match.group(2)))}{match.group(3)}", html)
    return replace(page, html=html, resources={}, profile=None)
