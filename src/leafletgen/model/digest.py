"""The content digest: what an approval signs. Text, numbers, cited references and pictures; not comments, key order or layout."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from leafletgen.model.leaflet import Leaflet
from leafletgen.model.reference import Reference


def content_digest(leaflet: Leaflet, references: Mapping[str, Reference], images: Mapping[str, bytes]) -> str:
    """SHA-256, in hex, of everything in the leaflet that a reader could be misled by.

    ``references`` are those it cites, ``images`` the bytes of each picture by its path.
    """
    content = {
        "leaflet": leaflet.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"check"}),
        "references": {id: reference.model_dump(mode="json", by_alias=True, exclude_none=True) for id, reference in references.items()},
        "images": {path: hashlib.sha256(data).hexdigest() for path, data in images.items()},
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
