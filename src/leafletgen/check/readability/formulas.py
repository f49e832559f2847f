"""Readability formulas: texts in, a score with all its inputs out, or the reason why there is none.

Formulas and counting rules are section 2 of `standards.md`. Pure functions: nothing here knows leaflets, limits or findings. A score is
never rounded or clamped. Names that cannot be avoided (drugs, hospitals) do not count towards the length of words; they do count as
words of a sentence. Each score is given both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from operator import sub
from typing import NamedTuple

from leafletgen.check.readability.sentences import WORD, Sentence, sentences
from leafletgen.check.readability.syllables import LANGUAGES, Syllables

MIN_WORDS = 100
MIN_SENTENCES = 5
"""Below either a text is too short to score."""
SMOG_SENTENCES = 30
"""SMOG is defined on 30 sentences and says nothing of fewer."""

TOO_SHORT = f"too short to score: fewer than {MIN_WORDS} words or {MIN_SENTENCES} sentences"

_LONG = 6
"""A word of more letters is long (LIX, Wiener Sachtextformel)."""
_UNSPACED = frozenset(("zh", "ja", "th", "lo", "km", "my"))
"""Languages written without spaces between words."""


class Counts(NamedTuple):
    """What formulas are made of. Counts add up, so that those of a text are the sum of those of its sentences."""

    sentences: int = 0
    words: int = 0
    scored_words: int = 0
    """Words that the following five count: all but the names."""
    letters: int = 0
    syllables: int = 0
    """Zero in languages that need none."""
    polysyllables: int = 0
    """Words of three or more syllables."""
    monosyllables: int = 0
    long_words: int = 0
    """Words of more than six letters."""

    def without(self, other: Counts) -> Counts:
        """The counts of a text from which what ``other`` counts was taken out."""
        return Counts(*map(sub, self, other))

    @property
    def sentence_length(self) -> float:
        """Words per sentence."""
        return self.words / self.sentences

    @property
    def word_length(self) -> float:
        """Syllables per word."""
        return self.syllables / self.scored_words

    def share(self, count: int) -> float:
        """``count`` in percent of the scored words."""
        return 100 * count / self.scored_words

    @property
    def too_short(self) -> bool:
        """Whether a formula would say nothing of so little text."""
        return self.words < MIN_WORDS or self.sentences < MIN_SENTENCES or not self.scored_words


INPUTS: tuple[str, ...] = Counts._fields
"""Names of the counts."""


def flesch_kincaid(c: Counts) -> float:
    """US school grade."""
    return 0.39 * c.sentence_length + 11.8 * c.word_length - 15.59


def flesch_reading_ease(c: Counts) -> float:
    """From about 0 (hard) to 100 (easy)."""
    return 206.835 - 1.015 * c.sentence_length - 84.6 * c.word_length


def smog(c: Counts) -> float:
    """School grade; runs two or more above Flesch-Kincaid."""
    return 1.0430 * sqrt(c.polysyllables * 30 / c.sentences) + 3.1291


def inflesz(c: Counts) -> float:
    """Spanish, Szigriszt-Pazos: above 65 fairly easy, below 55 rather hard."""
    return 206.835 - 62.3 * c.word_length - c.sentence_length


def fernandez_huerta(c: Counts) -> float:
    """Spanish, with the constant of 1959 that is often misprinted."""
    return 206.84 - 60 * c.word_length - 1.02 * c.sentence_length


def kandel_moles(c: Counts) -> float:
    """French."""
    return 207 - 1.015 * c.sentence_length - 73.6 * c.word_length


def flesch_amstad(c: Counts) -> float:
    """German."""
    return 180 - c.sentence_length - 58.5 * c.word_length


def wiener_1(c: Counts) -> float:
    """German: school year, 4 to 15."""
    hard, long, short = c.share(c.polysyllables), c.share(c.long_words), c.share(c.monosyllables)
    return 0.1935 * hard + 0.1672 * c.sentence_length + 0.1297 * long - 0.0327 * short - 0.875


def gulpease(c: Counts) -> float:
    """Italian: 0 (hard) to 100 (easy)."""
    return 89 + 300 * c.sentences / c.words - 10 * c.letters / c.scored_words


def lix(c: Counts) -> float:
    """Swedish, Danish, Norwegian: under 30 very easy, 40s medium, 50s hard."""
    return c.sentence_length + c.share(c.long_words)


def flesch_douma(c: Counts) -> float:
    """Dutch."""
    return 206.835 - 0.93 * c.sentence_length - 77 * c.word_length


def flesch_martins(c: Counts) -> float:
    """Portuguese."""
    return 248.835 - 1.015 * c.sentence_length - 84.6 * c.word_length


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with what its number means."""

    slug: str
    """Name in JSON, and in a library's limits."""
    name: str
    score: Callable[[Counts], float]
    lower_is_easier: bool = False
    least_sentences: int = MIN_SENTENCES

    def harder(self, score: float, than: float) -> bool:
        """Whether ``score`` is on the hard side of ``than``."""
        return score > than if self.lower_is_easier else score < than


LIX = Formula("lix", "LIX", lix, lower_is_easier=True)

