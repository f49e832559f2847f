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

    amount: Amount = Field(gt=0, description="Amount a day, in the table's unit.", examples=["2.4"])
    who: Markdown = Field(description="Whose need this is.", examples=["adults in the United States"])
    source: ReferenceId | None = Field(default=None, description="Reference that gives the figure.", examples=["nih-ods-hp"])


class Portion(Model):
    """A helping, in words a person can picture and in grams or millilitres where known."""

    words: Markdown = Field(description="Household words.", examples=["about the size of a deck of cards"])
    grams: Amount | None = Field(default=None, gt=0, description="Weight of the portion in grams.", examples=["85"])
    ml: Amount | None = Field(default=None, gt=0, description="Volume of the portion in millilitres.", examples=["200"])


class AmountRange(Model):
    """An amount that differs between products."""

    low: Amount = Field(description="Least amount in a portion.", examples=["8.3"])
    high: Amount = Field(description="Most in a portion.", examples=["24"])

    @model_validator(mode="after")
    def _ordered(self) -> AmountRange:
        if self.high < self.low:
            raise PydanticCustomError("range_order", "the low end of a range is above its high end")
        return self


class Food(Model):
    """One food in one portion."""

    name: Markdown = Field(description="The food and how it is prepared.", examples=["Salmon, cooked"])
    group: Markdown = Field(description="Heading it stands under; groups keep the order of first use.")
    portion: Portion = Field(description="The portion that the amount is for.")
    amount: Annotated[Annotated[Amount, Tag("scalar")] | Annotated[AmountRange, Tag("mapping")], Discriminator(shape)] = Field(
        description="Amount in the portion, in the table's unit.", examples=["2.6"]
    )
    per_100g: Amount | None = Field(default=None, description="Amount in 100 g, where the source gives it.")
    diets: tuple[Diet, ...] = Field(default=(), description="Diets that allow this food.")
    allergens: tuple[Allergen, ...] = Field(default=(), description="Allergens it contains (the UK's 14).")
    may_contain: tuple[Allergen, ...] = Field(default=(), description="Allergens it may carry traces of.")
    note: Markdown | None = Field(default=None, description="What to know before eating it.")
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


class FoodTable(Model):
    """Foods that supply one nutrient, set as a table with a bar for the share of a day's need."""

    caption: Markdown = Field(description="What the table shows.", examples=["Vitamin B12 in common foods"])
    nutrient: Markdown = Field(description="Name of the nutrient, short enough for a column head.", examples=["B12"])
    unit: Unit = Field(description="Unit of every amount.")
    daily_need: DailyNeed = Field(description="The need that the bars are measured against.")
    other_needs: tuple[DailyNeed, ...] = Field(default=(), description="Other authorities' figures, said beside it.")
    sort: Literal["amount", "name", "written"] = Field(default="amount", description="Order within a group.")
    items: tuple[Food, ...] = Field(min_length=1, description="The foods.")

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
