"""Web pages as their readers use them: on a small screen, enlarged, with more space, by keyboard, without styles, offline, on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from running import LEAFLETS
from same_words import Blocks

Open = Callable[..., Page]
WebPages = Callable[[str], Path]

every_page = pytest.mark.parametrize("name", [*LEAFLETS, "hard", "right-to-left"])

SPACED = """() => {
  for (const element of document.querySelectorAll('body *')) {
    element.style.setProperty('line-height', '1.5', 'important');
    element.style.setProperty('letter-spacing', '0.12em', 'important');
    element.style.setProperty('word-spacing', '0.16em', 'important');
    if (element.tagName === 'P') element.style.setProperty('margin-bottom', '2em', 'important');
  }
}"""
"""More space between letters, words, lines and paragraphs, as WCAG 1.4.12 asks a page to bear."""

LOST = """() => {
  const root = document.documentElement, edge = root.clientWidth, lost = [];
  if (root.scrollWidth > edge) lost.push(`the page is ${root.scrollWidth} wide`);
  const within = element => element.closest('.wide, thead, .skip, svg');
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (within(element) || !box.width) continue;
    if (box.left < -1 || box.right > edge + 1) lost.push(`outside: ${element.outerHTML.slice(0, 80)}`);
    if (style.overflow !== 'visible' && element.scrollWidth > element.clientWidth + 1) lost.push(`cut: ${element.outerHTML.slice(0, 80)}`);
  }
  return lost;
}"""
"""What reaches out of the page or is cut off; tables in their own moving box, and heads that only listeners hear, are left out."""

TOO_PALE = """() => {
  const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number).map(channel);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const ratio = (one, other) => Math.max(light(one) / light(other), light(other) / light(one));
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  const marks = {
    '.callout': 'borderTopColor', '.key-points': 'borderInlineStartColor', '.bar': 'borderTopColor', '.bar-fill': 'backgroundColor',
    '.write-in-line': 'borderBottomColor', '.masthead': 'borderBottomColor', '.callout-label': 'backgroundColor',
    '.steps li|::before': 'backgroundColor', '.checklist li|::before': 'borderTopColor', 'li|::marker': 'color', '.back': 'color',
    'thead th': 'borderBottomColor',
  };
  const pale = [];
  for (const [name, property] of Object.entries(marks)) {
    const [selector, pseudo] = name.split('|');
    for (const element of document.querySelectorAll(selector)) {
      const behind = element.closest('.key-points') && selector !== '.key-points'
        ? getComputedStyle(element.closest('.key-points')).backgroundColor : paper;
      const found = ratio(getComputedStyle(element, pseudo || null)[property], behind);
      if (found < 3) pale.push(`${name} ${found.toFixed(2)}`);
    }
  }
  const code = document.querySelector('.qr');
  if (code) {
    const style = getComputedStyle(code);
    if (light(style.backgroundColor) < 1 || ratio(style.backgroundColor, 'rgb(0, 0, 0)') < 20) pale.push('.qr');
  }
  return [...new Set(pale)];
}"""
"""Marks that mean something without words, where they stand out from what is behind them less than 3 to 1."""


@every_page
@pytest.mark.parametrize("width", [320, 256])
def test_nothing_is_lost_on_a_small_screen_or_enlarged_four_times(look: Open, name: str, width: int) -> None:
    assert look(name, width, 256).evaluate(LOST) == []


@every_page
@pytest.mark.parametrize("width", [320, 720, 1280])
def test_nothing_is_lost_with_more_space(look: Open, name: str, width: int) -> None:
    page = look(name, width, bypass_csp=True)
    page.evaluate(SPACED)
    assert page.evaluate(LOST) == []


@pytest.mark.parametrize("name", ["b12-nerve-health", "right-to-left"])
def test_nothing_is_lost_in_larger_type(look: Open, name: str) -> None:
    page = look(name, 640, bypass_csp=True)
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert page.evaluate(LOST) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@every_page
def test_marks_stand_out(look: Open, name: str, scheme: str) -> None:
    assert look(name, color_scheme=scheme).evaluate(TOO_PALE) == []


@every_page
def test_the_skip_link_is_the_first_stop_and_leads_to_the_main_text(look: Open, name: str) -> None:
    page = look(name, 320)
    link = page.locator(".skip")
    assert not link.evaluate("link => link.getBoundingClientRect().right > 0 && link.getBoundingClientRect().left < innerWidth")
    page.keyboard.press("Tab")
    assert link.evaluate("link => link === document.activeElement")
    box = link.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["height"] >= 24
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("name", ["b12-food-guide", "right-to-left"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen_at_every_stop(look: Open, name: str, scheme: str) -> None:
    page = look(name, 320, color_scheme=scheme)
    stops = page.locator("a[href], [tabindex='0']").count()
    seen = set()
    for _ in range(min(stops, 40)):
        page.keyboard.press("Tab")
        style, width, colour, place = page.evaluate(
            "(e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth, getComputedStyle(e).outlineColor,"
            " [...document.querySelectorAll('*')].indexOf(e)])(document.activeElement)"
        )
        assert (style, width) == ("solid", "3px")
        assert colour != page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        seen.add(place)
    assert len(seen) == min(stops, 40)


def test_a_wide_table_is_moved_by_keyboard(look: Open) -> None:
    page = look("right-to-left", 320, bypass_csp=True)
    table = page.get_by_role("group", name="A wide table")
    assert table.evaluate("box => box.scrollWidth > box.clientWidth")
    table.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.querySelector('.wide').scrollLeft < 0")


@every_page
def test_landmarks_headings_and_alternatives(look: Open, name: str) -> None:
    page = look(name, 320)
    assert [page.get_by_role(role).count() for role in ("banner", "main", "contentinfo")] == [1, 1, 1]
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(heading => Number(heading.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert page.evaluate("[...document.images].every(image => image.alt && image.naturalWidth)")
    assert page.evaluate("[...document.querySelectorAll('svg')].every(drawing => drawing.ariaHidden || drawing.querySelector('title'))")
    right_to_left = name == "right-to-left"
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (("ar", "rtl") if right_to_left else ("en", "ltr"))


def test_the_food_table_is_a_table_for_listeners_on_a_telephone_too(look: Open) -> None:
    page = look("b12-food-guide", 320)
    rows = page.locator(".foods tbody tr").count()
    assert rows > 30
    assert page.get_by_role("row").count() >= rows
    assert page.get_by_role("rowheader").count() >= rows
    assert page.get_by_role("columnheader", name="Share of a day").count() == page.locator("table.foods").count()


@every_page
def test_without_styles_it_says_the_same_in_the_same_order(look: Open, web_pages: WebPages, name: str) -> None:
    page = look(name, 700)
    page.evaluate("document.querySelectorAll('style').forEach(style => style.remove())")
    said = " ".join(" ".join(Blocks(web_pages(name).read_text("utf-8")).said).split())
    shown = page.evaluate(
        "(() => { document.querySelectorAll('.cite, .skip, title').forEach(e => e.remove()); return document.body.innerText })()"
    )
    shown = re.sub("[\N{WORD JOINER}\N{SOFT HYPHEN}]", "", shown)
    assert re.findall(r"\w+", shown) == re.findall(r"\w+", said)
    assert page.evaluate("document.querySelectorAll('svg.qr').length") == page.evaluate(
        "[...document.querySelectorAll('svg')].filter(drawing => drawing.getBoundingClientRect().width > 24"
        " && drawing.getBoundingClientRect().width <= 120).length"
    )


@every_page
def test_nothing_is_asked_for_and_nothing_is_refused(browser: Browser, web_pages: WebPages, name: str) -> None:
    address = web_pages(name).as_uri()
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.emulate_media(media="print")
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert said == []
    assert page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length") >= 2
    widths = page.evaluate("[...document.querySelectorAll('.bar-fill')].map(bar => bar.style.width || getComputedStyle(bar).width)")
    assert all(width.endswith("px") for width in widths)
    assert not widths or len(set(widths)) > 1
    context.close()


def test_from_a_server_too_it_asks_for_itself_alone(browser: Browser, web_pages: WebPages) -> None:
    asked = []
    html = web_pages("b12-questions").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the server's name for it
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/leaflet")
        page.wait_for_load_state("networkidle")
        context.close()
        server.shutdown()
    assert asked == ["/leaflet"]


def test_the_policy_stops_scripts_and_strange_styles(browser: Browser, web_pages: WebPages, tmp_path: Path) -> None:
    html = web_pages("b12-questions").read_text("utf-8")
    added = '<script>document.title = "run"</script><style>body { color: rgb(1, 2, 3) }</style><img src="https://a.example/x.png" alt="">'
    (tmp_path / "page.html").write_text(html.replace("</body>", f'{added}<p style="color: red" onclick="1">x</p></body>'), "utf-8")
    context = browser.new_context()
    page = context.new_page()
    sent = []
    page.on("requestfinished", lambda request: sent.append(request.url))
    page.goto((tmp_path / "page.html").as_uri())
    assert page.title() == "Vitamin B12: your questions"
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    assert page.evaluate("getComputedStyle(document.querySelector('[onclick]')).color") != "rgb(255, 0, 0)"
    assert not [url for url in sent if url.startswith("http")]
    context.close()


@pytest.mark.parametrize("name", LEAFLETS)
def test_machines_find_the_data(look: Open, name: str) -> None:
    page = look(name)
    data = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")
    assert data["@type"] == "MedicalWebPage"
    assert data["name"] == page.title()
    assert data["inLanguage"] == page.locator("html").get_attribute("lang")
    assert data["creativeWorkStatus"] == "Draft"
    assert not {"lastReviewed", "reviewedBy"} & set(data)
    assert len(data["citation"]) == page.locator(".references li").count()


@pytest.mark.parametrize("name", ["b12-food-guide", "b12-nerve-health"])
def test_on_paper_it_is_black_on_white_with_its_pages_numbered(look: Open, tmp_path: Path, name: str) -> None:
    page = look(name, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 26, 26)"
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).display") == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('p')).fontSize") != "0px"
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    pages = [sheet.extract_text() for sheet in PdfReader(tmp_path / "page.pdf").pages]
    for number, text in enumerate(pages, 1):
        words = " ".join(text.split())
        assert "DRAFT, not for patients" in words
        assert f"Page {number} of {len(pages)}" in words
        assert "Version 1.0 · Review by November 2028 · Riverside Health Centre" in words
    assert page.evaluate(LOST) == []
