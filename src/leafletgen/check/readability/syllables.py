"""Words to syllables. English, Spanish and French by vowel letters and rules; German, Dutch and Portuguese with pyphen's break points.

English. Every run of vowel letters is one syllable; a silent e takes one away, vowels that are sounded apart add one, and words that
keep no rule stand in ``_EXCEPTIONS``. Rules and exceptions are our own; `tests/check/syllables.tsv` shows how often they err.

Spanish. A run of vowels is one syllable, parted between two strong vowels (`a e o`) and beside a stressed weak one (`í ú`), as its
spelling has it. French. Syllables as written, a last e included (`ta-ble`): a run of vowels is one, parted after é, at a diaeresis
and at a y between vowels. German, Dutch. The larger of pyphen's break points + 1 and the number of vowel runs: break points find vowels
sounded apart (`Mu-se-um`), runs find the lone vowel at a word's edge that hyphenation never parts (`O-ma`). Portuguese. Break points
at the edges too, + 1. (Break points alone, with pyphen's own margins, miscount half of a list of everyday Spanish words.)

Whatever the language, a number is one syllable, a code sounds its letters and its number (`B12` and `250mg` are two), and capitals that
cannot be read as a word are spelled out (`NHS` is three).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

Counter = Callable[[str], int]
"""Syllables of one word."""

_NUMBER = re.compile(r"[0-9]+(?:[.,:/·][0-9]+)*(?:(?:st|nd|rd|th)(?![^\W_]))?")
_PARTS = re.compile(r"[0-9]+|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")

_EXCEPTIONS = {
    word: count
    for count, words in {
        1: "ache aches aisle eye eyes gauge prayer prayers scheme schemes tongue tongues",
        2: """acne acre aged argue argued being business canyon chaos clothing coward crooked embed every evening forehead giant haven't
            herpes hatred hundred kindred lawyer leopard liar lion maybe naked people poem ragged react rugged sacred science soldier
            someone wednesday wicked wretched cashier chocolate aerobe""",
        3: """area arguing businesses element everyday everyone everything everywhere heroine idea ideal karate linear nuclear oasis
            parliament pneumonia recipe sesame simile syncope vegetable vehement whoever""",
        4: "anemone apostrophe auxiliary catastrophe diabetes epitome everybody facsimile reality",
    }.items()
    for word in words.split()
}
"""English words that keep none of the rules below."""

_RUN = re.compile(r"[aeiouy]+")

_GLIDE = re.compile(r"(?<=q)u|(?<=g)u(?=[aei])|^y(?=[aeiou])|(?<=[aeiou])y(?=[aeiou])")
"""Vowel letters that are consonants: quit, league, yes, layer."""

_SILENT_END = re.compile(
    r"(?<![aeiouy])(?<![bcdfgkptxz]l)(?<!ssl)(?<![bctg]r)(?:e|(?<![cgsxz])(?<!sh)(?<!ch)es)$"  # care, takes; not table, centre, boxes
    r"|(?<=ach)(?<!each)(?<!oach)es$"  # headaches
    r"|(?<![aeioutd])(?<![bcdfgkptz]l)ed$"  # played; not treated, handled
)
_SILENT_INSIDE = re.compile(
    r"(?<=[aeiouy][^aeiouyw])e(?=(?:ly|ness|less|ful|fully|ments?|some|ty|lihood)$)"  # safely, movement
    r"|(?<=dg|nc|ng|rc|rg|rs|rv|lv|ns|th)e(?=(?:ly|less|ful|ments?|ness)$)"  # largely, judgement
    r"|^(?:some|home|life|house|there|where(?!v)|safe|side|base|gwide|care|time|wave|cheese|smoke|white|grape|name|gate|frame|fire|pipe|type|note)"
    r"(?=[bcdfghjklmnpstvw][a-z]*[aeiouy])"  # something, lifestyle
)

_APART = re.compile(
    r"(?<![cgstlr])ia|(?<=^sc)ia|(?<=[cst])ia(?=t[eio]|st|sm|r[yi])|(?<=g)ia(?=t)|(?<=l)ia(?!n|r$)|(?<!ll)(?<=l)ian[ct]"
    r"|(?<!r)ria|(?<=r)ria(?!ge)"  # media, dialysis; not special, marriage
    r"|(?<![cghlnstvx])io|(?<=[cgstx])io(?!n|us)|(?<=h)io(?!n)|(?<=[ln])io(?!n|r)|(?<=v)io(?!r|ur)"  # radio; not nation, anxious, onion
    r"|iu|ii|ao|iet|(?<![ct])ien[ct]|(?<=sc)ient|(?<=[a-z]{2})iers?$|(?<=[a-z]{3})iest$"  # medium, quiet, client, easier
    r"|crea(?=t(?!ur))|^rea(?=ct|ss|pp|rr)|theat|pancrea|nausea"
    r"|(?<=[aeiouy][gnr])eal|(?<=[a-z]{3}[gnr])eal|(?<=an|op)ean|(?<=[a-z]{3})ea$|oea"  # create, corneal, cornea
    r"|(?<!g)eo(?!p(?:le|ard))|^geo(?!r)|ua(?!d)|uo(?!y)|(?<=[lr])uen|uel"
    r"|uit[yi]|suicid|genuin|fluid|ruin"  # video, usual, fluent
    r"|poe[mt]|^coe[dfrx]|oic(?:s|al|ally)?$"
    r"|^coinc|coagul|oar(?=th)|^coop(?=e)|^coord|aic|^rei(?=mb|nf)|dei|eums?$|eus$"  # poet, heroic, mosaic, museum
    r"|[aeiouy]ing(?:s|ly)?$|(?<![aeiouw])y(?=[ao]|el|ers?$)"  # doing, dryer, myalgia
    r"|(?<=[aeio])sms?$|thms?$"  # autism, rhythm
)
"""Vowels sounded apart, and the m that is a syllable of its own."""

_STEM = re.compile(r"(?:s|ed|d|ing|ly|less|ful|ness)$")

_CONTRACTION = re.compile(r"['ʼ](?P<tail>s|ll|ve|re|d|m|t)$")

_SPOKEN_CAPITALS = re.compile(r"[^AEIOU]+[AEIOU][^AEIOU]+E?S?$")
"""Capitals read as a word, as PIN and NICE."""
_SPELLED = frozenset({"HIV", "COPD", "SCD", "MS", "US"})
"""Capitals that look like a word and are spelled out all the same."""


@lru_cache(maxsize=20_000)  # a library's leaflets share most of their words
def english(word: str) -> int:
    """Syllables of one English word, hyphens parted beforehand."""
    word = _letters(word)
    if match := _CONTRACTION.search(word):
        return _contracted(word[: match.start()], match["tail"])
    return _known(word) or _ruled(word)


def _contracted(stem: str, tail: str) -> int:
    if tail == "t":  # isn't, couldn't; not don't, aren't
        count = english(stem.removesuffix("n"))
        return count + ((stem.endswith("n") and stem[-2:-1] not in "aeou") or stem == "haven")
    sounded = {"s": r"(?:[sxz]|[sc]h|[cgsz]e)$", "d": r"[td]$", "ll": r"[^aeiouyw]$", "ve": r"[^aeiouyw]$"}.get(tail)
    return english(stem) + bool(sounded and re.search(sounded, stem))


def _known(word: str) -> int:
    """The count of a listed word, or of a listed word with an ending; 0 for any other."""
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    ending = _STEM.search(word)
    if ending is None or (stem := word[: ending.start()]) not in _EXCEPTIONS:
        return 0
    return _EXCEPTIONS[stem] + (ending.group() not in ("s", "d") and not (ending.group() == "ed" and stem[-1] not in "td"))


def _ruled(word: str) -> int:
    word = _GLIDE.sub("w", word)
    runs = len(_RUN.findall(word)) + sum(1 for _ in _APART.finditer(word))
    runs -= sum(1 for _ in _SILENT_INSIDE.finditer(word))
    return max(1, runs - (runs > 1 and bool(_SILENT_END.search(word))))


def _letters(word: str) -> str:
    """Small plain letters; a diaeresis parts vowels, and a last é is sounded."""
    if word.isascii():
        return word.lower()
    word = re.sub(r"é(?=s?$)", "ay", word.lower().replace("’", "'").replace("œ", "oe").replace("æ", "ae"))
    word = re.sub(r"(?<=[aeo])(?=[ïëö])", "-", word)
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _runs_of(vowels: str, apart: str) -> Counter:
    """Runs of ``vowels``, and one more wherever the pattern ``apart`` matches."""
    run, split = re.compile(f"[{vowels}]+"), re.compile(apart)

    def count(word: str) -> int:
        word = word.lower()
        return max(1, len(run.findall(word)) + len(split.findall(word)))

    return count


def _break_points(language: str, margin: int, vowels: str = "") -> Counter:
    """Pyphen's break points + 1, or the number of runs of ``vowels`` where that is larger."""
    import pyphen  # type: ignore[import-untyped]  # slow to load, and English needs none

    dictionary = pyphen.Pyphen(lang=language, left=margin, right=margin)
    runs = re.compile(f"[{vowels}]+") if vowels else None

    def count(word: str) -> int:
        return max(len(dictionary.positions(word)) + 1, len(runs.findall(word.lower())) if runs else 1)

    return count


