"""Notes that the engine moves overleaf, kept for pages that it sets a second time (WeasyPrint 70).

Once all page numbers are known, the engine sets those pages again that print some, such as a list of contents, and leaves the others. It
remembers where each page goes on in the text, but not which page footnotes had to wait for it, so that these were printed nowhere.
tests/pdf/test_lost_notes.py has such a page.
"""

from __future__ import annotations

from typing import Any


def keep_late_notes(engine: Any) -> None:
    """Let the engine remember them. To be called once in a process."""
    pages = engine.layout.page
    remake_page = pages.remake_page

    def remember(index: int, context: Any, root_box: Any, html: Any) -> Any:
        # Waiting notes by the index of the page that they wait for.
        waiting = vars(context).setdefault("waiting_notes", {})
        context.reported_footnotes = list(waiting.get(index, ()))
        made = remake_page(index, context, root_box, html)
        _, resume_at = made
        now = list(context.reported_footnotes)
        if now != waiting.get(index + 1, []) and (now or resume_at is not None):
            # The next page is another one then, even where it goes on at the same place in the text.
            context.page_maker[index + 1][-1]["content_changed"] = True
        waiting[index + 1] = now
        if resume_at is None and now:
            # Left as it is, the last page of text would be taken for the last page of all when the others are set again.
            context.page_maker[index][-1]["pages_wanted"] = True
        return made

    pages.remake_page = remember


def waiting_notes(context: Any, index: int) -> list[Any]:
    """The notes that wait for a page, by its index."""
    return list(vars(context).get("waiting_notes", {}).get(index, ()))
