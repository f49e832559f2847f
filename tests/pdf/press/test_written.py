"""A page written for a press: boxes, marks, inks, condition and claims, read back by a library that had no part in making it."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

import pytest
from inks import Colours, colours_of, read
from PIL import Image, ImageCms
from running import REPOSITORY

from leafletgen.diagnostics import Severity
from leafletgen.model.page import Page
from leafletgen.model.press import Inks, Press
from leafletgen.pdf.inspect import inspect_pdf
from leafletgen.pdf.typeset import Typeset, Typesetter

FONT = next(Path(sys.prefix).glob("**/fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf")).read_bytes()
PROFILE = (REPOSITORY / "styles" / "press" / "fogra39l-coated.icc").read_bytes()
PRESS = Press(
    bleed=Decimal(3),
    marks="crop",
    accent="#0b5c6b",
    accent_inks=Inks(0.9, 0.4, 0.4, 0.2),
    profile=PROFILE,
    condition="FOGRA39",
    description="Offset on coated paper",
)
STYLE = "@font-face { font-family: F; src: url(fonts/f.ttf) } html { font-family: F } @page { size: A5; bleed: 3mm }"
META = '<title>A "T" &amp; &lt;b&gt;</title><meta name="dcterms.created" content="2026-11-22"><meta name="author" content="Clinic">'

MM = 72 / 25.4
ONLY_INKS = {"/DeviceCMYK", "/DeviceGray"}


def page(
    body: str, style: str = "", press: Press | None = PRESS, head: str = META, resources: Mapping[str, bytes] = MappingProxyType({})
) -> Page:
    html = f'<!doctype html><html lang="en"><head>{head}<style>{STYLE}{style}</style></head><body>{body}</body></html>'
    return Page(html, {"fonts/f.ttf": FONT, **resources}, None, press=press)


@pytest.fixture(scope="module")
def setter() -> Typesetter:
    return Typesetter()


def picture(mode: str, kind: str, colour: object, **how: object) -> bytes:
    data = io.BytesIO()
    image = Image.new(mode, (40, 30), colour)  # type: ignore[arg-type]
    image.save(data, kind, **how)
    return data.getvalue()


DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 60">
<defs>
<linearGradient id="a"><stop offset="0" stop-color="#ff0000"/><stop offset="1" stop-color="#0b5c6b" stop-opacity="0.2"/></linearGradient>
<radialGradient id="b"><stop offset="0" stop-color="#fff"/>
<stop offset="0.5" stop-color="#333"/><stop offset="1" stop-color="#00f"/></radialGradient>
<pattern id="c" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="2" fill="#e07000"/></pattern>
<mask id="d"><rect width="30" height="30" fill="url(#b)"/><circle cx="9" cy="9" r="5" fill="#c0ffc0"/></mask>
</defs>
<rect width="30" height="30" fill="url(#a)" stroke="#123456"/>
<rect x="30" width="30" height="30" fill="url(#b)"/>
<rect x="60" width="30" height="30" fill="url(#c)"/>
<rect y="30" width="30" height="30" fill="#0a0" mask="url(#d)"/>
<g opacity="0.5"><circle cx="45" cy="45" r="9" fill="#f0f"/></g>
<text x="60" y="58" font-size="6" fill="#222222">Words</text>
</svg>"""

