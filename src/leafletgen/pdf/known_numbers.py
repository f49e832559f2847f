"""Page numbers in a list of contents: filled in without setting its page again where they fit, and right in the end (WeasyPrint 70).

The engine sets all pages with 0 for each such number, then sets the pages that print some again, and looks the numbers up only when such
a page is done, so that it has to be set a third time. They have been known since the first time. Where they are as wide as the 0, which
figures of one width are, they are written in its place and nothing is set again (see `written_over`); else they are looked up first.

Where a number of two digits takes a line more than the 0, the text behind it moves on to other pages, which the engine does not look at
again: it printed numbers of pages where things had stood before. Pages are set again now until the numbers are those of the pages.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from leafletgen.pdf.late_notes import waiting_notes
from leafletgen.pdf.written_over import write_over


def fill_in_known_numbers(engine: Any) -> None:
    """Let the engine look up page numbers first, and again where they have changed. To be called once in a process."""
    pages = engine.layout.page
    remake_page = pages.remake_page

    def filled_in(index: int, context: Any, root_box: Any, html: Any) -> Any:
        memory: _Memory = vars(context).setdefault("known_numbers", _Memory())
        targets = context.target_collector
        here = {key: lookup for key, lookup in targets.counter_lookup_items.items() if lookup.page_maker_index == index}
        before = memory.made.get(index)
        if before:
            *_, page_state, _ = context.page_maker[index + 1]
            counters = page_state[1]  # those of this page, with the number of all pages
            for lookup in here.values():
                lookup.cached_page_counter_values = copy.deepcopy(counters)
                lookup.parse_again(counters)
        memory.numbers[index] = _numbers(targets)
        broken = bool(context.broken_out_of_flow)
        if here and before and before.begins_as(index, context) and write_over(before.page, here, engine):
            # What the engine noted when the page was set, and has wiped out to have it noted again.
            context.page_maker[index][-1].update(before.noted)
            made = before.page, context.page_maker[index + 1][0]
        else:
            made = remake_page(index, context, root_box, html)
            memory.remember(index, context, made, broken)
        now = _numbers(targets)
        for page in {lookup.page_maker_index for lookup in targets.counter_lookup_items.values()} & memory.numbers.keys():
            if page < len(context.page_maker) and memory.numbers[page] != now:
                context.page_maker[page][-1]["content_changed"] = True
        return made

    pages.remake_page = filled_in


@dataclass(frozen=True, slots=True)
class _MadePage:
    """A page as it was set last, and what it was begun with."""

    page: Any
    start: Any
    notes: list[Any]
    broken: bool
    """Whether a float or the like came over from the page before, or goes on overleaf."""
    noted: dict[str, list[Any]]

    def begins_as(self, index: int, context: Any) -> bool:
        """Whether all but its numbers would be the same now, and text comes after it."""
        start = context.page_maker[index]
        goes_on = context.page_maker[index + 1][0] is not None
        broken = self.broken or bool(context.broken_out_of_flow)
        if broken or _has_note_area(context):
            return False
        return goes_on and start is self.start and waiting_notes(context, index) == self.notes


@dataclass(slots=True)
class _Memory:
    """What is known of the pages of a document while it is set, by the index of the page."""

    numbers: dict[int, dict[str, object]] = field(default_factory=dict)
    """The numbers that it was set with."""
    made: dict[int, _MadePage] = field(default_factory=dict)

    def remember(self, index: int, context: Any, made: Any, broken: bool) -> None:
        """Keep a page that has just been set; ``broken`` says whether something out of the flow came over from the page before."""
        start = context.page_maker[index]
        noted = {name: list(start[-1][name]) for name in ("anchors", "content_lookups")}
        broken = broken or bool(context.broken_out_of_flow)
        self.made[index] = _MadePage(made[0], start, waiting_notes(context, index), broken, noted)


def _has_note_area(context: Any) -> bool:
    """Whether notes are gathered in an area of the page, which the engine fills when it sets the page again."""
    elements = (element for by_page in context.running_elements.values() for found in by_page.values() for element in found)
    return any(element.is_note() for element in elements)


def _numbers(targets: Any) -> dict[str, object]:
    """The counters of the page that each target stands on, but for the number of all pages, which is known last."""
    found = ((name, target.cached_page_counter_values) for name, target in targets.target_lookup_items.items())
    return {name: {counter: value for counter, value in counters.items() if counter != "pages"} for name, counters in found}
