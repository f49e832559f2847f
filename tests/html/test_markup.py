"""Markdown to HTML: what it makes, and that nothing typed becomes markup of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.html import markup
from leafletgen.model.citation import Citation


def cite(parts: tuple[Citation, ...]) -> str:
    return "<sup>{}</sup>".format(",".join(part.id for part in parts))


def inline(text: str) -> str:
    return str(markup.inline(text, cite)).replace("\N{WORD JOINER}", "")


def blocks(text: str) -> str:
    return str(markup.blocks(text, cite)).replace("\N{WORD JOINER}", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** *soft*", "<strong>bold</strong> <em>soft</em>"),
        ("a\\*b \\[@x]", "a*b [@x]"),
        ("one  \ntwo", "one<br>\ntwo"),
        ("Eat meat [@a; @b].", "Eat meat<sup>a,b</sup>."),
        ("Eat meat\n[@a].", "Eat meat<sup>a</sup>."),
        ("[NHS](https://www.nhs.uk)", '<a href="https://www.nhs.uk" class="named-link">NHS</a>'),
        ("[www.nhs.uk](https://www.nhs.uk/)", '<a href="https://www.nhs.uk/">www.nhs.uk</a>'),
        ("[us](tel:111) [us](mailto:a@b.c)", '<a href="tel:111">us</a> <a href="mailto:a@b.c">us</a>'),
        ("[@ a] [@a, @b]", "[@ a] [@a, @b]"),
        (
            "[Bore da]{lang=cy}, and [*hello* [@a]]{lang=en-GB}.",
            '<span lang="cy">Bore da</span>, and <span lang="en-GB"><em>hello</em><sup>a</sup></span>.',
        ),
        ("[a [b]{lang=fr} c]{lang=cy}", '<span lang="cy">a <span lang="fr">b</span> c</span>'),
        (
            "[[d](https://e.f)]{lang=cy}",
            '<span lang="cy"><a href="https://e.f" class="named-link">d</a></span>',
        ),
        (
            '[a]{lang=welsh} [a]{lang="x"} [a]{lang=cy onclick=x} [a] {lang=cy} \\[a]{lang=cy}',
            "[a]{lang=welsh} [a]{lang=&quot;x&quot;} [a]{lang=cy onclick=x} [a] {lang=cy} [a]{lang=cy}",
        ),
        ('a < b & c > d "e"', "a &lt; b &amp; c &gt; d &quot;e&quot;"),
        ("`code` # h > q", "`code` # h &gt; q"),
    ],
)
def test_inline(text: str, html: str) -> None:
    assert inline(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b [@c]", "<ol>\n<li>a</li>\n<li>b<sup>c</sup></li>\n</ol>"),
        ("# not a heading\n\n    not code", "<p># not a heading</p>\n<p>not code</p>"),
    ],
)
def test_blocks(text: str, html: str) -> None:
    assert blocks(text) == html


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](file:///etc/passwd)",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>)", "[x](file:///etc/passwd)", "[x](//evil.example)", "[x](/etc/passwd)",
    "[x](java\\script:alert)", "<javascript:alert(1)>",
    "[x](vbscript:x)", "{{ 7*7 }}", "{% include 'x' %}", "<!-- -->", "<![CDATA[x]]>", "&lt;b&gt;", "[a]: file:///etc/passwd\n\n[a]", "<http://a.example/\"onclick=x>",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    for html in (inline(text), blocks(text)):
        tags = re.findall(r"<[^>]*>", html)
        assert all(re.fullmatch(r'</?p>|</a>|<a href="http://[^"]*"( class="named-link")?>', tag) for tag in tags), html
    assert markup.plain(text).replace(" ", "") == text.replace("\n\n", "").replace(" ", "") or "http" in text or "\\" in text


TAG = re.compile(
    r'</?(p|ul|ol|li|em|strong|sup|a|br|span)>|<ol start="\d+">|<span lang="cy">'
    r'|<a href="(https?://|mailto:|tel:)[^"<>]*"( title="[^"<>]*")?( class="named-link")?>',
    re.IGNORECASE,
)
PIECES = st.lists(
    st.sampled_from(
        [
            "*",
            "**",
            "_",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "@a",
            "; ",
            "!",
            "\\",
            "`",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "&",
            "&lt;",
            '"',
            "'",
            " ",
            "a",
            "https://b.c",
            "javascript:",
            "{lang=cy}",
            "]{lang=",
            "{{",
            "}}",
            "  ",
        ]
    )
    | st.sampled_from(HOSTILE),
    max_size=25,
).map("".join)


@given(PIECES | st.text(max_size=60))
def test_only_known_tags_come_out(text: str) -> None:
    for html in (inline(text), blocks(text)):
        assert "<" not in TAG.sub("", html)
        assert ">" not in TAG.sub("", html)
    plain = markup.plain(text)
    assert "\n" not in plain
    assert "\N{WORD JOINER}" not in plain
    assert markup.word_count(text) <= len(text)


def test_plain_is_the_words_alone() -> None:
    assert markup.plain("Say [Bore da]{lang=cy} to us.") == "Say Bore da to us."
    assert markup.plain("**Eat** [meat](https://a.b)\n*daily* [@a], a < b & c.") == "Eat meat daily, a < b & c."


@given(st.text("ab1 .\n-*_[]()@;,<>&\\`!\N{WORD JOINER}", max_size=30) | PIECES)
def test_plain_without_parsing_is_plain_with(text: str) -> None:
    assert markup.plain(text) == markup._parsed(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Take 10 mg, 2,000 micrograms or 1.5 ml.", "Take 10_mg, 2,000_micrograms or 1.5_ml."),
        ("Swallow **2 tablets** [@a]", "Swallow <strong>2_tablets</strong><sup>a</sup>"),
        ("50 % of 3 g", "50_% of 3_g"),
        ("10 mgs, 5 people, B12 and 2 to 4 years", "10 mgs, 5 people, B12 and 2 to 4 years"),
        ("see v1.2 g", "see v1.2 g"),
    ],
)
def test_a_number_stays_with_its_unit(text: str, html: str) -> None:
    assert inline(text).replace("\N{NO-BREAK SPACE}", "_") == html
    assert "\N{NO-BREAK SPACE}" not in markup.plain(text)


def test_word_count() -> None:
    assert markup.word_count("Don't eat **2.5 mg** — of well-known B12 [@a].") == 7
    assert markup.word_count("- – —") == 0
