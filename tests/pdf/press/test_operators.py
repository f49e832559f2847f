"""Operators of a content stream: each colour mixed, spaces dropped, black letters overprinting, and nothing unknown passed on."""

from __future__ import annotations

import pytest

from leafletgen.pdf.press.operators import Repainter, as_lightness


def simple(kind: bytes, colour: tuple[float, ...]) -> tuple[float, ...]:
    """Inks that show where they come from."""
    if kind == b"k":
        return colour
    return (0, 0, 0, 1 - colour[0]) if kind == b"g" or len(set(colour)) == 1 else (*colour[:3], 0.5)


def repainted(lines: str, mask: bool = False) -> tuple[list[str], list[str]]:
    problems: list[str] = []
    repainter = Repainter(as_lightness if mask else simple, problems.append, overprint=not mask)
    done = repainter.repaint(list(filter(None, lines.split("; "))))
    return [item.decode() for item in done], problems


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("0 0 0 rg", "0 0 0 1 k"),
        ("0.1 0.2 0.3 RG", "0.1 0.2 0.3 0.5 K"),
        ("0.25 g", "0 0 0 0.75 k"),
        ("0.1 0.2 0.3 0.4 k", "0.1 0.2 0.3 0.4 k"),
        ("/DeviceRGB cs; 0 0 0 sc", "0 0 0 1 k"),
        ("/DeviceCMYK CS; 0.1 0.2 0.3 0.4 SCN", "0.1 0.2 0.3 0.4 K"),
        ("/lab-d50 cs; 50 10 20 scn", "50 10 20 0.5 k"),
        ("/Pattern cs; /p0 scn", "/Pattern cs; /p0 scn"),
        ("q; /DeviceCMYK cs; Q; q; 0 0 1 0 k; f; Q", "q; Q; q; 0 0 1 0 k; f; Q"),
        ("[<0041> (rg)] TJ", "[<0041> (rg)] TJ"),
        ("0 0 10 10 re; W n; f*; /x0 Do; 0.3 w; [1 2] 0 d", "0 0 10 10 re; W n; f*; /x0 Do; 0.3 w; [1 2] 0 d"),
    ],
)
def test_colours(before: str, after: str) -> None:
    assert repainted(before) == (after.split("; "), [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("0 g; BT; (a) Tj; (b) Tj; ET; f", "0 0 0 1 k; BT; /Overprint gs; (a) Tj; (b) Tj; ET; /KnockOut gs; f"),
        ("0 g; f; 1 0 0 rg; BT; (a) Tj; ET", "0 0 0 1 k; f; 1 0 0 0.5 k; BT; (a) Tj; ET"),
        ("0 g; (a) Tj; 0.5 g; (b) Tj", "0 0 0 1 k; /Overprint gs; (a) Tj; 0 0 0 0.5 k; /KnockOut gs; (b) Tj"),
        ("q; 0 g; (a) Tj; Q; f", "q; 0 0 0 1 k; /Overprint gs; (a) Tj; Q; f"),
        ("0 g; (a) Tj; q; f; Q; (b) Tj", "0 0 0 1 k; /Overprint gs; (a) Tj; q; /KnockOut gs; f; Q; (b) Tj"),
    ],
)
def test_black_letters_overprint_and_nothing_else_does(before: str, after: str) -> None:
    assert repainted(before) == (after.split("; "), [])


def test_masks_are_of_lightness() -> None:
    assert repainted("1 1 1 rg; 0 0 0 rg; /lab-d50 cs; 50 0 0 scn; 0 g; (a) Tj", mask=True) == (
        ["1 g", "0 g", "0.5 g", "0 g", "(a) Tj"],
        [],
    )


@pytest.mark.parametrize(
    ("before", "problem"),
    [
        ("/--own cs; 0.1 0.2 0.3 scn", "a colour in a space of its own (--own)"),
        ("0.1 scn", "a colour in a space of its own ()"),
        ("0 0 rg", "a colour in a space of its own (rg)"),
        ("BI /CS /RGB ID xx EI", "something that is not known to this tool (BI /CS /RGB ID xx EI)"),
        ("1 0 0 quux", "something that is not known to this tool (1 0 0 quux)"),
    ],
)
def test_what_is_not_known_is_told_and_left_out(before: str, problem: str) -> None:
    assert repainted(before) == ([], [problem])
