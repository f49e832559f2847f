"""Page numbers in a list of contents, filled in before its page is set with them (WeasyPrint 70).

The engine sets all pages without such numbers, then sets the pages that print some again, and only when such a page is done looks up what
it has to print, for which it is set a third time. What it looks up has been known since the first time: it is asked before the second.
"""

from __future__ import annotations

import copy
from typing import Any


def fill_in_known_numbers(engine: Any) -> None:
    """Let the engine look up page numbers first. To be called once in a process."""
    pages = engine.layout.page
    remake_page = pages.remake_page

    def filled_in(index: int, context: Any, root_box: Any, html: Any) -> Any:
        if index + 1 < len(context.page_maker):  # the page was set before: these are its counters, with the number of all pages
            *_, page_state, _ = context.page_maker[index + 1]
            counters = page_state[1]
            for lookup in context.target_collector.counter_lookup_items.values():
                if lookup.page_maker_index == index and lookup.cached_page_counter_values != counters:
                    lookup.cached_page_counter_values = copy.deepcopy(counters)
                    lookup.parse_again(counters)
        return remake_page(index, context, root_box, html)

    pages.remake_page = filled_in
