"""JSON Schemas for editors, from the models: one for each kind of file that people write."""

from __future__ import annotations

import json

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from leafletgen.model.brand import Brand
from leafletgen.model.edition import Editions
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.reference import References
from leafletgen.model.settings import Approvals, Profiles, Settings


class _TypedScalars(GenerateJsonSchema):
    """Numbers and dates as an editor sees them: it reads `2.4` as a number, where the reader keeps it as text."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": ["number", "string"], "pattern": r"^\d+(\.\d+)?$"}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return {"type": ["integer", "string"], "pattern": r"^\d+$"}

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        # `version: 1.0` and `title: 2026` are numbers to an editor.
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}


def schemas() -> dict[str, type[BaseModel]]:
    """Every model that is a file, by the name of its schema."""
    shared: dict[str, type[BaseModel]] = {"library": Settings, "brand": Brand, "references": References, "editions": Editions}
    return {"leaflet": Leaflet, **shared, "approvals": Approvals, "profiles": Profiles}


def schema_text(name: str) -> str:
    """The JSON Schema ``name``, as text that ends in a line break."""
    schema = schemas()[name].model_json_schema(schema_generator=_TypedScalars)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
