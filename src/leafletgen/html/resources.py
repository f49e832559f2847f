"""The files that a page needs besides its HTML: stylesheets, their icons and fonts. Read by resolved path, and from nowhere else.

A stylesheet names a font as `url("font:atkinson-hyperlegible/AtkinsonHyperlegible-Regular.ttf")`: a file of the font package
`fontpkg-atkinson-hyperlegible`. Everything else it names is relative to itself.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path, PurePosixPath

_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_FONT = re.compile(r"font:([a-z0-9-]+)/([A-Za-z0-9_.,\[\]-]+\.(?:ttf|otf|woff2?))")


class MissingResource(LookupError):
    """A stylesheet names a file that is in none of the folders it may come from."""


class Resources:
    """Finds styles in ``folders`` (the library's before the built-in ones) and remembers what was read."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = tuple(dict.fromkeys(folder.resolve() for folder in folders))
        self.read: dict[str, bytes] = {}
        """Bytes of every resource by its address in the page."""
        self.files: set[str] = set()
        """Names of the files in `styles/` that were looked for."""

    def stylesheet(self, name: str) -> str:
        """Read ``name`` from the nearest `styles/` and all that it names; the address to link it by."""
        address = f"styles/{name}"
        if address not in self.read:
            css = self._styles_file(name).read_text("utf-8", "replace")
            if "@import" in css:
                raise MissingResource(f"{address} has an @import: name that stylesheet in the edition's `styles` instead")
            self.read[address] = _URL.sub(lambda match: f'url("{self._named(name, match.group(2))}")', css).encode()
        return address

    def style_file(self, name: str) -> bytes:
        """The bytes of ``name`` in the nearest `styles/`, which is not part of the page."""
        return self._styles_file(name).read_bytes()

    def _named(self, stylesheet: str, url: str) -> str:
        """Bring what a stylesheet names; its address relative to the stylesheet."""
        if font := _FONT.fullmatch(url):
            address = f"fonts/{font.group(2)}"
            self.read[address] = _font_file(font.group(1), font.group(2)).read_bytes()
            return f"../{address}"
        if url.startswith(("data:", "#")):
            return url
        if ":" in url or url.startswith("/"):
            raise MissingResource(f"styles/{stylesheet} names {url}: nothing is fetched, put the file into styles/")
        name = str(PurePosixPath(stylesheet).parent / url)
        self.read[f"styles/{name}"] = self._styles_file(name).read_bytes()
        return url

    def _styles_file(self, name: str) -> Path:
        self.files.add(f"styles/{name}")
        for folder in self.folders:
            path = (folder / "styles" / name).resolve()
            if path.is_relative_to(folder / "styles") and path.is_file():
                return path
        raise MissingResource(f"styles/{name} is in neither the library nor leafletgen itself")


def _font_file(package: str, name: str) -> Path:
    # find_spec does not import a top-level package, so no code of it runs.
    spec = importlib.util.find_spec("fontpkg_" + package.replace("-", "_"))
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "files" / name
        if path.is_file():
            return path
    raise MissingResource(f"the font {name} is missing: python -m pip install fontpkg-{package}")
