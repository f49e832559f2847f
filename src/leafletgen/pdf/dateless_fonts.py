"""Fonts that the engine makes of others keep the date of those (WeasyPrint 70).

It writes the second at which it makes a font of a variable one, such as Noto Sans, into it, so that equal leaflets had other bytes.
"""

from __future__ import annotations

from functools import partial
from typing import Any


def keep_dates_of_fonts(engine: Any) -> None:
    """Let the engine's fonts be the same at any time. To be called once in a process."""
    fonts = engine.pdf.fonts
    fonts.TTFont = partial(fonts.TTFont, recalcTimestamp=False)
