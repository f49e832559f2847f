"""The press edition as a user builds and checks it: the brand's own condition, what is refused, and the same bytes on any day."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import LIBRARY
from inks import colours_of, read
from PIL import ImageCms
from running import LEAFLET, REPOSITORY, leafletgen, process, with_content

MakeLibrary = Callable[..., Path]

PROFILE = (REPOSITORY / "styles" / "press" / "fogra39l-coated.icc").read_bytes()
OWN = PROFILE[:24] + b"\x07\xd6" + PROFILE[26:]
"""The same made in another year."""
CLINIC = str(LIBRARY["leaflets/brands/clinic.yaml"])
INKS = 'accent: "#5a2150"\naccent_cmyk: [55, 95, 30, 40]\n'
LEAFLET_WITH_ALL = with_content(
    'text: "Some **words**. [@nice-ng239]"',
    "steps: [One, Two]",
    "callout: {tone: urgent, call: emergency, bullets: [Any of this]}",
    "table: {caption: Two, columns: [A, B], rows: [[C, D]]}",
    "qr: {url: https://a.example/x, label: More}",
    "checklist: [This]",
)
FILES = {"leaflets/a.yaml": LEAFLET, "leaflets/brands/clinic.yaml": CLINIC + INKS}


def built(root: Path, *arguments: str) -> tuple[bytes, str]:
    done = leafletgen(root, "build", "a", "-e", "press", "--quiet", *arguments)
    path = root / "dist" / "a" / "a-en-press.pdf"
    return path.read_bytes() if path.exists() else b"", done.output


def diagnostics(output: str, rule: str) -> list[str]:
    return [line for line in output.splitlines() if f"[{rule}]" in line]


def test_a_whole_leaflet_is_in_inks(make_library: MakeLibrary) -> None:
    data, output = built(make_library(FILES | {"leaflets/a.yaml": LEAFLET_WITH_ALL}))
    assert data, output
    found = colours_of(data)
    assert {name for name, _ in found.operators} <= {"k", "K", "CS", "SCN"}
    assert ("k", (0.55, 0.95, 0.3, 0.4)) in found.operators
    assert ("k", (0.0, 1.0, 0.9, 0.3)) in found.operators
    assert found.text[0, 0, 0, 1]
    assert set(found.text) == {(0, 0, 0, 1), (0, 0, 0, 0), (0.55, 0.95, 0.3, 0.4), (0, 1, 0.9, 0.3)}


def test_check_judges_it_by_what_a_press_needs(make_library: MakeLibrary) -> None:
    root = make_library(FILES | {"leaflets/a.yaml": LEAFLET_WITH_ALL, "leaflets/library.yaml": "brands: [clinic]\neditions: [press]\n"})
    found = json.loads(leafletgen(root, "check", "--format", "json").stdout)
    assert [each for each in found if each["rule"].startswith(("pdf-", "press-", "engine"))] == []
    narrow = (
        "press:\n  label: x\n  type: {body: 12, small: 10, mark: 8, summary: 14, heading: 17, title: 30}\n  profile: pdf/x-4\n  bleed: 2\n"
    )
    root = make_library(FILES | {"leaflets/library.yaml": "brands: [clinic]\neditions: [press]\n", "styles/editions.yaml": narrow})
    found = json.loads(leafletgen(root, "check", "--format", "json").stdout)
    assert [each["message"] for each in found if each["rule"] == "pdf-boxes"] == ["page 1 bleeds 2.0 mm beyond its trimmed edge"]


def test_bleed_is_for_presses(make_library: MakeLibrary) -> None:
    sizes = "type: {body: 12, small: 10, mark: 8, summary: 14, heading: 17, title: 30}"
    root = make_library(FILES | {"styles/editions.yaml": f"odd:\n  label: x\n  {sizes}\n  bleed: 3\n"})
    assert "only an edition with `profile: pdf/x-4` has bleed and marks" in leafletgen(root, "build").output


def test_the_brands_own_condition(make_library: MakeLibrary) -> None:
    press = "press: {profile: brands/own.icc, condition: FOGRA52, description: Uncoated}\n"
    root = make_library(FILES | {"leaflets/brands/clinic.yaml": CLINIC + INKS + press, "leaflets/brands/own.icc": OWN})
    data, output = built(root)
    [intent] = read(data).trailer["/Root"]["/OutputIntents"]
    assert (intent["/OutputConditionIdentifier"], intent["/OutputCondition"]) == ("FOGRA52", "Uncoated")
    assert intent["/DestOutputProfile"].get_data() == OWN
    assert diagnostics(output, "press-profile") == []
    assert leafletgen(root, "build", "-e", "standard", "--quiet").exit_code == 0
    assert data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "is a profile for a screen, not for printing"),
        (b"nothing", "is damaged, or not an ICC profile"),
        (None, "cannot be read: no such file or directory"),
    ],
)
def test_a_bad_condition_of_a_brand(make_library: MakeLibrary, data: bytes | None, message: str) -> None:
    press = "press: {profile: brands/own.icc, condition: FOGRA52}\n"
    root = make_library(FILES | {"leaflets/brands/clinic.yaml": CLINIC + INKS + press, "leaflets/brands/own.icc": data})
    made, output = built(root)
    assert made == b""
    wanted = f'leaflets/brands/clinic.yaml:1:1  error[press-profile]  "brands/own.icc" {message}'
    assert diagnostics(output, "press-profile") == [wanted]
    found = json.loads(leafletgen(root, "check", "--format", "json").stdout)
    [told] = [each for each in found if each["rule"] == "press-profile"]
    assert (told["file"], told["line"], told["message"]) == ("leaflets/brands/clinic.yaml", 6, f'"brands/own.icc" {message}')


def test_a_bad_condition_of_an_edition(make_library: MakeLibrary) -> None:
    edition = (
        "press:\n  label: x\n  type: {body: 12, small: 10, mark: 8, summary: 14, heading: 17, title: 30}\n  profile: pdf/x-4\n"
        "  press: {profile: press/own.icc, condition: X}\n"
    )
    for files, message in (
        ({}, "styles/press/own.icc is in neither the library nor leafletgen itself"),
        ({"styles/press/own.icc": b"no"}, '"styles/press/own.icc" is damaged, or not an ICC profile'),
    ):
        made, output = built(make_library(FILES | {"styles/editions.yaml": edition} | files))
        assert made == b""
        assert message in output


def test_a_colour_that_cannot_be_mixed(make_library: MakeLibrary) -> None:
    css = "@color-profile --own { src: url(own.icc); components: r, g, b }\nh1 { color: color(--own 0.2 0.3 0.4) }"
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made, output = built(make_library(FILES | {"styles/press.css": css, "styles/own.icc": screen}))
    assert made == b""
    [line] = diagnostics(output, "press-colour")
    assert line.startswith("leaflets/a.yaml:1:1  error[press-colour]  a colour in a space of its own (--own) cannot be mixed")


def test_an_accent_without_inks_is_advice(make_library: MakeLibrary) -> None:
    done = leafletgen(make_library({"leaflets/a.yaml": LEAFLET}), "build", "a", "-e", "press")
    assert done.exit_code == 0
    [line] = diagnostics(done.output, "press-colour")
    assert "advice[press-colour]  the brand does not say in which inks its accent #0b5c6b prints" in line


def test_the_same_bytes_on_any_day_and_in_any_process(make_library: MakeLibrary) -> None:
    root = make_library(FILES)
    first, _ = built(root, "--today", "2026-11-22")
    env = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8"}
    done = process(root, "build", "a", "-e", "press", "--quiet", "--today", "2027-05-01", "-o", str(root / "other"), env=env)
    assert done.returncode == 0, done.stderr
    assert (root / "other" / "a" / "a-en-press.pdf").read_bytes() == first
    assert len(first) < 300_000
