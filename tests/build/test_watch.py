"""`build --watch`: a process that is watched while files are really saved, and what it builds of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from running import LEAFLET, leafletgen, not_measured, process, with_content

MakeLibrary = Callable[..., Path]
Event = dict[str, Any]
PATIENCE = 180
"""Seconds to wait for what comes in less than one: the machine may be busy."""
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h{0}v{0}z"/></svg>'
FIGURE = with_content("figure: {image: images/square.svg, alt: A square}", "text: Words. [@green-2017]")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="interrupts a process")


class Watch:
    """A running watch and the events that it tells."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, "-m", "leafletgen", "build", "--watch", "--json", *arguments],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=not_measured(),
            start_new_session=True,
        )
        self.events: Queue[Event] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.events.put(json.loads(line))

    def until(self, *last: str) -> list[Event]:
        """Events up to the next one of the kinds ``last``."""
        found = [self.events.get(timeout=PATIENCE)]
        while found[-1]["event"] not in last:
            found.append(self.events.get(timeout=PATIENCE))
        return found

    def round(self) -> tuple[list[str], list[Event]]:
        """Outputs that the next round builds, by name, and all its events."""
        found = self.until("done")
        return [Path(event["path"]).name.removesuffix("-en-standard.pdf") for event in found if event["event"] == "built"], found

    def save(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def stop(self) -> tuple[int, str]:
        """Exit status and standard error after Ctrl-C, which every process of a terminal is told of."""
        os.killpg(self.process.pid, signal.SIGINT)
        _, told = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, told


@contextmanager
def watched(root: Path, *arguments: str) -> Iterator[Watch]:
    watch = Watch(root, *arguments)
    try:
        yield watch
    finally:
        with suppress(ProcessLookupError):
            os.killpg(watch.process.pid, signal.SIGKILL)
        watch.process.wait()
        for stream in (watch.process.stdout, watch.process.stderr):
            if stream:
                stream.close()


def of(found: list[Event], kind: str) -> list[Event]:
    return [event for event in found if event["event"] == kind]


def test_a_day_of_saving(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": FIGURE, "leaflets/images/square.svg": SQUARE.format(4)})
    with watched(root) as watch:
        assert watch.round()[0] == ["a", "b"]
        watch.until("watching")

        watch.save("leaflets/a.yaml", LEAFLET.replace("Some words", "Other words"))
        built, found = watch.round()
        assert built == ["a"]
        assert 0 < of(found, "built")[0]["seconds"] < PATIENCE
        assert found[-1] == {"event": "done", "built": 1, "unchanged": 1, "failed": 0}

        # As vim and many others save: a backup, a try whether the folder can be written to, the text beside, and a move.
        for name in ("leaflets/4913", "leaflets/.b.yaml.swp", "leaflets/b.yaml~"):
            watch.save(name, "")
            (root / name).unlink()
        watch.save("leaflets/b.yaml.tmp", FIGURE.replace("A leaflet", "A picture"))
        (root / "leaflets/b.yaml.tmp").replace(root / "leaflets/b.yaml")
        assert watch.round()[0] == ["b"]

        watch.save("leaflets/images/square.svg", SQUARE.format(5))
        assert watch.round()[0] == ["b"]

        references = (root / "leaflets/references.yaml").read_text()
        watch.save("leaflets/references.yaml", references.replace("title: Vitamin B12,", "title: Cobalamin,"))
        assert watch.round()[0] == ["b"]

        watch.save("leaflets/c.yaml", LEAFLET)
        assert watch.round()[0] == ["c"]

        watch.save("styles/handout.css", "p { color: #222222 }\n")  # the folder is new
        assert sorted(watch.round()[0]) == ["a", "b", "c"]

        watch.save("leaflets/c.yaml", "kind: [\n")
        built, found = watch.round()
        assert (built, [event["leaflet"] for event in of(found, "failed")]) == ([], ["c"])
        assert {event["file"] for event in of(found, "diagnostic")} == {"leaflets/c.yaml"}
        assert (root / "dist/c/c-en-standard.pdf").exists()
        watch.save("leaflets/c.yaml", LEAFLET + "# mended\n")
        built, found = watch.round()
        assert built == ["c"] or found[-1]["unchanged"] == 3

        settings = (root / "leaflets/library.yaml").read_text()
        watch.save("leaflets/library.yaml", "brands: [clinic\n")
        built, found = watch.round()
        assert (built, of(found, "diagnostic")[0]["file"]) == ([], "leaflets/library.yaml")
        watch.save("leaflets/library.yaml", settings)
        assert watch.round()[1][-1] == {"event": "done", "built": 0, "unchanged": 3, "failed": 0}

        watch.save("templates/handout.html", "{% if %}")
        built, found = watch.round()
        assert (built, len(of(found, "failed"))) == ([], 3)
        (root / "templates/handout.html").unlink()
        assert watch.round()[1][-1]["failed"] == 0

        (root / "leaflets/c.yaml").rename(root / "leaflets/d.yaml")
        built, found = watch.round()
        assert (built, [event["path"] for event in of(found, "gone")]) == (["d"], ["dist/c/c-en-standard.pdf"])

        watch.save("leaflets/a.yaml", LEAFLET + "withdrawn: {on: 2026-03-01, reason: A mistake}\n")
        assert [event["path"] for event in of(watch.round()[1], "removed")] == ["dist/a/a-en-standard.pdf"]

        # Another build may have the folder between two rounds.
        other = process(root, "build", "--force", "--quiet")
        assert (other.returncode, other.stdout) == (0, "")
        assert watch.stop() == (0, "")


def test_named_outputs_inside_of_the_sources_and_pruned(make_library: MakeLibrary) -> None:
    leaflets = {f"leaflets/{name}.yaml": LEAFLET for name in "abc"}
    root = make_library(leaflets | {"leaflets/library.yaml": "brands: [clinic]\neditions: [mono, standard]\n"})
    with watched(root, "a", "b", "-e", "standard", "--prune", "-o", "leaflets") as watch:
        assert watch.round()[0] == ["a", "b"]
        watch.until("watching")
        watch.save("leaflets/c.yaml", LEAFLET.replace("Some words", "Not asked for"))
        for words in ("Other words", "New words"):  # what is written between would be told before
            watch.save("leaflets/a.yaml", LEAFLET.replace("Some words", words))
            assert watch.round()[0] == ["a"]
            assert watch.events.empty()
        (root / "leaflets/b.yaml").unlink()
        assert watch.until("trouble")[-1]["message"] == 'there is no leaflet "b" in this library; there are: a, c'
        watch.save("leaflets/b.yaml", LEAFLET.replace("Some words", "Back again"))
        assert watch.round()[0] == ["b"]
        assert watch.stop() == (0, "")


def test_an_interrupt_in_the_middle_of_a_round(make_library: MakeLibrary) -> None:
    with watched(make_library({"leaflets/a.yaml": LEAFLET})) as watch:
        watch.until("started")
        status, told = watch.stop()
        assert (status, told) == (130, "leafletgen: stopped: what was built is whole, and the next build goes on from there\n")


def test_watching_and_only_looking_do_not_go_together(make_library: MakeLibrary) -> None:
    result = leafletgen(make_library({"leaflets/a.yaml": LEAFLET}), "build", "--watch", "--dry-run")
    assert (result.exit_code, result.stderr) == (2, "leafletgen: --watch builds and --dry-run does not: leave one of them out\n")
