"""The JSON Schemas that editors use: fresh, explained, and in agreement with the reader about every file as an editor reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
import yaml
from as_an_editor import as_an_editor
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import TypeAdapter
from running import REPOSITORY, leafletgen

from leafletgen.model.base import Markdown, Model
from leafletgen.model.edition import Edition, Floors, TypeSizes
from leafletgen.model.schema import schemas
from leafletgen.model.settings import Approval
from leafletgen.source.located import Mapping, Node, Scalar, Sequence, read_source
from leafletgen.source.located import Path as NodePath
from leafletgen.source.typed import read_model

SCHEMAS = REPOSITORY / "leaflets" / "schema"
NAMES = ("leaflet", "library", "brand", "references", "editions", "approvals", "profiles", "words")
TOP = REPOSITORY / "leaflets"

EXAMPLES = [
    *((path, "leaflet") for path in sorted(TOP.glob("*.yaml")) if path.stem not in ("library", "references", "approvals")),
    *((TOP / f"{name}.yaml", name) for name in ("library", "references", "approvals") if (TOP / f"{name}.yaml").exists()),
    *((path, "brand") for path in sorted((TOP / "brands").glob("*.yaml"))),
    *((REPOSITORY / "styles" / f"{name}.yaml", name) for name in ("editions", "profiles")),
    *((path, "words") for path in sorted((REPOSITORY / "styles" / "words").glob("*.yaml"))),
]


def content(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    return found


def schema(name: str, at: dict[str, Any] | None = None) -> Draft202012Validator:
    """The schema ``name``, or the part ``at`` of it."""
    whole = content(name)
    return Draft202012Validator(whole if at is None else {"$defs": whole.get("$defs", {}), **at}, format_checker=FormatChecker())


def fields(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of the schema ``name`` as `Definition.property`, wherever it stands."""

    def walk(place: str, node: object) -> Iterator[tuple[str, dict[str, Any]]]:
        if isinstance(node, dict):
            yield from ((f"{place}.{key}", value) for key, value in node.get("properties", {}).items())
        for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if key != "examples":
                yield from walk(f"{place}/{key}" if key not in ("properties", "$defs") else place, value)

    return walk(name, content(name))


@pytest.mark.parametrize("name", [*NAMES, "catalogue"])
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
    assert f'there is no schema "leaflets"; there are: {", ".join((*NAMES, "catalogue"))}' in result.stderr


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_a_title_a_description_and_examples(name: str) -> None:
    assert sum(1 for _ in fields(name)) >= 2 or name == "approvals"
    lacking = [f"{place}: {word}" for place, field in fields(name) for word in ("title", "description", "examples") if not field.get(word)]
    assert lacking == []
    assert [place for place, field in fields(name) if not field["description"].endswith(".")] == []
    definitions = {name: content(name), **content(name).get("$defs", {})}
    assert [place for place, node in definitions.items() if not (node.get("title") and node.get("description"))] == []


@pytest.mark.parametrize("name", NAMES)
def test_examples_fit_their_fields(name: str) -> None:
    wrong = [
        f"{place}: {problem.message[:200]}"
        for place, field in fields(name)
        for example in field["examples"]
        for problem in schema(name, field).iter_errors(example)
    ]
    assert wrong == []


def models() -> list[type[Model]]:
    found, left = [], [Model]
    while left:
        found += (below := left.pop().__subclasses__())
        left += below
    return [model for model in found if model.__module__.startswith("leafletgen.model.")]


