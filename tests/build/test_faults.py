"""Builds that are killed, interrupted, short of disk, time or memory, or not alone: done for real, in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
from reading import Pdf
from running import LEAFLET, leafletgen, not_measured, outputs_in, process

MakeLibrary = Callable[..., Path]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
NAMES = "abcdefgh"


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    """Eight leaflets in two editions: enough for two workers."""
    leaflets = {f"leaflets/{name}.yaml": LEAFLET.replace("A leaflet", f"Leaflet {name}") for name in NAMES}
    return make_library(leaflets | {"leaflets/library.yaml": "brands: [clinic]\neditions: [standard, mono]\n"})


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "leafletgen", "build", "-j", "2", *arguments]
    return subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=not_measured(), text=True, start_new_session=True
    )


def lines(build: subprocess.Popen[str], count: int) -> list[str]:
    assert build.stdout
    return [build.stdout.readline() for _ in range(count)]


def workers(build: subprocess.Popen[str]) -> list[psutil.Process]:
    """The processes that set pages: the build's grandchildren, since one child of it starts them."""
    return [worker for child in psutil.Process(build.pid).children() for worker in child.children()]


def gone(processes: list[psutil.Process]) -> bool:
    """Whether all have ended, within ten seconds."""
    _, alive = psutil.wait_procs(processes, timeout=10)
    return all(process.status() == psutil.STATUS_ZOMBIE for process in alive)


def is_complete(root: Path) -> bool:
    """Whether every output is there and whole, and the manifest knows it."""
    found = outputs_in(root / "dist")
    assert all(len(Pdf(root / "dist" / name).pages) == 1 for name in found)
    records = json.loads((root / "dist/manifest.json").read_text("utf-8"))["outputs"]
    return found == {f"{name}/{name}-en-{edition}.pdf" for name in NAMES for edition in ("standard", "mono")} == set(records)


def test_a_worker_that_is_killed_half_way(root: Path) -> None:
    with start(root) as build:
        lines(build, 2)
        for worker in workers(build)[:1]:
            worker.kill()
        rest, said = build.communicate(timeout=120)
    assert build.returncode == 0, said
    assert len(rest.splitlines()) == 14
    assert is_complete(root)


def test_an_interrupt_keeps_what_is_whole(root: Path) -> None:
    with start(root) as build:
        lines(build, 2)
        busy = workers(build)
        os.killpg(build.pid, signal.SIGINT)
        _, said = build.communicate(timeout=60)
    assert build.returncode == 130
    assert said == "leafletgen: stopped: what was built is whole, and the next build goes on from there\n"
    assert gone(busy)
    before = len(outputs_in(root / "dist"))
    assert before >= 2
    assert not (root / "dist/.tmp").exists()
    done = leafletgen(root, "build")
    assert f"{16 - before} outputs built, {before} unchanged" in done.stderr
    assert is_complete(root)


def test_a_build_that_is_killed(root: Path) -> None:
    with start(root) as build:
        lines(build, 2)
        busy = workers(build)
        build.kill()
        build.communicate(timeout=60)
    # The workers find nobody to answer to, and the lock is free.
    assert gone(busy)
    (root / "dist/.tmp").mkdir(exist_ok=True)
    (root / "dist/.tmp/half.part").write_text("half")
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    assert not (root / "dist/.tmp").exists()
    assert is_complete(root)


@pytest.mark.parametrize("jobs", [["-j", "2"], ["-e", "standard", "a"]], ids=["workers", "one process"])
@pytest.mark.parametrize("longer", ["", "long" * 20], ids=["", "long name"])
def test_nothing_is_left_among_temporary_files(root: Path, jobs: list[str], longer: str) -> None:
    """The engine's copies of fonts, 2 MB for each process that sets pages. A long name is more than a socket can have."""
    with TemporaryDirectory(dir="/tmp") as name:
        temporary = Path(name) / longer
        temporary.mkdir(exist_ok=True)
        done = process(root, "build", *jobs, env={"TMPDIR": str(temporary)})
        assert (done.returncode, done.stderr.count("Exception")) == (0, 0), done.stderr
        assert list(temporary.iterdir()) == []


