"""Plan: what a library holds and what was asked for become jobs. One job is one output file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from glob import escape
from itertools import product
from pathlib import Path, PurePosixPath

from leafletgen.build.job import Holdings, Job
from leafletgen.diagnostics import nearest


class WrongUsage(Exception):
    """What was asked for does not exist. The message says what does."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One part of a plan that several machines share."""

    number: int
    """From 1."""
    of: int

    def takes(self, index: int) -> bool:
        """Whether the leaflet at ``index`` of the plan, from 0, is in this part."""
        return index % self.of == self.number - 1


@dataclass(frozen=True, slots=True)
class Request:
    """What to build; an empty tuple asks for all that the library's settings name."""

    leaflets: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    n_up: int = 1
    """Copies of each page on one side of a sheet."""
    shard: Shard = Shard(1, 1)


def plan_build(holdings: Holdings, request: Request) -> tuple[Job, ...]:
    """The jobs, by leaflet, brand, language and edition. Raises WrongUsage for a name that the library does not have."""
    leaflets = _chosen("leaflet", request.leaflets, holdings.leaflets, holdings.leaflets)
    editions = _chosen("edition", request.editions, holdings.editions, holdings.forms)
    languages = _chosen("language", request.languages, holdings.languages, holdings.languages)
    brands = _chosen("brand", request.brands, holdings.brands, holdings.known_brands)
    if request.n_up > 1:
        _check_n_up(holdings, editions, request.n_up)
    return tuple(
        Job(leaflet, language, edition, brand, request.n_up)
        for index, leaflet in enumerate(leaflets)
        if request.shard.takes(index)
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


def _check_n_up(holdings: Holdings, editions: Iterable[str], copies: int) -> None:
    """Raise WrongUsage unless that many pages of every edition stand on one sheet."""
    fit = [name for name, form in holdings.forms.items() if form.copies == copies]
    wrong = [name for name in editions if name not in fit]
    if wrong:
        what = f'"{wrong[0]}" is {holdings.forms[wrong[0]].what}'
        there = f"name one with --edition: {', '.join(fit)}" if fit else "this library has none"
        raise WrongUsage(f"--n-up {copies} takes editions of A5 or half-letter pages, but {what}; {there}")


def output_path(job: Job, holdings: Holdings, many_brands: bool) -> PurePosixPath:
    """Where the job's file goes, below the output folder. Of sheets, that is the file for the printer."""
    copies = f"-n-up-{job.n_up}" if job.n_up > 1 else ""
    return job.folder(many_brands) / f"{job.stem}{copies}.{holdings.forms[job.edition].ending}"


def pages_path(job: Job, many_brands: bool) -> PurePosixPath:
    """Where the tagged pages go that stand beside sheets."""
    return job.folder(many_brands) / pages_name(job)


def pages_name(job: Job) -> str:
    """The tagged pages beside sheets: under the name that they have by themselves, or with `-pages` added."""
    return f"{job.stem}.pdf" if job.n_up > 1 else f"{job.stem}-pages.pdf"


def withdrawn_outputs(folder: Path, leaflet: str) -> list[Path]:
    """Files of a recalled leaflet that earlier builds left in the output folder, with or without a brand's folder around."""
    name = escape(leaflet)
    patterns = (f"{name}/{name}-*-*.*", f"*/{name}/{name}-*-*.*")
    return sorted(path for pattern in patterns for path in folder.glob(pattern) if path.suffix in (".pdf", ".html"))


def bundle_path(bundle: str, language: str, edition: str, brand: str) -> PurePosixPath:
    """Where a bundle goes, below the output folder; ``brand`` is empty where no more than one is built."""
    return PurePosixPath(brand, "bundles", f"{bundle}-{language}-{edition}.pdf")


def bundles_with(folder: Path, leaflet: str, holdings: Holdings) -> list[Path]:
    """Files of every bundle that holds ``leaflet``, in any language, edition or brand, that are in the output folder."""
    holding = [name for name, leaflets in holdings.bundles.items() if leaflet in leaflets]
    forms = product(holding, holdings.languages, holdings.forms, ("", *holdings.known_brands))
    return [path for form in forms if (path := folder / bundle_path(*form)).is_file()]
