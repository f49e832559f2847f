"""The rules in words: the table of `check --list`, the page of `check --explain`, and `docs/checks.md`."""

from __future__ import annotations

import textwrap

from leafletgen.check.rule import Rule
from leafletgen.check.rules import BY_SLUG, RULES
from leafletgen.diagnostics import nearest


def rule_table(wide: bool) -> str:
    """One rule a line: slug, severity, stage, reason; in columns on a terminal, else separated by tabs."""
    rows = [(rule.slug, str(rule.severity), rule.stage, rule.reason) for rule in RULES]
    if not wide:
        return "\n".join("\t".join(row) for row in rows)
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join("  ".join([cell.ljust(width) for cell, width in zip(row, widths, strict=False)] + [row[3]]) for row in rows)


def explanation(slug: str) -> str:
    """Why the rule is there, what breaks it and how to mend it. Raises LookupError, with the nearest name, for an unknown one."""
    rule = BY_SLUG.get(slug)
    if rule is None:
        close = nearest(slug, BY_SLUG)
        raise LookupError(f'there is no rule "{slug}"; ' + (f'did you mean "{close}"?' if close else "see `leafletgen check --list`"))
    indented = [textwrap.indent(text, "    ") for text in (rule.example, rule.mend)]
    lines = [
        f"{rule.slug} ({rule.severity}, {rule.stage})",
        "",
        rule.reason,
        "",
        "Instead of",
        "",
        indented[0],
        "",
        "write",
        "",
        indented[1],
        "",
    ]
    if rule.limits:
        lines += ["Limits: " + ", ".join(f"{name} {value:g}" for name, value in rule.limits.items()), ""]
    return "\n".join([*lines, f"Basis: {rule.basis}"])


_STAGES = {
    "read": ("While files are read", "These stop a leaflet before any other rule looks at it."),
    "source": ("In the source", "Judged on the YAML, at line and column."),
    "library": ("Across the library", "Judged on all leaflets together."),
    "pages": ("On the laid-out pages", "Judged on what is printed where."),
    "pdf": ("In the PDF", "Judged on the finished file."),
    "translation": ("In a translation", "Judged on a leaflet in another language."),
}


def rules_page() -> str:
    """`docs/checks.md`."""
    parts = [
        "# Checks",
        "",
        "Every rule that `leafletgen check` keeps. This page is made from the rules themselves; do not edit it.",
        "A library changes a rule's severity and limits in `leaflets/library.yaml`, and a leaflet waives one with a reason:",
        "",
        "```yaml",
        "check:                                  # in library.yaml",
        "  rules: {jargon: advice, range-dash: off}",
        "  limits: {long-sentence: {warning: 25}}",
        "",
        "check:                                  # in a leaflet",
        "  ignore: [{rule: jargon, reason: patients know this word from their card, until: 2027-01-31}]",
        "```",
        "",
        "The basis names where a rule comes from: `NHS` the NHS service manual, `CCI` the CDC Clear Communication Index,",
        "`PEMAT`, `SAM`, `DISCERN`, `MP` the Matterhorn Protocol, `SC` a WCAG 2.2 criterion, `CP` clear print,",
        "`POL` hospital policies, `[P]` this project.",
    ]
    for stage, (title, words) in _STAGES.items():
        own = [rule for rule in RULES if rule.stage == stage]
        if own:
            parts += ["", f"## {title}", "", words]
            for rule in own:
                parts += ["", *_rule_section(rule)]
    return "\n".join(parts) + "\n"


def _rule_section(rule: Rule) -> list[str]:
    limits = f" Limits: {', '.join(f'`{name}` {value:g}' for name, value in rule.limits.items())}." if rule.limits else ""
    return [
        f"### {rule.slug}",
        "",
        f"**{str(rule.severity).capitalize()}.** {rule.reason}{limits} Basis: {rule.basis}.",
        "",
        "Instead of",
        "",
        "```yaml",
        rule.example,
        "```",
        "",
        "write",
        "",
        "```yaml",
        rule.mend,
        "```",
    ]
