"""Completeness: what a leaflet of its topic must say, and in which order: one message, what to do, when to get help, and both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.blocks import blocks
from leafletgen.check.text.shown import is_english
from leafletgen.diagnostics import Severity
from leafletgen.html.markup import plain, word_count
from leafletgen.model.blocks import CalloutBlock, ChecklistBlock, StepsBlock

_BODY = frozenset({"heading", "paragraph", "item", "step", "check", "callout-title", "question", "answer", "cell", "column", "caption"})


def main_message_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """No summary: the one message that the page opens with."""
    if not subject.leaflet.summary:
        yield Finding(message="the leaflet has no main message", fix="add `summary:` with the one thing to know, in a sentence or two")


def summary_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A long leaflet with neither summary nor key points."""
    if subject.leaflet.summary or subject.leaflet.key_points:
        return
    words = sum(word_count(passage.markdown) for passage in subject.passages if passage.section is not None and passage.role in _BODY)
    if words > limits["words"]:
        message = f"{words} words and no summary or key points"
        yield Finding(message=message, fix="add `key_points:` with 3 to 5 points", value=words, limit=limits["words"])


def action_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Nothing for the reader to do: no steps and no checklist."""
    if not any(isinstance(block, StepsBlock | ChecklistBlock) for _, block in blocks(subject.leaflet)):
        yield Finding(message="the leaflet has no steps and no checklist", fix="add `steps:` or `checklist:` with what the reader can do")


_URGENT_TOPICS = ("condition", "medicine", "procedure", "discharge")
_SYMPTOMS_HEAD = re.compile(r"\b(?:symptoms?|warning signs?|side effects?|red flags?)\b", re.IGNORECASE)
_SYMPTOMS = re.compile(
    r"\b(?:(?:symptoms?|warning signs?)\s+(?:of|are|is|includes?|(?:can|may)\s+(?:be|include)|such as|to look out)"
    r"|signs\s+of\s+(?:an?\s+)?(?:infection|stroke|sepsis|bleeding|reaction|clot|heart attack|allergic)"
    r"|(?:common|usual|main|other|early|nerve|serious)\s+symptoms)\b",
    re.IGNORECASE,
)


def urgent_help_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """No urgent callout, where the topic asks for one or symptoms are told about."""
    if any(isinstance(block, CalloutBlock) and block.callout.tone == "urgent" for _, block in blocks(subject.leaflet)):
        return
    fix = "add `callout: {tone: urgent, call: emergency, bullets: [...]}` that says when to get help"
    topic = subject.leaflet.topic
    if topic in _URGENT_TOPICS:
        message = f"a leaflet about a {topic} that does not say when to get help at once"
        yield Finding(path=("topic",), message=message.replace("a discharge", "going home"), fix=fix)
        return
    for passage in subject.passages if is_english(subject) else ():
        pattern = _SYMPTOMS_HEAD if passage.role in ("heading", "question", "callout-title", "caption") else _SYMPTOMS
        if match := pattern.search(passage.text):
            message = f'"{match.group()}" are told of, but not when to get help at once'
            # A guess from words weighs less than the topic that the author chose.
            yield Finding(path=passage.path, needle=match.group(), message=message, fix=fix, severity=Severity.WARNING)
            return


_CARE = r"(?:treatment|operation|surgery|procedure|test|scan|injection)s?"


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})", re.IGNORECASE)


_PARTS = {
    "its benefits": (
        _any_of(r"benefits?\b", r"advantages?\b"),
        _any_of(
            r"how (?:will|can|does|could|might|well|much)\b.*\b(?:help|work)",
            r"why (?:should|do|would|might|have)\b",
            r"what (?:will|does) it do\b",
        ),
    ),
    "its risks": (
        _any_of(r"risks\b", r"side effects?\b", r"complications?\b", r"go(?:es)? wrong\b", rf"risk of (?:the |this |having )?{_CARE}\b"),
        _any_of(r"risk\b", r"safe\b", r"harms?\b", r"dangers?\b", r"problems?\b"),
    ),
    "alternatives": (
        _any_of(
            r"alternatives?\b",
            rf"(?:other|different) (?:\w+ )?(?:{_CARE}|options?|choices|ways (?:to treat|of treating))\b",
            rf"instead of (?:the |this |having |an? )?{_CARE}\b",
        ),
        _any_of(r"options?\b", r"choices?\b", r"what else\b", r"instead\b"),
    ),
    "having no treatment": (
        _any_of(
            r"(?:do|doing) nothing\b",
            r"no treatment\b",
            rf"(?:have|having|choose|choosing|with|want|need) no {_CARE}\b",
            r"(?:choose|decide|ask) not to (?:have|go|be)\b",
            r"untreated\b",
            r"not (?:be|being) treated\b",
            rf"(?:without|not having|decide against|refuse|decline|say no to|not have) (?:it\b|(?:the |this |any |an? )?{_CARE}\b)",
            r"if (?:you|I) (?:do not|don['’]t|decide not to|choose not to|would rather not) (?:have|want|go)\b",
            r"wait and see\b",
            r"watchful waiting\b",
        ),
        _any_of(r"nothing\b", r"(?:do not|don['’]t) (?:have|want)\b", r"no\b.*\btreatment\b"),
    ),
}
"""What a choice of treatment needs, each with words that show it anywhere, and words that show it in a heading."""


def treatment_balance(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A procedure or treatment of which benefits, risks, alternatives or doing nothing are not told."""
    if subject.leaflet.topic not in ("procedure", "treatment") or not is_english(subject):
        return
    text = "\n".join(passage.text for passage in subject.passages if passage.role not in ("title", "audience"))
    heads = "\n".join(passage.text for passage in subject.passages if passage.role in ("heading", "question", "callout-title"))
    missing = [part for part, (said, headed) in _PARTS.items() if not (said.search(text) or headed.search(heads))]
    if missing:
        yield Finding(
            path=("topic",),
            message=f"a leaflet about a {subject.leaflet.topic} that does not tell of {_listed(missing)}",
            fix=f"add a section about {_listed(missing)}",
            value=len(_PARTS) - len(missing),
            limit=len(_PARTS),
        )


