"""Which colour spaces the pages of a PDF use, and what for (ISO 32000-2, 8.6)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from leafletgen.pdf.inspect.facts import Colour
from leafletgen.pdf.inspect.objects import get, plain, resolved, whole

MAX_COLOURS = 500
"""Most different uses that are told."""

_SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
"""As inline images may write them."""

BY_OPERATOR = {
    b"g": "DeviceGray", b"G": "DeviceGray", b"rg": "DeviceRGB", b"RG": "DeviceRGB", b"k": "DeviceCMYK", b"K": "DeviceCMYK",
}  # fmt: skip


class ColourBook:
    """Notes each use of a colour space with its page."""

    def __init__(self) -> None:
        self.pages: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)

    def note(self, space: Any, resources: Any, used_by: str, page: int) -> str:
        """``space``, a name or a definition, is used on ``page``. Gives its family."""
        family, detail = described(space, resources)
        if family and family != "Pattern" and ((family, detail, used_by) in self.pages or len(self.pages) < MAX_COLOURS):
            self.pages[family, detail, used_by].add(page)
        return family

    def facts(self) -> tuple[Colour, ...]:
        """All that were noted, by name."""
        return tuple(Colour(*use, tuple(sorted(pages))) for use, pages in sorted(self.pages.items()))


def described(space: Any, resources: Any, depth: int = 0) -> tuple[str, str]:
    """Family and detail of a colour space. Of an indexed or uncoloured one, those of the space below it."""
    space = resolved(space)
    if isinstance(space, str):
        name = space.removeprefix("/")
        named = get(get(resources, "/ColorSpace"), space)
        return described(named, None, depth + 1) if named is not None and depth < 4 else (_SHORT.get(name, name), "")
    if not isinstance(space, list) or not space:
        return "", ""
    family = _SHORT.get(plain(space[0]).removeprefix("/"), plain(space[0]).removeprefix("/"))
    below = resolved(space[1]) if len(space) > 1 else None
    if family in ("Indexed", "Pattern") and below is not None and depth < 4:
        return described(below, resources, depth + 1)
    if family == "Separation":
        return family, plain(below).removeprefix("/")
    if family == "DeviceN" and isinstance(below, list):
        return family, ", ".join(plain(ink).removeprefix("/") for ink in below[:32])
    if family == "ICCBased":
        return family, {1: "grey", 3: "RGB", 4: "CMYK"}.get(whole(below, "/N"), "")
    return family, ""
