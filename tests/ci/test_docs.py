"""The pages of docs/: what they show is what the commands print, their links lead somewhere, and their recipes run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import outputs
import pytest
import yaml
from outputs import CommandLine, refreshed, settled
from running import REPOSITORY

DOCS = REPOSITORY / "docs"
LINK = re.compile(r"\]\((?!https?://)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", outputs.PAGES, ids=lambda page: page.stem)
def test_the_page_is_fresh(page: Path) -> None:
    text = page.read_text("utf-8")
    assert settled(text) == settled(refreshed(text)), "make docs"


@pytest.mark.parametrize("page", [REPOSITORY / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    dead = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert dead == []


@pytest.mark.parametrize("page", [*outputs.PAGES, DOCS / "checks.md"], ids=lambda page: page.stem)
def test_the_readme_names_the_page(page: Path) -> None:
    assert f"docs/{page.name}" in (REPOSITORY / "README.md").read_text("utf-8")


def test_a_page_is_a_session() -> None:
    page = (
        "<!-- run: mkdir a -->\n<!-- file: a/b.txt -->\n\n```text\none\n```\n<!-- end of: a/b.txt -->\n```text\ntwo\n```\n"
        "```console\n$ cd a\nstale\n$ false\n$ echo $?\n$ echo to && \\\n    echo gether >&2\n```\nBetween.\n```console\n$ cat b.txt\n```\n"
    )
    shown = refreshed(page)
    assert "```console\n$ cd a\n$ false\n$ echo $?\n1\n$ echo to && \\\n    echo gether >&2\nto\ngether\n```\n" in shown
    assert shown.endswith("```console\n$ cat b.txt\none\ntwo\n```\n")
    assert refreshed(shown) == shown


@pytest.mark.parametrize(
    ("page", "words"),
    [("<!-- run: no-such-program -->\n", "no-such-program ended with 127"), ("```console\n$ pwd\n```\n", "a folder of this machine")],
)
def test_a_page_that_cannot_be_made(page: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        refreshed(page)


def recipe(mark: str) -> list[Any]:
    """The YAML blocks of docs/ci.md under the comment ``mark``."""
    blocks = re.findall(rf"<!-- {mark} -->\n+```yaml\n(.*?)^```", (DOCS / "ci.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [yaml.safe_load(block) for block in blocks]


def test_recipes_for_github_pin_what_they_use() -> None:
    with_action, by_steps = recipe("workflow")
    assert with_action["jobs"]["leaflets"]["steps"][1]["uses"] == "ORGANISATION/leafletgen@COMMIT"
    action = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))
    assert set(with_action["jobs"]["leaflets"]["steps"][1]["with"]) <= set(action["inputs"])
    pinned = {step["uses"] for step in action["runs"]["steps"] if "uses" in step}
    for step in by_steps["jobs"]["leaflets"]["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])
            assert step["uses"] in pinned or step["uses"].startswith("actions/checkout@")


def test_every_input_of_the_action_is_told() -> None:
    action = yaml.safe_load((REPOSITORY / "action.yml").read_text("utf-8"))
    page = (DOCS / "ci.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(action["inputs"])
    assert all(f"`{output}`" in page for output in action["outputs"])


def test_the_steps_for_github_run(small_library: CommandLine) -> None:
    (_, workflow) = recipe("workflow")
    for step in workflow["jobs"]["leaflets"]["steps"]:
        if "run" in step:
            done = small_library.run(f"set -eo pipefail\n{step['run']}", **workflow["env"])
            assert done.returncode == 0, done.stdout
    assert (small_library.folder / "dist/a/a-en-web.html").is_file()
    assert (small_library.folder / "reports/leaflets.xml").is_file()
    assert "python -m pip install --quiet leafletgen" in (small_library.folder / "log").read_text()


@pytest.mark.parametrize("job", ["check", "build", "release"])
def test_the_jobs_for_gitlab_run(small_library: CommandLine, job: str) -> None:
    (pipeline,) = recipe("pipeline")
    assert pipeline["stages"] == [name for name in pipeline if name in ("check", "build", "release")]
    gone = small_library.folder / "dist/gone/gone-en-web.html"
    gone.parent.mkdir(parents=True)
    gone.write_text("of the cache")
    script = "\n".join([*pipeline["default"]["before_script"], *pipeline[job]["script"]])
    done = small_library.run(f"set -eo pipefail\n{script}", **pipeline["variables"])
    assert done.returncode == (1 if job == "release" else 0), done.stdout
    assert "apt-get install" in (small_library.folder / "log").read_text()
    if job == "check":
        assert (small_library.folder / pipeline["check"]["artifacts"]["reports"]["junit"]).is_file()
        assert pipeline["check"]["artifacts"]["when"] == "always"
    elif job == "build":
        assert (small_library.folder / "dist/a/a-en-web.html").is_file()
        assert not gone.exists()
    else:
        assert "error[status-draft]" in done.stdout


def test_the_hook_of_the_recipe_is_there() -> None:
    (configuration,) = recipe("hooks")
    (repository,) = configuration["repos"]
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in hooks]
