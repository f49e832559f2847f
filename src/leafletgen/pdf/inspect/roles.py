"""What the roles of a structure tree stand for (ISO 32000-2, 14.8.4 and 14.8.6)."""

from __future__ import annotations

import re
from typing import Any

from leafletgen.pdf.inspect.objects import dictionary, get, name, resolved, text
from leafletgen.pdf.inspect.tag import INLINE

PDF_1 = "http://iso.org/pdf/ssn"
PDF_2 = "http://iso.org/pdf2/ssn"
MATHML = "http://www.w3.org/1998/Math/MathML"

STANDARD = INLINE | {
    "Art", "Artifact", "Aside", "BibEntry", "BlockQuote", "Caption", "Div", "Document", "DocumentFragment", "FENote", "Figure",
    "Formula", "H", "Index", "L", "LBody", "LI", "Lbl", "Note", "P", "Part", "Sect", "TBody", "TD", "TFoot", "TH", "THead", "TOC",
    "TOCI", "TR", "Table", "Title",
}  # fmt: skip

_HEADING = re.compile(r"H[1-9]\d*")

_MOST_STEPS = 8
"""Longest way from a role to a standard one."""


def is_standard(role: str) -> bool:
    """Whether readers know it."""
    return role in STANDARD or _HEADING.fullmatch(role) is not None


class Roles:
    """The role maps of one tree."""

    def __init__(self, root: Any) -> None:
        self.map = {str(key): resolved(value) for key, value in dictionary(root, "/RoleMap").items()}
        self.strange: dict[str, None] = {}
        """Roles without a meaning, in order of first use."""

    def standard(self, element: Any) -> tuple[str, str]:
        """The standard role of ``element``, or its own where nothing leads to one, and the namespace in which it is written."""
        role, space = name(element, "/S"), get(element, "/NS")
        uri = text(space, "/NS")
        found = self._led_to(role, space)
        if uri == MATHML:
            found = "Formula" if role == "math" else "Span"
        elif not is_standard(found):
            self.strange.setdefault(found or "(none)")
        return found, "" if uri == PDF_1 else uri

    def _led_to(self, role: str, space: Any) -> str:
        for _ in range(_MOST_STEPS):
            if text(space, "/NS") in (PDF_1, PDF_2) and is_standard(role):
                break
            mapped: Any = get(dictionary(space, "/RoleMapNS"), f"/{role}") if space is not None else self.map.get(f"/{role}")
            if isinstance(mapped, list) and mapped:
                space, mapped = (resolved(mapped[1]) if len(mapped) > 1 else None), resolved(mapped[0])
            else:
                space = None
            if not isinstance(mapped, str) or mapped == f"/{role}":
                break
            role = mapped.removeprefix("/")
        return role
