"""What a screen reader says of small trees, and what is told to trouble it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from handmade import marked, one_page, pdf, stream, tagged

from leafletgen.pdf.aloud import words
from leafletgen.pdf.aloud.speech import speech
from leafletgen.pdf.aloud.summary import NO_TROUBLES, report
from leafletgen.pdf.aloud.troubles import troubles
from leafletgen.pdf.inspect import inspect_pdf

FILES = Path(__file__).parent / "files"
WORDS = {0: "Zero", 1: "One", 2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven"}


def tree(text: str) -> dict[int, str | bytes]:
    """Objects for a tree written as `P 0 1`, two spaces of indent to a level; a number is a mark, the rest goes into the element."""
    elements: dict[int, tuple[str, str, list[str]]] = {}
    stack: list[int] = []
    for number, line in enumerate(text.strip("\n").splitlines(), 11):
        depth = (len(line) - len(line.lstrip())) // 2
        kind, _, rest = line.strip().partition(" ")
        marks, _, entries = rest.partition("/")
        elements[number] = (kind, f"/{entries}" if entries else "", marks.split())
        del stack[depth:]
        if stack:
            elements[stack[-1]][2].append(f"{number} 0 R")
        stack.append(number)
    return {number: f"<< /S /{kind} /Pg 3 0 R /K [{' '.join(kids)}] {entries} >>" for number, (kind, entries, kids) in elements.items()}


def said(text: str, page: str = "", **more: str) -> list[str]:
    found = inspect_pdf(tagged(tree(text), WORDS, catalog="/Lang (en-GB)", page=page, **more))
    assert found.problems == ()
    return ["  " * line.depth + line.words for line in speech(found)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Document\n  H1 0\n  H2 1\n  P 2 3", ["heading level 1, Zero", "heading level 2, One", "Two Three"]),
        ("Document\n  H 0\n  Title 1\n  H2\n  P", ["heading, Zero", "title, One"]),
        ("Document\n  Sect\n    Div\n      Span 0\n    P 1\n  Art 2", ["Zero", "One", "Two"]),
        ("P 0\n  Span 1\n  NonStruct\n    Em 2\n  Strong 3", ["Zero One Two Three"]),
        ("Document\n  Artifact 0\n  P 1", ["One"]),
        ("P 0\n  Note 1\n  Span 2", ["Zero", "note: One", "Two"]),
        ("Document\n  FENote\n    Lbl 0\n    P 1", ["note: Zero", "One"]),
        ("BlockQuote\n  P 0\n  P 1", ["quote: Zero", "One"]),
        ("P 0\n  Span 1 /E (United Kingdom)", ["Zero One (short for United Kingdom)"]),
        ("P 0\n  Span 1 /ActualText (fish)", ["Zero fish"]),
        ("Formula 0 /Alt (x squared)", ["formula: x squared"]),
        ("Document\n  Custom 0\n  Aside 1", ["Zero", "One"]),
    ],
)
def test_words_in_order(text: str, lines: list[str]) -> None:
    assert said(text) == lines


def test_lists() -> None:
    inner = "      L\n        LI\n          LBody 4\n"
    text = f"L\n  Caption 7\n  LI\n    Lbl 0\n    LBody 1\n  LI\n    LBody\n      P 2\n      P 3\n{inner}  LI\n    P 5"
    assert said(text) == [
        "list of 3 items", "  caption: Seven", "  Zero: One", "  2: Two", "    Three", "    list of 1 item", "      1: Four", "  3: Five",
    ]  # fmt: skip
    assert said("L\n  LI\n    LBody\n      Figure /Alt (A cat)\n      P 0") == ["list of 1 item", "  1: picture: A cat", "    Zero"]
    assert said("TOC\n  TOCI\n    Reference 0\n  TOCI 1\n  TOC\n    TOCI 2") == [
        "contents, 3 items", "  1: Zero", "  2: One", "  contents, 1 item", "    1: Two",
    ]  # fmt: skip


def test_tables_by_scope() -> None:
    text = """
