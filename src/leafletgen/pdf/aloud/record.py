"""All facts of a PDF as JSON, in the shape of docs/inspect.md: keys may be added, but none changes its meaning without a new `format`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from leafletgen.pdf.aloud.speech import speech
from leafletgen.pdf.aloud.troubles import title_of, troubles
from leafletgen.pdf.inspect.facts import Box, Inspection, PageContent, PdfPage
from leafletgen.pdf.inspect.tag import GAP, Tag

FORMAT = 1

Record = dict[str, Any]

_HALF = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no encoding writes."""


def json_text(pdf: Inspection) -> str:
    """The record as text."""
    return _HALF.sub("\ufffd", json.dumps(record(pdf), ensure_ascii=False, indent=2))


def record(pdf: Inspection) -> Record:
    """The record."""
    return {
        "format": FORMAT,
        "readable": pdf.readable,
        "problems": list(pdf.problems),
        "size": pdf.size,
        "version": pdf.version,
        "encrypted": pdf.encrypted,
        "encryption": {"method": pdf.lock.method, "forbidden": list(pdf.lock.forbidden)} if pdf.lock else None,
        "may_be_read": pdf.may_be_read,
        "title": title_of(pdf),
        "language": pdf.language,
        "claims": list(pdf.claims),
        "info": dict(pdf.info),
        "xmp": dict(pdf.xmp.properties) if pdf.xmp else None,
        "declarations": list(pdf.xmp.declarations) if pdf.xmp else [],
        "tagged": pdf.tree is not None,
        "marked": pdf.marked,
        "suspects": pdf.suspects,
        "display_title": pdf.display_title,
        "stated_pages": pdf.stated_pages,
        "pages": [_page(page, content) for page, content in zip(pdf.pages, pdf.contents, strict=True)],
        "outline": _all(pdf.outline, "level title page"),
        "links": _all(pdf.links, "page box target to_page contents within printed"),
        "fields": _all(pdf.fields, "page box kind name own_name value within"),
        "annotations": _all(pdf.annotations, "page kind contents within"),
        "attachments": list(pdf.attachments),
        "fonts": _all(pdf.fonts, "name kind embedded subset unicode pages missing_glyphs unmapped"),
        "colours": _all(pdf.colours, "space detail used_by pages"),
        "output_intents": _all(pdf.intents, "kind condition profile"),
        "tree": _tag(pdf.tree) if pdf.tree else None,
        "unknown_roles": list(pdf.strange_roles),
        "text": pdf.tree.text if pdf.tree else "",
        "lost_text": [{"page": page, "text": text.replace(GAP, " ")} for page, text in pdf.untagged_text],
        "alternatives": [{"page": tag.page, "kind": tag.kind, "alt": tag.alt} for tag in pdf.tags if tag.alt],
        "said": _all(speech(pdf), "page depth words") if pdf.readable else [],
        "troubles": _all(troubles(pdf), "rule message pages"),
    }


def _all(things: Iterable[object], keys: str) -> list[Record]:
    return [{key: _plain(getattr(thing, key)) for key in keys.split()} for thing in things]


def _plain(value: Any) -> Any:
    if isinstance(value, Box):
        return [round(side, 3) for side in value]
    return list(value) if isinstance(value, tuple) else value


def _page(page: PdfPage, content: PageContent) -> Record:
    boxes = {name: _plain(getattr(page, name)) for name in ("media", "crop", "trim", "bleed", "art")}
    images = _all(content.images, "pixels dpi box colour bits compression mark")
    for image in images:
        image["dpi"] = round(image["dpi"], 1)
    return {
        "number": page.number,
        "label": page.label,
        "boxes": boxes,
        "rotation": page.rotation,
        "unit": page.unit,
        "tabs": page.tabs,
        "images": images,
        "decoration": content.artifacts,
        "untagged": list(content.untagged),
    }


def _tag(tag: Tag) -> Record:
    """An element; what it does not have is left out."""
    facts = {
        "role": tag.role,
        "namespace": tag.namespace,
        "title": tag.title,
        "alt": tag.alt,
        "actual_text": tag.actual_text,
        "expansion": tag.expansion,
        "language": tag.language,
        "id": tag.id,
        "scope": tag.scope,
        "headers": list(tag.headers),
        "column_span": tag.column_span if tag.column_span != 1 else None,
        "row_span": tag.row_span if tag.row_span != 1 else None,
        "numbering": tag.numbering,
    }
    children = [_tag(child) if isinstance(child, Tag) else child.replace(GAP, " ") for child in tag.children]
    return {"kind": tag.kind, "page": tag.page, **{key: value for key, value in facts.items() if value}, "children": children}
