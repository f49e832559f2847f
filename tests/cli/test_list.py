"""`list`: a line for each leaflet, and a broken one does not hide the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from running import LEAFLET, LEAFLETS, REPOSITORY, leafletgen

MakeLibrary = Callable[..., Path]


def test_the_three_leaflets() -> None:
    result = leafletgen(REPOSITORY, "list")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split()[:4] for line in result.stdout.splitlines()] == [
        ["b12-food-guide", "B12-03", "food-guide", "1.0"],
        ["b12-nerve-health", "B12-01", "handout", "1.0"],
        ["b12-questions", "B12-02", "faq", "1.0"],
    ]
    assert all("review by 2028-11-22" in line for line in result.stdout.splitlines())


def test_json() -> None:
    rows = json.loads(leafletgen(REPOSITORY, "list", "--json").stdout)
    assert [row["name"] for row in rows] == list(LEAFLETS)
    assert rows[1] == {
        "name": "b12-nerve-health", "code": "B12-01", "kind": "handout", "title": "Vitamin B12 and your nerves",
        "version": "1.0", "review_by": "2028-11-22", "withdrawn": "",
    }  # fmt: skip


def test_a_broken_leaflet(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": "title: [\n", "leaflets/c.yaml": "- a list\n"})
    result = leafletgen(root, "list")
    assert result.exit_code == 1
    assert result.stdout == "a  a  handout  1.0  review by 2028-01-01  A leaflet\n"
    assert "leaflets/b.yaml:" in result.stderr
    assert "error[" in result.stderr
    assert [row["name"] for row in json.loads(leafletgen(root, "list", "--json").stdout)] == ["a"]


def test_a_library_without_leaflets(make_library: MakeLibrary) -> None:
    root = make_library()
    assert (leafletgen(root, "list").exit_code, leafletgen(root, "list").output) == (0, "")
    assert leafletgen(root, "list", "--json").output == "[]\n"
    result = leafletgen(root, "build")
    assert result.exit_code == 0
    assert "0 outputs built" in result.stderr
