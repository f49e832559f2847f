"""Contact: whom a reader can reach, whether the number can be dialled, and when to call for help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from leafletgen.check.governance.phones import EMERGENCY, SHORT, TYPED, invalid_number, reaches_help
from leafletgen.check.library_subject import brand_span
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.blocks import blocks
from leafletgen.diagnostics import Severity
from leafletgen.model.blocks import CalloutBlock, Contact, ContactBlock, Qr, QrBlock
from leafletgen.source.located import Path

_MAIL = re.compile(r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]\.?")
_LINK = re.compile(r"(?<!\\)\[(?!\s*@)[^\]\n]+\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_LONG_NUMBER = re.compile(r"\d[\d\s().-]{4,}\d")
_AT = re.compile(r"\w@\w")
_HELPLINE = re.compile(r"116[\s.-]?\d{3}")
"""Helplines with one number in all of Europe, as 116 123: it never changes, and a reader in a crisis needs it where it is read."""
_CALLING = re.compile(r"(?i)\b(?:call|calling|ring|ringing|dial|dialling|dialing|phone|phoning|telephone|text|number is|contact|NHS)\b")
_ANY_EMERGENCY = re.compile("|".join(sorted(EMERGENCY)))
_SHORT_NUMBER = re.compile(
    rf"(?<![\w+.,/-])(?<!\d )(?<!\d[-)] )({'|'.join(sorted(EMERGENCY))})(?![\w/-]| ?\d|[.,:]\d| ?(?:%|mg|g|ml|mcg|µg|kg|units?"
    rf"|people|days|times)\b)"
)


def contact_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A telephone without the hours at which someone answers."""
    fix = "add `hours:`, as Monday to Friday, 9am to 5pm"
    for path, contact in _contacts(subject):
        if _without_hours(contact):
            yield Finding(path=(*path, "phone"), message="this telephone number has no opening hours", fix=fix)
    if _without_hours(subject.brand.contact):
        span = brand_span(subject.library, subject.brand_name, ("contact", "phone"))
        yield Finding(span=span, message=f'the telephone number of "{subject.brand_name}" has no opening hours', fix=fix)


