"""Files that are broken, or made to break what reads them: told in a sentence, in little time, and never by an exception."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from handmade import marked, one_page, pdf, stream, tagged
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.pdf.aloud.record import json_text
from leafletgen.pdf.aloud.summary import report
from leafletgen.pdf.inspect import inspect_pdf, limits
from leafletgen.pdf.inspect.facts import Inspection

FILES = Path(__file__).parent / "files"
WORDS = "BT /F 12 Tf 40 500 Td (Hello) Tj ET"
SMALL = tagged({11: "<< /S /Document /K [12 0 R] >>", 12: "<< /S /P /Pg 3 0 R /K 0 >>"}, {0: "Hello"}, catalog="/Lang (en)")


def told(data: bytes) -> Inspection:
    """The facts, after everything that is made of them was made."""
    found = inspect_pdf(data)
    report(found)
    assert json.loads(json_text(found))["readable"] is found.readable
    return found


def packed(content: bytes) -> bytes:
    return stream(zlib.compress(content, 9), "/Filter /FlateDecode")


def chain(first: int, last: int, link: Callable[[int], str], end: str) -> dict[int, str | bytes]:
    """Objects that each lead to the next."""
    return {**{number: link(number + 1) for number in range(first, last)}, last: end}


TREE = "/StructTreeRoot 10 0 R"
SPACES = "begincodespacerange <0000> <ffff> endcodespacerange "
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << %s >> >>"
FORMS = " ".join(f"/X{number} {number} 0 R" for number in range(10, 40))

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "it is empty"),
    "no PDF": (lambda: b"hello" * 99, "it is not a PDF"),
    "only a head": (lambda: b"%PDF-1.7", "it is damaged: its end is missing"),
    "no pages": (lambda: pdf({1: "<< /Type /Catalog >>"}), "no page of it can be read"),
    "pages in a circle": (
        lambda: pdf({1: "<< /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}),
        "cyclic page references",
    ),
    "doubled pages": (
        lambda: pdf(
            {
                1: "<< /Pages 2 0 R >>",
                **chain(2, 40, lambda n: f"<< /Type /Pages /Kids [{n} 0 R {n} 0 R] /Count 9999 >>", "<< /Type /Page >>"),
            }
        ),
        "goes beyond what any honest file",
    ),
    "pages that are missing": (
        lambda: pdf({1: "<< /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [3 0 R 8 0 R] /Count 4 >>", 3: "<< /Type /Page >>"}),
        "it says that it has 4 pages, but only",
    ),
    "nested arrays": (lambda: one_page(WORDS, {10: "[" * 100_000}, TREE), ""),
    "a tree within itself": (
        lambda: one_page(WORDS, {10: "<< /K " + "<< /S /P /K " * 20_000 + "1" + " >>" * 20_001}, TREE), "deeper than 120",
    ),
    "a deep tree": (
        lambda: one_page(
            marked({0: "x"}), {10: "<< /K 11 0 R >>", **chain(11, 2000, lambda n: f"<< /S /Div /K {n} 0 R >>", "<< /S /P /K 0 >>")}, TREE,
        ),
        "deeper than 120",
    ),
    "a doubled tree": (
        lambda: one_page(
            WORDS, {10: "<< /K 11 0 R >>", **chain(11, 90, lambda n: f"<< /S /Div /K [{n} 0 R {n} 0 R] >>", "<< /S /P >>")}, TREE,
        ),
        "holds an element twice",
    ),
    "a tree in circles": (
        lambda: tagged({11: "<< /S /Document /K [12 0 R] >>", 12: "<< /S /P /Pg 3 0 R /K [0 11 0 R 12 0 R] >>"}, {0: "round"}),
        "holds an element twice",
    ),
    "a form in itself": (
        lambda: one_page("/X10 Do", {10: stream("/X10 Do " * 500, FORM % FORMS)}, resources=f"/XObject << {FORMS} >>"), "",
    ),
    "doubled forms": (
        lambda: one_page(
            "/X10 Do " * 50, {n: stream(f"/X{n + 1} Do " * 20, FORM % FORMS) for n in range(10, 39)}, resources=f"/XObject << {FORMS} >>",
        ),
        "so page 1 is not read",
    ),
    "a stream that unpacks without end": (lambda: one_page("", {4: packed(b"0 g " * 12_000_000)}), "beyond what any honest file needs"),
    "packed twice": (
        lambda: one_page("", {4: stream(zlib.compress(zlib.compress(b"\0" * 90_000_000, 9)), "/Filter [/FlateDecode /FlateDecode]")}),
        "beyond what any honest file needs",
    ),
    "open strings": (lambda: one_page("", {4: packed(b"(a" * 1_000_000)}), ""),
    "open brackets": (lambda: one_page("", {4: packed(b"[[<<" * 500_000)}), ""),
    "saved states": (lambda: one_page("", {4: packed(b"q " * 500_000)}), ""),
    "a map of everything": (
        lambda: one_page(
            "BT /F 9 Tf <00410042> Tj ET",
            {
                5: "<< /Subtype /Type0 /BaseFont /X /ToUnicode 6 0 R /DescendantFonts [<< /W [0 99999999 500 1 2 3 4 5] >>] >>",
                6: stream(SPACES + "beginbfrange" + "<0000> <ffffffff> <0041>\n" * 5000 + "endbfrange"),
            },
        ),
        "",
    ),
    "bookmarks in circles": (
        lambda: one_page(
            "", {10: "<< /First 11 0 R >>", 11: "<< /Title (a) /Next 12 0 R /First 11 0 R >>", 12: "<< /Title (b) /Next 11 0 R >>"},
            "/Outlines 10 0 R",
        ),
        "",
    ),
    "names in circles": (
        lambda: one_page(
            "", {10: "<< /Kids [10 0 R 11 0 R] >>", 11: "<< /Names [(a) [3 0 R]] /Kids [10 0 R] >>"},
            "/Names << /Dests 10 0 R /EmbeddedFiles 10 0 R >> /PageLabels << /Nums [0 << /S /r /St 99999999999 >>] /Kids [10 0 R] >>",
            page="/Annots [<< /Subtype /Link /Dest (b) >>]",
        ),
        "",
    ),
    "a stream as long as itself": (lambda: one_page("", {4: b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"}), "the content of page 1"),
    "a cell of many columns": (
        lambda: tagged(
            {
                11: "<< /S /Table /K [12 0 R] >>",
                12: f"<< /S /TR /K [13 0 R {'<< /S /TD /A << /ColSpan 999999999 /RowSpan 99999999 >> >>' * 300}] >>",
                13: "<< /S /TH /Pg 3 0 R /K 0 >>",
            },
            {0: "wide"},
        ),
        "",
    ),
    "wrong kinds everywhere": (
        lambda: one_page(
            "/P <</MCID (x)>> BDC BT /F (a) Tf 1 2 3 Td [1 2 (x)] TJ T* ' \" Tm cm /Q Do sh gs EMC EMC Q Q scn cs d0 1 2 Tc",
            {10: "<< /K [null true (x) /n 99 0 R 1.5 << >> << /S 5 /K -1 /Pg 3 /A [1 2] /C 3 /Alt 5 /Lang [] >>] /RoleMap [1] >>"},
            f"{TREE} /Lang 5 /MarkInfo [1] /Outlines 7 /Names 3 /PageLabels [1] /Metadata 3 /OutputIntents [1 (x) <<>>]",
            "/Annots [1 null << /Subtype 1 >> << /Subtype /Link /Rect [1 (x)] /A 5 >> << /Subtype /Widget /FT 1 /Ff (x) /V [1] >>]"
            " /Rotate (x) /UserUnit -1 /TrimBox [1 2] /CropBox 5 /Group 5 /Tabs 5",
        ),
        "painting steps that make no sense",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The same sentences, sooner.
    monkeypatch.setattr(limits.Budget, "__init__", lambda self, enough=limits.never: _small(self, enough))
    make, words = HOSTILE[name]
    found = told(make())
    if words:
        assert words in " ".join(found.problems)
    else:
        assert found.readable


def _small(budget: limits.Budget, enough: Callable[[], bool]) -> None:
    budget.enough, budget.unpacked, budget.tokens = enough, limits.MAX_UNPACKED, 400_000
    budget.__post_init__()


def test_a_clock_stops_it_between_pages() -> None:
    pages = dict.fromkeys(range(10, 15), "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>")
    kids = " ".join(f"{number} 0 R" for number in pages)
    data = pdf({1: "<< /Pages 2 0 R >>", 2: f"<< /Type /Pages /Kids [{kids}] /Count 5 >>", 4: stream("BT (x) Tj ET"), **pages})
    asked = iter([False, False, True])
    found = inspect_pdf(data, lambda: next(asked))
    assert found.problems == ("reading it takes too long, so pages 3 to 5 are not read",)
    assert [content.loose for content in found.contents] == ["x", "x", "", "", ""]


def test_more_pages_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.pdf.inspect.read.MAX_PAGES", 2)
    kids = " 3 0 R" * 3
    found = told(pdf({1: "<< /Pages 2 0 R >>", 2: f"<< /Type /Pages /Kids [{kids}] /Count 3 >>", 3: "<< /Type /Page >>"}))
    assert (found.problems, len(found.pages)) == (("it has 3 pages, of which 2 are read",), 2)


def test_more_links_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.pdf.inspect.read.MAX_ANNOTATIONS", 2)
    assert "more than 2 links" in told(one_page("", page=f"/Annots [{'<< /Subtype /Link >>' * 5}]")).problems[0]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", ["browser", "object-streams"])
def test_files_that_are_cut_short(name: str, share: float) -> None:
    data = (FILES / f"{name}.pdf").read_bytes()
    found = told(data[: int(len(data) * share)])
    assert found.problems
    assert found.readable or "its end is missing" in found.problems[0]


@pytest.mark.parametrize("name", ["aes-open", "aes-password"])
def test_locked_files_say_what_opens_them(name: str) -> None:
    found = told((FILES / f"{name}.pdf").read_bytes())
    assert found.encrypted
    assert found.readable or "pip install cryptography" in found.problems[0] or "a password" in found.problems[0]


def test_a_lock_that_nobody_knows() -> None:
    found = told(pdf({1: "<< /Pages 2 0 R >>", 2: "<< /Kids [] >>", 3: "<< /Filter /Own /V 1 >>"}, "/Root 1 0 R /Encrypt 3 0 R"))
    assert found.problems == ("it is locked in a way that only its maker's program opens",)


@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=40))
def test_bytes_that_flipped(flips: list[tuple[int, int]]) -> None:
    data = bytearray(SMALL)
    for place, byte in flips:
        data[place] = byte
    told(bytes(data))


@given(st.integers(0, len(SMALL)), st.integers(0, len(SMALL)), st.binary(max_size=40))
def test_parts_that_are_cut_out_or_put_in(start: int, end: int, new: bytes) -> None:
    told(SMALL[: min(start, end)] + new + SMALL[max(start, end) :])


OBJECTS = st.sampled_from(
    ["null", "true", "1", "-7", "1.5", "(x)", "/P", "/TR", "[]", "<< >>", "[10 0 R 11 0 R]", "11 0 R", "12 0 R", "3 0 R", "<< /MCID 0 >>",
     "<< /Type /OBJR /Obj 3 0 R >>", "<< /O /Table /Headers [(a)] /ColSpan 2 >>"]
)  # fmt: skip
KEYS = st.sampled_from(["S", "K", "Pg", "A", "C", "Lang", "Alt", "ActualText", "E", "ID", "NS", "P", "Type"])


@given(st.lists(st.dictionaries(KEYS, OBJECTS, max_size=6), min_size=2, max_size=3))
def test_any_tree(elements: list[dict[str, str]]) -> None:
    written = {
        11 + index: "<< " + " ".join(f"/{key} {value}" for key, value in each.items()) + " >>" for index, each in enumerate(elements)
    }
    told(tagged(dict(written), {0: "words"}))
