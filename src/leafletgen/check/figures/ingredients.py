"""What the name of a food, or its note, says of what is in it: meat, fish, milk, eggs, honey. Data and one way to look it up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from leafletgen.check.text.patterns import any_of
from leafletgen.model.foods import Allergen, Diet

MEAT, FISH, SHELLFISH = "meat", "fish", "shellfish"
MILK, EGG, HONEY = "milk", "eggs", "honey"

_LISTED: dict[str, str] = {
    MEAT: """
        beef|veal|lamb|mutton|goat|pork|ham|gammon|bacon|pancetta|prosciutto|chorizo|salami|pepperoni|sausages?|hot ?dogs?|burgers?
        meat(?:balls?)?|mince|steak|chicken|turkey|duck|goose|quail|pheasant|grouse|venison|rabbit|hare|liver|kidneys?|tripe|haggis
        black pudding|p[âa]t[ée]|poultry|corned beef|jerky|bone broth|gelatine?|lard|suet|beef dripping
    """,
    FISH: """
        fish|salmon|trout|cod|haddock|tuna|mackerel|herrings?|kippers?|sardines?|pilchards?|anchov(?:y|ies)|sprats?|whitebait|plaice
        sole|halibut|pollock|pollack|coley|hake|sea ?bass|sea bream|tilapia|catfish|swordfish|monkfish|eel|caviar|roe|taramasalata
        cod liver oil|worcestershire sauce|fish fingers?
    """,
    SHELLFISH: """
        shellfish|prawns?|shrimps?|scampi|crabs?|lobsters?|crayfish|langoustines?|mussels?|oysters?|clams?|cockles?|whelks?|winkles?
        scallops?|squid|calamari|octopus|cuttlefish|snails?|oyster sauce
    """,
    MILK: """
        milk|milkshakes?|cheeses?|cheddar|mozzarella|feta|brie|camembert|parmesan|edam|gouda|stilton|halloumi|paneer|ricotta|mascarpone
        quark|fromage frais|yogh?urts?|kefir|lassi|butter|buttermilk|ghee|cream|cr[èe]me fra[îi]che|ice cream|custard|whey|casein|dairy
    """,
    EGG: "eggs?|omelettes?|frittata|meringues?|quiche|mayonnaise",
    HONEY: "honey|royal jelly|beeswax",
}
WORDS: dict[str, str] = {kind: any_of(words) for kind, words in _LISTED.items()}
"""Words for each kind of animal food."""

_PLANT = any_of("almond|cashew|coconut|hazelnut|hemp|oat|pea|rice|soya?|tiger ?nut|walnut|macadamia|pistachio|quinoa|flax|plant|nut")
_MADE_OF = any_of("bean|veggie|vegetable|mushroom|lentil|chickpea|falafel|tofu|nut|soya?|quorn|seitan|tempeh|beetroot")
LOOKALIKES = any_of(rf"""
    {_PLANT}(?:[- ]based)?(?: \w+)?[- ](?:milk|drink|yogh?urts?|cheeses?|cream|butter|custard|ice cream|mince|burgers?|sausages?|meat)
    {_MADE_OF} (?:burgers?|sausages?|steaks?|mince|p[âa]t[ée]|meatballs?|balls?)|(?:cauliflower|celeriac) steaks?
    (?:peanut|almond|cashew|nut|seed|cocoa|shea|apple|sunflower|pumpkin|tahini|body)[- ]butter|butter ?(?:beans?|lettuce|head)
    butternut(?: squash)?|buttercup|cream(?:ed)? (?:of tartar|corn|crackers?)|coconut (?:milk|cream|meat)|milk thistle|milk of magnesia
    kidney beans?|egg ?plants?|honey ?dew(?: melons?)?|honey ?nut squash|oyster (?:mushrooms?|plant)|lamb['’]?s lettuce
    beef(?:steak)? tomato(?:es)?|(?:hen|chicken) of the woods|goose ?berr(?:y|ies)|crab ?apples?|duck ?weed|fish mint|goat['’]?s rue
    mince ?meat|mince pies?|liver ?wort|cheese ?fruit|sweet ?meats?|nut ?meats?|burger buns?|hot ?dog (?:rolls?|buns?)
""")
"""Names of plants and plant foods that hold the word for an animal one."""

_PLANT_BASED = re.compile(
    r"(?i)\b"
    + any_of("""
        vegan|plant[- ]based|meat[- ]?free|meatless|veggie|mock|imitation|faux|(?:dairy|egg|milk|fish)[- ]free|non[- ]dairy
        quorn|tofu|tempeh|seitan|textured vegetable protein|substitutes?|alternatives?|replacers?|analogues?
    """)
    + r"\b"
)
_LACKING = re.compile(r"(?i)\b(?:no|not|without|never|free (?:of|from)|instead of|rather than|unlike|made without|nor)\b[^.;:]*$")
_HEDGED = re.compile(
    r"(?i)\b(?:may|might|can|could|some|sometimes|often|check|if|unless|depending|varies|vary|usually|traces?|brands?|not|no"
    r"|without|free|avoid|instead)\b|\?"
)
_HOLDS = re.compile(
    r"(?i)\b(?:contains?|containing|includes?|including|made (?:with|from|of)|(?:with )?added|coated (?:in|with)|fried in"
    r"|cooked in|sweetened with|has)\b"
)
_PATTERNS = {
    kind: re.compile(
        rf"(?<![\w-])(?:{words})(?![\w]|[- ]free\b|[- ]less\b|[- ](?:style|flavou?r\w*|substitutes?|alternatives?|replacers?)\b)",
        re.IGNORECASE,
    )
    for kind, words in WORDS.items()
}
_LOOKALIKE = re.compile(rf"(?<!\w){LOOKALIKES}(?!\w)", re.IGNORECASE)

FORBIDS: dict[Diet, frozenset[str]] = {
    "vegan": frozenset({MEAT, FISH, SHELLFISH, MILK, EGG, HONEY}),
    "vegetarian": frozenset({MEAT, FISH, SHELLFISH}),
    "pescatarian": frozenset({MEAT}),
}
"""What each diet leaves out."""

OF_ALLERGEN: dict[Allergen, str] = {"milk": MILK, "eggs": EGG, "fish": FISH, "crustaceans": SHELLFISH, "molluscs": SHELLFISH}
"""Allergens that come from animals."""

ALLERGENS_NAMED: dict[Allergen, str] = {
    "milk": WORDS[MILK],
    "eggs": r"eggs?|omelettes?|meringues?|mayonnaise",
    "fish": WORDS[FISH],
    "crustaceans": r"prawns?|shrimps?|scampi|crabs?|lobsters?|crayfish|langoustines?",
    "molluscs": r"mussels?|oysters?|clams?|cockles?|whelks?|scallops?|squid|calamari|octopus|cuttlefish",
    "gluten": r"wheat|barley|rye|bread|pasta|couscous|bulgur|semolina|seitan|spelt",
    "soya": r"soya?|tofu|tempeh|edamame|miso",
    "tree-nuts": r"almonds?|walnuts?|hazelnuts?|cashews?|pecans?|pistachios?|brazil nuts?|macadamias?",
    "peanuts": r"peanuts?",
    "sesame": r"sesame|tahini|hummus",
    "celery": r"celery|celeriac",
    "mustard": r"mustard",
    "lupin": r"lupins?",
}
"""Allergens that a food's own name gives away."""

_ABSENT = re.compile(r"(?i)\bfree\b|without|\bno\b|\bvegan\b|plant[- ]based|substitute|alternative|imitation|flavou?r")
_OTHER_FLOUR = re.compile(r"(?i)\b(?:rice|corn|maize|buckwheat|lentil|chickpea|quinoa|potato|millet|teff|polenta)\b")
_ALLERGEN_PATTERNS = {a: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for a, words in ALLERGENS_NAMED.items()}
_ANY_ALLERGEN = re.compile(
    r"\b" + any_of("\n".join({**ALLERGENS_NAMED, "milk": _LISTED[MILK], "fish": _LISTED[FISH]}.values())), re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """An ingredient, and the words that name it."""

    kind: str
    words: str


@lru_cache(maxsize=1000)  # the leaflets of a library name the same foods, and one leaflet is checked after each change
def in_name(name: str, kinds: frozenset[str]) -> tuple[Found, ...]:
    """Ingredients of ``kinds`` that a food's name names. A name that says it is plant-based is believed; quotes are taken as irony."""
    if not _any_of_kinds(kinds).search(name) or _PLANT_BASED.search(name):
        return ()
    bare = _LOOKALIKE.sub(lambda match: " " * len(match.group()), re.sub(r"[“\"‘][^”\"’]*[”\"’]", " ", name))
    return _named(bare, kinds, lambda before: not _LACKING.search(before))


def in_note(note: str, kinds: frozenset[str]) -> tuple[Found, ...]:
    """Ingredients of ``kinds`` that a note states (`contains honey`), not those it warns might be there."""
    if not _any_of_kinds(kinds).search(note):
        return ()
    found: list[Found] = []
    for sentence in re.split(r"(?<=[.!?;])\s+", note):
        if not _HEDGED.search(sentence):
            bare = _LOOKALIKE.sub(lambda match: " " * len(match.group()), sentence)
            found += _named(bare, kinds, lambda before: bool(_HOLDS.search(before)))
    return tuple(found)


@lru_cache(maxsize=1000)  # as above
def allergens_named(name: str) -> tuple[tuple[Allergen, str], ...]:
    """Allergens that a food's name gives away, each with the words that do."""
    if not _ANY_ALLERGEN.search(name) or _ABSENT.search(name):
        return ()
    bare = _LOOKALIKE.sub(" ", name)
    matches = [(allergen, pattern.search(bare if allergen in OF_ALLERGEN else name)) for allergen, pattern in _ALLERGEN_PATTERNS.items()]
    other_flour = _OTHER_FLOUR.search(name)
    return tuple((allergen, match.group()) for allergen, match in matches if match and not (allergen == "gluten" and other_flour))


@cache  # one for each set of diets that foods have
def _any_of_kinds(kinds: frozenset[str]) -> re.Pattern[str]:
    """A quick look: most texts hold no word for such an ingredient."""
    return re.compile(r"\b" + any_of("\n".join(_LISTED[kind] for kind in sorted(kinds))), re.IGNORECASE)


def _named(text: str, kinds: frozenset[str], holds: Callable[[str], bool]) -> tuple[Found, ...]:
    """Every ingredient of these ``kinds`` in ``text`` for which ``holds`` is true of the words before it."""
    return tuple(
        Found(kind, match.group())
        for kind, pattern in _PATTERNS.items()
        if kind in kinds
        for match in pattern.finditer(text)
        if holds(text[: match.start()])
    )
