"""Starting costs little: help and lists load neither the engine nor the models nor anything else that is slow."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest
from running import REPOSITORY, leafletgen, process

from leafletgen import __version__

SLOW = {
    "weasyprint",
    "pydantic",
    "jinja2",
    "babel",
    "PIL",
    "fontTools",
    "markdown_it",
    "segno",
    "pypdf",
    "tinycss2",
    "cffi",
    "multiprocessing",
    "asyncio",
}


@pytest.mark.parametrize(
    ("arguments", "slow"),
    [
        (["--help"], set()),
        (["--version"], set()),
        (["build", "--help"], set()),
        (["proof", "--help"], set()),
        (["list"], set()),
        (["list", "--json"], set()),
        (["new", "--help"], set()),
        (["schema", "brand"], {"pydantic"}),
        (["inspect", "--help"], set()),
        (["inspect", "README.md"], set()),
        (["inspect", "tests/pdf/files/browser.pdf"], {"pypdf", "PIL", "fontTools"}),  # which it imports where they are
        (["check", "--source"], {"pydantic", "markdown_it", "PIL", "babel"}),
        (["build", "no-such-leaflet"], SLOW - {"weasyprint", "cffi"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_a_command_imports(arguments: list[str], slow: set[str]) -> None:
    code = "import atexit, sys\natexit.register(lambda: print('LOADED', *sys.modules, file=sys.stderr))"
    done = process(REPOSITORY, *arguments, code=code)
    loaded = {name.split(".")[0] for name in done.stderr.partition("LOADED")[2].split()}
    assert "leafletgen" in loaded
    assert loaded & SLOW <= slow


def test_help_and_version(tmp_path: Path) -> None:
    result = leafletgen(tmp_path, "--help")
    assert result.exit_code == 0
    for command in ("build", "list", "new", "init", "schema", "doctor"):
        assert f"\n  {command} " in result.stdout
    assert leafletgen(tmp_path, "-h").stdout == result.stdout
    assert leafletgen(tmp_path, "--version").stdout == f"leafletgen, version {__version__}\n"
    done = process(tmp_path, "--version")
    assert (done.returncode, done.stdout) == (0, f"leafletgen, version {__version__}\n")


def test_a_command_that_is_not_there(tmp_path: Path) -> None:
    assert leafletgen(tmp_path, "biuld").exit_code == 2
    assert leafletgen(tmp_path).exit_code in (0, 2)


def test_python_m(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["leafletgen", "--version"])
    with pytest.raises(SystemExit):
        runpy.run_module("leafletgen", run_name="__main__")
    assert capsys.readouterr().out == f"leafletgen, version {__version__}\n"
