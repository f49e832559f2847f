"""What the content digest covers: of a reference what is printed of it, of a text what the page shows."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.html.locale import Messages
from leafletgen.html.markup import blocks
from leafletgen.html.vancouver import full
from leafletgen.model.base import Markdown
from leafletgen.model.digest import content, content_digest
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.reference import Reference

ALL = {
    "id": "a", "type": "report", "title": "T", "author": [{"family": "Green", "given": "Ralph"}], "container-title": "C", "publisher": "P",
    "publisher-place": "Town", "number": "7", "issued": "2024", "URL": "https://a.example", "accessed": "2024-01-02",
}  # fmt: skip
OTHERS = {
    "type": "book", "title": "U", "author": [{"family": "Brown"}], "container-title": "D", "publisher": "Q", "publisher-place": "City",
    "number": "8", "issued": "2025", "volume": "1", "issue": "2", "page": "3", "DOI": "10.1000/x", "URL": "https://b.example",
    "accessed": "2025-01-02", "edition": "2", "PMID": "1", "PMCID": "PMC1", "abstract": "x", "note": "x", "ISBN": "x", "ISSN": "x",
    "language": "fr", "keyword": "x", "source": "x", "citation-key": "x", "title-short": "x", "container-title-short": "x",
    "editor": [{"family": "White"}], "status": "retracted",
}  # fmt: skip


class TestReferences:
    FIELDS: ClassVar = [info.alias or name for name, info in Reference.model_fields.items() if name != "id"]
    LEAFLET = Leaflet.model_validate(
        {"kind": "handout", "title": "T", "version": "1", "owner": "O", "published": "2026-11-22", "review_by": "2028-11-22",
         "sections": [{"heading": "H", "content": [{"text": "A"}]}]}
    )  # fmt: skip

    @pytest.mark.parametrize(
        "base", [ALL, {**ALL, "DOI": "10.1000/y"}, {**ALL, "volume": "1", "issue": "9", "page": "8"}], ids=["web", "doi", "journal"]
    )
    @pytest.mark.parametrize("field", FIELDS)
    def test_what_is_printed_counts_and_what_is_not_does_not(self, field: str, base: dict[str, object], builtin: Path) -> None:
        words = Messages("en", "en-GB", (builtin / "templates" / "messages",))
        one, other = Reference.model_validate(base), Reference.model_validate({**base, field: OTHERS[field]})
        digests = {content_digest(self.LEAFLET, {"a": reference}, {}) for reference in (one, other)}
        if full(one, words) != full(other, words):
            assert len(digests) == 2, f"{field} is printed and must count"
        elif base is ALL and field not in ("volume", "issue", "page"):
            assert len(digests) == 1, f"{field} is not printed and must not count"


def fold(html: str) -> str:
    return " ".join(html.split())


@given(
    st.lists(st.sampled_from(["a", "b ", "\n", "\n\n", "  ", "- ", "1. ", "*", "**", "\\", "[@a]", "# ", "> ", "-", ")"]), max_size=14).map(
        "".join
    )
)
def test_texts_that_sign_the_same_are_set_the_same(text: str) -> None:
    """The digest overlooks a line break only where the page shows a space."""
    leaflet = Leaflet.model_construct(title=Markdown("T"), sections=(), summary=Markdown(text.strip()))
    signed = content(leaflet, {}, {})["leaflet"].get("summary", "")
    assert fold(blocks(signed, lambda parts: "1")) == fold(blocks(text.strip(), lambda parts: "1"))
