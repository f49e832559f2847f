"""What the catalogue page shows, from a listing: words, choices and files as plain mappings, ready for its template.

A template may have a thousand leaflets to show, and asking for words or for attributes takes it longer than printing does. So words are
found here, each once, and the template only prints.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from leafletgen.build.catalogue.gather import Download, Entry, Listing, Text, choices
from leafletgen.build.catalogue.listing import shown_picture
from leafletgen.html.catalogue import CataloguePage
from leafletgen.html.locale import script_direction
from leafletgen.html.markup import plain
from leafletgen.source.library import Library

Shown = dict[str, Any]
"""What the template knows of one thing, by name."""

_direction = cache(script_direction)


class Shower:
    """Puts a listing into the words of one page."""

    def __init__(self, page: CataloguePage, library: Library, many_brands: bool) -> None:
        self.page = page
        self.library = library
        self.many_brands = many_brands
        self.text, self.plural, self.number = page.words.text, page.words.plural, page.words.number
        # Caches of this page's words: a thousand leaflets have few kinds, days and sizes.
        self.name, self.day, self.version = cache(self._name), cache(self._day), cache(self._version)
        self.edition, self.details = cache(self._edition), cache(self._details)

    def values(self, listing: Listing, pictures: Set[PurePosixPath]) -> Mapping[str, object]:
        """What the template is given besides words."""
        return {
            "leaflets": [self._leaflet(entry, pictures) for entry in listing.entries],
            "withdrawn": [{"name": gone.leaflet, "title": plain(gone.title), **self._script(gone.language)} for gone in listing.withdrawn],
            "choices": self._choices(listing),
        }

    def _leaflet(self, entry: Entry, pictures: Set[PurePosixPath]) -> Shown:
        first, facts = entry.first, [text.facts for text in entry.texts]
        title, picture = plain(first.facts.title), shown_picture(entry, pictures)
        codes = [code for known in facts for system in known.codes.values() for code in system]
        audience = plain(first.facts.audience)
        return {
            "id": entry.leaflet,
            "kinds": " ".join(dict.fromkeys(known.kind for known in facts)),
            "topics": " ".join(dict.fromkeys(known.topic for known in facts)),
            "found_by": " ".join(
                dict.fromkeys(
                    (entry.leaflet, *(known.code for known in facts), *codes, *(word for known in facts for word in known.keywords))
                )
            ),
            "picture": quote(picture) if picture else "",
            "picture_alt": self.text("catalogue-first-page", title=title) if picture else "",
            "kind": self.name(f"kind-{first.facts.kind}", first.facts.kind),
            "topic": self.name(f"topic-{first.facts.topic}", first.facts.topic),
            "code": first.facts.code,
            "title": title,
            "href": quote(first.downloads[0].file.path) if first.downloads else "",
            "summary": plain(first.facts.summary),
            "audience": self.text("catalogue-audience", audience=audience) if audience and self._is_ours(first.language) else audience,
            "texts": [self._text(text, entry) for text in entry.texts],
            **self._script(first.language),
        }

    def _text(self, text: Text, entry: Entry) -> Shown:
        facts = text.facts
        headed = len(entry.texts) > 1 or not self._is_ours(text.language) or self.many_brands
        return {
            "language": text.language,
            "language_name": self.page.words.language_name(text.language) if headed else "",
            "brand": text.brand,
            "brand_name": self._brand(text.brand) if self.many_brands else "",
            "title": plain(facts.title) if facts.title != entry.first.facts.title else "",
            "state_names": " ".join(text.states),
            "states": [{"name": state, "words": self.name(f"catalogue-state-{state}", state)} for state in text.states],
            "version": self.version(facts.version),
            "review": self.day(facts.review_by, facts.overdue),
            "editions": " ".join(dict.fromkeys(download.edition for download in text.downloads)),
            "files": [self._file(download, facts.version) for download in text.downloads],
            **self._script(text.language),
        }

    def _file(self, download: Download, version: str) -> Shown:
        older = not download.current or download.facts.version != version
        return {
            "href": quote(download.file.path),
            "media_type": "application/pdf" if download.is_pdf else "text/html",
            "edition": self.edition(download.edition, download.n_up),
            "details": self.details(download.is_pdf, download.pages, download.sheets, max(1, round(download.file.size / 1000))),
            "older": self.text("catalogue-older", version=download.facts.version) if older else "",
            "companion": quote(download.companion.path) if download.companion else "",
        }

    def _script(self, language: str) -> Shown:
        """`lang` and `dir` of words that are not in the page's language; empty for those that are."""
        return {"lang": "", "dir": ""} if self._is_ours(language) or not language else {"lang": language, "dir": _direction(language)}

    def _is_ours(self, language: str) -> bool:
        return language == self.page.language

    def _name(self, key: str, otherwise: str) -> str:
        return self.page.name(key, otherwise) if otherwise else ""

    def _day(self, written: str, past: bool) -> str:
        words = "catalogue-review-was-due" if past else "catalogue-review-by"
        return self.text(words, day=self.page.words.day(date.fromisoformat(written)))

    def _version(self, version: str) -> str:
        return self.text("catalogue-version", version=version)

    def _brand(self, name: str) -> str:
        """Who hands it out; the name of its file where the library no longer has it."""
        return self.library.brands[name].name if name in self.library.brands else name

    def _edition(self, name: str, n_up: int = 1) -> str:
        edition = self.library.editions.get(name)
        words = self.page.name(edition.label, name) if edition else name
        return self.text("catalogue-n-up", edition=words, n=self.number(n_up)) if n_up > 1 else words

    def _details(self, is_pdf: bool, pages: int, sheets: int, kilobytes: int) -> str:
        """What a file is: PDF, 5 pages, 62 kB."""
        size = self.text("catalogue-size", n=self.number(kilobytes))
        if not is_pdf:
            return ", ".join((self.text("catalogue-web"), size))
        paper = self.plural("catalogue-sheets", sheets) if sheets else self.plural("catalogue-pages", pages)
        return ", ".join((self.text("catalogue-pdf"), paper, size))

    def _choices(self, listing: Listing) -> list[Shown]:
        """Those where there is more than one thing to choose."""
        return [
            {"name": name, "options": [{"value": value, "words": words} for value, words in self._options(name, values)]}
            for name, values in choices(listing).items()
            if len(values) > 1
        ]

    def _options(self, name: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
        """In the order of the library's settings where they have one, else by name."""
        settings = self.library.settings
        order = {"language": settings.languages, "edition": settings.editions}.get(name, ())
        named = [(value, self._option(name, value)) for value in values]
        return sorted(named, key=lambda option: (order.index(option[0]) if option[0] in order else len(order), option[1].casefold()))

    def _option(self, name: str, value: str) -> str:
        match name:
            case "language":
                return self.page.words.language_name(value)
            case "edition":
                return self.edition(value)
            case "brand":
                return self._brand(value)
            case "state":
                return self.name(f"catalogue-state-{value}", value)
            case _:
                return self.name(f"{name}-{value}", value)
