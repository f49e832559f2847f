"""What the web page prints in its margins when somebody prints it: the warning of a draft, which leaflet it is, the number of the page.

Browsers have margin boxes of pages but no running elements, so the words go into the styles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leafletgen.html.locale import Messages

if TYPE_CHECKING:
    from leafletgen.html.compose import Copy

_COUNTERS = {"page": "\0", "pages": "\1"}
"""Places of the numbers in a message: characters that no text holds."""


def margin_css(copy: Copy, words: Messages) -> str:
    """Page margin boxes with the words of the running head and foot of printed editions. Safe inside a `style` element."""
    leaflet = copy.leaflet
    review = words.text("overdue" if copy.overdue else "review-by", month=words.month(leaflet.review_by)).unescape()
    version = words.text("version", version=leaflet.version).unescape()
    identity = " · ".join((leaflet.code or copy.name, version, review, copy.brand.name))
    boxes = {"bottom-left": _string(identity), "bottom-right": _string(words.text("page-of", **_COUNTERS).unescape())}
    if not copy.approval:
        boxes["top-center"] = _string(words.text("draft").unescape())
    return "@page{" + "".join(f"@{place}{{content:{content}}}" for place, content in boxes.items()) + "}"


def _string(text: str) -> str:
    """``text`` as a CSS string; all but plain characters as escapes, which end no string and no element."""
    escaped = re.sub(r"[\x02-\x1f\x7f\"'\\<>&]", lambda match: f"\\{ord(match[0]):x} ", text)
    return f'"{escaped}"'.replace(_COUNTERS["page"], '" counter(page) "').replace(_COUNTERS["pages"], '" counter(pages) "')