def contact_invalid(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Numbers that cannot be dialled, and addresses that lead nowhere."""
    for path, contact in _contacts(subject):
        for field, value, what, fix in _wrong_in(contact, subject.brand.territory):
            yield Finding(path=(*path, field), needle=value, message=what, fix=fix)
    for path, qr in _codes(subject):
        if not _web(qr.url):
            yield Finding(path=(*path, "url"), message=f'"{qr.url}" is not a web address', fix=_WEB_FIX)
    for passage in subject.passages:
        for match in _LINK.finditer(passage.markdown) if "](" in passage.markdown else ():
            if problem := _wrong_link(match[1]):
                yield Finding(path=passage.path, needle=match[1], message=problem, fix=_WEB_FIX)
    for name, brand in subject.library.brands.items():
        for field, value, what, fix in _wrong_in(brand.contact, brand.territory):
            yield Finding(span=brand_span(subject.library, name, ("contact", field), value), message=what, fix=fix)


def contact_inline(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A telephone number or mail address typed into running text."""
    for passage in subject.passages:
        if passage.role == "contact" or "contact" in passage.path or not _reaches(passage.markdown):
            continue
        for pattern, what in ((TYPED, "telephone number"), (_MAIL, "mail address")):
            for match in pattern.finditer(passage.text):
                if _HELPLINE.fullmatch(match.group()):
                    continue
                yield Finding(
                    path=passage.path,
                    needle=match.group(),
                    message=f"the {what} {match.group()} is typed into the text",
                    fix="put it in a `contact` block, or write `contact: brand`, so that one edit mends it everywhere",
                )


def _reaches(markdown: str) -> bool:
    """Whether it holds what every telephone number or mail address does: a look for it spares parsing most texts."""
    return bool(_LONG_NUMBER.search(markdown) or ("@" in markdown and _AT.search(markdown)))


def emergency_number(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A number for emergencies that does not answer where the brand is; and a box that asks for an advice number where there is none."""
    territory = subject.brand.territory
    for passage in subject.passages:
        for match in _SHORT_NUMBER.finditer(passage.text) if _ANY_EMERGENCY.search(passage.markdown) else ():
            if not reaches_help(match[1], territory) and _CALLING.search(_sentence_before(passage.text, match.start())):
                yield Finding(
                    path=passage.path,
                    needle=match[1],
                    message=f"{match[1]} is not an emergency number in {territory}",
                    fix=f"write {subject.brand.numbers.call}, or use a callout with `call: emergency`, which prints the brand's number",
                )
    for path, block in blocks(subject.leaflet):
        if isinstance(block, CalloutBlock) and block.callout.call == "advice" and subject.brand.numbers.advice is None:
            yield Finding(
                path=(*path, "callout", "call"),
                message=f'"{subject.brand_name}" has no advice number for this box to print',
                fix="use `call: emergency`, say in the title whom to ring, or give the brand `emergency: {call: ..., advice: ...}`",
            )
    yield from _brand_numbers(subject)


def _brand_numbers(subject: Subject) -> Iterator[Finding]:
    for name, brand in subject.library.brands.items():
        numbers = brand.emergency
        for field, number in (("call", numbers.call), ("advice", numbers.advice)) if numbers else ():
            if number and re.sub(r"\D", "", number) in EMERGENCY and not reaches_help(re.sub(r"\D", "", number), brand.territory):
                yield Finding(
                    span=brand_span(subject.library, name, ("emergency", field)),
                    message=f"{number} is not an emergency number in {brand.territory}",
                    fix=f"there are: {', '.join(sorted(SHORT.get(brand.territory, {'112'})))}",
                )


_WEB_FIX = "write the whole address, as https://www.example.org/page"


def _wrong_in(contact: Contact, territory: str) -> Iterator[tuple[str, str, str, str]]:
    """Field, value, what is wrong and what to do, for each part of a contact that cannot work."""
    if contact.phone and (number := invalid_number(contact.phone, territory)):
        yield (
            "phone",
            number,
            f'"{number}" is not a telephone number of {territory}',
            "check the digits, or start with + and the country's code",
        )
    if contact.email and not _MAIL.fullmatch(contact.email):
        yield "email", contact.email, f'"{contact.email}" is not a mail address', "write it as name@example.org"
    if contact.web and not _web(contact.web):
        yield "web", contact.web, f'"{contact.web}" is not a web address', _WEB_FIX


def _wrong_link(target: str) -> str:
    """What is wrong with the target of a link in text; empty where nothing is."""
    if target.startswith("mailto:"):
        return "" if _MAIL.fullmatch(target[7:].partition("?")[0]) else f'"{target}" is not a mail address'
    if target.startswith("tel:"):
        return "" if re.fullmatch(r"tel:\+?[\d().-]{3,}", target) else f'"{target}" is not a telephone number'
    return "" if _web(target) else f'"{target}" is not a web address, so the link is printed as it stands'


def _web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(host)) and not re.search(r"https?:|,|;;", parts.netloc)


def _without_hours(contact: Contact) -> bool:
    said = f"{contact.label} {contact.phone}"
    return bool(contact.phone and not contact.hours and not re.search(r"(?i)\b24\b|\bhours?\b|\bday and night\b", said))


def _contacts(subject: Subject) -> Iterator[tuple[Path, Contact]]:
    for path, block in blocks(subject.leaflet):
        if isinstance(block, ContactBlock) and isinstance(block.contact, Contact):
            yield (*path, "contact"), block.contact


def _codes(subject: Subject) -> Iterator[tuple[Path, Qr]]:
    for path, block in blocks(subject.leaflet):
        if isinstance(block, QrBlock) and isinstance(block.qr, Qr):
            yield (*path, "qr"), block.qr


def _sentence_before(text: str, end: int) -> str:
    return re.split(r"[.!?]\s", text[:end])[-1]


RULES = (
    Rule(
        slug="contact-missing",
        stage="source",
        severity=Severity.ERROR,
        reason="A reader with a question must know whom to ask, and when someone answers.",
        basis="POL",
        example="contact: {label: Reception, phone: 01632 960 123}",
        mend='contact: {label: Reception, phone: 01632 960 123, hours: "Monday to Friday, 9am to 5pm"}',
        check=contact_missing,
    ),
    Rule(
        slug="contact-invalid",
        stage="source",
        severity=Severity.ERROR,
        reason="A number with a digit too few leaves a frightened reader alone.",
        basis="[P]",
        example="phone: 01632 960 12",
        mend="phone: 01632 960 123",
        check=contact_invalid,
    ),
    Rule(
        slug="contact-inline",
        stage="source",
        severity=Severity.ADVICE,
        reason="Numbers typed into text grow stale one leaflet at a time.",
        basis="POL",
        example="- text: Ring the ward on 01632 960 123.",
        mend="- contact: brand",
        check=contact_inline,
    ),
    Rule(
        slug="emergency-number",
        stage="source",
        severity=Severity.WARNING,
        reason="An emergency number of another country may ring nowhere.",
        basis="[P]",
        example="- text: In an emergency, call 911.   # in a leaflet for the United Kingdom",
        mend="- callout: {tone: urgent, call: emergency, bullets: [Chest pain]}",
        check=emergency_number,
    ),
)
