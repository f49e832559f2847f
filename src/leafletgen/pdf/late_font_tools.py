"""Tools for fonts that the engine imports with itself and seldom uses, loaded when it does (WeasyPrint 70).

They make fonts of variable ones, and smaller ones where HarfBuzz cannot. To load them takes an eighth of the time that all of the
engine does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")


class _Late(ModuleType):
    """Stands for the module of its name until something in it is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):  # Python's own questions about modules
            raise AttributeError(name)

        def call(*values: Any, **options: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*values, **options)

        return call


@contextmanager
def loaded_when_called() -> Iterator[None]:
    """Whoever imports these tools meanwhile has them loaded with the first call. For one thread, and not to be called meanwhile."""
    late = {name: _Late(name) for name in SELDOM if name not in sys.modules}
    sys.modules.update(late)
    try:
        yield
    finally:
        for name in late:
            del sys.modules[name]
