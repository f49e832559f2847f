"""Parcels: what an order reads, and no file more, arrives as it was, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from running import LEAFLET, REPOSITORY, with_content

from leafletgen.build.limits import Limits
from leafletgen.build.outpost import Host, leave, outpost, unlike
from leafletgen.build.parcel import LARGEST, Unsafe, own_parcel, shared_parcel, unpack
from leafletgen.html.pictures import MAX_IMAGE_BYTES
from leafletgen.html.press_profile import MAX_PROFILE_BYTES
from leafletgen.source.decode import MAX_BYTES

MakeLibrary = Callable[..., Path]
BRAND = "name: Another\nlogo: {image: images/logo.png, alt: Logo}\npress: {profile: brands/uncoated.icc, condition: FOGRA52}\n"
FIGURE = 'figure: {image: "images/\\x61.png", alt: A}'
"""A picture whose name is written in another way than the file's."""


def test_what_all_orders_read_is_in_the_shared_parcel(make_library: MakeLibrary) -> None:
    own = {"leaflets/brands/other.yaml": BRAND, "leaflets/images/logo.png": b"logo", "leaflets/brands/uncoated.icc": b"icc"}
    pictures = {"leaflets/images/a.png": b"a", "leaflets/a.yaml": LEAFLET, "notes.txt": "mine", "leaflets/notes.txt": "mine"}
    root = make_library(own | pictures | {"styles/own/page.css": "p {}", "templates/base.html": "", "leaflets/approvals.yaml": ""})
    (root / "styles/again").symlink_to(root / "styles")
    parcel = shared_parcel(root, REPOSITORY)
    ours = {name for name in parcel if not name.startswith("built-in/")}
    settings = {f"leaflets/{name}.yaml" for name in ("library", "references", "approvals", "brands/clinic")}
    assert ours == settings | set(own) | {"styles/own/page.css", "templates/base.html"}
    assert parcel["leaflets/images/logo.png"] == b"logo"
    assert {"built-in/templates/base.html", "built-in/styles/page.css"} <= set(parcel)
    assert not [name for name in parcel if name.startswith("built-in/leaflets/")]


def test_what_one_leaflet_reads_goes_with_it(make_library: MakeLibrary) -> None:
    files = {
        "leaflets/a.yaml": with_content(FIGURE),
        "leaflets/b.yaml": LEAFLET,
        "leaflets/images/a.png": b"a",
        "leaflets/images/b.png": b"b",
    }
    root = make_library(files | {"leaflets/translations/cy/a.po": "", "leaflets/translations/cy/b.po": ""})
    assert set(own_parcel(root, "a")) == {"leaflets/a.yaml", "leaflets/images/a.png", "leaflets/translations/cy/a.po"}
    assert own_parcel(root, "gone") == {}


def test_odd_files_arrive_as_odd_as_they_were(make_library: MakeLibrary, tmp_path_factory: pytest.TempPathFactory) -> None:
    """So that what is wrong with them is told in the same words."""
    names = ("out", "large", "folder", "up", "none", "circle")
    figures = [f"figure: {{image: {'../' if name == 'up' else ''}images/{name}.png, alt: A}}" for name in names]
    root = make_library({"leaflets/a.yaml": with_content(*figures), "leaflets/images/folder.png/x": ""})
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("secret")
    images = root / "leaflets/images"
    (images / "out.png").symlink_to(secret)
    (images / "circle.png").symlink_to("circle.png")
    with (images / "large.png").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    parcel = own_parcel(root, "a")
    assert {name: content for name, content in parcel.items() if name.endswith(".png")} == {
        "leaflets/images/out.png": None,
        "leaflets/images/large.png": LARGEST + 1,
    }
    there = tmp_path_factory.mktemp("worker") / "library"
    unpack(parcel, there)
    unpack(parcel, there)
    assert (there / "leaflets/images/large.png").stat().st_size == LARGEST + 1
    assert (there / "leaflets/images/out.png").is_file()
    assert not (there / "leaflets/images/out.png").resolve().is_relative_to(there)
    assert (there / "leaflets/images/out.png").read_bytes() == b""
    assert not list(there.rglob("*.part"))


def test_no_file_is_read_that_is_too_large_to_travel() -> None:
    assert max(MAX_BYTES, MAX_IMAGE_BYTES, MAX_PROFILE_BYTES) < LARGEST


@pytest.mark.parametrize("name", ["../x", "/x", "leaflets/../../x", "", "leaflets\\..\\x", "a\0b"])
def test_a_name_that_leads_elsewhere_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unsafe):
        unpack({"leaflets/a.yaml": b"a", name: b"x"}, tmp_path / "library")
    assert list(tmp_path.iterdir()) == []


def test_an_outpost_goes_when_its_build_ends_or_another_one_comes(tmp_path: Path) -> None:
    from leafletgen.build.versions import made_with

    host, limits, versions = Host("tcp://here", 1, tmp_path / "scratch"), Limits(), made_with()
    with outpost("one", host, {"leaflets/a.yaml": b"a"}, limits, versions), outpost("two", host, {}, limits, versions):
        assert len(list(host.scratch.iterdir())) == 2
    with outpost("three", host, {}, limits, versions):
        assert len(list(host.scratch.iterdir())) == 1
    leave("one")
    leave("three")
    leave("three")
    assert list(host.scratch.iterdir()) == []


def test_what_differs_is_named() -> None:
    assert unlike({"pango": "1.50", "a": "1"}, {"pango": "1.50", "a": "1"}) == ""
    assert (
        unlike({"pango": "1.50", "a": "1"}, {"pango": "1.52", "b": "1"})
        == "a is not there, here 1, b is 1, here not there, pango is 1.52, here 1.50"
    )
