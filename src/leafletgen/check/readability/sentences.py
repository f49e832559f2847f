"""Markdown text to blocks (paragraphs and list items), sentences and words, each with its place in the text as written.

Citations, web and mail addresses and Markdown's marks are blanked by a sign that no word holds, so that places stay what they were.
Every paragraph and list item ends a sentence. A stop ends none in a decimal, a time, an abbreviation or beside an initial; what ends
one in doubt is what follows: a small letter does not start a sentence after `p.m.`, a capital does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from leafletgen.model.citation import CITATION
from leafletgen.model.passage import FOREIGN, LANGUAGE

_BLANK = "\N{WORD JOINER}"

_ADDRESS = re.compile(
    r"<?\b(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]*_'\"”’]>?"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:uk|com|org|net|gov|edu|nhs|info|eu|ie|fr|de|es|it|pt|nl|be|ch|at|se|no|dk|fi|ca|au|nz|us|example)"
    r"(?:/[^\s<>]*[^\s<>.,;:!?)\]*_'\"”’])?(?![\w-])"
)
_DOTTED = re.compile(r"\.[a-z]")
"""Without it, or the signs of mail and web addresses, a text holds none."""
_LANGUAGE_MARK = re.compile(rf"(?<=\]){LANGUAGE.pattern}")
_LINK_TARGET = re.compile(r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_MARKS = re.compile(r"[*\[\]]|(?<![^\W_])_+|_+(?![^\W_])|\\(?=[^\w\s])")

_MARKED = re.compile(r"[*\[\]_\\]")
"""Without one of these a text holds no mark."""

_MARKER = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|(?P<number>[0-9]{1,9})[.)])[ \t]+(?=\S)")

_CLOSERS = rf"[\"'”’»)\]{_BLANK}]*"
_STOP = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]+)(?P<close>{_CLOSERS})(?=\s|$)"
    rf"|(?P<wide>[。！？।؟۔]){_CLOSERS}"
    r"|(?<=[a-zà-ÿ]{2})[.!?](?=[A-ZÀ-Þ][a-zà-ÿ])"  # no space typed after the stop
)
_SIGN = re.compile("[.!?…。！？।؟۔]")
"""What every stop starts with."""
_NEXT = re.compile(rf"[\s\"'“‘«(¿¡{_BLANK}]*(?P<word>[^\W_]+)")
_BEFORE_POINT = re.compile(r" (?=[.,;)](?: |$))")
"""The space that a blanked citation or address leaves."""
_EDGES = f" \t\n{_BLANK}"

_REACH = 80
"""How many characters before a stop are looked at."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ORDINALS = _words("de da nb nn no fi cs pl hu et lv sk sl hr sr tr is")
"""Languages that write an ordinal as a number and a stop: `am 3. Mai`."""

_NEVER_LAST = _words(
    "Dr Mr Mrs Ms Mx Prof Rev St Fig Figs Mme Mlle Sr Sra Dra Ud Uds Dott Dhr Mevr Hr Fr e.g i.e eg ie viz cf vs approx ca incl esp "
    "bzw evtl ggf inkl z.B d.h u.a o.a d.w.z bijv resp p.ex p.ej p.es ej ex aprox env t.ex f.eks eks bl.a dvs"
)
"""Abbreviations that something always follows."""
_SELDOM_LAST = _words(
    "etc usw ecc osv enz a.m p.m dept dep ext tel min mins max hr hrs tab tabs tsp tbsp vol pp kl co ltd inc jr sr "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun"
)
"""Abbreviations that may end a sentence: only a capital after them starts a new one."""
_NUMBERED = _words("No Nos Nr nr Núm núm")
"""Abbreviations that a number follows."""
_LETTERED = _words(
    """vitamin hepat hépat epat type typ group part plan step stage class option grade table figure ward level section appendix building
    door zone clinic strain influenza flu"""
)
"""What a single capital letter may name, as `vitamin B` and `hepatitis C`: there it is no initial."""
_OPENERS = _words(
    """a about after all also although always an and another any as ask at avoid be because before both but by call check contact do drink
    during each eat even every find first follow for from get give go have he her here his how however if in is it its keep later
    learn less let look make many may more most my never next no not of on once one only or other others our people please read
    rest ring see she since so some speak stop such take talk tell that the their then there these they this those to treatment try
    until use wait we what when where which while who why with without you your"""
)
"""Words that open sentences more often than they are anyone's family name."""

