"""The engine's own rules for notes, for what can be one (WeasyPrint 70).

They are for five pseudo-elements of every element there is, whose styles took a thirtieth of all work on a leaflet. Only an element that
a stylesheet makes a note needs them; our styles make notes of one class.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

_PSEUDO = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
_SAFE_FLOATS = ("none", "left", "right", "inline-start", "inline-end")
_SAFE_POSITIONS = ("static", "relative", "absolute", "fixed")
_SAFE_ATTRIBUTE = re.compile(r"""(?:width|height|break-before|background|color)\s*:[\w\s.%#,()-]*;?\s*""")
_STYLE_ATTRIBUTE = re.compile(r"""\bstyle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))""", re.IGNORECASE)


def may_make_notes(html: str) -> bool:
    """Whether a `style` attribute may make something a note: it sets something else than what ours set."""
    values = {"".join(found) for found in _STYLE_ATTRIBUTE.findall(html)}
    return not all(map(_SAFE_ATTRIBUTE.fullmatch, values))


def for_notes_only(own: Any, sheets: Iterable[Any]) -> Any:
    """The engine's ``own`` stylesheet as a page needs it whose notes are made by the parsed stylesheets ``sheets`` alone."""
    classes = classes_of_notes(sheets)
    if classes is None:
        return own
    everywhere, by_class = own.matcher.other_selectors, own.matcher.class_selectors
    rules = [entry for entry in everywhere if entry[3] in _PSEUDO]
    shorter = copy.copy(own)
    shorter.matcher = copy.copy(own.matcher)
    shorter.matcher.other_selectors = [entry for entry in everywhere if entry[3] not in _PSEUDO]
    shorter.matcher.class_selectors = {**by_class, **{name: [*by_class.get(name, ()), *rules] for name in classes}}
    return shorter


def classes_of_notes(sheets: Iterable[Any]) -> frozenset[str] | None:
    """The classes that stylesheets make notes of; None where it takes more to tell notes by."""
    found = set()
    for matcher in (sheet.matcher for sheet in sheets):
        named = (matcher.id_selectors, matcher.lower_local_name_selectors, matcher.namespace_selectors)
        others = chain(*(chain(*entries.values()) for entries in named), matcher.lang_attr_selectors, matcher.other_selectors)
        if any(map(_makes_notes, others)):
            return None
        found |= {name for name, entries in matcher.class_selectors.items() if any(map(_makes_notes, entries))}
    return frozenset(found)


def _makes_notes(entry: tuple[Any, ...]) -> bool:
    """Whether a rule may: it sets what is known at last only, as by `var()` or `inherit`, or `float: footnote` or `position: note()`."""
    declarations, _ = entry[4]
    for name, value, _ in declarations:
        if name == "float" and value not in _SAFE_FLOATS:
            return True
        if name == "position" and value not in _SAFE_POSITIONS and not (type(value) is tuple and value[0] == "running()"):
            return True
    return False
