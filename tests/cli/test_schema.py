"""The JSON Schemas that editors use: fresh, and in agreement with every example file as an editor reads it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from running import REPOSITORY, leafletgen

SCHEMAS = REPOSITORY / "leaflets" / "schema"
NAMES = ("leaflet", "library", "brand", "references", "editions", "approvals", "profiles")
TOP = REPOSITORY / "leaflets"

EXAMPLES = [
    *((path, "leaflet") for path in sorted(TOP.glob("*.yaml")) if path.stem not in ("library", "references", "approvals")),
    *((TOP / f"{name}.yaml", name) for name in ("library", "references", "approvals") if (TOP / f"{name}.yaml").exists()),
    *((path, "brand") for path in sorted((TOP / "brands").glob("*.yaml"))),
    *((REPOSITORY / "styles" / f"{name}.yaml", name) for name in ("editions", "profiles")),
]


class EditorLoader(yaml.SafeLoader):
    """YAML as an editor sees it: numbers are numbers, dates are text."""


EditorLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(node.value))


def as_an_editor(text: str) -> Any:
    return yaml.load(text, EditorLoader)


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")), format_checker=FormatChecker())


@pytest.mark.parametrize("name", NAMES)
def test_the_checked_in_schema_is_fresh(tmp_path: Path, name: str) -> None:
    result = leafletgen(tmp_path, "schema", name)
    assert result.exit_code == 0
    assert result.stdout == (SCHEMAS / f"{name}.json").read_text("utf-8"), "leafletgen schema --write leaflets/schema"
    Draft202012Validator.check_schema(json.loads(result.stdout))


def test_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    assert leafletgen(tmp_path, "schema", "--write", "deep/er").output == ""
    assert {path.name: path.read_text() for path in (tmp_path / "deep" / "er").iterdir()} == {
        path.name: path.read_text() for path in SCHEMAS.iterdir()
    }


def test_the_leaflets_schema_comes_first(tmp_path: Path) -> None:
    assert json.loads(leafletgen(tmp_path, "schema").stdout)["title"] == "Leaflet"
    result = leafletgen(tmp_path, "schema", "leaflets")
    assert result.exit_code == 2
    assert f'there is no schema "leaflets"; there are: {", ".join(NAMES)}' in result.stderr


@pytest.mark.parametrize(("path", "name"), EXAMPLES, ids=lambda value: value.name if isinstance(value, Path) else "")
def test_examples_are_valid(path: Path, name: str) -> None:
    found = list(schema(name).iter_errors(as_an_editor(path.read_text("utf-8"))))
    assert [f"{'/'.join(map(str, problem.absolute_path))}: {problem.message[:200]}" for problem in found] == []


@pytest.mark.parametrize(
    ("path", "name"),
    [example for example in EXAMPLES if example[1] not in ("editions", "profiles")],
    ids=lambda value: getattr(value, "name", ""),
)
def test_examples_name_their_schema(path: Path, name: str) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == (SCHEMAS / f"{name}.json").resolve()


@pytest.mark.parametrize("start", sorted((REPOSITORY / "templates" / "new").glob("*.yaml")), ids=lambda path: path.name)
def test_starting_files_are_valid(start: Path) -> None:
    text = (
        start.read_text("utf-8")
        .replace("@TITLE@", "A title")
        .replace("@TODAY@", date(2026, 1, 2).isoformat())
        .replace("@REVIEW@", "2028-01-02")
    )
    name = start.stem if start.stem in NAMES else "leaflet"
    assert list(schema(name).iter_errors(as_an_editor(text))) == []


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("kind: handout", "kind: poster", "kind"),
        ("owner:", "ownr:", ""),
        ("tone: urgent", "tone: loud", "sections"),
        ("lines: 1}", "lines: many}", "sections"),
        ("review_by: 2028-11-22", "review_by: soon", "review_by"),
    ],
)
def test_an_editor_sees_what_is_wrong(before: str, after: str, place: str) -> None:
    text = (TOP / "b12-nerve-health.yaml").read_text("utf-8")
    assert before in text
    found = list(schema("leaflet").iter_errors(as_an_editor(text.replace(before, after, 1))))
    assert found
    assert all(str((list(problem.absolute_path) or [""])[0]) == place for problem in found)


def test_every_field_of_a_leaflet_says_what_it_is() -> None:
    properties = json.loads((SCHEMAS / "leaflet.json").read_text("utf-8"))["properties"]
    assert {name for name, field in properties.items() if not field.get("description")} == set()
