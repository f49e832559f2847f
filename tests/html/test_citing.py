"""Citation numbers, and references in Vancouver style."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from leafletgen.html import vancouver
from leafletgen.html.citing import Citations
from leafletgen.html.locale import Messages
from leafletgen.html.templates import messages_folders
from leafletgen.model.citation import Citation
from leafletgen.model.reference import Reference

WORDS = Messages("en", "en-GB", messages_folders((Path(__file__).parents[2],)))


def reference(**fields: Any) -> Reference:
    return Reference.model_validate(
        {"id": "a", "type": "book", "title": "Title", "publisher": "Publisher"} | {k.replace("_", "-"): v for k, v in fields.items()}
    )


def person(family: str, given: str, **more: str) -> dict[str, str]:
    return {"family": family, "given": given, **{k.replace("_", "-"): v for k, v in more.items()}}


def text(html: str) -> str:
    return str(Markup(html).striptags())


class TestCitations:
    REFERENCES: ClassVar = {name: reference(id=name, title=f"Title {name}", issued="2024") for name in "abc"}

    def test_numbers_in_order_of_first_use(self) -> None:
        cite = Citations(self.REFERENCES, WORDS, None)
        assert [text(cite((Citation(name),))) for name in "bab"] == ["1", "2", "1"]
        assert [number for number, _ in cite.listed()] == [1, 2]
        assert "Title b" in cite.listed()[0][1]

    def test_a_mark_counts_upwards_whatever_order_its_sources_are_named_in(self) -> None:
        cite = Citations(self.REFERENCES, WORDS, 60)
        cite.one("b")
        html = cite((Citation("c"), Citation("b"), Citation("a")))
        assert re.findall(r"#ref-(\d)", html) == ["1", "2", "3"]
        assert re.findall(r'data-note="(\d)', html) == ["2", "3"]

    def test_a_mark_links_to_the_list(self) -> None:
        html = Citations(self.REFERENCES, WORDS, None)((Citation("a"), Citation("b", "p. <4>")))
        assert html.startswith('<sup class="cite">')
        assert html.count("<a ") == 2
        assert 'href="#ref-1"' in html
        assert 'href="#ref-2"' in html
        assert "p. &lt;4&gt;" in html
        assert "aria-label" in html

    def test_a_footnote_at_the_first_mark_only(self) -> None:
        cite = Citations(self.REFERENCES, WORDS, 60)
        first, second = cite.one("a"), cite.one("a")
        assert first.count('class="note"') == 1
        assert text(first).endswith("1. Publisher. Title a. 2024.")
        assert 'class="note"' not in second


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ([person("Green", "Ralph")], "Green R"),
        ([person("Green", "R. A."), person("Allen", "LH")], "Green RA, Allen LH"),
        ([person("Étienne", "Jean-Louis")], "Étienne JL"),
        ([person("Étienne", "J.-L.")], "Étienne JL"),
        ([person("Ångström", "Élodie Øyvind")], "Ångström ÉØ"),
        ([person("Berg", "Jan", non_dropping_particle="van der")], "van der Berg J"),
        ([person("Smith-Jones", "Ann", suffix="Jr")], "Smith-Jones A Jr"),
        ([person("Obeid", "(Rima)")], "Obeid R"),
        ([{"family": "Plato"}], "Plato"),
        ([{"literal": "World Health Organization"}], "World Health Organization"),
        ([person(letter, "X") for letter in "ABCDEF"], "A X, B X, C X, D X, E X, F X"),
        ([person(letter, "X") for letter in "ABCDEFG"], "A X, B X, C X, et al"),
    ],
)
def test_authors(author: list[dict[str, str]], expected: str) -> None:
    assert vancouver.authors(reference(author=author).author, WORDS).rstrip(".") == expected


ARTICLE = {"type": "article-journal", "author": [person("Green", "Ralph")], "container_title": "N Engl J Med", "publisher": None}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({**ARTICLE, "issued": "2013", "volume": "3", "issue": "2", "page": "1-9"}, "Green R. Title. N Engl J Med. 2013;3(2):1-9."),
        ({**ARTICLE, "issued": "2013-02-03", "issue": "2"}, "Green R. Title. N Engl J Med. 2013 Feb 3;(2)."),
        ({**ARTICLE, "issued": "2013", "volume": "3", "DOI": "10.1000/x<y"}, "Green R. Title. N Engl J Med. 2013;3. doi:10.1000/x<y"),
        ({"issued": {"date-parts": [[2024, 3]]}, "publisher_place": "Geneva"}, "Title. Geneva: Publisher; 2024 Mar."),
        (
            {"title": "Really?", "author": [{"literal": "NICE"}], "publisher": "NICE", "number": "NG239", "issued": "2024"},
            "NICE. Really? NG239. 2024.",
        ),
        ({"author": [{"literal": "NICE"}], "publisher": "NICE", "number": "NG239"}, "NICE. Title. NG239."),
        ({"author": [{"literal": "NHS"}], "container_title": "NHS", "issued": [{"year": "2020"}]}, "NHS. Title. Publisher; 2020."),
    ],
)  # fmt: skip
def test_full(fields: dict[str, Any], expected: str) -> None:
    assert text(vancouver.full(reference(**fields), WORDS).replace("<wbr>", "")) == Markup(expected)


def test_online_sources_say_when_they_were_read() -> None:
    html = vancouver.full(reference(URL="https://a.example/b-c/", accessed="2026-11-22"), WORDS)
    assert 'href="https://a.example/b-c/"' in html
    assert text(html.replace("<wbr>", "")) == "Title [Internet]. Publisher [cited 2026 Nov 22]. Available from: a.example/b-c"


def test_everything_is_escaped() -> None:
    html = vancouver.full(reference(title="<script>", publisher="<b>", author=[{"literal": "<i>"}], DOI='10.1000/"><u>'), WORDS)
    assert not re.search("<(script|b|i|u)>", html)


def test_short() -> None:
    guideline = reference(
        author=[{"literal": "National Institute for Health and Care Excellence (NICE)"}], title="A title. ", issued="2024"
    )
    assert vancouver.short(guideline, WORDS, 80) == "NICE. A title. 2024."
    two = reference(author=[person("Green", "R"), person("Allen", "L")], title="Long " * 30, issued="2017")
    line = vancouver.short(two, WORDS, 60)
    assert len(line) <= 60
    assert line.startswith("Green R")
    assert "…" in line
    assert line.endswith("2017.")
    assert vancouver.short(reference(title="T"), WORDS, 60) == "Publisher. T."
    assert vancouver.short(reference(title="T", publisher=None, container_title="Site"), WORDS, 60) == "Site. T."


@given(
    st.text("aé -", min_size=1, max_size=300).filter(str.strip),
    st.text("bß -.", min_size=1, max_size=300).filter(str.strip),
    st.integers(50, 120),
)
def test_short_fits_its_line(title: str, body: str, width: int) -> None:
    line = vancouver.short(reference(title=title, author=[{"literal": body}], issued="2024"), WORDS, width)
    assert len(line) <= width
    assert "\n" not in line
