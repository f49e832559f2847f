"""Words of a value are found in its file however YAML lets it be written."""

from __future__ import annotations

import pytest

from leafletgen.source.located import Scalar, read_source
from leafletgen.source.words_at import occurrence_of

SINGLE = """\
a: 'Don''t stop. You can''t, and you don''t.'
"""
DOUBLE = """\
a: "Say \\"no\\" and \\"yes\\"; C:\\\\x it \\
  goes on"
"""
FOLDED = """\
a: >-
  Don't stop
  the tablets.
  Don't.
"""
PLAIN = """\
a: [Don't, a thing, the thing, thing]   # the thing
"""


@pytest.mark.parametrize(
    ("text", "path", "needle", "occurrence", "place"),
    [
        (SINGLE, ("a",), "Don't stop", 0, (1, 5, 1, 16)),
        (SINGLE, ("a",), "can't", 0, (1, 22, 1, 28)),
        (SINGLE, ("a",), "you don't", 0, (1, 34, 1, 44)),
        (DOUBLE, ("a",), 'Say "no"', 0, (1, 5, 1, 15)),
        (DOUBLE, ("a",), '"yes"', 0, (1, 20, 1, 27)),
        (DOUBLE, ("a",), "C:\\x", 0, (1, 29, 1, 34)),
        (DOUBLE, ("a",), "it goes on", 0, (1, 35, 2, 10)),
        (FOLDED, ("a",), "stop the tablets", 0, (2, 9, 3, 14)),
        (FOLDED, ("a",), "Don't", 1, (4, 3, 4, 8)),
        (PLAIN, ("a", 0), "Don't", 0, (1, 5, 1, 10)),
        (PLAIN, ("a", 1), "thing", 0, (1, 14, 1, 19)),
        (PLAIN, ("a", 2), "thing", 0, (1, 25, 1, 30)),
        (PLAIN, ("a", 1), "the thing", 0, (1, 12, 1, 19)),  # stands in its neighbour only: the value's own place
        (PLAIN, ("a", 3), "thing", 1, (1, 32, 1, 37)),
    ],
)
def test_words_are_found(text: str, path: tuple[str | int, ...], needle: str, occurrence: int, place: tuple[int, int, int, int]) -> None:
    source, problems = read_source("a.yaml", text.encode())
    assert not problems
    span = source.span_of_text(needle, path, occurrence)
    assert (span.line, span.column, span.end_line, span.end_column) == place


@pytest.mark.parametrize("text", [SINGLE, DOUBLE, FOLDED])
def test_occurrences_are_counted_alike_in_the_value_and_in_the_file(text: str) -> None:
    source, _ = read_source("a.yaml", text.encode())
    node = source.find(("a",))
    assert isinstance(node, Scalar)
    value = node.text or ""
    columns = []
    for start in (index for index, sign in enumerate(value) if value.startswith("t", index) and not value[index + 1 : index + 2].isalpha()):
        span = source.span_of_text("t", ("a",), occurrence_of("t", value, start))
        columns.append((span.line, span.column))
    assert columns == sorted(set(columns))


@pytest.mark.parametrize(
    ("needle", "text", "start", "occurrence"),
    [
        ("stop", "stopping is no stop, but a full stop", 32, 1),  # not within a word
        ("and on", "on and  on and\non and on", 18, 2),  # whatever white space there is; found one after another
        ("aa aa", "aa aa aa aa", 6, 1),
        ("(a+b) [c]", "(a+b) [c] (a+b) [c]", 10, 1),  # signs that patterns would take for their own
        ("", "nothing to look for", 3, 0),
    ],
)
def test_which_of_several_it_is(needle: str, text: str, start: int, occurrence: int) -> None:
    assert occurrence_of(needle, text, start) == occurrence
