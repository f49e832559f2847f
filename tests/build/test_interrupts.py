"""Ctrl-C takes effect when what was begun is whole."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from running import LEAFLET, leafletgen, not_measured, outputs_in

from leafletgen.build import output, run
from leafletgen.build.catalogue import pictures
from leafletgen.build.interrupts import held_back


def test_an_interrupt_waits_for_the_end() -> None:
    done: list[str] = []

    def work() -> None:
        with held_back():
            signal.raise_signal(signal.SIGINT)
            done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all of it"]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_what_fails_fails_as_it_would() -> None:
    with pytest.raises(ZeroDivisionError), held_back():
        _ = 1 / 0
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_other_threads_have_none_to_wait_for() -> None:
    done = []

    def work() -> None:
        with held_back():
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def test_what_is_written_is_written_down(make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    write_whole = output.write_whole

    def interrupted(folder: Path, name: PurePosixPath, data: bytes) -> Path:
        path = write_whole(folder, name, data)
        signal.raise_signal(signal.SIGINT)
        return path

    monkeypatch.setattr(run, "write_whole", interrupted)
    assert leafletgen(root, "build").exit_code == 130
    records = json.loads((root / "dist/manifest.json").read_text())["outputs"]
    assert len(records) == len(outputs_in(root / "dist")) == 1


def test_a_picture_that_cannot_be_written_stops_no_leaflet(make_library: Callable[..., Path]) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    (root / "dist").mkdir()
    (root / "dist/pictures").write_text("in the way")
    assert "1 output built" in leafletgen(root, "build").stderr


@pytest.mark.catalogued
def test_a_catalogue_that_was_not_come_to_is_made_by_the_next_build(
    make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    assert leafletgen(root, "build").exit_code == 0
    (root / "leaflets/a.yaml").write_text(LEAFLET.replace("A leaflet", "Another title"))

    def interrupted(agenda: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "catalogue", interrupted)
        assert leafletgen(root, "build").exit_code == 130
    assert "Another title" not in (root / "dist/index.html").read_text()
    assert "0 outputs built, 1 unchanged" in leafletgen(root, "build").stderr
    assert "Another title" in (root / "dist/index.html").read_text()
    before = (root / "dist/manifest.json").read_bytes()
    assert leafletgen(root, "build").exit_code == 0
    assert (root / "dist/manifest.json").read_bytes() == before
    assert not (root / "dist/.tmp").exists()


def test_the_status_is_the_same_where_a_class_is_being_made(make_library: Callable[..., Path]) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    (root / "interrupted.py").write_text(
        "from leafletgen.build import run\n"
        "from leafletgen.cli import main\n"
        "run.build = lambda *values: exec('raise KeyboardInterrupt')\n"
        "main(['build'], prog_name='leafletgen')\n"
    )
    ended = subprocess.run([sys.executable, "-m", "interrupted"], cwd=root, env=not_measured(), stderr=subprocess.PIPE, text=True)
    assert (ended.returncode, ended.stderr.partition(":")[2][:9]) == (130, " stopped:")


def test_an_interrupt_waits_for_a_picture_to_be_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[bytes] = []

    def draw(pdf: bytes) -> bytes:
        signal.raise_signal(signal.SIGINT)
        drawn.append(pdf)
        return b"a picture"

    monkeypatch.setattr(pictures, "first_page", draw)
    (tmp_path / "a.pdf").write_bytes(b"a PDF")
    with pytest.raises(KeyboardInterrupt):
        pictures.keep_pictures(tmp_path, [output.file_of(PurePosixPath("a.pdf"), b"a PDF")])
    assert drawn == [b"a PDF"]
