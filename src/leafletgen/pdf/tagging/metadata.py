"""What the file claims to be. Claims are written inside the XMP's `rdf:RDF`, the only place where validators look for them."""

from __future__ import annotations

from typing import Any

from leafletgen.model.edition import Profile
from leafletgen.pdf.tagging.engine_tags import EngineChanged

_HEAD = b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
_FOOT = b'\n</x:xmpmeta>\n<?xpacket end="r"?>'
_END = b"</rdf:RDF>"

_UA_1 = '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'

_UA_2 = '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="2" pdfuaid:rev="2024"/>'

_A_2A = '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="A"/>'

_UA_IN_A = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""PDF/A knows no PDF/UA: it wants every foreign property explained (ISO 19005-2, 6.6.2.3.3)."""

_WELL_TAGGED = (
    '<rdf:Description rdf:about="" xmlns:pdfd="http://pdfa.org/declarations/"><pdfd:declarations><rdf:Bag>'
    '<rdf:li rdf:parseType="Resource"><pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo></rdf:li>'
    "</rdf:Bag></pdfd:declarations></rdf:Description>"
)

CLAIMS: dict[Profile, tuple[str, ...]] = {
    "pdf/a-2a": (_A_2A, _UA_1, _UA_IN_A),
    "pdf/ua-1": (_UA_1,),
    "pdf/ua-2": (_UA_2, _WELL_TAGGED),
}
"""What a profile claims."""


def claim(pdf: Any, document: Any, claims: tuple[str, ...]) -> None:
    """Write the metadata anew, with ``claims`` and no others."""
    rdf = document.metadata.generate_rdf_metadata("a", None, None)
    if not rdf.endswith(_END):
        raise EngineChanged("the engine writes its metadata in another way")
    packet = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    packet.stream = [_HEAD + rdf.removesuffix(_END) + "\n".join(claims).encode() + _END + _FOOT]
    packet.compress = False


def make_archival(pdf: Any) -> bool:
    """Turn off what PDF/A does not allow in pictures, and say whether all of it could be."""
    pictures = [entry for entry in pdf.objects if getattr(entry, "extra", {}).get("Subtype") == "/Image"]
    for picture in pictures:
        picture.extra["Interpolate"] = "false"
    return all(picture.extra.get("ColorSpace") != "/DeviceCMYK" for picture in pictures)
