"""Translations: whether each still says what the leaflet says, whether people stand behind it, and whether it belongs to anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten

from leafletgen.check.library_subject import LibrarySubject
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.passages import Passage
from leafletgen.diagnostics import Severity, Span, nearest
from leafletgen.model.digest import unwrapped
from leafletgen.source.library import Library
from leafletgen.source.translations import FOLDER, Entry, Translation, language_problem, read_translation, translation_files


@dataclass(frozen=True)
class TranslationSubject:
    """One leaflet and its translation into one language."""

    subject: Subject
    translation: Translation

    @cached_property
    def passages(self) -> dict[str, list[Passage]]:
        """The leaflet's texts that are translated, by their words on one line."""
        found: dict[str, list[Passage]] = {}
        for passage in self.subject.passages:
            if passage.path[0] != "withdrawn":
                found.setdefault(_key(passage.markdown), []).append(passage)
        return found

    def at(self, line: int, message: str, fix: str) -> Finding:
        """A finding about a line of the PO file."""
        return Finding(message=message, span=self.translation.span(line), fix=fix)


def translation_stale(subject: TranslationSubject, limits: Limits) -> Iterator[Finding]:
    """A translation of another version, or one that lacks, doubts or still holds texts that the leaflet has or had."""
    yield from _other_version(subject)
    done: set[tuple[str, str]] = set()
    for entry in subject.translation.entries:
        places = [_place(passage) for passage in subject.passages.get(_key(entry.text), ())]
        if not places or (entry.context and entry.context not in places):
            words = f"{_short(entry.text)} is not in the leaflet any more"
            yield subject.at(entry.line, words, "take the entry out, or translate what stands there now")
            continue
        done.add((_key(entry.text), entry.context))
        if problem := _undone(entry):
            yield subject.at(entry.line, f"{_short(entry.text)} {problem}", "have it translated and looked over")
    yield from _missing(subject, done)


def _other_version(subject: TranslationSubject) -> Iterator[Finding]:
    said, version = subject.translation.said("X-Source-Version"), subject.subject.leaflet.version
    if said != version:
        span = subject.translation.field_span("X-Source-Version")
        what = f"is of version {said}" if said else "does not say which version it is of"
        fix = f"compare the texts, then set X-Source-Version: {version}"
        yield Finding(
            message=f"this translation {what}; the leaflet is at version {version}", span=span, fix=fix, value=said, limit=version
        )


def _missing(subject: TranslationSubject, done: set[tuple[str, str]]) -> Iterator[Finding]:
    file = subject.subject.source.name
    for key, passages in subject.passages.items():
        if (key, "") in done:
            continue
        for passage in passages:
            if (key, _place(passage)) not in done:
                line = subject.subject.source.span(passage.path).line
                message = f"{_short(passage.markdown)} has no entry (line {line} of {file})"
                yield subject.at(subject.translation.header_line, message, "add the text, and have it translated")
                break


def _undone(entry: Entry) -> str:
    if entry.fuzzy:
        return "is marked as fuzzy: nobody has said that its translation is right"
    return "" if entry.translation.strip() else "is not translated"


def _place(passage: Passage) -> str:
    return "/".join(map(str, passage.path))


def _key(text: str) -> str:
    return unwrapped(text.strip())


def _short(text: str) -> str:
    return f'"{shorten(text, 50, placeholder="...")}"'


_NOBODY = re.compile(r"(?i)\s*(?:full name\b.*|automatically generated\b.*|unknown|none|n/?a|tbc|todo|nobody|\W*)\s*")
"""What tools put where a name belongs."""
_PROGRAM = re.compile(r"(?i)\b(?:google|deepl|chatgpt|gpt|openai|copilot|gemini|claude|bing|machine|translator bot|automatic\w*|AI)\b")


