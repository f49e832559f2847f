"""The catalogue of an output folder: `index.html` for people, `catalogue.json` for programs, and a picture of each first page.

It is made from the manifest, so that a build of one leaflet, a shard or a merge of shards leaves the catalogue of all. Equal manifests
and libraries give equal bytes; what would be the same is not written.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from leafletgen.build.catalogue.gather import Order, gather
from leafletgen.build.catalogue.listing import catalogue_json
from leafletgen.build.catalogue.page import Shower
from leafletgen.build.catalogue.pictures import drop_pictures, keep_pictures
from leafletgen.build.manifest import Manifest
from leafletgen.build.output import remove_empty_tmp, write_whole
from leafletgen.diagnostics import Diagnostic
from leafletgen.html.catalogue import CataloguePage
from leafletgen.html.compose import CannotCompose
from leafletgen.html.pictures import Picture, PictureProblem, read_picture
from leafletgen.model.brand import Brand
from leafletgen.source.library import Library

PAGE, DATA = PurePosixPath("index.html"), PurePosixPath("catalogue.json")


def write_catalogue(folder: Path, manifest: Manifest, library: Library, builtin: Path) -> tuple[Diagnostic, ...]:
    """Bring the catalogue in ``folder`` up to date with ``manifest``; what in the library's own templates keeps the page from being made.

    ``builtin`` is the folder with the package's own `templates/` and `styles/`. Raises CannotWrite.
    """
    settings = library.settings
    listing = gather(manifest, Order(settings.languages, settings.brands, settings.editions))
    pictures = keep_pictures(folder, (entry.pictured for entry in listing.entries if entry.pictured))
    brand = library.brands.get(settings.brands[0])
    _write_changed(folder, DATA, catalogue_json(listing, brand.name if brand else "", settings.site, pictures))
    problems: tuple[Diagnostic, ...] = ()
    if brand:
        try:
            page = CataloguePage((library.root, builtin), settings.languages[0], brand)
            many_brands = len({text.brand for entry in listing.entries for text in entry.texts}) > 1
            values = Shower(page, library, many_brands).values(listing, pictures)
            _write_changed(folder, PAGE, page.html(values, _logo(library, brand)))
        except CannotCompose as failure:
            problems = (failure.problem,)
    drop_pictures(folder, pictures)
    remove_empty_tmp(folder)
    return problems


def _write_changed(folder: Path, name: PurePosixPath, data: bytes) -> None:
    if _read(folder / name) != data:
        write_whole(folder, name, data)


def _read(path: Path) -> bytes:
    """The bytes of a file; none where there is no such file."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _logo(library: Library, brand: Brand) -> Picture | None:
    """The brand's mark; its name in words where that cannot be used, which every leaflet's own diagnostics tell."""
    try:
        return read_picture(library.root, brand.logo.image) if brand.logo else None
    except PictureProblem:
        return None
