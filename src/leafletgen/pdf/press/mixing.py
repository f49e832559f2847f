"""A colour of the screen to printing inks.

Grey prints in black ink alone, the brand's accent and its tints in the brand's own inks, the rest through the profile of the condition.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from PIL import Image, ImageCms

from leafletgen.model.press import Inks, Press

Colour = tuple[float, ...]

BLACK = Inks(0, 0, 0, 1)

SOLID = 0.85
"""Share of black from which a grey prints solid: small type in a screen of dots has ragged edges."""

_EXACT = 4.5 / 255
"""Farther apart than this, channels of a colour are no rounding of grey."""
_CAST = 0.15
"""A grey may have a cast: channels that differ by this share of its darkness."""
_ROUNDING = 1.05 / 255
"""A tint was rounded to whole steps of a channel."""


class Mixer:
    """Mixes inks for one printing condition and one brand."""

    def __init__(self, press: Press) -> None:
        """Raises ValueError for a profile that cannot be used."""
        screen, inks, lab = ImageCms.createProfile("sRGB"), _opened(press.profile), ImageCms.createProfile("LAB")
        self.inks_profile = inks
        self.from_rgb = _transform(screen, inks, "RGB")
        self.from_lab = _transform(lab, inks, "LAB")
        self.accent = _channels(press.accent)
        self.accent_is_grey = _grey(self.accent) is not None
        self.accent_inks = press.accent_inks or self._through_profile(self.accent)
        self.mixed: dict[Colour, Inks] = {}

    def rgb(self, colour: Colour) -> Inks:
        """Inks for red, green and blue, each 0 to 1 (sRGB)."""
        if colour not in self.mixed:
            self.mixed[colour] = self._mixed(colour)
        return self.mixed[colour]

    def _mixed(self, colour: Colour) -> Inks:
        share = None if self.accent_is_grey else _share_of(self.accent, colour)
        if share is not None:
            return self.accent_inks.tint(share)
        if (black := _grey(colour)) is not None:
            return solid(black)
        return self._through_profile(colour)

    def lab(self, colour: Colour) -> Inks:
        """Inks for a colour in CIE Lab. White stays paper, whatever white it was measured by."""
        lightness, *opponents = colour
        channels = (_byte(lightness / 100), *(round(min(max(value, -128), 127)) + 128 for value in opponents))
        return self._first(self.from_lab, "LAB", channels)

    def _through_profile(self, colour: Colour) -> Inks:
        return self._first(self.from_rgb, "RGB", tuple(map(_byte, colour)))

    def _first(self, transform: Any, mode: str, channels: Sequence[int]) -> Inks:
        pixel = ImageCms.applyTransform(Image.new(mode, (1, 1), tuple(channels)), transform)
        c, m, y, k = (round(ink / 255, 3) for ink in pixel.getpixel((0, 0)))  # type: ignore[union-attr]
        return Inks(c, m, y, k)

    def image(self, image: Any, profile: bytes | None) -> Any:
        """A picture in RGB, with the profile that came with it, in inks."""
        transform = self.from_rgb
        if profile:
            with suppress(ValueError):  # a profile that is broken, or for grey, says nothing of these channels
                transform = _transform(_opened(profile), self.inks_profile, "RGB")
        return ImageCms.applyTransform(image, transform)


def solid(black: float) -> Inks:
    """A grey of black ink alone; a dark one prints solid."""
    return Inks(0, 0, 0, 1.0 if black >= SOLID else round(black, 3))


def lightness(colour: Colour) -> float:
    """How light a colour is in a soft mask, 0 to 1 (ISO 32000-1, 10.3.3)."""
    if len(colour) == 4:
        c, m, y, black = colour
        return 1 - min(1.0, 0.3 * c + 0.59 * m + 0.11 * y + black)
    return colour[0] if len(colour) == 1 else 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def _grey(colour: Colour) -> float | None:
    """How much black a colour without a hue of its own needs; None for one that has a hue."""
    darkness = 1 - min(colour)
    spread = max(colour) - min(colour)
    return 1 - lightness(colour) if spread <= max(_EXACT, _CAST * darkness) else None


def _share_of(accent: Colour, colour: Colour) -> float | None:
    """The tint of ``accent`` on white that ``colour`` is, 0 to 1; None where it is none."""
    deepest = min(accent)
    if deepest >= 1 or min(colour) >= 1:
        return None
    share = (1 - min(colour)) / (1 - deepest)
    steps = [abs(channel - (1 - share * (1 - full))) for channel, full in zip(colour, accent, strict=True)]
    return round(share, 3) if share <= 1 + _ROUNDING and max(steps) <= _ROUNDING else None


def _channels(colour: str) -> Colour:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _byte(value: float) -> int:
    return round(min(max(value, 0), 1) * 255)


def _opened(profile: bytes) -> Any:
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except OSError as failure:
        raise ValueError("not an ICC profile") from failure


def _transform(source: Any, inks: Any, mode: str) -> Any:
    """Relative colorimetric with the darkest black of the one set to the darkest of the other, as prepress does by default."""
    try:
        return ImageCms.buildTransform(
            source, inks, mode, "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
        )
    except ImageCms.PyCMSError as failure:
        raise ValueError("the profile does not say how to mix its inks") from failure
