"""Plain language, by grammar: who does what, said to the reader, without knots. English only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.shown import Stretch, is_english
from leafletgen.check.text.wording import MOST, SAID, Run, quoted, wording
from leafletgen.check.text.words import WordLists
from leafletgen.diagnostics import Severity

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\S")
_BE = frozenset(
    re.findall(
        r"\S+",
        "am is are was were be been being isn't aren't wasn't weren't get gets got gotten getting it's that's you're we're they're",
    )
)
_STOP = re.compile(r"[.!?…][.!?…]*[\"'”’)\]]*(?=\s|$)")
"""The end of a sentence, near enough for a share of them all."""
_AUXILIARY = frozenset(word.split("'")[0] for word in _BE)
"""As a text's words hold them, which know no apostrophes."""
_GET = frozenset({"get", "gets", "got", "gotten", "getting"})
_PRONOUNS = frozenset({"it", "they", "you", "he", "she", "i", "we", "this", "these", "those", "that"})
_BETWEEN = frozenset(
    re.findall(
        r"\S+",
        "not never always often also only still just now then soon well badly best first already both all each even once later either "
        "usually sometimes ever almost too so more most less very quite rather again mostly better",
    )
)
_DEGREES = frozenset(
    {"very", "too", "so", "quite", "rather", "more", "less", "extremely", "really", "fairly", "slightly", "mildly", "severely"}
)
"""Before a participle they make it an adjective: very tired."""


