"""What a build says: on a terminal, in pipes, on GitHub, to machines. Every manner is read as its reader reads it."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from running import LEAFLET, leafletgen, not_measured

from leafletgen.build.job import Job
from leafletgen.build.report import Output, Report
from leafletgen.build.reports import build_summary
from leafletgen.build.reports.summary import MOST_ROWS
from leafletgen.cli import main
from leafletgen.cli_terminal import _speed
from leafletgen.diagnostics import Span, error

MakeLibrary = Callable[..., Path]
BROKEN = LEAFLET.replace("nice-ng239", "nice")
STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
SHOW_CURSOR, HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    """A library of a leaflet that can be built and one that cannot."""
    return make_library(
        {"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": BROKEN, "leaflets/library.yaml": "brands: [clinic]\neditions: [web]\n"}
    )


@pytest.fixture(autouse=True)
def no_web_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leafletgen.html.self_contained.web_font", lambda font, text: b"")


def on_a_terminal(
    folder: Path, *arguments: str, columns: int = 100, out: bool = True, stop_at: str = "", **env: str
) -> tuple[int, str, str]:
    """Run the command on a terminal; gives the exit status, what the terminal received, and standard output where that is a pipe.

    All its processes are interrupted, as Ctrl-C does, once the terminal has received ``stop_at``.
    """
    ours, theirs = pty.openpty()
    settings = {"TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": "40"} | env
    process = subprocess.Popen(
        [sys.executable, "-m", "leafletgen", *arguments],
        cwd=folder,
        stdin=theirs,
        stdout=theirs if out else subprocess.PIPE,
        stderr=theirs,
        env=not_measured() | settings,
        start_new_session=True,
    )
    os.close(theirs)
    received = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # how Linux tells that the other end was closed
            break
        if not chunk:
            break
        received += chunk
        if stop_at and stop_at.encode() in received:
            os.killpg(process.pid, signal.SIGINT)
            stop_at = ""
    os.close(ours)
    told = process.stdout.read().decode() if process.stdout else ""
    if process.stdout:
        process.stdout.close()
    return process.wait(), received.decode(errors="replace"), told


def test_a_terminal_shows_a_bar_and_a_table(root: Path) -> None:
    status, seen, _ = on_a_terminal(root, "build")
    assert status == 1
    assert seen.startswith("\r\x1b[Kreading the library")
    assert "━" in seen
    assert "0 of 2" in seen
    assert seen.count(HIDE_CURSOR) == seen.count(SHOW_CURSOR) == 1
    assert "\x1b[1;31merror[citation-unknown]\x1b[0m" in seen
    last = STEERING.sub("", seen).split("\r\n")
    assert any(line.endswith("dist/a/a-en-web.html  web page, 87 KB") or "dist/a/a-en-web.html  web page" in line for line in last)
    assert last[-4:-1][0].split() == ["built", "unchanged", "not", "built", "pages", "seconds", "left", "alone"]
    assert last[-3].split()[:4] == ["1", "0", "1", "0"]
    assert last[-2] == "1 output built, 1 not built; 1 error, 1 warning"
    status, seen, _ = on_a_terminal(root, "build", "a")
    assert (status, "━" in seen, HIDE_CURSOR in seen) == (0, False, False)
    assert STEERING.sub("", seen).split("\r\n")[-2] == "0 outputs built, 1 unchanged; 1 warning"


@pytest.mark.parametrize(
    ("columns", "env"),
    [(24, {}), (50, {"NO_COLOR": "1"}), (100, {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}), (100, {"TERM": "dumb"})],
    ids=["narrow", "no colour", "ascii", "dumb"],
)
def test_any_terminal_will_do(make_library: MakeLibrary, columns: int, env: dict[str, str]) -> None:
    name = "a-leaflet-with-quite-a-long-name"
    root = make_library({f"leaflets/{name}.yaml": LEAFLET.replace("Some words", "“Some” wörds")})
    status, seen, told = on_a_terminal(root, "build", columns=columns, out=False, **env)
    assert (status, told) == (0, f"dist/{name}/{name}-en-standard.pdf  1 page, {told.split()[-2]} KB\n")
    assert "Traceback" not in seen
    assert "1 output built; 1 warning" in seen
    if "NO_COLOR" in env:
        assert not re.search(r"\x1b\[[0-9;]*3[0-9]", seen)
    if env.get("TERM") == "dumb":
        assert "\x1b" not in seen
    if "PYTHONIOENCODING" in env:
        assert seen.isascii()
    if columns == 24:
        assert "━" not in seen
        assert "of 1" in seen


@pytest.mark.parametrize("moment", ["getting ready", "a-1 "], ids=["while workers start", "while they work"])
def test_ctrl_c_leaves_one_sentence_and_the_cursor(make_library: MakeLibrary, moment: str) -> None:
    root = make_library({f"leaflets/a-{number}.yaml": LEAFLET for number in range(1, 9)})
    status, seen, _ = on_a_terminal(root, "build", "-j", "2", stop_at=moment)
    assert status == 130
    assert seen.count(HIDE_CURSOR) == seen.count(SHOW_CURSOR) == 1
    after = STEERING.sub("", seen.rpartition(SHOW_CURSOR)[2])
    sentence = "leafletgen: stopped: what was built is whole, and the next build goes on from there"
    assert " ".join(after.split()) == sentence
    assert "Traceback" not in seen
    assert not (root / "dist/.tmp").exists()


def test_rate_and_time_left() -> None:
    assert [_speed(0, 9, 9), _speed(1, 9, 1), _speed(4, None, 9)] == ["", "", ""]
    assert _speed(8, 10, 4) == "2.0 a second, about 1 s left"
    assert _speed(2, 40, 10) == "5.0 s each, about 3 min 10 s left"


@pytest.fixture
def on_github(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file for the summary, in the folder above the library."""
    summary = root.parent / f"{root.name}-summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root.parent))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    return summary


