"""The proof sheet: every part is there with what is true of the leaflet, for the leaflets of this repository and a small one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import Result
from reading import Pdf
from running import LEAFLETS, REPOSITORY, TODAY, leafletgen

from leafletgen.build.checking import check_leaflets
from leafletgen.build.proof.make import Wanted, make_proof
from leafletgen.diagnostics import Severity

MakeLibrary = Callable[..., Path]

IRON = """\
kind: handout
topic: medicine
title: Iron & you
summary: Iron is in red blood. [@nice-ng239]
audience: Adults
version: "1.0"
owner: A team
published: 2026-11-22
review_by: 2027-01-31
check:
  ignore:
    - {rule: action-missing, reason: the nurse shows what to do, until: 2027-03-01}
    - {rule: jargon, reason: an old reason, until: 2026-01-01}
  names: [ferrous sulfate]
sections:
  - heading: What is it?
    content:
      - text: Take 10 mg once a day. It lowers the risk of a fall in 5 in every 100 people. Ring 01632 960 002.
      - text: "You may take this with food, after: [@green-2017, p. 4]"
      - bullets: [1 tablet, "2 tablets before bed [@nice-ng239]"]
      - table: {caption: Doses, columns: [Who, Dose], rows: [[Adults, 10 mg], [Children, "5 mg [@nice-ng239]"]]}
      - callout: {tone: urgent, call: emergency, bullets: [You took 20 tablets]}
"""
SIGN = ("--by", "Dr A. Okafor", "--role", "Haematologist", "--today", TODAY)
PARTS = (
    "1. This leaflet", "2. Its pages", "3. How hard it is to read", "4. What it states, and from where", "5. Numbers and doses",
    "6. What the checks found", "7. What changed since the last approval", "8. For you to judge", "9. Sign-off",
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A proof sheet, read."""

    path: Path
    pdf: Pdf
    said: str
    """What the command printed."""

    @property
    def text(self) -> str:
        """What is read out, with plain spaces."""
        return self.pdf.read_out.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")

    def part(self, number: int) -> str:
        """The words of one part, from 1."""
        rest = self.text[self.text.index(PARTS[number - 1]) :]
        return rest[: rest.index(PARTS[number])] if number < len(PARTS) else rest


def proof(root: Path, *arguments: str) -> Sheet:
    """Make a sheet that must come out."""
    done = leafletgen(root, "proof", *arguments, "--today", TODAY)
    assert done.exit_code == 0, done.stderr
    path = root / done.stdout.split("  ")[0]
    return Sheet(path, Pdf(path), done.stdout + done.stderr)


@pytest.fixture(scope="session")
def example(proven: Callable[[str], Path]) -> Callable[[str], Sheet]:
    """The sheet of a leaflet of this repository, read once."""
    return cache(lambda leaflet: Sheet(path := proven(leaflet), Pdf(path), ""))


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    return make_library({"leaflets/iron.yaml": IRON})