_SCRIPT_MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0971-\u0dff\u200c\u200d"
_IN_WORD = rf"(?:[^\W_]|[{_SCRIPT_MARKS}])"
_NUMBER = r"[0-9]+(?:[.,:/·][0-9]+)*"
WORD = re.compile(
    rf"[¼½¾⅓⅔⅛]|(?<!\w)(?:[^\W\d_]\.)+[^\W\d_](?!\w)"  # e.g, p.m
    rf"|(?:{_NUMBER}{_IN_WORD}*|{_IN_WORD}+)(?:['’ʼ‐‑-]{_IN_WORD}+)*"
)
"""A word: a number, with what is glued to it (`2,000`, `5.30pm`, `1/2`, `250mg`, `24-hour`), or a run of letters and digits with inner
apostrophes and hyphens. `250 mg` is two words."""


# Tuples, since a leaflet has hundreds, and a frozen dataclass takes thrice the time to make.
class Sentence(NamedTuple):
    """One sentence, or what stands for one: a list item without a stop."""

    text: str
    """As a reader sees it, on one line."""
    start: int
    end: int
    """Place in the Markdown."""
    words: tuple[str, ...]


class Block(NamedTuple):
    """A paragraph or list item."""

    sentences: tuple[Sentence, ...]
    list: int | None = None
    """Which list of the text it is an item of, from 0; None for a paragraph."""

    @property
    def word_count(self) -> int:
        """Words in all its sentences."""
        return sum([len(sentence.words) for sentence in self.sentences])


def blocks(markdown: str, language: str = "en") -> tuple[Block, ...]:
    """The paragraphs and list items of a text that may have them."""
    blank = _blanked(markdown)
    found = ((_sentences(blank, start, end, language), number) for start, end, number in _extents(markdown))
    return tuple(Block(sentences, number) for sentences, number in found if sentences)


def line(markdown: str, language: str = "en") -> Block:
    """A text of one paragraph, as a list item or a table's cell."""
    return Block(_sentences(_blanked(markdown), 0, len(markdown), language))


def sentences(markdown: str, language: str = "en") -> tuple[Sentence, ...]:
    """The sentences of a text that may have paragraphs and lists."""
    return tuple(sentence for block in blocks(markdown, language) for sentence in block.sentences)


def _blanked(markdown: str) -> str:
    """``markdown`` with everything that is no word or stop blanked, its length kept."""
    text = CITATION.sub(_blank, markdown) if "@" in markdown else markdown
    if "{lang=" in text:  # words in another language are as hard as that language's own rules say
        text = _LANGUAGE_MARK.sub(_blank, FOREIGN.sub(_blank, text))
    if "](" in text:
        text = _LINK_TARGET.sub(_blank, text)
    if "@" in text or "://" in text or _DOTTED.search(text):
        text = _ADDRESS.sub(_blank, text)
    return _MARKS.sub(_blank, text) if _MARKED.search(text) else text


def _blank(match: re.Match[str]) -> str:
    return _BLANK * len(match.group())


def _extents(markdown: str) -> Iterator[tuple[int, int, int | None]]:
    """Start, end and list number of each paragraph and item."""
    start, end, number, position = 0, 0, None, 0
    open_lists: dict[int, int] = {}
    lists = 0
    for row in markdown.split("\n"):
        marker = _MARKER.match(row)
        if marker and _starts_item(marker, fresh=start == end, item=number is not None):
            yield start, end, number
            indent = len(marker["indent"])
            open_lists = {depth: count for depth, count in open_lists.items() if depth <= indent}
            if indent not in open_lists:
                open_lists[indent], lists = lists, lists + 1
            start, number = position + marker.end(), open_lists[indent]
        elif not row.strip():
            yield start, end, number
            start = end = position + len(row)
        elif start == end:
            start, number = position, None
            if not row[:1].isspace():
                open_lists = {}
        end = position + len(row)
        position += len(row) + 1
        if not row.strip():
            start = end
    yield start, end, number


