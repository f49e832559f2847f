"""Composition: every block in every edition, what a library may replace, and whose fault it is when that goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from reading import Pdf
from running import LEAFLET, leafletgen, with_content

from leafletgen.html.compose import Composer, Copy
from leafletgen.model.page import Page

MakeLibrary = Callable[..., Path]

LENTILS = (
    "{name: Lentils, group: Pulses, portion: {words: a bowl, grams: 180}, amount: 6.6, diets: [vegan], allergens: [], note: Rinse **well**}"
)
MILK = (
    "{name: Milk, group: Dairy, portion: {words: a glass, ml: 200}, amount: {low: 0.1, high: 26.1}, diets: [vegetarian], "
    "allergens: [milk], may_contain: [soya], source: green-2017}"
)
FOODS = (
    "foods: {caption: Iron in foods, nutrient: Iron, unit: mg, daily_need: {amount: 8.7, who: adults, source: nice-ng239}, "
    f"other_needs: [{{amount: 18, who: some adults, source: green-2017}}], sort: name, items: [{LENTILS}, {MILK}]}}"
)
EDITION = "standard: {label: x, type: {body: 12, small: 10, mark: 8, summary: 14, heading: 17, title: 30}, "
BRAND = "name: A clinic\ncontact: {label: D, phone: 01632 960 001, hours: 9am to 5pm}\nfeedback: Tell us.\n"


@pytest.fixture(autouse=True)
def no_web_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take more time than all else together."""
    monkeypatch.setattr("leafletgen.html.self_contained.web_font", lambda font, text: b"")


@pytest.fixture
def composed(make_library: MakeLibrary) -> Callable[..., str]:
    """The web page of a leaflet with the given blocks."""

    def compose(*blocks: str, files: dict[str, str] | None = None) -> str:
        root = make_library({"leaflets/a.yaml": with_content(*blocks)} | (files or {}))
        result = leafletgen(root, "build", "-e", "web", "--quiet")
        assert (result.exit_code, result.stderr) == (0, "")
        html = (root / "dist/a/a-en-web.html").read_text("utf-8")
        return " ".join(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL).split())

    return compose


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (
            "text: One **two** [@nice-ng239]",
            '<p>One <strong>two</strong>\u2060<sup class="cite"><a id="cite-1" href="#ref-1" aria-label="Reference 1">1</a></sup></p>',
        ),
        ("bullets: [a, b]", "<ul> <li>a</li> <li>b</li> </ul>"),
        ("steps: [a, b]", '<ol class="steps"> <li>a</li> <li>b</li> </ol>'),
        ("checklist: [a]", '<ul class="checklist"> <li>a</li> </ul>'),
        ("callout: {tone: urgent, call: emergency, bullets: [a]}", '<span class="callout-label">Get help now: call 999</span>'),
        ("callout: {tone: tip, title: T, text: a}", '<aside class="callout callout-tip">'),
        ("table: {caption: C, columns: [A, B], rows: [[a, b]]}", '<th scope="row">a</th> <td>b</td>'),
        ("questions: [{ask: Why?, answer: So.}]", "<h3>Why?</h3> <p>So.</p>"),
        (
            "write_in: {label: L, lines: 2}",
            '<p class="write-in-label">L</p> <div class="write-in-line"></div> <div class="write-in-line"></div>',
        ),
        ("contact: brand", 'Phone: <a href="tel:01632960001">01632 960 001</a>'),
        (
            "contact: {label: L, email: a@b.example, web: https://b.example/c}",
            '<a class="address" href="https://b.example/c">b.example/c</a>',
        ),
        ("qr: {url: https://b.example/c, label: There}", '<a class="address" href="https://b.example/c">b.example/c</a>'),
        (FOODS, '<span class="share-figure">1%</span> <span class="share-figure">to 300%</span>'),
    ],
    ids=lambda value: value.split(":")[0] if ":" in value else "",
)
def test_every_block(composed: Callable[..., str], block: str, html: str) -> None:
    assert html in composed(block)


def test_the_leaflets_own_address(composed: Callable[..., str]) -> None:
    site = {"leaflets/library.yaml": "brands: [clinic]\nsite: https://b.example/\n"}
    assert 'href="https://b.example/a"' in composed("qr: leaflet", files=site)


def test_without_an_address_there_is_no_code(composed: Callable[..., str]) -> None:
    assert "<svg" not in composed("qr: leaflet")