def edit(root: Path, old: str, new: str, file: str = "leaflets/iron.yaml") -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("leaflet", LEAFLETS)
class TestOfTheExampleLeaflets:
    def test_every_part_is_a_heading_and_a_bookmark(self, example: Callable[[str], Sheet], leaflet: str) -> None:
        sheet = example(leaflet)
        assert [title for level, title in sheet.pdf.outline if level == 2] == list(PARTS)
        tags = sheet.pdf.tags()
        assert re.findall(r"^ *H2: (.*)$", tags, re.MULTILINE) == list(PARTS)
        assert tags.count("H1: ") == 1

    def test_every_page_says_that_it_is_not_for_patients(self, example: Callable[[str], Sheet], leaflet: str) -> None:
        pages = example(leaflet).pdf.pages
        for number, page in enumerate(pages, 1):
            words = " ".join(page.split())
            assert "PROOF for the person who signs, not for patients" in words
            assert re.search(r"B12-0\d · Version 1\.0 · content [0-9a-f]{8} · draft", words)
            assert f"Page {number} of {len(pages)}" in words
        assert example(leaflet).text.count("PROOF, not for patients.") == 1

    def test_each_page_is_shown_with_words_for_it(self, example: Callable[[str], Sheet], leaflet: str) -> None:
        sheet = example(leaflet)
        alternatives = [str(element["/Alt"]) for element in sheet.pdf.elements if element["/S"] == "/Figure"]
        count = len(alternatives)
        assert count >= 4
        for number, words in enumerate(alternatives, 1):
            assert words.startswith(f"Page {number} of {count} of the leaflet. On it: ")
        assert f"{count} pages, as printed" in sheet.part(2)
        assert "When should" in " ".join(alternatives)

    def test_tables_have_headers(self, example: Callable[[str], Sheet], leaflet: str) -> None:
        tables = [element for element in example(leaflet).pdf.elements if element["/S"] == "/Table"]
        heads = [element for element in example(leaflet).pdf.elements if element["/S"] == "/TH"]
        assert len(tables) > 8
        assert len(heads) > 60

    def test_it_is_a_draft_that_was_never_approved(self, example: Callable[[str], Sheet], leaflet: str) -> None:
        sheet = example(leaflet)
        assert "State Draft: nobody has approved it yet." in sheet.part(1)
        assert "This leaflet has never been approved" in sheet.part(7)
        assert "Owner Nutrition and dietetics team" in sheet.part(1)
        assert "Published 22 November 2026 Review by 22 November 2028" in sheet.part(1)
        assert "Emergency numbers 999, 111" in sheet.part(1)

    def test_every_finding_of_check_is_on_it(self, example: Callable[[str], Sheet], leaflet: str, builtin: Path) -> None:
        sheet = example(leaflet)
        found = check_leaflets(sheet.path.parents[2], builtin, (leaflet,), date.fromisoformat(TODAY), pages=False).diagnostics
        words = sheet.part(6)
        for d in found:
            assert d.rule in words
            # What is waived stands with its reason.
            assert (" ".join(d.waiver.split()) or d.message) in words
        assert f"({sum(d.severity is Severity.ERROR for d in found)})" in words

    def test_no_score_is_claimed(self, example: Callable[[str], Sheet], leaflet: str) -> None:
        sheet = example(leaflet)
        assert "PEMAT score" not in sheet.text
        assert "Items supported by automatic evidence" in sheet.part(8)
        assert "2 It leaves out what leads away" in sheet.part(8)
        assert "Agree Disagree Does not apply" in sheet.part(8)
        assert "Is all that it says on health right" in sheet.part(8)

    def test_who_signs_what_and_how(self, example: Callable[[str], Sheet], leaflet: str) -> None:
        words = example(leaflet).part(9)
        assert re.search(r"version 1\.0, content [0-9a-f]{8}, in English, and approve it for patients\.", words)
        assert "Name Role Date Signature" in words
        assert f'leafletgen approve {leaflet} --by "NAME" --role "ROLE"' in words


def test_the_handout_in_figures(example: Callable[[str], Sheet]) -> None:
    sheet = example("b12-nerve-health")
    assert "Formula: Flesch-Kincaid grade. This library warns over 8 and stops over 10." in sheet.part(3)
    assert "Left out of the count: headings and titles (" in sheet.part(3)
    assert "too short to score" in sheet.part(3)
    assert re.search(r"Whole leaflet 8\d\d \d\d \d\.\d ", sheet.part(3))
    assert "Your body needs vitamin B12 to build and look after myelin, the nerve coat. main point 1, page 1 3. NIH Office" in sheet.part(4)
    assert "doi:10.1111/j.1525-1497.2006.00525.x" in sheet.part(4).replace(" 1525", "1525")
    assert "10mg a day Take no more than 10mg a day unless a doctor says so. section" in sheet.part(5)
    assert "images/myelin.svg: Two nerve fibres." in sheet.part(8)


def test_the_food_guide_in_figures(example: Callable[[str], Sheet]) -> None:
    sheet = example("b12-food-guide")
    foods = sheet.part(5)
    assert "Mussels, cooked a handful, without shells, 85g; Fish and shellfish, page 2 20.4 24 850% 2. US Department" in foods
    assert foods.count(" US Department of Agriculture") + foods.count(" NIH Office of Dietary") > 40
    assert "1 to 3 years – Micrograms a day: 0.9" in foods
    assert re.search(r"The amounts of \d\d foods in the table, listed in part 5 food table", sheet.part(4))
    assert "A day’s need for adults in the United States: 2.4 µg" in sheet.part(4)
    assert 'food "Mackerel, cooked", note, page 2; food "Kipper (smoked herring)", note, page 2;' in foods
    assert sheet.path.stat().st_size < 1_000_000


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory, write_library: Callable[..., Path]) -> Sheet:
    root = write_library(tmp_path_factory.mktemp("iron"), {"leaflets/iron.yaml": IRON})
    assert leafletgen(root, "approve", "iron", *SIGN).exit_code == 0
    edit(root, "Take 10 mg", "Take 20 mg")
    edit(root, "Iron is in", "Iron is always in")
    return proof(root, "iron")


