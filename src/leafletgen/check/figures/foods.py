"""Food tables: figures that agree with each other, foods that have a source, and diets that fit what is in the food."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from leafletgen.check.figures.ingredients import FORBIDS, OF_ALLERGEN, Found, allergens_named, in_name, in_note
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.blocks import blocks
from leafletgen.diagnostics import Severity
from leafletgen.html.markup import plain
from leafletgen.model.blocks import FoodsBlock
from leafletgen.model.citation import CITATION
from leafletgen.model.foods import AmountRange, Diet, Food, FoodTable
from leafletgen.source.located import Path

_GRAMS = {"g": Decimal(1), "mg": Decimal("0.001"), "µg": Decimal("0.000001")}
"""One of each unit of weight, in grams."""

_UNFIT: dict[Diet, re.Pattern[str]] = {
    diet: re.compile(
        r"(?:\bnot|n['’]t|\bnever)\s+(?:always |usually |strictly |often |a )?(?:suitable |fit |safe |right )?(?:for )?(?:strict )?"
        rf"{diet}|\bunsuitable for (?:strict )?{diet}|\b{diet}s should (?:avoid|not)",
        re.IGNORECASE,
    )
    for diet in ("vegan", "vegetarian")
}
"""Notes that say it is not for people who keep the diet."""


def food_amount_mismatch(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """An amount that its own weight and amount in 100 g contradict."""
    percent = Decimal(str(limits["percent"]))
    for path, table, food in _foods(subject):
        if (heavier := _heavier_than_itself(table, food)) is not None:
            yield Finding(
                path=(*path, "amount"),
                message=heavier,
                fix="check the amount, the unit of the table and the weight of the portion",
                value=float(food.most),
            )
        elif (expected := _expected(food)) is not None and not _agrees(food, expected, percent):
            said = f"{food.least} to {food.most}" if isinstance(food.amount, AmountRange) else str(food.amount)
            portion = f"{food.portion.grams} g at {food.per_100g} {table.unit} in 100 g"
            yield Finding(
                path=(*path, "amount"),
                message=f"{plain(food.name)}: the amount is {said} {table.unit}, but {portion} makes {_short(expected)} {table.unit}",
                fix="look up the source, and correct the amount, the weight or the amount in 100 g",
                value=float(food.least),
                limit=float(_short(expected)),
            )


def _heavier_than_itself(table: FoodTable, food: Food) -> str | None:
    unit, grams = _GRAMS.get(table.unit), food.portion.grams
    if unit and grams and food.most * unit > grams:
        return f"{plain(food.name)}: {food.most} {table.unit} of {plain(table.nutrient)} weighs more than the portion, {grams} g"
    if unit and food.per_100g and food.per_100g * unit > 100:
        return f"{plain(food.name)}: 100 g cannot hold {food.per_100g} {table.unit} of {plain(table.nutrient)}"
    return None


def _expected(food: Food) -> Decimal | None:
    grams = food.portion.grams
    return None if grams is None or food.per_100g is None else grams * food.per_100g / 100


def _agrees(food: Food, expected: Decimal, percent: Decimal) -> bool:
    """Whether the amount is ``expected`` but for what rounding each of the three figures, or ``percent``, explains.

    Sources give portions and 100 g each rounded by themselves, so half of the last written digit of all three may add up.
    """
    grams, per_100g = food.portion.grams or Decimal(), food.per_100g or Decimal()
    rounding = _half(food.least) + grams * _half(per_100g) / 100 + per_100g * _half(grams) / 100
    slack = max(rounding, expected * percent / 100)
    return food.least - slack <= expected <= food.most + slack


def _half(figure: Decimal) -> Decimal:
    """Half a unit of the last digit that was written."""
    exponent = figure.as_tuple().exponent
    return Decimal(5).scaleb(min(exponent, 0) - 1) if isinstance(exponent, int) else Decimal()


def food_source_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A figure of a food table that nobody can look up."""
    for path, table in _tables(subject):
        if CITATION.search(table.caption):
            continue
        needs = [(("daily_need",), table.daily_need), *((("other_needs", i), need) for i, need in enumerate(table.other_needs))]
        for where, need in needs:
            if need.source is None and not CITATION.search(need.who):
                yield Finding(
                    path=(*path, *where, "amount"), message="this daily need has no source", fix="add `source:` with the id of a reference"
                )
        for index, food in enumerate(table.items):
            if food.source is None and not CITATION.search(food.name):
                message = f"{plain(food.name)}: the amount has no source"
                yield Finding(path=(*path, "items", index, "name"), message=message, fix="add `source:` with the id of a reference")


