"""The template environment: autoescaped, strict about undefined names, sandboxed, the library's folder over the built-in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from leafletgen.builtin import builtin_folder
from leafletgen.html.compiled import CompiledTemplates, python_folder


class UnfitTemplate(TemplateError):
    """A template makes a page that cannot be used for what it is wanted for. The message says why."""


class _Loader(FileSystemLoader):
    """Templates of one folder: a link that leads out of it is no template."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, up_to_date = super().get_source(environment, template)
        if not Path(filename).resolve().is_relative_to(Path(self.searchpath[0]).resolve()):
            raise TemplateNotFound(template)
        return source, filename, up_to_date


class TracedEnvironment(ImmutableSandboxedEnvironment):
    """Remembers which templates are asked for, compiled or not, so that a page can tell what it was made from."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.asked: set[str] = set()
        """Names of the templates asked for, as `base.html`. Whoever renders a page empties it first."""

    def get_template(self, name: str | Template, *more: Any, **options: Any) -> Template:
        """The template ``name``, noted."""
        if isinstance(name, str):
            self.asked.add(name)
        return super().get_template(name, *more, **options)

    def select_template(self, names: Iterable[str | Template], *more: Any, **options: Any) -> Template:
        """The first of ``names`` that there is, all of them noted: the first would be used if it came to be."""
        names = list(names)
        self.asked.update(name for name in names if isinstance(name, str))
        return super().select_template(names, *more, **options)


_OPTIONS: Mapping[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": False,
}
"""What templates mean."""


def environment(folders: tuple[Path, ...]) -> TracedEnvironment:
    """Templates from the `templates/` of each folder, the first that has one; compiled once for as long as this lives.

    Those in leafletgen's own folder are kept compiled for other processes.
    """
    loaders = [_Loader(folder / "templates") for folder in dict.fromkeys(folders)]
    return TracedEnvironment(
        loader=ChoiceLoader(loaders),
        bytecode_cache=CompiledTemplates(builtin_folder() / "templates", _OPTIONS, python_folder()),
        auto_reload=False,
        **_OPTIONS,
    )


def messages_folders(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Where message catalogues are, nearest first."""
    return tuple(folder / "templates" / "messages" for folder in dict.fromkeys(folders))
