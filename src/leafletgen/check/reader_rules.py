"""What is told while files are read, before any other rule looks: listed here so that `--list` and `--explain` know it."""

from __future__ import annotations

from leafletgen.check.rule import Rule
from leafletgen.diagnostics import Severity


def _read(slug: str, reason: str, example: str, mend: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(slug=slug, stage="read", severity=severity, reason=reason, basis="[P]", example=example, mend=mend)


RULES = (
    _read(
        "schema-invalid",
        "A key that nobody reads, or a value of the wrong kind, is a mistake that would go unseen.",
        "titel: Iron",
        "title: Iron",
    ),
    _read("yaml-syntax", "The file cannot be read as YAML.", "title: Iron: how to take it", 'title: "Iron: how to take it"'),
    _read("yaml-tab", "YAML indents with spaces only.", "sections:\n\t- heading: Iron", "sections:\n  - heading: Iron"),
    _read(
        "yaml-encoding",
        "Files are UTF-8, so that every letter is the one that was typed.",
        "a file saved as UTF-16",
        "the same file saved as UTF-8",
    ),
    _read(
        "yaml-limit", "A file beyond all measure could take the machine down.", "a file of 2 MiB", "two files, pictures in leaflets/images/"
    ),
    _read("yaml-empty", "An empty file is no leaflet.", "# nothing", "kind: handout"),
    _read("missing-glyph", "A letter that no font has prints as a box.", "title: 中", "a font with that letter in styles/fonts.css"),
    _read(
        "press-colour",
        "A colour that is not mixed from the press's own inks prints as another one, or stops the job.",
        "a stylesheet with @color-profile",
        "color: #0b5c6b, or device-cmyk(0.9 0.4 0.4 0.2)",
    ),
    _read(
        "press-metadata",
        "Print shops sort files by title and date, and PDF/X-4 asks for both.",
        "templates/base.html without <title>",
        "<title>{{ plain(leaflet.title) }}</title>",
    ),
    _read(
        "engine",
        "The typesetting engine could not use a part of the page.",
        "templates of one's own that it cannot set",
        "simpler templates",
    ),
)
