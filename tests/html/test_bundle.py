"""Leaflets bound into one page: ids, references and languages, for the leaflets of this repository and small ones."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from running import LEAFLET, LEAFLETS, REPOSITORY

from leafletgen.build.make import prepare
from leafletgen.html.bundle import Pack, compose_bundle, prefixed
from leafletgen.html.compose import CannotCompose, Composer, Copy
from leafletgen.model.settings import Approval
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

MakeLibrary = Callable[..., Path]
TODAY = date(2026, 11, 22)
SIGNED = Approval(leaflet="a", version="1.0", digest="0" * 64, by="Dr A. Okafor", role="Haematologist", on=TODAY)


def bound(root: Path, *names: str, languages: tuple[str, ...] = (), approved: tuple[str, ...] = (), summary: str | None = None) -> str:
    """The HTML of these leaflets as one page, the cover in English."""
    library, problems = read_library(root, REPOSITORY)
    assert library is not None, problems
    copies = []
    for name, language in zip(names, languages or ["en"] * len(names), strict=True):
        ready = prepare(library, read_leaflet(library, name), language, TODAY)
        assert ready is not None
        edition = "standard"
        copies.append(
            Copy(
                name=name,
                leaflet=ready.leaflet,
                language=language,
                brand=next(iter(library.brands.values())),
                edition=library.editions[edition],
                edition_name=edition,
                references=library.references,
                pictures=ready.pictures,
                digest=ready.digest,
                approval=SIGNED if name in approved else None,
                overdue=ready.overdue,
            )
        )
    return compose_bundle(Composer((root, REPOSITORY)), Pack("Our pack & more", summary, "en", tuple(copies))).html


@pytest.fixture(scope="module")
def pack() -> str:
    return bound(REPOSITORY, *LEAFLETS)


def test_no_id_stands_twice_and_every_link_leads_somewhere(pack: str) -> None:
    ids = Counter(re.findall(r'\sid="([^"]*)"', pack))
    assert [id for id, times in ids.items() if times > 1] == []
    wanted = set(re.findall(r'\shref="#([^"]*)"', pack)) | {
        id for found in re.findall(r'\saria-labelledby="([^"]*)"', pack) for id in found.split()
    }
    assert wanted - set(ids) == set()
    assert {"leaflet-1", "leaflet-1-section-1", "leaflet-3-section-1", "ref-1", "about"} <= wanted


def test_a_source_has_one_number_and_one_entry_through_all_leaflets(pack: str) -> None:
    listed = re.findall(r'<li id="ref-(\d+)">(.*?)</li>', pack)
    assert [int(number) for number, _ in listed] == list(range(1, len(listed) + 1))
    assert len({words for _, words in listed}) == len(listed)
    notes = re.findall(r'data-note="(\d+)"', pack)
    assert sorted(map(int, notes)) == list(range(1, len(listed) + 1))
    marks = [int(number) for number in re.findall(r'href="#ref-(\d+)"', pack)]
    assert list(dict.fromkeys(marks)) == sorted(set(marks))
    assert max(marks) == len(listed)


def test_only_the_end_of_the_bundle_holds_disclaimer_contact_and_references(pack: str) -> None:
    assert pack.count("Where this information comes from") == 1
    assert pack.count("About this leaflet") == 0
    assert pack.count("They are not a diagnosis") == 1
    assert pack.count('<div class="identity">') == len(LEAFLETS)
    assert pack.count('<div class="running-footer">') == len(LEAFLETS) + 2


def test_the_styles_of_every_kind_come_once(pack: str) -> None:
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]*)">', pack)
    assert len(sheets) == len(set(sheets))
    assert {"styles/faq.css", "styles/food-guide.css", "styles/handout.css", "styles/bundle.css"} <= set(sheets)


def test_each_leaflet_says_its_language_and_direction(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": LEAFLET.replace("A leaflet", "Taflen")})
    (root / "templates/messages").mkdir(parents=True)
    for language in ("cy", "ar"):
        shutil.copy(REPOSITORY / "templates/messages/en.po", root / f"templates/messages/{language}.po")
    html = bound(root, "a", "b", "a", languages=("en", "cy", "ar"))
    assert '<html lang="en" dir="ltr"' in html
    assert [tag[tag.index(" id=") :] for tag in re.findall("<article [^>]*>", html)] == [
        ' id="leaflet-1" lang="en" dir="ltr">',
        ' id="leaflet-2" lang="cy" dir="ltr">',
        ' id="leaflet-3" lang="ar" dir="rtl">',
    ]
    assert "2022" not in html
    assert html.count("data-note=") == 1


def test_what_is_typed_is_escaped_and_dates_come_from_the_leaflets(make_library: MakeLibrary) -> None:
    later = LEAFLET.replace("published: 2026-01-01", "published: 2026-05-04").replace("2028-01-01", "2027-03-01")
    html = bound(make_library({"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": later}), "a", "b", summary="For <b>all</b>")
    assert "<title>Our pack &amp; more</title>" in html
    assert '<meta name="description" content="For &lt;b&gt;all&lt;/b&gt;">' in html
    assert '<meta name="dcterms.modified" content="2026-05-04">' in html
    assert "Published May 2026 · Review by March 2027" in html


def test_a_draft_is_marked_on_its_own_pages_and_on_the_cover(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": LEAFLET})
    marks = [found.strip() for found in re.findall(r'<div class="running-status">(.*?)</div>', bound(root, "a", "b", approved=("a",)))]
    draft = "DRAFT, not for patients"
    assert marks == [draft, "", draft, draft]
    mixed = bound(root, "a", "b", approved=("a",))
    assert mixed.count("Not all of these leaflets are approved yet.") == 1
    assert mixed[: mixed.index("<article")].count("Not yet approved by a clinician.") == 1
    assert "running-status" not in bound(root, "a", "b", approved=("a", "b"))
    assert "DRAFT" not in bound(root, "a", "b", approved=("a", "b"))


def test_an_overdue_leaflet_is_told_on_the_cover(make_library: MakeLibrary) -> None:
    old = LEAFLET.replace("2028-01-01", "2026-05-01")
    html = bound(make_library({"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": old}), "a", "b")
    assert html.count("Part of this pack may be out of date") == 1
    assert html[: html.index("<article")].count("Out of date: review was due May 2026") == 2


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2 class="a" id="b">id="c"</h2>', '<h2 class="a" id="x-b">id="c"</h2>'),
        ('<a href="#b">b</a>', '<a href="#x-b">b</a>'),
        ('<a href="#ref-12">12</a>', '<a href="#ref-12">12</a>'),
        ('<a href="#ref-list">list</a>', '<a href="#x-ref-list">list</a>'),
        ('<a href="https://a.example/#b">b</a>', '<a href="https://a.example/#b">b</a>'),
        ('<nav aria-labelledby="a b">', '<nav aria-labelledby="x-a x-b">'),
        ('<td headers="a b" data-id="c">', '<td headers="x-a x-b" data-id="c">'),
        ("<p>\nid=a</p>", "<p>\nid=a</p>"),
    ],
)
def test_prefixes(html: str, expected: str) -> None:
    assert prefixed(html, "x-") == expected


def test_a_template_of_the_library_that_cannot_be_bound(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "templates/handout.html": "<body><p>Bare</p></body>"})
    with pytest.raises(CannotCompose) as caught:
        bound(root, "a")
    assert caught.value.problem.rule == "template"
    assert "the page of a has no <article>" in caught.value.problem.message