def translation_unreviewed(subject: TranslationSubject, limits: Limits) -> Iterator[Finding]:
    """Nobody named as translator or reviewer, or a program's words that no person has compared."""
    translation = subject.translation
    method = translation.said("X-Translation-Method").lower()
    translator, reviewer = _named(translation, "Last-Translator"), _named(translation, "X-Reviewed-By")
    if method not in ("human", "machine"):
        message = f'"{method}" is no way of translating' if method else "this does not say whether a person or a program translated"
        yield _field(translation, "X-Translation-Method", message, "set X-Translation-Method: human, or machine")
    if not translator and method != "machine":
        yield _field(translation, "Last-Translator", "nobody is named as the translator", "set Last-Translator: to the name")
    by_program = method == "machine" or bool(_PROGRAM.search(translator))
    if not reviewer or (by_program and _PROGRAM.search(reviewer)):
        message = "a program translated this, and no person has compared it" if by_program else "nobody is named as the reviewer"
        fix = "have somebody who speaks both languages compare the texts, and set X-Reviewed-By: to their name"
        yield _field(translation, "X-Reviewed-By", message, fix)


def _named(translation: Translation, field: str) -> str:
    said = translation.said(field)
    return "" if _NOBODY.fullmatch(said) else said


def _field(translation: Translation, field: str, message: str, fix: str) -> Finding:
    return Finding(message=message, span=translation.field_span(field), fix=fix)


def translation_stray(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """A translation of a leaflet, or into a language, that does not exist; and such a language in the settings."""
    library = subject.library
    for index, language in enumerate(library.settings.languages):
        if fix := language_problem(language):
            yield Finding(path=("languages", index), message=f'there is no language "{language}"', fix=fix)
    seen: set[str] = set()
    for language, leaflet in translation_files(library.root):
        name = f"{FOLDER}/{language}/{leaflet}.po"
        if language not in seen:
            seen.add(language)
            yield from _stray_folder(library, language, Span(name))
        if leaflet not in library.names:
            close = nearest(leaflet, library.names)
            hint = f'did you mean "{close}"?' if close else f"take {name} out"
            yield Finding(span=Span(name), message=f'there is no leaflet "{leaflet}" to translate', fix=hint)
        translation, _ = read_translation(library.root, language, leaflet)
        said = translation.said("Language").replace("_", "-") if translation else ""
        if translation and said and said.lower() != language.lower():
            yield _field(translation, "Language", f'the header says "{said}", and the folder "{language}"', "correct one of the two")


def _stray_folder(library: Library, language: str, first: Span) -> Iterator[Finding]:
    if fix := language_problem(language):
        yield Finding(span=first, message=f'the folder "{language}" is named after no language', fix=fix)
    elif language == library.settings.languages[0]:
        message = f"leaflets are written in {language}, so there is nothing to translate"
        yield Finding(span=first, message=message, fix="name the folder after the language of the translation")


RULES = (
    Rule(
        slug="po-unreadable",
        stage="read",
        severity=Severity.ERROR,
        reason="A translation that cannot be read whole would print half a leaflet.",
        basis="[P]",
        example='msgid "When should I get help?\nmsgstr ""',
        mend='msgid "When should I get help?"\nmsgstr "Kiedy szukać pomocy?"',
    ),
    Rule(
        slug="translation-stale",
        stage="translation",
        severity=Severity.ERROR,
        reason="Two readers of one leaflet must not be told different things because one of them reads another language.",
        basis="NHS-S",
        example='"X-Source-Version: 1.0\\n"   # and the leaflet is at version 1.1',
        mend='"X-Source-Version: 1.1\\n"   # once every text has been compared',
        check=translation_stale,
    ),
    Rule(
        slug="translation-unreviewed",
        stage="translation",
        severity=Severity.ERROR,
        reason="Nobody on the ward can tell whether a translation is right, so somebody else must have looked.",
        basis="NHS-S, 45 CFR 92.201",
        example='"X-Translation-Method: machine\\n"',
        mend='"X-Translation-Method: machine\\n"\n"X-Reviewed-By: Jan Kowalski, RGN\\n"',
        check=translation_unreviewed,
    ),
    Rule(
        slug="translation-stray",
        stage="library",
        severity=Severity.ERROR,
        reason="A translation of nothing, or into no language, is work that no reader ever sees.",
        basis="[P]",
        example="leaflets/translations/polish/b12-questions.po",
        mend="leaflets/translations/pl/b12-questions.po",
        check=translation_stray,
    ),
)
