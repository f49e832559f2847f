"""The web page in one file: styles, fonts and images go into the HTML, and a policy that forbids the browser to run or fetch any more."""

from __future__ import annotations

import base64
import posixpath
import re
from dataclasses import replace
from hashlib import sha256
from html import unescape

from leafletgen.html.resources import MissingResource
from leafletgen.html.web_fonts import web_font, whole_web_font
from leafletgen.model.page import Page

_TYPES = {
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".ttf": "font/ttf", ".otf": "font/otf", ".woff": "font/woff", ".woff2": "font/woff2",
}  # fmt: skip
USUAL_FONT = 200_000
"""Bytes of a font of one script, as text fonts are. Those of many scripts are ten times as large."""

_FROM_STYLES = "0123456789.•◦▪–·"
"""Characters that styles add: numerals of steps, markers of lists."""

_LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_IMAGE = re.compile(r'(<img [^>]*?src=")([^":]+)(")')
_URL = re.compile(r'url\("([^":#]+)"\)')
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
_STYLE_ATTRIBUTE = re.compile(r'(<[a-z][^<>]*?) style="([^"]*)"')
_UNSHOWN = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.DOTALL)


def self_contained(page: Page, whole_fonts: bool = False) -> Page:
    """``page`` with every resource inside its HTML and none beside it.

    With ``whole_fonts``, fonts of a usual size keep all their letters: the file is larger, and made at once.
    """

    def resource(address: str) -> bytes:
        if address not in page.resources:
            raise MissingResource(f"{address} is not part of the page, and nothing is fetched")
        return page.resources[address]

    shown = unescape(_UNSHOWN.sub("", page.html)) + _FROM_STYLES

    def data(address: str) -> str:
        media_type, content = _TYPES.get(posixpath.splitext(address)[1].lower(), "application/octet-stream"), resource(address)
        if media_type.startswith("font/"):
            if whole_fonts and len(content) <= USUAL_FONT:
                media_type, content = "font/woff", whole_web_font(content)
            else:
                media_type, content = "font/woff2", web_font(content, shown)
        return f"data:{media_type};base64,{base64.b64encode(content).decode()}"

    def style(address: str) -> str:
        folder = posixpath.dirname(address)
        css = resource(address).decode().replace("</", r"<\/")  # which would end the style element
        css = _URL.sub(lambda match: f'url("{data(posixpath.normpath(posixpath.join(folder, match.group(1))))}")', css)
        return f"<style>\n{css.strip()}\n</style>"

    html = _LINK.sub(lambda match: style(match.group(1)), page.html)
    html = _IMAGE.sub(lambda match: f"{match.group(1)}{data(unescape(match.group(2)))}{match.group(3)}", html)
    return replace(page, html=_guarded(_without_style_attributes(html)), resources={}, profile=None)


def _without_style_attributes(html: str) -> str:
    """``html`` with what its `style` attributes say in a style element, which a policy can allow by its digest."""
    rules: dict[str, int] = {}

    def named(match: re.Match[str]) -> str:
        number = rules.setdefault(unescape(match.group(2)), len(rules) + 1)
        return f'{match.group(1)} data-style="{number}"'

    html = _STYLE_ATTRIBUTE.sub(named, html)
    css = "".join(f':root [data-style="{number}"]{{{rule}}}' for rule, number in rules.items()).replace("</", r"<\/")
    return html.replace("</head>", f"<style>{css}</style>\n</head>", 1) if rules else html


def _guarded(html: str) -> str:
    """``html`` with a Content Security Policy before its styles: these styles, what is inside the file, and nothing else."""
    html = html.replace("\r\n", "\n").replace("\r", "\n")  # as browsers do before they take the digest
    digests = dict.fromkeys(base64.b64encode(sha256(css.encode()).digest()).decode() for css in _STYLE.findall(html))
    styles = "".join(f" 'sha256-{digest}'" for digest in digests) or " 'none'"
    policy = f"default-src 'none'; style-src{styles}; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    return re.sub("(?=<style)", f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n', html, count=1)
