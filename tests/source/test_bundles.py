"""Bundles in `library.yaml`: what is wrong with one is told at its place, and costs that bundle only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from running import LEAFLET

from leafletgen.source.library import read_library

MakeLibrary = Callable[..., Path]
SETTINGS = "brands: [clinic]\nbundles:\n  good: {title: Good, leaflets: [iron]}\n"


@pytest.mark.parametrize(
    ("bundle", "place", "message", "fix"),
    [
        ("bad: {title: Bad, leaflets: [iron, irom]}", (4, 38), 'there is no leaflet "irom"', 'did you mean "iron"?'),
        ("bad: {title: Bad, leaflets: [zzzzzz]}", (4, 32), 'there is no leaflet "zzzzzz"', "there are: iron"),
        ("bad: {title: Bad, leaflets: [iron, iron]}", (4, 38), '"iron" is in the bundle "bad" twice', "take one of the two out"),
        ("bad: {title: Bad, leaflets: []}", (4, 31), 'the bundle "bad" has no leaflets', "name those that are to be in it"),
        ("iron: {title: Bad, leaflets: [iron]}", (4, 3), '"iron" is the name of a leaflet', "give the bundle another name"),
    ],
)
def test_a_bundle_that_cannot_be_bound(
    make_library: MakeLibrary, builtin: Path, bundle: str, place: object, message: str, fix: str
) -> None:
    root = make_library({"leaflets/library.yaml": f"{SETTINGS}  {bundle}\n", "leaflets/iron.yaml": LEAFLET})
    library, (problem,) = read_library(root, builtin)
    assert library is not None
    assert library.broken_bundles == {bundle.partition(":")[0]}
    assert set(library.settings.bundles) == {"good", bundle.partition(":")[0]}
    assert (problem.span.file, (problem.span.line, problem.span.column)) == ("leaflets/library.yaml", place)
    assert (problem.rule, problem.message, problem.fix) == ("schema-invalid", message, fix)
    assert problem.excerpt == f"  {bundle}"


def test_a_key_that_bundles_do_not_have(make_library: MakeLibrary, builtin: Path) -> None:
    root = make_library({"leaflets/library.yaml": f"{SETTINGS}  bad: {{titel: Bad, leaflets: [iron]}}\n", "leaflets/iron.yaml": LEAFLET})
    library, problems = read_library(root, builtin)
    assert library is None
    assert {problem.span.line for problem in problems} == {4}
    assert any('did you mean "title"?' in problem.fix for problem in problems)
