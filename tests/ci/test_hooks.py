"""`.pre-commit-hooks.yaml`: of the shape that pre-commit wants, and its command is one of ours."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import yaml
from outputs import CommandLine
from running import REPOSITORY


def hook() -> dict[str, Any]:
    (found,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_hook_has_what_pre_commit_wants() -> None:
    found = hook()
    assert {"id", "name", "entry", "language"} <= set(found)
    assert set(found) <= {"id", "name", "description", "entry", "language", "files", "pass_filenames"}
    assert (found["language"], found["pass_filenames"]) == ("python", False)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("leaflets/a.yaml", True),
        ("leaflets/images/a.svg", True),
        ("styles/words/en.yaml", True),
        ("templates/base.html", True),
        ("README.md", False),
        ("src/leaflets/a.yaml", False),
    ],
)
def test_the_hook_runs_for_files_of_a_library(path: str, wanted: bool) -> None:
    assert bool(re.search(hook()["files"], path)) is wanted


def test_the_hook_fails_for_a_leaflet_with_an_error(small_library: CommandLine) -> None:
    entry = hook()["entry"]
    assert shlex.split(entry)[0] == "leafletgen"
    assert small_library.run(entry).returncode == 0
    leaflet = small_library.folder / "leaflets/a.yaml"
    leaflet.write_text(leaflet.read_text().replace("Some words.", "Take 5.0 mg."))
    done = small_library.run(entry)
    assert (done.returncode, "error[dose-decimal]" in done.stdout) == (1, True)