def passive_voice(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """What is done, without who does it. Single ones are advice; past the share of all sentences they weigh more."""
    if not is_english(subject):
        return
    total, sentences, found = 0, set(), []
    participles = _participles(wording(subject).vocabulary, subject.words)
    for run in wording(subject).runs:
        if run.role in SAID:
            stops = [match.end() for match in _STOP.finditer(run.text.rstrip())]
            total += max(1, len(stops))
            if not _AUXILIARY.isdisjoint(run.words) and not participles.isdisjoint(run.words):
                for stretch in islice(_passives(run.text, subject.words), MOST):
                    if not run.is_name(stretch):
                        found.append((run, stretch))
                        sentences.add((id(run), sum(stop <= stretch[0] for stop in stops)))
    share = 100 * len(sentences) / total if total else 0
    heavy = share > limits["percent"] and total >= limits["sentences"]
    for run, stretch in found:
        yield run.shown.finding(
            stretch,
            f"{quoted(run.text[slice(*stretch)])} is passive" + (f", as are {share:.0f} % of all sentences" if heavy else ""),
            "say who does it, as in: a nurse gives you; or tell the reader what to do",
            severity=None if heavy else Severity.ADVICE,
            value=round(share) if heavy else None,
            limit=limits["percent"] if heavy else None,
        )


def _passives(text: str, lists: WordLists) -> Iterator[Stretch]:
    """Where a form of be or get and a participle stand, with two words between them at most."""
    tokens = list(_TOKEN.finditer(text))
    words = [token.group().lower().replace("’", "'") for token in tokens]
    for i, word in enumerate(words):
        if word not in _BE:
            continue
        for j in range(i + 1, min(i + 4, len(words))):
            if _is_participle(words[j], lists):
                following = words[j + 1] if j + 1 < len(words) else ""
                adjective = words[j - 1] in _DEGREES or _is_state(words[j], following, lists)
                if not adjective and not (word in _GET and j > i + 1):
                    yield tokens[i].start(), tokens[j].end()
                break
            if not (words[j] in _BETWEEN or words[j].endswith("ly") or (j == i + 1 and words[j] in _PRONOUNS)):
                break


def _participles(words: frozenset[str], lists: WordLists) -> frozenset[str]:
    """Those of ``words`` that are one."""
    return (words & lists["participles"].words.keys()).union(w for w in words if w.endswith("ed") and _is_participle(w, lists))


def _is_participle(word: str, lists: WordLists) -> bool:
    if word in lists["participles"]:
        return True
    return word.endswith("ed") and len(word) > 3 and word not in lists["not-participles"] and "-" not in word and not word.startswith("un")


def _is_state(word: str, following: str, lists: WordLists) -> bool:
    """Whether the participle says how something is, as tired or made of."""
    alone = word in lists["passive-ok"] and following != "by"
    return alone or f"{word} {following}" in lists["passive-ok"]


_NOT_PEOPLE = (
    r"(?![\s-]+(?:information|advice|transport|safety|records?|portal|groups?|leaflets?|experience|participation|liaison|association|charity|charities|support|"
    r"representatives?|app|passport|card|lines?|helpline|hotel|area|entrance|lounge|forum|panel|access|feedback|initiated|voices?|surveys?|notes|file|services?|team|councils?))"
)
_MUST = (
    r"(?:should|must|may|might|can|cannot|will|need(?:s)? to|ha(?:s|ve) to|ought to|"
    r"(?:is|are) (?:to be |being )?(?:advised|asked|encouraged|required|expected|requested|reminded|urged|told|given|able))"
)
_THIRD_PERSON = re.compile(
    rf"\bthe (?:patient|service user|client)s?\b{_NOT_PEOPLE}"
    rf"|(?<!other )(?<!these )\b(?:patients|service users|clients)\b{_NOT_PEOPLE}(?=[^.;:?!()]{{0,60}}?\b{_MUST}\b)"
    rf"|(?<!\w)(?:any|each|every|a) (?:patient|service user|client)\b{_NOT_PEOPLE}(?=[^.;:?!()]{{0,60}}?\b{_MUST}\b)"
    rf"|^\W*(?:(?:most|all) )?patients\b{_NOT_PEOPLE}(?=\s+(?!in\b|and\b|or\b)\w)",
    re.IGNORECASE,
)


def third_person_patient(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """The reader spoken of as somebody else."""
    for run in wording(subject).with_any(_PEOPLE) if is_english(subject) else ():
        if run.role not in ("audience", "alt", "food"):
            for start, end in run.sentences:
                for match in islice(_THIRD_PERSON.finditer(run.text[start:end].rstrip()), MOST):
                    stretch = _trimmed(run.text, start + match.start(), start + match.end())
                    if not run.is_name(stretch):
                        said = quoted(run.text[slice(*stretch)])
                        yield run.shown.finding(
                            stretch,
                            f"{said} speaks of the reader as somebody else",
                            'write "you" and "your", or "people" where it is not the reader',
                        )


_PEOPLE = frozenset({"patient", "patients", "client", "clients", "user", "users"})


def _trimmed(text: str, start: int, end: int) -> Stretch:
    """The stretch without what is no letter before it."""
    while start < end and not text[start].isalnum():
        start += 1
    return start, end


_CONTRACTION = re.compile(r"\b(?:[a-z]+n['’]t(?:['’]ve)?|(?:should|could|would|must|might|may|ought)['’]ve)\b", re.IGNORECASE)
_IN_FULL = {"can't": "cannot", "won't": "will not", "shan't": "shall not", "ain't": "is not"}


def negative_contraction(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A short form that hides its not, as don't."""
    for run in wording(subject).with_any({"t", "ve"}) if is_english(subject) else ():
        if "'" in run.text or "’" in run.text:
            for match in run.matches(_CONTRACTION):
                short = match.group().lower().replace("’", "'")
                full = _IN_FULL.get(short) or short.replace("n't", " not").replace("'ve", " have")
                yield run.shown.finding(match.span(), f"{quoted(match.group())} is easy to misread", f'write "{full}"')


_CLAUSE_END = re.compile(
    r"[,;:()?!–—]|\.(?=\s|$)|\b(?:and|but|because|if|when|so|that|which|who|unless|until|or|nor|while|although|though|as|than|where|whether)\b",
    re.IGNORECASE,
)
_NOES = frozenset({"t", "cannot", "not", "never", "nobody", "nothing", "nowhere", "no", "neither", "none", "without"})
_NEGATIVE = re.compile(
    r"\b(?:[a-z]+n['’]t|cannot|not(?!\s+only)|never|nobody|(?<!with )nothing|nowhere|no one|neither|none|"
    r"no(?!\s+(?:longer|more|later|less|fewer|earlier|sooner|matter|doubt|need|1|\d)))\b",
    re.IGNORECASE,
)


def double_negative(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Two noes in one clause."""
    seconds = _NOES | subject.words["negated"].words.keys()
    for run in wording(subject).with_any(_NOES) if is_english(subject) else ():
        if (run.role in SAID or run.role in ("cell", "question")) and (len(run.words & seconds) > 1 or _says_one_twice(run)):
            for start, end in islice(_clauses(run.text), MOST):
                if stretch := _two_noes(run, start, end, subject.words):
                    yield run.shown.finding(
                        stretch, f"{quoted(run.text[slice(*stretch)])} says no twice", "say what is so, or what to do, without the noes"
                    )


def _says_one_twice(run: Run) -> bool:
    """Whether its only kind of no stands there twice. Letters are counted first, which takes a fraction of the pattern's time."""
    text = run.text.lower()
    return any(text.count(no) > 1 for no in run.words & _NOES) and len(_NEGATIVE.findall(run.text)) > 1


def _clauses(text: str) -> Iterator[Stretch]:
    start = 0
    for match in _CLAUSE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _two_noes(run: Run, start: int, end: int, lists: WordLists) -> Stretch | None:
    """From the first no of the clause to the second; None where there are not two."""
    noes = [match.span() for match in _NEGATIVE.finditer(run.text, start, end)]
    if len(noes) > 1:
        return noes[0][0], noes[1][1]
    if not noes:
        return None
    for word in re.finditer(r"[^\W\d_]+", run.text[noes[0][1] : end]):
        between = run.text[noes[0][1] : noes[0][1] + word.start()].split()
        if len(between) > 2:
            return None
        if word.group() in lists["negated"] or (
            word.group().lower() == "without" and not between and run.text[slice(*noes[0])].lower() != "no"
        ):
            return noes[0][0], noes[0][1] + word.end()
    return None


RULES = (
    Rule(
        slug="passive-voice",
        stage="source",
        severity=Severity.WARNING,
        reason="Active sentences say who does what; passive ones leave readers guessing whether it is their turn.",
        basis="NHS-W, CCI-6, PEMAT-5",
        example="The tablets should be taken with food.",
        mend="Take the tablets with food.",
        check=passive_voice,
        limits={"percent": 20, "sentences": 5},
    ),
    Rule(
        slug="third-person-patient",
        stage="source",
        severity=Severity.WARNING,
        reason="A reader who is spoken to knows that the advice is meant for them.",
        basis="PEMAT-21",
        example="Patients should bring their medicines.",
        mend="Bring your medicines.",
        check=third_person_patient,
    ),
    Rule(
        slug="negative-contraction",
        stage="source",
        severity=Severity.ADVICE,
        reason="Readers in a hurry, and many who learn English, miss the not in a short form.",
        basis="NHS-P",
        example="Don't drive for 24 hours.",
        mend="Do not drive for 24 hours.",
        check=negative_contraction,
    ),
    Rule(
        slug="double-negative",
        stage="source",
        severity=Severity.ADVICE,
        reason="Two noes must be worked out before the sentence can be understood.",
        basis="[P]",
        example="It is not uncommon to feel tired.",
        mend="It is common to feel tired.",
        check=double_negative,
    ),
)
