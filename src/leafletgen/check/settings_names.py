"""The names of rules and limits that a library's settings and its own profiles use: a misspelt one would change nothing, unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leafletgen.check.rules import BY_SLUG
from leafletgen.diagnostics import Diagnostic, error, nearest
from leafletgen.source.files import LIBRARY_FILE, read_file
from leafletgen.source.library import Library
from leafletgen.source.located import Mapping, Path, SourceFile

MOST_LISTED = 10
"""Names that a hint lists."""


def settings_problems(library: Library) -> Iterator[Diagnostic]:
    """Rules and limits that `library.yaml` and the library's `styles/profiles.yaml` name and that do not exist, at their places."""
    settings, _ = read_file(library.root, f"leaflets/{LIBRARY_FILE}")
    yield from _unknown(settings, ("check",))
    if (library.root / "styles" / "profiles.yaml").exists():
        profiles, _ = read_file(library.root, "styles/profiles.yaml")
        for name in _keys(profiles, ()):
            yield from _unknown(profiles, (name,))


def _unknown(source: SourceFile, base: Path) -> Iterator[Diagnostic]:
    for slug in _keys(source, (*base, "rules")):
        if slug not in BY_SLUG:
            yield _named(source, (*base, "rules", slug), "rule", BY_SLUG)
    for slug in _keys(source, (*base, "limits")):
        if slug not in BY_SLUG:
            yield _named(source, (*base, "limits", slug), "rule", BY_SLUG)
            continue
        for limit in _keys(source, (*base, "limits", slug)):
            if limit not in BY_SLUG[slug].limits:
                yield _named(source, (*base, "limits", slug, limit), f'limit of "{slug}"', BY_SLUG[slug].limits)


def _keys(source: SourceFile, path: Path) -> tuple[str, ...]:
    node = source.find(path)
    return tuple(node.entries) if isinstance(node, Mapping) else ()


def _named(source: SourceFile, path: Path, what: str, names: Iterable[str]) -> Diagnostic:
    span, name = source.key_span(path), str(path[-1])
    close = nearest(name, names)
    fix = f'did you mean "{close}"?' if close else _choice(tuple(names))
    return error("schema-invalid", f'there is no {what} "{name}"', span, fix, source.excerpt(span))


def _choice(names: tuple[str, ...]) -> str:
    if not names:
        return "take it out: the rule has no limits"
    return f"there are: {', '.join(names)}" if len(names) <= MOST_LISTED else "`leafletgen check --list` prints them"
