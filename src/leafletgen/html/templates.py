"""The template environment: autoescaped, strict about undefined names, sandboxed, the library's folder over the built-in one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment


class _Loader(FileSystemLoader):
    """Templates of one folder: a link that leads out of it is no template."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, up_to_date = super().get_source(environment, template)
        if not Path(filename).resolve().is_relative_to(Path(self.searchpath[0]).resolve()):
            raise TemplateNotFound(template)
        return source, filename, up_to_date


def environment(folders: tuple[Path, ...]) -> Environment:
    """Templates from the `templates/` of each folder, the first that has one; compiled once for as long as this lives."""
    loaders = [_Loader(folder / "templates") for folder in dict.fromkeys(folders)]
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
