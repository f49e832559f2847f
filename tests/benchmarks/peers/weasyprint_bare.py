"""Bare WeasyPrint in one process, page after page: the least that our engine needs.

python -m benchmarks.peers.weasyprint_bare PAGES OUTPUT LIST
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers.peer import Peer, Task, never_missing


def _command(task: Task, output: Path) -> list[str]:
    return [sys.executable, "-m", __name__, str(task.pages), str(output), str(task.list_in(output))]


PEER = Peer(
    name="bare WeasyPrint",
    command=_command,
    missing=never_missing,
    version=lambda: version("weasyprint"),
    does="sets HTML that leafletgen composed, as the loop does, in one process that stays",
    quicker_since="It reads no YAML, checks nothing, measures no footer, looks for no lost footnote and mends no tags.",
)


def main(pages: Path, output: Path, names: Path) -> None:
    """Set every page."""
    import weasyprint

    for name in names.read_text("utf-8").split():
        weasyprint.HTML(filename=pages / f"{name}.html").write_pdf(output / f"{name}.pdf", pdf_variant="pdf/a-2a", pdf_tags=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
