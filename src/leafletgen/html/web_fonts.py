"""Fonts for web pages in one file: only the letters that a page shows, as WOFF2, or where time counts for more than weight, all of them."""

from __future__ import annotations

import io
import logging


def web_font(font: bytes, text: str) -> bytes:
    """``font`` reduced to the characters of ``text``, compressed as WOFF2. Equal input gives equal bytes."""
    # Imported late: it takes a good part of the time that loading leafletgen does, and only web pages need it.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    options = subset.Options(flavor="woff2", hinting=False, recalc_timestamp=False, notdef_outline=True, layout_features=["*"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    with TTFont(io.BytesIO(font), lazy=True, recalcTimestamp=False) as loaded:
        subsetter.subset(loaded)
        out = io.BytesIO()
        subset.save_font(loaded, out, options)
    return out.getvalue()


def whole_web_font(font: bytes) -> bytes:
    """``font`` with all its characters, compressed as WOFF: at once, where cutting one takes a fifth of a second."""
    from fontTools.ttLib import TTFont

    out = io.BytesIO()
    with TTFont(io.BytesIO(font), lazy=True, recalcTimestamp=False) as loaded:
        loaded.flavor = "woff"
        # Tables that are not looked into are taken over as they are.
        loaded.save(out, reorderTables=None)
    return out.getvalue()