class TestOfALeafletThatWasApprovedAndChanged:
    def test_what_changed(self, sheet: Sheet) -> None:
        changes = sheet.part(7)
        assert re.search(r"Dr A\. Okafor, Haematologist, approved version 1\.0 \(content [0-9a-f]{8}\) on 22 November 2026\.", changes)
        number = 'section "What is it?", text numbers changed: 10 mg once a day -> 20 mg once a day'
        assert changes.index(number) < changes.index('summary added "always" in "Iron is always in red blood."')
        assert "State Draft: changed since it was approved on 22 November 2026." in sheet.part(1)

    def test_statements_without_a_source_are_marked(self, sheet: Sheet) -> None:
        stated = sheet.part(4)
        assert "in 5 in every 100 people. Ring 01632 960 002. text, page 1 No source is cited. Stated without a source: “20 mg”" in stated
        assert "1 tablet point 1, page 1 2. Green R. Vitamin B12. Nature. (p. 4)" in stated
        assert 'Adults – Dose: 10 mg table "Doses", row "Adults", page 1 No source is cited.' in stated
        assert "2 have no source." in sheet.part(1)

    def test_numbers_with_their_sentences(self, sheet: Sheet) -> None:
        numbers = sheet.part(5)
        assert '20 mg once a day Take 20 mg once a day. section "What is it?", text, page 1 No source is cited.' in numbers
        assert "5 in every 100 It lowers the risk of a fall in 5 in every 100 people." in numbers
        assert 'You took 20 tablets section "What is it?", urgent box, point 1, page 1 No source is cited.' in numbers
        assert "960" not in numbers

    def test_waivers_with_reason_and_end(self, sheet: Sheet) -> None:
        found = sheet.part(6)
        assert "action-missing covers 1 finding the nurse shows what to do 1 March 2027" in found
        assert "jargon covers 0 findings an old reason 1 January 2026 This day is past, so it waives nothing." in found
        assert "the leaflet has no steps" not in found[: found.index("Waived")]

    def test_a_short_leaflet_is_not_measured(self, sheet: Sheet) -> None:
        assert "Not measured: the text is too short to score" in sheet.part(3)
        assert "Names that do not count towards the length of words: ferrous sulfate." in sheet.part(3)
        assert "3 It uses everyday words. jargon nothing" in sheet.part(8)


def test_an_approved_leaflet(root: Path) -> None:
    leafletgen(root, "approve", "iron", *SIGN)
    sheet = proof(root, "iron")
    assert "Nothing. Dr A. Okafor, Haematologist, approved exactly this content, version 1.0, on 22 November 2026." in sheet.part(7)
    assert " · approved" in sheet.pdf.pages[0]
    assert "PROOF for the person who signs, not for patients" in sheet.pdf.pages[0]


def test_what_changed_cannot_be_told_without_the_approved_content(root: Path) -> None:
    leafletgen(root, "approve", "iron", *SIGN)
    edit(root, "Take 10 mg", "Take 20 mg")
    (root / "leaflets/approved/iron-en.json").unlink()
    assert "It cannot be told: leaflets/approved/iron-en.json is missing" in proof(root, "iron").part(7)


def test_a_leaflet_with_errors_has_a_sheet_without_pages(root: Path) -> None:
    edit(root, "@green-2017", "@grene-2017")
    sheet = proof(root, "iron")
    assert 'The pages cannot be set until these errors are mended: • there is no reference "grene-2017"' in sheet.part(2)
    assert "There is no reference “grene-2017” in this library." in sheet.part(4)
    assert 'Errors (1) Problem What to do Where there is no reference "grene-2017"' in sheet.part(6)
    assert "The checks found 1 error. It must be mended before the leaflet can be approved." in sheet.part(9)
    assert "on the sheet: 1 error" in sheet.said


