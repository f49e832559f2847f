"""The one shape that all peers have."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from leafletgen.pdf.engine import FONTS_CONF

_CHECKOUT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Task:
    """The same leaflets in every form that a peer reads."""

    library: Path
    """The library, for leafletgen."""
    pages: Path
    """A folder with one HTML file for each document, and their styles, fonts and pictures."""
    typst: Path
    """A folder with one Typst file for each document, and the pictures."""
    documents: tuple[str, ...]
    """Names of the documents, each a leaflet in an edition."""

    def list_in(self, folder: Path) -> Path:
        """A file in ``folder`` that names the documents, one a line."""
        path = folder / "documents.txt"
        path.write_text("".join(f"{name}\n" for name in self.documents), "utf-8")
        return path


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to make the PDFs of a task."""

    name: str
    command: Callable[[Task, Path], Sequence[str]]
    """Given the task and an empty folder for the PDFs, what to run."""
    missing: Callable[[], str | None]
    """Why it cannot run on this machine; None where it can."""
    version: Callable[[], str]
    does: str
    """What it does with the leaflets, and what it leaves out."""
    quicker_since: str = ""
    """Why it is quicker or smaller where it is."""


def environment() -> dict[str, str]:
    """What peers run in: the fonts of the page and none of the machine, for leafletgen and WeasyPrint alike, and no coverage.

    Python keeps what it has compiled, as after an installation: else leafletgen alone, which runs from its sources, would compile anew.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV") and name != "PYTHONDONTWRITEBYTECODE"}
    checkout = os.pathsep.join(str(_CHECKOUT / folder) for folder in ("src", "tests"))
    return {**kept, "FONTCONFIG_FILE": str(FONTS_CONF), "PYTHONPATH": checkout}


def never_missing() -> str | None:
    """Of a peer that leafletgen itself depends on."""
    return None
