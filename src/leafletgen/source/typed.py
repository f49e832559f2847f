"""Located nodes to models: pydantic's error list becomes diagnostics at line and column, with the nearest valid name."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from textwrap import shorten
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, Tag, ValidationError

from leafletgen.diagnostics import Diagnostic, error, nearest
from leafletgen.model.blocks import BLOCKS, Contact, Qr
from leafletgen.model.brand import Brand
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.settings import Approval
from leafletgen.source.located import Mapping, Node, Path, Scalar, Sequence, SourceFile, plain

M = TypeVar("M", bound=BaseModel)

_RULES: Dict[type[BaseModel], Dict[str, str]] = {
    Leaflet: {"title": "title-missing", "version": "version-missing", "owner": "owner-missing", "review_by": "review-missing"},
    Brand: {"name": "publisher-missing", "contact": "contact-missing"},
    Approval: {"by": "approval-missing", "role": "approval-missing", "on": "approval-missing"},
}
"""Fields that the standards have a rule of their own for, where they are missing or empty."""

_EXPECTED = {
    "string": "text",
    "tuple": "a list (items that start with a dash)",
    "model": "keys with values (`key: value`)",
    "dict": "keys with values (`key: value`)",
    "int": "a whole number",
    "decimal": "a number",
    "date": "a date such as 2026-11-22",
}

_BOUNDS = {"greater_than": ("more than", "gt"), "greater_than_equal": ("at least", "ge"), "less_than_equal": ("at most", "le")}

_UNREADABLE = {"date_format": "a date", "number_format": "a number"}

_CALLED = {"Qr": "QR code", "Cmyk": "CMYK colour", "When": "date", "Name": "author", "WriteIn": "place to write in", "Settings": "library"}
"""Models whose own names would mean little to an author."""


MAX_EXAMPLE = 40
"""Longest example that a hint gives, in characters."""

MAX_LISTED = 14
"""Allowed words that a hint lists. The allergens are fourteen."""

BLOCK_VALUES: Dict[str, type[BaseModel]] = {"contact": Contact, "qr": Qr}
"""Blocks whose value may also be one word."""


def read_model(source: SourceFile, model: type[M], path: Path = ()) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """The value at ``path`` as ``model``, or None with every reason why not."""
    node = source.find(path)
    if node is None:
        return None, ()
    try:
        return model.model_validate(plain(node)), ()
    except ValidationError as failure:
        found = [
            _diagnostic(source, _Problem.of(source, model, path, problem, place))
            for problem in failure.errors(include_url=False)
            for place in problem.get("ctx", {}).get("places", [()])
        ]
        return None, tuple(diagnostic for diagnostic in found if diagnostic)


@dataclass(frozen=True, slots=True)
class _Problem:
    """One of pydantic's errors, led back to the file."""

    kind: str
    words: str
    context: Dict[str, Any]
    path: Path
    node: Node | None
    """What stands at ``path``; None where only a validator put something there."""
    owner: Any
    """Model in which the last key of ``path`` stands."""
    type: Any
    """What the value at ``path`` should have been."""
    short_form: bool
    """The value may be written as a word or as a mapping, and was not a mapping."""

    @classmethod
    def of(cls, source: SourceFile, model: type[BaseModel], base: Path, problem: Any, place: tuple[str | int, ...]) -> _Problem:
        loc = (*problem["loc"], *place)
        inner, owner, annotation = _follow(model, loc)
        path = (*base, *inner)
        return cls(
            problem["type"], problem["msg"], problem.get("ctx", {}), path, source.find(path), owner, annotation, loc[-1:] == ("scalar",)
        )

    @property
    def name(self) -> str:
        """The last name in the path: list positions have none."""
        return next((str(step) for step in reversed(self.path) if isinstance(step, str)), "the file")

    @property
    def found(self) -> str:
        """The value in a sentence."""
        if isinstance(self.node, Scalar):
            return f'"{shorten(self.node.text or "", 60, placeholder="...")}"'
        if isinstance(self.node, Sequence):
            return "a list" if self.node.items else "an empty list"
        return "keys with values" if isinstance(self.node, Mapping) and self.node.entries else "nothing"


