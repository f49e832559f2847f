"""The template environment: autoescaped, strict about undefined names, sandboxed, the library's folder over the built-in one."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


def environment(folders: tuple[Path, ...]) -> Environment:
    """Templates from the `templates/` of each folder, the first that has one; compiled once for as long as this lives."""
    loaders = [FileSystemLoader(folder / "templates", followlinks=False) for folder in dict.fromkeys(folders)]
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )


def messages_folders(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Where message catalogues are, nearest first."""
    return tuple(folder / "templates" / "messages" for folder in dict.fromkeys(folders))