RICH = """\
<h1>Title</h1><p>Black words, <u>marked</u> <b>and</b> <a href="https://a.example/">linked</a></p>
<p class=box>In a box</p><p class=lab>lab</p><p class=lch>lch</p><p class=cmyk>cmyk</p><p class=faint>faint</p>
<img src="drawing.svg"><img src="rgb.png"><img src="rgba.png"><img src="grey.png"><img src="palette.png">
<img src="photo.jpg"><img src="inks.jpg"><img src="greyish.png"><img src="profiled.jpg">"""
RICH_STYLE = """
h1 { color: #0b5c6b } .lab { color: lab(50% 60 20) } .lch { color: oklch(60% 0.15 200) } .cmyk { color: device-cmyk(0 1 0.9 0.3) }
.box { background: linear-gradient(90deg, #e7eff0, red 40%, transparent), url(rgb.png); border: 2mm groove #808; border-radius: 3mm;
  box-shadow: 1mm 1mm 3mm rgba(200, 0, 0, 0.5); outline: 1px dotted #0b5c6b }
.faint { opacity: 0.4; color: #f80 } img { width: 10mm }
body { background: radial-gradient(#fff, #ffd) }
"""
PICTURES = {
    "drawing.svg": DRAWING.encode(),
    "rgb.png": picture("RGB", "PNG", (11, 92, 200)),
    "rgba.png": picture("RGBA", "PNG", (250, 92, 20, 128)),
    "grey.png": picture("L", "PNG", 90),
    "palette.png": picture("P", "PNG", 3),
    "greyish.png": picture("RGB", "PNG", (90, 90, 90)),
    "photo.jpg": picture("RGB", "JPEG", (200, 100, 50)),
    "inks.jpg": picture("CMYK", "JPEG", (200, 100, 50, 0)),
    "profiled.jpg": picture("RGB", "JPEG", (200, 10, 50), icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
}


@pytest.fixture(scope="module")
def rich(setter: Typesetter) -> Typeset:
    """A page with everything that can hold a colour."""
    return setter.typeset(page(RICH, RICH_STYLE, resources=PICTURES))


@pytest.fixture(scope="module")
def colours(rich: Typeset) -> Colours:
    return colours_of(rich.pdf)


def test_everything_can_be_mixed(rich: Typeset) -> None:
    assert rich.diagnostics == ()


def test_every_operator_is_in_inks(colours: Colours) -> None:
    assert colours.streams > 10
    named = {name for name, _ in colours.operators}
    assert named == {"k", "K", "g", "cs", "CS", "scn", "SCN", "sh"}  # grey in soft masks only
    assert {operands for name, operands in colours.operators if name in ("cs", "CS")} == {("/Pattern",), ("/Registration",)}
    assert {operands for name, operands in colours.operators if name == "SCN"} == {(1.0,)}
    assert all(str(operands[0]).startswith("/") for name, operands in colours.operators if name == "scn")


def test_pictures_gradients_and_groups_are_in_inks(colours: Colours) -> None:
    assert {space for _, space in colours.images} == ONLY_INKS
    assert ("/DCTDecode", "/DeviceCMYK") in colours.images
    assert set(colours.shadings) == ONLY_INKS
    assert set(colours.groups) == ONLY_INKS
    assert colours.named_spaces == {"/Separation/All/DeviceCMYK"}
    assert len(colours.images) == 9


def test_no_colour_of_the_screen_is_anywhere(rich: Typeset) -> None:
    reader = read(rich.pdf)
    for number in range(1, int(reader.trailer["/Size"])):
        assert not re.search(r"DeviceRGB|CalRGB|CalGray|/Lab|ICCBased", repr(reader.get_object(number))), number


def test_letters_are_in_black_alone_and_overprint(colours: Colours) -> None:
    assert colours.text[0, 0, 0, 1] is True
    assert colours.text[0.9, 0.4, 0.4, 0.2] is False
    assert ("k", (0, 1, 0.9, 0.3)) in colours.operators


def pixels_of(data: bytes) -> set[tuple[str, object]]:
    """Kind and middle of every picture, as a reader sees its inks."""
    found: set[tuple[str, object]] = set()
    reader = read(data)
    for number in range(1, int(reader.trailer["/Size"])):
        thing = reader.get_object(number)
        if hasattr(thing, "get") and thing.get("/Subtype") == "/Image":
            if thing.get("/Filter") == "/DCTDecode":
                image: Image.Image = Image.open(io.BytesIO(thing._data))
                image.load()
            else:
                mode = {"/DeviceCMYK": "CMYK", "/DeviceGray": "L"}[thing["/ColorSpace"]]
                image = Image.frombytes(mode, (40, 30), thing.get_data())
            found.add((image.mode, image.getpixel((20, 15))))
    return found


def test_pictures_show_what_they_did(setter: Typesetter) -> None:
    resources = {name: data for name, data in PICTURES.items() if name in ("rgb.png", "greyish.png", "photo.jpg")}
    done = setter.typeset(page('<img src="rgb.png"><img src="greyish.png"><img src="photo.jpg">', resources=resources))
    seen = pixels_of(done.pdf)
    assert ("L", 90) in seen
    proof = ImageCms.buildTransform(ImageCms.ImageCmsProfile(io.BytesIO(PROFILE)), ImageCms.createProfile("sRGB"), "CMYK", "RGB")
    shown: list[Any] = []
    for mode, pixel in seen:
        if mode == "CMYK":
            back = ImageCms.applyTransform(Image.new("CMYK", (1, 1), pixel), proof)  # type: ignore[arg-type]
            assert back is not None
            shown.append(back.getpixel((0, 0)))
    assert len(shown) == 2
    orange = max(shown)
    assert all(abs(found - wanted) <= 24 for found, wanted in zip(orange, (200, 100, 50), strict=True)), shown


def test_boxes_in_millimetres(rich: Typeset) -> None:
    for found in inspect_pdf(rich.pdf).pages:
        assert [round(side / MM, 2) for side in found.trim] == [0, 0, 148, 210]
        assert [round(side / MM, 2) for side in found.bleed] == [-3, -3, 151, 213]
        assert [round(side / MM, 2) for side in found.media] == [-10, -10, 158, 220]


def lines(data: bytes) -> list[tuple[float, ...]]:
    """The crop marks in mm: x1, y1, x2, y2."""
    contents = read(data).pages[0].get_contents()
    assert contents is not None
    drawn = contents.get_data().partition(b"/Registration CS")[2].decode()
    found = re.findall(r"([\d.-]+) ([\d.-]+) m ([\d.-]+) ([\d.-]+) l S", drawn)
    return [tuple(round(float(value) / MM, 2) for value in line) for line in found]


def test_crop_marks_stand_clear_of_the_bleed(rich: Typeset) -> None:
    found = lines(rich.pdf)
    assert len(found) == 8
    for x1, y1, x2, y2 in found:
        assert {x1, x2} in ({0.0}, {148.0}) or {y1, y2} in ({0.0}, {210.0})
        for x, y in ((x1, y1), (x2, y2)):
            assert x <= -4 or x >= 152 or y <= -4 or y >= 214
            assert -10 < x < 158
            assert -10 < y < 220


def test_artwork_is_clipped_to_the_bleed(rich: Typeset) -> None:
    contents = read(rich.pdf).pages[0].get_contents()
    assert contents is not None
    assert re.match(rb"q\s-8.5039 -8.5039 436.5354 612.2835 re\s+W n\s", contents.get_data())


def test_without_marks_the_sheet_is_the_bleed(setter: Typesetter) -> None:
    done = setter.typeset(page("<p>Words</p>", press=replace(PRESS, marks="none")))
    found = inspect_pdf(done.pdf).pages[0]
    assert found.media == found.bleed
    assert colours_of(done.pdf).named_spaces == set()
    assert lines(done.pdf) == []


def test_the_condition_is_in_the_file(rich: Typeset) -> None:
    [intent] = read(rich.pdf).trailer["/Root"]["/OutputIntents"]
    profile = intent["/DestOutputProfile"]
    assert {key: intent[key] for key in intent if key != "/DestOutputProfile"} == {
        "/Type": "/OutputIntent",
        "/S": "/GTS_PDFX",
        "/OutputConditionIdentifier": "FOGRA39",
        "/OutputCondition": "Offset on coated paper",
        "/Info": "Offset on coated paper",
        "/RegistryName": "http://www.color.org",
    }
    assert (profile["/N"], profile["/Alternate"], profile.get_data()) == (4, "/DeviceCMYK", PROFILE)
    assert ImageCms.ImageCmsProfile(io.BytesIO(profile.get_data())).profile.xcolor_space.strip() == "CMYK"


def test_a_condition_of_ones_own_names_no_registry(setter: Typesetter) -> None:
    done = setter.typeset(page("<p>Words</p>", press=replace(PRESS, condition="Our Heidelberg")))
    [intent] = read(done.pdf).trailer["/Root"]["/OutputIntents"]
    assert intent["/OutputConditionIdentifier"] == "Our Heidelberg"
    assert "/RegistryName" not in intent


def test_claims_in_both_places(rich: Typeset) -> None:
    reader = read(rich.pdf)
    assert reader.pdf_header == "%PDF-1.6"
    root, info = reader.trailer["/Root"], reader.trailer["/Info"]
    assert not {"/Outlines", "/AcroForm", "/Names", "/OpenAction", "/StructTreeRoot", "/MarkInfo"} & set(root)
    assert "/Filter" not in root["/Metadata"]
    tree = ElementTree.fromstring(root["/Metadata"].get_data())
    said = {element.tag.rpartition("}")[2]: "".join(element.itertext()) for element in tree.iter()}
    assert said["GTS_PDFXVersion"] == "PDF/X-4"
    assert said["title"] == info["/Title"] == 'A "T" & <b>'
    assert said["Trapped"] == "False"
    assert info["/Trapped"] == "/False"
    assert said["CreateDate"] == said["ModifyDate"] == said["MetadataDate"] == "2026-11-22T00:00:00Z"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20261122000000Z"
    assert re.fullmatch(r"uuid:\w{8}-\w{4}-\w{4}-\w{4}-\w{12}", said["DocumentID"])
    assert said["InstanceID"] != said["DocumentID"]
    assert len(reader.trailer["/ID"]) == 2


def test_nothing_to_click(rich: Typeset) -> None:
    found = inspect_pdf(rich.pdf)
    assert (found.links, found.outline, found.tree) == ((), (), None)
    assert b"a.example" not in rich.pdf
    assert not any(page.annotated for page in found.pages)
    assert all(font.embedded for font in found.fonts)
    assert found.fonts


def test_the_same_bytes_twice(setter: Typesetter, rich: Typeset) -> None:
    again = Typesetter().typeset(page(RICH, RICH_STYLE, resources=PICTURES))
    assert again.pdf == rich.pdf
    other = setter.typeset(page(RICH + "<p>More</p>", RICH_STYLE, resources=PICTURES))
    ids = [re.findall(rb"<xmpMM:\w+ID>(.*?)</", data) for data in (rich.pdf, other.pdf)]
    assert not set(ids[0]) & set(ids[1]) - {b"1"}


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
OWN_SPACE = "@color-profile --own { src: url(own.icc); components: r, g, b } p { color: color(--own 0.2 0.3 0.4) }"


@pytest.mark.parametrize(
    ("wanted", "style"),
    [
        ("a colour in a space of its own (--own)", ""),
        ("a gradient in a form that is not known to this tool", "p { background: linear-gradient(red, blue) }"),
    ],
)
def test_what_cannot_be_mixed_is_told(setter: Typesetter, wanted: str, style: str) -> None:
    done = setter.typeset(page("<p>x</p>", OWN_SPACE + style, resources={"own.icc": SRGB}))
    found = [d for d in done.diagnostics if d.rule == "press-colour"]
    assert f"{wanted} cannot be mixed from printing inks" in [d.message for d in found]
    assert {d.severity for d in found} == {Severity.ERROR}
    assert all("device-cmyk" in d.fix for d in found)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (META.replace("dcterms.created", "other"), "the page does not say its date (dcterms.created)"),
        (META.partition("</title>")[2], "the page does not say its title (<title>)"),
    ],
)
def test_metadata_that_the_page_lacks(setter: Typesetter, head: str, words: str) -> None:
    found = setter.typeset(page("<p>x</p>", head=head)).diagnostics
    assert [(d.rule, d.severity, d.message) for d in found] == [("press-metadata", Severity.ERROR, words)]


def test_a_profile_that_cannot_be_used(setter: Typesetter) -> None:
    done = setter.typeset(page("<p>x</p>", press=replace(PRESS, profile=PROFILE[:4000])))
    assert done.pdf == b""
    assert [(d.rule, d.severity) for d in done.diagnostics] == [("press-profile", Severity.ERROR)]
    assert done.diagnostics[0].message.startswith("the profile of the printing condition FOGRA39 cannot be used: ")


def test_an_accent_without_inks_is_mixed_and_told(setter: Typesetter) -> None:
    done = setter.typeset(page("<h1>x</h1>", "h1 { color: #0b5c6b }", replace(PRESS, accent_inks=None)))
    [found] = done.diagnostics
    assert (found.rule, found.severity) == ("press-colour", Severity.ADVICE)
    assert found.message.startswith("the brand does not say in which inks its accent #0b5c6b prints: the profile mixes [")
    grey = setter.typeset(page("<h1>x</h1>", press=replace(PRESS, accent="#333333", accent_inks=None)))
    assert grey.diagnostics == ()