def as_typed(value: object) -> object:
    """A value as our reader hands it on: every scalar is text."""
    if isinstance(value, dict):
        return {key: as_typed(item) for key, item in value.items()}
    return [as_typed(item) for item in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_the_reader_takes_every_example(model: type[Model]) -> None:
    for field in model.model_fields.values():
        annotation: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        fits: TypeAdapter[object] = TypeAdapter(annotation)
        for example in field.examples or ():
            fits.validate_python(as_typed(example))


def _is_said_to_patients(annotation: object) -> bool:
    if get_origin(annotation) in (tuple, dict):
        return False
    return annotation in (Markdown, date, Decimal) or any(map(_is_said_to_patients, get_args(annotation)))


@pytest.mark.parametrize(
    "model", [m for m in models() if m not in (Approval, Edition, Floors, TypeSizes)], ids=lambda model: model.__name__
)
def test_no_example_slips_into_a_leaflet(model: type[Model]) -> None:
    # The YAML language server types a field's only example as its value, and a figure that nobody chose could stay.
    lone = [name for name, field in model.model_fields.items() if _is_said_to_patients(field.annotation) and len(field.examples or ()) < 2]
    assert lone == []


@pytest.mark.parametrize(("path", "name"), EXAMPLES, ids=lambda value: value.name if isinstance(value, Path) else "")
def test_files_of_this_repository_are_valid(path: Path, name: str) -> None:
    found = list(schema(name).iter_errors(as_an_editor(path.read_text("utf-8"))))
    assert [f"{'/'.join(map(str, problem.absolute_path))}: {problem.message[:200]}" for problem in found] == []


@pytest.mark.parametrize(
    ("path", "name"),
    [example for example in EXAMPLES if example[1] not in ("editions", "profiles", "words")],
    ids=lambda value: getattr(value, "name", ""),
)
def test_files_of_this_repository_name_their_schema(path: Path, name: str) -> None:
    assert named_schema(path) == (SCHEMAS / f"{name}.json").resolve()


def named_schema(path: Path) -> Path:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    return (path.parent / first.partition("=")[2]).resolve()


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


def test_every_file_that_is_started_or_approved_names_a_schema_that_is_there(tmp_path: Path) -> None:
    assert leafletgen(tmp_path, "init", "library").exit_code == 0
    root = tmp_path / "library"
    for kind in ("handout", "faq", "food-guide"):
        assert leafletgen(root, "new", kind, f"a-{kind}").exit_code == 0
    assert leafletgen(root, "approve", "first-leaflet", "--by", "Dr A. Okafor", "--role", "Haematologist").exit_code == 0
    files = sorted((root / "leaflets").rglob("*.yaml"))
    assert len(files) == 8
    for path in files:
        assert named_schema(path).is_file(), path
        assert list(schema(named_schema(path).stem).iter_errors(as_an_editor(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("kind: handout", "kind: poster", "kind"),
        ("owner:", "ownr:", ""),
        ("tone: urgent", "tone: loud", "sections"),
        ("lines: 1}", "lines: many}", "sections"),
        ("lines: 1}", "lines: 21}", "sections"),
        ("lines: 1}", "lines: 0}", "sections"),
        ("review_by: 2028-11-22", "review_by: soon", "review_by"),
        ("review_by: 2028-11-22", "review_by: 2028-02-30", "review_by"),
        ("      - text:", "      - txt:", "sections"),
    ],
)
def test_an_editor_sees_what_is_wrong(before: str, after: str, place: str) -> None:
    text = (TOP / "b12-nerve-health.yaml").read_text("utf-8")
    assert before in text
    found = list(schema("leaflet").iter_errors(as_an_editor(text.replace(before, after, 1))))
    assert found
    assert all(str((list(problem.absolute_path) or [""])[0]) == place for problem in found)


REFERENCE = "references: [{id: a, type: report, title: A, publisher: B, issued: %s}]"


@pytest.mark.parametrize(
    "issued",
    ["2024", "2024-03", '"2024"', "{year: 2024, month: 3}", "[{year: '2024'}]", "{date-parts: [[2024, 3, 6]]}", "[{date-parts: [[2024]]}]"],
)
def test_dates_of_references_in_every_form_that_the_reader_takes(issued: str) -> None:
    text = REFERENCE % issued
    assert _reader_takes("references", text)
    assert list(schema("references").iter_errors(as_an_editor(text))) == []


@pytest.mark.parametrize("issued", ["[2024, 3]", "{yeer: 2024}", "{date-parts: 2024}"])
def test_dates_of_references_that_neither_takes(issued: str) -> None:
    assert not _reader_takes("references", REFERENCE % issued)
    assert list(schema("references").iter_errors(as_an_editor(REFERENCE % issued)))


def _reader_takes(name: str, text: str) -> bool:
    source, problems = read_source("a.yaml", text.encode())
    value, wrong = read_model(source, schemas()[name])
    return value is not None and not problems and not wrong


def _scalars(node: Node | None, path: NodePath = ()) -> Iterator[tuple[NodePath, Scalar]]:
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _scalars(item, (*path, index))
    elif isinstance(node, Mapping):
        for key, value in node.entries.items():
            yield from _scalars(value, (*path, key))


def _whole_examples() -> dict[str, object]:
    """A leaflet and its like with every field, each from its example."""

    def of(name: str, definition: str = "") -> dict[str, Any]:
        places = ((*place.rpartition("."), field) for place, field in fields(name))
        return {key: field["examples"][0] for owner, _, key, field in places if owner == name + definition}

    edition = of("editions", "/Edition")
    sections = [{"heading": "A", "content": [{key: example} for key, example in of("leaflet", "/Block").items()]}]
    return {
        **{name: of(name) for name in NAMES},
        "leaflet": {**of("leaflet"), "sections": sections},
        "references": {"references": [of("references", "/Reference")]},
        # Bleed and marks belong to a press alone, folds to what is not for a press.
        "editions": {
            "press": {key: value for key, value in edition.items() if key != "fold"} | {"profile": "pdf/x-4"},
            "booklet": {key: value for key, value in edition.items() if key not in ("bleed", "marks")},
        },
        "profiles": {"ours": of("profiles", "/Profile"), "strict": of("profiles", "/Profile")},
    }


AWKWARD = ["no", "true", "1:30", "010", "1.10", "1.0", "0x1F", "1e3", ".5", "12", "2026-01-31", "a # b", "'1.0'", ">\n     Folded", "text"]
"""What an editor types otherwise than our reader. `null` and `~` are left out: an editor takes them for an empty field."""


@pytest.mark.parametrize("name", NAMES)
def test_what_the_reader_takes_no_editor_marks(name: str) -> None:
    text = yaml.safe_dump(_whole_examples()[name], allow_unicode=True, sort_keys=False, width=10_000)
    assert _reader_takes(name, text)
    source, _ = read_source("a.yaml", text.encode())
    marks = schema(name)
    taken, marked = 0, []
    for number, (path, _) in enumerate(_scalars(source.root)):
        span = source.span(path)
        assert span.line == span.end_line
        # A third of them at each place: there are many places.
        for awkward in AWKWARD[number % 3 :: 3]:
            lines = list(source.lines)
            lines[span.line - 1] = lines[span.line - 1][: span.column - 1] + awkward + lines[span.line - 1][span.end_column - 1 :]
            changed = "\n".join(lines) + "\n"
            if _reader_takes(name, changed):
                taken += 1
                marked += [f"{path} {awkward!r}: {problem.message}" for problem in marks.iter_errors(as_an_editor(changed))]
    assert marked == []
    assert taken > 10
