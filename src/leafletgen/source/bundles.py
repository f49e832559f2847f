"""The bundles that `library.yaml` defines: whether the leaflets that each of them names can be bound."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from leafletgen.diagnostics import Diagnostic, Span, error, nearest
from leafletgen.model.settings import Settings
from leafletgen.source.located import SourceFile


def bundle_problems(source: SourceFile, settings: Settings, names: Collection[str]) -> dict[str, tuple[Diagnostic, ...]]:
    """What is wrong with each bundle that has something wrong, by its name. ``names`` are the library's leaflets."""
    found = {name: tuple(_problems(source, settings, name, names)) for name in settings.bundles}
    return {name: problems for name, problems in found.items() if problems}


def _problems(source: SourceFile, settings: Settings, bundle: str, names: Collection[str]) -> Iterator[Diagnostic]:
    leaflets = settings.bundles[bundle].leaflets
    if bundle in names:
        span = source.key_span(("bundles", bundle))
        yield _problem(source, span, f'"{bundle}" is the name of a leaflet', "give the bundle another name")
    if not leaflets:
        span = source.span(("bundles", bundle, "leaflets"))
        yield _problem(source, span, f'the bundle "{bundle}" has no leaflets', "name those that are to be in it")
    for index, leaflet in enumerate(leaflets):
        span = source.span(("bundles", bundle, "leaflets", index))
        if leaflet not in names:
            close = nearest(leaflet, names)
            fix = f'did you mean "{close}"?' if close else f"there are: {', '.join(names) or 'none'}"
            yield _problem(source, span, f'there is no leaflet "{leaflet}"', fix)
        elif leaflet in leaflets[:index]:
            yield _problem(source, span, f'"{leaflet}" is in the bundle "{bundle}" twice', "take one of the two out")


def _problem(source: SourceFile, span: Span, message: str, fix: str) -> Diagnostic:
    return error("schema-invalid", message, span, fix, source.excerpt(span))
