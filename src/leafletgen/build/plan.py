"""Plan: the library and what was asked for become jobs. One job is one output file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path, PurePosixPath

from leafletgen.diagnostics import nearest
from leafletgen.source.library import Library


class WrongUsage(Exception):
    """What was asked for does not exist. The message says what does."""


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One leaflet in one language, one edition, one brand."""

    leaflet: str
    language: str
    edition: str
    brand: str


@dataclass(frozen=True, slots=True)
class Request:
    """What to build; an empty tuple asks for all that the library's settings name."""

    leaflets: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()


def plan_build(library: Library, request: Request) -> tuple[Job, ...]:
    """The jobs, by leaflet, brand, language and edition. Raises WrongUsage for a name that the library does not have."""
    settings = library.settings
    # Translations are not read yet: a library's first language is the one its leaflets are written in.
    written = settings.languages[:1]
    leaflets = _chosen("leaflet", request.leaflets, library.names, library.names)
    editions = _chosen("edition", request.editions, settings.editions, library.editions)
    languages = _chosen("language", request.languages, written, written)
    brands = _chosen("brand", request.brands, settings.brands, library.brands)
    return tuple(
        Job(leaflet, language, edition, brand) for leaflet in leaflets for brand in brands for language in languages for edition in editions
    )


def _chosen(what: str, asked: Sequence[str], default: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """What was asked for, each once, else the default.

    A name that is not known is refused when asked for, and dropped from a default: reading the settings has reported it.
    """
    names = list(known)
    for name in asked:
        if name not in names:
            close = nearest(name, names)
            hint = f'did you mean "{close}"?' if close else f"there are: {', '.join(names) or 'none'}"
            raise WrongUsage(f'there is no {what} "{name}" in this library; {hint}')
    return tuple(name for name in dict.fromkeys(asked or default) if name in names)


def output_path(job: Job, library: Library, many_brands: bool) -> PurePosixPath:
    """Where the job's file goes, below the output folder."""
    ending = "html" if library.editions[job.edition].output == "html" else "pdf"
    name = PurePosixPath(job.leaflet) / f"{job.leaflet}-{job.language}-{job.edition}.{ending}"
    return PurePosixPath(job.brand) / name if many_brands else name


def withdrawn_outputs(folder: Path, leaflet: str) -> list[Path]:
    """Files of a recalled leaflet that earlier builds left in the output folder, with or without a brand's folder around."""
    name = escape(leaflet)
    patterns = (f"{name}/{name}-*-*.*", f"*/{name}/{name}-*-*.*")
    return sorted(path for pattern in patterns for path in folder.glob(pattern) if path.suffix in (".pdf", ".html"))
