"""The page: what composing hands to typesetting. One HTML text and every resource it needs, as bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the engine's door, and so every command that shuts it to the system's fonts, would load all models
    from leafletgen.model.edition import Profile
    from leafletgen.model.press import Press

BASE_URL = "https://page.invalid/"
"""Where relative addresses of a page point. `.invalid` can never be a host (RFC 2606), and nothing is fetched."""


@dataclass(frozen=True, slots=True)
class Page:
    """HTML and its resources by address. Nothing else can be reached while it is set."""

    html: str
    resources: Mapping[str, bytes]
    profile: Profile | None
    """PDF profile to claim, as `pdf/a-2a`; None for HTML and untagged PDF."""
    sources: tuple[str, ...] = ()
    """Ids of the references that it cites, in the order of their numbers."""
    press: Press | None = None
    """How it is made ready for a press; None for every other page."""
    files: frozenset[str] = frozenset()
    """Names of the templates, styles and catalogues that it was composed from, as `templates/base.html`: the nearest of each was read."""
