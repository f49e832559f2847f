"""Places of a leaflet in words: `("sections", 2, "content", 1, "bullets", 0)` is `section "When should I get help?", point 1`."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from leafletgen.check.changes.matching import said
from leafletgen.model.citation import without_citations
from leafletgen.source.located import Path

MOST_LABEL = 60
"""Characters of a heading, question or name by which a place is called."""

_ONE = {
    "sections": "section", "key_points": "main point", "bullets": "point", "steps": "step", "checklist": "box",
    "questions": "question", "rows": "row", "columns": "column heading", "items": "food", "other_needs": "other need",
}  # fmt: skip
"""What an item of a list is called."""

_FIELDS = {
    "review_by": "review date", "published": "publication date", "key_points": "main points", "replaced_by": "replacement",
    "per_100g": "amount in 100 g", "may_contain": "may contain", "daily_need": "daily need", "alt": "text alternative",
    "write_in": "place to write in", "image": "picture", "ml": "millilitres",
    "icd10": "ICD-10 codes", "snomed": "SNOMED codes", "rxnorm": "RxNorm codes", "loinc": "LOINC codes",
}  # fmt: skip

_UNSAID = {
    "content",
    "questions",
    "foods",
    "items",
    "rows",
    "columns",
    "sections",
    "bullets",
    "steps",
    "checklist",
    "table",
    "figure",
    "key_points",
    "other_needs",
}
"""Keys that the label of what stands under them says."""


def place(leaflet: Any, path: Path) -> str:
    """Where ``path`` leads in ``leaflet``, as a reader of the leaflet would say it."""
    parts: list[str] = []
    value, parent = leaflet, ""
    for index, step in enumerate(path):
        within, value = value, _step(value, step)
        if isinstance(step, int):
            parts.append(_item(within, value, step, parent, path[:index], leaflet))
        else:
            parts.append(_key(step, value, last=index == len(path) - 1))
            parent = step
    return ", ".join(part for part in parts if part)


def label(item: Any) -> str:
    """The name by which a section, block, question, food or row is known; empty where it has none."""
    if isinstance(item, dict) and len(item) == 1 and isinstance(inner := next(iter(item.values())), dict):
        item = inner
    if isinstance(item, list):
        return _short(item[0]) if item and isinstance(item[0], str) else ""
    named = (item.get(key) for key in ("heading", "ask", "name", "caption", "label", "who")) if isinstance(item, dict) else ()
    return next((_short(name) for name in named if isinstance(name, str)), "")


def _item(within: Any, value: Any, step: int, parent: str, path: Path, leaflet: Any) -> str:
    if parent == "content":
        return ""
    if path and isinstance(path[-1], int):  # a cell: its row is an item too
        columns = _step(_at(leaflet, path[:-2]), "columns")
        heading = _step(columns, step)
        return f'column "{_short(heading)}"' if isinstance(heading, str) else f"column {step + 1}"
    word = _ONE.get(parent, "")
    name = label(value)
    if not word:
        return ""
    return f'{word} "{name}"' if name else f"{word} {step + 1}"


def _key(key: str, value: Any, last: bool) -> str:
    if key in ("table", "figure", "foods"):
        name = label(value)
        return f'{"food table" if key == "foods" else key} "{name}"' if name else key
    if key == "callout":
        return f"{said(_step(value, 'tone'))} box".strip()
    if key in _UNSAID and not last:
        return ""
    return _FIELDS.get(key, key.replace("_", " "))


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = _step(value, step)
    return value


def _step(value: Any, step: str | int) -> Any:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def _short(text: str) -> str:
    return shorten(without_citations(text).replace("*", ""), MOST_LABEL, placeholder=" …")
