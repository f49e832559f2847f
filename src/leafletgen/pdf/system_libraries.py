"""How the engine finds Pango and the other libraries of the system that it is made with (WeasyPrint 70).

It tries their names on all systems, those of Windows first. For a name that it does not have, Python on Linux asks a compiler, if there
is one, and runs twenty programs to no avail: half of the time that loading the engine takes. The names on Linux are found without.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def found_by_their_own_names() -> Iterator[None]:
    """Whoever loads such a library meanwhile finds it by the name that Linux has for it, and by no other."""
    if not _loads_by_name():
        yield
        return
    find_library = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find_library


def _loads_by_name() -> bool:
    """Whether the first of them is found so. Where it is not, the engine looks in all its ways."""
    if sys.platform != "linux":
        return False
    try:
        ctypes.CDLL("libgobject-2.0.so.0")
    except OSError:
        return False
    return True
