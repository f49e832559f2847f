"""Computed values that no rule sets, without all the questions that the engine asks of each (WeasyPrint 70).

Of each element's properties, most have their initial value or the parent's. The engine finds that out at the end of a long way which is
the same for all: it took an eleventh of the work on a leaflet.
"""

from __future__ import annotations

from functools import wraps
from typing import Any


def keep_plain_styles(engine: Any) -> None:
    """Let the engine take the short way where there is one. To be called once in a process."""
    css = engine.css
    initial = {
        key: value for key, value in css.INITIAL_VALUES.items() if not (_is_more_than_initial(key) or key in css.INITIAL_NOT_COMPUTED)
    }
    # `margin-block-start` and the like may stand for `margin-top`, depending on the direction of writing.
    logical = {
        key: frozenset(function(block="ttb", inline=direction) for direction in ("ltr", "rtl"))
        for key, function in css.PHYSICAL_FUNCTIONS.items()
    }
    worked_out, is_math, inherited, nothing = css.ComputedStyle.__missing__, css.check_math, css.INHERITED, frozenset[str]()

    @wraps(worked_out)
    def value_of(style: Any, key: str) -> Any:
        cascaded = style.cascaded
        if key not in cascaded:
            if key in inherited:
                if style.parent_style is not None and not is_math(value := style.parent_style[key]):
                    style[key] = value
                    return value
            elif key in initial and cascaded.keys().isdisjoint(logical.get(key, nothing)):
                value = style[key] = initial[key]
                return value
        return worked_out(style, key)

    css.ComputedStyle.__missing__ = value_of


def _is_more_than_initial(key: str) -> bool:
    """Whether a property that no rule sets may still depend on others, or on the parent's."""
    return key in ("position", "float", "page") or key.startswith("text_decoration_")