def test_github_folds_outputs_and_notes_problems_at_their_lines(root: Path, on_github: Path) -> None:
    result = leafletgen(root, "build")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert (lines[0], lines[-1]) == ("::group::2 outputs to build", "::endgroup::")
    assert lines[1].startswith("dist/a/a-en-web.html  web page, ")
    first, second, last = result.stderr.splitlines()
    assert first.startswith(
        f"::error file={root.name}/leaflets/b.yaml,line=10,col=28,title=citation-unknown,endColumn=33::there is no reference"
    )
    assert second.startswith(f"::warning file={root.name}/leaflets/a.yaml,line=3,")
    assert last == "1 output built, 1 not built; 1 error, 1 warning"
    summary = on_github.read_text()
    assert summary.startswith("### leafletgen: 1 output built, 1 not built; 1 error, 1 warning\n\n- **leaflets/b.yaml:10:28** there is no")
    assert "\n| output | pages | size |\n| --- | --- | --- |\n| dist/a/a-en-web.html | web page | " in summary
    result = leafletgen(root, "build", "a", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert on_github.read_text().startswith(summary)
    assert on_github.read_text().endswith("### leafletgen: 0 outputs built, 1 unchanged; 1 warning\n\n")


def test_a_library_elsewhere_and_a_summary_that_cannot_be_written(
    root: Path, on_github: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path_factory.mktemp("elsewhere")))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(root))
    result = leafletgen(root, "build", "a")
    assert result.exit_code == 0
    assert "::warning file=leaflets/a.yaml," in result.stderr
    assert f"the summary was not written to {root}: Is a directory" in result.stderr


def test_a_group_is_closed_whatever_ends_the_build(root: Path, on_github: Path) -> None:
    (root / "dist").mkdir()
    (root / "dist" / "a").write_text("")
    result = leafletgen(root, "build")
    assert result.exit_code == 3
    assert result.stdout.splitlines()[-1] == "::endgroup::"
    assert "cannot write dist/a/a-en-web.html" in result.stderr


def test_a_summary_takes_any_words_and_is_not_endless() -> None:
    jobs = [Job("a", "en", f"e{number:03}", "c") for number in range(MOST_ROWS + 2)]
    report = Report(outputs=[Output(job, Path(f"dist/{job.stem}.pdf"), 2, 2048) for job in jobs])
    summary = build_summary(report, [error("x", "a | b\n<img> *c*", Span("leaflets/a_b.yaml"))], "202 outputs built")
    assert r"- **leaflets/a\_b.yaml:1:1** a \| b \<img\> \*c\* (x)" in summary
    assert summary.count(".pdf") == MOST_ROWS
    assert "| and 2 more | | |" in summary


def test_what_would_be_built_and_why(root: Path) -> None:
    result = leafletgen(root, "build", "--dry-run")
    assert result.stdout == "dist/a/a-en-web.html  new\n"
    assert result.stderr.endswith("\n1 output to build, 1 cannot be built; nothing written; 1 error, 1 warning\n")
    assert not (root / "dist").exists()
    leafletgen(root, "build", "--quiet")
    (root / "styles").mkdir()
    (root / "styles/handout.css").write_text("p { color: #222222 }\n")
    events = [json.loads(line) for line in leafletgen(root, "build", "--dry-run", "--json").stdout.splitlines()]
    assert {"event": "planned", "path": "a/a-en-web.html", "why": "styles/handout.css changed"} in events
    assert events[-1] == {"event": "done", "planned": 1, "built": 0, "unchanged": 0, "failed": 1}


def test_events_are_ascii_and_the_same_again(make_library: MakeLibrary) -> None:
    root = make_library(
        {"leaflets/a.yaml": LEAFLET.replace("nice-ng239", "wörd"), "leaflets/library.yaml": "brands: [clinic]\neditions: [web]\n"}
    )
    first, second = (leafletgen(root, "build", "--json").stdout for _ in range(2))
    assert first.isascii()
    told = [json.loads(line) for line in first.splitlines()]
    again = [json.loads(line) for line in second.splitlines()]
    assert (told[0]["to_do"], again[0]["to_do"]) == (1, 0)
    assert told[1:] == again[1:]


def test_a_pipe_that_takes_less_than_is_told(root: Path) -> None:
    """The help is whole whatever the manner; a broken pipe is no crash."""
    assert CliRunner().invoke(main, ["build", "--help"]).exit_code == 0
    command = f"{sys.executable} -m leafletgen build --force | true"
    done = subprocess.run(["bash", "-c", command], cwd=root, capture_output=True, encoding="utf-8", env=not_measured(), check=False)
    assert "Traceback" not in done.stderr
