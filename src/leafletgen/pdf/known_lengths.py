"""Lengths of boxes that do not depend on what is around them, worked out once for all boxes that have the same (WeasyPrint 70).

Each time that the engine sets a box, it works out anew its margins, padding, borders, width and height, for the sake of those that are
a percentage of something. Hardly any are: it took an eleventh of the work on a leaflet. Equal numbers count as the same, whether they are
1 or 1.0, since both are written into a PDF alike.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import wraps
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *(f"{least_or_most}{axis}" for axis in ("width", "height") for least_or_most in ("", "min_", "max_")),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_STYLE = (*_LENGTHS, *_BORDERS, "border_collapse", "box_sizing")
"""All of a style that the engine works these lengths out from."""
_MOST = 4096
"""Sets of lengths that are kept; a leaflet has some hundred."""


def keep_known_lengths(engine: Any) -> None:
    """Let the engine remember them. To be called once in a process."""
    percent = engine.layout.percent
    worked_out: Callable[[Any, Any], None] = percent.resolve_percentages
    get = itemgetter(*_STYLE)
    known: dict[tuple[Any, ...], Mapping[str, Any] | None] = {}

    @wraps(worked_out)
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = get(box.style)
        try:
            lengths = known[style]
        except KeyError:
            lengths = _alone(style, worked_out)
            if not any(map(_is_calculated, style)):  # calculations are equal to none but themselves
                if len(known) >= _MOST:
                    known.clear()
                known[style] = lengths
        if lengths is None:
            worked_out(box, containing_block)
        else:
            vars(box).update(lengths)

    # Each part of the layout has imported it by its name.
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{engine.__name__}.") and vars(module).get("resolve_percentages") is worked_out:
            module.resolve_percentages = resolve_percentages  # type: ignore[attr-defined]


def _alone(style: tuple[Any, ...], worked_out: Callable[[Any, Any], None]) -> Mapping[str, Any] | None:
    """What the engine makes of a box with these values whatever stands around it; None where that has a say."""
    values = dict(zip(_STYLE, style, strict=True))
    # Borders that collapse are those of the neighbours too.
    if values["border_collapse"] == "collapse" or not all(map(_is_known, map(values.__getitem__, _LENGTHS))):
        return None
    box = SimpleNamespace(style=values)
    worked_out(box, (0, "auto"))
    del box.style
    return vars(box)


def _is_known(length: Any) -> bool:
    return length == "auto" or getattr(length, "unit", None) == "px"


def _is_calculated(value: Any) -> bool:
    return hasattr(value, "arguments")