_MAKERS: dict[str, Callable[[], Counter]] = {
    "en": lambda: english,
    "es": lambda: _runs_of("aeiouáéíóúü", "(?<=[aeoáéó])(?=[aeoáéóíú])|(?<=[íú])(?=[aeoáéó])"),
    "fr": lambda: _runs_of("aeiouyàâæéèêëîïôœùûüÿ", "é(?=[aàâèéioôu])|(?<=[ao])é|(?<=[aeiou])[ïëü]|(?<=[aou])y(?=[aeéèio])"),
    "de": lambda: _break_points("de", 2, "aeiouyäöü"),
    "nl": lambda: _break_points("nl", 2, "aeiouyéèëïöüáó"),
    "pt": lambda: _break_points("pt", 1),
}

LANGUAGES = frozenset(_MAKERS)
"""Languages whose syllables are counted."""


class Syllables:
    """Counts the syllables of one language's words."""

    def __init__(self, language: str) -> None:
        self._count = _MAKERS[language]()

    def __call__(self, word: str) -> int:
        """Syllables of a word as written: `B12-rich`, `NHS`, `2.5`, `long-term`."""
        number = _NUMBER.match(word)
        parts = _PARTS.findall(word, number.end() if number else 0)
        return max(1, bool(number) + sum(map(self._part, parts)))

    def _part(self, part: str) -> int:
        if part[0].isdigit():
            return 1
        capitals = part.removesuffix("s")
        if capitals.isupper() and len(part) <= 5 and _spelled(capitals):
            return sum(3 if letter == "W" else 1 for letter in capitals)
        return self._count(part)


def _spelled(capitals: str) -> bool:
    return len(capitals) <= 4 and (capitals in _SPELLED or not _SPOKEN_CAPITALS.match(capitals))
