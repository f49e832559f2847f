"""The painted marks of a page: decoration becomes `/Artifact` instead of tagged content, and missing spaces are painted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leafletgen.pdf.tagging.nodes import Mark

BLANK = "blank"
"""A mark around nothing: its operators go."""

_FONT = re.compile(rb"(/\S+) (\S+) Tf$")
_SHOW = b"] TJ"
_ENDINGS = frozenset((b"BDC", b"BMC", b"EMC", b" TJ", b" Tf"))
"""The last three bytes of the operators that matter here."""


@dataclass(frozen=True, slots=True)
class Space:
    """The space of one font."""

    font: bytes
    """Its name in the page."""
    code: bytes
    width: int
    """In thousandths of the type size."""


def spaces_of(fonts: Mapping[Any, Any]) -> dict[bytes, Space]:
    """The space of every font that has painted one, by the font's name in the page."""
    found = {}
    for font in fonts.values():
        code = next((code for code, text in font.to_unicode.items() if text == " "), None)
        if code is not None and not font.bitmap:
            name = b"/" + font.hash.encode()
            found[name] = Space(name, f"<{code:04x}>".encode(), font.widths[code])
    return found


def rewrite(stream: list[Any], decoration: Mapping[int, str], parted: Mapping[int, Mark], spaces: Mapping[bytes, Space]) -> None:
    """Change the operators of a page in place.

    ``decoration`` gives the kind of decoration by mark, ``parted`` the marks that want a space.
    """
    if decoration or parted:
        rewriter = _Rewriter(decoration, parted if spaces else {}, spaces)
        for token in stream:
            rewriter.take(token)
        stream[:] = rewriter.tokens


class _Rewriter:
    """Goes through the operators of one page."""

    def __init__(self, decoration: Mapping[int, str], parted: Mapping[int, Mark], spaces: Mapping[bytes, Space]) -> None:
        self.decoration, self.parted, self.spaces = decoration, parted, spaces
        self.tokens: list[Any] = []
        self.open: list[int | None] = []
        self.font, self.size = b"", b""
        self.last_show: int | None = None
        """Where the text of the open mark that was shown last stands among the tokens."""

    def take(self, token: Any) -> None:
        """Keep, change or leave out one token."""
        if not isinstance(token, bytes) or token[-3:] not in _ENDINGS:  # most of tens of thousands
            self.tokens.append(token)
        elif token in (b"BDC", b"BMC"):
            self.begin(token)
        elif token == b"EMC" and self.open:
            self.end()
        elif token.endswith(_SHOW):
            self.show(token)
        else:
            if found := _FONT.match(token):
                self.font, self.size = found.groups()
            self.tokens.append(token)

    def begin(self, token: bytes) -> None:
        """A mark begins; its name and properties have been taken already."""
        properties = self.tokens[-1] if token == b"BDC" else None
        mark = properties.get("MCID") if isinstance(properties, dict) else None
        kind = self.decoration.get(mark) if mark is not None else None
        self.open.append(mark)
        self.last_show = None
        if kind == BLANK:
            del self.tokens[-2:]
            return
        if kind is not None:
            self.tokens[-2:] = ["/Artifact", _properties(kind)]
        self.tokens.append(token)

    def end(self) -> None:
        """A mark ends."""
        mark = self.open.pop()
        wanting = self.parted.get(mark) if mark is not None else None
        if wanting and wanting.space_after:
            self.add_space(wanting)
        if mark is None or self.decoration.get(mark) != BLANK:
            self.tokens.append(b"EMC")

    def show(self, token: bytes) -> None:
        """Text is shown: the first of a mark may want a space before it."""
        mark = self.parted.get(self.open[-1]) if self.open and self.open[-1] is not None else None
        if mark and mark.space_before and self.last_show is None:
            space = self.spaces.get(self.font) or self.any_space
            # The text stays where it is: what the space moves on is taken back.
            back = b"[" + space.code + str(space.width).encode()
            if space.font == self.font:
                token = back + b" " + token[1:]
            else:
                self.tokens += [space.font + b" " + self.size + b" Tf", back + _SHOW, self.font + b" " + self.size + b" Tf"]
        self.last_show = len(self.tokens)
        self.tokens.append(token)

    def add_space(self, mark: Mark) -> None:
        """Put a space behind the text of a mark: of its own font, or of another where its own has painted none."""
        if self.last_show is None:
            space = self.any_space
            x, y, size = mark.box.position_x, mark.box.position_y + mark.box.baseline, mark.box.style["font_size"]
            place = f"1 0 0 -1 {x:.6f} {y:.6f} Tm".encode()
            self.tokens += [b"BT", place, space.font + f" {size:g} Tf".encode(), b"[" + space.code + _SHOW, b"ET"]
        elif self.font in self.spaces:
            shown = self.tokens[self.last_show]
            self.tokens[self.last_show] = shown[: -len(_SHOW)] + self.spaces[self.font].code + _SHOW
        else:
            space = self.any_space
            after = self.last_show + 1
            self.tokens[after:after] = [space.font + b" " + self.size + b" Tf", b"[" + space.code + _SHOW]

    @property
    def any_space(self) -> Space:
        """The space of one of the fonts: the same one each time."""
        return self.spaces[min(self.spaces)]


def _properties(kind: str) -> bytes:
    """What kind of decoration it is (ISO 32000-1, table 330)."""
    return b"<</Type /Pagination" + (f" /Subtype /{kind}".encode() if kind else b"") + b">>"