def test_the_manifest_is_saved_on_the_way(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "from leafletgen.build import run; run.SAVE_EVERY = 2"
    program = f"{code}\nfrom leafletgen.cli import main\nmain(prog_name='leafletgen')"
    with subprocess.Popen(
        [sys.executable, "-c", program, "build", "-j", "1"], cwd=root, stdout=subprocess.PIPE, env=not_measured(), text=True
    ) as build:
        lines(build, 5)
        build.kill()
    records = json.loads((root / "dist/manifest.json").read_text("utf-8"))["outputs"]
    assert 4 <= len(records) < 16
    assert f", {len(records)} unchanged" in leafletgen(root, "build").stderr


def test_two_builds_at_once(root: Path) -> None:
    """The second says that it waits, and then finds everything done."""
    with start(root) as first:
        lines(first, 1)
        with start(root) as second:
            out, said = second.communicate(timeout=120)
        _, first_said = first.communicate(timeout=120)
    assert (first.returncode, second.returncode) == (0, 0), first_said + said
    assert said.startswith("leafletgen: another build is writing to dist: waiting for it\n")
    assert (out, "0 outputs built, 16 unchanged" in said) == ("", True)
    assert is_complete(root)


SMALL_FILES = """\
import resource
from leafletgen.build import run
write = run.write_whole
def limited(*file):
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    return write(*file)
run.write_whole = limited
"""
"""The limit is set when the first output is written: the engine's own temporary files are not meant."""


@pytest.mark.skipif(sys.platform != "linux", reason="needs limits that Linux keeps")
def test_a_file_that_may_not_grow(root: Path) -> None:
    """`ulimit -f`: as a full disk, with outputs of an earlier build there."""
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    before = {name: (root / "dist" / name).read_bytes() for name in outputs_in(root / "dist")}
    done = process(root, "build", "--force", code=SMALL_FILES)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("leafletgen: cannot write dist/")
    assert done.stderr.endswith(": File too large\n")
    assert {name: (root / "dist" / name).read_bytes() for name in outputs_in(root / "dist")} == before
    assert is_complete(root)


LOOPS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
SWELLS = '{{ ("x" * 999999999 ~ "y" * 999999999) | length }}'
WORKERS_FOR_ALL = "from leafletgen.build import crew; crew.FEW_JOBS = 0"


@pytest.mark.skipif(sys.platform != "linux", reason="needs limits that Linux keeps")
@pytest.mark.parametrize(
    ("template", "options", "why"),
    [
        (LOOPS, ["--job-seconds", "10"], "took longer than 10 seconds"),
        (SWELLS, ["--job-megabytes", "700"], "needs more than 700 MB of memory"),
    ],
    ids=["time", "memory"],
)
@pytest.mark.parametrize("code", ["pass", WORKERS_FOR_ALL], ids=["here", "in workers"])
def test_a_leaflet_that_takes_too_much(make_library: MakeLibrary, template: str, options: list[str], why: str, code: str) -> None:
    """A template of the library's own that runs away when it sets an FAQ sheet; handouts are not touched by it."""
    faq = LEAFLET.replace("kind: handout", "kind: faq").replace("text: Some words. [@nice-ng239]", "questions: [{ask: Why?, answer: So.}]")
    root = make_library({"leaflets/bad.yaml": faq, "leaflets/good.yaml": LEAFLET, "templates/faq.html": template})
    done = process(root, "build", *options, code=code)
    assert done.returncode == 1
    assert f"error[job-failed]  the standard edition was not set: it {why}" in done.stderr
    assert outputs_in(root / "dist") == {"good/good-en-standard.pdf"}
    (root / "templates/faq.html").unlink()
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    assert outputs_in(root / "dist") == {"good/good-en-standard.pdf", "bad/bad-en-standard.pdf"}
