"""`catalogue.json` from a listing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Set
from pathlib import PurePosixPath

from pydantic import BaseModel

from leafletgen.build import output
from leafletgen.build.catalogue.gather import Download, Entry, Listing, Text
from leafletgen.build.catalogue.pictures import picture_path
from leafletgen.html.locale import script_direction
from leafletgen.html.markup import plain
from leafletgen.model import catalogue


def catalogue_json(listing: Listing, publisher: str, site: str | None, pictures: Set[PurePosixPath]) -> bytes:
    """The catalogue as JSON, one leaflet a line, so that a change shows as one. Equal input gives equal bytes."""
    head = {"format": catalogue.FORMAT, "publisher": publisher, "site": site}
    leaflets = (_leaflet(entry, pictures) for entry in listing.entries)
    withdrawn = (catalogue.Recalled(name=gone.leaflet, title=plain(gone.title)) for gone in listing.withdrawn)
    parts = [json.dumps(head, ensure_ascii=False)[1:-1], f'"leaflets": {_lines(leaflets)}', f'"withdrawn": {_lines(withdrawn)}']
    return ("{" + ",\n".join(parts) + "}\n").encode("utf-8", "replace")


def _lines(items: Iterable[BaseModel]) -> str:
    return "[" + ",".join(f"\n{item.model_dump_json()}" for item in items) + "\n]"


def shown_picture(entry: Entry, pictures: Set[PurePosixPath]) -> str | None:
    """The path of the leaflet's picture, if there is one."""
    path = picture_path(entry.pictured) if entry.pictured else None
    return str(path) if path in pictures else None


def _leaflet(entry: Entry, pictures: Set[PurePosixPath]) -> catalogue.Leaflet:
    return catalogue.Leaflet(name=entry.leaflet, picture=shown_picture(entry, pictures), texts=tuple(_text(text) for text in entry.texts))


def _text(text: Text) -> catalogue.Text:
    facts = text.facts
    return catalogue.Text(
        language=text.language,
        direction=script_direction(text.language),
        brand=text.brand,
        title=plain(facts.title),
        summary=plain(facts.summary),
        audience=plain(facts.audience),
        kind=facts.kind,
        topic=facts.topic,
        code=facts.code,
        version=facts.version,
        published=facts.published,
        review_by=facts.review_by,
        state="overdue" if facts.overdue else "approved" if facts.approved else "draft",
        approved=facts.approved or None,
        codes={system: tuple(codes) for system, codes in sorted(facts.codes.items()) if codes},
        digest=facts.digest,
        outputs=tuple(_output(download) for download in text.downloads),
    )


def _output(download: Download) -> catalogue.Output:
    return catalogue.Output(
        path=download.file.path,
        sha256=download.file.sha256,
        size=download.file.size,
        edition=download.edition,
        media_type="application/pdf" if download.is_pdf else "text/html",
        pages=download.pages,
        sheets=download.sheets,
        n_up=download.n_up,
        version=download.facts.version,
        current=download.current,
        companion=_file(download.companion) if download.companion else None,
    )


def _file(file: output.File) -> catalogue.File:
    return catalogue.File(path=file.path, sha256=file.sha256, size=file.size)
