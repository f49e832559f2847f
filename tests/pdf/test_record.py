"""The JSON of an inspection has the shape that docs/inspect.md promises, no key more and no key less."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from handmade import one_page, stream, tagged
from running import REPOSITORY

from leafletgen.pdf.aloud.record import FORMAT, json_text, record
from leafletgen.pdf.inspect import inspect_pdf

DOCUMENTED = re.findall(r"^\| `([a-z_.\[\]]+)` \|", (REPOSITORY / "docs/inspect.md").read_text("utf-8"), re.MULTILINE)
TAG = DOCUMENTED[DOCUMENTED.index("role") :]
FREE = ("info", "xmp")
"""Their keys are those of the file."""

CONTENT = "/P << /MCID 0 >> BDC BT /F 9 Tf (Hello) Tj ET EMC /P << /MCID 1 >> BDC BT /F 9 Tf (lost) Tj ET EMC 0 0 9 9 re f 0 g /I Do"
EVERYTHING = one_page(
    CONTENT,
    {
        10: "<< /K 11 0 R >>",
        11: "<< /S /Own /Pg 3 0 R /K 0 /T (t) /Alt (alt) /ActualText (a) /E (e) /Lang (cy) /ID (i) /NS 12 0 R"
        " /A << /O /Table /Scope /Row /Headers [(h)] /ColSpan 2 /RowSpan 2 /ListNumbering /Decimal >> >>",
        12: "<< /NS (urn:own) /RoleMapNS << /Own [/TH << /NS (http://iso.org/pdf/ssn) >>] >> >>",
        13: stream("", "/Subtype /Image /Width 9 /Height 9"),
        14: "<< /First 15 0 R >>",
        15: "<< /Title (Top) /Dest [3 0 R] >>",
        16: stream('<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'),
    },
    "/StructTreeRoot 10 0 R /Outlines 14 0 R /Metadata 16 0 R /OutputIntents [<< /S /GTS_PDFX >>]",
    "/Annots [<< /Subtype /Link /Dest (x) >> << /Subtype /Widget /FT /Tx >> << /Subtype /Text /Contents (hm) >>]",
    "/XObject << /I 13 0 R >>",
)


def paths(value: Any, before: str = "") -> Iterator[str]:
    """Every key of ``value`` with those above it; elements of the tree are told by their first."""
    if isinstance(value, dict) and before not in FREE and before != "tree.children[]":
        for key, below in value.items():
            path = f"{before}.{key}" if before else key
            yield path
            yield from paths(below, path)
    elif isinstance(value, list):
        for below in value:
            yield from paths(below, f"{before}[]")


def test_every_key_is_documented_and_every_documented_key_is_there() -> None:
    found = record(inspect_pdf(EVERYTHING)) | {"encryption": {"method": "RC4, 40 bits", "forbidden": []}}
    documented = set(DOCUMENTED[: DOCUMENTED.index("role")]) | {f"tree.{key}" for key in TAG}
    assert set(paths(found)) == documented


def test_order_and_kinds_stay() -> None:
    found = record(inspect_pdf(tagged({11: "<< /S /P /Pg 3 0 R /K 0 >>"}, {0: "Hello"}, catalog="/Lang (en)")))
    assert list(found)[:3] == ["format", "readable", "problems"]
    assert (found["format"], found["tagged"], found["text"]) == (FORMAT, True, "Hello")
    assert found["tree"] == {"kind": "P", "page": 1, "children": ["Hello"]}
    assert found["said"] == [{"page": 1, "depth": 0, "words": "Hello"}]
    assert found["pages"][0]["boxes"]["media"] == [0, 0, 420, 595]


def test_a_file_that_cannot_be_read_has_the_same_keys() -> None:
    unreadable, readable = (record(inspect_pdf(data)) for data in (b"", EVERYTHING))
    assert list(unreadable) == list(readable)
    assert (unreadable["readable"], unreadable["problems"], unreadable["pages"], unreadable["said"]) == (False, ["it is empty"], [], [])


def test_any_letters_can_be_written() -> None:
    data = tagged({11: "<< /S /P /Alt <FEFFD8000041> >>"}, {})
    json.loads(json_text(inspect_pdf(data)).encode("utf-8"))
