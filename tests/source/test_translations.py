"""Translations are read as gettext tools write them; what cannot be read is told at its line, and nothing hostile comes through."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.source.translations import MAX_BYTES, Translation, language_problem, read_translation, translation_files

HEAD = """\
# Polish, for the front desk.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: pl\\n"
"Last-Translator: Anna Nowak <anna.nowak@riverside.example>\\n"
"X-Source-Version: 1.0\\n"
"X-Reviewed-By: Jan Kowalski, a nurse with a very long title that Poedit breaks "
"over two lines\\n"
"X-Translation-Method: human\\n"

"""

BODY = """\
#. heading
#: sections/0/heading
msgid "A heading"
msgstr "Nagłówek"

#: sections/0/content/0/text
#, fuzzy
#| msgid "Some old words."
msgid ""
"Some words, \\"quoted\\". "
"[@nice-ng239]"
msgstr "Kilka słów."

msgctxt "sections/1/heading"
msgid "A heading"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Nie ma"
"""


def write(root: Path, text: str | bytes, language: str = "pl", leaflet: str = "a") -> Path:
    path = root / "leaflets" / "translations" / language / f"{leaflet}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def whole(root: Path) -> Translation:
    translation, problems = read_translation(root, "pl", "a")
    assert not problems
    assert translation is not None
    return translation


def test_header_fields_and_their_lines(tmp_path: Path) -> None:
    translation = whole(write(tmp_path, HEAD + BODY))
    assert translation.said("X-Source-Version") == "1.0"
    assert translation.said("x-reviewed-by") == "Jan Kowalski, a nurse with a very long title that Poedit breaks over two lines"
    assert [translation.field_span(name).line for name in ("Language", "X-Reviewed-By", "X-Translation-Method", "X-None")] == [5, 8, 10, 2]


def test_entries_and_their_lines(tmp_path: Path) -> None:
    found = [(e.text, e.translation, e.fuzzy, e.context, e.line) for e in whole(write(tmp_path, HEAD + BODY)).entries]
    assert found == [
        ("A heading", "Nagłówek", False, "", 14),
        ('Some words, "quoted". [@nice-ng239]', "Kilka słów.", True, "", 20),
        ("A heading", "", False, "sections/1/heading", 26),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_windows_tools(tmp_path: Path, end: str, mark: str) -> None:
    translation = whole(write(tmp_path, mark + (HEAD + BODY).replace("\n", end)))
    assert translation.entries[0].translation == "Nagłówek"
    assert translation.entries[-1].line == 26


@pytest.mark.skipif(not shutil.which("msgcat"), reason="gettext is not there")
def test_gettext_keeps_what_is_read(tmp_path: Path) -> None:
    before = whole(write(tmp_path, HEAD + BODY))
    path = tmp_path / before.name
    again = subprocess.run(["msgcat", "--width=60", str(path)], capture_output=True, check=True).stdout
    after = whole(write(tmp_path, again))
    assert {name: field.value for name, field in after.fields.items()} == {name: field.value for name, field in before.fields.items()}
    assert [(e.text, e.translation, e.fuzzy, e.context) for e in after.entries] == [
        (e.text, e.translation, e.fuzzy, e.context) for e in before.entries
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (HEAD + 'msgid "A\nmsgstr ""\n', 12, "is not gettext PO"),
        (HEAD + "msgid A\n", 12, "is not gettext PO"),
        (HEAD + 'msgid "A"\n\nmsgid "B"\nmsgstr "C"\n', 12, "missing msgstr"),
        (HEAD + '"loose"\nmsgstr "C"\n' + "<<<<<<< HEAD\n", 14, "is not gettext PO"),
        (HEAD + BODY + 'msgid "A heading"\nmsgstr "Inny"\n', 31, "an entry already, on line 14"),
        ('msgid "A"\nmsgstr "B"\n', 1, "no header"),
        ("", 1, "no header"),
        (HEAD.replace("UTF-8", "ISO-8859-2"), 4, "says ISO-8859-2"),
        ((HEAD + 'msgid "A"\nmsgstr "Nagłówek"\n').encode("iso-8859-2"), 13, "byte 0xb3"),
        (b"x" * (MAX_BYTES + 2), 1, "larger than 4 MiB"),
        (HEAD + 'msgid "A"\nmsgid_plural "B"\nmsgstr[7] "C"\n', 12, "num_plurals"),
        ('msgstr "A"\n', 1, "no header"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_what_cannot_be_read_is_told_at_its_line(tmp_path: Path, text: str | bytes, line: int, words: str) -> None:
    translation, (problem,) = read_translation(write(tmp_path, text), "pl", "a")
    assert translation is None
    assert problem.rule == "po-unreadable"
    assert (problem.span.file, problem.span.line) == ("leaflets/translations/pl/a.po", line)
    assert words in problem.message
    assert problem.fix


def test_a_file_that_is_a_link_out_of_the_library(tmp_path: Path) -> None:
    root = write(tmp_path / "library", HEAD)
    (root / "leaflets" / "translations" / "pl" / "b.po").symlink_to("/etc/hostname")
    translation, (problem,) = read_translation(root, "pl", "b")
    assert translation is None
    assert "leads out of the library" in problem.message


def test_every_file_is_listed(tmp_path: Path) -> None:
    assert translation_files(tmp_path) == ()
    for language, leaflet in (("pl", "b"), ("cy", "a"), ("pl", "a")):
        write(tmp_path, HEAD, language, leaflet)
    (tmp_path / "leaflets" / "translations" / "pl" / "a.mo").touch()
    assert translation_files(tmp_path) == (("cy", "a"), ("pl", "a"), ("pl", "b"))


@pytest.mark.parametrize("tag", ["pl", "cy", "pt-BR", "zh-Hant", "zh-Hant-HK", "rom", "sr-Latn", "ckb"])
def test_languages_that_there_are(tag: str) -> None:
    assert language_problem(tag) == ""


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("xx", "use a tag"),
        ("polish", '"pl"'),
        ("Welsh", '"cy"'),
        ("pt_BR", '"pt-BR"'),
        ("pt-XX", '"XX"'),
        ("und", "use a tag"),
        ("", "use a tag"),
    ],
)
def test_languages_that_there_are_not(tag: str, hint: str) -> None:
    assert hint in language_problem(tag)


PIECES = st.sampled_from(
    ['msgid ""', 'msgstr ""', 'msgid "A"', 'msgstr "B"', 'msgstr[0] "B"', 'msgstr[9] "B"', 'msgctxt "c"', 'msgid_plural "P"', '"more\\n"',
     '"\\x"', "#, fuzzy", "#~ msgid \"O\"", "#~", "#: a:b:c", "#: \u2068x", "", "junk", '"Content-Type: text/plain; charset=utf-16\\n"']
)  # fmt: skip


@given(st.lists(PIECES, max_size=12), st.binary(max_size=6))
def test_nothing_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, pieces: list[str], end: bytes) -> None:
    root = write(tmp_path_factory.getbasetemp() / "po", "\n".join(pieces).encode() + end)
    translation, problems = read_translation(root, "pl", "a")
    assert (translation is None) == bool(problems)
    assert {problem.rule for problem in problems} <= {"po-unreadable"}
