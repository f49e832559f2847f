"""JUnit XML: one suite per leaflet, one case per rule that it was judged by, for CI systems that show tests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree

from leafletgen.build.reports.text import text_report
from leafletgen.check.rule import Rule
from leafletgen.diagnostics import Diagnostic, Severity, in_order


def junit_report(diagnostics: Iterable[Diagnostic], rules: Iterable[Rule], files: Iterable[str]) -> str:
    """A suite for each of ``files``, passed rules included; errors are failures, warnings and advice stand in the case's output."""
    slugs = [rule.slug for rule in rules]
    found = {file: list(group) for file, group in groupby(in_order(diagnostics), key=lambda d: d.span.file)}
    root = ElementTree.Element("testsuites", name="leafletgen check")
    for file in dict.fromkeys([*files, *found]):
        _suite(root, file, found.get(file, []), slugs)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def _suite(root: ElementTree.Element, file: str, found: list[Diagnostic], slugs: list[str]) -> None:
    names = list(dict.fromkeys([*slugs, *(d.rule for d in found)]))
    failures = {d.rule for d in found if d.severity is Severity.ERROR}
    suite = ElementTree.SubElement(
        root, "testsuite", name=file, tests=str(len(names)), failures=str(len(failures)), errors="0", skipped="0"
    )
    for name in names:
        case = ElementTree.SubElement(suite, "testcase", classname=file, name=name, file=file)
        own = [d for d in found if d.rule == name]
        errors = [d for d in own if d.severity is Severity.ERROR]
        if errors:
            failure = ElementTree.SubElement(case, "failure", message=_clean(errors[0].message), type=name)
            failure.text = _clean(text_report(errors))
        if rest := [d for d in own if d.severity is not Severity.ERROR]:
            ElementTree.SubElement(case, "system-out").text = _clean(text_report(rest))


def _clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return re.sub(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]", "\N{REPLACEMENT CHARACTER}", text)
