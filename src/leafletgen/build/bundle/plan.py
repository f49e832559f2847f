"""What was asked for becomes volumes: one bundle in one language, one edition, one brand, which is one output file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leafletgen.build.job import Holdings, Job
from leafletgen.build.plan import Request, WrongUsage, bundle_path, plan_build
from leafletgen.diagnostics import nearest
from leafletgen.model.edition import Edition
from leafletgen.model.settings import Bundle
from leafletgen.source.library import Library


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; an empty tuple asks for all bundles, the first edition in print, and the languages and brands of the settings."""

    names: tuple[str, ...] = ()
    """Of bundles, or of leaflets that make one bundle together."""
    editions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    title: str | None = None
    """Of a bundle of leaflets, which has no title in the settings."""
    file: Path | None = None
    """Where the one bundle goes; below ``folder`` where None."""
    folder: Path = Path("dist")


@dataclass(frozen=True, slots=True)
class Volume:
    """One output: what `Job` is for a leaflet."""

    name: str
    """Of the bundle; the file's name for leaflets that were named one by one."""
    bundle: Bundle | None
    """None for leaflets that were named one by one."""
    title: str | None
    """None where nobody has given one."""
    jobs: tuple[Job, ...]
    """Of its leaflets, in their order; empty for a bundle that cannot be bound as it is defined."""
    language: str
    edition: str
    brand: str
    path: Path
    """Where it goes."""


def plan_bundles(library: Library, wanted: Wanted) -> tuple[Volume, ...]:
    """The volumes, bundle by bundle. Raises WrongUsage for names that are not known and for what cannot be one tagged PDF."""
    bundles = library.settings.bundles
    named = tuple(dict.fromkeys(wanted.names)) or tuple(bundles)
    if not named:
        raise WrongUsage("this library has no bundles: add `bundles:` to leaflets/library.yaml, or name leaflets and a file with -o")
    defined = any(name in bundles for name in named)
    found = tuple(_of_bundles(library, wanted, named) if defined else _of_leaflets(library, wanted))
    if wanted.file and len(found) > 1:
        raise WrongUsage(f"-o names one file, but this makes {len(found)}: name one bundle, edition, language and brand")
    return found


def _of_bundles(library: Library, wanted: Wanted, names: tuple[str, ...]) -> Iterator[Volume]:
    bundles = library.settings.bundles
    if wanted.title is not None:
        raise WrongUsage("--title is for leaflets that are named one by one: a bundle's title stands in leaflets/library.yaml")
    for name in names:
        if name not in bundles:
            what = "a leaflet: name bundles or leaflets, not both" if name in library.names else _unknown(name, tuple(bundles))
            raise WrongUsage(f'"{name}" is {what}')
        yield from _volumes(library, wanted, name, bundles[name])


def _of_leaflets(library: Library, wanted: Wanted) -> Iterator[Volume]:
    for index, name in enumerate(wanted.names):
        if name not in library.names:
            raise WrongUsage(f'"{name}" is {_unknown(name, (*library.settings.bundles, *library.names))}')
        if name in wanted.names[:index]:
            raise WrongUsage(f'"{name}" is named twice: a leaflet is bound once')
    if wanted.file is None:
        raise WrongUsage("say where the bundle of these leaflets goes, as -o pack.pdf")
    yield from _volumes(library, wanted, wanted.file.stem, None)


def _unknown(name: str, names: tuple[str, ...]) -> str:
    close = nearest(name, names)
    hint = f'did you mean "{close}"?' if close else f"there are: {', '.join(names) or 'none'}"
    return f"neither a bundle nor a leaflet of this library; {hint}"


def _volumes(library: Library, wanted: Wanted, name: str, bundle: Bundle | None) -> Iterator[Volume]:
    broken = name in library.broken_bundles
    leaflets = bundle.leaflets if bundle else wanted.names
    # What is asked for is judged even where the bundle itself cannot be bound.
    request = Request(library.names[:1] if broken else leaflets, _editions(library, wanted), wanted.languages, wanted.brands)
    jobs = plan_build(Holdings.of(library), request)
    settled = tuple(dict.fromkeys((job.brand, job.language, job.edition) for job in jobs))
    many_brands = len({brand for brand, _, _ in settled}) > 1
    for brand, language, edition in settled:
        own = tuple(job for job in jobs if (job.brand, job.language, job.edition) == (brand, language, edition))
        yield Volume(
            name=name,
            bundle=bundle,
            title=bundle.title if bundle else wanted.title,
            jobs=() if broken else own,
            language=language,
            edition=edition,
            brand=brand,
            path=wanted.file or wanted.folder / bundle_path(name, language, edition, brand if many_brands else ""),
        )


def _editions(library: Library, wanted: Wanted) -> tuple[str, ...]:
    """The editions that were asked for, or the first of the library's that can be bound. Raises WrongUsage for others."""
    fit = [name for name, edition in library.editions.items() if not _unfit(edition)]
    for name in wanted.editions:
        if name in library.editions and name not in fit:
            what = _unfit(library.editions[name])
            raise WrongUsage(f'edition "{name}" is {what}: a bundle is one tagged PDF of ordinary pages, as in {", ".join(fit) or "none"}')
    return wanted.editions or tuple(name for name in (*library.settings.editions, *fit) if name in fit)[:1]


def _unfit(edition: Edition) -> str:
    """Why leaflets are not bound in this edition; empty where they are."""
    if edition.output == "html":
        return "a web page"
    if edition.fold:
        return f"a {edition.fold}, which is printed on sheets"
    return "" if edition.tagged else "for a print shop"
