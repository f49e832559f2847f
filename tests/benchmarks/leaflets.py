"""One generated leaflet after another: kinds mixed, each with its own words, tables, foods, pictures and citations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from benchmarks import sentences

KINDS = ("handout", "faq", "food-guide")
SOURCES = 200
"""How many references the library has."""
SHARED_PICTURES = 8
"""How many pictures are shown by many leaflets; every fifth leaflet has one of its own."""

Value = dict[str, Any]


def has_own_picture(number: int) -> bool:
    """Whether leaflet ``number`` shows a picture that no other one shows."""
    return number % 5 == 0


def kind_of(number: int) -> str:
    """Handouts, FAQ sheets and food guides by turns, with as many handouts as of the other two together."""
    return KINDS[(0, 1, 0, 2)[number % 4]]


def own_picture(number: int) -> str:
    """Path of the picture of leaflet ``number`` below `leaflets/`."""
    return f"images/own-{number:04}.{'png' if number % 2 else 'svg'}"


def shared_picture(index: int) -> str:
    """Path of a picture that is shared."""
    return f"images/shared-{index}.{'png' if index % 2 else 'svg'}"


class Writer:
    """Writes leaflet ``number`` of a library: the same one each time for one ``seed``."""

    def __init__(self, seed: int, number: int) -> None:
        self.number = number
        self.kind = kind_of(number)
        # Of a text, since tuples are seeded by their hash, which differs from process to process.
        self.chance = Random(f"leaflet {seed} {number}")
        self.own = {slot: self.chance.choice(words) for slot, words in sentences.SLOTS.items()}
        self.name = f"{self.own['activity'].replace(' ', '-')}-{number:04}"

    def leaflet(self) -> Value:
        """The leaflet as plain data, in the order in which it is written."""
        activity, place = self.own["activity"], self.own["place"]
        return {
            "code": f"EX-{self.number:04}",
            "kind": self.kind,
            "topic": "diet" if self.kind == "food-guide" else "service",
            "title": f"The {activity} at {place}: {('our guide', 'your questions', 'what we eat')[KINDS.index(self.kind)]}",
            "summary": f"{self.fill('The {activity} at {place} is open to everybody who lives near us.')} {self.cite()}",
            "audience": "Adults who live near us",
            "version": f"{self.chance.randint(1, 4)}.{self.chance.randint(0, 9)}",
            "owner": "Community activities team",
            "published": f"2026-{self.chance.randint(1, 10):02}-{self.chance.randint(1, 28):02}",
            "review_by": f"2028-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}",
            "keywords": [activity, self.own["day"]],
            "funding": "none",
            "key_points": self.several(sentences.POINTS, 4, cited=2),
            "sections": self.sections(),
        }

    def sections(self) -> list[Value]:
        """The body: what its kind needs first, then what every leaflet may have."""
        heads = self.several(sentences.HEADINGS, 7)
        needed = {"handout": self.doing, "faq": self.asking, "food-guide": self.eating}[self.kind]()
        bodies = [needed, [self.text(3), self.picture()], [self.table()], [self.text(1), self.bullets()], self.doing()]
        if self.kind == "handout":
            bodies += [[self.text(3), self.table()], [self.text(3), self.bullets(), self.text(1)]]
        named = [{"heading": head, "content": body} for head, body in zip(heads, bodies, strict=False)]
        return [*named, {"heading": "When should I get help?", "content": [self.urgent(), {"contact": "brand"}]}]

    def doing(self) -> list[Value]:
        """What the reader can do."""
        tip = {"callout": {"tone": self.chance.choice(("tip", "important")), "text": self.sentence()}}
        lines = {"write_in": {"label": "My next date", "lines": 1}}
        steps = {"steps": self.several(sentences.STEPS, 4, cited=1)}
        return [self.text(1), steps, tip, {"checklist": self.several(sentences.POINTS, 3)}, lines]

    def asking(self) -> list[Value]:
        """Questions with their answers."""
        asked = self.several(sentences.QUESTIONS, 8)
        return [{"questions": [{"ask": question, "answer": self.paragraph(2)} for question in asked]}]

    def eating(self) -> list[Value]:
        """A table of foods, all of them invented."""
        foods = {
            "caption": "Fibre in what the invented makers of this page sell",
            "nutrient": "Fibre",
            "unit": "g",
            "daily_need": {"amount": 30, "who": "the people of our example", "source": self.source()},
            "items": [self.food(kind) for kind in self.chance.sample(range(len(sentences.FOODS)), 10)],
        }
        return [self.text(1), {"foods": foods}]

    def food(self, kind: int) -> Value:
        """One food, whose amount is what its weight and its amount in 100 g make."""
        name, group, diets, allergens = sentences.FOODS[kind]
        grams, tenths = self.chance.randrange(40, 240, 10), self.chance.randrange(2, 120)
        return {
            "name": f"{self.chance.choice(sentences.MAKERS)} {name}",
            "group": group,
            "portion": {"words": self.chance.choice(("a handful", "a small bowl", "two slices", "one plate")), "grams": grams},
            "amount": round(grams * tenths / 1000, 1),
            "per_100g": tenths / 10,
            "diets": list(diets),
            "allergens": list(allergens),
            "source": self.source(),
        }

    def table(self) -> Value:
        """A plan of four to eight weeks."""
        columns = ["Week", "What we do", "Where", "Bring"]
        rows = [
            [f"Week {week}", f"{self.fill('{activity}').capitalize()} {self.cite()}", self.fill("{room}"), self.fill("{item}")]
            for week in range(1, self.chance.randint(5, 9))
        ]
        return {"table": {"caption": f"Plan from {self.fill('{day}')} on", "columns": columns, "rows": rows}}

    def picture(self) -> Value:
        """The leaflet's own picture, or a shared one."""
        shared = shared_picture(self.chance.randrange(SHARED_PICTURES))
        path = own_picture(self.number) if has_own_picture(self.number) else shared
        alt = "A row of houses with pointed roofs." if path.endswith(".svg") else "Soft round shapes in pale colours."
        return {
            "figure": {
                "image": path,
                "alt": alt,
                "caption": self.sentence(),
                "credit": "Drawing: the leafletgen authors, Apache License 2.0.",
            }
        }

    def urgent(self) -> Value:
        """When to ring at once."""
        return {"callout": {"tone": "urgent", "call": "emergency", "title": "if", "bullets": self.several(sentences.URGENT, 3)}}

    def text(self, paragraphs: int) -> Value:
        """Running text."""
        return {"text": "\n\n".join(self.paragraph(self.chance.randint(2, 3)) for _ in range(paragraphs))}

    def bullets(self) -> Value:
        """A list of points."""
        return {"bullets": self.several(sentences.POINTS, 5, cited=2)}

    def paragraph(self, length: int) -> str:
        """That many sentences, the last one cited."""
        return f"{' '.join(self.several(sentences.SENTENCES, length))} {self.cite()}"

    def sentence(self) -> str:
        """One sentence."""
        return self.fill(self.chance.choice(sentences.SENTENCES))

    def several(self, bank: Sequence[str], count: int, cited: int = 0) -> list[str]:
        """Different entries of a bank, the first ``cited`` of them with a source."""
        chosen = [self.fill(entry) for entry in self.chance.sample(bank, count)]
        return [f"{entry} {self.cite()}" if index < cited else entry for index, entry in enumerate(chosen)]

    def fill(self, sentence: str) -> str:
        """The sentence with its slots filled; the leaflet's own activity and place, other words by chance."""
        words = {slot: self.chance.choice(choice) for slot, choice in sentences.SLOTS.items()}
        return sentence.format_map(words | {slot: self.own[slot] for slot in ("activity", "place")})

    def cite(self) -> str:
        """A citation of one or two of the sources."""
        return f"[@{'; @'.join(dict.fromkeys(self.source() for _ in range(self.chance.choice((1, 1, 2)))))}]"

    def source(self) -> str:
        """The id of a source. A leaflet cites a dozen of them again and again, as leaflets do."""
        return f"example-{(self.number * 7 + self.chance.randrange(12)) % SOURCES:03}"


def _unknown_reference(text: str) -> str:
    return text.replace("[@example-", "[@exmaple-", 1)


def _unknown_key(text: str) -> str:
    return text.replace("\nsummary:", "\nsumary:", 1)


def _bad_yaml(text: str) -> str:
    return text.replace("\nsections:", "\nsections: [", 1)


def _missing_picture(text: str) -> str:
    return text.replace("image: images/", "image: images/lost-", 1)


def _no_review(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("review_by:"))


FAULTS: tuple[Callable[[str], str], ...] = (_unknown_reference, _unknown_key, _bad_yaml, _missing_picture, _no_review)
"""Ways to break the YAML text of a leaflet, each an error that keeps it from being printed."""
