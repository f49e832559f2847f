"""Page numbers in a list of contents: filled in before its page is set with them, and right in the end (WeasyPrint 70).

The engine sets all pages with 0 for each such number, then sets the pages that print some again, and looks the numbers up only when such
a page is done, so that it has to be set a third time. They have been known since the first time: they are looked up before the second.

Where a number of two digits takes a line more than the 0, the text behind it moves on to other pages, which the engine does not look at
again: it printed numbers of pages where things had stood before. Pages are set again now until the numbers are those of the pages.
"""

from __future__ import annotations

import copy
from typing import Any


def fill_in_known_numbers(engine: Any) -> None:
    """Let the engine look up page numbers first, and again where they have changed. To be called once in a process."""
    pages = engine.layout.page
    remake_page = pages.remake_page

    def filled_in(index: int, context: Any, root_box: Any, html: Any) -> Any:
        # What was known when a page was set, by the index of the page.
        known = vars(context).setdefault("known_numbers", {})
        targets = context.target_collector
        lookups = targets.counter_lookup_items.values()
        if index + 1 < len(context.page_maker):  # the page was set before: these are its counters, with the number of all pages
            *_, page_state, _ = context.page_maker[index + 1]
            counters = page_state[1]
            for lookup in lookups:
                if lookup.page_maker_index == index:
                    lookup.cached_page_counter_values = copy.deepcopy(counters)
                    lookup.parse_again(counters)
        known[index] = _numbers(targets)
        made = remake_page(index, context, root_box, html)
        now = _numbers(targets)
        for page in {lookup.page_maker_index for lookup in lookups} & known.keys():
            if page < len(context.page_maker) and known[page] != now:
                context.page_maker[page][-1]["content_changed"] = True
        return made

    pages.remake_page = filled_in


def _numbers(targets: Any) -> dict[str, object]:
    """The counters of the page that each target stands on, but for the number of all pages, which is known last."""
    found = ((name, target.cached_page_counter_values) for name, target in targets.target_lookup_items.items())
    return {name: {counter: value for counter, value in counters.items() if counter != "pages"} for name, counters in found}
