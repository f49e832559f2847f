"""The rules in words: the table of `check --list`, the page of `check --explain`, and `docs/checks.md`."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from leafletgen.check.rule import Rule
from leafletgen.check.rules import BY_SLUG, RULES
from leafletgen.diagnostics import nearest
from leafletgen.model.settings import Profile, Strictness

Profiles = Mapping[str, Profile]
"""The profiles that there are, by name."""


def rule_table(profiles: Profiles, wide: bool) -> str:
    """One rule a line: slug, severity, stage, reason, and the profiles that change it; in columns on a terminal, else separated by tabs."""
    rows = [(rule.slug, rule.default, rule.stage, rule.reason, ", ".join(_changes(rule, profiles))) for rule in RULES]
    if not wide:
        return "\n".join("\t".join(row).rstrip("\t") for row in rows)
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join("  ".join([cell.ljust(width) for cell, width in zip(row, widths, strict=False)] + [_last(row)]) for row in rows)


def _last(row: tuple[str, str, str, str, str]) -> str:
    return f"{row[3]} [{row[4]}]" if row[4] else row[3]


def _changes(rule: Rule, profiles: Profiles) -> dict[str, str]:
    """What each profile that names the rule makes of it, as `error, warning 6`."""
    return {name: said for name, profile in profiles.items() if (said := _change(rule, profile))}


def _change(rule: Rule, profile: Strictness) -> str:
    severity = profile.rules.get(rule.slug)
    limits = [f"{name} {value.normalize():f}" for name, value in profile.limits.get(rule.slug, {}).items()]
    return ", ".join([*([severity] if severity else []), *limits])


def explanation(slug: str, profiles: Profiles) -> str:
    """Why the rule is there, what breaks it and how to mend it. Raises LookupError, with the nearest name, for an unknown one."""
    rule = BY_SLUG.get(slug)
    if rule is None:
        close = nearest(slug, BY_SLUG)
        raise LookupError(f'there is no rule "{slug}"; ' + (f'did you mean "{close}"?' if close else "see `leafletgen check --list`"))
    indented = [textwrap.indent(text, "    ") for text in (rule.example, rule.mend)]
    lines = [
        f"{rule.slug} ({rule.default}, {rule.stage})",
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
    if changes := _changes(rule, profiles):
        lines += ["Profiles: " + "; ".join(f"{name} ({said})" for name, said in changes.items()), ""]
    if rule.off:
        lines += ["Off unless a profile or the library switches it on: `check: {rules: {" + rule.slug + f": {rule.severity}" + "}}`", ""]
    return "\n".join([*lines, f"Basis: {rule.basis}"])


_STAGES = {
    "read": ("While files are read", "These stop a leaflet before any other rule looks at it."),
    "source": ("In the source", "Judged on the YAML, at line and column."),
    "library": ("Across the library", "Judged on all leaflets together."),
    "pages": ("On the laid-out pages", "Judged on what is printed where."),
    "pdf": ("In the PDF", "Judged on the finished file."),
    "translation": ("In a translation", "Judged on a leaflet in another language."),
}


def rules_page(profiles: Profiles) -> str:
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
        "",
        *_profiles_section(profiles),
    ]
    for stage, (title, words) in _STAGES.items():
        own = [rule for rule in RULES if rule.stage == stage]
        if own:
            parts += ["", f"## {title}", "", words]
            for rule in own:
                parts += ["", *_rule_section(rule, profiles)]
    return "\n".join(parts) + "\n"


def _profiles_section(profiles: Profiles) -> list[str]:
    """What each profile is for, and all that it changes."""
    lines = [
        "## Profiles",
        "",
        "A profile sets severities and limits for one kind of publisher or reader. A library names one, or several of which a later one",
        "wins. What it sets itself, under `rules` and `limits`, wins over every profile.",
        "",
        "```yaml",
        "check: {profile: nhs}                   # in library.yaml; or [nhs, strict]",
        "```",
        "",
        "A library can add profiles, or replace one of these by name, in its own `styles/profiles.yaml`. Profiles hold settings of the",
        "checks only. Paper, type sizes, spacing and tints belong to editions, so a profile does not set them: it reports the pages that",
        "do not have them. Emergency numbers and units follow the country of the brand's `locale`.",
        "",
        "| profile | whom it is for | what it changes |",
        "| --- | --- | --- |",
    ]
    return [*lines, *(f"| `{name}` | {profile.description} | {_all_changes(profile)} |" for name, profile in profiles.items())]


def _all_changes(profile: Profile) -> str:
    slugs = dict.fromkeys([*profile.rules, *profile.limits])
    changes = [f"`{slug}`: {_change(BY_SLUG[slug], profile)}" for slug in slugs]
    return "; ".join(([] if profile.warnings == "warning" else ["every warning is an error"]) + changes) or "nothing"


def _rule_section(rule: Rule, profiles: Profiles) -> list[str]:
    changes = _changes(rule, profiles)
    changed = f" Profiles: {'; '.join(f'`{name}` {said}' for name, said in changes.items())}." if changes else ""
    limits = f" Limits: {', '.join(f'`{name}` {value:g}' for name, value in rule.limits.items())}." if rule.limits else ""
    return [
        f"### {rule.slug}",
        "",
        f"**{rule.default.capitalize()}.** {rule.reason}{limits}{changed} Basis: {rule.basis}.",
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
