"""The models beyond what the files in `source/bad` show: paths of texts, foods, brands, dates, digests, citations."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from leafletgen.model.blocks import BLOCKS, TextBlock, block_name
from leafletgen.model.brand import Brand
from leafletgen.model.citation import CITATION, Citation, citations, malformed, parts, placed, without_citations
from leafletgen.model.digest import content_digest
from leafletgen.model.edition import PAPER_SIZES, Edition
from leafletgen.model.foods import AmountRange, Food, FoodTable
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.reference import Reference
from leafletgen.model.settings import Settings

FOOD: dict[str, Any] = {"name": "Milk", "group": "Dairy", "portion": {"words": "a glass"}, "amount": "1.30", "source": "usda"}
NEED = {"amount": "2.4", "who": "adults", "source": "nih"}
SIZES = {"body": "12", "small": "10", "mark": "8", "summary": "14", "heading": "17", "title": "30"}
LEAFLET: dict[str, Any] = {
    "kind": "food-guide", "title": "T", "version": "1.0", "owner": "O", "published": "2026-11-22", "review_by": "2028-11-22",
    "key_points": ["P"],
    "sections": [
        {"heading": "H", "content": [
            {"text": "A"},
            {"table": {"caption": "C", "columns": ["1", "2"], "rows": [["a", "b"], ["c", "d"]]}},
            {"foods": {"caption": "F", "nutrient": "N", "unit": "µg", "daily_need": NEED, "items": [FOOD]}},
            {"contact": "brand"},
        ]},
    ],
}  # fmt: skip


def foods(items: list[dict[str, Any]], **fields: object) -> FoodTable:
    return FoodTable.model_validate(
        {"caption": "C", "nutrient": "N", "unit": "mg", "daily_need": NEED, "items": [FOOD | item for item in items], **fields}
    )


def test_texts_and_sources_by_their_paths() -> None:
    leaflet = Leaflet.model_validate(LEAFLET)
    block = ("sections", 0, "content")
    assert [path for path, _ in leaflet.texts()] == [
        ("title",), ("key_points", 0), ("sections", 0, "heading"), (*block, 0, "text"),
        (*block, 1, "table", "caption"), (*block, 1, "table", "columns", 0), (*block, 1, "table", "columns", 1),
        (*block, 1, "table", "rows", 0, 0), (*block, 1, "table", "rows", 0, 1),
        (*block, 1, "table", "rows", 1, 0), (*block, 1, "table", "rows", 1, 1),
        (*block, 2, "foods", "caption"), (*block, 2, "foods", "nutrient"), (*block, 2, "foods", "daily_need", "who"),
        (*block, 2, "foods", "items", 0, "name"), (*block, 2, "foods", "items", 0, "group"),
        (*block, 2, "foods", "items", 0, "portion", "words"),
    ]  # fmt: skip
    assert list(leaflet.sources()) == [
        ((*block, 2, "foods", "daily_need", "source"), "nih"),
        ((*block, 2, "foods", "items", 0, "source"), "usda"),
    ]


def test_paths_are_those_of_the_file_not_of_the_fields() -> None:
    leaflet = Leaflet.model_validate(LEAFLET | {"codes": {"icd10": ["E53.8"]}})
    dumped = leaflet.model_dump(by_alias=True)
    for path, text in leaflet.texts():
        value = dumped
        for step in path:
            value = value[step]  # type: ignore[index]
        assert str(value) == text


def test_models_are_frozen_and_closed() -> None:
    leaflet = Leaflet.model_validate(LEAFLET)
    with pytest.raises(ValidationError):
        leaflet.title = "x"  # type: ignore[assignment]
    with pytest.raises(ValidationError):
        Leaflet.model_validate(LEAFLET | {"x": 1})


def test_texts_in_a_mapping() -> None:
    settings = Settings.model_validate({"brands": ["a"], "disclaimer": {"en": {"short": "S", "full": "F"}}})
    assert [path for path, _ in settings.texts()] == [("disclaimer", "en", "short"), ("disclaimer", "en", "full")]


def test_block_name() -> None:
    assert block_name({"text": "a"}) == "text" == block_name(TextBlock.model_validate({"text": "a"}))
    assert block_name({"zzz": 1, "text": "a"}) == "text"
    assert block_name({"zzz": 1}) == "zzz"
    assert block_name({}) is None
    assert block_name("text") is None
    assert block_name(None) is None
    assert list(BLOCKS) == [
        "text",
        "bullets",
        "steps",
        "callout",
        "table",
        "figure",
        "questions",
        "foods",
        "checklist",
        "write_in",
        "contact",
        "qr",
    ]


class TestFoods:
    def test_groups_in_order_of_first_use_and_foods_by_amount(self) -> None:
        table = foods(
            [{"name": "a", "amount": "1"}, {"name": "b", "group": "Fish"}, {"name": "c", "amount": "10"}, {"name": "d", "amount": "1"}]
        )
        assert [(group, [(i, food.name) for i, food in entries]) for group, entries in table.groups()] == [
            ("Dairy", [(2, "c"), (0, "a"), (3, "d")]), ("Fish", [(1, "b")]),
        ]  # fmt: skip

    @pytest.mark.parametrize(("sort", "expected"), [("name", "aBc"), ("written", "cBa"), ("amount", "aBc")])
    def test_sort(self, sort: str, expected: str) -> None:
        table = foods(
            [{"name": "c", "amount": "1"}, {"name": "B", "amount": "2"}, {"name": "a", "amount": {"low": "2.5", "high": "9"}}], sort=sort
        )
        assert "".join(food.name for _, food in table.groups()[0][1]) == expected

    @pytest.mark.parametrize(
        ("amount", "need", "share"),
        [("1.3", "2.4", 54), ("0.5", "100", 1), ("0.49", "100", 0), ("1.5", "100", 2), ("2.5", "100", 3), ("8.3", "2.4", 346)],
    )
    def test_share_rounds_half_up(self, amount: str, need: str, share: int) -> None:
        assert foods([{}], daily_need=NEED | {"amount": need}).share(Decimal(amount)) == share

    def test_amounts_keep_their_decimals(self) -> None:
        assert str(foods([{}]).items[0].amount) == "1.30"

    def test_ranges(self) -> None:
        food = Food.model_validate(FOOD | {"amount": {"low": "1", "high": "2"}})
        assert isinstance(food.amount, AmountRange)
        assert [food.least, food.most] == [1, 2]
        food = Food.model_validate(FOOD)
        assert food.least == food.most == Decimal("1.30")

    @pytest.mark.parametrize(
        ("diets", "strictest"), [(["vegetarian", "vegan"], "vegan"), (["pescatarian"], "pescatarian"), (["omnivore"], None), ([], None)]
    )
    def test_strictest_diet(self, diets: list[str], strictest: str | None) -> None:
        assert Food.model_validate(FOOD | {"diets": diets}).strictest_diet == strictest


class TestBrand:
    FIELDS: ClassVar = {"name": "B", "contact": {"label": "L", "phone": "1"}, "feedback": "F"}

    def test_numbers_follow_the_locale_and_the_brand_comes_first(self) -> None:
        assert Brand.model_validate(self.FIELDS).numbers.call == "999"
        assert Brand.model_validate(self.FIELDS | {"locale": "en-NZ"}).numbers.call == "111"
        assert Brand.model_validate(self.FIELDS | {"locale": "uz-Cyrl-UZ"}).numbers.call == "112"
        assert Brand.model_validate(self.FIELDS | {"emergency": {"call": "000"}}).numbers.call == "000"

    def test_inks(self) -> None:
        as_list = Brand.model_validate(self.FIELDS | {"accent_cmyk": ["90", "40", "40", "20"]}).accent_cmyk
        assert as_list == Brand.model_validate(self.FIELDS | {"accent_cmyk": {"c": "90", "m": "40", "y": "40", "k": "20"}}).accent_cmyk


def test_edition_size() -> None:
    edition = Edition.model_validate({"label": "x", "type": SIZES, "paper": "A5"})
    assert edition.size == PAPER_SIZES["A5"]
    assert edition.page_size(4) == edition.size
    assert edition.narrowest == 148


@pytest.mark.parametrize(("paper", "panel", "tucked"), [("DL", "100", "97"), ("letter-third", "93.7", "92.0")])
def test_panels_that_fold_in_are_narrower(paper: str, panel: str, tucked: str) -> None:
    edition = Edition.model_validate({"label": "x", "type": SIZES, "paper": paper, "fold": "trifold"})
    assert [str(edition.page_size(number)[0]) for number in range(1, 7)] == [panel, panel, panel, tucked, tucked, panel]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"paper": "A4", "fold": "booklet"}, "a booklet is made of A5 or half-letter pages"),
        ({"paper": "A5", "fold": "trifold"}, "a trifold is made of DL or letter-third pages"),
        ({"paper": "A5", "fold": "booklet", "output": "html"}, "only a PDF can be folded"),
        ({"paper": "A5", "fold": "booklet", "profile": "pdf/x-4"}, "folded sheets have tagged pages beside them"),
    ],
)
def test_what_cannot_be_folded(written: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Edition.model_validate({"label": "x", "type": SIZES} | written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024", (2024, None, None)), ("2024-03", (2024, 3, None)), ("2024-03-06", (2024, 3, 6)),
        ({"year": "2024", "month": "3"}, (2024, 3, None)), ([{"year": "2024"}], (2024, None, None)), (["2024-03"], (2024, 3, None)),
        ({"date-parts": [["2024", "3", "6"]]}, (2024, 3, 6)), ({"date-parts": [[2024]]}, (2024, None, None)),
        ([{"date-parts": [["2024", "03"]]}], (2024, 3, None)),
        ({"date-parts": [["2024", "1", "1"], ["2024", "2", "1"]]}, (2024, 1, 1)),
    ],
)  # fmt: skip
def test_csl_dates(written: object, expected: tuple[int | None, ...]) -> None:
    issued = Reference.model_validate({"id": "a", "type": "book", "title": "T", "publisher": "P", "issued": written}).issued
    assert issued
    assert (issued.year, issued.month, issued.day) == expected


class TestDigest:
    LEAFLET = Leaflet.model_validate(LEAFLET)
    REFERENCE = Reference.model_validate({"id": "a", "type": "book", "title": "T", "publisher": "P"})

    def test_it_is_bound_to_text_references_and_images(self) -> None:
        digest = content_digest(self.LEAFLET, {"a": self.REFERENCE}, {"a.png": b"x"})
        assert len(digest) == 64
        others = {
            content_digest(self.LEAFLET.model_copy(update={"title": "U"}), {"a": self.REFERENCE}, {"a.png": b"x"}),
            content_digest(self.LEAFLET, {"a": self.REFERENCE.model_copy(update={"title": "U"})}, {"a.png": b"x"}),
            content_digest(self.LEAFLET, {"a": self.REFERENCE}, {"a.png": b"y"}),
            content_digest(self.LEAFLET, {}, {}),
        }
        assert len(others) == 4
        assert digest not in others

    def test_it_does_not_know_the_order_of_keys(self) -> None:
        turned = Leaflet.model_validate(dict(reversed(LEAFLET.items())))
        assert content_digest(turned, {}, {"a": b"", "b": b""}) == content_digest(self.LEAFLET, {}, {"b": b"", "a": b""})


class TestCitations:
    def test_parts(self) -> None:
        assert parts("[@a; @b.c-d , p. 4 ;@e]") == (Citation("a"), Citation("b.c-d", "p. 4"), Citation("e"))

    def test_placed(self) -> None:
        assert list(placed("x [@a; @b, p. 4] [@a] me@b.c")) == [(3, Citation("a")), (7, Citation("b", "p. 4")), (18, Citation("a"))]

    @pytest.mark.parametrize("text", ["[@a, @b]", "[@ a]", "[@a", "[@]", "[@a.]", "[@a;]", "[ @a b]", "[@a; b]"])
    def test_malformed(self, text: str) -> None:
        assert next(iter(malformed(f"x {text} y")))[0] == 2 + text.index("@")
        assert not list(citations(text))

    @pytest.mark.parametrize("text", ["[@a]", "[ @a , p. 4 ; @b ]", "a@b.c", "[a](http://b)", "[a @b]", "@a", "[@a-b_c.d:e]"])
    def test_well_formed_or_no_citation_at_all(self, text: str) -> None:
        assert not list(malformed(text))

    def test_without_citations(self) -> None:
        assert without_citations("Eat meat [@a], fish\n [@b; @c] and milk. [@d]") == "Eat meat, fish and milk."

    @given(st.text("[]@a;, .-\n", max_size=60))
    def test_every_attempt_is_a_citation_or_malformed(self, text: str) -> None:
        marks = CITATION.findall(text)
        assert [part for mark in marks for part in parts(mark)] == list(citations(text))
        assert all(parts(mark) for mark in marks)
        assert all(text[position] == "@" for position, _ in [*placed(text), *malformed(text)])
        assert all(text.startswith(f"@{citation.id}", position) for position, citation in placed(text))
        assert not CITATION.search(without_citations(text)) or "[" in without_citations(text)

    @pytest.mark.parametrize(
        "hostile",
        [
            "[@a," + " " * 50_000,
            "a" + " " * 50_000 + "b",
            "[" * 50_000,
            "[@" * 30_000,
            "[@a;" * 20_000,
            "[@a, " * 20_000,
            "[@" + "a." * 30_000,
        ],
    )
    def test_hostile_repetition_ends_soon(self, hostile: str) -> None:
        start = time.process_time()
        list(citations(hostile)), list(malformed(hostile)), without_citations(hostile)
        assert time.process_time() - start < 1
