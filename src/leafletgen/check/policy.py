"""Policy: what a library's settings make of the rules (severity, limits), and what a leaflet waives with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Diagnostic, Severity
from leafletgen.model.settings import CheckSettings
from leafletgen.model.waiver import Waiver
from leafletgen.source.located import SourceFile

MOST_FINDINGS = 200
"""Most findings of one rule in one leaflet: nobody reads more, and a hostile file could give a million."""


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
        for finding in islice(rule.check(subject, self.limits(rule)), MOST_FINDINGS):
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


def waived(found: Iterable[Diagnostic], waivers: tuple[Waiver, ...], today: date) -> Iterator[Diagnostic]:
    """The diagnostics, those that the leaflet waives as advice that carries the reason."""
    reasons = {waiver.rule: waiver.reason for waiver in waivers if waiver.until is None or waiver.until >= today}
    return (d.waived(reasons[d.rule]) if d.rule in reasons else d for d in found)


def idle_waivers(found: Iterable[Diagnostic], waivers: tuple[Waiver, ...], today: date, source: SourceFile) -> Iterator[Diagnostic]:
    """Waivers that have run out, and those of source rules that nothing breaks any more."""
    broken = {d.rule for d in found}
    for index, waiver in enumerate(waivers):
        span = source.span(("check", "ignore", index))
        if waiver.until is not None and waiver.until < today:
            message, fix = f'the waiver of "{waiver.rule}" ran out on {waiver.until}', "mend the problem, or give a new date and reason"
        elif waiver.rule not in broken:
            message, fix = f'the waiver of "{waiver.rule}" is not needed', "remove it"
        else:
            continue
        yield Diagnostic("waiver", Severity.ADVICE, message, span, fix, source.excerpt(span))
