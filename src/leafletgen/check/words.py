"""Word lists: jargon with the plain word, wordy phrases, words that hurt. Data in `styles/words/<language>.yaml`, extended by a library's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: a term in all its forms, and what to write instead."""

    term: str
    prefer: str
    note: str = ""
    context_ok: tuple[str, ...] = ()
    """Phrases in which the term is right, as a name it is part of."""


@dataclass(frozen=True)
class WordList:
    """The words of one list, found as whole words whatever their case."""

    words: dict[str, Word] = field(default_factory=dict)
    """By every form, in small letters."""

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        forms = sorted(self.words, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE) if forms else None

    def found(self, text: str) -> Iterator[tuple[re.Match[str], Word]]:
        """Every hit in ``text`` that does not stand in a phrase where it is right."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            word = self.words[re.sub(r"\s+", " ", match.group().lower())]
            around = text.lower()
            allowed = any(
                start <= match.start() and match.end() <= start + len(phrase)
                for phrase in word.context_ok
                for start in (found.start() for found in re.finditer(re.escape(phrase), around))
            )
            if not allowed:
                yield match, word


@dataclass(frozen=True)
class WordLists:
    """Every list of one language by its name, as `jargon` or `stigma`."""

    lists: dict[str, WordList] = field(default_factory=dict)

    def __getitem__(self, name: str) -> WordList:
        return self.lists.get(name, _NOTHING)


_NOTHING = WordList()


def read_word_lists(language: str, folders: tuple[Path, ...]) -> WordLists:
    """The lists of ``language`` from `styles/words/` of each folder, an earlier folder's entries over a later one's.

    A file maps list names to entries: `- {term: hypertension, forms: [hypertensive], prefer: high blood pressure}`; an entry with
    `prefer: ok` takes a word off the list.
    """
    lists: dict[str, dict[str, Word]] = {}
    for folder in reversed(dict.fromkeys(folders)):
        path = folder / "styles" / "words" / f"{language.split('-')[0]}.yaml"
        if path.is_file():
            for name, entries in (yaml.load(path.read_bytes(), Loader=_LOADER) or {}).items():  # noqa: S506 a safe loader
                for entry in entries:
                    _add(lists.setdefault(str(name), {}), entry)
    return WordLists({name: WordList(words) for name, words in lists.items()})


def _add(words: dict[str, Word], entry: dict[str, object]) -> None:
    forms = [str(entry["term"]), *(str(form) for form in _items(entry.get("forms")))]
    context = tuple(str(phrase).lower() for phrase in _items(entry.get("context_ok")))
    word = Word(forms[0], str(entry.get("prefer", "")), str(entry.get("note", "")), context)
    for form in forms:
        if word.prefer == "ok":
            words.pop(form.lower(), None)
        else:
            words[form.lower()] = word


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
