"""What the web page tells machines: from the leaflet alone, and safe inside the page whatever was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from running import LEAFLET, leafletgen

from leafletgen.html.schema_org import json_ld

MakeLibrary = Callable[..., Path]
Told = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True)
def no_web_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.html.self_contained.web_font", lambda font, text: b"")


@pytest.fixture
def page(make_library: MakeLibrary) -> Callable[..., str]:
    """The web page of the small leaflet with ``fields`` added, or in place of its own."""

    def build(fields: str = "", approve: bool = False, files: dict[str, str] | None = None) -> str:
        names = set(re.findall(r"^(\w+):", fields, re.MULTILINE))
        lines = [line for line in LEAFLET.splitlines(keepends=True) if line.split(":")[0] not in names]
        root = make_library({"leaflets/a.yaml": fields + "".join(lines)} | (files or {}))
        if approve:
            signed = leafletgen(root, "approve", "a", "--by", "Dr N. Okafor", "--role", "Haematologist", "--today", "2026-03-04")
            assert signed.exit_code == 0, signed.output
        done = leafletgen(root, "build", "-e", "web", "--quiet", "--today", "2026-03-05")
        assert done.exit_code == 0, done.stderr
        return (root / "dist/a/a-en-web.html").read_text("utf-8")

    return build


@pytest.fixture
def told(page: Callable[..., str]) -> Told:
    return lambda *args, **kwargs: _data(page(*args, **kwargs))


class _Scripts(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str | None, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.found.append((dict(attrs).get("type"), ""))

    def handle_data(self, data: str) -> None:
        if self.found and self.lasttag == "script" and not self.found[-1][1]:
            self.found[-1] = (self.found[-1][0], data)


def _data(html: str) -> dict[str, Any]:
    ((kind, text),) = _Scripts(html).found
    assert kind == "application/ld+json"
    data: dict[str, Any] = json.loads(text)
    return data


def test_a_draft_claims_no_review(told: Told) -> None:
    assert told() == {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": "A leaflet",
        "inLanguage": "en",
        "audience": {"@type": "Patient"},
        "identifier": "a",
        "version": "1.0",
        "creativeWorkStatus": "Draft",
        "datePublished": "2026-01-01",
        "dateModified": "2026-01-01",
        "author": {"@type": "Organization", "name": "A team"},
        "publisher": {
            "@type": "Organization",
            "name": "A clinic",
            "contactPoint": {"@type": "ContactPoint", "name": "Front desk", "telephone": "01632 960 001"},
        },
        "isAccessibleForFree": True,
        "timeRequired": "PT1M",
        "citation": [
            {
                "@type": "Report",
                "name": "Vitamin B12 deficiency",
                "publisher": {"@type": "Organization", "name": "NICE"},
                "datePublished": "2024",
            }
        ],
    }


def test_an_approval_is_the_last_review(told: Told) -> None:
    data = told(approve=True, files={"leaflets/library.yaml": "brands: [clinic]\ncheck: {rules: {urgent-help-missing: warning}}\n"})
    assert data["creativeWorkStatus"] == "Published"
    assert data["lastReviewed"] == "2026-03-04"
    assert data["reviewedBy"] == {"@type": "Person", "name": "Dr N. Okafor", "jobTitle": "Haematologist"}


def test_all_that_a_leaflet_can_say(told: Told) -> None:
    data = told(
        "code: B12-01\nsummary: Low **B12**. [@green-2017]\naudience: Adults\nkeywords: [nerves, myelin]\nfunding: A charity\n"
        "codes: {icd10: [E53.8], snomed: ['190634004'], loinc: [2132-9], rxnorm: ['11248']}\n",
        files={"leaflets/library.yaml": "brands: [clinic]\nsite: https://leaflets.example/\n"},
    )
    assert data["url"] == data["@id"] == "https://leaflets.example/a"
    assert data["description"] == "Low B12."
    assert data["audience"] == {"@type": "Patient", "audienceType": "Adults"}
    assert data["identifier"] == "B12-01"
    assert data["keywords"] == "nerves, myelin"
    assert data["funder"] == {"@type": "Organization", "name": "A charity"}
    assert [(code["@type"], code["codingSystem"], code["codeValue"]) for code in data["about"]] == [
        ("MedicalCode", "ICD-10", "E53.8"),
        ("MedicalCode", "SNOMED CT", "190634004"),
        ("MedicalCode", "RxNorm", "11248"),
        ("MedicalCode", "LOINC", "2132-9"),
    ]
    first, second = data["citation"]
    assert (first["@type"], first["author"]) == ("ScholarlyArticle", [{"@type": "Person", "name": "Ralph Green"}])
    assert second["name"] == "Vitamin B12 deficiency"


HOSTILE = "</script><script>alert(1)</script><!-- & \N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR} ' \" \\\\ ]]> <style>"


def test_nothing_typed_ends_the_element() -> None:
    text = json_ld({"name": HOSTILE, "citation": [{"name": HOSTILE}]})
    assert not re.search("[<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]", text)
    assert json.loads(text)["name"] == json.loads(text)["citation"][0]["name"] == HOSTILE


def test_a_hostile_title_stays_a_title(page: Callable[..., str]) -> None:
    typed = "</script><script>alert(1)</script><style>*{}</style>"
    html = page(f"title: '{typed}'\nowner: '{typed}'\ncode: B12-01\n", files={"leaflets/brands/clinic.yaml": _brand(typed)})
    assert _data(html)["name"] == typed
    assert html.count("<script") == html.count("</script") == 1
    assert html.count("<style") == html.count("</style") == len(re.findall("'sha256-", html))


def test_words_in_page_margins_stay_words(page: Callable[..., str]) -> None:
    html = page(files={"leaflets/brands/clinic.yaml": _brand('A "clinic" \\ </style>} & <b>')})
    (margins,) = re.findall(r"<style>(@page\{@.*)</style>", html)
    assert r"@bottom-left{content:" in margins
    assert r"A \22 clinic\22  \5c  \3c /style\3e } \26  \3c b\3e " in margins
    assert '@bottom-right{content:"Page " counter(page) " of " counter(pages) ""}' in margins
    assert '@top-center{content:"DRAFT, not for patients"}' in margins


def _brand(name: str) -> str:
    return f"name: '{name}'\ncontact: {{label: Front desk, phone: 01632 960 001, hours: 9am to 5pm}}\nfeedback: Tell us.\n"
