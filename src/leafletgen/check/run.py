"""Run the rules over a leaflet's source or over the whole library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from leafletgen.check.policy import Policy, idle_waivers, waived
from leafletgen.check.rules import BY_SLUG, RULES
from leafletgen.check.subject import Subject
from leafletgen.check.text.words import WordLists
from leafletgen.diagnostics import Diagnostic
from leafletgen.html.pictures import PictureProblem, read_picture
from leafletgen.model.blocks import FigureBlock
from leafletgen.model.digest import content_digest
from leafletgen.source.library import Library
from leafletgen.source.reader import ReadLeaflet


def subject_of(library: Library, read: ReadLeaflet, language: str, today: date, words: WordLists) -> Subject | None:
    """What source rules look at; None for a leaflet that could not be read, or a library without a usable brand."""
    brand_name = next((name for name in library.settings.brands if name in library.brands), None)
    if read.leaflet is None or brand_name is None:
        return None
    references = {id: library.references[id] for id in sorted(read.cited)}
    digest = content_digest(read.leaflet, references, _images(library.root, read))
    return Subject(
        read=read,
        leaflet=read.leaflet,
        library=library,
        brand=library.brands[brand_name],
        brand_name=brand_name,
        language=language,
        today=today,
        words=words,
        digest=digest,
        approval=library.approval(read.name, language, digest),
    )


def check_source(subject: Subject, policy: Policy) -> tuple[Diagnostic, ...]:
    """Every source rule's diagnostics for one leaflet, waivers applied."""
    found = [d for rule in RULES if rule.stage == "source" for d in policy.judge(rule, subject, subject.source)]
    waivers = subject.leaflet.check.ignore
    judged_here = tuple(w for w in waivers if (rule := BY_SLUG.get(w.rule)) is None or rule.stage == "source")
    idle = idle_waivers(found, judged_here, subject.today, subject.source)
    return (*waived(found, waivers, subject.today), *idle)


def _images(root: Path, read: ReadLeaflet) -> dict[str, bytes]:
    """The leaflet's pictures by path; one that cannot be read is left out here and reported by its rule."""
    images: dict[str, bytes] = {}
    for section in read.leaflet.sections if read.leaflet else ():
        for block in section.content:
            if isinstance(block, FigureBlock):
                try:
                    images[block.figure.image] = read_picture(root, block.figure.image).data
                except PictureProblem:
                    continue
    return images
