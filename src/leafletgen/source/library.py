"""A library: its settings, brands, editions, profiles, references and sign-offs, read once and shared by all its leaflets."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from pathlib import Path

from leafletgen.diagnostics import Diagnostic, Span, error, nearest
from leafletgen.model.brand import Brand
from leafletgen.model.edition import Edition, Editions
from leafletgen.model.reference import Reference
from leafletgen.model.settings import Approval, Approvals, Profile, Profiles, Settings
from leafletgen.source.bundles import bundle_problems
from leafletgen.source.files import LIBRARY_FILE, leaflet_names, read_file
from leafletgen.source.layers import Layered, read_layers
from leafletgen.source.located import Sequence, SourceFile
from leafletgen.source.typed import read_model


@dataclass(frozen=True, slots=True)
class Library:
    """What the leaflets of one library share."""

    root: Path
    names: tuple[str, ...]
    settings: Settings
    brands: Dict[str, Brand]
    editions: Dict[str, Edition]
    references: Dict[str, Reference]
    broken_references: frozenset[str]
    """Ids that stand in the file and could not be read: citing one is that entry's fault, not the leaflet's."""
    approvals: tuple[Approval, ...]
    profiles: Dict[str, Profile] = field(default_factory=dict)
    """How strict the checks can be, by name: the built-in profiles and the library's own."""
    reference_spans: Dict[str, Span] = field(default_factory=dict)
    reference_lines: Dict[str, str] = field(default_factory=dict)
    broken_bundles: frozenset[str] = frozenset()
    """Names of bundles that cannot be bound as they are defined."""

    def approval(self, leaflet: str, language: str, version: str, digest: str) -> Approval | None:
        """The sign-off of exactly this content in exactly this version, or None; where it was signed twice, the first."""
        wanted = (leaflet, language, version, digest)
        return next((a for a in self.approvals if (a.leaflet, a.language, a.version, a.digest) == wanted), None)


def read_library(root: Path, builtin: Path) -> tuple[Library | None, tuple[Diagnostic, ...]]:
    """Read all that leaflets share. None when the settings are unusable; a broken brand, edition or reference costs itself only.

    ``builtin`` is the folder with the package's own `styles/`.
    """
    found: list[Diagnostic] = []
    source, problems = read_file(root, f"leaflets/{LIBRARY_FILE}")
    settings, wrong = read_model(source, Settings)
    found += [*problems, *wrong]
    if settings is None:
        return None, tuple(found)
    references = _references(root, found)
    editions = read_layers((builtin, root), "styles/editions.yaml", Edition, Editions)
    profiles = read_profiles((builtin, root))
    brands = _brands(root, settings, source, found)
    found += [*editions.diagnostics, *profiles.diagnostics]
    found += [*_unknown_editions(source, settings, editions), *_unknown_profiles(source, settings, profiles)]
    names = leaflet_names(root)
    bundles = bundle_problems(source, settings, names)
    found += [problem for problems in bundles.values() for problem in problems]
    library = Library(
        root=root,
        names=names,
        settings=settings,
        brands=brands,
        editions=editions.entries,
        references=references.usable,
        broken_references=references.broken,
        approvals=_approvals(root, found),
        profiles=profiles.entries,
        reference_spans=references.spans,
        reference_lines=references.lines,
        broken_bundles=frozenset(bundles),
    )
    return library, tuple(found)


def read_profiles(folders: tuple[Path, ...]) -> Layered[Profile]:
    """The profiles of the checks, a later folder's over an earlier one's."""
    return read_layers(folders, "styles/profiles.yaml", Profile, Profiles)


def _unknown_editions(source: SourceFile, settings: Settings, editions: Layered[Edition]) -> Iterator[Diagnostic]:
    for index, name in enumerate(settings.editions):
        if name not in editions.entries and name not in editions.broken:
            yield _unknown(source, ("editions", index), "edition", name, editions.entries)


def _unknown_profiles(source: SourceFile, settings: Settings, profiles: Layered[Profile]) -> Iterator[Diagnostic]:
    one = isinstance(settings.check.profile, str)
    for index, name in enumerate(settings.check.profiles):
        if name not in profiles.entries and name not in profiles.broken:
            yield _unknown(source, ("check", "profile") if one else ("check", "profile", index), "profile", name, profiles.entries)


@dataclass(slots=True)
class _References:
    usable: dict[str, Reference]
    broken: frozenset[str]
    spans: dict[str, Span]
    lines: dict[str, str]


def _references(root: Path, found: list[Diagnostic]) -> _References:
    name = "leaflets/references.yaml"
    result = _References({}, frozenset(), {}, {})
    if not (root / name).exists():
        return result
    source, problems = read_file(root, name)
    found += problems
    entries = source.find(("references",))
    if source.root is not None and not isinstance(entries, Sequence):
        found.append(
            error(
                "schema-invalid",
                "expected a list `references:` of sources",
                source.span(()),
                "start the file with `references:`",
                source.excerpt(source.span(())),
            )
        )
        return result
    broken = set()
    for index in range(len(entries.items) if isinstance(entries, Sequence) else 0):
        reference, wrong = read_model(source, Reference, ("references", index))
        found += wrong
        node = source.find(("references", index, "id"))
        id = getattr(node, "text", None)
        if reference is None and id:
            broken.add(id)
        elif reference and reference.id in result.usable:
            span = source.span(("references", index, "id"))
            first = result.spans[reference.id].line
            found.append(
                error(
                    "schema-invalid",
                    f'the id "{reference.id}" stands here twice, first on line {first}',
                    span,
                    "give one of the two another id",
                    source.excerpt(span),
                )
            )
        elif reference:
            result.usable[reference.id] = reference
            span = source.span(("references", index, "id"))
            result.spans[reference.id], result.lines[reference.id] = span, source.excerpt(span)
    result.broken = frozenset(broken)
    return result


def _brands(root: Path, settings: Settings, settings_source: SourceFile, found: list[Diagnostic]) -> dict[str, Brand]:
    """Every brand file of the library that reads; a name in the settings without one is an error there."""
    brands: dict[str, Brand] = {}
    files = {path.stem: path for path in sorted((root / "leaflets" / "brands").glob("*.yaml"))}
    for name in files:
        source, problems = read_file(root, f"leaflets/brands/{name}.yaml")
        brand, wrong = read_model(source, Brand)
        found += [*problems, *wrong]
        if brand:
            brands[name] = brand
    for index, name in enumerate(settings.brands):
        if name not in files:
            found.append(_unknown(settings_source, ("brands", index), "brand", name, files))
    return brands


def _approvals(root: Path, found: list[Diagnostic]) -> tuple[Approval, ...]:
    name = "leaflets/approvals.yaml"
    if not (root / name).exists():
        return ()
    source, problems = read_file(root, name)
    approvals, wrong = read_model(source, Approvals)
    found += [*problems, *wrong]
    return approvals.approvals if approvals else ()


def _unknown(source: SourceFile, path: tuple[str | int, ...], what: str, name: str, names: Dict[str, object]) -> Diagnostic:
    span = source.span(path)
    close = nearest(name, names)
    fix = f'did you mean "{close}"?' if close else f"there are: {', '.join(names) or 'none'}"
    return error("schema-invalid", f'there is no {what} "{name}"', span, fix, source.excerpt(span))
