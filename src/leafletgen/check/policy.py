"""Policy: what a library's profiles and settings make of the rules (severity, limits), and what a leaflet waives with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Diagnostic, Severity
from leafletgen.model.settings import CheckSettings, Profile
from leafletgen.model.waiver import Waiver
from leafletgen.source.library import Library
from leafletgen.source.located import SourceFile

DEFAULT_PROFILE = "default"
"""The profile that lies under all others."""

MOST_FINDINGS = 200
"""Most findings of one rule in one leaflet: nobody reads more, and a hostile file could give a million."""


@dataclass(frozen=True)
class Policy:
    """The rules as one library wants them: its own settings over its profiles, a later profile over an earlier one."""

    settings: CheckSettings
    profiles: tuple[Profile, ...] = ()
    _known: dict[str, tuple[Severity | None, bool, Limits]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, library: Library) -> Policy:
        """The policy of ``library``; a profile that it names and does not have was reported when it was read."""
        settings = library.settings.check
        names = dict.fromkeys((DEFAULT_PROFILE, *settings.profiles))
        return cls(settings, tuple(library.profiles[name] for name in names if name in library.profiles))

    def severity(self, rule: Rule) -> Severity | None:
        """The rule's severity here; None where it is switched off."""
        wanted = self._set(rule.slug) or rule.default
        return None if wanted == "off" else self._weight(rule.slug, Severity(wanted))

    def limits(self, rule: Rule) -> Limits:
        """The rule's limits with those of the profiles and then the library's own over them."""
        found = dict(rule.limits)
        for layer in (*self.profiles, self.settings):
            found |= {name: float(value) for name, value in layer.limits.get(rule.slug, {}).items()}
        return found

    def judge(self, rule: Rule, subject: object, source: SourceFile) -> Iterator[Diagnostic]:
        """Run one rule and place what it finds."""
        severity, fixed, limits = self._wanted(rule)
        if severity is None or rule.check is None:
            return
        for finding in islice(rule.check(subject, limits), MOST_FINDINGS):
            own = severity if fixed or finding.severity is None else self._weight(rule.slug, finding.severity)
            yield placed(rule, finding, own, source)

    def _wanted(self, rule: Rule) -> tuple[Severity | None, bool, Limits]:
        """The rule's severity, whether that was set for it by name, and its limits: looked up once, not for each leaflet."""
        if rule.slug not in self._known:
            self._known[rule.slug] = self.severity(rule), self._set(rule.slug) is not None, self.limits(rule)
        return self._known[rule.slug]

    def weighed(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """What no rule of the list told, as a file is read, in the weight that the profiles give it."""
        return (replace(d, severity=self._weight(d.rule, d.severity)) for d in found)

    def _set(self, slug: str) -> str | None:
        """The severity that the settings or a profile give the rule by name."""
        return next((layer.rules[slug] for layer in (self.settings, *reversed(self.profiles)) if slug in layer.rules), None)

    def _weight(self, slug: str, severity: Severity) -> Severity:
        """``severity``, or an error in place of a warning where a profile wants that and the library itself has not set the rule."""
        strict = any(profile.warnings == "error" for profile in self.profiles) and slug not in self.settings.rules
        return Severity.ERROR if strict and severity is Severity.WARNING else severity


def placed(rule: Rule, finding: Finding, severity: Severity, source: SourceFile) -> Diagnostic:
    """A finding as a diagnostic at its line in ``source``."""
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
