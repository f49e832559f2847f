"""Which page stands where on folded sheets, tried by folding them: no PDF is made here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.model.edition import PANELS
from leafletgen.pdf.impose.order import Side, booklet, folded, folded_edges, in_booklet, n_up, trifold

BLANK = None


@pytest.mark.parametrize(
    ("pages", "sides"),
    [
        (1, [(BLANK, 1), (BLANK, BLANK)]),
        (2, [(2, 1), (BLANK, BLANK)]),
        (3, [(3, 1), (2, BLANK)]),
        (4, [(4, 1), (2, 3)]),
        (5, [(5, 1), (2, BLANK), (BLANK, 3), (4, BLANK)]),
        (8, [(8, 1), (2, 7), (6, 3), (4, 5)]),
        (13, [(13, 1), (2, BLANK), (BLANK, 3), (4, BLANK), (12, 5), (6, 11), (10, 7), (8, 9)]),
    ],
)
def test_the_sides_of_a_booklet(pages: int, sides: list[Side]) -> None:
    assert list(booklet(pages)) == sides


def leafed_through(sides: tuple[Side, ...]) -> list[int | None]:
    """The pages of sheets laid into each other, sheet 1 outermost, and folded in the middle, from the front to the back."""
    sheets = [(sides[place], sides[place + 1]) for place in range(0, len(sides), 2)]
    first_half = [page for front, back in sheets for page in (front[1], back[0])]
    second_half = [page for front, back in reversed(sheets) for page in (back[1], front[0])]
    return first_half + second_half


@given(st.integers(1, 200))
def test_a_folded_booklet_reads_in_order(pages: int) -> None:
    leaves = leafed_through(booklet(pages))
    assert len(leaves) % 4 == 0
    assert len(leaves) - pages < 4
    assert [page for page in leaves if page] == list(range(1, pages + 1))
    assert leaves == list(in_booklet(pages))
    assert leaves[0] == 1
    assert pages == 1 or leaves[-1] == pages


@pytest.mark.parametrize(
    ("pages", "outside", "inside"),
    [
        (1, (BLANK, BLANK, 1), (BLANK, BLANK, BLANK)),
        (2, (BLANK, BLANK, 1), (2, BLANK, BLANK)),
        (3, (BLANK, 3, 1), (2, BLANK, BLANK)),
        (4, (BLANK, 4, 1), (2, 3, BLANK)),
        (5, (BLANK, 5, 1), (2, 3, 4)),
        (6, (5, 6, 1), (2, 3, 4)),
    ],
)
def test_the_sides_of_a_trifold(pages: int, outside: Side, inside: Side) -> None:
    assert trifold(pages) == (outside, inside)


def test_a_trifold_as_it_is_unfolded() -> None:
    """Flipped on the short edge, what is left outside is right inside: each panel's own back."""
    outside, inside = trifold(PANELS)
    flap, back, front = zip(outside, inside[::-1], strict=True)
    assert front == (1, 2)  # the cover opens on the first panel inside
    assert back == (6, 3)
    assert flap == (5, 4)  # what folds in carries the fifth panel outside, the last of the text inside


def test_more_pages_than_panels() -> None:
    with pytest.raises(ValueError, match="7 pages on 6 panels"):
        trifold(7)


def test_copies_beside_each_other() -> None:
    assert n_up(3, 2) == ((1, 1), (2, 2), (3, 3))


def test_arabic_opens_from_the_other_side() -> None:
    assert folded("booklet", 4, "rtl") == ((1, 4), (3, 2))
    assert folded("trifold", 6, "rtl") == ((1, 6, 5), (4, 3, 2))


def test_where_a_page_is_folded() -> None:
    assert folded_edges("booklet", 5, "ltr") == {1: ("left",), 2: ("right",), 3: ("left",), 4: ("right",), 5: ("right",)}
    assert folded_edges("booklet", 2, "rtl") == {1: ("right",), 2: ("left",)}
    both = ("left", "right")
    assert folded_edges("trifold", 6, "ltr") == {1: ("left",), 2: ("right",), 3: both, 4: ("left",), 5: ("right",), 6: both}
    assert folded_edges("trifold", 9, "ltr") == folded_edges("trifold", 6, "ltr")
