"""Colours: whether every text and every shape that means something stands out from what is behind it, in colour and in grey.

The pairs stand in `colour_pairs`; their colours come from `styles/tokens.css`, `styles/web.css`, the brand and the edition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from leafletgen.check.form.colour_pairs import SHAPES, TEXTS, Pair, grey, ratio
from leafletgen.check.library_subject import LibrarySubject
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Severity, Span
from leafletgen.html.edition_css import edition_css
from leafletgen.model.edition import Edition


@dataclass(frozen=True, slots=True)
class Measured:
    """One pair with the contrast it has and the contrast it needs."""

    pair: Pair
    front: str
    back: str
    ratio: float
    floor: float

    @property
    def short(self) -> float:
        """How much of the contrast it needs it has; under 1 is too little."""
        return self.ratio / self.floor


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The colours of one form of print or screen, and where each is written."""

    colours: Mapping[str, str]
    edition: Edition
    where: Callable[[Pair], Span]
    screen: str = ""


def contrast(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """Text too pale for people with low vision."""
    yield from _reported(subject, TEXTS, _floors(limits), _as_is)


def contrast_enhanced(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """Text that most people can read, and people with poor sight only with effort."""
    for sheet in _sheets(subject):
        found = [m for m in _measured(sheet, TEXTS, _floors(limits), _as_is) if m.short < 1 and m.ratio >= _least(m, sheet.edition)]
        yield from _findings(sheet, found)


def contrast_graphic(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """Bars, frames and bullets too pale to be seen."""
    yield from _reported(subject, SHAPES, _floors(limits), _as_is)


def mono_safe(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """The same pairs as a black-and-white printer turns them out."""
    yield from _reported(subject, TEXTS + SHAPES, _floors(limits), grey, screens=False)


_Floor = Callable[[Pair, Edition], float]


def _floors(limits: Limits) -> _Floor:
    """The limit by what a pair is: a shape, large text or other text."""
    return lambda pair, edition: limits["shape" if not pair.type else "large" if pair.large(edition) else "text"]


def _least(measured: Measured, edition: Edition) -> float:
    """What `contrast` asks of it, so that one fault is told once."""
    return 3.0 if measured.pair.large(edition) else 4.5


def _reported(
    subject: LibrarySubject, pairs: tuple[Pair, ...], floor: _Floor, seen: Callable[[str], str], *, screens: bool = True
) -> Iterator[Finding]:
    for sheet in _sheets(subject):
        if screens or not sheet.screen:
            yield from _findings(
                sheet, [m for m in _measured(sheet, pairs, floor, seen) if m.short < 1], " when it is printed in grey" * (seen is grey)
            )


def _measured(sheet: _Sheet, pairs: tuple[Pair, ...], floor: _Floor, seen: Callable[[str], str]) -> Iterator[Measured]:
    for pair in pairs:
        front, back = sheet.colours.get(pair.front), sheet.colours.get(pair.back)
        if front and back:
            yield Measured(pair, front, back, ratio(seen(front), seen(back)), floor(pair, sheet.edition))


def _findings(sheet: _Sheet, failing: list[Measured], how: str = "") -> Iterator[Finding]:
    """One finding for each colour to change, with its worst pair and all that it spoils."""
    by_place: dict[Span, list[Measured]] = {}
    for measured in failing:
        by_place.setdefault(sheet.where(measured.pair), []).append(measured)
    for span, found in by_place.items():
        worst = min(found, key=lambda measured: measured.short)
        spoilt = list(dict.fromkeys(measured.pair.what for measured in sorted(found, key=lambda measured: measured.short)))
        shown = _cut(worst.ratio)
        yield Finding(
            span=span,
            message=f"{worst.front} on {worst.back} has a contrast of {shown:.2f} to 1{how}{sheet.screen}, "
            f"below {worst.floor:g} to 1: {_listed(spoilt)}",
            fix="choose a darker accent colour"
            if "accent" in (worst.pair.front, worst.pair.back) and not sheet.screen
            else "move the two colours further apart",
            value=shown,
            limit=worst.floor,
        )


def _cut(value: float) -> float:
    """Two decimals, never rounded up to the limit that was missed."""
    return int(value * 100) / 100


def _listed(words: list[str], most: int = 4) -> str:
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")


def _sheets(subject: LibrarySubject) -> Iterator[_Sheet]:
    """Each brand in the colours of the smallest edition that is made in colour; and the web page in the dark."""
    tokens = _Tokens.read(subject, "tokens.css")
    editions = [subject.library.editions[name] for name in subject.library.settings.editions if name in subject.library.editions]
    coloured = [edition for edition in editions if edition.ink == "colour"]
    for name, brand in subject.library.brands.items():
        for edition in _smallest(coloured):
            colours = {**tokens.colours, **_properties(edition_css(edition, brand))}
            yield _Sheet(colours, edition, _blame(subject, name, tokens))
    dark = _Tokens.read(subject, "web.css", r"@media \(prefers-color-scheme: dark\)\s*\{(.*?\})\s*\}")
    for edition in [edition for edition in editions if edition.output == "html"][:1] if dark.colours else ():
        yield _Sheet({**tokens.colours, **dark.colours}, edition, lambda pair: dark.span(pair.front, pair.back), " in the dark web page")


def _smallest(editions: list[Edition]) -> list[Edition]:
    """The edition of the smallest type: what passes in it passes in every other."""
    return sorted(editions, key=lambda edition: (edition.type.body, edition.type.heading, edition.type.mark))[:1]


def _blame(subject: LibrarySubject, name: str, tokens: _Tokens) -> Callable[[Pair], Span]:
    """Where to change a pair: the brand's accent, else the stylesheet's own colour."""

    def where(pair: Pair) -> Span:
        return subject.brand_span(name, ("accent",)) if "accent" in (pair.front, pair.back) else tokens.span(pair.front, pair.back)

    return where


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Custom properties of a stylesheet that are colours."""

    file: str
    text: str
    colours: Mapping[str, str]

    @classmethod
    def read(cls, subject: LibrarySubject, name: str, part: str = r"(.*)") -> _Tokens:
        """Those of the nearest `styles/<name>`, in the part of it that a pattern finds."""
        for folder in subject.folders:
            path = folder / "styles" / name
            if path.is_file():
                text = path.read_text("utf-8", "replace")
                found = re.search(part, text, re.DOTALL)
                return cls(f"styles/{name}", text, _properties(found[1]) if found else {})
        return cls(f"styles/{name}", "", {})

    def span(self, *names: str) -> Span:
        """The line of the first of ``names`` that the stylesheet sets to a colour other than paper's."""
        for name in sorted(names, key=lambda name: name == "paper"):
            colour = self.colours.get(name)
            if colour and (at := re.search(rf"--{name}:\s*{colour}", self.text)):
                line = self.text.count("\n", 0, at.start()) + 1
                return Span(self.file, line, at.start() - (self.text.rfind("\n", 0, at.start()) + 1) + 1)
        return Span(self.file)


def _properties(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-fA-F]{6})\b", css))


def _as_is(colour: str) -> str:
    return colour


_ACCENT = 'accent: "#0b5c6b"   # 7.6 to 1 on white'

RULES = (
    Rule(
        slug="contrast",
        stage="library",
        severity=Severity.ERROR,
        reason="Pale text is lost to people with low vision, on cheap paper and in poor light.",
        basis="SC 1.4.3",
        example='accent: "#7fb8c4"   # 2.2 to 1 on white',
        mend=_ACCENT,
        check=contrast,
        limits={"text": 4.5, "large": 3},
    ),
    Rule(
        slug="contrast-enhanced",
        stage="library",
        severity=Severity.WARNING,
        reason="Many readers of leaflets are old or ill, and need more contrast than the least that is allowed.",
        basis="SC 1.4.6",
        example='accent: "#226f7e"   # 5.8 to 1 on white, 5.0 on its tint',
        mend=_ACCENT,
        check=contrast_enhanced,
        limits={"text": 7, "large": 4.5},
    ),
    Rule(
        slug="contrast-graphic",
        stage="library",
        severity=Severity.WARNING,
        reason="A bar or a frame that cannot be seen says nothing.",
        basis="SC 1.4.11",
        example='accent: "#b9d9df"',
        mend=_ACCENT,
        check=contrast_graphic,
        limits={"shape": 3},
    ),
    Rule(
        slug="mono-safe",
        stage="library",
        severity=Severity.WARNING,
        reason="Most leaflets are printed or copied in grey.",
        basis="[P]",
        example='accent: "#e0c000"',
        mend=_ACCENT,
        check=mono_safe,
        limits={"text": 4.5, "large": 3, "shape": 3},
    ),
)
