"""Shared by all tests: no luck in Hypothesis, small libraries, and the switch that rewrites expected output."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from running import bind_once, build_once, prove_once

from leafletgen.pdf.engine import hide_system_fonts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Before any test imports the engine, in this process.
hide_system_fonts()
# Where these tests run is no matter of the builds that they make.
for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
    os.environ.pop(name, None)
# A shell has what it starts in the background ignore Ctrl-C, and all that this starts in turn.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "leafletgen", derandomize=True, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck), database=None
)
settings.load_profile("leafletgen")


@pytest.fixture(autouse=True)
def _interrupts() -> Iterator[None]:
    """A command that was interrupted ignores further ones, which its process does not outlive; here others run in it, and below it."""
    before = signal.getsignal(signal.SIGINT)
    yield
    if signal.getsignal(signal.SIGINT) is not before:
        signal.signal(signal.SIGINT, before)


BUILTIN = Path(__file__).parent.parent

LIBRARY: dict[str, str | bytes | None] = {
    "leaflets/library.yaml": "brands: [clinic]\neditions: [standard]\n",
    "leaflets/brands/clinic.yaml": (
        "name: A clinic\ncontact: {label: Front desk, phone: 01632 960 001, hours: 'Monday to Friday, 9am to 5pm'}\nfeedback: Tell us.\n"
    ),
    "leaflets/references.yaml": (
        "references:\n"
        "  - {id: nice-ng239, type: report, title: Vitamin B12 deficiency, publisher: NICE, issued: 2024}\n"
        "  - {id: green-2017, type: article-journal, title: Vitamin B12, author: [{family: Green, given: Ralph}],"
        " container-title: Nature}\n"
    ),
}
"""A small library that reads without a problem."""

Files = dict[str, str | bytes | None]
WriteLibrary = Callable[[Path, Files], Path]
MakeLibrary = Callable[..., Path]
Built = Callable[[str, str], Path]
Proven = Callable[[str], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-fixtures", action="store_true", help="rewrite expected outputs with what comes out now; read the difference")


@pytest.fixture(scope="session")
def builtin() -> Path:
    """The folder that holds the built-in `templates/` and `styles/`."""
    return BUILTIN


@pytest.fixture(scope="session")
def write_library() -> WriteLibrary:
    """Writes the small library into a folder, with some of its files replaced, added, or (None) left out."""

    def write(root: Path, files: Files) -> Path:
        for name, content in (LIBRARY | files).items():
            if content is None:
                continue
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture
def make_library(tmp_path: Path, write_library: WriteLibrary) -> MakeLibrary:
    """Writes the small library into a folder of the test's own; gives its root."""
    return lambda files=None: write_library(tmp_path, files or {})


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what is made once for all tests and workers."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def proven(shared_folder: Path) -> Proven:
    """Gives the proof sheet of a leaflet of this repository."""
    return lambda leaflet: prove_once(shared_folder, leaflet)


@pytest.fixture(scope="session")
def bound(shared_folder: Path) -> Proven:
    """Gives the pack of this repository in an edition."""
    return lambda edition: bind_once(shared_folder, edition)


@pytest.fixture(scope="session")
def built(shared_folder: Path) -> Built:
    """Gives the output of a leaflet of this repository in an edition, built once for all tests and workers."""
    folder = shared_folder

    def output(leaflet: str, edition: str) -> Path:
        build_once(folder, leaflet)
        return folder / leaflet / f"{leaflet}-en-{edition}.{'html' if edition == 'web' else 'pdf'}"

    return output


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once. Tests that ask for it are skipped where there is none."""
    from browser import chromium  # for those tests alone

    with chromium() as started:
        yield started