Table
  Caption 7
  THead
    TR
      TH 0 /A << /O /Table /Scope /Column >>
      TH 1 /A << /O /Table /Scope /Column >>
      TH 2 /A << /O /Table /Scope /Column >>
  TBody
    TR
      TH 3 /A << /O /Table /Scope /Row >>
      TD 4
      TD
    TR
      TD 5 /A << /O /Table /ColSpan 2 >>
      TD
        Figure /Alt (A bar)
"""
    assert said(text) == [
        "table, 3 columns, 3 rows, caption Seven",
        "  row 1, column heads: Zero; One; Two",
        "  row 2: Three; One: Four; Two: blank",
        "  row 3: Zero: Five; Two: picture: A bar",
    ]


def test_tables_by_names_of_heads() -> None:
    heads = "Table\n  TR\n    TH 0 /ID (a)\n    TH 1 /ID (b)\n"
    text = f"{heads}  TR\n    TH 2 /ID (c) /A << /O /Table /Headers [(b)] >>\n    TD 3 /A << /O /Table /Headers [(a) (c)] >>"
    assert said(text)[1:] == ["  row 1, column heads: Zero; One", "  row 2: Two; Zero: Three"]


def test_tables_with_cells_over_rows_and_heads_over_heads() -> None:
    text = "Table\n  THead\n    TR\n      TH 0 /A << /O /Table /RowSpan 2 >>\n      TH 1\n    TR\n      TH 2\n  TR\n    TD 3\n    TD 4"
    assert said(text) == [
        "table, 2 columns, 3 rows", "  row 1, column heads: Zero; One", "  row 2: Two", "  row 3: Zero: Three; One, Two: Four",
    ]  # fmt: skip
    assert said("Table\n  TR\n    TD 0\n    TD 1") == ["table, 2 columns, 1 row", "  row 1: Zero; One"]


def test_pictures() -> None:
    text = "Document\n  Figure 0 /Alt (A hand)\n    Caption 1\n  Figure 2\n  P 3\n    Figure /Alt ( )\n    Span 4"
    assert said(text) == [
        "picture: A hand",
        "caption: One",
        "picture without description",
        "Two",
        "Three",
        "picture without description",
        "Four",
    ]


def test_languages() -> None:
    text = """
Document
  P 0
  P 1 /Lang (cy)
  P 2 /Lang (cy-GB)
    Span 3 /Lang (fr)
  P 4 /Lang (en-US)
  P 5
    Span 6 /Lang (xx)
  L /Lang (pl)
    LI
      LBody 7
