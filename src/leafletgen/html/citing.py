"""Citation numbers: in order of first use, the same source the same number, a page footnote at its first mark."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from markupsafe import Markup

from leafletgen.html import vancouver
from leafletgen.html.locale import Messages
from leafletgen.model.citation import Citation
from leafletgen.model.reference import Reference


class Citations:
    """Numbers the sources of one document while it is written. Call it with the sources of a mark for the mark's HTML."""

    def __init__(
        self, references: Mapping[str, Reference], words: Messages, note_width: int | None, numbers: dict[str, int] | None = None
    ) -> None:
        """``note_width`` is the most characters in a page footnote; None prints no page footnotes.

        ``numbers`` are those given already in the same document, by id: more are added to it as sources are cited.
        """
        self.references = references
        self.words = words
        self.note_width = note_width
        self.numbers = {} if numbers is None else numbers

    def __call__(self, parts: tuple[Citation, ...]) -> Markup:
        """The raised mark for ``parts``, lowest number first, each a link to the list; with footnotes for sources that are new."""
        marks: list[tuple[int, Markup]] = []
        notes = []
        for part in dict.fromkeys(parts):
            new = part.id not in self.numbers
            number = self.numbers.setdefault(part.id, len(self.numbers) + 1)
            text = self.words.text("cite-locator", number=number, place=part.locator) if part.locator else str(number)
            label = self.words.text("cite-label", number=number)
            # On the web the list leads back to the first mark.
            id = Markup(' id="cite-{}"').format(number) if new and not self.note_width else ""
            marks.append((number, Markup('<a{} href="#ref-{}" aria-label="{}">{}</a>').format(id, number, label, text)))
            if new and self.note_width:
                line = vancouver.short(self.references[part.id], self.words, self.note_width)
                notes.append(Markup('<span class="note" data-note="{}">{}. {}</span>').format(number, number, line))
        upwards = (mark for _, mark in sorted(marks, key=itemgetter(0)))
        return Markup('<sup class="cite">{}</sup>{}').format(Markup(", ").join(upwards), Markup("").join(notes))

    def one(self, id: str) -> Markup:
        """The mark for a single source."""
        return self((Citation(id),))

    def listed(self) -> list[tuple[int, Markup]]:
        """Number and full reference of every source cited so far, in order."""
        return [(number, vancouver.full(self.references[id], self.words)) for id, number in self.numbers.items()]
