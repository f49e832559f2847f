"""Shared by all tests: no luck in Hypothesis, small libraries, and the switch that rewrites expected output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "leafletgen", derandomize=True, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck), database=None
)
settings.load_profile("leafletgen")

BUILTIN = Path(__file__).parent.parent

LIBRARY = {
    "leaflets/library.yaml": "brands: [clinic]\neditions: [standard]\n",
    "leaflets/brands/clinic.yaml": "name: A clinic\ncontact: {label: Front desk, phone: 01632 960 001}\nfeedback: Tell us.\n",
    "leaflets/references.yaml": (
        "references:\n"
        "  - {id: nice-ng239, type: report, title: Vitamin B12 deficiency, publisher: NICE, issued: 2024}\n"
        "  - {id: green-2017, type: article-journal, title: Vitamin B12, author: [{family: Green, given: Ralph}],"
        " container-title: Nature}\n"
    ),
}
"""A small library that reads without a problem."""

MakeLibrary = Callable[..., Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-fixtures", action="store_true", help="rewrite expected outputs with what comes out now; read the difference")


@pytest.fixture
def builtin() -> Path:
    """The folder that holds the built-in `templates/` and `styles/`."""
    return BUILTIN


@pytest.fixture
def make_library(tmp_path: Path) -> MakeLibrary:
    """Writes the small library, with some of its files replaced, added, or (None) left out; gives its root."""

    def make(files: dict[str, str | bytes | None] | None = None) -> Path:
        for name, content in (LIBRARY | (files or {})).items():
            if content is None:
                continue
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return make
