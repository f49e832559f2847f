"""Policy: what a library's settings make of the rules (severity, limits), and what a leaflet waives with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Diagnostic, Severity
from leafletgen.model.settings import CheckSettings
from leafletgen.model.waiver import Waiver
from leafletgen.source.located import SourceFile


@dataclass(frozen=True)
class Policy:
    """The rules as one library wants them."""

    settings: CheckSettings

    def severity(self, rule: Rule) -> Severity | None:
        """The rule's severity here; None where it is switched off."""
        wanted = self.settings.rules.get(rule.slug)
        return None if wanted == "off" else Severity(wanted) if wanted else rule.severity

    def limits(self, rule: Rule) -> Limits:
        """The rule's limits with the library's own over them."""
        return {**rule.limits, **{name: float(value) for name, value in self.settings.limits.get(rule.slug, {}).items()}}

    def judge(self, rule: Rule, subject: object, source: SourceFile) -> Iterator[Diagnostic]:
        """Run one rule and place what it finds."""
        severity = self.severity(rule)
        if severity is None or rule.check is None:
            return
        fixed = rule.slug in self.settings.rules
        for finding in rule.check(subject, self.limits(rule)):
            yield _placed(rule, finding, severity if fixed else finding.severity or severity, source)


def _placed(rule: Rule, finding: Finding, severity: Severity, source: SourceFile) -> Diagnostic:
    if finding.span:
        span = finding.span
    elif finding.needle:
        span = source.span_of_text(finding.needle, finding.path, finding.occurrence)
    else:
        span = source.key_span(finding.path) if finding.at_key else source.span(finding.path)
    return Diagnostic(
        rule=rule.slug,
        severity=severity,
        message=finding.message,
        span=span,
        fix=finding.fix,
        excerpt=source.excerpt(span) if span.file == source.name else "",
        page=finding.page,
        path="/".join(map(str, finding.path)),
        value=finding.value,
        limit=finding.limit,
        box=finding.box,
        basis=rule.basis,
    )


def apply_waivers(found: list[Diagnostic], waivers: tuple[Waiver, ...], today: date, source: SourceFile) -> Iterator[Diagnostic]:
    """The diagnostics that stand. A waived one becomes advice that carries the reason; a waiver that has run out, or waives nothing, is told."""
    used: set[int] = set()
    active = {waiver.rule: index for index, waiver in enumerate(waivers) if waiver.until is None or waiver.until >= today}
    for diagnostic in found:
        index = active.get(diagnostic.rule)
        if index is None:
            yield diagnostic
        else:
            used.add(index)
            yield diagnostic.waived(waivers[index].reason)
    for index, waiver in enumerate(waivers):
        span = source.span(("check", "ignore", index))
        if waiver.until is not None and waiver.until < today:
            message, fix = f'the waiver of "{waiver.rule}" ran out on {waiver.until}', "mend the problem, or give a new date and reason"
        elif index not in used:
            message, fix = f'the waiver of "{waiver.rule}" is not needed', "remove it"
        else:
            continue
        yield Diagnostic("waiver", Severity.ADVICE, message, span, fix, source.excerpt(span))
