"""Lines as they stand on the pages: spacing, measure, alignment, and what a line break must not part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from leafletgen.check.printed import PagesSubject, elsewhere, is_mark, is_marker, quoted
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Severity, Span
from leafletgen.html.no_break import DOSE
from leafletgen.pdf.layout_facts import Line

_EPSILON = 0.01

_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|\(?0|1[ -]\d{3}[ -]|\d{3}[ .-]\d{3}[ .-])[\d()]*(?:[ .-]\(?\d+\)?)+(?![\w/])")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")
_PHONE_DIGITS = 9


def line_spacing(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Lines of running text set too tight."""
    tight = [lines for lines in subject.prose if len(lines) > 1 and lines[0].leading < limits["warning"] - _EPSILON]
    if tight:
        worst = min(tight, key=lambda lines: lines[0].leading)[0]
        severe = worst.leading < limits["error"] - _EPSILON
        limit = limits["error"] if severe else limits["warning"]
        yield subject.at(
            worst,
            f"the lines stand {worst.leading:.2f} times the type size apart{elsewhere(tight)}",
            fix="set `line_height` of the edition to 1.5, or take `line-height` out of the stylesheet",
            severity=Severity.ERROR if severe else Severity.WARNING,
            value=round(worst.leading, 2),
            limit=limit,
        )


def line_length(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Lines so long that the eye loses the next one, or so short that it never settles."""
    full = [line for lines in subject.prose for line in lines[:-1]]
    if len(full) < limits["lines"]:
        return
    mean = round(sum(map(_characters, full)) / len(full), 1)
    if mean > limits["most"] or mean < limits["least"]:
        long = mean > limits["most"]
        line = max(full, key=_characters) if long else min(full, key=_characters)
        fix = "widen the margins, enlarge the type, or set two columns" if long else "narrow the margins, or set one column"
        message = f"lines are {'long' if long else 'short'}: {mean:g} characters on average"
        yield subject.at(line, message, fix=fix, value=mean, limit=limits["most" if long else "least"])


def justified_text(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Paragraphs that are justified or centred."""
    for align, words in (("justify", "justified"), ("justify-all", "justified"), ("center", "centred")):
        found = [lines[0] for lines in subject.prose if lines[0].align == align]
        if found:
            yield subject.at(
                found[0],
                f"the paragraph {quoted(found[0])} is {words}{elsewhere(found)}",
                fix="set `text-align: start` in the stylesheet",
                value=words,
            )


def hyphenation(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """Words that the engine may divide by itself."""
    found = [lines[0] for lines in subject.layout.paragraphs if lines[0].hyphens == "auto"]
    if found:
        yield subject.at(found[0], f"words may be divided at line ends{elsewhere(found)}", fix="set `hyphens: manual` in the stylesheet")


def unit_split(subject: PagesSubject, limits: Limits) -> Iterator[Finding]:
    """A telephone number, date, dose or postcode that goes on in the next line."""
    patterns = {"telephone number": _PHONE, "date": _date_pattern(subject.subject.language), "dose": DOSE, "postcode": _POSTCODE}
    for lines in subject.layout.paragraphs:
        if ".references" in lines[0].within or is_marker(lines[0]):
            continue
        for line, after in pairwise(lines):
            start, rest = line.text.rstrip(), after.text.lstrip()
            for name, pattern in patterns.items():
                for match in pattern.finditer(f"{start} {rest}"):
                    across = match.start() < len(start) < match.end() - 1
                    if across and (name != "telephone number" or sum(c.isdecimal() for c in match.group()) >= _PHONE_DIGITS):
                        yield _split(subject, line, f'the {name} "{match.group()}" is broken across two lines', match.group())


def _split(subject: PagesSubject, line: Line, message: str, words: str) -> Finding:
    """At the words themselves: in the leaflet, or in the brand's file where its own texts hold them."""
    brand = any(words in " ".join(text.split()) for _, text in subject.subject.brand.texts())
    if brand and not line.path:
        span = Span(f"leaflets/brands/{subject.subject.brand_name}.yaml")
        return replace(subject.at(line, message, fix="put a no-break space into it in the brand's file"), span=span)
    fix = "put a no-break space into it, or reword the sentence" if line.path else "print it with a no-break space (templates/parts/)"
    return replace(subject.at(line, message, fix=fix), needle=words)


@cache
def _date_pattern(language: str) -> re.Pattern[str]:
    """Day with month, with or without the year, in either order; and dates in figures."""
    from babel import Locale, UnknownLocaleError

    try:
        months = Locale.parse(language, sep="-").months["format"]
    except (ValueError, UnknownLocaleError):
        return re.compile(r"(?!)")
    names = "|".join(re.escape(name.rstrip(".")) for width in ("wide", "abbreviated") for name in months[width].values())
    day = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
    year = r"(?:,?\s(?:de\s)?\d{4})?"
    return re.compile(rf"\b{day}\s(?:of\s|de\s)?(?:{names})\.?{year}(?!\w)|\b(?:{names})\.?\s{day}{year}(?!\w)")


def _characters(line: Line) -> int:
    """Letters, signs and spaces of the words, citation marks aside."""
    return len("".join(run.text for run in line.runs if not is_mark(run)).replace("\N{WORD JOINER}", "").strip())


RULES = (
    Rule(
        slug="line-spacing",
        stage="pages",
        severity=Severity.ERROR,
        reason="Lines set tight run into each other for readers with low vision or dyslexia.",
        basis="CP, BDA",
        example="line_height: 1.1",
        mend="line_height: 1.5",
        check=line_spacing,
        limits={"error": 1.2, "warning": 1.4},
    ),
    Rule(
        slug="line-length",
        stage="pages",
        severity=Severity.WARNING,
        reason="After a long line the eye does not find the next one; short lines break up what belongs together.",
        basis="CP, SAM",
        example="95 characters a line",
        mend="60 to 70 characters a line",
        check=line_length,
        limits={"most": 75, "least": 30, "lines": 5},
    ),
    Rule(
        slug="justified-text",
        stage="pages",
        severity=Severity.WARNING,
        reason="Justified text has uneven gaps between words; centred lines have no edge to return to.",
        basis="NHS-F, CP",
        example="p { text-align: justify }",
        mend="p { text-align: start }",
        check=justified_text,
    ),
    Rule(
        slug="hyphenation",
        stage="pages",
        severity=Severity.WARNING,
        reason="A divided word must be put together before it can be read.",
        basis="CP",
        example="p { hyphens: auto }",
        mend="p { hyphens: manual }",
        check=hyphenation,
    ),
    Rule(
        slug="unit-split",
        stage="pages",
        severity=Severity.WARNING,
        reason="A dose, date or number that is torn in two is misread or misdialled.",
        basis="CP",
        example="take 50 / micrograms a day",
        mend="50 micrograms, with a no-break space between",
        check=unit_split,
    ),
)
