"""People: who answers for a leaflet and who paid for it, and that everyone can get it in a form they can use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.check.library_subject import LibrarySubject
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.shown import is_english
from leafletgen.diagnostics import Severity

_PERSON = re.compile(
    r"(?i:dr|mr|mrs|ms|miss|mx|prof|professor|sir|dame|sister|nurse)\.?\s+(?:[A-Z][\w'’.-]*\s*){1,4}"
    r"(?:,?\s*(?:MD|RD|RN|PhD|MRCP|FRCP|MBBS|BSc|MSc|DO|NP|PA)\b\.?)*"
    r"|[A-Z]\.(?:\s?[A-Z]\.)*\s+[A-Z][\w'’-]+"
    r"|(?:[A-Z][\w'’-]+\s+){1,3}[A-Z][\w'’-]+,?\s+(?:MD|RD|RN|PhD|MRCP|FRCP|MBBS|DO|NP|PA)"
)
_TWO_CAPITALS = re.compile(
    r"[A-Z][a-z'’-]+(?:\s+[A-Z]\.?)?\s+(?:(?:de|van|der|den|von|al|bin|el|la|le|da|dos|del|Mc|Mac|O['’])\s*){0,2}[A-Z][\w'’-]+"
)
_TEAM = re.compile(
    r"(?i)\b(?:\w+(?:ology|ologists?|ics|iatry|iatrists?|iatrics|therapy|therapists?|surgery|surgeons?|care|health|ment|ance|ists?|icians?|itians?|ments?"
    r"|ation|acy|acists?|ery|ing|ines?|isation|ities|ory|ogy)|teams?|units?|wards?|services?|clinics?|centres?|centers?|groups?|boards?|trust|committees?|leads?"
    r"|nurses?|matron|midwi(?:fe|ves)|directors?|managers?|officers?|editors?|gps?|nhs|hospitals?|department|office|practice|lab|outpatients?|"
    r"inpatients?|theatres?|casualty|emergency|maternity|pharmacy|patients?|information|library|panel|network|school|college|society|foundation"
    r"|stroke|cancer|renal|cardiac|eye|pain|blood|heart|kidney|liver|lung|skin|bone|breast|women['’]?s|children['’]?s|men['’]?s|support|press|quality"
    r"|physics|imaging|control|experience|diabetes|dental|hearing|public|community|mental|infection|allied|family|acute|day|intensive|critical)\b"
)
"""Words by which a team, a role or a body is known."""

_NOTICE_TOPICS = frozenset({"consent", "discharge"})
"""Documents that the notice of availability goes with, as far as a leaflet's topics know them."""


def owner_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """An owner that is a person alone: people leave, and the leaflet stays."""
    owner = subject.leaflet.owner.strip()
    if not is_english(subject):
        return
    sure = _PERSON.fullmatch(owner)
    if sure or (_TWO_CAPITALS.fullmatch(owner) and not _TEAM.search(owner)):
        yield Finding(
            path=("owner",),
            message=f'the owner "{owner}" {"is" if sure else "looks like"} a person, expected a team or a role',
            fix="name the department or post that answers for the leaflet, as Nutrition and dietetics team",
            severity=None if sure else Severity.WARNING,
        )


