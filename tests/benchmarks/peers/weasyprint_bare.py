"""Bare WeasyPrint in processes that stay, page after page: the least that our engine needs.

python -m benchmarks.peers.weasyprint_bare PAGES OUTPUT LIST [PROCESSES]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from benchmarks.peers.peer import Peer, Task, never_missing


def peer(processes: int = 1) -> Peer:
    """The engine alone in that many processes, which share the pages out beforehand."""
    where = "one process that stays" if processes == 1 else f"{processes} processes that stay"
    return Peer(
        name="bare WeasyPrint" if processes == 1 else f"bare WeasyPrint, {processes} processes",
        command=lambda task, output: _command(task, output, processes),
        missing=never_missing,
        version=lambda: version("weasyprint"),
        does=f"sets HTML that leafletgen composed, as the loop does, in {where}",
        quicker_since="It reads no YAML, checks nothing, measures no footer, looks for no lost footnote and mends no tags.",
    )


def _command(task: Task, output: Path, processes: int) -> list[str]:
    return [sys.executable, "-m", __name__, str(task.pages), str(output), str(task.list_in(output)), str(processes)]


def set_pages(pages: Path, output: Path, names: Sequence[str]) -> None:
    """Set the pages that ``names`` has, one after another."""
    import weasyprint

    for name in names:
        weasyprint.HTML(filename=pages / f"{name}.html").write_pdf(output / f"{name}.pdf", pdf_variant="pdf/a-2a", pdf_tags=True)


def main(pages: Path, output: Path, listed: Path, processes: int = 1) -> None:
    """Set every page."""
    names = listed.read_text("utf-8").split()
    if processes == 1:
        set_pages(pages, output, names)
        return
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        for share in [pool.submit(set_pages, pages, output, names[number::processes]) for number in range(processes)]:
            share.result()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), *map(int, sys.argv[4:]))