"""
    assert said(text) == [
        "Zero",
        "in Welsh: One",
        "Two (in French: Three)",
        "in English: Four",
        'Five (in "xx": Six)',
        "in Polish: list of 1 item",
        "  1: Seven",
    ]


def test_languages_of_cells_and_links() -> None:
    assert said("Table\n  TR\n    TH 0\n  TR\n    TD 1 /Lang (cy)")[2] == "  row 2: Zero: in Welsh: One"
    assert said("P 0\n  Link 1 /Lang (fr)\n  Span 2") == ["Zero (link, in French: One) Two"]


def test_links_and_fields() -> None:
    annotations = "/Annots [30 0 R 31 0 R 32 0 R 33 0 R 34 0 R]"
    elements = tree("Document\n  P 0\n    Link 1 30\n  Link 2 30\n  P 3\n    Link 31\n  P 4\n    Form 32\n    Form 33\n    Annot 34")
    elements = {number: _with_objects(str(body)) for number, body in elements.items()}
    found = inspect_pdf(
        tagged(
            {
                **elements,
                30: "<< /Subtype /Link /A << /URI (https://a.example) >> >>",
                31: "<< /Subtype /Link /Dest [3 0 R] >>",
                32: "<< /Subtype /Widget /FT /Tx /TU (Surname) /V (Okafor) >>",
                33: "<< /Subtype /Widget /FT /Btn /V /Yes >>",
                34: "<< /Subtype /Text /Contents (Check this) >>",
            },
            WORDS, catalog="/Lang (en)", page=annotations,
        )
    )  # fmt: skip
    assert [line.words for line in speech(found)] == [
        "Zero (link, One)",
        "link, Two",
        "Three (link without words)",
        "Four (text field, Surname, filled in with Okafor) (tick box without a name, ticked) (comment: Check this)",
    ]
    assert [link.within for link in found.links] == ["Link", "Link"]
    told = {trouble.rule: trouble.message for trouble in troubles(found)}
    assert told["pdf-links"].startswith("The tabulator key")
    assert told["pdf-fields"] == "1 form field without a name."


def _with_objects(body: str) -> str:
    """``body`` with marks from 30 on made into annotations."""
    head, _, kids = body.partition("/K [")
    return head + "/K [" + re.sub(r"\b(3\d)\b(?! 0 R)", r"<< /Type /OBJR /Obj \1 0 R >>", kids)


def test_without_tags() -> None:
    content = "BT /F 9 Tf 10 50 Td (First line) Tj 0 -12 Td (Second) Tj ET /Artifact BMC BT (Foot) Tj ET EMC"
    links = "<< /Subtype /Link /A << /URI (https://a.example) >> >> << /Subtype /Link /Dest [3 0 R] >>"
    page = f"/Annots [{links} << /Subtype /Widget /FT /Btn >>]"
    found = inspect_pdf(one_page(content, page=page))
    lines = [line.words for line in speech(found)]
    assert lines == ["First line", "Second", "link, https://a.example", "link to page 1", "tick box without a name, not ticked"]
    assert report(found).startswith(words.UNTAGGED)


def test_pages_on_which_nothing_is_said() -> None:
    pages: dict[int, str | bytes] = {number: f"<< /Type /Page /Parent 2 0 R /Contents {number + 10} 0 R >>" for number in range(20, 24)}
    contents: dict[int, str | bytes] = {number: stream(marked({0: "Hello"}) if number in (31, 32) else "") for number in range(30, 34)}
    kids = " ".join(f"{number} 0 R" for number in pages)
    tree: dict[int, str | bytes] = {
        10: "<< /K 11 0 R >>",
        11: "<< /S /P /K [<< /MCID 0 /Pg 22 0 R >>] >>",
    }
    head = {1: "<< /Pages 2 0 R /StructTreeRoot 10 0 R >>", 2: f"<< /Type /Pages /Kids [{kids}] /Count 4 >>"}
    text = report(inspect_pdf(pdf({**head, **tree, **pages, **contents})))
    assert "Page 1 of 4\n  (nothing is said)\n\nPage 2 of 4\n  (nothing is said)\n\nPage 3 of 4\n  Hello\n\nPage 4 of 4\n  (nothing" in text


def test_nothing_for_a_terminal_to_obey() -> None:
    found = inspect_pdf(tagged(tree("P 0 /Alt (\\033[31mred\\007) /Lang (\\033[2J)"), WORDS, catalog="/Lang (en)"))
    assert not any(ord(character) < 32 and character != "\n" for character in report(found))
    assert words.speakable("a\x9bb\ud800c\u202ed\n e") == "a b c d e"


TROUBLES = {
    "pdf-tagged": (one_page(marked({})), "no tags"),
    "pdf-tagged empty": (tagged({11: "<< /S /P >>"}, WORDS), "no words at all"),
    "pdf-tagged marked": (
        one_page(marked(WORDS), {10: "<< /K 11 0 R >>", 11: "<< /S /P /Pg 3 0 R /K 0 >>"}, "/StructTreeRoot 10 0 R"),
        "does not say so",
    ),
    "pdf-tagged suspects": (one_page("", catalog="/MarkInfo << /Suspects true >>"), "suspect"),
    "pdf-title": (one_page(""), "no title"),
    "pdf-lang": (one_page(""), "not told"),
    "pdf-lang wrong": (tagged(tree("P 0 /Lang (1)"), WORDS), 'No voice can be picked for "1"'),
    "pdf-fonts": (one_page("BT /F 9 Tf (x) Tj ET"), "look different elsewhere: Helvetica. (On page 1.)"),
    "pdf-fonts mute": (
        one_page("BT /F 9 Tf <0041> Tj ET", {5: "<< /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H >>"}),
        "read out wrongly or not at all: Own.",
    ),
    "pdf-fonts boxes": (one_page("BT /F 9 Tf <0000> Tj ET", {5: "<< /Subtype /Type0 /BaseFont /Own >>"}), "1 character"),
    "pdf-figure-alt": (tagged(tree("Document\n  Figure 0\n  Figure 1"), WORDS), "2 pictures have no description. (On page 1.)"),
    "pdf-figure-alt file": (tagged(tree("Figure 0 /Alt (IMG_12.jpg)"), WORDS), 'the name of a file: "IMG_12.jpg"'),
    "pdf-only-pictures": (
        one_page("/I Do", {10: stream("", "/Subtype /Image /Width 1 /Height 1")}, resources="/XObject << /I 10 0 R >>"), "as a scan is",
    ),
    "pdf-headings": (tagged(tree("Document\n  H1 0\n  H3 1"), WORDS), '"One" is of level 3 after one of level 1'),
    "pdf-headings first": (tagged(tree("Document\n  H2 0"), WORDS), "is of level 2 and is the first"),
    "pdf-tables": (tagged(tree("Table\n  TR\n    TD 0"), WORDS), 'starts "Zero" has no head cells'),
    "pdf-tables rows": (tagged(tree("Table\n  TR\n    TH 0\n    TH 1\n  TR\n    TD 2"), WORDS), "rows of 1 to 2 cells"),
    "pdf-tables heads": (tagged(tree("Table\n  TR\n    TH 0\n    TD 1\n  TR\n    TD 2\n    TD 3"), WORDS), "have no head"),
    "pdf-lists": (tagged(tree("L\n  P 0"), WORDS), "1 list without items"),
    "pdf-links": (tagged(tree("P 0"), WORDS, page="/Annots [<< /Subtype /Link /Dest (x) >>] /Tabs /S"), "1 link not in the tags, as to x"),
    "pdf-untagged-content": (tagged(tree("P 0"), WORDS), 'may be skipped, as "One". (On page 1.)'),
    "pdf-roles": (tagged(tree("Absatz 0"), WORDS), "does not explain: Absatz"),
    "pdf-bookmarks": (
        one_page("", {10: "<< /First 11 0 R >>", 11: "<< /Title (Gone) >>"}, "/Outlines 10 0 R"), '1 bookmark leads nowhere, as "Gone"',
    ),
    "pdf-encryption": (b"", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name, (data, _) in TROUBLES.items() if data])
def test_troubles(name: str) -> None:
    data, told = TROUBLES[name]
    found = inspect_pdf(data)
    assert name.split()[0] in {trouble.rule for trouble in troubles(found)}
    assert told in report(found)


def test_a_claim_that_does_not_hold() -> None:
    claim = '<r:Description xmlns:u="http://www.aiim.org/pdfua/ns/id/" u:part="1"/>'
    packet = f'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{claim}</r:RDF>'
    text = report(inspect_pdf(one_page("", {10: stream(packet)}, "/Metadata 10 0 R")))
    assert "Claims      PDF/UA-1 (as it says; not tested here)" in text
    assert "The file says that it keeps PDF/UA-1, which does not allow that." in text


def test_a_file_of_a_browser() -> None:
    text = report(inspect_pdf((FILES / "browser.pdf").read_bytes()))
    assert (
        "  table, 2 columns, 3 rows, caption When to come back\n"
        "    row 1, column heads: What; When\n    row 2: First check; When: After 1 week" in text
    )
    assert "    2: Wiggle your fingers\n      list of 2 items\n        1: ten times" in text
    assert "  in Welsh: Cadwch eich plastr yn sych.\n  in English: The Welsh" in text
    assert text.endswith(NO_TROUBLES)


@pytest.mark.parametrize(
    ("pages", "told"),
    [((), ""), ((3,), "on page 3"), ((2, 1, 2), "on pages 1 and 2"), (range(1, 10), "on pages 1, 2, 3, 4, 5, 6 and 3 more")],
)
def test_pages_in_words(pages: tuple[int, ...], told: str) -> None:
    assert words.on_pages(pages) == told