FORMULAS: dict[str, tuple[Formula, ...]] = {
    "en": (
        Formula("flesch-kincaid", "Flesch-Kincaid grade", flesch_kincaid, lower_is_easier=True),
        Formula("flesch-reading-ease", "Flesch reading ease", flesch_reading_ease),
        Formula("smog", "SMOG grade", smog, lower_is_easier=True, least_sentences=SMOG_SENTENCES),
    ),
    "es": (Formula("inflesz", "INFLESZ", inflesz), Formula("fernandez-huerta", "Fernández Huerta", fernandez_huerta)),
    "fr": (Formula("kandel-moles", "Kandel-Moles", kandel_moles),),
    "de": (
        Formula("flesch-amstad", "Flesch-Amstad", flesch_amstad),
        Formula("wiener-sachtextformel", "Wiener Sachtextformel 1", wiener_1, lower_is_easier=True),
    ),
    "it": (Formula("gulpease", "Gulpease", gulpease),),
    "nl": (Formula("flesch-douma", "Flesch-Douma", flesch_douma),),
    "pt": (Formula("flesch-martins", "Flesch (Martins)", flesch_martins),),
    **dict.fromkeys(("sv", "da", "nb", "nn", "no"), (LIX,)),
}
"""Formulas by language, the one that counts first."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one formula gives."""

    formula: Formula
    value: float | None
    """None where it was not measured."""
    value_with_names: float | None = None
    """The same with unavoidable names counted like any word."""
    reason: str = ""
    """Why it was not measured."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How hard a text is to read."""

    language: str
    counts: Counts
    counts_with_names: Counts
    scores: tuple[Score, ...]
    """The language's own formula first. In a language without one: LIX, for information only."""
    reason: str = ""
    """Why the language's own formula was not measured: no such formula, or too short."""

    @property
    def own(self) -> Score | None:
        """The score that counts, None where there is none."""
        return self.scores[0] if self.scores and not self.reason else None

    @property
    def formula(self) -> str:
        """Name of the formula that counts, or empty."""
        return self.scores[0].formula.name if self.language in FORMULAS else ""

    @property
    def score(self) -> float | None:
        """What it gives, or None."""
        return self.own.value if self.own else None

    def record(self) -> dict[str, object]:
        """The measure as JSON carries it: every score not rounded, every input."""
        return {
            "language": self.language,
            "formula": self.formula or None,
            "score": self.score,
            "not_measured": self.reason or None,
            "scores": {
                s.formula.slug: {"value": s.value, "with_names": s.value_with_names, "not_measured": s.reason or None} for s in self.scores
            },
            "inputs": {name: getattr(self.counts, name) for name in INPUTS},
            "inputs_with_names": {name: getattr(self.counts_with_names, name) for name in INPUTS},
        }


class _Sizes(NamedTuple):
    """What one word adds to the counts of its sentence, in their order."""

    letters: int
    syllables: int
    polysyllables: int
    monosyllables: int
    long_words: int


@lru_cache(maxsize=32)
def _sizes(language: str) -> Callable[[str], _Sizes]:
    """Counts letters and syllables (none in a language that needs none) of words, and remembers them: leaflets share most."""
    syllables = Syllables(language) if language in LANGUAGES and language in FORMULAS else None

    @lru_cache(maxsize=20_000)
    def sizes(word: str) -> _Sizes:
        letters, count = sum(map(str.isalpha, word)), syllables(word) if syllables else 0
        return _Sizes(letters, count, int(count >= 3), int(count == 1), int(letters > _LONG))

    return sizes


class Reader:
    """Counts sentences of one language. ``names`` are left out of the length of words."""

    def __init__(self, language: str, names: Iterable[str] = ()) -> None:
        self.language = language.split("-")[0].lower()
        self._sizes = _sizes(self.language)
        wanted = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
        spaced = (r"\s+".join(map(re.escape, name.split())) for name in wanted)
        # `re` remembers a few hundred patterns, so that the names of a library are compiled once.
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE) if wanted else None

    def count(self, sentence: Sentence) -> tuple[Counts, Counts]:
        """The counts of one sentence: names left out, and names like any word."""
        whole = self._counts(len(sentence.words), sentence.words)
        named = [match.span() for match in self._names.finditer(sentence.text)] if self._names else []
        if not named:
            return whole, whole
        found = list(WORD.finditer(sentence.text))
        plain = [word.group() for word in found if not any(_overlap(word.span(), name) for name in named)]
        return self._counts(len(found), plain), whole

    def _counts(self, words: int, scored: Sequence[str]) -> Counts:
        sizes = zip(*map(self._sizes, scored), strict=True) if scored else [(0,)] * len(_Sizes._fields)
        return Counts(1, words, len(scored), *map(sum, sizes))


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def measure(text_blocks: Iterable[str], language: str, names: Iterable[str] = ()) -> Measure:
    """How hard Markdown texts are to read together; each paragraph and list item ends a sentence."""
    reader = Reader(language, names)
    found = [sentence for text in text_blocks for sentence in sentences(text, reader.language)]
    return measured(map(reader.count, found), reader.language)


def measured(counted: Iterable[tuple[Counts, Counts]], language: str) -> Measure:
    """The measure of sentences that were counted already."""
    pairs = list(counted)
    counts, with_names = total([scored for scored, _ in pairs]), total([whole for _, whole in pairs])
    formulas = FORMULAS.get(language, () if language in _UNSPACED else (LIX,))
    scores = tuple(_score(formula, counts, with_names) for formula in formulas)
    reason = TOO_SHORT if counts.too_short else ""
    if language not in FORMULAS:
        reason = f'no tested formula is known for "{language}"'
    return Measure(language, counts, with_names, scores, reason)


def total(counts: Sequence[Counts]) -> Counts:
    """The counts of a text from those of its sentences."""
    return Counts(*map(sum, zip(*counts, strict=True))) if counts else Counts()


def _score(formula: Formula, counts: Counts, with_names: Counts) -> Score:
    if counts.too_short:
        return Score(formula, None, None, TOO_SHORT)
    if counts.sentences < formula.least_sentences:
        return Score(formula, None, None, f"needs {formula.least_sentences} sentences, has {counts.sentences}")
    return Score(formula, formula.score(counts), formula.score(with_names))
