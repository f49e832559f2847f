"""Computed values that no rule has a say in, without all the questions that the engine asks of each (WeasyPrint 70).

Of each element's properties, most have their initial value or the parent's. The engine finds that out at the end of a long way which is
the same for all: it took an eleventh of the work on a leaflet.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

_LEFT_TO_THE_ENGINE = {"position", "float", "display", "page"}
"""Properties whose values depend on others, or are told on to others. So are those of `text_decoration`."""


def keep_plain_styles(engine: Any) -> None:
    """Let the engine take the short way where there is one. To be called once in a process."""
    css = engine.css
    parents = frozenset(key for key in css.INHERITED if not _is_left(key) and key not in css.PHYSICAL_FUNCTIONS)
    initial = {
        key: value
        for key, value in css.INITIAL_VALUES.items()
        if key not in css.INHERITED and key not in css.INITIAL_NOT_COMPUTED and not _is_left(key) and not css.check_math(value)
    }
    # `margin-block-start` and the like may stand for `margin-top`, depending on the direction of writing.
    logical = {
        key: frozenset(function(block="ttb", inline=direction) for direction in ("ltr", "rtl"))
        for key, function in css.PHYSICAL_FUNCTIONS.items()
    }
    worked_out, is_math, nothing = css.ComputedStyle.__missing__, css.check_math, frozenset[str]()

    @wraps(worked_out)
    def value_of(style: Any, key: str) -> Any:
        cascaded = style.cascaded
        if key not in cascaded:
            if key in initial:
                if cascaded.keys().isdisjoint(logical.get(key, nothing)):
                    value = style[key] = initial[key]
                    return value
            elif key in parents and style.parent_style is not None:
                value = style.parent_style[key]
                if not is_math(value):
                    style[key] = value
                    return value
        return worked_out(style, key)

    css.ComputedStyle.__missing__ = value_of


def _is_left(key: str) -> bool:
    return key in _LEFT_TO_THE_ENGINE or key.startswith(("text_decoration_", "__"))
