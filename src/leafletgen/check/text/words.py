"""Word lists: jargon with the plain word, wordy phrases, words that hurt. Data in `styles/words/<language>.yaml`; a library adds its own.

A list is a sequence of entries (`- {term: hypertension, forms: [hypertensive], prefer: high blood pressure}`), a sequence of bare words, or
a mapping of words to what is written instead (`prior to: before`). An entry with `prefer: ok` takes a word off the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from leafletgen.diagnostics import Diagnostic, error, nearest
from leafletgen.model.word_lists import Word as Entry
from leafletgen.source.files import read_file
from leafletgen.source.located import Mapping, Node, Scalar, Sequence, SourceFile
from leafletgen.source.located import Path as NodePath

T = TypeVar("T")

_TOKEN = re.compile(r"[^\W_]+")
_KEYS = tuple(Entry.model_fields)
"""Keys of an entry. `lang` and `source` are for whoever keeps the list."""
_TEXTS = frozenset({"term", "prefer", "note", "locale"})


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: a term in all its forms, and what to write instead."""

    term: str
    prefer: str = ""
    """Wordings to choose from, parted by semicolons."""
    note: str = ""
    context_ok: tuple[str, ...] = ()
    """Phrases in which the term is right, as a name it is part of, in small letters."""
    locale: str = ""
    """Country (`GB`) or locale (`en-GB`) that it holds for; every one where empty."""

    @property
    def wordings(self) -> tuple[str, ...]:
        """What to write instead, each alone."""
        return tuple(wording.strip() for wording in self.prefer.split(";") if wording.strip())

    def holds_in(self, territory: str) -> bool:
        """Whether the entry is meant for ``territory``."""
        return not self.locale or not territory or self.locale.rpartition("-")[2] == territory


@dataclass(frozen=True)
class WordList:
    """The words of one list, found as whole words whatever their case."""

    words: dict[str, Word] = field(default_factory=dict)
    """By every form, in small letters."""
    _patterns: dict[str, re.Pattern[str]] = field(default_factory=dict, repr=False, compare=False)
    """Compiled when a text first holds the key word of a form: most of the list never is."""

    def __contains__(self, word: str) -> bool:
        return word.lower() in self.words

    @cached_property
    def by_key(self) -> dict[str, list[str]]:
        """Every form by its longest word, which fewest texts hold."""
        by_key: dict[str, list[str]] = {}
        for form in sorted(self.words, key=len, reverse=True):
            if tokens := _TOKEN.findall(form):
                by_key.setdefault(max(tokens, key=len), []).append(form)
        return by_key

    @cached_property
    def keys(self) -> frozenset[str]:
        """The words of ``by_key``: two sets meet five times as fast as a set and the keys of a dict."""
        return frozenset(self.by_key)

    def found(self, text: str, tokens: frozenset[str] | None = None, territory: str = "") -> Iterator[tuple[re.Match[str], Word]]:
        """Every hit in ``text`` that does not stand in a phrase where it is right; of two that overlap, the earlier and longer one.

        ``tokens`` are the words of ``text`` in small letters, where the caller has them.
        """
        present = self.keys & (words_of(text) if tokens is None else tokens)
        if not present:
            return
        matches = sorted(
            (match for key in present for match in self._pattern(key).finditer(text)), key=lambda match: (match.start(), -match.end())
        )
        end = 0
        for match in matches:
            word = self.words[" ".join(match.group().lower().replace("’", "'").split())]
            if match.start() >= end and word.holds_in(territory):
                end = match.end()
                if not _in_a_name(text, match, word):
                    yield match, word

    def _pattern(self, key: str) -> re.Pattern[str]:
        if key not in self._patterns:
            forms = "|".join(_spelled(form) for form in self.by_key[key])
            self._patterns[key] = re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)
        return self._patterns[key]


def _spelled(form: str) -> str:
    return r"\s+".join(map(re.escape, form.split())).replace("'", "['’]")


def _in_a_name(text: str, match: re.Match[str], word: Word) -> bool:
    """Whether the hit stands in one of the phrases in which the word is right."""
    if not word.context_ok:
        return False
    phrases = "|".join(_spelled(phrase) for phrase in word.context_ok)
    return any(
        found.start() <= match.start() and match.end() <= found.end() for found in re.finditer(rf"\b(?:{phrases})", text, re.IGNORECASE)
    )


def words_of(text: str) -> frozenset[str]:
    """The words of ``text`` in small letters."""
    return frozenset(_TOKEN.findall(text.lower()))


@dataclass(frozen=True)
class WordLists:
    """Every list of one language by its name, as `jargon` or `stigma`."""

    lists: dict[str, WordList] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with the files; the entries that could be read are there all the same."""
    _last: list[tuple[object, Any]] = field(default_factory=list, repr=False, compare=False)

    def __getitem__(self, name: str) -> WordList:
        return self.lists.get(name, _NOTHING)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What ``make`` makes of the thing ``key``, kept until another thing is asked about: a leaflet's rules run one after another."""
        if not self._last or self._last[0][0] is not key:
            self._last[:] = [(key, make())]
        made: T = self._last[0][1]
        return made


