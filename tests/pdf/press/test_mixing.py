"""Colours to inks: greys, the accent and its tints, and all others through the profile."""

from __future__ import annotations

from decimal import Decimal

import pytest
from running import REPOSITORY

from leafletgen.html.pictures import tint
from leafletgen.model.press import Inks, Press
from leafletgen.pdf.press.mixing import Mixer, lightness

PROFILE = (REPOSITORY / "styles" / "press" / "fogra39l-coated.icc").read_bytes()
INKS = Inks(0.9, 0.4, 0.4, 0.2)


def mixer(accent: str = "#0b5c6b", inks: Inks | None = INKS) -> Mixer:
    return Mixer(Press(Decimal(3), "crop", accent, inks, PROFILE, "FOGRA39", ""))


def rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


@pytest.fixture(scope="module")
def mixed() -> Mixer:
    return mixer()


@pytest.mark.parametrize(
    ("colour", "black"),
    [("#000000", 1), ("#1a1a1a", 1), ("#222222", 1), ("#262626", 1), ("#4a4a4a", 0.71), ("#4a565b", 0.675), ("#8c979a", 0.419),
     ("#808080", 0.498), ("#ffffff", 0), ("#f4f6f7", 0.037)],
)  # fmt: skip
def test_greys_are_black_alone(mixed: Mixer, colour: str, black: float) -> None:
    found = mixed.rgb(rgb(colour))
    assert (found.c, found.m, found.y) == (0, 0, 0)
    assert found.k == pytest.approx(black, abs=0.006)


@pytest.mark.parametrize("accent", ["#0b5c6b", "#5a2150", "#ffd700", "#c00000", "#7fb8c4"])
@pytest.mark.parametrize("share", [1, 0.75, 0.5, 0.25, 0.1, 0.05])
def test_tints_of_the_accent_are_tints_of_its_inks(accent: str, share: float) -> None:
    found = mixer(accent).rgb(rgb(tint(accent, share)))
    assert [found.c, found.m, found.y, found.k] == pytest.approx([0.9 * share, 0.4 * share, 0.4 * share, 0.2 * share], abs=0.005)


@pytest.mark.parametrize("colour", ["#0b5c77", "#a6c8ce", "#9b1c1c", "#fff8f0", "#ff0000", "#3366cc"])
def test_other_colours_go_through_the_profile(mixed: Mixer, colour: str) -> None:
    found = mixed.rgb(rgb(colour))
    assert found != INKS
    assert found.c + found.m + found.y > 0.05
    assert found.c + found.m + found.y + found.k <= 3.05


def test_the_profile_knows_its_inks(mixed: Mixer) -> None:
    red, blue = mixed.rgb((1, 0, 0)), mixed.rgb((0, 0, 1))
    assert red.c < 0.05 < 0.9 < min(red.m, red.y)
    assert blue.y < 0.05 < 0.6 < min(blue.c, blue.m)


def test_lab(mixed: Mixer) -> None:
    white, red, blue = (mixed.lab(colour) for colour in ((100, 0, 0), (50, 70, 45), (40, 10, -60)))
    assert white.c + white.m + white.y + white.k < 0.02
    assert min(red.m, red.y) > 0.7 > 0.2 > red.c
    assert blue.c > 0.7 > 0.2 > blue.y


def test_a_grey_accent_prints_in_black() -> None:
    assert mixer("#333333").rgb(rgb("#333333")) == Inks(0, 0, 0, 0.8)


def test_an_accent_without_inks_has_tints_too() -> None:
    found = mixer(inks=None)
    assert found.accent_inks.c > 0.6
    assert found.rgb(rgb(tint("#0b5c6b", 0.5))).c == pytest.approx(found.accent_inks.c / 2, abs=0.01)


def test_lightness_in_masks() -> None:
    assert [lightness(colour) for colour in ((0.4,), (1, 1, 1), (0, 0, 0, 0), (0, 0, 0, 1), (1, 1, 1, 0.5))] == pytest.approx(
        [0.4, 1, 1, 0, 0]
    )


@pytest.mark.parametrize("profile", [b"", b"not a profile", PROFILE[:200]])
def test_an_unusable_profile(profile: bytes) -> None:
    with pytest.raises(ValueError, match="profile"):
        Mixer(Press(Decimal(3), "crop", "#0b5c6b", None, profile, "x", ""))
