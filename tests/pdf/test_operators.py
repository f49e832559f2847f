"""Bytes of content streams to operators, as they are written and as they should not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.pdf.inspect.limits import Budget, TooMuch
from leafletgen.pdf.inspect.operators import INLINE_IMAGE, operators


def read(data: bytes) -> list[tuple[bytes, list[object]]]:
    return list(operators(data, Budget().take_tokens))


@pytest.mark.parametrize(
    ("data", "operands"),
    [
        (b"1 -2.5 .5 5. +3 0", [1, -2.5, 0.5, 5, 3, 0]),
        (b"/Name /A#20B /#C3#A9", ["/Name", "/A B", "/Ã©"]),
        (b"<48 65 6C6c6F7>", [b"Hellop"]),
        (rb"(a(b)\)\101\7z\n\q)", [b"a(b))A\x07z\nq"]),
        (b"(one\\\nline)(two\r\nlines)(x\ry)", [b"oneline", b"two\nlines", b"x\ny"]),
        (b"[<0041>-20(b)[1]]", [[b"\x00A", -20.0, b"b", [1.0]]]),
        (
            b"/P <</MCID 3 /L [1 2] /T true /N null /D <</A (x)>>>>",
            ["/P", {"/MCID": 3, "/L": [1, 2], "/T": True, "/N": None, "/D": {"/A": b"x"}}],
        ),
        (b"% a remark (\n1 %2\r3", [1, 3]),
        (b"1 ] >> } 2", [1, 2]),
        (b"<</A 1 2 3>>", [{"/A": 1}]),
    ],
)
def test_operands(data: bytes, operands: list[object]) -> None:
    assert read(data + b" op") == [(b"op", operands)]


def test_operators_one_after_another() -> None:
    assert [operator for operator, _ in read(b"q 1 0 0 1 0 0 cm/F 1 Tf(x)'(y)Tj T* f* Q")] == [
        b"q",
        b"cm",
        b"Tf",
        b"'",
        b"Tj",
        b"T*",
        b"f*",
        b"Q",
    ]


def test_an_image_in_the_stream() -> None:
    data = b"q BI /W 2 /H 1 /CS /RGB /BPC 8 ID \x00EIx\x01( EI Q"
    assert read(data) == [(b"q", []), (INLINE_IMAGE, [{"/W": 2, "/H": 1, "/CS": "/RGB", "/BPC": 8}]), (b"Q", [])]
    assert read(b"BI /W 2 ID no end") == [(INLINE_IMAGE, [{"/W": 2}])]


def test_nesting_without_end() -> None:
    assert read(b"[" * 200_000 + b"1" + b"]" * 200_000 + b" op")[0][0] == b"op"
    assert read(b"<<" * 100_000 + b" op") == [(b"op", [])]
    assert read(b"(" * 300_000 + b" op") == []


def test_a_budget_ends_it() -> None:
    with pytest.raises(TooMuch, match="steps to paint"):
        list(operators(b"1 " * 30_000 + b"op " * 1000, Budget(tokens=20_000).take_tokens))
    asked = iter([False, True])
    with pytest.raises(TooMuch, match="too long"):
        list(operators(b"1 op " * 30_000, Budget(enough=lambda: next(asked)).take_tokens))


@given(st.binary(max_size=300) | st.text("()<>[]/%\\ \n01.-#aqEIBD", max_size=300).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    read(data)