_NOTHING = WordList()


def read_word_lists(language: str, folders: tuple[Path, ...]) -> WordLists:
    """The lists of ``language`` from `styles/words/` of each folder, an earlier folder's entries over a later one's."""
    lists: dict[str, dict[str, Word]] = {}
    found: list[Diagnostic] = []
    name = f"styles/words/{language.split('-')[0]}.yaml"
    for folder in reversed(dict.fromkeys(folders)):
        if (folder / name).exists():
            source, problems = read_file(folder, name)
            found += problems
            _File(source, found).add_to(lists)
    return WordLists({name: WordList(words) for name, words in lists.items()}, tuple(found))


@dataclass(frozen=True, slots=True)
class _File:
    """One file of lists. What cannot be read is said and left out."""

    source: SourceFile
    found: list[Diagnostic]

    def add_to(self, lists: dict[str, dict[str, Word]]) -> None:
        """Lay the file's entries over ``lists``."""
        root = self.source.root
        if root is not None and not isinstance(root, Mapping):
            self.wrong((), "expected lists by their names", "start the file with the name of a list, as `jargon:`")
            return
        known = tuple(lists)
        for name, node in root.entries.items() if root else ():
            if known and name not in known and not name.startswith("abbreviations-ok-"):
                close = nearest(name, known)
                fix = f'did you mean "{close}"?' if close else f"there are: {', '.join(known)}"
                self.wrong((name,), f'there is no word list "{name}"', fix, at_key=True)
                continue
            words = lists.setdefault(name, {})
            for forms, word in self.entries((name,), node):
                for form in forms:
                    if word.prefer == "ok":
                        words.pop(form, None)
                    else:
                        words[form] = word

    def entries(self, path: NodePath, node: Node) -> Iterator[tuple[tuple[str, ...], Word]]:
        """The entries of one list, each with its forms in small letters."""
        if isinstance(node, Mapping):
            for term, value in node.entries.items():
                if prefer := self.text((*path, term), value, "the words to write instead"):
                    yield (_small(term),), Word(term, prefer)
        elif isinstance(node, Sequence):
            for index, item in enumerate(node.items):
                if entry := self.entry((*path, index), item):
                    yield entry
        elif node.text is not None:
            self.wrong(path, "expected a list of words", "start each word with a dash and a space")

    def entry(self, path: NodePath, node: Node) -> tuple[tuple[str, ...], Word] | None:
        """One entry of a list: a word, or a mapping with its `term`."""
        if not isinstance(node, Mapping):
            term = self.text(path, node, "a word, or keys such as `term:` and `prefer:`")
            return ((_small(term),), Word(term)) if term else None
        for key in sorted(node.entries.keys() - set(_KEYS)):
            close = nearest(key, _KEYS)
            fix = f'did you mean "{close}"?' if close else f"its keys are: {', '.join(_KEYS)}"
            self.wrong((*path, key), f'"{key}" is not a key of a word', fix, at_key=True)
        if "term" not in node.entries:
            self.wrong(path, 'a word needs "term"', "add `term:`, the word as it stands in leaflets")
            return None
        texts = {key: self.text((*path, key), value, "text") or "" for key, value in node.entries.items() if key in _TEXTS}
        forms, context = (tuple(map(_small, self.texts((*path, key), node.entries.get(key)))) for key in ("forms", "context_ok"))
        word = Word(texts["term"], texts.get("prefer", ""), texts.get("note", ""), context, texts.get("locale", ""))
        return ((_small(word.term), *forms), word) if word.term else None

    def texts(self, path: NodePath, node: Node | None) -> Iterator[str]:
        """The words of the list ``node``; none where nothing stands there."""
        if isinstance(node, Sequence):
            yield from filter(None, (self.text((*path, index), item, "a word") for index, item in enumerate(node.items)))
        elif node is not None:
            self.wrong(path, f"`{path[-1]}` holds a list", "put the words in square brackets, with commas between them")

    def text(self, path: NodePath, node: Node, expected: str) -> str | None:
        """The text that ``node`` holds, or None and a diagnostic."""
        if isinstance(node, Scalar) and node.text and _TOKEN.search(node.text):
            return node.text
        self.wrong(path, f"expected {expected}", "write it, or remove the line")
        return None

    def wrong(self, path: NodePath, message: str, fix: str, at_key: bool = False) -> None:
        """Keep a diagnostic about the value at ``path``."""
        span = self.source.key_span(path) if at_key else self.source.span(path)
        self.found.append(error("schema-invalid", message, span, fix, self.source.excerpt(span)))


def _small(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())
