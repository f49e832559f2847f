"""Word lists written down as patterns, and the plain words of a text at little cost."""

from __future__ import annotations

import re

from leafletgen.html.markup import plain

_MARKUP = re.compile(r"[*_\[\]\\<>&`]")


def words_of(markdown: str) -> str:
    """What `plain` makes of a text; most texts hold no markup, and parsing all of them would take longer than any rule."""
    return plain(markdown) if _MARKUP.search(markdown) else " ".join(markdown.split())


def any_of(words: str) -> str:
    """A pattern for one of ``words``, which stand with a bar or a line break between them."""
    lines = (line.strip().strip("|") for line in words.strip().splitlines())
    return "(?:" + "|".join(line for line in lines if line) + ")"
