"""Fill in what commands print on the pages of docs/. Run it with `make docs`; a test asks whether the pages are fresh.

A page is a small session in a library of its own. What is run and written stands in its fenced blocks, from top to bottom:

- `console`: lines that start with `$ ` are commands; what they print is put below each. The next block goes on in the same folder.
- any block under a comment `<!-- file: leaflets/a.yaml -->` is written into that file, under `<!-- end of: ... -->` at its end.
- a comment `<!-- run: ... -->`: is run and not shown.

The day is fixed, and so is all else that could differ from one machine to the next.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = tuple(
    Path(__file__).with_name(f"{name}.md") for name in ("editors", "checking", "approval", "inspect", "ci", "building", "cluster")
)
DAY = "1795305600"
"""2026-11-22, in seconds since 1970."""

_PARTS = re.compile(
    r"<!-- run: (?P<run>.*?) -->"
    r"|<!-- (?P<how>file|end of): (?P<file>\S+) -->\n+```\w*\n(?P<content>.*?)^```$"
    r"|^```console\n(?P<console>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(r"^\$ (?P<command>.*(?:(?<=\\)\n.*)*)\n", re.MULTILINE)


class CommandLine:
    """A shell in a folder of its own, in which `leafletgen` is the one of this checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "library"
        self.folder.mkdir()
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.program("leafletgen", f'exec {shlex.quote(sys.executable)} -m leafletgen "$@"')

    def program(self, name: str, script: str) -> None:
        """Put a program first on the shell's path."""
        path = self.programs / name
        path.write_text(f"#!/bin/bash\n{script}\n", "utf-8")
        path.chmod(0o755)

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``script``; what it says on standard error comes where it says it."""
        return subprocess.run(  # noqa: S603 the pages of this repository are ours
            ["bash", "--noprofile", "--norc", "-c", script],  # noqa: S607
            cwd=self.folder,
            env=self._environment() | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@clinic.example", "GIT_CONFIG_GLOBAL": os.devnull}
        names |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in names.items() if "AUTHOR" in name}
        fixed = {"SOURCE_DATE_EPOCH": DAY, "HOME": str(self.programs.parent), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT / "src")}
        return names | fixed | {"PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}"}


def refreshed(page: str) -> str:
    """``page`` with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        shell = CommandLine(Path(folder))
        found = _PARTS.sub(lambda part: _part(shell, part), page)
        if folder in found:
            raise ValueError("a page names a folder of this machine")
    return found


def _part(shell: CommandLine, part: re.Match[str]) -> str:
    if part["run"]:
        done = shell.run(part["run"])
        if done.returncode:
            raise ValueError(f"{part['run']} ended with {done.returncode}:\n{done.stdout}")
    elif part["file"]:
        path = shell.folder / part["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if part["how"] == "file" else "a", encoding="utf-8") as stream:
            stream.write(part["content"])
    else:
        return f"```console\n{_session(shell, part['console'])}```"
    return part[0]


def _session(shell: CommandLine, text: str) -> str:
    """The commands of ``text``, run one after another in one shell, each with its output below."""
    commands = [command["command"] for command in _COMMAND.finditer(text)]
    # The byte between two outputs cannot come from a command that prints text.
    script = "".join(f"{command}\nstatus=$?; printf '\\0'; (exit $status)\n" for command in commands)
    *outputs, folder = shell.run(f"{script}pwd").stdout.split("\0")
    shell.folder = Path(folder.strip())
    return "".join(f"$ {command}\n{output}" for command, output in zip(commands, outputs, strict=True))


def settled(page: str) -> str:
    """``page`` without what may differ a little where another Pango sets the text: the sizes of files."""
    return re.sub(r"\d+ KB", "- KB", page)


def main() -> int:
    """Rewrite the pages that are stale."""
    for path in PAGES:
        page = path.read_text("utf-8")
        now = refreshed(page)
        if settled(now) != settled(page):
            path.write_text(now, "utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
