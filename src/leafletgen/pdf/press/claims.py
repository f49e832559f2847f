"""What the file says of itself: the printing condition that its inks are meant for, and PDF/X-4 (ISO 15930-7) in its metadata.

Nothing in it is left to chance or to the clock: its ids come from the content, its dates from the leaflet.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape

from leafletgen.model.press import Press
from leafletgen.pdf.press.objects import Array, Dictionary, Text, add_stream

VERSION = "PDF/X-4"
REGISTRY = "http://www.color.org"
"""Where conditions are registered (ISO 15930-7, 6.2.2)."""

_REGISTERED = re.compile(r"FOGRA\d{2,3}|CGATS TR ?\d{3}|CGATS21-\d-CRPC\d|IFRA\d{2}|JC\d{6}|JCN\d{4}|JCW\d{4}")
"""How the names in the registry look."""


def digest(*parts: bytes) -> str:
    """32 hex digits of all ``parts``, each with its length, so that no two lists give the same."""
    sums = sha256()
    for part in parts:
        sums.update(len(part).to_bytes(8) + part)
    return sums.hexdigest()[:32]


def declare_condition(pdf: Any, press: Press) -> None:
    """The output intent, with the profile in the file."""
    profile = add_stream(pdf, [press.profile], {"N": 4, "Alternate": "/DeviceCMYK"})
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFX",
        "OutputConditionIdentifier": Text(press.condition),
        "OutputCondition": Text(press.description),
        "Info": Text(press.description),
        "DestOutputProfile": profile.reference,
    }
    if _REGISTERED.fullmatch(press.condition):
        intent["RegistryName"] = Text(REGISTRY)
    pdf.catalog["OutputIntents"] = Array([Dictionary(intent)])


def declare_version(pdf: Any, metadata: Any, document_id: str, instance_id: str) -> None:
    """Document information and XMP, which say the same."""
    created, modified = _moment(metadata.created), _moment(metadata.modified or metadata.created)
    pdf.info["CreationDate"], pdf.info["ModDate"] = Text(_pdf_date(created)), Text(_pdf_date(modified))
    pdf.info["Trapped"] = "/False"
    for name in ("Outlines", "PageMode", "OpenAction", "AcroForm", "Names"):
        pdf.catalog.pop(name, None)
    packet = _packet(metadata, str(pdf.info["Producer"].string), created, modified, document_id, instance_id)
    stream = add_stream(pdf, [packet.encode()], {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    pdf.catalog["Metadata"] = stream.reference


def what_is_missing(metadata: Any) -> list[str]:
    """What PDF/X-4 asks of the metadata and the page does not say."""
    asked = {"its title (<title>)": metadata.title, "its date (dcterms.created)": metadata.created}
    return [words for words, value in asked.items() if not value]


def _moment(date: str) -> str:
    """A W3C date made whole: `2026-11-22` is the start of that day."""
    return date if "T" in date else f"{(date + '-01-01')[:10]}T00:00:00Z"


def _pdf_date(moment: str) -> str:
    day, _, time = moment.partition("T")
    clock, sign, zone = re.match(r"([\d:]*)([Z+-]?)(.*)", time).groups()  # type: ignore[union-attr]
    digits = (day + clock).replace("-", "").replace(":", "")
    return f"D:{digits:0<14}" + (f"{sign}{zone.replace(':', chr(39))}'" if zone else "Z")


def _packet(metadata: Any, producer: str, created: str, modified: str, document_id: str, instance_id: str) -> str:
    simple = {
        "pdfxid:GTS_PDFXVersion": VERSION,
        "pdf:Trapped": "False",
        "pdf:Producer": producer,
        "pdf:Keywords": ", ".join(metadata.keywords),
        "xmp:CreatorTool": metadata.generator,
        "xmp:CreateDate": created,
        "xmp:ModifyDate": modified,
        "xmp:MetadataDate": modified,
        "xmpMM:DocumentID": f"uuid:{_uuid(document_id)}",
        "xmpMM:InstanceID": f"uuid:{_uuid(instance_id)}",
        "xmpMM:RenditionClass": "default",
        "xmpMM:VersionID": "1",
        "dc:format": "application/pdf",
    }
    lines = [f"<{name}>{escape(value)}</{name}>" for name, value in simple.items() if value]
    lines += _listed("dc:title", "Alt", [metadata.title])
    lines += _listed("dc:description", "Alt", [metadata.description])
    lines += _listed("dc:creator", "Seq", metadata.authors)
    lines += _listed("dc:language", "Bag", [metadata.lang])
    names = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())
    return "\n".join(
        (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
            f'<rdf:Description rdf:about="" {names}>',
            *lines,
            '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>',
        )
    )


_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


def _listed(name: str, kind: str, values: list[str | None]) -> list[str]:
    """A property of several values, or of one in the language that stands for all."""
    mark = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{mark}>{escape(value)}</rdf:li>" for value in values if value)
    return [f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"] if items else []


def _uuid(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
