"""Facts of PDFs written by hand: what pages paint, how they are reached, what the file says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from handmade import marked, one_page, pdf, stream, tagged

from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.pdf.inspect.facts import Colour, Inspection
from leafletgen.pdf.inspect.tag import GAP

FILES = Path(__file__).parent / "files"

IMAGE = "/Type /XObject /Subtype /Image /Width 300 /Height 150 /BitsPerComponent 8 /Filter /DCTDecode"


def painted(content: str, more: dict[int, str | bytes] | None = None, resources: str = "") -> Inspection:
    found = inspect_pdf(one_page(content, more, resources=resources))
    assert found.problems == ()
    return found


class TestText:
    @pytest.mark.parametrize(
        ("content", "seen"),
        [
            ("BT /F 10 Tf 10 50 Td (one) Tj (two) Tj ET", "onetwo"),
            ("BT /F 10 Tf 10 50 Td [(one) -400 (two) 30 (three)] TJ ET", "one twothree"),
            ("BT /F 10 Tf 10 50 Td (one) Tj 0 -12 Td (two) Tj ET", "one\ntwo"),
            ("BT /F 10 Tf 14 TL 10 50 Td (one) Tj T* (two) Tj (three) ' 1 0 (four) \" ET", "one\ntwo\nthree\nfour"),
            ("BT /F 10 Tf 10 50 TD (one) Tj 100 0 TD (two) Tj ET", "one two"),
            ("BT /F 10 Tf 1 0 0 1 10 50 Tm (B) Tj /F 6 Tf 3 Ts (12) Tj ET", "B12"),
            ("BT /F 10 Tf 0 1 -1 0 50 50 Tm (up) Tj 40 0 Td (wards) Tj ET", "up wards"),
            ("BT /F 10 Tf 5 Tc 10 50 Td (wide) Tj 40 0 Td (r) Tj ET", "wider"),
            ("BT /F 10 Tf 200 Tz 10 50 Td (wide) Tj 40 0 Td (r) Tj ET", "wider"),
            ("/Span << /ActualText (fish) >> BDC BT /F 10 Tf 10 50 Td (f) Tj (ish) Tj ET EMC", "fish"),
            ("/Span << /ActualText (\\376\\377\\000\\351) >> BDC BT /F 10 Tf 10 50 Td (e) Tj ET EMC", "é"),
            ("BT 10 50 Td (no font) Tj ET", "no font"),
        ],
    )
    def test_spaces_and_lines_are_those_that_eyes_see(self, content: str, seen: str) -> None:
        assert painted(content).contents[0].loose == seen

    def test_between_marks_too(self) -> None:
        content = "/P <</MCID 0>> BDC BT /F 10 Tf 10 50 Td (micro) Tj ET EMC /P <</MCID 1>> BDC BT /F 10 Tf 36 50 Td (grams) Tj ET EMC"
        content += "/P <</MCID 2>> BDC BT /F 10 Tf 10 38 Td (a day) Tj ET EMC"
        tree = {10: "<< /K 11 0 R >>", 11: "<< /S /P /Pg 3 0 R /K [0 1 2] >>"}
        found = inspect_pdf(one_page(content, tree, "/StructTreeRoot 10 0 R"))
        assert found.tree
        assert found.tree.children == ("micro", "grams", f"{GAP}a day")
        assert (found.tree.text, found.tree.said.strip()) == ("micrograms a day", "microgramsa day")

    def test_a_word_that_a_line_breaks_goes_on(self) -> None:
        shown = ("www.a-", "b.example/", "c", "d -", "e")
        content = "".join(f"/P <</MCID {row}>> BDC BT /F 9 Tf 9 {90 - 12 * row} Td ({text}) Tj ET EMC " for row, text in enumerate(shown))
        tree = {10: "<< /K 11 0 R >>", 11: "<< /S /P /Pg 3 0 R /K [0 1 2 3 4] >>"}
        found = inspect_pdf(one_page(content, tree, "/StructTreeRoot 10 0 R"))
        assert found.tree
        assert found.tree.text == "www.a-b.example/c d - e"

    def test_glyphs_by_name(self) -> None:
        encoding = "/FontDescriptor << /FontFile 9 0 R >> /Encoding << /Differences [1 /fi /eacute] >>"
        font = f"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Own {encoding} >>"
        found = inspect_pdf(one_page("BT /F 9 Tf (\\001x\\002) Tj ET", {5: font, 9: stream("")}))
        assert found.contents[0].loose == "fixé"
        assert [(each.name, each.embedded, each.subset, each.unicode) for each in found.fonts] == [("Own", True, True, True)]

    @pytest.mark.parametrize(("encoding", "unicode", "seen"), [("UniJIS-UTF16-H", True, "日本"), ("Identity-H", False, "")])
    def test_composite_fonts_without_a_map(self, encoding: str, unicode: bool, seen: str) -> None:
        font = f"<< /Subtype /Type0 /BaseFont /Mincho /Encoding /{encoding} /DescendantFonts [<< /Subtype /CIDFontType0 >>] >>"
        found = inspect_pdf(one_page("BT /F 9 Tf <65E5672C> Tj ET", {5: font}))
        assert (found.contents[0].loose, found.fonts[0].unicode, found.fonts[0].unmapped) == (seen, unicode, 0 if unicode else 2)

    def test_decoration_is_kept_apart(self) -> None:
        found = painted("/Artifact BMC BT /F 9 Tf (Page 1) Tj ET EMC 0 0 5 5 re f")
        assert (found.contents[0].artifacts, found.contents[0].untagged) == ("Page 1", ("path",))


class TestImages:
    @pytest.mark.parametrize(
        ("content", "dpi"),
        [
            ("q 72 0 0 36 0 0 cm /I Do Q", 300),
            ("q 144 0 0 36 0 0 cm /I Do Q", 150),
            ("q 2 0 0 2 0 0 cm q 0 72 -36 0 0 0 cm /I Do Q Q", 150),
            ("q 0 0 0 0 0 0 cm /I Do Q", 0),
            ("q .5 0 0 .5 0 0 cm /X Do Q", 300),
        ],
        ids=["plain", "stretched", "turned", "flat", "in a form"],
    )
    def test_resolution_is_that_on_the_page(self, content: str, dpi: int) -> None:
        form = stream("q 72 0 0 36 0 0 cm /I Do Q", "/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Matrix [2 0 0 2 0 0]")
        more: dict[int, str | bytes] = {10: stream("", IMAGE + " /ColorSpace /DeviceGray"), 11: form}
        found = painted(content, more, "/XObject << /I 10 0 R /X 11 0 R >>")
        assert [(image.pixels, round(image.dpi)) for image in found.contents[0].images] == [((300, 150), dpi)]

    def test_what_is_known_of_one(self) -> None:
        found = painted(
            "/Artifact BMC q 72 0 0 36 10 20 cm /I Do Q EMC",
            {10: stream("", IMAGE + " /ColorSpace [/ICCBased 11 0 R]"), 11: stream("", "/N 4")},
            "/XObject << /I 10 0 R >>",
        )
        (image,) = found.contents[0].images
        assert (image.colour, image.bits, image.compression, image.mark, image.box) == (
            "ICCBased",
            8,
            "DCTDecode",
            "decoration",
            (10, 20, 82, 56),
        )
        assert found.colours == (Colour("ICCBased", "CMYK", "image", (1,)),)

    def test_one_in_the_stream(self) -> None:
        found = painted("q 7.2 0 0 7.2 0 0 cm BI /W 30 /H 30 /BPC 1 /IM true ID xxxx EI Q")
        assert [(round(image.dpi), image.bits, image.colour) for image in found.contents[0].images] == [(300, 1, "")]


class TestColours:
    SPACES = (
        "/ColorSpace << /Spot [/Separation /PANTONE#20185#20C /DeviceCMYK 20 0 R] /Two [/DeviceN [/Cyan /Gold] /DeviceCMYK 20 0 R]"
        " /Few [/Indexed /DeviceRGB 1 (abcdef)] /Cal [/CalRGB << >>] /Tile [/Pattern /DeviceCMYK] >>"
        " /Pattern << /P 21 0 R /S << /PatternType 2 /Shading << /ColorSpace /DeviceRGB >> >> >>"
        " /Shading << /H << /ColorSpace /DeviceGray >> >>"
    )

    @pytest.mark.parametrize(
        ("content", "used"),
        [
            ("0 g 0 G", {("DeviceGray", "", "painting")}),
            ("1 0 0 rg 0 0 0 1 K", {("DeviceRGB", "", "painting"), ("DeviceCMYK", "", "painting")}),
            ("/Spot cs 1 scn", {("Separation", "PANTONE 185 C", "painting")}),
            ("/Two CS", {("DeviceN", "Cyan, Gold", "painting")}),
            ("/Few cs /Cal CS", {("DeviceRGB", "", "painting"), ("CalRGB", "", "painting")}),
            ("/Tile cs 0 0 0 1 /P scn", {("DeviceCMYK", "", "painting"), ("DeviceRGB", "", "painting")}),
            ("/Pattern cs /S scn /H sh", {("DeviceRGB", "", "shading"), ("DeviceGray", "", "shading")}),
            ("/X Do", {("DeviceCMYK", "", "painting"), ("DeviceRGB", "", "blending")}),
        ],
    )
    def test_every_way_to_use_one(self, content: str, used: set[tuple[str, str, str]]) -> None:
        more: dict[int, str | bytes] = {
            20: "<< >>",
            21: stream("1 0 0 rg 0 0 1 1 re f BT /F 3 Tf (tile) Tj ET", "/PatternType 1 /Resources << /Font << /F 5 0 R >> >>"),
            22: stream("0 0 0 1 k", "/Subtype /Form /Group << /CS /DeviceRGB >>"),
        }
        found = painted(content, more, f"{self.SPACES} /XObject << /X 22 0 R >>")
        assert {(colour.space, colour.detail, colour.used_by) for colour in found.colours} == used
        assert not any(content.loose for content in found.contents)

    def test_output_intent(self) -> None:
        press = "<< /S /GTS_PDFX /OutputConditionIdentifier (FOGRA39) /DestOutputProfile 10 0 R >>"
        found = inspect_pdf(one_page("", {10: stream("")}, f"/OutputIntents [{press} << /S /GTS_PDFA1 /Info (sRGB) >>]"))
        assert [(each.kind, each.condition, each.profile) for each in found.intents] == [
            ("GTS_PDFX", "FOGRA39", True),
            ("GTS_PDFA1", "sRGB", False),
        ]


class TestTree:
    WORDS = {0: "Hello", 1: "again"}  # noqa: RUF012 read only

    def kinds(self, elements: dict[int, str | bytes], root: str = "") -> tuple[list[tuple[str, str]], tuple[str, ...]]:
        found = inspect_pdf(tagged(elements, self.WORDS, root))
        assert found.problems == ()
        return [(tag.kind, tag.role) for tag in found.tags], found.strange_roles

    def test_role_maps(self) -> None:
        roles = "/RoleMap << /Absatz /Body /Body /P /A /B /B /A >>"
        elements: dict[int, str | bytes] = {
            11: "<< /S /Document /K [12 0 R 13 0 R 14 0 R] >>",
            12: "<< /S /Absatz >>",
            13: "<< /S /A >>",
            14: "<< /S /Own >>",
        }
        kinds, strange = self.kinds(elements, roles)
        assert kinds[1] == ("P", "Absatz")
        assert kinds[2][0] in ("A", "B")
        assert strange == (kinds[2][0], "Own")

    def test_namespaces(self) -> None:
        elements: dict[int, str | bytes] = {
            11: "<< /S /Document /NS 20 0 R /K [12 0 R 13 0 R 14 0 R 15 0 R] >>",
            12: "<< /S /para /NS 21 0 R >>",
            13: "<< /S /odd /NS 21 0 R >>",
            14: "<< /S /math /NS 22 0 R /K [<< /S /mi /NS 22 0 R >>] >>",
            15: "<< /S /H7 /NS 20 0 R >>",
            20: "<< /Type /Namespace /NS (http://iso.org/pdf2/ssn) >>",
            21: "<< /Type /Namespace /NS (http://example.org/mine) /RoleMapNS << /para [/FENote 20 0 R] >> >>",
            22: "<< /Type /Namespace /NS (http://www.w3.org/1998/Math/MathML) >>",
        }
        kinds, strange = self.kinds(elements)
        assert kinds == [("Document", ""), ("FENote", "para"), ("odd", ""), ("Formula", "math"), ("Span", "mi"), ("H7", "")]
        assert strange == ("odd",)

    def test_marks_of_forms_and_of_other_pages(self) -> None:
        form = stream(
            "/Span <</MCID 0>> BDC BT /F 9 Tf (inside) Tj ET EMC", "/Type /XObject /Subtype /Form /StructParents 1 /BBox [0 0 9 9]"
        )
        tree: dict[int, str | bytes] = {
            10: "<< /K 11 0 R >>",
            11: "<< /S /P /K [<< /Type /MCR /Pg 3 0 R /Stm 12 0 R /MCID 0 >> << /MCID 0 /Pg 3 0 R >> << /MCID 0 /Pg 99 0 R >>] >>",
            12: form,
        }
        content = "/X Do /P <</MCID 0>> BDC BT /F 9 Tf 0 90 Td (outside) Tj ET EMC"
        found = inspect_pdf(one_page(content, tree, "/StructTreeRoot 10 0 R", resources="/XObject << /X 12 0 R >>"))
        assert found.tree
        assert found.tree.text == "inside outside"
        assert found.untagged_text == ()

    def test_what_an_element_carries(self) -> None:
        element = (
            "<< /S /TD /T (cell) /Alt (a) /ActualText (b) /E (c) /Lang (cy) /ID (d) /C /wide"
            " /A [<< /O /Table /ColSpan 2 /Headers [(h)] >> << /O /List /ListNumbering /Decimal >>] /K 0 /Pg 3 0 R >>"
        )
        root = "/ClassMap << /wide << /O /Table /RowSpan 3 /ColSpan 9 /Scope /Row >> >>"
        tag = inspect_pdf(tagged({11: element}, self.WORDS, root)).tree
        assert tag
        assert (tag.title, tag.alt, tag.actual_text, tag.expansion, tag.language, tag.id) == ("cell", "a", "b", "c", "cy", "d")
        assert (tag.column_span, tag.row_span, tag.headers, tag.scope, tag.numbering) == (2, 3, ("h",), "Row", "Decimal")
        assert tag.text == "b"
        assert "rowspan=3" in tag.dump()

    def test_words_that_no_element_holds(self) -> None:
        assert inspect_pdf(tagged({11: "<< /S /P /Pg 3 0 R /K 0 >>"}, self.WORDS)).untagged_text == ((1, "again"),)


class TestWays:
    def test_bookmarks_and_links(self) -> None:
        more: dict[int, str | bytes] = {
            10: "<< /First 11 0 R >>",
            11: "<< /Title (One) /Dest [3 0 R /Fit] /First 12 0 R /Next 13 0 R >>",
            12: "<< /Title (Below) /A << /S /GoTo /D (place) >> >>",
            13: "<< /Title <FEFF004E> /Dest (gone) >>",
            14: "<< /Kids [<< /Names [(place) << /D [3 0 R /XYZ] >>] >>] >>",
            15: "<< /Subtype /Link /Rect [30 20 10 10] /A << /S /URI /URI (https://a.example) >> /Contents (A) /F 4 >>",
            16: "<< /Subtype /Link /Dest /old >>",
            17: "<< /Subtype /Link /A << /S /GoTo /SD [18 0 R] /D [0 /Fit] >> >>",
            18: "<< /S /P /Pg 3 0 R >>",
            19: "<< /Subtype /Link /A << /S /GoToR /F << /UF (other.pdf) >> /D [0] >> >>",
        }
        catalog = "/Outlines 10 0 R /Names << /Dests 14 0 R >> /Dests << /old [3 0 R] >>"
        found = inspect_pdf(one_page("", more, catalog, page="/Annots [15 0 R 16 0 R 17 0 R 19 0 R << /Subtype /Text /Contents (hm) >>]"))
        assert found.problems == ()
        assert [(entry.level, entry.title, entry.page) for entry in found.outline] == [(1, "One", 1), (2, "Below", 1), (1, "N", 0)]
        assert [(link.target, link.to_page) for link in found.links] == [("https://a.example", 0), ("old", 1), ("", 1), ("other.pdf", 0)]
        assert (found.links[0].box, found.links[0].contents, found.links[0].printed) == ((10, 10, 30, 20), "A", True)
        assert [(each.kind, each.contents) for each in found.annotations] == [("Text", "hm")]

    def test_form_fields(self) -> None:
        widgets = {
            10: "<< /Subtype /Widget /FT /Tx /T (surname) /TU (Your surname) /V (Okafor) /Rect [0 0 9 9] >>",
            11: "<< /Subtype /Widget /Parent 12 0 R >>",
            12: "<< /FT /Btn /T (agree) /V /Off >>",
            13: "<< /Subtype /Widget /FT /Btn /Ff 32768 /V /Yes >>",
            14: "<< /Subtype /Widget /FT /Ch /V [(a) (b)] >>",
            15: "<< /Subtype /Widget /FT /Sig /F 2 >>",
        }
        found = inspect_pdf(one_page("", dict(widgets), page="/Annots [10 0 R 11 0 R 13 0 R 14 0 R 15 0 R]"))
        assert [(each.kind, each.name, each.own_name, each.value) for each in found.fields] == [
            ("text", "Your surname", "surname", "Okafor"),
            ("tick", "", "agree", "Off"),
            ("radio", "", "", "Yes"),
            ("choice", "", "", "a, b"),
        ]

    def test_page_labels(self) -> None:
        pages = dict.fromkeys(range(10, 17), "<< /Type /Page /Parent 2 0 R >>")
        kids = " ".join(f"{number} 0 R" for number in pages)
        labels = "/PageLabels << /Nums [0 << /S /r /St 4 >> 2 << /P (A-) /S /D >> 4 << /S /A /St 27 >> 5 << /P (cover) >> 6 << /S /a >>] >>"
        found = inspect_pdf(pdf({1: f"<< /Pages 2 0 R {labels} >>", 2: f"<< /Type /Pages /Kids [{kids}] /Count 7 >>", **pages}))
        assert found.labels == ("iv", "v", "A-1", "A-2", "AA", "cover", "a")
        assert found.pages[2].label == "A-1"

    def test_boxes(self) -> None:
        page = "/CropBox [10 10 400 500] /TrimBox [400 500 20 20] /UserUnit 2 /Rotate 450 /Tabs /S"
        (found,) = inspect_pdf(one_page("", page=page)).pages
        assert (found.media, found.crop, found.trim, found.bleed) == (
            (0, 0, 420, 595),
            (10, 10, 400, 500),
            (20, 20, 400, 500),
            (10, 10, 400, 500),
        )
        assert (found.unit, found.rotation, found.tabs) == (2, 90, "S")

    def test_attachments(self) -> None:
        assert inspect_pdf(one_page("", catalog="/Names << /EmbeddedFiles << /Names [(a.csv) << >>] >> >>")).attachments == ("a.csv",)


class TestClaims:
    PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <r:Description xmlns:a="http://www.aiim.org/pdfa/ns/id/" xmlns:u="http://www.aiim.org/pdfua/ns/id/" a:part="2" a:conformance="A">
        <u:part>1</u:part><d:title xmlns:d="http://purl.org/dc/elements/1.1/"><r:Alt><r:li>Iron</r:li></r:Alt></d:title>
        <x:own xmlns:x="urn:own">mine</x:own><g:GTS_PDFXVersion xmlns:g="http://www.npes.org/pdfx/ns/id/">PDF/X-4</g:GTS_PDFXVersion>
        </r:Description><r:Description xmlns:p="http://pdfa.org/declarations/"><p:declarations><r:Bag><r:li><r:Description>
        <p:conformsTo>http://pdfa.org/declarations/wtpdf/#accessibility1.0</p:conformsTo></r:Description></r:li></r:Bag></p:declarations>
        </r:Description></r:RDF></x:xmpmeta>"""

    def test_all_kinds(self) -> None:
        found = inspect_pdf(one_page("", {10: stream(self.PACKET)}, "/Metadata 10 0 R"))
        assert found.problems == ()
        assert found.claims == ("PDF/UA-1", "PDF/A-2a", "PDF/X-4", "WTPDF 1.0 for accessibility")
        assert found.xmp
        assert found.xmp.properties["dc:title"] == "Iron"
        assert found.xmp.properties["{urn:own}own"] == "mine"

    @pytest.mark.parametrize(("packet", "why"), [("<!ENTITY x>", "entities"), ("<a>", "no element"), ("x" * 4_000_001, "larger than 4 MB")])
    def test_packets_that_are_not_read(self, packet: str, why: str) -> None:
        found = inspect_pdf(one_page("", {10: stream(packet)}, "/Metadata 10 0 R"))
        assert found.xmp is None
        assert why in found.problems[0]

    def test_versions(self) -> None:
        assert inspect_pdf(one_page("")).version == "1.7"
        assert inspect_pdf(one_page("", catalog="/Version /2.0")).version == "2.0"


