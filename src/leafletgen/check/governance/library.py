"""The library as a whole: codes and versions that mean one thing only, and a disclaimer that says what it must."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.check.library_subject import LibrarySubject
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.diagnostics import Severity, Span
from leafletgen.html.locale import Messages, MissingMessage
from leafletgen.html.markup import plain

_POINTS = (
    ("that it is not a diagnosis or medical advice", r"\bnot\b[^.]{0,60}\b(?:diagnos\w+|advice)|general (?:information|advice|guidance)"),
    ("that it does not replace a talk with a professional", r"\breplace|\bsubstitute|\binstead of\b|in place of|take the place"),
    ("what to do in an emergency", r"emergenc|\burgent|\b(?:999|911|112|000|111)\b"),
)
"""What the full disclaimer must say, as the default does."""


def id_missing(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """Two leaflets with one printed reference. (Without `code` a leaflet prints its file's name, which is its own.)"""
    first: dict[str, str] = {}
    for name, leaflet in sorted(subject.leaflets.items()):
        code = (leaflet.leaflet.code or name).casefold()
        if code in first:
            yield Finding(
                span=leaflet.source.span(("code",)),
                message=f'the code "{leaflet.leaflet.code or name}" is that of "{first[code]}" too',
                fix="give one of the two leaflets another code",
            )
        first.setdefault(code, name)


def version_missing(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """Content that changed after its version was approved, under the same version. The reader reports a version that is not there."""
    for leaflet in subject.leaflets.values():
        version = leaflet.leaflet.version
        if leaflet.leaflet.withdrawn is None and version in _approved_otherwise(leaflet):
            yield Finding(
                span=leaflet.source.span(("version",)),
                message=f"the content has changed since version {version} was approved, and the version has not",
                fix=f"set a new version, as {_next(version)}, so that two texts never carry one version",
            )


def _approved_otherwise(leaflet: Subject) -> set[str]:
    """Versions that somebody signed with another content."""
    return {
        approval.version
        for approval in leaflet.library.approvals
        if (approval.leaflet, approval.language) == (leaflet.name, leaflet.language) and approval.digest != leaflet.digest
    }


def _next(version: str) -> str:
    head, _, last = version.rpartition(".")
    return f"{head}.{int(last) + 1}" if head else f"{version}.1"


def disclaimer_missing(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """A language in which leaflets are built and nobody has said what they do not promise."""
    for index, language in enumerate(subject.library.settings.languages):
        if disclaimer(subject, language) is None:
            yield Finding(
                path=("languages", index),
                message=f'there is no disclaimer in the language "{language}"',
                fix=f"add `disclaimer: {{{language}: {{short: ..., full: ...}}}}` here, or the messages of that language",
            )


def disclaimer_weakened(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """A disclaimer of the library's own that leaves out what the default says."""
    for language in subject.library.settings.languages:
        said = disclaimer(subject, language)
        if said is None:
            continue
        span, full = said
        words = len(full.split())
        lacking = [point for point, pattern in _POINTS if not re.search(pattern, full, re.IGNORECASE)] if language.startswith("en") else []
        if lacking:
            yield Finding(
                span=span,
                message=f"the disclaimer does not say {', nor '.join(lacking)}",
                fix="add it, or take the library's own disclaimer out to use the default",
                severity=Severity.ERROR if len(lacking) == len(_POINTS) else None,
            )
        elif words < limits["words"]:
            yield Finding(
                span=span,
                message=f"the disclaimer has {words} words, fewer than {limits['words']:g}",
                fix="say that it is not a diagnosis, does not replace a talk with a professional, and what to do in an emergency",
                value=words,
                limit=limits["words"],
            )


def disclaimer(subject: LibrarySubject, language: str) -> tuple[Span, str] | None:
    """The full disclaimer that a language's leaflets print, with its place; None where there is none."""
    settings = subject.library.settings
    if language in settings.disclaimer:
        return subject.source.span(("disclaimer", language, "full")), plain(settings.disclaimer[language].full)
    folders = tuple(folder / "templates" / "messages" for folder in subject.folders)
    try:
        text = str(Messages(language, language, folders).text("disclaimer-full", number="112"))
    except MissingMessage:
        return None
    return _message_span(subject, language), text


def _message_span(subject: LibrarySubject, language: str) -> Span:
    name = f"templates/messages/{language}.po"
    for folder in subject.folders:
        lines = (folder / name).read_text("utf-8").splitlines() if (folder / name).is_file() else []
        if 'msgid "disclaimer-full"' in lines:
            return Span(name, lines.index('msgid "disclaimer-full"') + 1)
    return Span(name)


RULES = (
    Rule(
        slug="id-missing",
        stage="library",
        severity=Severity.ERROR,
        reason="Two leaflets with one code cannot be told apart when one is recalled.",
        basis="POL",
        example="code: B12-01   # in two leaflets",
        mend="code: B12-02",
        check=id_missing,
    ),
    Rule(
        slug="version-missing",
        stage="library",
        severity=Severity.ERROR,
        reason="Two texts under one version: nobody can tell which one a patient holds.",
        basis="NHS-S, POL",
        example='version: "1.0"   # approved, and the text has changed since',
        mend='version: "1.1"',
        check=version_missing,
    ),
    Rule(
        slug="disclaimer-missing",
        stage="library",
        severity=Severity.ERROR,
        reason="Every leaflet must say what it is not: a diagnosis, or a reason to put off getting help.",
        basis="[P]",
        example="languages: [en, eo]   # and no words in Esperanto",
        mend="disclaimer: {eo: {short: ..., full: ...}}",
        check=disclaimer_missing,
    ),
    Rule(
        slug="disclaimer-weakened",
        stage="library",
        severity=Severity.WARNING,
        reason="A library may say it in its own words, but must not say less.",
        basis="[P]",
        example="disclaimer: {en: {short: For information only., full: For information only.}}",
        mend="disclaimer:\n  en:\n    short: General information, not personal medical advice.\n    full: >-\n"
        "      This is general information, not a diagnosis. It does not replace a talk with someone who knows you.\n"
        "      In an emergency, call 999.",
        check=disclaimer_weakened,
        limits={"words": 20},
    ),
)
