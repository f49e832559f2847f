"""Is a hard word explained where it stands? In brackets, by apposition, by a verb that defines, or by its plain word beside it."""

from __future__ import annotations

import re

from leafletgen.check.text.words import Word

_NO_MEANING = re.compile(
    r"\s*(?:for example|such as|like|including|especially|see|eg|e\.g|if|unless|not|with|without|and|page|or if)\b", re.IGNORECASE
)
"""What starts a bracket that explains nothing."""
_LEAD = re.compile(
    r"^\W*(?:(?:also|sometimes|often|usually|or|called|known|as|named|termed|the|a|an|your|its|medical|technical|full|proper|name|word|term|is|for|this|it|doctors|call)\b\W*)*",
    re.IGNORECASE,
)
_BRACKET_AFTER = re.compile(r"[\"”’']?(?:\s+[\w-]+){0,2}?\s*\(([^()]+)\)")
_NAMING = re.compile(
    r"\b(?:called|known as|named|termed|call(?:ed|s)? (?:this|it|these|them)|"
    r"(?:medical|technical|proper|full|doctors'|other) (?:name|word|term)s?\b[^.;]{0,40}?\b(?:is|for))"
    r"\s+(?:an?\s+|the\s+)?[\"“'‘]?(?:(?!(?:to|about|for|with|your|our|in|on|at|by|if|when|from)\b)[\w-]+\s+){0,3}[\"“'‘]?$",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"[\"”’']?\s*(?:\([^()]*\)\s*)?(?:(?:is|are)\s+(?:an?|the|when|where|how|what|another|any|your|their)\b"
    r"(?!\s+(?:very |most |more |less |quite )*(?:common|serious|rare|major|known|leading|important|possible|likely|risk|main|"
    r"side|big|small|"
    r"frequent|usual|recognised|"
    r"reason|cause|sign|symptom|complication|result|problem|good|bad|concern|worry)\b)"
    r"|means?\b|refers? to\b|stands? for\b|describes?\b|is short for\b)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"[\"”’']?,?\s+(?:which|that)\s+(?:is|are|means?)\b|[\"”’']?,\s+(?:where|when|meaning|that is|in other words)\b", re.IGNORECASE
)
_GLOSSARY = re.compile(r"\s*(?::|\s[–—-])\s+\w")
_APPOSITION = re.compile(
    r"[\"”’']?,\s+(?:an?|the|your|their|its|another|one|some|any|a kind of|a type of)\s+([^,.;:()?!]+)(?:[,.;:)?!]|$)", re.IGNORECASE
)
_CLAUSE_WORDS = re.compile(
    r"\b(?:you|we|they|it|he|she|i|will|may|might|can|could|must|should|is|are|was|were|has|have|had|do|does|did|and|or|gets?|goes|takes?|needs?|gives?|checks?|helps?|starts?|uses?)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:after|before|during|in|if|when|with|for|without|because|as|since|while|once|until|to|by|from|at|on|unlike|like|despite)\b[^,]*$",
    re.IGNORECASE,
)
"""The start of a sentence whose first comma ends a clause, as `After dialysis, the nurse ...`."""
_LINK = re.compile(
    r"(?:[\s,()\"“”'‘’–—:-]|\b(?:or|is|are|means?|meaning|also|called|known|as|the|an?|medical|other|another|words?|names?|terms?|for|which|that|this|sometimes|doctors|we|by|say|call|it|"
    r"in|plain|simply|just|your|usually|often|when|you|have|having|too|very)\b)*",
    re.IGNORECASE,
)
"""Nothing but marks and linking words between a hard word and its plain one."""


def is_explained(before: str, term: str, after: str, word: Word) -> bool:
    """Whether the rest of the sentence explains ``term``."""
    return (
        _named_in_brackets(before, term, after)
        or _bracket_follows(after)
        or bool(_NAMING.search(before))
        or bool(_RELATIVE.match(after))
        or _defined_by_verb(before, after)
        or _renamed(before, after)
        or any(_beside(before, after, wording) for wording in word.wordings)
    )


def plain_in_brackets(after: str, word: Word) -> str:
    """The plain wording that follows at once in brackets; empty where there is none."""
    match = re.match(r"[\"”’']?\s*\(([^()]+)\)", after)
    return next((wording for wording in word.wordings if match and _holds(match[1], wording)), "")


def _named_in_brackets(before: str, term: str, after: str) -> bool:
    """As in `high blood pressure (hypertension)`."""
    opened, closed = re.search(r"\w[^()]*\(([^()]*)$", before), re.match(r"([^()]*)\)", after)
    if not opened or not closed:
        return False
    inner = opened[1] + term + closed[1]
    return not _NO_MEANING.match(inner) and len(_LEAD.sub("", inner).split()) <= len(term.split()) + 2


def _bracket_follows(after: str) -> bool:
    """As in `hypertension (high blood pressure)`; an abbreviation explains nothing."""
    match = _BRACKET_AFTER.match(after)
    return bool(match and re.search(r"\b[a-z]{3,}", match[1]) and not _NO_MEANING.match(match[1]))


def _defined_by_verb(before: str, after: str) -> bool:
    """As in `Myelin is a fatty coat` or `Biopsy: a small sample`; the term opens the sentence."""
    opens = re.fullmatch(r"\W*(?:(?:an?|the|your|what)\s+)?\W*", before, re.IGNORECASE)
    return bool(opens and (_DEFINES.match(after) or _GLOSSARY.match(after)))


def _renamed(before: str, after: str) -> bool:
    """As in `myelin, the fatty coat,`; in `After dialysis, the nurse ...` the comma ends a clause instead."""
    match = _APPOSITION.match(after)
    return bool(match and not _CLAUSE_WORDS.search(match[1]) and not _OPENING.match(before))


def _beside(before: str, after: str, wording: str) -> bool:
    """Whether the plain wording stands next to the term, with linking words between at most."""
    pattern = rf"\b{re.escape(wording)}\b"
    return any(
        after[: found.start()].strip() and _LINK.fullmatch(after[: found.start()]) for found in re.finditer(pattern, after, re.IGNORECASE)
    ) or any(
        before[found.end() :].strip() and _LINK.fullmatch(before[found.end() :]) for found in re.finditer(pattern, before, re.IGNORECASE)
    )


def _holds(text: str, wording: str) -> bool:
    return bool(re.search(rf"\b{re.escape(wording)}", text, re.IGNORECASE))
