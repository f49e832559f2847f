"""The report: tables for the terminal, and the same as the page docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.budgets import Row
from benchmarks.comparison import Outcome
from benchmarks.peers.peer import Peer

Table = Sequence[Sequence[str]]
"""Rows of cells, the first of them the head."""


@dataclass(frozen=True, slots=True)
class Run:
    """All that one run of the benchmark found."""

    date: str
    machine: Sequence[tuple[str, str]]
    peers: Sequence[Peer]
    """The first one is what the others are compared with."""
    outcomes: Sequence[Outcome]
    budgets: Sequence[Row]
    load: float
    """How busy the machine was before."""
    left_out: Sequence[str] = ()
    """What could not be run, and why."""

    @property
    def sizes(self) -> list[int]:
        """Numbers of leaflets, from the smallest."""
        return sorted({outcome.leaflets for outcome in self.outcomes})

    def at(self, size: int) -> list[Outcome]:
        """Every peer at one size."""
        return [outcome for outcome in self.outcomes if outcome.leaflets == size]

    def ours(self, size: int) -> Outcome | None:
        """The peer that others are compared with, at one size."""
        return next((outcome for outcome in self.at(size) if outcome.peer == self.peers[0].name), None)


def compared(run: Run, size: int) -> Table:
    """The peers at one size; ratios are to the first one."""
    ours = run.ours(size)
    head = ("tool", "seconds", "x", "pages a second", "processor seconds", "x", "peak memory, MB", "x", "bytes a page", "x", "pages")
    return [head, *(_outcome(outcome, ours) for outcome in run.at(size))]


def _outcome(outcome: Outcome, ours: Outcome | None) -> tuple[str, ...]:
    cost = outcome.cost
    figures = [
        (cost.seconds, ".1f"),
        (outcome.pages_a_second, ".1f"),
        (cost.cpu, ".1f"),
        (cost.memory / 1e6, ".0f"),
        (outcome.bytes_a_page, ",.0f"),
    ]
    seconds, rate, cpu, memory, size = (format(figure, form) for figure, form in figures)
    if ours is None:
        ratios = ["-"] * 4
    else:
        pairs = [(cost.seconds, ours.cost.seconds), (cost.cpu, ours.cost.cpu), (cost.memory, ours.cost.memory)]
        ratios = [f"{one / other:.2f}" for one, other in [*pairs, (outcome.bytes_a_page, ours.bytes_a_page)]]
    return (outcome.peer, seconds, ratios[0], rate, cpu, ratios[1], memory, ratios[2], size, ratios[3], f"{outcome.pages}")


def growth(run: Run) -> Table:
    """Seconds and memory by size, each against the smallest size: 1.00 a page is growth in step with the work."""
    first = run.sizes[0] if run.outcomes else 0
    rows = []
    for peer in run.peers:
        by_size = {outcome.leaflets: outcome for outcome in run.outcomes if outcome.peer == peer.name}
        if base := by_size.get(first):
            cells = [_grown(by_size.get(size), base) for size in run.sizes]
            rows.append((peer.name, *cells))
    return [("milliseconds a page (x), peak MB (x)", *(f"{size} leaflets" for size in run.sizes)), *rows]


def _grown(outcome: Outcome | None, base: Outcome) -> str:
    if outcome is None:
        return "not run"
    time, memory = outcome.seconds_a_page / base.seconds_a_page, outcome.cost.memory / base.cost.memory
    return f"{1000 * outcome.seconds_a_page:.0f} ({time:.2f}), {outcome.cost.memory / 1e6:.0f} ({memory:.2f})"


def budgeted(run: Run) -> Table:
    """The budgets; what is measured by the wall is shown in processor seconds too."""
    head = ("what", "budget", "measured", "by processor seconds", "met")
    return [head, *(_budget(row) for row in run.budgets)]


def _budget(row: Row) -> tuple[str, ...]:
    budget = "-" if row.limit is None else f"at {'least' if row.at_least else 'most'} {row.limit:g}"
    met = "-" if row.met is None else "yes" if row.met else "**no**"
    return (row.what, budget, f"{row.ratio:.2f}", "-" if row.cpu_ratio is None else f"{row.cpu_ratio:.2f}", met)


def where_peers_win(run: Run) -> Iterator[str]:
    """Each peer that is quicker or smaller than ours at the largest size that both ran, by how much, and why."""
    for peer in run.peers[1:]:
        both = [size for size in run.sizes if run.ours(size) and any(outcome.peer == peer.name for outcome in run.at(size))]
        if not both or not peer.quicker_since:
            continue
        theirs = next(outcome for outcome in run.at(both[-1]) if outcome.peer == peer.name)
        ours = run.ours(both[-1])
        assert ours
        better = [
            f"{ours_figure / theirs_figure:.1f} times {word}"
            for ours_figure, theirs_figure, word in (
                (ours.seconds_a_page, theirs.seconds_a_page, "as quick a page"),
                (ours.cost.cpu / ours.pages, theirs.cost.cpu / theirs.pages, "less work a page for the processors"),
                (ours.cost.memory, theirs.cost.memory, "less memory"),
                (ours.bytes_a_page, theirs.bytes_a_page, "smaller a page"),
            )
            if ours_figure > 1.05 * theirs_figure
        ]
        if better:
            yield f"**{peer.name}** at {both[-1]} leaflets: {', '.join(better)}. {peer.quicker_since}"


def as_text(table: Table) -> str:
    """A table for the terminal."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table)


def as_markdown(table: Table) -> str:
    """A table for a page: figures to the right."""
    head, *rows = table
    rule = ["---", *(["---:"] * (len(head) - 1))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def page(run: Run) -> str:
    """The whole of docs/benchmarks.md."""
    return "\n\n".join(_parts(run)) + "\n"


def _parts(run: Run) -> Iterator[str]:
    yield "# Benchmarks"
    yield (
        f"Made by `python -m benchmarks` on {run.date}; do not edit it. All tools set the same generated leaflets in the same run, each\n"
        "in a process of its own. Columns headed x are ratios to the first line: seconds differ between machines, ratios hardly do.\n"
        f"Before the run the machine had a load of {run.load:.1f}{'.' if run.load < 1 else ': other work disturbed it.'}"
    )
    yield "## The machine"
    yield as_markdown([("part", "what"), *run.machine]).replace("---:", "---")
    yield "## Budgets"
    yield as_markdown(budgeted(run))
    if any(row.limit is None for row in run.budgets):
        yield (
            "Rows without a budget are the engine alone, as it comes, sharing out pages that are composed already. leafletgen is quicker\n"
            "where it spares the engine work of which nothing would be seen."
        )
    for size in run.sizes:
        yield f"## {size} leaflets"
        yield as_markdown(compared(run, size))
    if run.outcomes:
        yield "## Growth"
        yield "In brackets: how many times the figure at the smallest size. Each leaflet in one edition."
        yield as_markdown(growth(run))
    yield "## What each tool does"
    yield "\n".join(f"- **{peer.name}** ({peer.version()}) {peer.does}." for peer in run.peers if peer.missing() is None)
    yield "Memory is what all processes of a tool hold together; what they share is counted in each, so it flatters single processes."
    if lines := list(where_peers_win(run)):
        yield "## Where another tool is better, and why"
        yield "\n".join(f"- {line}" for line in lines)
    if run.left_out:
        yield "## Left out"
        yield "\n".join(f"- {line}" for line in run.left_out)