def test_a_language_without_a_formula_is_not_measured(root: Path) -> None:
    edit(root, "brands:", "languages: [fi]\nbrands:", "leaflets/library.yaml")
    (root / "templates/messages").mkdir(parents=True)
    shutil.copy(REPOSITORY / "templates/messages/en.po", root / "templates/messages/fi.po")
    sheet = proof(root, "iron", "-l", "fi")
    assert sheet.path.name == "iron-fi-proof.pdf"
    assert "Not measured: no tested formula is known for this language (suomi)." in sheet.part(3)
    assert "those of this leaflet must be found by reading" in sheet.part(4)
    assert "No item is supported by automatic evidence" in sheet.part(8)
    assert "3 It uses everyday words. Agree Disagree" in sheet.part(8)


def test_where_it_is_written_and_which_edition_it_shows(root: Path, tmp_path: Path) -> None:
    assert proof(root, "iron").path == root / "dist/proof/iron-en-proof.pdf"
    sheet = proof(root, "iron", "-e", "large-print", "-o", str(tmp_path / "sheets" / "a.pdf"))
    assert sheet.path == tmp_path / "sheets" / "a.pdf"
    assert "in the edition “large-print”" in sheet.part(2)
    assert [path.name for path in sheet.path.parent.iterdir()] == ["a.pdf"]


def test_american_paper_for_an_american_edition(root: Path) -> None:
    first = proof(root, "iron", "-e", "letter").pdf.reader.pages[0].mediabox
    assert (round(first.width), round(first.height)) == (612, 792)


def test_the_same_in_gives_the_same_bytes(root: Path, builtin: Path) -> None:
    made = [make_proof(root, builtin, Wanted("iron"), date(2026, 11, 22)).data for _ in range(2)]
    assert made[0] is not None
    assert made[0] == made[1]


class TestWithoutASheet:
    def run(self, root: Path, *arguments: str) -> Result:
        done = leafletgen(root, "proof", *arguments, "--today", TODAY)
        assert not (root / "dist").exists()
        assert done.stdout == ""
        return done

    def test_a_leaflet_that_cannot_be_read(self, root: Path) -> None:
        edit(root, "kind: handout", "kind: handuot")
        done = self.run(root, "iron")
        assert done.exit_code == 1
        assert "leaflets/iron.yaml:1:7" in done.stderr
        assert "there is no proof of iron: mend the errors first" in done.stderr

    @pytest.mark.parametrize("file", ["leaflets/library.yaml", "leaflets/brands/clinic.yaml"])
    def test_a_library_that_cannot_be_read(self, root: Path, file: str) -> None:
        (root / file).write_text("brands: [", "utf-8")
        done = self.run(root, "iron")
        assert done.exit_code == 1
        assert file in done.stderr

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("irom",), 'did you mean "iron"?'),
            (("iron", "-l", "cy"), 'there is no language "cy"'),
            (("iron", "-e", "standrad"), 'did you mean "standard"?'),
            (("iron", "-e", "web"), 'edition "web" is a web page'),
            ((), "Missing argument"),
        ],
    )
    def test_wrong_usage(self, root: Path, arguments: tuple[str, ...], words: str) -> None:
        done = self.run(root, *arguments)
        assert done.exit_code == 2
        assert words in done.stderr

    def test_a_withdrawn_leaflet(self, root: Path) -> None:
        edit(root, "review_by: 2027-01-31", "review_by: 2027-01-31\nwithdrawn: {on: 2026-11-01, reason: Wrong dose}")
        done = self.run(root, "iron")
        assert done.exit_code == 2
        assert "there is nothing to sign" in done.stderr

    def test_templates_that_cannot_be_used(self, root: Path) -> None:
        (root / "templates").mkdir()
        (root / "templates/proof.html").write_text("{% nonsense %}", "utf-8")
        done = self.run(root, "iron")
        assert done.exit_code == 1
        assert "templates/proof.html:1" in done.stderr

    def test_a_folder_that_cannot_be_written(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "in-the-way").write_text("", "utf-8")
        done = self.run(root, "iron", "-o", str(tmp_path / "in-the-way" / "a.pdf"))
        assert done.exit_code == 3
        assert "cannot write" in done.stderr
