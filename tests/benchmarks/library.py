"""A generated library of any size: the same bytes for the same seed, on any day and any machine.

    python -m benchmarks.library 500 FOLDER --broken 5

writes one with 500 leaflets, 5 of which cannot be built, from within `tests/` (or with `tests/` and `src/` in PYTHONPATH).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml
from benchmarks import drawings
from benchmarks.leaflets import FAULTS, SHARED_PICTURES, SOURCES, Writer, has_own_picture, own_picture, shared_picture

EDITIONS = ("standard", "large-print")
SEED = 1

# Written by libyaml where PyYAML has it: 2,000 leaflets in seconds rather than minutes.
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True, slots=True)
class Generated:
    """A library that was written."""

    root: Path
    names: tuple[str, ...]
    """Every leaflet, in the order of their numbers."""
    broken: tuple[str, ...]
    """Those that cannot be built."""


def write_library(root: Path, leaflets: int, *, broken: int = 0, editions: Sequence[str] = EDITIONS, seed: int = SEED) -> Generated:
    """Write a library of ``leaflets`` leaflets into ``root``, ``broken`` of them, spread evenly, with faults by turns."""
    faulty = {number * leaflets // broken: number for number in range(broken)}
    for path, data in _shared_files(seed, editions):
        _write(root / "leaflets" / path, data)
    names, bad = [], []
    for number in range(leaflets):
        writer = Writer(seed, number)
        text = _yaml(writer.leaflet())
        if number in faulty:
            text = FAULTS[faulty[number] % len(FAULTS)](text)
            bad.append(writer.name)
        names.append(writer.name)
        _write(root / f"leaflets/{writer.name}.yaml", text.encode())
        if has_own_picture(number):
            _write(root / "leaflets" / own_picture(number), _picture(own_picture(number), seed))
    return Generated(root, tuple(names), tuple(bad))


def change_one(library: Generated, index: int = 0) -> str:
    """Change a sentence of one leaflet; its name. Changing it again gives other bytes again."""
    name = library.names[index]
    path = library.root / f"leaflets/{name}.yaml"
    text = path.read_text("utf-8")
    _write(path, re.sub(r"(?<= is )(?=(?:still )*open)", "still ", text, count=1).encode())
    return name


def _shared_files(seed: int, editions: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    yield "library.yaml", _yaml(_settings(editions)).encode()
    yield "references.yaml", _yaml({"references": [_reference(number) for number in range(SOURCES)]}).encode()
    for name, brand in _BRANDS.items():
        yield f"brands/{name}.yaml", _yaml(brand).encode()
    for path in map(shared_picture, range(SHARED_PICTURES)):
        yield path, _picture(path, seed)


def _settings(editions: Sequence[str]) -> dict[str, Any]:
    return {"languages": ["en"], "brands": ["example-trust"], "editions": list(editions), "site": "https://leaflets.example"}


def _brand(name: str, accent: str, line: int) -> dict[str, Any]:
    contact = {"label": "Front desk", "phone": f"01632 960 {line}", "hours": "Monday to Friday, 9am to 5pm", "email": "desk@trust.example"}
    return {
        "name": name,
        "locale": "en-GB",
        "accent": accent,
        "address": "1 Example Street, Exampleton, EX1 1AA",
        "contact": contact,
        "feedback": "Tell us what was clear and what was not.",
    }


_BRANDS = {"example-trust": _brand("Example Trust", "#0b5c6b", 111), "example-pharmacy": _brand("Example Pharmacy", "#5a2150", 222)}


def _reference(number: int) -> dict[str, Any]:
    """A source that is plainly invented."""
    chance = Random(f"reference {number}")
    subjects, what = ("chairs", "doors", "gardens", "plans", "maps", "clocks", "signs"), ("survey", "study", "review", "count")
    title = f"An invented {chance.choice(what)} of {chance.choice(subjects)} and {chance.choice(subjects)}, part {number}"
    people = [{"family": family, "given": given} for family, given in zip(chance.sample(_FAMILIES, 2), "AB", strict=True)]
    return {
        "id": f"example-{number:03}",
        "type": "article-journal",
        "title": title,
        "author": people,
        "container-title": "Journal of Examples",
        "issued": str(chance.randint(2022, 2026)),
        "volume": str(chance.randint(1, 9)),
        "page": f"{number + 1}-{number + 9}",
        "URL": f"https://journal.example/{number}",
    }


_FAMILIES = ("Ashdown", "Birch", "Calder", "Dunmore", "Elmsley", "Farrow", "Gale", "Hartwell", "Ivens", "Jessop")


def _picture(path: str, seed: int) -> bytes:
    draw = drawings.drawing if path.endswith(".svg") else drawings.bitmap
    return draw(Random(f"picture {seed} {path}"))


def _yaml(value: object) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    return text


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def main() -> None:
    """Write a library as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.library", description=__doc__)
    parser.add_argument("leaflets", type=int, help="how many leaflets")
    parser.add_argument("folder", type=Path, help="where; made if it is not there")
    parser.add_argument("--broken", type=int, default=0, help="how many of them cannot be built")
    parser.add_argument("--editions", default=",".join(EDITIONS), help="editions that a build makes, with commas between")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    if not 0 <= asked.broken <= asked.leaflets:
        parser.error("--broken takes 0 up to the number of leaflets")
    made = write_library(asked.folder, asked.leaflets, broken=asked.broken, editions=asked.editions.split(","), seed=asked.seed)
    print(f"{len(made.names)} leaflets in {made.root}" + (f"; broken: {', '.join(made.broken)}" if made.broken else ""))


if __name__ == "__main__":
    main()
