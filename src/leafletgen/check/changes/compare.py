"""What changed between two versions of a leaflet's content, for a clinician to read: numbers and doses first, then word by word.

Whatever makes the content digests differ is in the list, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any, Literal

from leafletgen.check.changes.matching import match, moved, said
from leafletgen.check.changes.places import label, place
from leafletgen.check.changes.words_diff import citation_changes, edits, negation_changes, number_changes
from leafletgen.diagnostics import Span
from leafletgen.model.citation import without_citations
from leafletgen.model.digest import Content
from leafletgen.source.located import Path, SourceFile

Kind = Literal["number", "negation", "field", "words", "added", "removed", "moved", "citation", "picture", "reference", "form"]

_SAFETY = {"allergens", "may_contain", "diets"}
"""Lists of a food whose changes are said before other words."""

MOST_QUOTED = 240
"""Characters of an added or removed piece that are quoted."""

_AMOUNTS = {"amount": "", "per_100g": "", "grams": "g", "ml": "ml", "lines": "lines"}
"""Fields that hold a number, with its unit; those without have the unit of their table."""

_FIELDS = {"title", "version", "owner", "published", "review_by", "code", "kind", "topic", "funding", "url", "phone", "email", "web"}
_CHOICES = {"tone", "call", "sort", "on", "replaced_by", "contact", "qr", "credit"}
"""Values that changed as a whole, not word by word."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``before`` is empty for what was added, ``after`` for what was taken out."""

    kind: Kind
    place: str
    """Where, in words; empty for the leaflet itself."""
    path: Path
    """YAML path in the new version; of what was taken out, the path of what it stood in."""
    before: str
    after: str
    context: str = ""
    """The new words with some around them."""
    span: Span | None = None
    """Line and column, where the new version's file is at hand."""

    @property
    def words(self) -> str:
        """The change in words, without its place."""
        before, after = (shorten(text, MOST_QUOTED, placeholder=" …") for text in (self.before, self.after))
        return _SAID[self.kind](self, before, after)


def compare(old: Content, new: Content) -> tuple[Change, ...]:
    """Every change between two contents, numbers and doses first, the rest in the order of the leaflet."""
    walk = _Walk(old["leaflet"], new["leaflet"])
    found = [*walk.values(old["leaflet"], new["leaflet"], (), ()), *_references(old, new), *_pictures(old, new)]
    return tuple(sorted(found, key=_rank))


def _rank(change: Change) -> int:
    """What can harm most is said first; the rest keeps its order."""
    if change.kind in ("number", "negation"):
        return 0 if change.kind == "number" else 1
    return 2 if _SAFETY.intersection(change.path) else 3


def located(change: Change, source: SourceFile) -> Change:
    """The same change with its line and column in ``source``, the new version's file."""
    if change.span or change.kind == "reference":
        return change
    whole = source.span(change.path)
    around, words = (source.span_of_text(needle, change.path) for needle in (change.context.strip("…"), change.after))
    # The same words may stand there earlier: those within the context are meant.
    inside = words != whole and (around == whole or around.line <= words.line <= around.end_line)
    return replace(change, span=words if inside else around)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through both leaflets side by side; every method yields the changes below one place."""

    old: Any
    new: Any

    def values(self, old: Any, new: Any, old_path: Path, path: Path) -> Iterator[Change]:
        if old == new:
            return
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        if key in _AMOUNTS:
            yield self.change("number", path, self.amount(old, self.old, old_path, key), self.amount(new, self.new, path, key))
        elif isinstance(old, dict) and isinstance(new, dict):
            yield from self.mappings(old, new, old_path, path)
        elif isinstance(old, list) and isinstance(new, list):
            yield from self.lists(old, new, old_path, path)
        elif isinstance(old, str) and isinstance(new, str):
            yield from self.texts(old, new, path, key)
        else:
            yield self.change("field", path, said(old), said(new))

    def mappings(self, old: dict[str, Any], new: dict[str, Any], old_path: Path, path: Path) -> Iterator[Change]:
        for name in dict.fromkeys([*new, *old]):
            if name not in new:
                yield from self.removed(old[name], (*old_path, name), path)
            elif name not in old:
                yield from self.added(new[name], (*path, name))
            else:
                yield from self.values(old[name], new[name], (*old_path, name), (*path, name))

    def lists(self, old: list[Any], new: list[Any], old_path: Path, path: Path) -> Iterator[Change]:
        cells = len(old) == len(new) and (path[-1:] == ("columns",) or path[-2:-1] == ("rows",))
        matches = [(i, i) for i in range(len(new))] if cells else match(old, new, label)
        elsewhere = moved(matches)
        for a, b in matches:
            if b is None and a is not None:
                yield from self.removed(old[a], (*old_path, a), path)
            elif a is None and b is not None:
                yield from self.added(new[b], (*path, b))
            elif a is not None and b is not None:
                if b in elsewhere:
                    yield self.change("moved", (*path, b), str(a + 1), str(b + 1))
                yield from self.values(old[a], new[b], (*old_path, a), (*path, b))

    def texts(self, old: str, new: str, path: Path, key: str) -> Iterator[Change]:
        if key == "source":
            yield self.change("citation", path, old, new)
        elif key == "image":
            yield self.change("picture", path, old, new)
        elif key == "unit":
            yield self.change("number", path, old, new)
        elif key in _FIELDS or key in _CHOICES or path[:1] == ("codes",):
            yield self.change("field", path, without_citations(old), without_citations(new))
            yield from self.cited(old, new, path)
        else:
            yield from self.words(old, new, path)

    def words(self, old: str, new: str, path: Path) -> Iterator[Change]:
        """Word by word; where no word differs, say that the marks do."""
        found = [self.change("words", path, edit.before, edit.after, edit.context) for edit in edits(old, new)]
        found += self.cited(old, new, path)
        yield from self.counted(old, new, path)
        yield from found or [self.change("form", path, "", "")]

    def counted(self, old: str, new: str, path: Path) -> Iterator[Change]:
        for pair in number_changes(old, new):
            yield self.change("number", path, pair.before, pair.after)
        for pair in negation_changes(old, new):
            yield self.change("negation", path, pair.before, pair.after)

    def cited(self, old: str, new: str, path: Path) -> Iterator[Change]:
        for pair in citation_changes(old, new):
            yield self.change("citation", path, pair.before, pair.after)

    def added(self, value: Any, path: Path) -> Iterator[Change]:
        yield self.change("added", path, "", self.whole(value, self.new, path))
        for text in _texts(value):
            yield from (*self.counted("", text, path), *self.cited("", text, path))

    def removed(self, value: Any, old_path: Path, path: Path) -> Iterator[Change]:
        where = place(self.old, old_path)
        yield Change("removed", where, path, self.whole(value, self.old, old_path), "")
        for text in _texts(value):
            yield from (replace(change, place=where) for change in (*self.counted(text, "", path), *self.cited(text, "", path)))

    def whole(self, value: Any, leaflet: Any, path: Path) -> str:
        """All that ``value`` says; a number with its unit."""
        key = path[-1]
        return self.amount(value, leaflet, path, key) if isinstance(key, str) and key in _AMOUNTS else without_citations(said(value))

    def amount(self, value: Any, leaflet: Any, path: Path, key: str) -> str:
        """A number with its unit."""
        number = f"{value.get('low')} to {value.get('high')}" if isinstance(value, dict) else str(value)
        unit = _AMOUNTS[key]
        for step in path if not unit else ():
            leaflet = leaflet[step]
            unit = leaflet.get("unit", unit) if isinstance(leaflet, dict) else unit
        return f"{number} {unit}".strip()

    def change(self, kind: Kind, path: Path, before: str, after: str, context: str = "") -> Change:
        return Change(kind, place(self.new, path), path, before, after, context)


def _texts(value: Any) -> Iterator[str]:
    """Texts below ``value`` with their citations; a `source` counts as one, a field that holds a number does not."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in _AMOUNTS:
                yield from [f"[@{item}]"] if key == "source" else _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


