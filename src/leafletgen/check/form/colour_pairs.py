"""The pairs of colours that the stylesheets make, and how far two colours stand apart (WCAG 2.2)."""

from __future__ import annotations

from dataclasses import dataclass

from leafletgen.model.edition import Edition

LARGE, LARGE_BOLD = 18, 14
"""Points from which text counts as large, plain and bold (WCAG 2.2)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Something in one colour on another, by the names of their custom properties."""

    front: str
    back: str
    what: str
    type: str = ""
    """The edition's type size that it is set in; empty for a shape."""
    scale: float = 1
    """That size is multiplied with it."""
    bold: bool = False

    def large(self, edition: Edition) -> bool:
        """Whether the text counts as large in an edition."""
        size = float(getattr(edition.type, self.type)) * self.scale
        return size >= (LARGE_BOLD if self.bold else LARGE)


TEXTS = (
    Pair("ink", "paper", "running text", "body"),
    Pair("ink", "tint", "the main points", "body"),
    Pair("quiet", "paper", "small print", "small"),
    Pair("accent", "paper", "the title", "title", bold=True),
    Pair("accent", "paper", "headings", "heading", bold=True),
    Pair("accent", "paper", "questions", "body", 1.15, bold=True),
    Pair("accent", "paper", "column heads", "body", bold=True),
    Pair("accent", "paper", "food groups", "heading", 0.88, bold=True),
    Pair("accent", "paper", "page numbers of the contents", "small", bold=True),
    Pair("accent", "paper", "citation marks", "mark"),
    Pair("accent", "tint", "the heading of the main points", "heading", 0.9, bold=True),
    Pair("ink", "tint", "citation marks in the main points", "mark"),
    Pair("paper", "accent", "numerals of steps", "body", bold=True),
    Pair("paper", "accent", "labels of boxes", "body", bold=True),
    Pair("paper", "warn", "the label of urgent boxes", "body", bold=True),
    Pair("warn", "paper", "the mark of drafts", "small", bold=True),
)
"""Every text on every background, as styles/blocks.css, faq.css, food-guide.css and page.css have it."""

SHAPES = (
    Pair("accent", "paper", "bars of food tables"),
    Pair("accent", "paper", "frames of boxes"),
    Pair("accent", "paper", "bullets"),
    Pair("accent", "tint", "bullets of the main points"),
    Pair("warn", "paper", "frames of urgent boxes"),
    Pair("ink", "paper", "boxes to tick and lines to write on"),
)
"""Every shape that means something. Hairlines are not here: it is their space that tells rows apart."""


def ratio(one: str, other: str) -> float:
    """Contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, from sRGB)."""
    return sum(weight * _linear(channel) for weight, channel in zip((0.2126, 0.7152, 0.0722), _channels(colour), strict=True))


def grey(colour: str) -> str:
    """The colour as an office printer's driver turns it into grey: by the luma of ITU-R BT.601."""
    luma = round(sum(weight * channel for weight, channel in zip((0.299, 0.587, 0.114), _channels(colour), strict=True)))
    return f"#{luma:02x}{luma:02x}{luma:02x}"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
