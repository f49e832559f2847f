"""The budgets of the design: each a ratio of two things measured in one run, so that it holds on any machine."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.comparison import Say, run_peer
from benchmarks.documents import write_documents
from benchmarks.library import change_one, write_library
from benchmarks.measured import Cost, Failed, best, measure
from benchmarks.peers import leafletgen_build, weasyprint_bare, weasyprint_command
from benchmarks.peers.leafletgen_build import COMMAND, build, options
from benchmarks.peers.peer import environment

REPEATS = 5
"""Runs of what is short; the best one counts."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the libraries are. The budgets are meant for the sizes given here by default."""

    batch: int = 60
    """Leaflets that are built from cold, in two editions."""
    changed: int = 250
    """Leaflets, in two editions, of which one changes."""
    documents: int = 500
    """After how many documents the memory is looked at again."""
    few: int = 20
    """After how many it is looked at first."""


QUICK = Sizes(batch=10, changed=10, documents=60)


@dataclass(frozen=True, slots=True)
class Row:
    """One budget and what was measured."""

    what: str
    limit: float
    ratio: float
    cpu_ratio: float | None
    """The same of processor seconds, which other work on the machine disturbs less; None where the budget is of something else."""
    at_least: bool = False
    """Whether the ratio has to reach the limit, rather than keep below."""

    @property
    def met(self) -> bool:
        """Whether the budget is kept."""
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


def measure_budgets(sizes: Sizes, example: Path, folder: Path, say: Say) -> list[Row]:
    """Every row of the design's table; ``example`` is a library of three leaflets."""
    say(f"options of build that are missing: {', '.join(sorted({'-j', '--force'} - options())) or 'none'}")
    rows = []
    steps: tuple[Callable[[], list[Row]], ...] = (
        lambda: start_up(example, folder),
        lambda: batch(sizes, folder),
        lambda: one_change(sizes, folder),
        lambda: [memory(sizes, folder)],
    )
    for step in steps:
        for row in _unless_it_fails(step, say):
            say(f"{row.what}: {row.ratio:.2f}, {'met' if row.met else 'not met'}")
            rows.append(row)
    return rows


def _unless_it_fails(step: Callable[[], list[Row]], say: Say) -> list[Row]:
    try:
        return step()
    except Failed as failure:
        say(f"budgets: {failure}")
        return []


def start_up(example: Path, folder: Path) -> list[Row]:
    """What must be there at once, against importing the engine."""
    root = folder / "three"
    shutil.copytree(example / "leaflets", root / "leaflets")
    once = build(output=root / "dist", force=False)
    measure(once, root, environment())
    commands = {"leafletgen --help": [*COMMAND, "--help"], "leafletgen list": [*COMMAND, "list"], "a build with nothing to do": once}
    # A build that knows no manifest makes all anew each time, so it is run once.
    repeats = {what: 1 if command is once and "--dry-run" not in options() else REPEATS for what, command in commands.items()}
    engine = _best([sys.executable, "-c", "import weasyprint"], root)
    return [_row(f"{what}, against importing WeasyPrint", 0.5, _best(commands[what], root, repeats[what]), engine) for what in commands]


def batch(sizes: Sizes, folder: Path) -> list[Row]:
    """One leaflet from cold, and a library from cold, against bare WeasyPrint and its command."""
    library = write_library(folder / "batch/library", sizes.batch)
    task = write_documents(library.root, folder / "batch")
    name = library.names[0]
    out = folder / "batch/one"
    out.mkdir()
    alone, theirs = [], []
    for turn in range(REPEATS):
        command = build(name, "-e", "standard", "--quiet", output=out / str(turn))
        alone.append(measure(command, library.root, environment()))
        theirs.append(measure(weasyprint_command.one(task.pages / f"{name}-standard.html", out / "theirs.pdf"), out, environment()))
    ours = run_peer(leafletgen_build.peer(2), task, sizes.batch).cost
    loop = run_peer(weasyprint_command.PEER, task, sizes.batch).cost
    bare = run_peer(weasyprint_bare.PEER, task, sizes.batch).cost
    what = f"{sizes.batch} leaflets x 2 editions from cold, two workers"
    return [
        _row("one leaflet, one edition from cold, against the `weasyprint` command", 1.4, best(alone), best(theirs)),
        Row(f"{what}: times faster than a loop of `weasyprint`", 4.5, loop.seconds / ours.seconds, loop.cpu / ours.cpu, at_least=True),
        Row(f"{what}: processor seconds, against bare WeasyPrint", 1.25, ours.cpu / bare.cpu, ours.cpu / bare.cpu),
    ]


def one_change(sizes: Sizes, folder: Path) -> list[Row]:
    """A library that is built, then one leaflet of it changed, against building that leaflet by itself."""
    library = write_library(folder / "changed", sizes.changed)
    whole = build("--quiet", output=library.root / "dist", workers=2, force=False)
    measure(whole, library.root, environment())
    after, alone = [], []
    for turn in range(3 if "--dry-run" in options() else 1):
        name = change_one(library)
        after.append(measure(whole, library.root, environment()))
        alone.append(measure(build(name, "--quiet", output=folder / f"alone-{turn}", workers=2), library.root, environment()))
    return [_row(f"one changed leaflet out of {2 * sizes.changed} outputs, against building it alone", 1.3, best(after), best(alone))]


def memory(sizes: Sizes, folder: Path) -> Row:
    """One worker: what it holds after many documents against what it held after a few."""
    library = write_library(folder / "memory", (sizes.documents + 1) // 2)
    held: list[int] = []

    def on_line(line: bytes, resident: int) -> None:
        if json.loads(line)["event"] == "built":
            held.append(resident)

    measure(build("--json", output=library.root / "dist", workers=1), library.root, environment(), on_line)
    few, many = held[sizes.few - 1], held[sizes.documents - 1]
    return Row(f"memory of a worker after {sizes.documents} documents, against after {sizes.few}", 1.1, many / few, None)


def _best(command: Sequence[str], folder: Path, repeats: int = REPEATS) -> Cost:
    return best([measure(command, folder, environment()) for _ in range(repeats)])


def _row(what: str, limit: float, ours: Cost, theirs: Cost) -> Row:
    return Row(what, limit, ours.seconds / theirs.seconds, ours.cpu / theirs.cpu)
