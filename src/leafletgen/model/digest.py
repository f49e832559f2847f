"""The content digest: what an approval signs. Text, numbers, cited references and pictures; not comments, key order or layout.

What counts is decided here, once. Everything that a reader could be misled by does, and so do version, owner, publication and review
date: they are printed, an approval is of one version, and a later review date claims that somebody has looked again, which is what an
approval says. Left out are how the leaflet is checked and filed (`check`, `keywords`, `pages`), where the lines of a paragraph break in
the file, a field that only spells out its default, and what of a reference is not printed: a library can complete its references, but
not change what is printed of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from leafletgen.model.leaflet import Leaflet
from leafletgen.model.reference import Reference

Content = dict[str, Any]
"""JSON values only. `leaflet`: its fields; `references`: what is printed of each, by id; `images`: SHA-256 of each picture, by path."""

NOT_CONTENT = {"check", "keywords", "pages"}
"""Fields of a leaflet that no patient reads and no text depends on."""

PRINTED = {
    "author", "title", "container_title", "publisher", "publisher_place", "number", "issued", "volume", "issue", "page", "doi", "url",
    "accessed",
}  # fmt: skip
"""What of a reference is printed; with a DOI its address and the day it was opened are not. A test holds this against the printed list."""

_WRAP = re.compile(r"(?<=[^\s\\]) ?\n[ \t]*(?=\S)(?!(?:[-+*]|[0-9]{1,9}[.)])(?:\s|$)|[-=#>|`~])")
"""A line break that is only a space to Markdown: neither blank lines, hard breaks nor the starts of list items."""

_BARE_MARKER = re.compile(r"[-+*0-9.)\s]*$")
"""A line that may be the start of an empty list item: what follows it does not belong to it."""


def content(leaflet: Leaflet, references: Mapping[str, Reference], images: Mapping[str, str]) -> Content:
    """What the digest covers, in one form however it was written.

    ``references`` are those it cites, ``images`` the SHA-256 of each picture (`digest_of_picture`) by its path.
    """
    fields = leaflet.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True, exclude=NOT_CONTENT)
    return {
        "leaflet": _all_unwrapped(fields),
        "references": {id: _printed(reference) for id, reference in references.items()},
        "images": dict(images),
    }


def digest_of_picture(data: bytes) -> str:
    """SHA-256, in hex, of a picture's file."""
    return hashlib.sha256(data).hexdigest()


def digest_of(content: Content) -> str:
    """SHA-256, in hex, of the canonical JSON of ``content``."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def content_digest(leaflet: Leaflet, references: Mapping[str, Reference], images: Mapping[str, bytes]) -> str:
    """SHA-256, in hex, of everything in the leaflet that a reader could be misled by."""
    return digest_of(content(leaflet, references, {path: digest_of_picture(data) for path, data in images.items()}))


def _printed(reference: Reference) -> dict[str, Any]:
    fields = PRINTED - {"url", "accessed"} if reference.doi else PRINTED if reference.url else PRINTED - {"accessed"}
    return reference.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True, include=fields)


def _all_unwrapped(value: Any) -> Any:
    """``value`` with every paragraph of every text on one line."""
    if isinstance(value, dict):
        return {key: _all_unwrapped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_all_unwrapped(item) for item in value]
    return unwrapped(value) if isinstance(value, str) else value


def unwrapped(text: str) -> str:
    """``text`` with every paragraph on one line."""
    return _WRAP.sub(_joined, text) if "\n" in text else text


def _joined(wrap: re.Match[str]) -> str:
    start = wrap.string.rfind("\n", 0, wrap.start()) + 1
    return wrap.group() if _BARE_MARKER.match(wrap.string, start, wrap.start()) else " "
