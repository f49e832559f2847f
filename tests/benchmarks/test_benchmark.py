"""The benchmark's own workings: what a command costs, who is compared with whom, and the page that tells of it. No timings."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import budgets, comparison, machine, report
from benchmarks.__main__ import peers
from benchmarks.budgets import Row
from benchmarks.comparison import Outcome, compare, count_pages, run_peer
from benchmarks.documents import write_documents
from benchmarks.library import write_library
from benchmarks.measured import Cost, Failed, best, measure
from benchmarks.peers import leafletgen_build, weasyprint_bare
from benchmarks.peers.peer import Peer, Task, environment

MEGABYTE = 1_000_000


def _copying(name: str = "copier", code: str = "import shutil, sys; [shutil.copy(sys.argv[1], f) for f in sys.argv[2:]]") -> Peer:
    """A peer that gives out one finished PDF for every document."""
    return Peer(
        name=name,
        command=lambda task, output: [sys.executable, "-c", code, str(_blank(output)), *(str(output / f"{d}.pdf") for d in task.documents)],
        missing=lambda: None,
        version=lambda: "1",
        does="copies",
        quicker_since="It only copies.",
    )


def _blank(folder: Path) -> Path:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(100, 100)
    path = folder / "blank"
    document.save(path)
    document.close()
    return path


def _task(folder: Path) -> Task:
    return Task(folder, folder, folder, ("a", "b"))


def test_a_cost_holds_what_child_processes_spend(tmp_path: Path) -> None:
    spend = "import time\nwhile time.process_time() < 0.3: pass\nx = bytearray(60_000_000)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {spend!r}], check=True)"
    cost = measure([sys.executable, "-c", outer], tmp_path, environment())
    assert cost.cpu >= 0.3
    assert cost.memory > 60 * MEGABYTE
    assert cost.seconds > 0


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"ended with 3: .*sorry"):
        measure([sys.executable, "-c", "import sys; print('sorry', file=sys.stderr); sys.exit(3)"], tmp_path, environment())


def test_memory_is_looked_at_with_every_line(tmp_path: Path) -> None:
    held: list[int] = []
    code = "import time; print(1, flush=True); time.sleep(0.3); x = bytearray(80_000_000); print(2, flush=True); time.sleep(0.3)"
    measure([sys.executable, "-c", code], tmp_path, environment(), lambda line, resident: held.append(resident))
    assert len(held) == 2
    assert held[1] > held[0] + 50 * MEGABYTE


def test_of_several_runs_the_best_counts() -> None:
    assert best([Cost(2, 1, 5), Cost(1, 3, 4)]) == Cost(1, 1, 4)


def test_a_peer_is_counted_by_what_it_made(tmp_path: Path) -> None:
    done = run_peer(_copying(), _task(tmp_path), 1)
    assert (done.documents, done.pages) == (2, 6)
    assert done.bytes_a_page == done.size / 6
    assert done.pages_a_second == pytest.approx(1 / done.seconds_a_page)


def test_a_peer_that_makes_too_little_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="made 1 of 2"):
        run_peer(_copying(code="import shutil, sys; shutil.copy(sys.argv[1], sys.argv[2])"), _task(tmp_path), 1)


def test_who_cannot_run_is_told_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "write_documents", lambda library, folder: _task(tmp_path))
    lame = Peer("lame", lambda task, output: [], lambda: "no leg", lambda: "1", "limps")
    said: list[str] = []
    found = compare([1, 2], [lame, _copying("first"), _copying("bad", code="raise SystemExit(1)")], tmp_path, said.append)
    assert [(outcome.leaflets, outcome.peer) for outcome in found] == [(1, "first"), (2, "first")]
    assert said[0] == "lame: left out, no leg"
    assert sum("ended with 1" in line for line in said) == 2


def test_the_same_leaflets_in_every_form(tmp_path: Path) -> None:
    write_library(tmp_path / "library", 2)
    task = write_documents(tmp_path / "library", tmp_path)
    assert len(task.documents) == 4
    for name in task.documents:
        html = (task.pages / f"{name}.html").read_text("utf-8")
        typst = (task.typst / f"{name}.typ").read_text("utf-8")
        assert "--footer-height" in html
        assert "#footnote[" in typst
    assert list((task.pages / "fonts").iterdir())
    assert list((task.typst / "fonts").iterdir())
    assert (task.pages / "styles/page.css").exists()


def test_typst_sets_the_equivalent_document(tmp_path: Path) -> None:
    peer = next(peer for peer in peers() if peer.name == "Typst")
    if peer.missing():
        pytest.skip("typst is not installed")
    write_library(tmp_path / "library", 4, editions=("standard",))
    done = run_peer(peer, write_documents(tmp_path / "library", tmp_path), 4)
    assert done.documents == 4
    assert done.pages >= 8


def test_a_build_names_only_options_that_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leafletgen_build, "options", lambda: frozenset())
    assert "-j" not in leafletgen_build.build(output=tmp_path, workers=2)
    monkeypatch.setattr(leafletgen_build, "options", lambda: frozenset({"-j"}))
    assert leafletgen_build.build("a", output=tmp_path, workers=2)[-3:] == ["-j", "2", "--force"]


@pytest.mark.parametrize(("ratio", "at_least", "met"), [(1.4, False, True), (1.41, False, False), (1.4, True, True), (1.3, True, False)])
def test_a_budget_is_met_or_not(ratio: float, at_least: bool, met: bool) -> None:
    assert Row("a", 1.4, ratio, None, at_least).met is met


def test_a_figure_of_which_nothing_is_asked_is_neither_met_nor_missed(run: report.Run) -> None:
    assert Row("a", None, 4.2, 4.0).met is None
    assert report.budgeted(replace(run, budgets=[Row("a", None, 4.2, 4.0)]))[1] == ("a", "-", "4.20", "4.00", "-")


def test_the_bare_engine_shares_pages_out_to_processes(tmp_path: Path) -> None:
    write_library(tmp_path / "library", 2, editions=("standard",))
    done = run_peer(weasyprint_bare.peer(2), write_documents(tmp_path / "library", tmp_path), 2)
    assert done.documents == 2


def test_a_budget_that_cannot_be_measured_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> list[Row]:
        raise Failed("it ended with 1")

    for name in ("start_up", "one_from_cold", "batch", "one_change"):
        monkeypatch.setattr(budgets, name, fails)
    monkeypatch.setattr(budgets, "memory", lambda *_: Row("memory", 1.1, 1.0, None))
    said: list[str] = []
    assert [row.what for row in budgets.measure_budgets(budgets.QUICK, tmp_path, tmp_path, said.append)] == ["memory"]
    assert said.count("budgets: it ended with 1") == 5


def test_sizes_of_a_quick_run_are_small() -> None:
    assert budgets.QUICK.batch < budgets.Sizes().batch
    assert budgets.QUICK.documents < budgets.Sizes().documents


def _outcome(peer: str, leaflets: int, seconds: float) -> Outcome:
    return Outcome(peer, leaflets, leaflets, Cost(seconds, seconds, 100 * MEGABYTE), 10 * leaflets, 1000 * leaflets)


@pytest.fixture
def run() -> report.Run:
    outcomes = [_outcome("ours", 10, 10), _outcome("theirs", 10, 5), _outcome("ours", 100, 200), _outcome("slow", 10, 40)]
    row = Row("starting", 0.5, 0.75, 0.6)
    ours, theirs, slow = _copying("ours"), _copying("theirs"), _copying("slow")
    return report.Run("2026-11-22", [("Memory", "8 GB")], [ours, theirs, slow], outcomes, [row], 2.5, ["lame: left out, no leg"])


def test_ratios_are_to_the_first_peer(run: report.Run) -> None:
    assert [(row[0], row[2]) for row in report.compared(run, 10)[1:]] == [("ours", "1.00"), ("theirs", "0.50"), ("slow", "4.00")]


def test_growth_is_against_the_smallest_size(run: report.Run) -> None:
    assert report.growth(run)[1] == ("ours", "100 (1.00), 100 (1.00)", "200 (2.00), 100 (1.00)")
    assert report.growth(run)[2] == ("theirs", "50 (1.00), 100 (1.00)", "not run")


def test_a_peer_that_is_better_is_told_of_with_the_reason(run: report.Run) -> None:
    told = list(report.where_peers_win(run))
    assert told == ["**theirs** at 10 leaflets: 2.0 times as quick a page, 2.0 times less work a page for the processors. It only copies."]


def test_the_page_tells_all_and_nothing_of_the_machine_s_folders(run: report.Run) -> None:
    page = report.page(run)
    for words in (
        "2026-11-22",
        "| Memory | 8 GB |",
        "0.75",
        "**no**",
        "other work disturbed it",
        "lame: left out, no leg",
        "It only copies.",
    ):
        assert words in page
    assert "## 100 leaflets" in page
    assert report.as_text(report.budgeted(run)).count("\n") == 1


def test_the_machine_is_described_without_its_name() -> None:
    import platform

    told = dict(machine.described())
    assert {"Processor", "Memory", "Kernel", "Python", "Pango", "weasyprint"} <= set(told)
    assert not any(platform.node() in value or str(Path.home()) in value for value in told.values())


def test_pages_are_counted(tmp_path: Path) -> None:
    assert count_pages(_blank(tmp_path)) == 3
