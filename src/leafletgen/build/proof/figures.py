"""Numbers and doses pulled out of a leaflet: each sentence that holds some, and the foods with their amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leafletgen.build.proof.places import Place, Places
from leafletgen.build.proof.sources import Source, Sources
from leafletgen.build.proof.statements import food_tables
from leafletgen.check.changes.quantities import quantities
from leafletgen.check.figures.claims import Statement, statements
from leafletgen.check.readability.sentences import Sentence, line
from leafletgen.check.subject import Subject
from leafletgen.check.text.shown import blanked
from leafletgen.html.markup import plain
from leafletgen.model.citation import Citation, citations
from leafletgen.model.foods import Food, FoodTable
from leafletgen.source.located import Path

_NO_FIGURES = {"contact", "reason"}
"""Parts whose numbers are for calling, not for taking."""
_BESIDE_FOODS = {"note", "caption"}
_HEADINGS = {"title", "heading", "question"}
"""Parts where words such as `each day` state nothing."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of one sentence, or of one row of a table."""

    figures: tuple[str, ...]
    sentence: str
    places: tuple[Place, ...]
    """More than one where the leaflet says the same again."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class FoodFigures:
    """One food of a table."""

    food: Food
    pages: tuple[int, int] | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class FoodTableFigures:
    """A food table, group by group as it is printed."""

    table: FoodTable
    place: Place
    groups: tuple[tuple[str, tuple[FoodFigures, ...]], ...]


def figures(subject: Subject, places: Places, sources: Sources) -> tuple[Figures, ...]:
    """Every sentence and table row with a number, in the order of the leaflet.

    Foods have a table of their own; what is said beside them is here.
    """
    found: dict[tuple[tuple[str, ...], str, tuple[Source, ...]], list[Path]] = {}
    roles = {passage.path: passage.role for passage in subject.passages}
    for statement in statements(subject):
        role = roles.get(statement.path, "cell")
        if role in _NO_FIGURES or (role == "food" and statement.path[-1] not in _BESIDE_FOODS):
            continue
        for text, numbers, cited in _numbered(subject, statement):
            if numbers and (role not in _HEADINGS or any(character.isdigit() for character in "".join(numbers))):
                found.setdefault((numbers, text, sources(cited)), []).append(statement.path)
    return tuple(Figures(numbers, text, places.together(where), cited) for (numbers, text, cited), where in found.items())


def _numbered(subject: Subject, statement: Statement) -> Iterator[tuple[str, tuple[str, ...], tuple[Citation, ...]]]:
    """Each sentence, or the row of a table, with its numbers and what it cites."""
    if statement.path[-2:-1] == ("rows",):
        depth = len(statement.path)
        cells = [plain(passage.markdown) for passage in subject.passages if passage.path[:depth] == statement.path]
        yield plain(statement.markdown), _quantities(*cells), statement.cited
        return
    for markdown, cited in _sentences(statement.markdown, statement.cited, subject.language):
        text = plain(markdown)
        yield text, _quantities(text), cited


def _quantities(*texts: str) -> tuple[str, ...]:
    """Each number once; those of addresses and telephones are none."""
    return tuple(dict.fromkeys(quantity for text in texts for quantity in quantities(blanked(text))))


def _sentences(markdown: str, inherited: tuple[Citation, ...], language: str) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Each sentence as written, with what it cites; else what is cited next in its paragraph, else all that speaks for the paragraph.

    A mark stands after the sentences that it speaks for, so that one without a mark goes with the next.
    """
    found = line(markdown, language.partition("-")[0].lower()).sentences
    stretches = _stretches(found, len(markdown))
    own = [tuple(citations(markdown[start:end])) for start, end in stretches]
    for index, sentence in enumerate(found):
        following = next((cited for cited in own[index:] if cited), ())
        yield markdown[sentence.start : sentence.end], following or inherited


def _stretches(found: Sequence[Sentence], length: int) -> list[tuple[int, int]]:
    """From the start of each sentence to the next: its marks stand after its full stop."""
    starts = [0, *(sentence.start for sentence in found[1:])]
    return list(zip(starts, [*starts[1:], length], strict=True)) if found else []


def food_figures(subject: Subject, places: Places, sources: Sources) -> tuple[FoodTableFigures, ...]:
    """Every food table with its amounts."""
    return tuple(
        FoodTableFigures(
            table,
            places.full(path),
            tuple(
                (plain(group), tuple(_food(path, index, food, places, sources) for index, food in foods)) for group, foods in table.groups()
            ),
        )
        for path, table in food_tables(subject)
    )


def _food(path: Path, index: int, food: Food, places: Places, sources: Sources) -> FoodFigures:
    return FoodFigures(food, places.pages((*path, "items", index)), sources([Citation(food.source)] if food.source else ()))