def sponsor_undeclared(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Nothing said about who paid."""
    if subject.leaflet.funding is None:
        yield Finding(
            path=("title",), at_key=True, message="the leaflet does not say who paid for it", fix="add `funding: none`, or who paid"
        )


def feedback_missing(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """A brand that does not say how to praise, complain or correct."""
    for name, brand in subject.library.brands.items():
        if brand.feedback is None:
            yield Finding(
                span=subject.brand_span(name, ("name",)),
                message=f'"{brand.name}" does not say how to give feedback or complain',
                fix="add `feedback:` with whom to tell, as a mail address or the patient advice and liaison service (PALS)",
            )


def notice_missing(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """A consent form or discharge paper of a US brand (or where a limit says so, of any) without the notice that language help is free."""
    for leaflet in subject.leaflets.values():
        topic, brand = leaflet.leaflet.topic, leaflet.brand
        if topic not in _NOTICE_TOPICS or not (brand.territory == "US" or limits["any-country"]):
            continue
        said = [brand.other_formats or "", brand.disclaimer or "", *(passage.text for passage in leaflet.passages)]
        if not any(map(_is_notice, said)):
            yield Finding(
                span=leaflet.source.span(("topic",)),
                message=f"a leaflet on {topic} in the United States needs the notice that language help and aids are free",
                fix="say in the brand's `other_formats` that language help and other aids are free of charge, with a number to call",
            )


def _is_notice(text: str) -> bool:
    return bool(re.search(r"(?i)\blanguage", text) and re.search(r"(?i)\bfree\b|no cost|without charge", text))


def other_formats_missing(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """A brand whose own line is silent on other languages or formats. (Where it has none, the catalogue's line is printed.)"""
    if not subject.library.settings.languages[0].startswith("en"):
        return
    for name, brand in subject.library.brands.items():
        said = brand.other_formats or "another language, large print"
        lacking = [what for what, words in _FORMATS if not re.search(words, said, re.IGNORECASE)]
        if lacking:
            yield Finding(
                span=subject.brand_span(name, ("other_formats",)),
                message=f"the line on other formats does not offer {' or '.join(lacking)}",
                fix="say how to get another language, large print, easy read, audio or braille, or leave `other_formats` out",
            )


_FORMATS = (
    ("another language", r"languages?\b|translat|interpret"),
    (
        "another format",
        r"large[- ]print|larger? (?:text|type|size|print)|braille|audio|easy[- ]read|formats?\b|sign language|\bBSL\b|\bASL\b",
    ),
)


RULES = (
    Rule(
        slug="owner-missing",
        stage="source",
        severity=Severity.ERROR,
        reason="People leave; a leaflet that only a person owns is never reviewed again.",
        basis="POL",
        example="owner: Dr Jane Smith",
        mend="owner: Nutrition and dietetics team",
        check=owner_missing,
    ),
    Rule(
        slug="publisher-missing",
        stage="read",
        severity=Severity.ERROR,
        reason="A reader must see whose advice this is.",
        basis="NHS-S",
        example="locale: en-GB   # a brand without a name",
        mend="name: Riverside Health Centre",
    ),
    Rule(
        slug="feedback-missing",
        stage="library",
        severity=Severity.WARNING,
        reason="Readers find the faults that authors miss, if they know whom to tell.",
        basis="PIF 8, NHS-S",
        example="name: Riverside Health Centre   # a brand without feedback",
        mend="feedback: Tell us what was clear and what was not, at feedback@riverside.example.",
        check=feedback_missing,
    ),
    Rule(
        slug="other-formats-missing",
        stage="library",
        severity=Severity.WARNING,
        reason="Whoever cannot read this print or this language must be told how to get another.",
        basis="POL, DAPB1605, 45 CFR 92.11",
        example="other_formats: Ask us.",
        mend="other_formats: You can have this leaflet in large print, in easy read, as audio or in another language. Ask at reception.",
        check=other_formats_missing,
    ),
    Rule(
        slug="sponsor-undeclared",
        stage="source",
        severity=Severity.ADVICE,
        reason="Readers trust a leaflet more when it says who paid for it.",
        basis="NHS-S",
        example="owner: Nutrition and dietetics team   # and no funding",
        mend="funding: none",
        check=sponsor_undeclared,
    ),
    Rule(
        slug="notice-missing",
        stage="library",
        severity=Severity.WARNING,
        reason="In the United States, consent and discharge papers carry the notice that language help is free.",
        basis="45 CFR 92.11",
        example="topic: discharge   # and the brand says nothing about free language help",
        mend="other_formats: Language assistance and other aids are free of charge. Call 202-555-0143.",
        check=notice_missing,
        limits={"any-country": 0},
    ),
)