def _references(old: Content, new: Content) -> Iterator[Change]:
    """Entries that both versions cite and that read otherwise now. What is newly cited, or no longer, shows in the text."""
    for id, entry in new["references"].items():
        before = old["references"].get(id, entry)
        for field in dict.fromkeys([*entry, *before]):
            if entry.get(field) != before.get(field):
                yield Change(
                    "reference", f"reference {id}, {field}", (id, field), _said_field(before.get(field)), _said_field(entry.get(field))
                )


def _said_field(value: Any) -> str:
    """A reference's field: dates as written, people as `family given`, separated by commas."""
    if isinstance(value, dict):
        return ("-" if "year" in value else " ").join(str(item).zfill(2) for item in value.values())
    return ", ".join(map(_said_field, value)) if isinstance(value, list) else "" if value is None else str(value)


def _pictures(old: Content, new: Content) -> Iterator[Change]:
    """Pictures that have another content under the same name."""
    for path, digest in new["images"].items():
        if old["images"].get(path, digest) != digest:
            where = next(_figures(new["leaflet"], path), ())
            yield Change("picture", place(new["leaflet"], where), where, path, path)


def _figures(leaflet: Any, image: str) -> Iterator[Path]:
    """Paths of the figures that show ``image``."""
    for number, section in enumerate(leaflet["sections"]):
        for index, block in enumerate(section["content"]):
            if block.get("figure", {}).get("image") == image:
                yield ("sections", number, "content", index, "figure", "image")


def _pair(change: Change, before: str, after: str) -> str:
    what = _NAMED.get(change.kind, "")
    if before and after:
        return f"{what} changed: {before} -> {after}".strip()
    return f"{what} added: {after}".strip() if after else f"{what} removed: {before}".strip()


def _turned(change: Change, before: str, after: str) -> str:
    return f'"{before}" was taken out' if before else f'"{after}" was put in'


def _edited(change: Change, before: str, after: str) -> str:
    if not before:
        return f'added "{after}" in "{change.context}"'
    if not after:
        return f'took out "{before}", now "{change.context}"' if change.context else f'took out "{before}"'
    return f'replaced "{before}" with "{after}" in "{change.context}"' if change.context != after else f'replaced "{before}" with "{after}"'


def _picture(change: Change, before: str, after: str) -> str:
    return f'the picture "{after}" shows something else' if before == after else f'the picture "{before}" was replaced with "{after}"'


_NAMED: dict[Kind, str] = {"number": "numbers", "citation": "citation"}

_SAID: dict[Kind, Callable[[Change, str, str], str]] = {
    "number": _pair,
    "negation": _turned,
    "field": _pair,
    "words": _edited,
    "added": lambda change, before, after: f'added: "{after}"',
    "removed": lambda change, before, after: f'removed: "{before}"',
    "moved": lambda change, before, after: f"moved from place {before} to place {after}",
    "citation": _pair,
    "picture": _picture,
    "reference": _pair,
    "form": lambda change, before, after: "the words are the same; spaces, emphasis, links, citations' places or line breaks differ",
}
