"""What every worker needs, loaded once before any is started. Where the engine cannot be loaded, the first job says so."""

from __future__ import annotations

from contextlib import suppress

from leafletgen.build import workshop
from leafletgen.garbage import look_seldom
from leafletgen.pdf.engine import EngineMissing, engine

__all__ = ["workshop"]

look_seldom()
with suppress(EngineMissing):
    engine()
