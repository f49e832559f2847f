"""Run the rules over a leaflet's source or over the whole library."""

from __future__ import annotations

from datetime import date

from leafletgen.check.content import Gathered, gather
from leafletgen.check.policy import Policy, idle_waivers, waived
from leafletgen.check.rules import BY_SLUG, RULES
from leafletgen.check.subject import Subject
from leafletgen.check.text.words import WordLists
from leafletgen.diagnostics import Diagnostic
from leafletgen.source.library import Library
from leafletgen.source.reader import ReadLeaflet


def subject_of(
    library: Library, read: ReadLeaflet, language: str, today: date, words: WordLists, gathered: Gathered | None = None
) -> Subject | None:
    """What source rules look at; None for a leaflet that could not be read, or a library without a usable brand.

    ``gathered`` is what the caller has gathered of the leaflet already.
    """
    brand_name = next((name for name in library.settings.brands if name in library.brands), None)
    gathered = gathered or (gather(library, read) if brand_name else None)
    if read.leaflet is None or brand_name is None or gathered is None:
        return None
    return Subject(
        read=read,
        leaflet=read.leaflet,
        library=library,
        brand=library.brands[brand_name],
        brand_name=brand_name,
        language=language,
        today=today,
        words=words,
        gathered=gathered,
        approval=gathered.approval(library, read.name, language),
    )


def check_source(subject: Subject, policy: Policy) -> tuple[Diagnostic, ...]:
    """Every source rule's diagnostics for one leaflet, waivers applied."""
    found = [d for rule in RULES if rule.stage == "source" for d in policy.judge(rule, subject, subject.source)]
    waivers = subject.leaflet.check.ignore
    judged_here = tuple(w for w in waivers if (rule := BY_SLUG.get(w.rule)) is None or rule.stage == "source")
    idle = idle_waivers(found, judged_here, subject.today, subject.source)
    return (*waived(found, waivers, subject.today), *idle)
