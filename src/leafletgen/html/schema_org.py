"""What the web page tells machines: schema.org `MedicalWebPage` as JSON-LD, from the leaflet's own fields and nothing else.

What is not known is left out: `lastReviewed` and `reviewedBy` are those of the approval, so a draft has neither.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from leafletgen.html.markup import plain
from leafletgen.model.brand import Brand
from leafletgen.model.leaflet import Codes
from leafletgen.model.reference import Name, Reference, When

if TYPE_CHECKING:
    from leafletgen.html.compose import Copy

Thing = dict[str, Any]
"""One schema.org thing: JSON values only."""

CODING_SYSTEMS = {"icd10": "ICD-10", "snomed": "SNOMED CT", "rxnorm": "RxNorm", "loinc": "LOINC"}
"""Names of the coding systems by the fields of a leaflet's codes, as schema.org's `MedicalCode` gives them."""

WORKS = {
    "article": "Article", "article-journal": "ScholarlyArticle", "article-magazine": "Article", "article-newspaper": "NewsArticle",
    "book": "Book", "chapter": "Chapter", "dataset": "Dataset", "legislation": "Legislation", "bill": "Legislation",
    "post": "SocialMediaPosting", "post-weblog": "BlogPosting", "report": "Report", "thesis": "Thesis", "webpage": "WebPage",
}  # fmt: skip
"""schema.org's types by CSL's; a `CreativeWork` is what the others are."""

_NOT_IN_HTML = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"}
"""What could end the element, or a line of script, is written as an escape; JSON has these characters in strings only."""


def json_ld(thing: Thing) -> str:
    """``thing`` as the text of a `script` element, which nothing in it can end."""
    text = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_NOT_IN_HTML)


def medical_web_page(copy: Copy, minutes: int, cited: Iterable[str]) -> Thing:
    """The web page of ``copy``, which takes ``minutes`` to read and cites the references with the ids ``cited``."""
    leaflet, approval = copy.leaflet, copy.approval
    return _known(
        {
            "@type": "MedicalWebPage",
            "@id": copy.web_address,
            "url": copy.web_address,
            "name": plain(leaflet.title),
            "description": plain(leaflet.summary or ""),
            "inLanguage": copy.language,
            "audience": _known({"@type": "Patient", "audienceType": plain(leaflet.audience or "")}),
            "about": _codes(leaflet.codes),
            "keywords": ", ".join(leaflet.keywords),
            "identifier": leaflet.code or copy.name,
            "version": leaflet.version,
            "creativeWorkStatus": "Published" if approval else "Draft",
            "datePublished": leaflet.published.isoformat(),
            "dateModified": leaflet.published.isoformat(),
            "lastReviewed": approval and approval.on.isoformat(),
            "reviewedBy": approval and {"@type": "Person", "name": approval.by, "jobTitle": approval.role},
            "author": {"@type": "Organization", "name": leaflet.owner},
            "publisher": _publisher(copy.brand),
            "funder": leaflet.funding and leaflet.funding != "none" and {"@type": "Organization", "name": leaflet.funding},
            "isAccessibleForFree": True,
            "timeRequired": f"PT{minutes}M",
            "citation": [_work(copy.references[id]) for id in cited],
        }
    )


def _known(thing: Thing) -> Thing:
    """``thing`` without what it has no value for."""
    return {key: value for key, value in thing.items() if value}


def _codes(codes: Codes) -> list[Thing]:
    return [
        {"@type": "MedicalCode", "codingSystem": system, "codeValue": code}
        for field, system in CODING_SYSTEMS.items()
        for code in getattr(codes, field)
    ]


def _publisher(brand: Brand) -> Thing:
    contact = brand.contact
    point = {"telephone": contact.phone, "email": contact.email, "url": contact.web}
    return _known(
        {
            "@type": "Organization",
            "name": brand.name,
            "address": plain(brand.address or ""),
            "contactPoint": _known({"@type": "ContactPoint", "name": plain(contact.label), **point}),
        }
    )


def _work(reference: Reference) -> Thing:
    return _known(
        {
            "@type": WORKS.get(reference.type, "CreativeWork"),
            "name": reference.title,
            "author": [_author(name) for name in reference.author],
            "publisher": reference.publisher and {"@type": "Organization", "name": reference.publisher},
            "datePublished": reference.issued and _date(reference.issued),
            "identifier": reference.doi and f"https://doi.org/{reference.doi}",
            "url": reference.url,
        }
    )


def _author(name: Name) -> Thing:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    return {"@type": "Person", "name": " ".join(part for part in (name.given, name.particle, name.family, name.suffix) if part)}


def _date(when: When) -> str:
    """2024, 2024-03 or 2024-03-06, as exact as known."""
    return "-".join(f"{part:02}" for part in (when.year, when.month, when.day) if part)
