"""Numbers written over others on a page that has been set, where they take the same room (WeasyPrint 70)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def write_over(page: Any, lookups: Mapping[tuple[Any, str], Any], engine: Any) -> bool:
    """Give the page's generated words the numbers that they have now, or change nothing and say no where the page has to be set again.

    ``lookups`` are the engine's for this page: by the box that the words were generated for, and the property that generates them.
    """
    laid_out: dict[Any, list[Any]] = {}
    for box in page.descendants(placeholders=True):
        box = getattr(box, "_box", box)  # a placeholder of what is absolutely positioned
        if box.missing_link is not None:
            laid_out.setdefault(box.missing_link, []).append(box)
    changes = []
    for origin, css_property in lookups:
        was, becomes = _only_text(laid_out.get(origin, [])), _only_text([origin])
        if css_property != "content" or was is None or becomes is None or not _differ_in_numbers(was.text, becomes.text):
            return False
        if was.text == becomes.text:
            continue
        shaped = _shaped(becomes.text, was, engine)
        if not shaped or _shaped(was.text, was, engine)[1:] != shaped[1:]:
            return False
        changes.append((was, becomes.text, shaped[0]))
    for box, text, layout in changes:
        box.text, box.pango_layout = text, layout
    return True


def _only_text(boxes: list[Any]) -> Any:
    """The one piece of text in the one box; None where there are more, or none."""
    texts = [below for box in boxes for below in box.descendants(placeholders=True) if hasattr(below, "text")]
    return texts[0] if len(boxes) == len(texts) == 1 else None


def _differ_in_numbers(one: str, other: str) -> bool:
    """Whether two texts are the same but for their numbers, at most: the one on a page may have lost spaces, or been put in capitals."""
    return re.sub(r"\d+", "0", one) == re.sub(r"\d+", "0", other)


def _shaped(text: str, like: Any, engine: Any) -> tuple[Any, ...]:
    """``text`` as shaped in the style of a box: the layout, its width, height and baseline (px). Empty where it takes two lines."""
    shape = engine.text.line_break.split_first_line
    layout, _, goes_on, *measures = shape(text, like.style, None, None, like.justification_spacing)
    return () if goes_on is not None else (layout, *measures)
