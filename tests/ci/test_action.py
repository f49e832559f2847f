"""`action.yml`: nothing is pasted into a script, what others wrote is pinned, and its steps do what they say."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from outputs import CommandLine
from running import REPOSITORY

ACTION: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")


def test_the_shape() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert all(step["shell"] == "bash" and step["name"] for step in STEPS if "run" in step)
    assert all(given["description"] and isinstance(given["default"], str) for given in ACTION["inputs"].values())


def test_no_input_is_pasted_into_a_script() -> None:
    assert [step["name"] for step in STEPS if EXPRESSION.search(step.get("run", ""))] == []


def test_what_others_wrote_is_pinned_by_its_commit() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert len(used) == 5
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name) for name in used)
    text = (REPOSITORY / "action.yml").read_text("utf-8")
    assert all(re.search(rf"{re.escape(name)}  # v\d+\.\d+\.\d+\n", text) for name in used)


def test_every_expression_names_something() -> None:
    ids = {step["id"] for step in STEPS if "id" in step}
    for expression in EXPRESSION.findall((REPOSITORY / "action.yml").read_text("utf-8")):
        for name in re.findall(r"inputs\.([\w-]+)", expression):
            assert name in ACTION["inputs"]
        for name in re.findall(r"steps\.([\w-]+)\.", expression):
            assert name in ids


def test_reports_are_kept_though_the_check_fails() -> None:
    kept = {step["name"]: step["if"] for step in STEPS if "if" in step}
    assert list(kept) == ["Send the report to code scanning", "Keep the report", "Keep the outputs"]
    assert all("!cancelled()" in condition for condition in kept.values())
    assert "inputs.sarif == 'true'" in kept["Send the report to code scanning"]
    assert "if" not in next(step for step in STEPS if step.get("id") == "build"), "a library with errors is not built"


class Runner:
    """Runs the action's scripts as the host would: bash, inputs in the environment, results in files."""

    def __init__(self, shell: CommandLine, **inputs: str) -> None:
        self.shell = shell
        self.inputs = {name: given["default"] for name, given in ACTION["inputs"].items()} | inputs
        self.results = shell.folder.parent / "results"
        self.temp = shell.folder.parent / "temp"

    def step(self, name: str) -> subprocess.CompletedProcess[str]:
        step = next(step for step in STEPS if step.get("name") == name)
        given = {key: EXPRESSION.sub(self._input, value) for key, value in step.get("env", {}).items()}
        host = {
            "GITHUB_ACTION_PATH": str(REPOSITORY),
            "GITHUB_OUTPUT": str(self.results),
            "GITHUB_WORKSPACE": str(self.shell.folder),
            "RUNNER_TEMP": str(self.temp),
        }
        return self.shell.run(f"set -eo pipefail\n{step['run']}", **host, **given)

    def _input(self, expression: re.Match[str]) -> str:
        return str(self.inputs[expression[1].removeprefix("inputs.")])


def test_packages_are_installed_with_the_pins(small_library: CommandLine) -> None:
    run = Runner(small_library)
    assert run.step("Name the packages to keep").returncode == 0
    assert re.fullmatch(r"key=[0-9a-f]{16}\nfolder=.*\n", run.results.read_text())
    assert run.step("Install leafletgen").returncode == 0
    log = (small_library.folder / "log").read_text()
    assert "apt-get install -y -qq --no-install-recommends libpango-1.0-0" in log
    assert f"python -m pip install --quiet --constraint {REPOSITORY}/constraints.txt {REPOSITORY}\n" in log


def test_a_good_library_is_checked_and_built(small_library: CommandLine) -> None:
    run = Runner(small_library, arguments="-e web\n--today 2026-11-22")
    check = run.step("Check")
    assert (check.returncode, "::warning file=leaflets/a.yaml," in check.stdout) == (0, True)
    build = run.step("Build")
    assert build.returncode == 0, build.stdout
    assert run.results.read_text() == f"report={run.temp}/leafletgen-report\ndist={small_library.folder}/dist\n"
    assert (small_library.folder / "dist/a/a-en-web.html").is_file()


def test_strict_and_release_reach_the_commands(small_library: CommandLine) -> None:
    run = Runner(small_library, strict="true", release="true")
    assert run.step("Check").returncode == 1
    build = run.step("Build")
    assert (build.returncode, "error[status-draft]" in build.stdout) == (1, True)


def test_the_report_of_a_bad_library_is_written(small_library: CommandLine) -> None:
    leaflet = small_library.folder / "leaflets/a.yaml"
    leaflet.write_text(leaflet.read_text().replace("Some words.", "Take 5.0 mg."))
    below = small_library.folder / "clinics/north side"
    below.mkdir(parents=True)
    (small_library.folder / "leaflets").rename(below / "leaflets")
    run = Runner(small_library, folder="clinics/north side")
    check = run.step("Check")
    assert check.returncode == 1
    assert check.stdout.startswith("::error file=clinics/north side/leaflets/a.yaml,line=")
    report = run.temp / "leafletgen-report"
    (found,) = json.loads((report / "leaflets.sarif").read_text())["runs"]
    errors = [result for result in found["results"] if result["level"] == "error"]
    places = [error["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for error in errors]
    assert places == ["clinics/north%20side/leaflets/a.yaml"]
    assert ElementTree.parse(report / "leaflets.xml").getroot().find(".//failure[@type='dose-decimal']") is not None


@pytest.mark.parametrize("given", ["$(touch pwned)", "; touch pwned", "`touch pwned`", "-e web && touch pwned", "*", "$HOME", "-e 'a b'"])
def test_no_input_is_run(small_library: CommandLine, given: str) -> None:
    small_library.program("leafletgen", f'printf "<%s>" "$@" >{small_library.folder}/words')
    run = Runner(small_library, arguments=given, strict=given, release=given)
    assert run.step("Check").returncode == 0
    assert "--strict" not in (small_library.folder / "words").read_text()
    assert run.step("Build").returncode == 0
    assert (small_library.folder / "words").read_text() == "".join(f"<{word}>" for word in ["build", *given.split()])
    assert Runner(small_library, folder=given).step("Check").returncode != 0
    assert list(small_library.folder.parent.rglob("pwned")) == []
