"""Jobs, and what a library holds to make jobs of: plain data, which travels to other processes and into the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the models take longer to load than a build with nothing to do
    from leafletgen.model.edition import Edition
    from leafletgen.source.library import Library


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One leaflet in one language, one edition, one brand: one output file."""

    leaflet: str
    language: str
    edition: str
    brand: str
    n_up: int = 1
    """Copies of each page on one side of a sheet."""

    @property
    def stem(self) -> str:
        """The name of its file without what follows the edition."""
        return f"{self.leaflet}-{self.language}-{self.edition}"

    def folder(self, many_brands: bool) -> PurePosixPath:
        """Where its files go, below the output folder."""
        return PurePosixPath(self.brand, self.leaflet) if many_brands else PurePosixPath(self.leaflet)


@dataclass(frozen=True, slots=True)
class Form:
    """What a plan asks of an edition."""

    ending: str
    """`pdf` or `html`."""
    copies: int
    """How many of its pages stand beside each other on a sheet that is cut apart; 1 where none do."""
    what: str
    """What it is, to say why its pages are not set beside each other."""

    @classmethod
    def of(cls, edition: Edition) -> Form:
        """What a plan asks of ``edition``."""
        return cls("html" if edition.output == "html" else "pdf", edition.copies, _what(edition))


def _what(edition: Edition) -> str:
    if edition.fold:
        return "folded"
    if edition.output == "html":
        return "a web page"
    return "for a print shop" if edition.for_paper_only else str(edition.paper)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a library holds, by name: all that a plan needs to know of it."""

    leaflets: tuple[str, ...]
    languages: tuple[str, ...]
    """Those that can be built."""
    brands: tuple[str, ...]
    """Those that its settings build."""
    editions: tuple[str, ...]
    """Those that its settings build."""
    known_brands: tuple[str, ...]
    forms: Mapping[str, Form]
    """Every edition that there is."""
    bundles: Mapping[str, tuple[str, ...]]
    """The leaflets of each bundle."""

    @classmethod
    def of(cls, library: Library) -> Holdings:
        """What ``library`` holds."""
        settings = library.settings
        return cls(
            leaflets=library.names,
            # Translations are not read yet: a library's first language is the one its leaflets are written in.
            languages=settings.languages[:1],
            brands=settings.brands,
            editions=settings.editions,
            known_brands=tuple(library.brands),
            forms={name: Form.of(edition) for name, edition in library.editions.items()},
            bundles={name: bundle.leaflets for name, bundle in settings.bundles.items()},
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Holdings:
        """What `dataclasses.asdict` made of holdings."""
        names: dict[str, Iterable[str]] = {name: data[name] for name in ("leaflets", "languages", "brands", "editions", "known_brands")}
        forms = {name: Form(**form) for name, form in data["forms"].items()}
        bundles = {name: tuple(leaflets) for name, leaflets in data["bundles"].items()}
        return cls(**{name: tuple(value) for name, value in names.items()}, forms=forms, bundles=bundles)
