"""What one inspection may cost, so that a file made to stop its reader is told and not obeyed.

Work is counted, which stops at the same place on every machine; a caller may add a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MAX_STREAM = 32_000_000
"""Most bytes that one stream may unpack to. The drawings of maps reach some 10 MB."""

MAX_UNPACKED = 200_000_000
"""Most bytes of page contents that are read in all."""

MAX_TOKENS = 12_000_000
"""Most numbers, names, strings and operators that are read in page contents: about 15 seconds."""

MAX_PAGES = 10_000
"""Most pages that are read."""

MAX_ANNOTATIONS = 50_000
"""Most links, form fields and comments that are read."""

_STREAM = 25
"""What beginning a stream costs, in tokens."""

_ASK_EVERY = 10_000
"""Tokens between two looks at the caller's clock."""


class TooMuch(Exception):
    """Reading on would cost more than a file is worth."""


def never() -> bool:
    """No clock: only the work counts."""
    return False


@dataclass(slots=True)
class Budget:
    """What is left to spend. ``enough`` says when the caller wants no more."""

    enough: Callable[[], bool] = never
    unpacked: int = MAX_UNPACKED
    tokens: int = MAX_TOKENS
    next_look: int = field(init=False)

    def __post_init__(self) -> None:
        """The clock is looked at for the first time after some work."""
        self.next_look = self.tokens - _ASK_EVERY

    def take_stream(self, size: int) -> None:
        """A stream of ``size`` bytes is about to be read."""
        self.unpacked -= size
        self.tokens -= _STREAM
        if self.unpacked < 0:
            raise TooMuch(f"its pages unpack to more than {MAX_UNPACKED // 1_000_000} MB")
        self.look()

    def take_tokens(self, count: int) -> None:
        """So many tokens were read."""
        self.tokens -= count
        if self.tokens < 0:
            raise TooMuch(f"its pages take more than {MAX_TOKENS // 1_000_000} million steps to paint")
        if self.tokens < self.next_look:
            self.next_look = self.tokens - _ASK_EVERY
            self.look()

    def look(self) -> None:
        """Ask the caller whether to go on."""
        if self.enough():
            raise TooMuch("reading it takes too long")


@contextmanager
def small_streams() -> Iterator[None]:
    """The library's own limits, set to ours."""
    from pypdf import apply_configuration

    with apply_configuration(
        maximum_declared_stream_length=MAX_STREAM * 8,  # a photograph is skipped, not unpacked
        array_based_stream_maximum_output_length=MAX_STREAM,
        lzw_maximum_output_length=MAX_STREAM,
        run_length_maximum_output_length=MAX_STREAM,
        zlib_maximum_output_length=MAX_STREAM,
        brotli_maximum_output_length=MAX_STREAM,
        stream_decoding_work_maximum_length=2 * MAX_STREAM,
        page_tree_maximum_entries=2 * MAX_PAGES,
    ):
        yield
