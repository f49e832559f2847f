"""Word lists: what is found in a text, what a library adds, and what a broken file of words says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.builtin import builtin_folder
from leafletgen.check.text.words import Word, WordList, WordLists, read_word_lists

HIGH = Word("hypertension", "high blood pressure")


def found(words: dict[str, Word], text: str, territory: str = "") -> list[str]:
    return [match.group() for match, _ in WordList(words).found(text, territory=territory)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Hypertension, and HYPERTENSION.", ["Hypertension", "HYPERTENSION"]),
        ("hypertensions, non-hypertension, hypertension-like", []),
        ("(hypertension)", ["hypertension"]),
        ("", []),
    ],
)
def test_words_are_found_whole_whatever_their_case(text: str, hits: list[str]) -> None:
    assert found({"hypertension": HIGH}, text) == hits


def test_a_phrase_is_found_over_lines() -> None:
    assert found({"in order to": Word("in order to", "to")}, "Rest in  order\nto heal.") == ["in  order\nto"]


def test_either_apostrophe_is_found() -> None:
    assert found({"crohn's": Word("crohn's")}, "Crohn’s and Crohn's") == ["Crohn’s", "Crohn's"]


def test_of_two_that_overlap_the_longer_one_is_found() -> None:
    words = {"infarction": Word("infarction"), "myocardial infarction": Word("myocardial infarction")}
    assert found(words, "myocardial infarction, infarction") == ["myocardial infarction", "infarction"]


def test_a_word_is_right_within_a_name() -> None:
    words = {"acute": Word("acute", "sudden", context_ok=("acute ward",))}
    assert found(words, "Acute pain on the acute ward, the acute\nwards") == ["Acute"]


@pytest.mark.parametrize(("locale", "territory", "hits"), [("GB", "US", 0), ("en-GB", "GB", 1), ("", "US", 1), ("GB", "", 1)])
def test_a_word_may_hold_for_one_country(locale: str, territory: str, hits: int) -> None:
    assert len(found({"tap": Word("tap", "faucet", locale=locale)}, "the tap", territory)) == hits


def test_what_is_made_for_a_leaflet_is_made_once() -> None:
    lists, made = WordLists(), []
    one, other = ("a",), ("b",)
    for key in (one, one, other, one):
        lists.once(key, lambda key=key: made.append(key))  # type: ignore[misc]
    assert made == [one, other, one]


def write(folder: Path, text: str) -> Path:
    path = folder / "styles" / "words" / "en.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return folder


def test_the_built_in_lists_read_without_a_problem() -> None:
    lists = read_word_lists("en-GB", (builtin_folder(),))
    assert lists.diagnostics == ()
    assert len({word.term for word in lists["jargon"].words.values()}) >= 320
    assert all(word.wordings or word.note for word in lists["jargon"].words.values())
    assert "ON" in lists["capital-words"]


def test_no_word_is_both_offered_and_reported_as_wordy() -> None:
    words = read_word_lists("en", (builtin_folder(),))["wordy"]
    offered = {word.prefer for word in words.words.values()}
    assert {text for text in offered if any(words.found(text))} == set()


def test_a_language_without_lists_has_none() -> None:
    lists = read_word_lists("cy", (builtin_folder(),))
    assert lists.lists == {}
    assert lists["jargon"].words == {}


def test_a_library_adds_replaces_and_takes_off(tmp_path: Path) -> None:
    own = """
        jargon:
          - {term: oedema, prefer: ok}
          - {term: hypertension, prefer: raised pressure}
          - {term: cannulae mundi, forms: [cannula mundi], prefer: drip, locale: GB, lang: en, source: us, note: ask}
        wordy: {prior to: ahead of}
        abbreviations-ok: [RVH]
        abbreviations-ok-FR: [SAMU]
    """
    lists = read_word_lists("en", (write(tmp_path, own), builtin_folder()))
    assert lists.diagnostics == ()
    jargon = lists["jargon"].words
    assert "oedema" not in jargon
    assert "oedematous" in jargon
    assert jargon["hypertension"].wordings == ("raised pressure",)
    assert jargon["cannula mundi"] == Word("cannulae mundi", "drip", "ask", (), "GB")
    assert lists["wordy"].words["prior to"].prefer == "ahead of"
    assert "RVH" in lists["abbreviations-ok"]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("jargn: [a]", 1, 1, 'there is no word list "jargn"'),
        ("jargon: hypertension", 1, 9, "expected a list of words"),
        ("- a", 1, 1, "expected lists by their names"),
        ("jargon:\n  - {forms: [a], prefer: b}", 2, 5, 'a word needs "term"'),
        ("jargon:\n  - {term: a, prefr: b}", 2, 15, '"prefr" is not a key of a word'),
        ("jargon:\n  - {term: [a], prefer: b}", 2, 12, "expected text"),
        ("jargon:\n  - {term: a, forms: b}", 2, 22, "`forms` holds a list"),
        ("jargon:\n  - {term: a, forms: [b, [c]]}", 2, 26, "expected a word"),
        ("jargon:\n  - [a]", 2, 5, "expected a word, or keys such as `term:` and `prefer:`"),
        ("wordy:\n  prior to:", 2, 12, "expected the words to write instead"),
        ("wordy:\n  prior to: [before]", 2, 13, "expected the words to write instead"),
        ('jargon:\n  - "!!!"', 2, 5, "expected a word, or keys such as `term:` and `prefer:`"),
    ],
)
def test_a_broken_file_is_said_at_its_place_and_costs_itself_only(tmp_path: Path, text: str, line: int, column: int, message: str) -> None:
    lists = read_word_lists("en", (write(tmp_path, text), builtin_folder()))
    assert [(d.rule, d.span.file, d.span.line, d.span.column, d.message) for d in lists.diagnostics] == [
        ("schema-invalid", "styles/words/en.yaml", line, column, message)
    ]
    assert "hypertension" in lists["jargon"].words


@pytest.mark.parametrize("text", ["", "jargon: [a", "jargon:\n\t- a", "jargon: *x", "jargon:\n  - {term: a}\njargon: []\n"])
def test_a_file_that_is_no_yaml_is_said(tmp_path: Path, text: str) -> None:
    lists = read_word_lists("en", (write(tmp_path, text), builtin_folder()))
    assert len(lists.diagnostics) == 1
    assert lists.diagnostics[0].fix


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["jargon", "term", "forms", "prefer", "context_ok", "wordy"]), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_no_file_of_words_stops_the_reading(tmp_path_factory: pytest.TempPathFactory, data: object) -> None:
    import yaml

    folder = write(tmp_path_factory.mktemp("words"), yaml.safe_dump(data))
    assert "hypertension" in read_word_lists("en", (folder, builtin_folder()))["jargon"].words or "hypertension" in str(data)