def _diagnostic(source: SourceFile, problem: _Problem) -> Diagnostic | None:
    span, rule = source.span(problem.path), "schema-invalid"
    if problem.kind == "extra_forbidden":
        span = source.key_span(problem.path)
        message, fix = _unknown_key(source, problem)
    elif problem.kind == "missing":
        parent = source.find(problem.path[:-1])
        first_key = next(iter(parent.keys), "") if isinstance(parent, Mapping) else ""
        span = source.key_span((*problem.path[:-1], first_key))
        rule = _rule(problem)
        message, fix = f'{_a(problem.owner)} {_verb(problem.owner)} "{problem.name}"', _add(problem.owner, problem.name)
    elif problem.path[-1:] == ("[key]",):
        span = source.key_span(problem.path[:-1])
        message, fix = f'"{problem.path[-2]}" has not the form of a name here', ""
    elif problem.kind == "union_tag_invalid":
        tag = str(problem.context["tag"])
        span = source.key_span((*problem.path, tag))
        message, fix = f'"{tag}" is not a block', _near(tag, BLOCKS)
    elif _is_empty(problem):
        rule = _rule(problem)
        message, fix = _empty(problem, source.line(span.line)[span.column - 1 :])
    elif problem.kind == "too_short" and isinstance(problem.node, Sequence) and len(problem.node.items) >= problem.context["min_length"]:
        return None  # the items are there; pydantic counts only those without problems of their own
    else:
        rule = "contact-missing" if problem.kind == "contact_empty" else rule
        message, fix = _wrong_value(problem)
    return error(rule, message, span, fix, source.excerpt(span))


def _unknown_key(source: SourceFile, problem: _Problem) -> tuple[str, str]:
    name = problem.name
    if problem.owner in BLOCKS.values():
        block = next(iter(problem.owner.model_fields))
        if getattr(source.find((*problem.path[:-1], block)), "text", "") is None:
            return f'"{name}" stands beside `{block}:`, not under it', "indent it further"
        return f'"{name}" does not belong in the same block', "start each block with a dash of its own"
    message = f'"{name}" is not a field of {_a(problem.owner)}'
    if name == "<<":
        return message, "write the keys out: nothing is merged"
    if name.isdecimal():
        return message, "a comma starts a new key here: write decimals with a point, as 1.3"
    return message, _near(name, _names(problem.owner))


def _rule(problem: _Problem) -> str:
    if problem.path[-1:] == ("alt",):
        return "missing-alt"
    return _RULES.get(problem.owner, {}).get(str(problem.path[-1]), "schema-invalid") if problem.path else "schema-invalid"


def _is_empty(problem: _Problem) -> bool:
    if isinstance(problem.node, Scalar):
        return problem.node.text is None or problem.kind == "string_too_short"
    return isinstance(problem.node, Sequence) and not problem.node.items and problem.kind == "too_short"


def _empty(problem: _Problem, rest_of_line: str) -> tuple[str, str]:
    if rest_of_line.lstrip().startswith("#"):
        return f"`{problem.name}` is empty: the rest of its line is a comment", "put text that starts with # in quotes"
    if problem.path and isinstance(problem.path[-1], int):
        return f"an item of `{problem.name}` is empty", "write it, or take it out"
    field = getattr(problem.owner, "model_fields", {}).get(problem.name)
    return f"`{problem.name}` is empty", "write it" if field is None or field.is_required() else "write it, or remove the line"


def _wrong_value(problem: _Problem) -> tuple[str, str]:
    """Message and fix for a value that is there and does not fit."""
    kind, found, name, context = problem.kind, problem.found, problem.name, problem.context
    if kind == "union_tag_not_found":
        return f"expected a block such as `- text: ...`, found {found}", f"a block is one of: {', '.join(BLOCKS)}"
    if kind == "literal_error":
        # Short lists are shown, without a guess at the nearest: "nuts" is not peanuts, and a slip between mg and µg is a thousandfold.
        allowed = re.findall(r"'([^']+)'", context["expected"])
        keys = f", or keys such as `{next(iter(_names(BLOCK_VALUES[name])))}:`" if problem.short_form and name in BLOCK_VALUES else ""
        if len(allowed) > MAX_LISTED:
            return f"{found} is not allowed for `{name}`", _near(str(getattr(problem.node, "text", "")), allowed)
        return f"{found} is not allowed for `{name}`", f"expected {'one of: ' if len(allowed) > 1 else ''}{', '.join(allowed)}{keys}"
    if kind in _UNREADABLE:
        return f"{found} cannot be read as {_UNREADABLE[kind]}", problem.words
    if kind in _BOUNDS:
        words, key = _BOUNDS[kind]
        value = found if isinstance(problem.node, Scalar) else f"`{name}`"
        return f"{value} is out of range, expected {words} {context[key]}", ""
    if kind in ("too_short", "too_long") and isinstance(problem.node, Sequence):
        limit = f"least {context['min_length']}" if kind == "too_short" else f"most {context['max_length']}"
        return f"`{name}` has {len(problem.node.items)} item{'s' * (len(problem.node.items) > 1)}, expected at {limit}", ""
    if kind in ("too_long", "string_too_long"):
        return f"`{name}` is longer than {context['max_length']} characters", "shorten it"
    if kind == "string_pattern_mismatch":
        if "\n" in str(getattr(problem.node, "text", "")).strip():
            return f"`{name}` has several lines, expected one", "write it on one line"
        return f"{found} has not the form that `{name}` needs", "expected " + _described(problem.owner, name) if _described(
            problem.owner, name
        ) else ""
    if kind.endswith("_type") and kind.removesuffix("_type") in _EXPECTED:
        return f"expected {_EXPECTED[kind.removesuffix('_type')]}, found {found}", _other_type(problem)
    return problem.words, ""