class TestFilesOfOthers:
    def test_a_browser(self) -> None:
        found = inspect_pdf((FILES / "browser.pdf").read_bytes())
        assert found.problems == ()
        assert (found.info["Title"], found.language, len(found.pages)) == ("Looking after your plaster cast", "en", 2)
        assert {tag.kind for tag in found.tags} >= {"H1", "H2", "P", "L", "LI", "Table", "TH", "Figure", "Link"}
        assert all(font.embedded and font.subset and font.unicode for font in found.fonts)
        assert "Wiggle your fingers" in (found.tree.text if found.tree else "")

    def test_object_streams(self) -> None:
        found = inspect_pdf((FILES / "object-streams.pdf").read_bytes())
        assert found.problems == ()
        assert found.tree
        assert found.tree.text == "Your appointment Please bring this letter."

    def test_aes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        cryptography = pytest.importorskip("cryptography")
        assert cryptography
        found = inspect_pdf((FILES / "aes-open.pdf").read_bytes())
        assert found.lock
        assert (found.encrypted, found.lock.method, found.lock.forbidden) == (True, "AES, 256 bits", ("copy",))
        assert found.tree
        assert found.tree.text == "Your appointment Please bring this letter."
        assert inspect_pdf((FILES / "aes-password.pdf").read_bytes()).problems == ("it is locked with a password (AES, 256 bits)",)

    def test_marks_show_the_words(self) -> None:
        assert marked({0: "x"}).startswith("/P << /MCID 0 >>")
