"""The budgets of the design: each a ratio of two things measured in one run, so that it holds on any machine."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
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

BATCHES = (("standard", "letter"), ("standard", "large-print"))
"""Pairs of editions: the first makes leaflets of the five or six pages that the budget was made for, the second is what clinics print."""


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
    limit: float | None
    """None for a figure that others are read by, of which nothing is asked."""
    ratio: float
    cpu_ratio: float | None
    """The same of processor seconds, which other work on the machine disturbs less; None where the budget is of something else."""
    at_least: bool = False
    """Whether the ratio has to reach the limit, rather than keep below."""

    @property
    def met(self) -> bool | None:
        """Whether the budget is kept; None where there is none."""
        if self.limit is None:
            return None
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


def measure_budgets(sizes: Sizes, example: Path, folder: Path, say: Say) -> list[Row]:
    """Every row of the design's table; ``example`` is a library of three leaflets."""
    say(f"options of build that are missing: {', '.join(sorted({'-j', '--force'} - options())) or 'none'}")
    rows = []
    steps: tuple[Callable[[], list[Row]], ...] = (
        lambda: start_up(example, folder),
        lambda: one_from_cold(sizes, folder),
        *(partial(batch, sizes, editions, folder) for editions in BATCHES),
        lambda: one_change(sizes, folder),
        lambda: [memory(sizes, folder)],
    )
    for step in steps:
        for row in _unless_it_fails(step, say):
            say(f"{row.what}: {row.ratio:.2f}{'' if row.met is None else ', met' if row.met else ', not met'}")
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


def one_from_cold(sizes: Sizes, folder: Path) -> list[Row]:
    """One leaflet of many in one edition, against the command of WeasyPrint on the page that leafletgen composes of it."""
    library = write_library(folder / "one/library", sizes.batch)
    task = write_documents(library.root, folder / "one")
    name = library.names[0]
    out = folder / "one/made"
    out.mkdir()
    alone, theirs = [], []
    for turn in range(REPEATS):
        command = build(name, "-e", "standard", "--quiet", output=out / str(turn))
        alone.append(measure(command, library.root, environment()))
        theirs.append(measure(weasyprint_command.one(task.pages / f"{name}-standard.html", out / "theirs.pdf"), out, environment()))
    return [_row("one leaflet, one edition from cold, against the `weasyprint` command", 1.4, best(alone), best(theirs))]


def batch(sizes: Sizes, editions: tuple[str, str], folder: Path) -> list[Row]:
    """A library from cold in two editions, against a loop of commands and against the bare engine."""
    root = folder / "-".join(("batch", *editions))
    library = write_library(root / "library", sizes.batch, editions=editions)
    task = write_documents(library.root, root)
    ours, loop, bare, both = (
        run_peer(peer, task, sizes.batch)
        for peer in (leafletgen_build.peer(2), weasyprint_command.PEER, weasyprint_bare.peer(), weasyprint_bare.peer(2))
    )
    what = f"{sizes.batch} leaflets x 2 editions ({' and '.join(editions)}, {ours.pages / ours.documents:.1f} pages each) from cold"

    def times_faster(who: str, limit: float | None, than_loop: Cost) -> Row:
        return Row(f"{what}, {who}: times faster than a loop of `weasyprint`", limit, *_ratio(loop.cost, than_loop), at_least=True)

    work = ours.cost.cpu / bare.cost.cpu
    return [
        times_faster("two workers", 4.5, ours.cost),
        times_faster("bare WeasyPrint on two processes, for comparison", None, both.cost),
        Row(f"{what}, two workers: processor seconds, against bare WeasyPrint", 1.25, work, work),
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
    return Row(what, limit, *_ratio(ours, theirs))


def _ratio(one: Cost, other: Cost) -> tuple[float, float]:
    return one.seconds / other.seconds, one.cpu / other.cpu