def _starts_item(marker: re.Match[str], *, fresh: bool, item: bool) -> bool:
    """Whether a line that looks like an item is one: within a paragraph a number starts a list only where it is 1, as CommonMark has it."""
    return fresh or item or marker["number"] in (None, "1")


def _sentences(blank: str, start: int, end: int, language: str) -> tuple[Sentence, ...]:
    """The sentences of one paragraph or item."""
    text = blank[start:end]
    first = _SIGN.search(text)
    if first is None or first.end() == len(text):  # most items, cells and labels: one sentence
        found = _sentence(text, 0, len(text), start)
        return (found,) if found else ()
    cuts = [stop.end() for stop in _stops(text) if not _goes_on(text, stop, language)]
    edges = [0, *cuts, *([len(text)] if not cuts or cuts[-1] < len(text) else [])]
    return tuple(found for left, right in pairwise(edges) if (found := _sentence(text, left, right, start)))


def _stops(text: str) -> Iterator[re.Match[str]]:
    """What ``_STOP`` finds. It is only tried at signs: trying it at every letter takes ten times as long."""
    end = 0
    for sign in _SIGN.finditer(text):
        if sign.start() >= end and (stop := _STOP.match(text, sign.start())):
            end = stop.end()
            yield stop


def _sentence(text: str, left: int, right: int, offset: int) -> Sentence | None:
    piece = text[left:right]
    tokens = piece.replace(_BLANK, "").split()
    shown = " ".join(tokens)
    if " ." in shown or " ," in shown or " ;" in shown or " )" in shown:
        shown = _BEFORE_POINT.sub("", shown)
        tokens = shown.split(" ")
    words = tuple(chain.from_iterable(map(_words_in, tokens)))
    first = left + len(piece) - len(piece.lstrip(_EDGES))
    return Sentence(shown, offset + first, offset + left + len(piece.rstrip()), words) if words else None


@lru_cache(maxsize=20_000)  # leaflets share most of their words
def _words_in(token: str) -> tuple[str, ...]:
    """The words of a stretch without spaces, as `24-hour` of `(24-hour`: no word reaches over a space."""
    return tuple(WORD.findall(token))


def _goes_on(text: str, stop: re.Match[str], language: str) -> bool:
    """Whether the sentence goes on after the stop."""
    if stop["wide"]:
        return False
    following = _NEXT.match(text, stop.end())
    word = following["word"] if following else ""
    if not word:
        return False
    mark = stop["stop"] or stop.group()
    if mark != ".":
        return word[0].islower() and (mark.endswith(("…", "..")) or bool((stop["close"] or "").strip(_BLANK)))
    return _is_short(text[max(0, stop.start() - _REACH) : stop.start()], word, language)


def _is_short(before: str, word: str, language: str) -> bool:
    """Whether the stop after ``before`` belongs to its last token rather than to the sentence, given the next ``word``."""
    earlier, token = ("", "", *before.replace(_BLANK, "").split())[-2:]
    token = token.lstrip("\"'“‘«(")
    if token in _NEVER_LAST or ("." in token and token.lower() in _NEVER_LAST):
        return True
    if token.isdigit():
        return len(token) <= 2 and (not earlier or language in _ORDINALS)
    if token in _NUMBERED and word[0].isdigit():
        return bool(earlier)  # an answer may start `No. 5 people ...`
    if token in _SELDOM_LAST or token.lower() in _SELDOM_LAST:
        return not word[0].isupper()
    if "." in token and re.fullmatch(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}", token):
        return not word[0].isupper() or (token.isupper() and word.lower() not in _OPENERS)
    return len(token) == 1 and token.isalpha() and _is_initial(token, earlier, word)


def _is_initial(letter: str, earlier: str, word: str) -> bool:
    """Whether a lone letter before a stop starts a name, as in `J. Smith`, rather than ending `vitamin B.`"""
    if letter.islower():
        return not word[0].isupper() or len(word) == 1
    if earlier.endswith(".") and len(earlier) == 2:
        return True
    if earlier.lower().startswith(tuple(_LETTERED)) or word.lower() in _OPENERS or not word[0].isupper():
        return False
    return not earlier or earlier[0].isupper() or earlier == "by"