def _other_type(problem: _Problem) -> str:
    if problem.kind == "tuple_type" and isinstance(problem.node, Scalar):
        return "write each item on a line of its own that starts with a dash and a space"
    if problem.kind == "tuple_type":
        return "start each item with a dash and a space"
    if problem.kind == "string_type" and isinstance(problem.node, Mapping):
        return "put text that holds a colon in quotes"
    if problem.kind == "string_type":
        return "put text that starts with a bracket in quotes"
    if not problem.path and isinstance(problem.node, Sequence):
        return "take the dash away: the file starts with keys"
    names = _names(problem.type)
    return f"its keys are: {', '.join(names)}" if names else ""


def _follow(model: Any, loc: tuple[str | int, ...]) -> tuple[Path, Any, Any]:
    """Pydantic's location as a YAML path, the model in which its last key stands, and what should stand there.

    Union members put a tag of their own into the location, which no file holds.
    """
    path: list[str | int] = []
    owner: Any = model
    annotation: Any = model
    for step in loc:
        annotation = _bare(annotation)
        branches = _branches(annotation)
        if branches is not None:
            annotation = branches.get(str(step))
            continue
        path.append(step)
        if isinstance(step, str):
            owner = annotation
        annotation = _child(annotation, step)
    return tuple(path), owner, _bare(annotation)


def _child(annotation: Any, step: str | int) -> Any:
    annotation = _bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, RootModel):
        return _child(annotation.model_fields["root"].annotation, step)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, info in annotation.model_fields.items():
            if step in (name, info.alias):
                whole: Any = info.annotation
                for extra in info.metadata:
                    whole = Annotated[whole, extra]
                return whole
        return None
    arguments = get_args(annotation)
    return arguments[-1 if get_origin(annotation) is dict else 0] if arguments else None


def _bare(annotation: Any) -> Any:
    """The annotation without its metadata and without `| None`."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [item for item in get_args(annotation) if item is not type(None)]
        if len(rest) == 1:
            return _bare(rest[0])
    return annotation


def _branches(annotation: Any) -> dict[str, Any] | None:
    """The members of a tagged union by tag, or None for anything else."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return None
    tagged = {}
    for member in get_args(annotation):
        for extra in get_args(member)[1:] if get_origin(member) is Annotated else ():
            if isinstance(extra, Tag):
                tagged[extra.tag] = get_args(member)[0]
    return tagged or None


def _names(owner: Any) -> list[str]:
    if isinstance(owner, type) and issubclass(owner, BaseModel):
        return [info.alias or name for name, info in owner.model_fields.items()]
    return []


def _near(name: str, names: list[str] | Dict[str, Any]) -> str:
    if close := nearest(name, names):
        return f'did you mean "{close}"?'
    return f"expected one of: {', '.join(names)}" if names else ""


def _a(owner: Any) -> str:
    """A model's name in a sentence: `a food table`."""
    name = getattr(owner, "__name__", "mapping")
    words = _CALLED.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    if words.endswith("s"):
        return words
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _verb(owner: Any) -> str:
    return "need" if _a(owner).endswith("s") else "needs"


def _described(owner: Any, name: str) -> str:
    """What a field is, in the first sentence of its description, and an example that fits into a line."""
    fields = getattr(owner, "model_fields", {})
    info = next((info for field, info in fields.items() if name in (field, info.alias)), None)
    if info is None or not info.description:
        return ""
    said = str(info.description).partition(". ")[0].rstrip(".")
    said = said if said[:2].isupper() else said[0].lower() + said[1:]
    example = next(iter(info.examples or ()), None)
    example = example[0] if isinstance(example, list) else example
    return said + (f", as {example}" if isinstance(example, str | int | float) and len(str(example)) <= MAX_EXAMPLE else "")


def _add(owner: Any, name: str) -> str:
    described = _described(owner, name)
    return f"add `{name}:`" + (f" ({described})" if described else "")
