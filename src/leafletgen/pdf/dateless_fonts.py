"""Fonts that the engine makes of others keep the date of those (WeasyPrint 70).

It writes the second at which it unpacks a font (WOFF), makes one of a variable one (Noto Sans) or a smaller one into it, so that equal
leaflets had other bytes.
"""

from __future__ import annotations

from functools import partial
from typing import Any


def keep_dates_of_fonts(engine: Any) -> None:
    """Let the engine's fonts be the same at any time. To be called once in a process."""
    for module in (engine.text.fonts, engine.pdf.fonts):
        module.TTFont = partial(module.TTFont, recalcTimestamp=False)
