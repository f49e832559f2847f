"""Run the benchmarks: `make bench`, or `python -m benchmarks` with tests/ and src/ in PYTHONPATH.

--quick takes some minutes and proves that all parts run; --full takes as long as it must, up to 2,000 leaflets with every tool.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import machine, report
from benchmarks.budgets import QUICK, Sizes, measure_budgets
from benchmarks.comparison import compare
from benchmarks.peers import chromium, leafletgen_build, typst_compile, weasyprint_bare, weasyprint_command
from benchmarks.peers.leafletgen_build import options
from benchmarks.peers.peer import Peer

REPOSITORY = Path(__file__).parents[2]
MODES: dict[str, tuple[Sizes, tuple[int, ...]]] = {
    "quick": (QUICK, (10, 20)),
    "usual": (Sizes(), (10, 100)),
    "full": (Sizes(), (10, 100, 500, 2000)),
}
"""Sizes of the libraries for the budgets, and numbers of leaflets for the comparison."""


def peers() -> list[Peer]:
    """Leafletgen first: the others are compared with it."""
    ours = [leafletgen_build.peer(workers) for workers in ((2, 1) if "-j" in options() else (1,))]
    return [*ours, weasyprint_bare.peer(), weasyprint_command.PEER, chromium.PEER, typst_compile.PEER]


def main() -> None:
    """Measure, print the tables, write the page where one is asked for."""
    asked = _arguments()
    told: list[str] = []

    def say(line: str) -> None:
        told.append(line)
        print(line, flush=True)

    load, (sizes, leaflets) = machine.load(), MODES[asked.mode]
    with tempfile.TemporaryDirectory(prefix="leafletgen-bench-") as name:
        folder = Path(name)
        budgets = measure_budgets(sizes, REPOSITORY, folder / "budgets", say) if "budgets" in asked.parts else []
        outcomes = compare(asked.sizes or leaflets, peers(), folder / "peers", say) if "peers" in asked.parts else []
        outcomes += compare(sorted({*asked.alone} - {done.leaflets for done in outcomes}), peers()[:1], folder / "alone", say)
    left_out = [line for line in told if ": left out, " in line or " ended with " in line or " made " in line]
    run = report.Run(asked.date, machine.described(), peers(), outcomes, budgets, load, left_out)
    for size in run.sizes:
        print(f"\n{size} leaflets\n{report.as_text(report.compared(run, size))}")
    for table in ((report.growth(run),) if outcomes else ()) + ((report.budgeted(run),) if budgets else ()):
        print(f"\n{report.as_text(table)}")
    if asked.write:
        asked.write.parent.mkdir(parents=True, exist_ok=True)
        asked.write.write_text(report.page(run), "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group()
    for name in ("quick", "full"):
        mode.add_argument(f"--{name}", dest="mode", action="store_const", const=name)
    parser.set_defaults(mode="usual")
    parser.add_argument("--only", dest="parts", choices=("budgets", "peers"), nargs=1, default=("budgets", "peers"), help="half of it")
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of leaflets for the comparison, instead of the mode's")
    parser.add_argument("--alone", type=int, nargs="+", default=(), help="more numbers of leaflets, which leafletgen alone sets")
    parser.add_argument("--write", type=Path, help="write the page into this file")
    parser.add_argument("--date", default="a day that was not given", help="day of the run, for the page")
    return parser.parse_args()


if __name__ == "__main__":
    main()
