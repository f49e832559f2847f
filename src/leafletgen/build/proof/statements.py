"""What a leaflet states and from where: every passage that cites or claims something, and what its food tables rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from leafletgen.build.proof.places import Place, Places
from leafletgen.build.proof.sources import Source, Sources
from leafletgen.check.figures.claims import statements
from leafletgen.check.subject import Subject
from leafletgen.check.text.blocks import blocks
from leafletgen.html.markup import plain
from leafletgen.model.blocks import FoodsBlock
from leafletgen.model.citation import Citation
from leafletgen.model.foods import DailyNeed, FoodTable
from leafletgen.source.located import Path


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement."""

    text: str
    place: Place
    sources: tuple[Source, ...]
    claim: str
    """The words that need a source and have none; empty where it has one."""


@dataclass(frozen=True, slots=True)
class Need:
    """A day's need in a food table."""

    table: FoodTable
    need: DailyNeed
    place: Place
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class FoodAmounts:
    """The foods of one table whose amounts come from one source, or (without one) from none."""

    table: FoodTable
    count: int
    place: Place
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SectionStatements:
    """What one section states; without a heading, what stands before the first."""

    heading: str
    stated: tuple[Stated, ...]
    needs: tuple[Need, ...]
    foods: tuple[FoodAmounts, ...]


def stated(subject: Subject, places: Places, sources: Sources) -> tuple[SectionStatements, ...]:
    """Every statement by section; sections that state nothing are left out."""
    found = [
        (s.path, Stated(plain(s.markdown), places.within(s.path), sources(s.cited), s.uncited.needle if s.uncited else ""))
        for s in statements(subject)
        if s.cited or s.uncited
    ]
    by_section = {number: [entry for _, entry in entries] for number, entries in groupby(found, lambda entry: section_of(entry[0]))}
    tables = list(food_tables(subject))
    sections = []
    for number in (None, *range(len(subject.leaflet.sections))):
        own = [(path, table) for path, table in tables if section_of(path) == number]
        heading = "" if number is None else plain(subject.leaflet.sections[number].heading)
        needs = tuple(need for path, table in own for need in _needs(path, table, places, sources))
        foods = tuple(entry for path, table in own for entry in _amounts(path, table, places, sources))
        sections.append(SectionStatements(heading, tuple(by_section.get(number, ())), needs, foods))
    return tuple(section for section in sections if section.stated or section.needs or section.foods)


def section_of(path: Path) -> int | None:
    """The section that ``path`` leads into; None before the first."""
    return path[1] if path[0] == "sections" and isinstance(path[1], int) else None


def food_tables(subject: Subject) -> Iterator[tuple[Path, FoodTable]]:
    """The food tables with their YAML paths."""
    return (((*path, "foods"), block.foods) for path, block in blocks(subject.leaflet) if isinstance(block, FoodsBlock))


def _needs(path: Path, table: FoodTable, places: Places, sources: Sources) -> Iterator[Need]:
    for need in (table.daily_need, *table.other_needs):
        yield Need(table, need, places.within(path), sources(_cited(need.source)))


def _amounts(path: Path, table: FoodTable, places: Places, sources: Sources) -> Iterator[FoodAmounts]:
    for source, count in Counter(food.source for food in table.items).items():
        yield FoodAmounts(table, count, places.within(path), sources(_cited(source)))


def _cited(id: str | None) -> tuple[Citation, ...]:
    return (Citation(id),) if id else ()


def unsourced(sections: Iterable[SectionStatements]) -> int:
    """How many statements, needs and foods have no source, or only sources that the library does not know."""
    rows: list[tuple[tuple[Source, ...], int]] = []
    for section in sections:
        rows += [(stated.sources, 1) for stated in section.stated]
        rows += [(need.sources, 1) for need in section.needs]
        rows += [(foods.sources, foods.count) for foods in section.foods]
    return sum(count for found, count in rows if not any(source.known for source in found))


def total(sections: Iterable[SectionStatements]) -> int:
    """How many statements, needs and foods there are."""
    return sum(len(s.stated) + len(s.needs) + sum(row.count for row in s.foods) for s in sections)
