"""What sheets say of themselves: whose leaflet they are, in which language, that they are for paper, and how to print them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from leafletgen.pdf.impose.sheets import Sheets

_KEPT = ("/Author", "/Keywords", "/CreationDate", "/ModDate")
"""What the sheets take over from the information of the pages."""

_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>
"""
"""Title, description and language, and no claim to any standard."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is written into the metadata, in the leaflet's language."""

    title: str
    description: str
    """That it is for paper, how to print it, and which file to read instead."""


def describe(reader: PdfReader, writer: PdfWriter, words: Words, sheets: Sheets) -> None:
    """Give the sheets their metadata, and tell the printer: no scaling, both sides, flip on the short edge."""
    catalog, root = reader.trailer["/Root"].get_object(), writer.root_object
    language = str(catalog.get("/Lang", "")) if isinstance(catalog, DictionaryObject) else ""
    writer.pdf_header = "%PDF-1.7"
    writer.metadata = {key: str(value) for key, value in (reader.metadata or {}).items() if key in _KEPT} | {
        "/Title": words.title,
        "/Subject": words.description,
        "/Creator": "leafletgen",
        "/Producer": "pypdf",
    }
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/Metadata")] = _xmp(writer, words, language)
    duplex = "/DuplexFlipShortEdge" if len(sheets.sides) > 1 else "/Simplex"
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {
            NameObject("/DisplayDocTitle"): BooleanObject(True),
            NameObject("/PrintScaling"): NameObject("/None"),
            NameObject("/Duplex"): NameObject(duplex),
        }
    )


def _xmp(writer: PdfWriter, words: Words, language: str) -> Any:
    stream = DecodedStreamObject()
    values = {"title": words.title, "description": words.description, "language": language}
    stream.set_data(_XMP.format(**{name: escape(value) for name, value in values.items()}).encode())
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    return writer._add_object(stream)
