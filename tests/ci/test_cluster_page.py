"""The recipes of docs/cluster.md: each part in a folder of its own, as on machines that know nothing of each other, then all joined."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from outputs import CommandLine
from running import LEAFLET, REPOSITORY

PAGE = (REPOSITORY / "docs/cluster.md").read_text("utf-8")
CI = (REPOSITORY / "docs/ci.md").read_text("utf-8")


def recipe(mark: str) -> Any:
    """The YAML block under the comment ``mark``."""
    (block,) = re.findall(rf"<!-- {mark} -->\n+```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return yaml.safe_load(block)


@pytest.fixture
def library(small_library: CommandLine) -> CommandLine:
    for name in "bcde":
        (small_library.folder / f"leaflets/{name}.yaml").write_text(LEAFLET.replace("A leaflet", name))
    return small_library


def run(shell: CommandLine, script: str, **environment: str) -> None:
    done = shell.run(f"set -eo pipefail\n{script}", **environment)
    assert done.returncode == 0, done.stdout


def check(library: CommandLine) -> None:
    """All is in `dist`, and nothing is left to do."""
    assert {path.parent.name for path in (library.folder / "dist").glob("*/*.html")} == set("abcde")
    assert "5 unchanged" in library.run("leafletgen build").stdout


def test_the_matrix_for_github(library: CommandLine) -> None:
    workflow = recipe("workflow")
    build, merge = workflow["jobs"]["build"], workflow["jobs"]["merge"]
    for part in build["strategy"]["matrix"]["part"]:
        assert build["env"] == {"PART": "${{ matrix.part }}"}
        for step in build["steps"]:
            if "run" in step:
                run(library, step["run"], **workflow["env"], PART=str(part))
        (uploaded,) = [step["with"]["path"] for step in build["steps"] if "upload-artifact" in step.get("uses", "")]
        assert (library.folder / uploaded.replace("${{ matrix.part }}", str(part)) / "manifest.json").is_file()
    for step in merge["steps"]:
        if "run" in step:
            run(library, step["run"], **workflow["env"])
    check(library)


def test_the_matrix_for_github_pins_what_it_uses() -> None:
    steps = [step["uses"] for job in recipe("workflow")["jobs"].values() for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step) for step in steps)
    known = CI + (REPOSITORY / "action.yml").read_text("utf-8")
    assert [step for step in steps if step not in known and "download-artifact" not in step] == []


def test_the_parallel_jobs_for_gitlab(library: CommandLine) -> None:
    pipeline = recipe("pipeline")
    build, merge = pipeline["build"], pipeline["merge"]
    before, variables = "\n".join(pipeline["default"]["before_script"]), pipeline["variables"]
    for number in range(1, build["parallel"] + 1):
        given = {"CI_NODE_INDEX": str(number), "CI_NODE_TOTAL": str(build["parallel"])}
        run(library, "\n".join([before, *build["script"]]), **variables, **given)
        assert (library.folder / f"part-{number}" / "manifest.json").is_file()
    run(library, "\n".join([before, *merge["script"]]), **variables)
    check(library)
