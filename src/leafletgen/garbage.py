"""Python's search for cycles of garbage: seldom, and where it finds some. Left to itself it took 0.3 of the 3.1 s that one leaflet took.

Starting up loads much and leaves nothing to be found. The boxes of a document that was set refer to one another, so that each document
is such garbage in the end: it is looked for then, and only among what is newer than the engine.
"""

from __future__ import annotations

import atexit
import gc
from itertools import count

OBJECTS = 100_000
"""New objects between two looks, more than most documents make: five pages of print made 39,000."""
THOROUGH = 20
"""Documents after which all is looked through, for what was kept from earlier ones and is of no use any more."""

_documents, _moved = count(1), 0


def look_seldom() -> None:
    """For a process of ours, at its start."""
    gc.set_threshold(OBJECTS, 20, 100)


def all_here_lasts() -> None:
    """Leave out from now on what is there now, and at the end all that there is then.

    Before it ends, Python looks through everything again, more than once, to take apart what the system takes back at once: 0.15 s after
    one leaflet. So whatever must be removed at the end needs a finalizer of its own, as the folder of fonts in `pdf.typeset` has.
    """
    gc.freeze()
    atexit.register(gc.freeze)


def look_now() -> None:
    """After a document: among what is new, unless Python has looked there meanwhile itself, and counts as old what was in use then."""
    global _moved
    is_moved = gc.get_stats()[1]["collections"] != _moved
    gc.collect(2 if is_moved or next(_documents) % THOROUGH == 0 else 1)
    _moved = gc.get_stats()[1]["collections"]
