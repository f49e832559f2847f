"""Gather: what a manifest holds becomes a list of leaflets, each with its texts, each of these with the files to download.

A text is a leaflet in one language as one brand hands it out: what has a title, a version and a state of its own.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leafletgen.build.catalogue.pictures import PICTURED
from leafletgen.build.facts import Facts
from leafletgen.build.job import Job
from leafletgen.build.manifest import Manifest
from leafletgen.build.order import BUILT, WITHDRAWN
from leafletgen.build.output import File
from leafletgen.build.record import Record


@dataclass(frozen=True, slots=True)
class Order:
    """What comes first: names in the order of the library's settings; others follow by name."""

    languages: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()

    def of_text(self, job: Job) -> tuple[tuple[int, str], ...]:
        """By language, then by brand."""
        return _rank(job.language, self.languages), _rank(job.brand, self.brands)

    def of_download(self, download: Download) -> tuple[tuple[int, str], int, str]:
        """By edition; single pages before several on a sheet."""
        return _rank(download.edition, self.editions), download.n_up, download.file.path


def _rank(name: str, names: tuple[str, ...]) -> tuple[int, str]:
    return (names.index(name), "") if name in names else (len(names), name)


@dataclass(frozen=True, slots=True)
class Download:
    """One output that there is."""

    edition: str
    n_up: int
    file: File
    companion: File | None
    """The tagged pages beside sheets."""
    pages: int
    sheets: int
    facts: Facts
    """As they stood when it was made."""
    current: bool
    """False where the last build of it failed, and this is what an earlier one left."""

    @property
    def is_pdf(self) -> bool:
        """Or else a web page."""
        return self.file.path.endswith(".pdf")

    @property
    def to_read(self) -> File:
        """The file with the pages in reading order."""
        return self.companion or self.file


@dataclass(frozen=True, slots=True)
class Text:
    """A leaflet in one language, as one brand hands it out."""

    language: str
    brand: str
    facts: Facts
    downloads: tuple[Download, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """`approved` or `draft`, and `overdue` besides."""
        return ("approved" if self.facts.approved else "draft", *(["overdue"] if self.facts.overdue else []))


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaflet with its texts; the first is the one that it is listed by."""

    leaflet: str
    texts: tuple[Text, ...]

    @property
    def first(self) -> Text:
        """The text that it is listed by."""
        return self.texts[0]

    @property
    def pictured(self) -> File | None:
        """The PDF whose first page stands for the leaflet: the standard edition, else the first there is."""
        pdfs = [download for download in self.first.downloads if download.is_pdf]
        standard = [download for download in pdfs if download.edition == PICTURED]
        return next((download.to_read for download in (*standard, *pdfs)), None)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A leaflet that was recalled. Its title is empty where nothing is known of it but its name."""

    leaflet: str
    title: str
    language: str
    paths: tuple[str, ...]
    """Where its outputs were."""


@dataclass(frozen=True, slots=True)
class Listing:
    """All that a catalogue lists."""

    entries: tuple[Entry, ...]
    """By title."""
    withdrawn: tuple[Withdrawn, ...]
    """By name."""


def gather(manifest: Manifest, order: Order) -> Listing:
    """The leaflets of ``manifest``. One of which neither a file nor a fact is known is left out: there is nothing to say of it."""
    leaflets: dict[str, dict[str, Record]] = defaultdict(dict)
    for path, record in sorted(manifest.records.items()):
        leaflets[record.job.leaflet][path] = record
    entries = [entry for name, records in leaflets.items() if (entry := _entry(name, records.values(), order))]
    gone = [_withdrawn(name, records) for name, records in sorted(leaflets.items()) if _is_gone(records.values())]
    return Listing(tuple(sorted(entries, key=_by_title)), tuple(gone))


def _by_title(entry: Entry) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFKD", entry.first.facts.title).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum() or letter == " "), entry.leaflet


def _entry(name: str, records: Iterable[Record], order: Order) -> Entry | None:
    texts: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.facts and record.state != WITHDRAWN:
            texts[record.job.language, record.job.brand].append(record)
    groups = sorted(texts.values(), key=lambda group: order.of_text(group[0].job))
    return Entry(name, tuple(_text(group, order) for group in groups)) if groups else None


def _text(records: list[Record], order: Order) -> Text:
    """Its facts are those of what was built last: of an output that did not fail, else of any."""
    downloads = tuple(sorted((d for record in records if (d := _download(record))), key=order.of_download))
    known = [d.facts for d in downloads if d.current] or [d.facts for d in downloads] or [r.facts for r in records if r.facts]
    job = records[0].job
    return Text(job.language, job.brand, max(known, key=lambda facts: (facts.published, facts.version)), downloads)


def _download(record: Record) -> Download | None:
    if not (record.file and record.facts):
        return None
    job = record.job
    whole = (record.file, record.companion, record.pages, record.sheets, record.facts)
    return Download(job.edition, job.n_up, *whole, current=record.state == BUILT)


def _is_gone(records: Iterable[Record]) -> bool:
    return all(record.state == WITHDRAWN for record in records)


def _withdrawn(name: str, records: Mapping[str, Record]) -> Withdrawn:
    told = next((record for record in records.values() if record.facts), None)
    title, language = (told.facts.title, told.job.language) if told and told.facts else ("", "")
    return Withdrawn(name, title, language, tuple(records))


def choices(listing: Listing) -> Mapping[str, tuple[str, ...]]:
    """What there is to choose from, by `kind`, `topic`, `language`, `edition`, `brand` and `state`; each in the order of the listing."""
    texts = [text for entry in listing.entries for text in entry.texts]
    found: dict[str, Iterable[str]] = {
        "kind": (text.facts.kind for text in texts),
        "topic": (text.facts.topic for text in texts),
        "language": (text.language for text in texts),
        "edition": (download.edition for text in texts for download in text.downloads),
        "brand": (text.brand for text in texts),
        "state": (state for text in texts for state in text.states),
    }
    return {name: tuple(dict.fromkeys(filter(None, values))) for name, values in found.items()}
