"""The engine's one tree-building function, replaced while a PDF of ours is written (WeasyPrint 70).

The engine has no hook for it: `weasyprint.pdf.add_tags(pdf, document, pdf_version, page_streams)` is called once, after all pages are
painted, and finds the marks of each page in its stream. tests/pdf/tagging/test_engine_tags.py says what changed when the engine moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

AddTags = Callable[[Any, Any, list[Any]], None]
"""Given the PDF, the laid-out document and the streams of its pages."""

_ours: ContextVar[AddTags | None] = ContextVar("add_tags", default=None)


class EngineChanged(Exception):
    """The engine builds its tags in another way than the one that is replaced here."""


@contextmanager
def replaced(engine: Any, add_tags: AddTags) -> Iterator[None]:
    """Let ``add_tags`` build the tree of the PDF that is written meanwhile, in this thread."""
    _install(engine)
    called = False

    def once(pdf: Any, document: Any, streams: list[Any]) -> None:
        nonlocal called
        called = True
        add_tags(pdf, document, streams)

    token = _ours.set(once)
    try:
        yield
    finally:
        _ours.reset(token)
    if not called:
        raise EngineChanged(f"WeasyPrint {engine.__version__} does not build its tags where version 70 does")


def _install(engine: Any) -> None:
    """Put a switch in the place of the engine's function, once in a process: who writes without us gets the engine's own tree."""
    original = engine.pdf.add_tags
    if getattr(original, "is_switch", False):
        return

    def switch(pdf: Any, document: Any, pdf_version: Any, page_streams: list[Any]) -> None:
        ours = _ours.get()
        if ours is None:
            original(pdf, document, pdf_version, page_streams)
        else:
            ours(pdf, document, page_streams)

    switch.is_switch = True  # type: ignore[attr-defined]
    engine.pdf.add_tags = switch
