"""What a document leaves behind is gone when it is done."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from leafletgen.garbage import look_now


class Box:
    """Refers to itself, as the boxes of a document refer to one another."""

    def __init__(self) -> None:
        self.other = self


@pytest.fixture(autouse=True)
def _thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    look_now()
    yield
    gc.set_threshold(*before)


def test_garbage_of_a_document_is_gone() -> None:
    gc.set_threshold(100_000, 20, 100)
    box = weakref.ref(Box())
    assert box()
    look_now()
    assert not box()


def test_garbage_of_a_document_so_large_that_python_looked_meanwhile() -> None:
    gc.set_threshold(10, 2, 100)
    box = Box()
    many = [Box() for _ in range(1000)]
    gone = [weakref.ref(box), weakref.ref(many[-1])]
    del box, many
    gc.set_threshold(100_000, 20, 100)
    look_now()
    assert not any(reference() for reference in gone)


def test_what_was_kept_and_is_of_no_use_any_more_is_found_in_time() -> None:
    gc.set_threshold(100_000, 20, 100)
    kept = [Box()]
    for _ in range(3):
        look_now()
    gone = weakref.ref(kept.pop())
    for _ in range(20):
        look_now()
    assert not gone()
