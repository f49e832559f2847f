"""`leafletgen inspect`: what is printed where, and with which exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from handmade import one_page, tagged
from running import REPOSITORY, leafletgen, not_measured, process

from leafletgen import cli_inspect
from leafletgen.pdf.inspect.facts import Inspection

Built = Callable[[str, str], Path]

FILES = REPOSITORY / "tests/pdf/files"
HELLO = tagged({11: "<< /S /P /Pg 3 0 R /K 0 >>"}, {0: "Hello"}, catalog="/Lang (en)")


def test_one_of_our_own(built: Built) -> None:
    done = leafletgen(REPOSITORY, "inspect", str(built("b12-nerve-health", "standard")))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Page 1 of ")
    for words in (
        "heading level 1, Vitamin B12 and your nerves",
        "table, 3 columns, ",
        "picture: Two nerve fibres.",
        "\nSummary\n",
        "PDF/UA-1",
    ):
        assert words in done.stdout


def test_it_needs_no_library_and_no_engine(tmp_path: Path) -> None:
    shutil.copy(FILES / "browser.pdf", tmp_path / "a letter.pdf")
    done = process(tmp_path, "inspect", "a letter.pdf", env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "in Welsh: Cadwch eich plastr yn sych." in done.stdout


def test_json(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(HELLO)
    done = leafletgen(tmp_path, "inspect", "--json", "a.pdf")
    assert (done.exit_code, json.loads(done.stdout)["text"]) == (0, "Hello")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"PK\x03\x04 a letter", "it is not a PDF"),
        (HELLO[:300], "it is damaged: its end is missing, and no page of it can be read"),
        ((FILES / "aes-password.pdf").read_bytes(), "it is "),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    done = leafletgen(tmp_path, "inspect", "a.pdf")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"leafletgen: a.pdf: {why}")
    assert done.stderr.count("\n") == 1
    as_json = leafletgen(tmp_path, "inspect", "--json", "a.pdf")
    assert (as_json.exit_code, json.loads(as_json.stdout)["readable"]) == (1, False)


def test_what_can_be_read_in_part_is_shown_and_fails(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(one_page("BT /F 9 Tf (Hello) Tj ET", {10: "[" * 9000}, "/StructTreeRoot 10 0 R"))
    done = leafletgen(tmp_path, "inspect", "a.pdf")
    assert done.exit_code == 1
    assert "  Hello\n" in done.stdout
    assert "What could not be read\n  - The structure tree cannot be read: it is nested too deeply." in done.stdout
    assert done.stderr == "leafletgen: a.pdf: a part cannot be read: the structure tree cannot be read: it is nested too deeply\n"


@pytest.mark.parametrize("arguments", [("no-such.pdf",), (".",), (), ("a.pdf", "b.pdf")])
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert leafletgen(tmp_path, "inspect", *arguments).exit_code == 2


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (lambda: time.sleep(9), "it takes longer than 0.1 seconds to read; it may have been made to do so"),
        (lambda: bytearray(1 << 45), "it takes more memory to read than it is worth; it may have been made to do so"),
        (lambda: (FILES / "gone").read_bytes(), "No such file or directory"),
    ],
    ids=["time", "memory", "disk"],
)
def test_a_file_that_takes_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[], object], why: str) -> None:
    def read(data: bytes, enough: Callable[[], bool]) -> Inspection:
        fault()
        raise AssertionError

    monkeypatch.setattr("leafletgen.pdf.inspect.inspect_pdf", read)
    monkeypatch.setattr(cli_inspect, "SECONDS", 0.05)
    (tmp_path / "a.pdf").write_bytes(HELLO)
    done = leafletgen(tmp_path, "inspect", "a.pdf")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"leafletgen: a.pdf: {why}\n")


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_inspect, "MAX_SIZE", 10)
    (tmp_path / "a.pdf").write_bytes(HELLO)
    assert leafletgen(tmp_path, "inspect", "a.pdf").stderr == "leafletgen: a.pdf: it is larger than 0 MB\n"


def test_it_takes_no_longer_than_starting_the_engine(built: Built) -> None:
    """The budget of half a second for four pages, as a ratio that holds on any machine: the engine alone takes 0.6 seconds to import."""
    leaflet = str(built("b12-questions", "standard"))
    inspect = min(_cpu([sys.executable, "-m", "leafletgen", "inspect", leaflet]) for _ in range(3))
    engine = min(_cpu([sys.executable, "-c", "import weasyprint"]) for _ in range(3))
    assert inspect <= engine


def _cpu(command: list[str]) -> float:
    """Seconds of processor time that ``command`` takes."""
    before = os.times()
    subprocess.run(command, env=not_measured(), check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
