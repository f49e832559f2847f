"""Where leafletgen's own templates, styles and example library are: inside the wheel, or the checkout that it runs from."""

from __future__ import annotations

from pathlib import Path


def builtin_folder() -> Path:
    """The folder that holds the built-in `templates/`, `styles/` and `leaflets/`."""
    packaged = Path(__file__).with_name("builtin")
    return packaged if packaged.is_dir() else Path(__file__).parents[2]
