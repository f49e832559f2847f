"""Words in another language: `[Bore da]{lang=cy}`, as in Pandoc. The name is a BCP 47 tag: a code, and where needed script and country."""

from __future__ import annotations

import re
from collections.abc import Iterator

LANGUAGE = re.compile(r"\{lang=([A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?)\}")
"""What stands behind the closing bracket."""

FOREIGN = re.compile(rf"(?<=\[)[^\]\[]*(?=\]{LANGUAGE.pattern})")
"""The words of such a passage."""

_ATTEMPT = re.compile(r"\](\{ *(?i:lang|language)\b[^}\n]{0,60}\}?)")


def misnamed(text: str) -> Iterator[tuple[int, str]]:
    """What looks like the mark of a language and is none, as `{lang=welsh}`, with its position."""
    for attempt in _ATTEMPT.finditer(text) if "]{" in text else ():
        if not LANGUAGE.match(text, attempt.start(1)):
            yield attempt.start(1), attempt[1]
