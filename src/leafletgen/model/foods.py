"""Foods as data: what is in a portion, for whom it is fit, and how it compares with a day's need."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from leafletgen.model.base import Amount, Markdown, Model, ReferenceId, shape

Unit = Literal["g", "mg", "µg", "IU", "kcal"]

Diet = Literal["vegan", "vegetarian", "pescatarian", "omnivore"]

STRICTEST_FIRST: tuple[Diet, ...] = ("vegan", "vegetarian", "pescatarian")

Allergen = Literal[
    "celery", "gluten", "crustaceans", "eggs", "fish", "lupin", "milk",
    "molluscs", "mustard", "tree-nuts", "peanuts", "sesame", "soya", "sulphites",
]  # fmt: skip
"""The 14 allergens that UK law names."""


class DailyNeed(Model):
    """How much of the nutrient a group of people needs in a day."""

    amount: Amount = Field(gt=0, description="Amount a day, in the table's unit. More than 0.", examples=[2.4, 1.5])
    who: Markdown = Field(description="Whose need this is.", examples=["adults in the United States", "adults in the United Kingdom"])
    source: ReferenceId | None = Field(default=None, description="Reference that gives the figure.", examples=["nih-ods-hp"])


class Portion(Model):
    """A helping, in words a person can picture and in grams or millilitres where known."""

    words: Markdown = Field(
        description="Household words. What a person can picture without scales.", examples=["size of a deck of cards", "6 medium oysters"]
    )
    grams: Amount | None = Field(default=None, gt=0, description="Weight of the portion in grams. More than 0.", examples=[85, 42])
    ml: Amount | None = Field(
        default=None, gt=0, title="Millilitres", description="Volume of the portion in millilitres. More than 0.", examples=[200, 250]
    )


class AmountRange(Model):
    """An amount that differs between products."""

    low: Amount = Field(description="Least amount in a portion, in the table's unit.", examples=[8.3, 0.6])
    high: Amount = Field(description="Most in a portion, in the table's unit. Not below the low end.", examples=[24, 1.2])

    @model_validator(mode="after")
    def _ordered(self) -> AmountRange:
        if self.high < self.low:
            raise PydanticCustomError("range_order", "the low end of a range is above its high end")
        return self


class Food(Model):
    """One food in one portion."""

    name: Markdown = Field(description="The food and how it is prepared.", examples=["Atlantic salmon, cooked", "Oysters, steamed"])
    group: Markdown = Field(
        description="Heading it stands under; groups keep the order of first use.", examples=["Fish and shellfish", "Dairy and eggs"]
    )
    portion: Portion = Field(
        description="The portion that the amount is for. In household words, and in grams or millilitres where known.",
        examples=[{"words": "about the size of a deck of cards", "grams": 85}],
    )
    amount: Annotated[Annotated[Amount, Tag("scalar")] | Annotated[AmountRange, Tag("mapping")], Discriminator(shape)] = Field(
        description="Amount in the portion, in the table's unit. A number, or a range where products differ.",
        examples=[2.6, {"low": 8.3, "high": 24}],
    )
    per_100g: Amount | None = Field(
        default=None,
        title="Per 100 g",
        description="Amount in 100 g, where the source gives it. In the table's unit; the check compares it with portion and amount.",
        examples=[3.05, 17.5],
    )
    diets: tuple[Diet, ...] = Field(
        default=(),
        description="Diets that allow this food. Name each: vegan, vegetarian, pescatarian, omnivore.",
        examples=[["pescatarian", "omnivore"]],
    )
    allergens: tuple[Allergen, ...] = Field(default=(), description="Allergens it contains (the UK's 14).", examples=[["fish"]])
    may_contain: tuple[Allergen, ...] = Field(
        default=(), description="Allergens it may carry traces of (the UK's 14).", examples=[["crustaceans"]]
    )
    note: Markdown | None = Field(
        default=None,
        description="What to know before eating it. A few words.",
        examples=["Oily fish. If pregnant, 2 portions weekly at most.", "Limit tuna in pregnancy (mercury)."],
    )
    source: ReferenceId | None = Field(default=None, description="Id of the reference that the amount comes from.", examples=["nih-ods-hp"])

    @property
    def strictest_diet(self) -> Diet | None:
        """The strictest diet that allows it, which says it is fit for the others too; None where anyone's table may hold it."""
        return next((diet for diet in STRICTEST_FIRST if diet in self.diets), None)

    @property
    def least(self) -> Decimal:
        """The amount, or the low end where it is a range."""
        return self.amount.low if isinstance(self.amount, AmountRange) else self.amount

    @property
    def most(self) -> Decimal:
        """The amount, or the high end where it is a range."""
        return self.amount.high if isinstance(self.amount, AmountRange) else self.amount


_EXAMPLE_FOOD = {
    "name": "Atlantic salmon, cooked",
    "group": "Fish and shellfish",
    "portion": {"words": "size of a deck of cards", "grams": 85},
    "amount": 2.6,
    "diets": ["pescatarian", "omnivore"],
    "allergens": ["fish"],
    "source": "nih-ods-hp",
}

EXAMPLE_TABLE = {
    "caption": "Vitamin B12 in common foods",
    "nutrient": "B12",
    "unit": "µg",
    "daily_need": {"amount": 2.4, "who": "adults in the United States", "source": "nih-ods-hp"},
    "items": [_EXAMPLE_FOOD],
}
"""What an editor shows as an example of a table of foods."""


class FoodTable(Model):
    """Foods that supply one nutrient, set as a table with a bar for the share of a day's need."""

    caption: Markdown = Field(description="What the table shows.", examples=["Vitamin B12 in common foods", "Calcium in common foods"])
    nutrient: Markdown = Field(description="Name of the nutrient, short enough for a column head.", examples=["B12", "Calcium"])
    unit: Unit = Field(description="Unit of every amount.", examples=["µg"])
    daily_need: DailyNeed = Field(
        description="The need that the bars are measured against.",
        examples=[{"amount": 2.4, "who": "adults in the United States", "source": "nih-ods-hp"}],
    )
    other_needs: tuple[DailyNeed, ...] = Field(
        default=(),
        description="Other authorities' figures, said beside it. A list.",
        examples=[[{"amount": 1.5, "who": "adults in the United Kingdom", "source": "nhs-vitamins-b"}]],
    )
    sort: Literal["amount", "name", "written"] = Field(
        default="amount", description="Order within a group: most first, by name, or as written.", examples=["amount"]
    )
    items: tuple[Food, ...] = Field(min_length=1, description="The foods. At least one, each after a dash.", examples=[[_EXAMPLE_FOOD]])

    def groups(self) -> list[tuple[Markdown, list[tuple[int, Food]]]]:
        """The foods by group, each with its place in ``items``; groups in order of first use, foods as ``sort`` says."""
        found: dict[Markdown, list[tuple[int, Food]]] = {}
        for index, food in enumerate(self.items):
            found.setdefault(food.group, []).append((index, food))
        if self.sort == "amount":
            for foods in found.values():
                foods.sort(key=lambda entry: -entry[1].least)
        elif self.sort == "name":
            for foods in found.values():
                foods.sort(key=lambda entry: entry[1].name.casefold())
        return list(found.items())

    def share(self, amount: Decimal) -> int:
        """``amount`` in percent of the daily need, rounded half up."""
        return int((100 * amount / self.daily_need.amount).quantize(Decimal(1), ROUND_HALF_UP))