_PACKAGE_ORDER = (
    ("what it is and what it is used for", _any_of(r"what (?:is|are)\b", r"used for\b", r"works?\b", r"what\b.*\bdoes\b")),
    (
        "what to know before taking it",
        _any_of(r"before (?:you|taking|using|having|your child)\b", r"warnings?\b", r"precautions?\b", r"who (?:can|should|must)\b"),
    ),
    (
        "how to take it",
        _any_of(r"how (?:to|do|should|will|is|much|often)\b", r"(?:taking|using)\b", r"miss(?:ed)? (?:an?|your|the) dose\b"),
    ),
    ("of possible side effects", _any_of(r"side effects?\b", r"unwanted effects?\b")),
    ("how to store it", _any_of(r"stor(?:e|ing|age)\b", r"keep(?:ing)? (?:it|your|the)\b")),
    ("what the pack holds", _any_of(r"contents? of\b", r"contains?\b", r"(?:other|further) information\b")),
)
"""Sections of the European template for package leaflets in their order, each with words of its heading; the first that fits counts."""


def medicine_order(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Sections of a leaflet about a medicine in another order than the package leaflet's."""
    if subject.leaflet.topic != "medicine" or not is_english(subject):
        return
    last = -1
    for index, section in enumerate(subject.leaflet.sections):
        part = _package_part(plain(section.heading))
        if part is not None and part < last:
            yield Finding(
                path=("sections", index, "heading"),
                message=f"this section tells {_PACKAGE_ORDER[part][0]}, after one that tells {_PACKAGE_ORDER[last][0]}",
                fix="put the sections in the order of the package leaflet, which people know from the box",
            )
        last = max(last, part if part is not None else -1)


def _package_part(heading: str) -> int | None:
    """Which section of the package leaflet ``heading`` opens; the most particular words first, as `before you take` holds `take`."""
    return next((part for part in (3, 4, 5, 1, 2, 0) if _PACKAGE_ORDER[part][1].search(heading)), None)


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


RULES = (
    Rule(
        slug="urgent-help-missing",
        stage="source",
        severity=Severity.ERROR,
        reason="A reader with a warning sign must find at once what to do.",
        basis="CCI-14",
        example="topic: condition (and no urgent callout)",
        mend="- callout: {tone: urgent, call: emergency, bullets: [Chest pain]}",
        check=urgent_help_missing,
    ),
    Rule(
        slug="main-message-missing",
        stage="source",
        severity=Severity.WARNING,
        reason="A reader who stops after the first lines should know the one thing that matters.",
        basis="CCI-1/2, PEMAT-1",
        example="title: Low B12 (and no summary)",
        mend="summary: Low B12 can harm your nerves, and treatment helps.",
        check=main_message_missing,
    ),
    Rule(
        slug="summary-missing",
        stage="source",
        severity=Severity.WARNING,
        reason="Few people read all of a long leaflet; a summary carries the points.",
        basis="PEMAT-11, CCI-10, SAM",
        example="sections: ... (900 words, no summary, no key points)",
        mend="key_points: [Take one tablet a day., Ring us if you feel worse.]",
        check=summary_missing,
        limits={"words": 300},
    ),
    Rule(
        slug="action-missing",
        stage="source",
        severity=Severity.WARNING,
        reason="A leaflet should leave the reader with something to do.",
        basis="PEMAT-20, CCI-5/12",
        example="- text: B12 is found in fish, meat and eggs.",
        mend="- checklist: [I have chosen B12 foods that suit me.]",
        check=action_missing,
    ),
    Rule(
        slug="treatment-balance",
        stage="source",
        severity=Severity.WARNING,
        reason="Consent needs the benefits, the risks, the other choices, and what happens without treatment.",
        basis="DISCERN-9 to 14, CCI-19",
        example="topic: procedure (which tells of benefits only)",
        mend="sections on its benefits, its risks, other treatments, and no treatment",
        check=treatment_balance,
    ),
    Rule(
        slug="medicine-order",
        stage="source",
        severity=Severity.WARNING,
        reason="People know the order from the leaflet in the box, and find in it what they look for.",
        basis="QRD template",
        example="sections: side effects, then how to take it",
        mend="sections: what it is, before you take it, how to take it, side effects, how to store it, what the pack holds",
        check=medicine_order,
        off=True,
    ),
)
