"""Leaflets as FHIR R4: a Bundle (collection) with one DocumentReference for each output.

See https://hl7.org/fhir/R4/documentreference.html and https://hl7.org/fhir/R4/datatypes.html#Attachment. Nothing in it comes from the
clock, and ids come from paths, so that equal outputs give equal bytes, and an update in a record system finds what it replaces.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha1, sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from leafletgen.build.catalogue.gather import Download, Entry, Listing, Text, Withdrawn
from leafletgen.build.export.finished import whole
from leafletgen.html.markup import plain

Resource = dict[str, Any]

SYSTEMS = {
    "icd10": "http://hl7.org/fhir/sid/icd-10",
    "snomed": "http://snomed.info/sct",
    "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "loinc": "http://loinc.org",
}
"""Canonical addresses of code systems in FHIR, https://hl7.org/fhir/R4/terminologies-systems.html."""
MAX_ID = 64
"""Most characters of a FHIR id; letters, digits, `-` and `.` are allowed."""
_NOT_ID = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Publisher:
    """What the library says of itself."""

    brands: Mapping[str, str]
    """Names of organisations by the name of their file."""
    kinds: Mapping[str, str]
    """Kinds in words."""
    site: str | None
    """Web address below which the output folder is published; attachments have relative addresses without it."""


def fhir_bundle(folder: Path, listing: Listing, publisher: Publisher) -> Resource:
    """The Bundle of all outputs, and of those of leaflets that were withdrawn. Raises NotAsBuilt for a file that was altered."""
    documents = [
        (download.file.path, _document(entry, text, download, publisher, whole(folder, download.file)))
        for entry in listing.entries
        for text in entry.texts
        for download in text.downloads
    ]
    documents += [(path, _recalled(gone, path)) for gone in listing.withdrawn for path in gone.paths]
    entries = [{"fullUrl": full_url(path), "resource": document} for path, document in documents]
    return {"resourceType": "Bundle", "type": "collection", **({"entry": entries} if entries else {})}


def _document(entry: Entry, text: Text, download: Download, publisher: Publisher, data: bytes) -> Resource:
    facts = download.facts
    document = {
        "resourceType": "DocumentReference",
        "id": fhir_id(download.file.path),
        "language": text.language,
        "identifier": [{"value": f"{facts.code} {facts.version} {text.language} {download.edition}"}],
        # Overtaken, where its last build failed and a newer version of the text is there in another edition.
        "status": "current" if facts.version == text.facts.version else "superseded",
        "docStatus": "final" if facts.approved else "preliminary",
        "type": {"text": publisher.kinds.get(facts.kind, facts.kind)},
        "category": [{"text": facts.topic}] if facts.topic else [],
        "custodian": {"display": publisher.brands.get(text.brand, text.brand)},
        "relatesTo": _relations(entry, text, download),
        "description": plain(facts.title),
        "content": [{"attachment": _attachment(text, download, publisher.site, data)}],
        "context": {"event": _codes(facts.codes)},
    }
    return {name: value for name, value in document.items() if value not in ([], {"event": []})}


def _recalled(gone: Withdrawn, path: str) -> Resource:
    """A document under the id that it had, so that a record system stops offering it."""
    title = plain(gone.title) or gone.leaflet
    return {
        "resourceType": "DocumentReference",
        "id": fhir_id(path),
        "status": "superseded",
        "description": title,
        "content": [{"attachment": {"contentType": _media_type(path), "title": title}}],
    }


def _media_type(path: str) -> str:
    return "application/pdf" if path.endswith(".pdf") else "text/html"


def _attachment(text: Text, download: Download, site: str | None, data: bytes) -> Resource:
    address = quote(download.file.path)
    return {
        "contentType": _media_type(download.file.path),
        "language": text.language,
        "url": f"{site.rstrip('/')}/{address}" if site else address,
        "size": len(data),
        # Attachment.hash is defined as SHA-1; it tells files apart and guards nothing.
        "hash": base64.b64encode(sha1(data, usedforsecurity=False).digest()).decode(),
        "title": plain(download.facts.title),
        "creation": download.facts.published,
    }


def _codes(codes: Mapping[str, tuple[str, ...]]) -> list[Resource]:
    """Clinical codes, each a concept of its own: they are not names of one and the same thing."""
    return [{"coding": [{"system": SYSTEMS[system], "code": code}]} for system in SYSTEMS for code in codes.get(system, ())]


def _relations(entry: Entry, text: Text, download: Download) -> list[Resource]:
    """An edition is a transform (FHIR: a conversion of format or language) of the text's first; that, of the first language's."""
    first = text.downloads[0]
    if download is first:
        same_brand = [other for other in entry.texts if other.brand == text.brand and other.downloads]
        first = same_brand[0].downloads[0]
    if download is first:
        return []
    return [{"code": "transforms", "target": {"reference": full_url(first.file.path), "type": "DocumentReference"}}]


def fhir_id(path: str) -> str:
    """An id from the path of an output: readable, and distinct even where it had to be cut or letters had to be replaced."""
    mark = sha256(path.encode()).hexdigest()[:12]
    readable = _NOT_ID.sub("-", path.rsplit("/", 1)[-1].rsplit(".", 1)[0]).strip("-.")
    return f"{readable[: MAX_ID - len(mark) - 1]}-{mark}".lstrip("-")


def full_url(path: str) -> str:
    """A `urn:uuid:` from the path, version 8 of RFC 9562: the resource has no server yet."""
    digits = sha256(f"leafletgen:{path}".encode()).hexdigest()
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{'89ab'[int(digits[16], 16) % 4]}{digits[17:20]}-{digits[20:32]}"
