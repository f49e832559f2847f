"""JSON Schemas from the models: for editors, one for each kind of file that people write; and one for the catalogue.

An editor types what it reads (`1.0` is a number, `1.10` is 1.1) where our reader keeps text as typed. So a schema here takes every
scalar that the reader would take; what it cannot judge, such as an unknown reference, is left to `leafletgen check`.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from leafletgen.model.blocks import BLOCKS
from leafletgen.model.brand import Brand
from leafletgen.model.catalogue import Catalogue
from leafletgen.model.edition import Editions
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.reference import References
from leafletgen.model.settings import Approvals, Profiles, Settings
from leafletgen.model.word_lists import WordLists

_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
"""Pydantic's names of bounds, and JSON Schema's."""

_EDGES = r"^\s*", r"\s*$"
"""The reader strips text before it looks at its form: a folded line ends in a line break."""


class _TypedScalars(GenerateJsonSchema):
    """Numbers and text as an editor sees them: it reads `2.4` as a number, where the reader keeps it as text."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": ["number", "string"], "pattern": r"^[0-9]{1,9}(\.[0-9]{1,9})?$", **_bounds(dict(schema))}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return {"type": ["integer", "string"], "pattern": r"^[0-9]{1,9}$", **_bounds(dict(schema))}

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        # `version: 1.0` and `title: 2026` are numbers to an editor.
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        # An editor offers a default as what to type: no list, no mapping and no null.
        found = super().default_schema(schema)
        if found.get("default") is None or isinstance(found["default"], list | dict):
            found.pop("default", None)
        elif isinstance(schema.get("default"), Decimal):
            found["default"] = json.loads(found["default"])
        return found


def _bounds(schema: dict[str, Any]) -> JsonSchemaValue:
    """Least and most, as JSON writes numbers."""
    found = {name: schema[key] for key, name in _BOUNDS.items() if key in schema}
    return {name: int(value) if value == int(value) else float(value) for name, value in found.items()}


def schemas() -> dict[str, type[BaseModel]]:
    """Every model that is a file, by the name of its schema."""
    return {
        "leaflet": Leaflet,
        "library": Settings,
        "brand": Brand,
        "references": References,
        "editions": Editions,
        "approvals": Approvals,
        "profiles": Profiles,
        "words": WordLists,
    }


def schema_names() -> tuple[str, ...]:
    """Every schema: those of files that people write, then that of the catalogue, which leafletgen writes."""
    return (*schemas(), "catalogue")


def schema_text(name: str) -> str:
    """The JSON Schema ``name``, as text that ends in a line break."""
    if name == "catalogue":
        return _text(Catalogue.model_json_schema(mode="serialization"))
    schema = _tidied(schemas()[name].model_json_schema(schema_generator=_TypedScalars))
    if "Section" in schema.get("$defs", {}):
        _join_blocks(schema["$defs"])
    return _text(schema)


def _text(schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=2, ensure_ascii=False) + "\n"


def _join_blocks(definitions: dict[str, Any]) -> None:
    """Make one definition of all blocks: a mapping with one key. An editor says more of that than of twelve alternatives."""
    properties: dict[str, Any] = {}
    for model in BLOCKS.values():
        properties |= definitions.pop(model.__name__)["properties"]
    definitions["Block"] = {
        "title": "Block",
        "description": "One piece of content. It has one key, the name of its kind.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    definitions["Section"]["properties"]["content"]["items"] = {"$ref": "#/$defs/Block"}


def _tidied(node: Any) -> Any:
    """``node`` with bounds by their right names, text that may have blanks round it, and `null` as a type rather than an alternative."""
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidy: dict[str, Any] = {_BOUNDS.get(str(key), str(key)): value if key == "examples" else _tidied(value) for key, value in node.items()}
    if isinstance(tidy.get("pattern"), str) and "string" in tidy.get("type", ()):
        tidy["pattern"] = _EDGES[0] + tidy["pattern"].removeprefix("^").removesuffix("$") + _EDGES[1]
    if "$ref" in tidy and "description" in tidy:
        # Pydantic leaves out what the definition says too; an editor shows what stands at the field.
        tidy.setdefault("title", node["$ref"].rsplit("/", 1)[-1])
    return _without_alternatives(tidy)


def _without_alternatives(node: dict[str, Any]) -> dict[str, Any]:
    """Text or null as one type of two names: an editor's help then stands once."""
    alternatives = node.get("anyOf", ())
    if len(alternatives) != 2 or alternatives[1] != {"type": "null"} or not isinstance(alternatives[0].get("type"), list):
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**alternatives[0], "type": [*alternatives[0]["type"], "null"], **rest}
