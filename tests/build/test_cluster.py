"""Builds on a real Dask cluster: a scheduler and two workers, processes of their own that are told of no file of the library."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import pytest
from conftest import WriteLibrary
from distributed import KilledWorker
from PIL import Image
from running import LEAFLET, leafletgen, not_measured, process, with_content

from leafletgen.build.cluster import failure_of
from leafletgen.build.crew import CannotGoOn
from leafletgen.build.limits import Died, Hung

MakeLibrary = Callable[..., Path]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="ends groups of processes")

PATIENCE = 120
"""Seconds that a process of the cluster may take to start on a busy machine."""
BRAND = (
    "name: Another\nlogo: {image: images/dot.png, alt: A dot}\n"
    "contact: {label: Desk, phone: 01632 960 002, hours: 9am to 5pm}\nfeedback: Tell us.\n"
)
NOBODY = "tcp://127.0.0.1:9"
"""Where no scheduler is."""


@contextmanager
def dask(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A `dask` command with all that it starts, ended in the end."""
    with (
        (folder / f"{arguments[0]}.log").open("ab") as log,
        subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            cwd=folder,
            env=not_measured(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as started,
    ):
        try:
            yield started
        finally:
            kill(started)


def kill(started: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler on a free port, with its address."""
    file = folder / "scheduler.json"
    with dask(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file)) as started:
        wait_until(lambda: file.exists() and file.read_text().strip().endswith("}"))
        yield json.loads(file.read_text())["address"], started


@contextmanager
def worker(folder: Path, address: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that has joined; a folder of its own holds what it writes."""
    log = folder / "worker.log"
    before = log.read_text().count("Registered to") if log.exists() else 0
    with dask(folder, "worker", address, "--local-directory", str(folder / "scratch"), *arguments) as started:
        wait_until(lambda: log.read_text().count("Registered to") > before)
        yield started


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the cluster's processes."""
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def address(there: Path) -> Iterator[str]:
    """A cluster of two workers: one with a process that watches over it and one thread, one without and two threads."""
    with (
        scheduler(there) as (address, _),
        worker(there, address, "--nthreads", "1"),
        worker(there, address, "--nthreads", "2", "--no-nanny"),
    ):
        yield address


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def left_behind(there: Path) -> list[str]:
    """What builds left on the workers' disk."""
    return [path.name for path in there.rglob("leafletgen-*")]


def test_the_same_bytes_as_on_this_machine(address: str, there: Path, make_library: MakeLibrary) -> None:
    dot = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(dot, "PNG")
    figures = [f"figure: {{image: images/{name}.png, alt: A dot}}" for name in ("dot", "none", "out")]
    root = make_library(
        {
            "leaflets/library.yaml": "brands: [clinic, other]\neditions: [standard, mono]\n",
            "leaflets/brands/other.yaml": BRAND,
            "leaflets/images/dot.png": dot.getvalue(),
            "leaflets/a.yaml": LEAFLET,
            "leaflets/b.yaml": with_content(figures[0], "text: Some words. [@green-2017]"),
            "leaflets/c.yaml": with_content(figures[1]),
            "leaflets/d.yaml": with_content(figures[2]),
            "leaflets/e.yaml": LEAFLET + "withdrawn: {on: 2026-03-01, reason: A mistake}\n",
            "leaflets/f.yaml": LEAFLET.replace("kind", "kund"),
            "templates/blocks/text.html": "<p class=own>{{ block.text }}</p>\n",
            "styles/own.css": "p { color: black }\n",
        }
    )
    (root / "leaflets/images/out.png").symlink_to(sys.executable)
    here = process(root, "build", "-o", "here", "-j", "1")
    far = process(root, "build", "-o", "far", "--cluster", address)
    assert here.returncode == far.returncode == 1
    assert sorted(far.stdout.replace("far/", "here/").splitlines()) == sorted(here.stdout.splitlines())
    assert sorted(far.stderr.splitlines()) == sorted(here.stderr.splitlines())
    assert "link that leads out" in far.stderr
    assert len([name for name in contents(root / "far") if name.endswith(".pdf")]) == 8
    assert contents(root / "far") == contents(root / "here")
    assert left_behind(there) == []


def test_a_worker_that_is_killed_half_way_loses_nothing(address: str, tmp_path: Path, write_library: WriteLibrary) -> None:
    names = [f"leaflet-{number}" for number in range(12)]
    root = write_library(tmp_path / "library", {f"leaflets/{name}.yaml": LEAFLET.replace("A leaflet", name) for name in names})
    with worker(tmp_path, address, "--nthreads", "1") as doomed, subprocess.Popen(
        [sys.executable, "-m", "leafletgen", "build", "--cluster", address, "--job-seconds", "0"],
        cwd=root, env=not_measured(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as build:  # fmt: skip
        assert build.stdout
        first = [build.stdout.readline() for _ in range(2)]
        wait_until(lambda: left_behind(tmp_path) != [])  # it is at work
        kill(doomed)
        rest, told = build.communicate(timeout=PATIENCE)
    assert build.returncode == 0, told
    assert sorted(line.split("/")[1] for line in first + rest.splitlines()) == sorted(names)
    assert "12 outputs built; 12 warnings" in told
    assert "12 unchanged" in leafletgen(root, "build").stderr


def test_a_job_that_takes_too_long_costs_that_job_only(address: str, make_library: MakeLibrary) -> None:
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    root = make_library(
        {
            "leaflets/long.yaml": with_content("write_in: {label: Name, lines: 1}"),
            "leaflets/short.yaml": LEAFLET,
            "templates/blocks/write_in.html": endless,
        }
    )
    result = leafletgen(root, "build", "--cluster", address, "--job-seconds", "10")
    assert result.exit_code == 1
    assert "leaflets/long.yaml:1:1  error[job-failed]  the standard edition was not set: it took longer than 10 seconds" in result.stderr
    assert result.stdout.startswith("dist/short/short-en-standard.pdf")


def test_an_interrupt_takes_back_what_was_sent(address: str, there: Path, make_library: MakeLibrary) -> None:
    root = make_library({f"leaflets/leaflet-{number}.yaml": LEAFLET for number in range(30)})
    with subprocess.Popen(
        [sys.executable, "-m", "leafletgen", "build", "--cluster", address],
        cwd=root, env=not_measured(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as build:  # fmt: skip
        assert build.stdout
        first = build.stdout.readline()
        build.send_signal(signal.SIGINT)
        rest, told = build.communicate(timeout=PATIENCE)
    assert (build.returncode, told) == (130, "leafletgen: stopped: what was built is whole, and the next build goes on from there\n")
    built = [line.split()[0] for line in (first + rest).splitlines()]
    assert 0 < len(built) < 30
    wait_until(lambda: left_behind(there) == [])
    result = leafletgen(root, "build", "--dry-run")
    assert len(result.stdout.splitlines()) == 30 - len(built)


def test_workers_that_would_give_other_bytes_are_refused(address: str, make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    done = process(root, "build", "--cluster", address, code="import leafletgen; leafletgen.__version__ = '9.9'")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("leafletgen: the worker tcp://127.0.0.1:")
    assert "would not give the same bytes: leafletgen is 0.1.0+" in done.stderr
    assert ", here 9.9+" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_scheduler_that_is_lost_keeps_what_was_built(tmp_path: Path, write_library: WriteLibrary) -> None:
    root = write_library(tmp_path / "library", {f"leaflets/leaflet-{number}.yaml": LEAFLET for number in range(20)})
    with scheduler(tmp_path) as (address, started):
        nobody = process(root, "build", "--cluster", address)
        assert (nobody.returncode, nobody.stderr) == (
            3,
            f"leafletgen: the cluster at {address} has no workers: start some with `dask worker {address}`\n",
        )
        with (
            worker(tmp_path, address, "--no-nanny", "--nthreads", "1"),
            subprocess.Popen(
                [sys.executable, "-m", "leafletgen", "build", "--cluster", address],
                cwd=root, env=not_measured(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            ) as build,
        ):  # fmt: skip
            assert build.stdout
            first = build.stdout.readline()
            kill(started)
            rest, told = build.communicate(timeout=PATIENCE)
    lost = f"leafletgen: the scheduler of the cluster, {address}, was lost: what was built is whole, and a new build goes on from there\n"
    assert (build.returncode, told) == (3, lost)
    built = (first + rest).splitlines()
    assert 0 < len(built) < 20
    assert len(leafletgen(root, "build", "--dry-run").stdout.splitlines()) == 20 - len(built)


def test_a_cluster_that_loses_all_its_workers(tmp_path: Path, write_library: WriteLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.build.cluster.ALONE", 1.0)
    monkeypatch.setattr("leafletgen.build.cluster.LOOK_EVERY", 0.5)
    root = write_library(tmp_path / "library", {f"leaflets/leaflet-{number}.yaml": LEAFLET for number in range(60)})

    def kill_at_work(started: subprocess.Popen[bytes]) -> None:
        wait_until(lambda: left_behind(tmp_path) != [])
        kill(started)

    with scheduler(tmp_path) as (address, _), worker(tmp_path, address, "--nthreads", "1") as only:
        killer = threading.Thread(target=kill_at_work, args=(only,))
        killer.start()
        result = leafletgen(root, "build", "--cluster", address)
        killer.join()
    assert result.exit_code == 3
    assert result.stderr == f"leafletgen: the cluster at {address} has had no worker for 1 seconds\n"


def test_encryption_without_certificates(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    for settings, told in (
        ("{}", "tls://127.0.0.1:9 takes certificates: name them in Dask's configuration, under distributed.comm.tls"),
        (
            "{ca-file: /nowhere/a, client: {key: /nowhere/b, cert: /nowhere/c}}",
            "the certificates of Dask's configuration cannot be used: [Errno 2] No such file or directory",
        ),
    ):
        (tmp_path / "dask.yaml").write_text(f"distributed: {{comm: {{tls: {settings}}}}}\n")
        done = process(root, "build", "--cluster", "tls://127.0.0.1:9", env={"DASK_CONFIG": str(tmp_path / "dask.yaml")})
        assert (done.returncode, done.stderr) == (3, f"leafletgen: {told}\n")


def test_a_scheduler_that_does_not_answer(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    began = time.monotonic()
    result = leafletgen(root, "build", "--cluster", NOBODY)
    assert time.monotonic() - began < 60
    assert (result.exit_code, result.stdout) == (3, "")
    why = "is the address right, and the scheduler running?"
    assert result.stderr == f"leafletgen: the scheduler of the cluster, {NOBODY}, does not answer: {why}\n"
    wrong = leafletgen(root, "build", "--cluster", "nonsense://x")
    assert (wrong.exit_code, len(wrong.stderr.splitlines())) == (3, 1)


class Task:
    """A task of Dask's that ended in a failure."""

    status = "error"

    def __init__(self, failure: BaseException) -> None:
        self.failure = failure

    def exception(self) -> BaseException:
        return self.failure


@pytest.mark.parametrize(
    ("failure", "kind", "told"),
    [
        (KilledWorker("a", cast("Any", None), 3), Died, "every worker of the cluster that tried it ended"),
        (ModuleNotFoundError("No module named 'leafletgen'"), CannotGoOn, "a worker of tcp://x has no leafletgen that can be used"),
        (
            RuntimeError("Error during deserialization of the task graph."),
            CannotGoOn,
            "the scheduler or a worker of tcp://x has no leafletgen",
        ),
        (Hung(), Hung, ""),
    ],
    ids=["killed", "not installed", "not on the scheduler", "hung"],
)
def test_what_dask_tells_is_put_in_our_words(failure: BaseException, kind: type[BaseException], told: str) -> None:
    found = failure_of(Task(failure), "tcp://x")
    assert isinstance(found, kind)
    assert told in str(found)


def test_a_build_with_nothing_to_do_asks_nobody(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    assert leafletgen(root, "build", "--cluster", NOBODY).exit_code == 0


def test_wrong_usage_and_no_dask(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    both = leafletgen(root, "build", "--cluster", NOBODY, "-j", "2")
    assert (both.exit_code, both.stderr) == (
        2,
        "leafletgen: -j counts processes of this machine, and --cluster leaves the work to others: give one of the two\n",
    )
    without = process(root, "build", "--cluster", NOBODY, code="import sys; sys.modules['distributed'] = None")
    assert without.returncode == 3
    assert "leafletgen: a cluster needs Dask: install it with `python -m pip install 'leafletgen[cluster]'`" in without.stderr
    assert len(without.stderr.splitlines()) == 1
