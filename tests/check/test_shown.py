"""Words as printed lead back to the words as typed, and sentences end where a reader hears them end."""

from __future__ import annotations

import re
import time

import pytest

from leafletgen.check.readability.sentences import line
from leafletgen.check.text.passages import Passage
from leafletgen.check.text.shown import shown
from leafletgen.source.located import read_source


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Take **5 mg** a day. [@guide-2024, p. 2-4] Rest.", "Take 5 mg a day. Rest."),
        ("See [the page](https://example.org/2-4) now", "See the page now"),
        (r"Take 5\*2 and _rest_ snake_case", "Take 5*2 and rest snake_case"),
        ("See www.example.org/2-4 or a.b-1@c.example", "See ___________________ or _______________"),
        ("Ring 01632 960 123 or (312) 555-1234", "Ring _____________ or ______________"),
    ],
)
def test_printed_words(markdown: str, text: str) -> None:
    assert [run.text for run in shown(Passage(("summary",), markdown, "summary"))] == [text]


def test_paragraphs_and_list_items_are_runs() -> None:
    runs = shown(Passage(("x",), "One\nline.\n\nTwo.\n- Three\n- Four\n1. Five", "paragraph"))
    assert [run.text for run in runs] == ["One\nline.", "Two.", "Three", "Four", "Five"]


def test_the_sentence_around_a_place() -> None:
    (run,) = shown(Passage(("x",), "Take **2.5** mg at 5.30pm with Dr. Shah. Is it safe? Yes.", "summary"))
    assert run.sentence(run.text.index("safe")) == "Is it safe?"
    assert [run.text[start:end] for start, end in run.sentences()] == ["Take 2.5 mg at 5.30pm with Dr. Shah.", "Is it safe?", "Yes."]


FOLDED = """\
summary: >-
  Take 15 mg at noon. [@guide-2024, p. 5
  mg] Take **5
  mg** at night, and see [5 mg](https://example.org/5).
"""


def test_a_match_is_found_in_the_file() -> None:
    source, _ = read_source("leaflet.yaml", FOLDED.encode())
    markdown = "Take 15 mg at noon. [@guide-2024, p. 5 mg] Take **5 mg** at night, and see [5 mg](https://example.org/5)."
    (run,) = shown(Passage(("summary",), markdown, "summary"))
    places = []
    for match in re.finditer(r"(?<!\d)5\s+mg", run.text):
        finding = run.finding(match.span(), "wrong", "mend it")
        span = source.span_of_text(finding.needle, finding.path, finding.occurrence)
        places.append((span.line, span.column, span.end_line, span.end_column))
    assert places == [(3, 14, 4, 5), (4, 27, 4, 31)]


@pytest.mark.parametrize("piece", ["](", "[", "*", "_", "\\", ".", "! ", "\n ", "- ", "0", "0 ", "a.", "a-", "@", "+1 ", "(0"])
def test_a_long_run_of_one_sign_takes_no_long_time(piece: str) -> None:
    began = time.perf_counter()
    for run in shown(Passage(("x",), piece * 40_000, "paragraph")):
        run.sentences()
    assert time.perf_counter() - began < 2


def test_words_in_another_language_are_not_judged_by_the_rules_of_this_one() -> None:
    passage = Passage(("a",), "Say [Bore da i chi]{lang=cy} to **staff**. Take 5.0 mg.", "paragraph")
    (run,) = shown(passage)
    assert run.text.replace("\N{WORD JOINER}", "") == "Say  to staff. Take 5.0 mg."
    start = run.text.index("5.0 mg")
    assert run.needle((start, start + 6)) == ("5.0 mg", 0)
    assert [sentence.words for sentence in line(passage.markdown).sentences] == [("Say", "to", "staff"), ("Take", "5.0", "mg")]
