"""What a PDF says of itself: document information, metadata packet, the standards it claims to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from leafletgen.pdf.inspect.facts import OutputIntent, Xmp
from leafletgen.pdf.inspect.objects import array, get, name, plain, resolved, text

MAX_PACKET = 4_000_000
"""Most bytes of metadata."""

MAX_PROPERTIES = 500

_DC, _PDFUA = "{http://purl.org/dc/elements/1.1/}", "{http://www.aiim.org/pdfua/ns/id/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PDFA, _PDFX = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.npes.org/pdfx/ns/id/}"
_DECLARED = "{http://pdfa.org/declarations/}conformsTo"
_PREFIXES = {
    _DC: "dc", _PDFUA: "pdfuaid", _PDFA: "pdfaid", _PDFX: "pdfxid",
    "{http://ns.adobe.com/pdf/1.3/}": "pdf", "{http://ns.adobe.com/xap/1.0/}": "xmp", "{http://ns.adobe.com/xap/1.0/mm/}": "xmpMM",
    "{http://ns.adobe.com/xap/1.0/rights/}": "xmpRights", "{http://pdfa.org/declarations/}": "pdfd",
}  # fmt: skip
_WELL_TAGGED = re.compile(r"/wtpdf/?#(accessibility|reuse)(\d[\d.]*)")


def information(trailer: Any) -> dict[str, str]:
    """The document information, by key without its slash."""
    info = get(trailer, "/Info")
    return {str(key).lstrip("/"): plain(value) for key, value in info.items()} if isinstance(info, Mapping) else {}


def metadata(catalog: Any) -> Xmp | None:
    """The metadata packet."""
    stream: Any = get(catalog, "/Metadata")
    if not hasattr(stream, "get_data"):
        return None
    data = stream.get_data()
    if len(data) > MAX_PACKET:
        raise ValueError(f"it is larger than {MAX_PACKET // 1_000_000} MB")
    if {b"<!DOCTYPE", b"<!ENTITY"} & set(re.findall(rb"<![A-Z]+", data.replace(b"\0", b""))):
        raise ValueError("it declares entities")
    root = ElementTree.fromstring(data.strip().strip(b"\0"))  # noqa: S314 without entities there is nothing to expand
    return Xmp(
        title=_item(root, f"{_DC}title"),
        language=_item(root, f"{_DC}language"),
        ua_part=_property(root, f"{_PDFUA}part"),
        pdfa_part=_property(root, f"{_PDFA}part"),
        pdfa_conformance=_property(root, f"{_PDFA}conformance"),
        properties=dict(sorted(_properties(root))[:MAX_PROPERTIES]),
        declarations=tuple(dict.fromkeys((element.text or "").strip() for element in root.iter(_DECLARED))),
    )


def claims(xmp: Xmp | None, info: Mapping[str, str]) -> tuple[str, ...]:
    """The standards that the file says it keeps."""
    found = []
    if xmp:
        found += [f"PDF/UA-{xmp.ua_part}"] if xmp.ua_part else []
        found += [f"PDF/A-{xmp.pdfa_part}{xmp.pdfa_conformance.lower()}"] if xmp.pdfa_part else []
        found += [xmp.properties["pdfxid:GTS_PDFXVersion"]] if "pdfxid:GTS_PDFXVersion" in xmp.properties else []
        for address in xmp.declarations:
            tagged = _WELL_TAGGED.search(address)
            found.append(f"WTPDF {tagged[2]} for {tagged[1]}" if tagged else address)
    found += [info["GTS_PDFXVersion"]] if info.get("GTS_PDFXVersion") else []
    return tuple(dict.fromkeys(claim for claim in found if claim))


def intents(catalog: Any) -> tuple[OutputIntent, ...]:
    """For which printing conditions the file is made."""
    found = [resolved(entry) for entry in array(catalog, "/OutputIntents")[:20]]
    return tuple(
        OutputIntent(
            name(intent, "/S"),
            text(intent, "/OutputConditionIdentifier") or text(intent, "/Info"),
            get(intent, "/DestOutputProfile") is not None,
        )
        for intent in found
    )


def _item(root: ElementTree.Element, name: str) -> str:
    """The first entry of a list."""
    return next((item.text or "" for element in root.iter(name) for item in element.iter(f"{_RDF}li")), "")


def _described(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """What stands within `rdf:RDF`, where validators look."""
    for rdf in root.iter(f"{_RDF}RDF"):
        yield from rdf.iter()


def _property(root: ElementTree.Element, name: str) -> str:
    """A property, whether it is written as an attribute or as an element."""
    for element in _described(root):
        if name in element.attrib:
            return element.attrib[name]
        if element.tag == name:
            return (element.text or "").strip()
    return ""


def _properties(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Every simple property of the document, under the prefix that its namespace usually has."""
    for rdf in root.iter(f"{_RDF}RDF"):
        for description in rdf.iter(f"{_RDF}Description"):
            yield from ((_named(key), value) for key, value in description.attrib.items() if not key.startswith(_RDF))
            for element in description:
                items = [(item.text or "").strip() for item in element.iter(f"{_RDF}li")]
                value = ", ".join(filter(None, items)) or (element.text or "").strip()
                if value and not element.tag.startswith(_RDF):
                    yield _named(element.tag), value


def _named(tag: str) -> str:
    space, brace, name = tag.partition("}")
    prefix = _PREFIXES.get(space + brace)
    return f"{prefix}:{name}" if prefix else tag
