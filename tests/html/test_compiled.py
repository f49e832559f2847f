"""Built-in templates are compiled once for all processes, and again as soon as anything about them is another."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from leafletgen.html import compiled as compiled_templates
from leafletgen.html import templates
from leafletgen.html.templates import TracedEnvironment, environment


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of templates that are leafletgen's own; they are kept in `kept` beside it."""
    monkeypatch.setattr(templates, "python_folder", lambda: tmp_path / "kept")
    monkeypatch.setattr(templates, "builtin_folder", lambda: tmp_path / "own")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for folder in ("library", "own"):
        (tmp_path / folder / "templates").mkdir(parents=True)
    (tmp_path / "own/templates/a.html").write_text("{{ value }} as it was")
    yield tmp_path / "own"
    assert [path for path in (tmp_path / "kept").glob("*") if path.suffix != ".jinja"] == []


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the templates that are compiled from now on."""
    names: list[str] = []
    compile_one = TracedEnvironment.compile

    def remember(self: TracedEnvironment, source: str, name: str, filename: str) -> object:
        names.append(name)
        return compile_one(self, source, name, filename)

    monkeypatch.setattr(TracedEnvironment, "compile", remember)
    return names


def rendered(own: Path, name: str = "a.html") -> str:
    """What a process that starts now makes of a template."""
    return environment((own.with_name("library"), own)).get_template(name).render(value="<b>")


def kept(own: Path) -> list[Path]:
    return list(own.with_name("kept").glob("*"))


def test_compiled_once(own: Path, compiled: list[str]) -> None:
    assert [rendered(own), rendered(own)] == ["&lt;b&gt; as it was"] * 2
    assert compiled == ["a.html"]
    assert [path.name.partition("-")[0] for path in kept(own)] == ["a.html"]


def test_other_users_can_read_it(own: Path) -> None:
    rendered(own)
    (path,) = kept(own)
    assert path.stat().st_mode & 0o666 == Path(compiled_templates.__file__).stat().st_mode & 0o666


def test_a_copy_elsewhere_is_not_kept(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a worker on another machine has one."""
    monkeypatch.setattr(templates, "builtin_folder", lambda: own.with_name("another"))
    assert rendered(own) == "&lt;b&gt; as it was"
    assert kept(own) == []


def test_another_source(own: Path) -> None:
    rendered(own)
    (own / "templates/a.html").write_text("{{ value }} as it is")
    assert rendered(own) == "&lt;b&gt; as it is"
    assert len(kept(own)) == 1


def test_other_options(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(own)
    monkeypatch.setattr(templates, "_OPTIONS", {**templates._OPTIONS, "autoescape": False})
    assert rendered(own) == "<b> as it was"


@pytest.mark.parametrize(
    "change", [lambda data: b"", lambda data: data[:-9], lambda data: data[:-9] + bytes(9), lambda data: bytes(len(data))]
)
def test_a_damaged_file_is_not_used(own: Path, compiled: list[str], change: object) -> None:
    rendered(own)
    (path,) = kept(own)
    assert callable(change)
    path.write_bytes(change(path.read_bytes()))
    assert rendered(own) == "&lt;b&gt; as it was"
    assert compiled == ["a.html"] * 2


def test_a_folder_that_cannot_be_written(own: Path, compiled: list[str]) -> None:
    own.with_name("kept").write_text("no folder")
    assert [rendered(own), rendered(own)] == ["&lt;b&gt; as it was"] * 2
    assert compiled == ["a.html"] * 2


def test_python_told_to_write_none(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered(own)
    assert kept(own) == []


def test_a_library_s_own_template_is_not_kept(own: Path, compiled: list[str]) -> None:
    (own.with_name("library") / "templates/a.html").write_text("mine")
    assert [rendered(own), rendered(own)] == ["mine"] * 2
    assert compiled == ["a.html"] * 2
    assert kept(own) == []


def test_same_names_in_two_folders(own: Path) -> None:
    for folder in ("one", "two"):
        (own / "templates" / folder).mkdir()
        (own / "templates" / folder / "a.html").write_text(folder)
    assert [rendered(own, f"{folder}/a.html") for folder in ("one", "two", "one")] == ["one", "two", "one"]
    assert len(kept(own)) == 2
