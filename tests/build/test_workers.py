"""Workers that die, hang or eat memory cost the job that they were at, and no other."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psutil
import pytest
from misbehaving import eat, work

from leafletgen.build import workers as module
from leafletgen.build.crew import Crew, Here, answers, hire
from leafletgen.build.job import Job
from leafletgen.build.limits import Died, Hung, Limits, TooLong, memory_limit, time_limit
from leafletgen.build.order import Order
from leafletgen.build.workers import Workers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")


@pytest.fixture
def two() -> Iterator[Workers]:
    workers = Workers(2, 60, 2048)
    yield workers
    workers.shutdown(cancel_futures=True)


def order(root: Path, leaflet: str, *editions: str) -> Order:
    return Order(root, root, "", date(2026, 1, 1), tuple(Job(leaflet, "en", edition, "clinic") for edition in editions))


def fates(workers: Workers, *orders: Order) -> dict[tuple[str, str], str]:
    """What became of each job: `built`, or the failure."""
    found: dict[tuple[str, str], str] = {}
    for done, answer in answers(Crew(workers, 4), orders, work):
        if isinstance(answer, Exception):
            found |= {(job.leaflet, job.edition): f"{type(answer).__name__}: {answer}" for job in done.jobs}
        else:
            found |= {(outcome.job.leaflet, outcome.job.edition): outcome.state for outcome in answer}
    return found


def test_a_job_that_kills_its_worker_is_the_only_one_lost(two: Workers, tmp_path: Path) -> None:
    many = [order(tmp_path, name, "web", "print") for name in "abcdef"]
    found = fates(two, *many, order(tmp_path, "x", "web", "dies", "print"))
    assert found.pop(("x", "dies")) == "Died: it was ended by signal 9"
    assert set(found.values()) == {"built"}
    assert len(found) == 14


def test_a_worker_that_was_killed_by_others_costs_nothing(two: Workers, tmp_path: Path) -> None:
    assert set(fates(two, order(tmp_path, "a", "dies-once", "web"), order(tmp_path, "b", "web")).values()) == {"built"}


def test_a_job_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GRACE", 1.0)
    workers = Workers(2, 0.5, 2048)
    found = fates(workers, order(tmp_path, "a", "web", "hangs", "print"), order(tmp_path, "b", "web"))
    workers.shutdown()
    assert found.pop(("a", "hangs")).startswith("Hung")
    assert set(found.values()) == {"built"}


def test_a_fault_of_ours_is_that_orders(two: Workers, tmp_path: Path) -> None:
    found = fates(two, order(tmp_path, "a", "fails"), order(tmp_path, "b", "web"))
    assert found == {("a", "fails"): "ValueError: a fault of ours", ("b", "web"): "built"}


def test_a_call_that_cannot_read_a_file_is_no_dead_worker(two: Workers) -> None:
    first = two.submit(os.getpid).result()
    with pytest.raises(FileNotFoundError):
        two.submit(os.stat, "/nowhere").result()
    assert psutil.pid_exists(first)


def test_memory_has_a_limit() -> None:
    workers = Workers(1, 60, 512)
    try:
        assert workers.submit(eat, 16).result() == 16 * 1024 * 1024
        with pytest.raises(MemoryError):
            workers.submit(eat, 2048).result()
        assert workers.submit(eat, 1).result() == 1024 * 1024
    finally:
        workers.shutdown()
    with memory_limit(0):
        assert eat(1)


def test_workers_make_place_for_fresh_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CALLS", 2)
    workers = Workers(1, 60, 0)
    seen = [workers.submit(os.getpid).result() for _ in range(5)]
    workers.shutdown()
    assert [seen.index(pid) for pid in seen] == [0, 0, 2, 2, 4]
    assert os.getpid() not in seen


def test_no_worker_outlives_its_build(two: Workers) -> None:
    pids = {two.submit(os.getpid).result() for _ in range(4)}
    waiting = two.submit(time.sleep, 600)
    time.sleep(0.1)
    two.shutdown(cancel_futures=True)
    assert isinstance(waiting.exception(), Died)
    with pytest.raises(RuntimeError):
        two.submit(os.getpid)
    assert not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in pids)


def test_few_jobs_are_done_here() -> None:
    here = hire(2, 8, Limits())
    assert isinstance(here.executor, Here)
    assert here.executor.submit(os.getpid).result() == os.getpid()
    with pytest.raises(ZeroDivisionError):
        here.executor.submit(divmod, 1, 0).result()
    many = hire(30, 2, Limits())
    assert isinstance(many.executor, Workers)
    many.executor.shutdown()


def test_an_interrupt_is_not_held_back() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Here(0).submit(interrupted)


def work_on() -> None:
    """Never done, and deaf to every Exception, as the engine is here and there."""
    while True:
        try:
            time.sleep(1)
        except Exception:
            raise AssertionError from None


def test_time_has_a_limit() -> None:
    with pytest.raises(TooLong), time_limit(0.05):
        work_on()
    with time_limit(0):
        pass


def test_a_worker_that_hung_says_nothing_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GRACE", 0.2)
    workers = Workers(1, 0.3, 0)
    with pytest.raises(Hung):
        workers.submit(work, order(tmp_path, "a", "hangs")).result()
    assert workers.submit(os.getpid).result()
    workers.shutdown()
