"""A loop in the shell that calls the `weasyprint` command for each page: what one writes first."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers.peer import Peer, Task, never_missing

_LOOP = (
    'set -e; while read -r name; do "$0" -m weasyprint --quiet --pdf-variant pdf/a-2a --pdf-tags "$1/$name.html" "$2/$name.pdf"; done <"$3"'
)


def one(page: Path, output: Path) -> list[str]:
    """The command for one page."""
    return [sys.executable, "-m", "weasyprint", "--quiet", "--pdf-variant", "pdf/a-2a", "--pdf-tags", str(page), str(output)]


def _command(task: Task, output: Path) -> list[str]:
    return ["sh", "-c", _LOOP, sys.executable, str(task.pages), str(output), str(task.list_in(output))]


PEER = Peer(
    name="loop of `weasyprint`",
    command=_command,
    missing=never_missing,
    version=lambda: version("weasyprint"),
    does="sets HTML that leafletgen composed, as tagged PDF/A-2a with the engine's own tags, which lack the scope of header cells "
    "and more; starts anew for each page",
    quicker_since="It reads no YAML and checks nothing.",
)
