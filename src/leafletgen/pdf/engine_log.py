"""What the engine logs, as diagnostics. It only logs a missing glyph or image; for a leaflet these are errors."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator

from leafletgen.diagnostics import Diagnostic, Severity, Span

NOWHERE = Span("")
"""The engine does not know the YAML file: whoever does, moves the diagnostic there."""

_RULES: tuple[tuple[str, str, Severity, str, str], ...] = (
    (
        r"\.notdef glyph rendered .*?: \"(?P<what>.+)\" \(U\+",
        "missing-glyph",
        Severity.ERROR,
        "no font has the character {what}",
        "use another character, or add a font that has it to styles/fonts.css",
    ),
    (
        r"Failed to load image at '?(?P<what>[^']*)'?:",
        "image-missing",
        Severity.ERROR,
        "the image {what} cannot be used",
        "name a PNG, JPEG or SVG file in leaflets/images/",
    ),
    (
        r"Failed to render SVG image (?P<what>.*)",
        "image-missing",
        Severity.ERROR,
        "the drawing {what} cannot be set",
        "export it as plain SVG",
    ),
    (
        r"Failed to load stylesheet at (?P<what>\S+?):? ",
        "style-missing",
        Severity.ERROR,
        "the stylesheet {what} cannot be used",
        "put it into styles/ and name it in the edition",
    ),
    (
        r"Font-face '(?P<what>[^']*)' cannot be loaded",
        "font-missing",
        Severity.ERROR,
        'the font "{what}" cannot be loaded',
        "run `leafletgen doctor`",
    ),
    (
        r"No anchor #(?P<what>\S+) for internal URI",
        "link-broken",
        Severity.WARNING,
        "a link leads to #{what}, which is not in the leaflet",
        "",
    ),
    (
        r"Ignored|Invalid|Unknown|unsupported|Parse error|Expected",
        "style-invalid",
        Severity.WARNING,
        "",
        "mend it in styles/ or templates/",
    ),
)


def lost_note(number: str) -> Diagnostic:
    """A page footnote that is on no page."""
    return Diagnostic(
        "note-lost",
        Severity.ERROR,
        f"page footnote {number} is printed on no page",
        NOWHERE,
        "reword, or move the passage that first cites it: the engine loses notes where a row or an item breaks over pages",
    )


def diagnostics(records: Iterable[tuple[int, str]]) -> Iterator[Diagnostic]:
    """A diagnostic for each distinct thing that the engine logged, placed nowhere."""
    for level, message in dict.fromkeys(records):
        if "HarfBuzz-Subset" in message:
            continue  # the machine's affair: `doctor` says it once
        for pattern, rule, severity, words, fix in _RULES:
            if match := re.search(pattern, message):
                what = _glyph(match.groupdict().get("what") or "") if rule == "missing-glyph" else match.groupdict().get("what") or ""
                yield Diagnostic(rule, severity, words.format(what=what) if words else message, NOWHERE, fix)
                break
        else:
            severity = Severity.ERROR if level >= logging.ERROR else Severity.WARNING
            yield Diagnostic("engine", severity, message, NOWHERE)


def _glyph(found: str) -> str:
    """A character with its code point: it may well be invisible on this screen too."""
    return f'"{found}" ({", ".join(f"U+{ord(c):04X}" for c in found[:4])})'