def food_diet_conflict(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A diet that the food's allergens, name or note contradict."""
    for path, _, food in _foods(subject):
        forbidden = frozenset[str]().union(*(FORBIDS[diet] for diet in food.diets if diet in FORBIDS))
        found = _animal(food, forbidden) if forbidden else ()
        for index, diet in enumerate(food.diets):
            if why := _why_not(food, diet, found):
                yield Finding(
                    path=(*path, "diets", index),
                    message=f"{plain(food.name)} is called {diet}, but {why}",
                    fix=f"take {diet} out, or correct what contradicts it",
                )


def _animal(food: Food, kinds: frozenset[str]) -> tuple[Found, ...]:
    """What its words say of these ``kinds`` of animal foods in it."""
    names = (*in_name(plain(food.name), kinds), *in_name(plain(food.portion.words), kinds))
    return (*names, *in_note(plain(food.note), kinds)) if food.note else names


def _why_not(food: Food, diet: Diet, animal: tuple[Found, ...]) -> str:
    """What makes a food unfit for a diet; empty where nothing does."""
    forbidden = FORBIDS.get(diet, frozenset())
    for allergen in food.allergens:
        if OF_ALLERGEN.get(allergen) in forbidden:
            return f"it lists {allergen} among its allergens"
    for found in animal:
        if found.kind in forbidden:
            return f'"{found.words.strip()}" is not {diet}'
    if food.note and diet in _UNFIT and _UNFIT[diet].search(note := plain(food.note)):
        return f'its note says "{note}"'
    return ""


def food_allergen_missing(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A food whose name gives away an allergen that it does not list, in a table where others list theirs."""
    for path, table in _tables(subject):
        if not any(food.allergens for food in table.items):
            continue
        for index, food in enumerate(table.items):
            listed = {*food.allergens, *food.may_contain}
            for allergen, words in allergens_named(plain(food.name)):
                if allergen not in listed:
                    yield Finding(
                        path=(*path, "items", index, "name"),
                        needle=words,
                        message=f"{plain(food.name)} does not list {allergen} among its allergens",
                        fix=f"add {allergen} to `allergens`, or to `may_contain`",
                    )


def food_bar_zero(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A bar that shows nothing although there is something in the food."""
    for path, table, food in _foods(subject):
        if food.least > 0 and table.share(food.least) == 0:
            yield Finding(
                path=(*path, "amount"),
                message=f"{plain(food.name)}: {food.least} {table.unit} prints as 0% of a day's need, with an empty bar",
                fix="write 0 where the amount does not count, or check the unit",
                value=float(food.least),
                limit=float(table.daily_need.amount / 200),
            )


def _tables(subject: Subject) -> Iterator[tuple[Path, FoodTable]]:
    for path, block in blocks(subject.leaflet):
        if isinstance(block, FoodsBlock):
            yield (*path, "foods"), block.foods


def _foods(subject: Subject) -> Iterator[tuple[Path, FoodTable, Food]]:
    for path, table in _tables(subject):
        for index, food in enumerate(table.items):
            yield (*path, "items", index), table, food


def _short(figure: Decimal) -> str:
    """Three digits that count, without an exponent."""
    return f"{Decimal(f'{figure:.3g}'):f}"


_FOOD = "- name: Egg, boiled\n  portion: {words: 1 medium egg, grams: 50}\n"

RULES = (
    Rule(
        slug="food-amount-mismatch",
        stage="source",
        severity=Severity.ERROR,
        reason="When a portion and 100 g disagree, one of the two figures misleads the reader.",
        basis="[P]",
        example=_FOOD + "  amount: 5.5\n  per_100g: 1.11",
        mend=_FOOD + "  amount: 0.55\n  per_100g: 1.11",
        check=food_amount_mismatch,
        limits={"percent": 5},
    ),
    Rule(
        slug="food-source-missing",
        stage="source",
        severity=Severity.WARNING,
        reason="A figure without a source cannot be checked when it is reviewed.",
        basis="DISCERN-4, NHS-S",
        example=_FOOD + "  amount: 0.55",
        mend=_FOOD + "  amount: 0.55\n  source: usda-sr28",
        check=food_source_missing,
    ),
    Rule(
        slug="food-diet-conflict",
        stage="source",
        severity=Severity.ERROR,
        reason="People choose by the diet that is printed, for their health, their faith or their conscience.",
        basis="[P]",
        example=_FOOD + "  diets: [vegan, vegetarian]\n  allergens: [eggs]",
        mend=_FOOD + "  diets: [vegetarian]\n  allergens: [eggs]",
        check=food_diet_conflict,
    ),
    Rule(
        slug="food-allergen-missing",
        stage="source",
        severity=Severity.WARNING,
        reason="Where a table lists allergens, a food without any reads as safe.",
        basis="[P]",
        example=_FOOD + "  allergens: []",
        mend=_FOOD + "  allergens: [eggs]",
        check=food_allergen_missing,
    ),
    Rule(
        slug="food-bar-zero",
        stage="source",
        severity=Severity.WARNING,
        reason="An amount beside an empty bar and 0% says two things at once.",
        basis="[P]",
        example="daily_need: {amount: 2.4, who: adults}\nitems: [{name: Tempeh, amount: 0.01, ...}]",
        mend="items: [{name: Tempeh, amount: 0, ...}]",
        check=food_bar_zero,
    ),
)
