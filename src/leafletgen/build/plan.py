"""Plan: the library and what was asked for become jobs. One job is one output file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path, PurePosixPath

from leafletgen.diagnostics import nearest
from leafletgen.model.edition import Edition
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
    n_up: int = 1
    """Copies of each page on one side of a sheet."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build; an empty tuple asks for all that the library's settings name."""

    leaflets: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    n_up: int = 1
    """Copies of each page on one side of a sheet."""


def plan_build(library: Library, request: Request) -> tuple[Job, ...]:
    """The jobs, by leaflet, brand, language and edition. Raises WrongUsage for a name that the library does not have."""
    settings = library.settings
    # Translations are not read yet: a library's first language is the one its leaflets are written in.
    written = settings.languages[:1]
    leaflets = _chosen("leaflet", request.leaflets, library.names, library.names)
    editions = _chosen("edition", request.editions, settings.editions, library.editions)
    languages = _chosen("language", request.languages, written, written)
    brands = _chosen("brand", request.brands, settings.brands, library.brands)
    if request.n_up > 1:
        _check_n_up(library, editions, request.n_up)
    return tuple(
        Job(leaflet, language, edition, brand, request.n_up)
        for leaflet in leaflets
        for brand in brands
        for language in languages
        for edition in editions
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


def _check_n_up(library: Library, editions: Iterable[str], copies: int) -> None:
    """Raise WrongUsage unless that many pages of every edition stand on one sheet."""
    fit = [name for name, edition in library.editions.items() if edition.copies == copies]
    wrong = [name for name in editions if name not in fit]
    if wrong:
        what = f'"{wrong[0]}" is {_kind(library.editions[wrong[0]])}'
        there = f"name one with --edition: {', '.join(fit)}" if fit else "this library has none"
        raise WrongUsage(f"--n-up {copies} takes editions of A5 or half-letter pages, but {what}; {there}")


def _kind(edition: Edition) -> str:
    """Why pages of ``edition`` are not set beside each other."""
    if edition.fold:
        return "folded"
    if edition.output == "html":
        return "a web page"
    return "for a print shop" if edition.for_paper_only else str(edition.paper)


def output_path(job: Job, library: Library, many_brands: bool) -> PurePosixPath:
    """Where the job's file goes, below the output folder. Of sheets, that is the file for the printer."""
    ending = "html" if library.editions[job.edition].output == "html" else "pdf"
    copies = f"-n-up-{job.n_up}" if job.n_up > 1 else ""
    return _folder(job, many_brands) / f"{_stem(job)}{copies}.{ending}"


def pages_path(job: Job, many_brands: bool) -> PurePosixPath:
    """Where the tagged pages go that stand beside sheets."""
    return _folder(job, many_brands) / pages_name(job)


def pages_name(job: Job) -> str:
    """The tagged pages beside sheets: under the name that they have by themselves, or with `-pages` added."""
    return f"{_stem(job)}.pdf" if job.n_up > 1 else f"{_stem(job)}-pages.pdf"


def _folder(job: Job, many_brands: bool) -> PurePosixPath:
    return PurePosixPath(job.brand, job.leaflet) if many_brands else PurePosixPath(job.leaflet)


def _stem(job: Job) -> str:
    return f"{job.leaflet}-{job.language}-{job.edition}"


def withdrawn_outputs(folder: Path, leaflet: str) -> list[Path]:
    """Files of a recalled leaflet that earlier builds left in the output folder, with or without a brand's folder around."""
    name = escape(leaflet)
    patterns = (f"{name}/{name}-*-*.*", f"*/{name}/{name}-*-*.*")
    return sorted(path for pattern in patterns for path in folder.glob(pattern) if path.suffix in (".pdf", ".html"))