def test_print_carries_where_each_block_came_from(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[Page] = []
    compose = Composer.compose

    def keep(composer: Composer, copy: Copy) -> Page:
        pages.append(compose(composer, copy))
        return pages[-1]

    monkeypatch.setattr(Composer, "compose", keep)
    root = make_library({"leaflets/a.yaml": with_content("text: a", FOODS)})
    assert leafletgen(root, "build", "-e", "standard", "-e", "web", "--quiet").exit_code == 0
    printed, web = (page.html for page in pages)
    assert re.findall(r'data-at="([^"]*)"', printed) == [
        "title", "sections/0", "sections/0/content/0", "sections/0/content/1",
        "sections/0/content/1/foods/items/0", "sections/0/content/1/foods/items/1",
    ]  # fmt: skip
    assert "data-at" not in web


def test_citations_are_numbered_once_and_noted_once(make_library: MakeLibrary) -> None:
    leaflet = with_content("text: a [@green-2017]", "bullets: ['b [@nice-ng239; @green-2017, p. 4]', 'c [@green-2017]']")
    root = make_library({"leaflets/a.yaml": leaflet})
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    page = Pdf(root / "dist/a/a-en-standard.pdf").pages[0]
    assert re.findall(r"^[12]\. (\w+)", page, re.MULTILINE)[:2] == ["Green", "NICE"]
    assert len(re.findall(r"^1\. Green R\. Vitamin B12\.", page, re.MULTILINE)) == 1


def test_the_brand_adds_to_the_disclaimer_and_the_library_replaces_it(composed: Callable[..., str]) -> None:
    brand = BRAND + "disclaimer: We add this.\nother_formats: Ask for **more**.\naddress: 1 Road\n"
    html = composed("text: a", files={"leaflets/brands/clinic.yaml": brand})
    assert "This leaflet gives general information." in html
    assert "<p>We add this.</p>" in html
    assert "Ask for <strong>more</strong>." in html
    own = "brands: [clinic]\ndisclaimer: {en: {short: Short of ours., full: Full of ours.}}\n"
    html = composed("text: a", files={"leaflets/brands/clinic.yaml": brand, "leaflets/library.yaml": own})
    assert "This leaflet gives general information." not in html
    assert "Full of ours." in html
    assert "<p>We add this.</p>" in html


def test_a_logo_stands_for_the_name(composed: Callable[..., str]) -> None:
    files = {
        "leaflets/brands/clinic.yaml": BRAND + "logo: {image: images/logo.svg, alt: The clinic}\n",
        "leaflets/images/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    }
    assert re.search(r'<img class="logo" src="data:image/svg\+xml;base64,[^"]+" alt="The clinic">', composed("text: a", files=files))


def test_a_wide_table_is_a_list_where_it_would_not_fit(make_library: MakeLibrary) -> None:
    table = "table: {caption: C, columns: [A, B, C], rows: [[a, b, c], [d, e, f]]}"
    root = make_library({"leaflets/a.yaml": with_content(table, FOODS)})
    assert leafletgen(root, "build", "-e", "standard", "-e", "large-print", "--quiet").exit_code == 0
    tags = {edition: Pdf(root / f"dist/a/a-en-{edition}.pdf").tags() for edition in ("standard", "large-print")}
    assert tags["standard"].count("Table") == 3
    assert "Table" not in tags["large-print"]
    assert "B: b" in tags["large-print"]


def test_a_library_may_replace_one_template_style_or_message(composed: Callable[..., str], make_library: MakeLibrary) -> None:
    files = {
        "templates/blocks/text.html": "<p>Mine: {{ md_blocks(body) }}</p>",
        "templates/messages/en.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "kind-handout"\nmsgstr "Our handout"\n',
    }
    html = composed("text: a", files=files)
    assert "<p>Mine: <p>a</p></p>" in html
    assert "Our handout" in html
    assert "1 min read" in html


@pytest.mark.parametrize(
    ("files", "place", "message"),
    [
        ({"templates/handout.html": "\n{{ nothing }}"}, "templates/handout.html:2:1  error[template]", "'nothing' is undefined"),
        ({"templates/handout.html": "\n\n{% if %}"}, "templates/handout.html:3:1  error[template]", "Expected an expression"),
        ({"templates/handout.html": "{% include 'parts/no.html' %}"}, "templates:1:1  error[template]", "no template parts/no.html"),
        ({"templates/blocks/text.html": "{{ t('no-such') }}"}, "templates/messages:1:1  error[message-missing]", 'no words for "no-such"'),
        ({"templates/blocks/text.html": b"\xff"}, "templates:1:1  error[template]", "not UTF-8"),
        ({"styles/handout.css": "a { b: url(no.png) }"}, "styles:1:1  error[style-missing]", "styles/no.png is in neither"),
        ({"templates/messages/en.po": b'msgid "a"\nmsgstr "\xff"\n'}, "templates:1:1  error[template]", "not UTF-8"),
        ({"templates/messages/en.po": "nonsense\n"}, "templates/messages:1:1  error[message-missing]", "en.po cannot be read"),
        ({"styles/editions.yaml": EDITION + "styles: [no.css]}"}, "styles:1:1  error[style-missing]", "styles/no.css"),
    ],
)  # fmt: skip
def test_a_fault_in_the_library_s_own_files_is_told_there(
    make_library: MakeLibrary, files: dict[str, str | bytes], place: str, message: str
) -> None:
    result = leafletgen(make_library({"leaflets/a.yaml": LEAFLET} | files), "build")
    assert result.exit_code == 1
    assert place in result.stderr
    assert message in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (190, 1), (210, 2), (990, 5)])
def test_reading_time(composed: Callable[..., str], words: int, minutes: int) -> None:
    assert f"{minutes} min read" in composed("text: " + "one two three four five. " * (words // 5) + "one " * (words % 5))
