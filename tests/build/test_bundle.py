"""`leafletgen bundle`: one tagged PDF of several leaflets, read as data, and what keeps one from being bound."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from reading import Pdf
from running import LEAFLET, REPOSITORY, TODAY, leafletgen

from leafletgen.build.bundle.bind import BundleReport, bind
from leafletgen.build.bundle.plan import Wanted
from leafletgen.build.standing import marked

MakeLibrary = Callable[..., Path]
PACK = ("b12-nerve-health", "b12-questions", "b12-food-guide")
SETTINGS = """\
brands: [clinic]
editions: [web, standard, large-print]
bundles:
  pack: {title: A pack, summary: For everyone, leaflets: [iron, zinc]}
  other: {title: Another pack, leaflets: [zinc]}
"""
SIGN = ("--by", "Dr A. Okafor", "--role", "Haematologist", "--today", TODAY)


@pytest.fixture(scope="module")
def pack(bound: Callable[[str], Path]) -> Pdf:
    """The pack of this repository."""
    return Pdf(bound("standard"))


@pytest.fixture(scope="module")
def titles() -> list[str]:
    """What the leaflets of the pack are called."""
    files = [(REPOSITORY / "leaflets" / f"{name}.yaml").read_text("utf-8") for name in PACK]
    return [re.findall(r'^title: "?(.*?)"?$', file, re.MULTILINE)[0] for file in files]


class TestThePack:
    def test_bookmarks_name_every_leaflet_and_below_it_its_headings(self, pack: Pdf, titles: list[str]) -> None:
        outline = pack.outline
        assert [title for level, title in outline if level == 1] == ["Vitamin B12: your pack", *titles, "About this pack"]
        first = outline.index((1, titles[0]))
        assert outline[first + 1 : first + 3] == [(2, "The main points"), (2, "In this leaflet")]

    def test_page_numbers_run_from_the_cover_to_the_end(self, pack: Pdf) -> None:
        count = len(pack.pages)
        for number, page in enumerate(pack.pages, 1):
            assert f"Page {number} of {count}" in page

    def test_every_page_says_what_it_belongs_to(self, pack: Pdf, titles: list[str]) -> None:
        starts = [number for number, page in enumerate(pack.pages) if any(_headed(page, title) for title in titles)]
        assert len(starts) == len(titles)
        for number, page in enumerate(pack.pages):
            inside = [title for title, start in zip(titles, starts, strict=True) if number >= start]
            foot = "Vitamin B12: your pack"
            if inside and "About this pack" not in "".join(pack.pages[: number + 1][2:]):
                foot = f"{inside[-1]} · B12-0{titles.index(inside[-1]) + 1} · Version 1.0 · Review by November 2028"
            assert foot in page

    def test_contents_give_the_pages_of_the_leaflets(self, pack: Pdf, titles: list[str]) -> None:
        contents = pack.pages[1]
        for title in titles:
            number = int(re.findall(rf"^{re.escape(title)} ?(\d+)$", contents, re.MULTILINE)[0])
            assert _headed(pack.pages[number - 1], title)

    def test_every_link_leads_somewhere(self, pack: Pdf) -> None:
        inner = {target[1:] for _, target in pack.links if target.startswith("#")}
        assert inner
        assert inner <= pack.destinations

    def test_one_list_of_references_under_the_numbers_of_the_text(self, pack: Pdf) -> None:
        assert pack.read_out.count("Where this information comes from") == 1
        cited = {int(target[5:]) for _, target in pack.links if re.fullmatch(r"#ref-\d+", target)}
        assert cited == set(range(1, len(cited) + 1))
        end = pack.read_out[pack.read_out.index("Where this information comes from") :]
        assert re.findall(r"(?<![\w.:/-])(\d{1,2})\. [A-Z]", end) == [str(number) for number in sorted(cited)]

    def test_the_tag_tree_has_one_article_for_each_leaflet_in_its_language(self, pack: Pdf, titles: list[str]) -> None:
        articles = [element for element in pack.elements if element["/S"] == "/Art"]
        assert [article["/Lang"] for article in articles] == ["en"] * len(titles)
        heads = [element for element in pack.elements if element["/S"] == "/H1"]
        assert len(heads) == len(titles) + 2

    def test_it_says_who_made_it_and_when(self, pack: Pdf) -> None:
        assert pack.catalog["/Lang"] == "en"
        assert pack.information["Title"] == "Vitamin B12: your pack"
        assert pack.information["Author"] == "Riverside Health Centre"
        assert pack.information["ModDate"].startswith("D:20261122")

    def test_nothing_is_read_out_that_is_only_drawn(self, pack: Pdf) -> None:
        assert ". . ." not in pack.read_out
        assert "...." not in pack.read_out


def _headed(page: str, title: str) -> bool:
    """Whether a leaflet begins on the page."""
    return "min read" in page and title in page.splitlines() and "In this pack" not in page


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    """A library with two leaflets, one of them in two bundles."""
    iron = LEAFLET.replace("A leaflet", "Iron")
    zinc = LEAFLET.replace("A leaflet", "Zinc").replace("[@nice-ng239]", "[@green-2017; @nice-ng239]")
    return make_library({"leaflets/library.yaml": SETTINGS, "leaflets/iron.yaml": iron, "leaflets/zinc.yaml": zinc})


def run(root: Path, *arguments: str) -> Result:
    return leafletgen(root, "bundle", *arguments, "--today", TODAY)


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / "leaflets" / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def files(root: Path) -> list[str]:
    """Everything below dist/."""
    return sorted(path.relative_to(root).as_posix() for path in (root / "dist").rglob("*") if path.is_file())


def test_all_bundles_in_the_first_edition_that_has_pages(root: Path) -> None:
    done = run(root)
    assert done.exit_code == 0, done.stderr
    assert files(root) == ["dist/bundles/other-en-standard.pdf", "dist/bundles/pack-en-standard.pdf"]
    assert done.stdout.splitlines()[0].startswith("dist/bundles/pack-en-standard.pdf  5 pages, ")
    assert "2 bundles bound; 2 warnings" in done.stderr
    assert done.stderr.count("nobody has approved this leaflet") == 2
    assert not (root / "dist/bundles/.tmp").exists()


def test_one_bundle_in_another_edition_told_as_events(root: Path) -> None:
    done = run(root, "other", "-e", "large-print", "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    form = {"language": "en", "edition": "large-print", "brand": "clinic", "path": "dist/bundles/other-en-large-print.pdf"}
    assert events[0] | form == events[0]
    assert (events[0]["event"], events[0]["bundle"], events[0]["leaflets"]) == ("bound", "other", ["zinc"])
    assert events[-1] == {"event": "done", "bound": 1, "failed": 0}


def test_leaflets_named_one_by_one(root: Path, tmp_path: Path) -> None:
    done = run(root, "zinc", "iron", "-o", str(tmp_path / "new" / "mine.pdf"), "--title", "For Mr Jones", "--quiet")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    pdf = Pdf(tmp_path / "new" / "mine.pdf")
    assert [title for level, title in pdf.outline if level == 1] == ["For Mr Jones", "Zinc", "Iron", "About this pack"]
    assert not (root / "dist").exists()
    untitled = run(root, "zinc", "-o", "z.pdf")
    assert untitled.exit_code == 0
    assert Pdf(root / "z.pdf").information["Title"] == "Your leaflets"


def test_two_brands_go_into_folders_of_their_own(root: Path) -> None:
    (root / "leaflets/brands/chemist.yaml").write_text("name: A chemist\ncontact: {label: Counter, phone: 01632 960 002}\n", "utf-8")
    done = run(root, "other", "-b", "clinic", "-b", "chemist")
    assert done.exit_code == 0, done.stderr
    assert files(root) == ["dist/chemist/bundles/other-en-standard.pdf", "dist/clinic/bundles/other-en-standard.pdf"]
    assert "A chemist" in Pdf(root / "dist/chemist/bundles/other-en-standard.pdf").pages[0]


def test_the_list_of_bundles(root: Path) -> None:
    done = leafletgen(root, "bundle", "--list")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "pack   A pack: iron, zinc\nother  Another pack: zinc\n"
    rows = json.loads(leafletgen(root, "bundle", "--list", "--json").stdout)
    assert rows[0] == {"name": "pack", "title": "A pack", "summary": "For everyone", "leaflets": ["iron", "zinc"]}


def test_the_same_in_gives_the_same_bytes(root: Path, builtin: Path, tmp_path: Path) -> None:
    made = []
    for number in range(2):
        wanted = Wanted(("pack",), file=tmp_path / f"{number}.pdf")
        list(bind(root, builtin, wanted, date(2026, 11, 22 - number), BundleReport(), marked))
        made.append((tmp_path / f"{number}.pdf").read_bytes())
    assert made[0] == made[1]


def test_a_glyph_that_no_font_has_is_told_where_it_stands(root: Path) -> None:
    edit(root, "zinc.yaml", "Some words.", "Some words \U00012000.")
    done = run(root, "pack")
    assert "leaflets/zinc.yaml:10:" in done.stderr
    assert "missing-glyph" in done.stderr


def test_a_logo_that_is_missing(root: Path) -> None:
    edit(root, "brands/clinic.yaml", "name: A clinic", "name: A clinic\nlogo: {image: images/none.svg, alt: None}")
    done = run(root)
    assert done.exit_code == 1
    assert done.stderr.count("image-missing") == 1
    assert "0 bundles bound, 2 not bound" in done.stderr


class TestNotBound:
    def test_a_leaflet_with_errors_stops_its_bundles_alone(self, root: Path) -> None:
        edit(root, "iron.yaml", "[@nice-ng239]", "[@nice-ng]")
        done = run(root)
        assert done.exit_code == 1
        assert files(root) == ["dist/bundles/other-en-standard.pdf"]
        assert done.stderr.count('there is no reference "nice-ng"') == 1
        assert "1 bundle bound, 1 not bound" in done.stderr

    def test_a_bundle_that_is_not_defined_well_stops_itself_alone(self, root: Path) -> None:
        edit(root, "library.yaml", "[iron, zinc]", "[iron, zinx]")
        done = run(root)
        assert done.exit_code == 1
        assert 'leaflets/library.yaml:4:65  error[schema-invalid]  there is no leaflet "zinx"' in done.stderr
        assert 'did you mean "zinc"?' in done.stderr
        assert files(root) == ["dist/bundles/other-en-standard.pdf"]

    def test_a_withdrawn_leaflet_and_what_was_bound_with_it(self, root: Path) -> None:
        assert run(root, "-e", "standard", "-e", "large-print").exit_code == 0
        edit(root, "iron.yaml", "review_by:", "withdrawn: {on: 2026-11-01, reason: Wrong dose, replaced_by: zinc}\nreview_by:")
        done = run(root, "pack")
        assert done.exit_code == 1
        assert 'leaflets/library.yaml:4:59  error[withdrawn]  "iron" is withdrawn' in done.stderr
        assert 'put "zinc" in its place' in done.stderr
        assert "removed dist/bundles/pack-en-standard.pdf" in done.stderr
        assert files(root) == ["dist/bundles/other-en-large-print.pdf", "dist/bundles/other-en-standard.pdf"]

    def test_a_build_takes_away_bundles_of_what_it_recalls(self, root: Path) -> None:
        assert run(root).exit_code == 0
        edit(root, "iron.yaml", "review_by:", "withdrawn: {on: 2026-11-01, reason: Wrong dose}\nreview_by:")
        done = leafletgen(root, "build", "iron", "--today", TODAY)
        assert "removed dist/bundles/pack-en-standard.pdf" in done.stderr
        assert [name for name in files(root) if name.endswith(".pdf")] == ["dist/bundles/other-en-standard.pdf"]

    def test_a_withdrawn_leaflet_that_is_named(self, root: Path) -> None:
        edit(root, "iron.yaml", "review_by:", "withdrawn: {on: 2026-11-01, reason: Wrong dose}\nreview_by:")
        done = run(root, "iron", "zinc", "-o", "a.pdf")
        assert done.exit_code == 1
        assert "leaflets/iron.yaml:6:1  error[withdrawn]" in done.stderr
        assert "take it out of the bundle" in done.stderr
        assert not (root / "a.pdf").exists()

    def test_a_release_refuses_drafts(self, root: Path) -> None:
        done = run(root, "--release")
        assert done.exit_code == 1
        assert done.stderr.count("error[status-draft]") == 2
        assert not (root / "dist").exists()
        assert leafletgen(root, "approve", "zinc", *SIGN).exit_code == 0
        assert run(root, "--release", "other").exit_code == 0
        assert files(root) == ["dist/bundles/other-en-standard.pdf"]

    def test_a_library_that_cannot_be_read(self, root: Path) -> None:
        (root / "leaflets/library.yaml").write_text("brands: [", "utf-8")
        done = run(root)
        assert done.exit_code == 1
        assert "leaflets/library.yaml" in done.stderr
        assert leafletgen(root, "bundle", "--list").exit_code == 1

    def test_templates_that_cannot_be_used(self, root: Path) -> None:
        (root / "templates").mkdir()
        (root / "templates/bundle.html").write_text("{% nonsense %}", "utf-8")
        done = run(root)
        assert done.exit_code == 1
        assert "templates/bundle.html:1" in done.stderr

    def test_a_folder_that_cannot_be_written(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "in-the-way").write_text("", "utf-8")
        done = run(root, "pack", "-o", str(tmp_path / "in-the-way" / "a.pdf"))
        assert done.exit_code == 3
        assert "cannot write" in done.stderr

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("pakc",), '"pakc" is neither a bundle nor a leaflet of this library; did you mean "pack"?'),
            (("pack", "othr"), 'did you mean "other"?'),
            (("pack", "zinc"), '"zinc" is a leaflet: name bundles or leaflets, not both'),
            (("iron", "zink", "-o", "a.pdf"), 'did you mean "zinc"?'),
            (("iron", "iron", "-o", "a.pdf"), '"iron" is named twice: a leaflet is bound once'),
            (("iron", "zinc"), "say where the bundle of these leaflets goes, as -o pack.pdf"),
            (("pack", "--title", "Mine"), "--title is for leaflets that are named one by one"),
            (("-o", "a.pdf"), "-o names one file, but this makes 2"),
            (("pack", "-e", "web"), 'edition "web" is a web page: a bundle is one tagged PDF'),
            (("pack", "-e", "booklet"), 'edition "booklet" is a booklet, which is printed on sheets'),
            (("pack", "-e", "trifold"), 'edition "trifold" is a trifold'),
            (("pack", "-e", "press"), 'edition "press" is for a print shop'),
            (("pack", "-e", "standrad"), 'did you mean "standard"?'),
            (("pack", "-l", "cy"), 'there is no language "cy"'),
            (("pack", "-b", "clinik"), 'did you mean "clinic"?'),
        ],
    )
    def test_wrong_usage(self, root: Path, arguments: tuple[str, ...], words: str) -> None:
        done = run(root, *arguments)
        assert done.exit_code == 2
        assert words in done.stderr
        assert not (root / "dist").exists()
        assert not (root / "a.pdf").exists()

    def test_a_library_without_bundles(self, make_library: MakeLibrary) -> None:
        root = make_library({"leaflets/iron.yaml": LEAFLET})
        done = run(root)
        assert done.exit_code == 2
        assert "this library has no bundles: add `bundles:` to leaflets/library.yaml" in done.stderr


def test_the_pack_troubles_no_screen_reader(bound: Callable[[str], Path]) -> None:
    done = leafletgen(REPOSITORY, "inspect", str(bound("standard")), "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["troubles"] == []
