"""YAML as an editor's language server types it: the core schema of YAML 1.2, where `no` is text, `1.10` is 1.1 and a date is text."""

from __future__ import annotations

import re
from typing import Any

import yaml


class _Core(yaml.SafeLoader):
    """Types scalars by the forms below and by no others."""


_Core.yaml_implicit_resolvers = {}

for _tag, _form, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", list("-+.0123456789")),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_form})$"), _first)

# PyYAML's own reads 010 as eight, and stumbles over 0o10.
_Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 0 if node.value[1:2] in ("o", "x") else 10))
_Core.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def as_an_editor(text: str) -> Any:
    """The value of ``text``."""
    return yaml.load(text, _Core)
