"""References in Vancouver style (ICMJE, Citing Medicine), in full for the list and in one line for page footnotes.

The style's fixed words (`cited`, `Available from`) come from the message catalogue.
"""

from __future__ import annotations

import re
import textwrap
from datetime import date

from babel.dates import format_skeleton
from markupsafe import Markup, escape

from leafletgen.html.locale import Messages
from leafletgen.model.reference import Name, Reference, When

MOST_AUTHORS = 6
"""With more authors than this, the first three are named and the rest are `et al.`"""
NAMED_OF_MANY = 3


def full(reference: Reference, words: Messages) -> Markup:
    """The whole reference: authors, title, where it appeared, when, and how to find it."""
    parts: list[Markup | str] = []
    if names := authors(reference.author, words):
        parts.append(_stop(names))
    online = reference.url is not None and reference.doi is None
    title = reference.title if not online else words.text("ref-internet", title=reference.title.rstrip("."))
    parts.append(_stop(title))
    if reference.container_title and reference.container_title != names:
        parts.append(_stop(reference.container_title))
    parts.append(_stop(_imprint(reference, words, online)))
    if reference.doi:
        url = f"https://doi.org/{reference.doi}"
        parts.append(Markup('doi:<a href="{}">{}</a>').format(url, reference.doi))
    elif reference.url:
        link = Markup('<a class="address" href="{}">{}</a>').format(reference.url, reference.url.split("://", 1)[1].rstrip("/"))
        parts.append(words.text("ref-available", address=link))
    return Markup(" ").join(part for part in parts if part)


def short(reference: Reference, words: Messages, width: int) -> str:
    """First author or body, title and year in at most ``width`` characters, from 50: the title gives way, then a long name."""
    names = reference.author
    lead = _short_name(names[0]) if names else reference.publisher or reference.container_title or ""
    if len(names) > 1:
        lead = str(words.text("ref-et-al", names=lead))
    lead = textwrap.shorten(lead, width // 2, placeholder="…")
    year = str(reference.issued.year) if reference.issued else ""
    room = width - len(lead) - len(year) - 6
    title = textwrap.shorten(reference.title.rstrip("."), max(room, 20), placeholder="…")
    return " ".join(_stop(part) for part in (lead, title, year) if part)


def authors(names: tuple[Name, ...], words: Messages) -> str:
    """`Green R, Allen LH`, as the BMJ sets them: all up to six, else three and `et al.`"""
    many = len(names) > MOST_AUTHORS
    listed = ", ".join(_name(name) for name in names[: NAMED_OF_MANY if many else None])
    return str(words.text("ref-et-al", names=listed)) if many else listed


def _name(name: Name) -> str:
    if name.literal:
        return name.literal
    initials = "".join(_initials(name.given or ""))
    family = " ".join(part for part in (name.particle, name.family) if part)
    return " ".join(part for part in (family, initials, name.suffix) if part)


def _initials(given: str) -> list[str]:
    """`Jean-Louis` and `J.-L.` give J, L; `RA` written as initials stays RA."""
    letters = []
    for part in re.split(r"[\s.]+", given):
        bare = part.replace("-", "")
        if bare.isupper() and len(bare) <= 4:
            letters.append(bare)
        else:
            letters += [match[0].upper() for piece in part.split("-") if (match := re.search(r"\w", piece))]
    return letters


def _short_name(name: Name) -> str:
    """A body's abbreviation where its name carries one, as NICE; not where it is that of a part, as in `EFSA Panel on ... (NDA)`."""
    if name.literal and (match := re.fullmatch(r"((?:(?!\b[A-Z]{2,}\b).)*)\(([A-Z]{2,8})\)", name.literal)):
        return match.group(2)
    return _name(name)


def _imprint(reference: Reference, words: Messages, online: bool) -> str:
    """`2013;368(2):149-160`, or publisher and year; with the day an online source was read."""
    when = _date(reference.issued, words) if reference.issued else ""
    if reference.volume or reference.issue:
        issue = f"({reference.issue})" if reference.issue else ""
        place = f"{when};{reference.volume or ''}{issue}"
        return f"{place}:{reference.page}" if reference.page else place
    publisher = reference.publisher or ""
    if reference.publisher_place and publisher:
        publisher = f"{reference.publisher_place}: {publisher}"
    if publisher and any((name.literal or "").startswith(publisher) for name in reference.author):
        publisher = ""  # a body that publishes its own work is named once
    imprint = "; ".join(part for part in (publisher, when) if part)
    if reference.number:
        imprint = f"{reference.number}. {imprint}" if imprint else reference.number
    if online and reference.accessed:
        cited = words.text("ref-cited", date=_date(reference.accessed, words))
        imprint = f"{imprint} {cited}".strip()
    return imprint


def _date(when: When, words: Messages) -> str:
    """2026 Nov 22, as exact as known."""
    if not when.month:
        return str(when.year)
    month = format_skeleton("MMM", date(when.year, when.month, 1), locale=words.locale)
    return " ".join(str(part) for part in (when.year, month, when.day) if part)


def _stop(text: Markup | str) -> Markup:
    """Text that ends in exactly one full stop."""
    text = escape(text)
    return text if not text or re.search(r"[.?!…]$", str(text)) else text + "."
