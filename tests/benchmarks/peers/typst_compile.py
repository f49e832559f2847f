"""Typst sets an equivalent document of each leaflet; one compiler stays, with its fonts.

python -m benchmarks.peers.typst_compile DOCUMENTS OUTPUT LIST
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from benchmarks.peers.peer import Peer, Task


def _command(task: Task, output: Path) -> list[str]:
    return [sys.executable, "-m", __name__, str(task.typst), str(output), str(task.list_in(output))]


PEER = Peer(
    name="Typst",
    command=_command,
    missing=lambda: None if find_spec("typst") else "typst is not installed",
    version=lambda: version("typst"),
    does="sets a document of its own with the same words, lists, tables, pictures, page footnotes, page numbers and reference list, as "
    "PDF/UA-1 and PDF/A-2a in one file; plainer looks, no QR code, no bars of daily need, and no footnote said again on the next page "
    "that cites it",
    quicker_since="It is Rust, made to set text quickly, and keeps what it has worked out from one document to the next; it has no CSS to "
    "resolve, its document is plainer, and nothing is checked.",
)


def main(documents: Path, output: Path, names: Path) -> None:
    """Compile every document."""
    import typst

    compiler = typst.Compiler(root=str(documents), font_paths=[str(documents / "fonts")], ignore_system_fonts=True)
    for name in names.read_text("utf-8").split():
        compiler.compile(str(documents / f"{name}.typ"), output=str(output / f"{name}.pdf"), format="pdf", pdf_standards=["a-2a", "ua-1"])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
