"""Leaflets as OpenEMR's patient education finds them: one PDF for each clinical code and language.

OpenEMR looks for local content in `sites/<site>/documents/education`, under the code's type, the code and the language, all in lower
case: `icd10_e53.8_en.pdf`. It takes letters, digits, `_`, `.` and `-`, and knows two languages: Spanish, and English for all others.
See `interface/patient_file/education.php` and `check_file_dir_name` in https://github.com/openemr/openemr.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from leafletgen.build.catalogue.gather import Download, Entry, Listing, Text
from leafletgen.build.export.finished import whole
from leafletgen.build.output import CannotWrite, remove_empty_tmp, write_whole

TYPES = {"icd10": "icd10", "snomed": "snomed", "rxnorm": "rxcui", "loinc": "loinc"}
"""OpenEMR's names of code systems, by ours."""
LANGUAGES = ("en", "es")
"""Those that OpenEMR asks for."""
EDITION = "standard"
NOTE = PurePosixPath("leafletgen-export.json")
_NAME = re.compile(r"[a-z0-9_.-]+\.pdf")


@dataclass(frozen=True, slots=True)
class Copy:
    """A PDF and the name under which OpenEMR finds it."""

    name: str
    leaflet: str
    download: Download


@dataclass(frozen=True, slots=True)
class OpenEmr:
    """What is to be copied, and what is not and why."""

    copies: tuple[Copy, ...]
    skipped: tuple[str, ...]
    """Sentences, each of which names the leaflet."""


def plan_openemr(listing: Listing, brand: str | None, drafts: bool) -> OpenEmr:
    """One PDF for each code and language. ``drafts`` takes drafts and overdue leaflets too, which are not for patients.

    Without ``brand``, of a leaflet in several brands the first brand's is taken.
    """
    skipped: list[str] = []
    found: dict[str, list[Copy]] = defaultdict(list)
    for entry in listing.entries:
        for text in _texts(entry, brand):
            for copy in _copies(entry, text, drafts, skipped):
                found[copy.name].append(copy)
    skipped += [_conflict(name, copies) for name, copies in sorted(found.items()) if len(copies) > 1]
    return OpenEmr(tuple(copies[0] for _, copies in sorted(found.items())), tuple(skipped))


def write_openemr(folder: Path, into: Path, plan: OpenEmr) -> tuple[str, ...]:
    """Copy each file; the names of those of an earlier export that were removed, since they are no longer offered.

    A leaflet that was withdrawn must not stay. What was exported is noted in the folder, and only that is removed, and only if nobody
    has put another file in its place. Raises NotAsBuilt before anything is written, and CannotWrite.
    """
    for copy in plan.copies:
        whole(folder, copy.download.to_read)
    for copy in plan.copies:
        write_whole(into, PurePosixPath(copy.name), whole(folder, copy.download.to_read))
    now = {copy.name: copy.download.to_read.sha256 for copy in plan.copies}
    before = _noted(into)
    write_whole(into, NOTE, json.dumps({"files": now}, indent=1, sort_keys=True).encode() + b"\n")
    remove_empty_tmp(into)
    return tuple(name for name in sorted(before.keys() - now.keys()) if _removed(into / name, before[name]))


def _noted(into: Path) -> dict[str, str]:
    """SHA-256 of the files of the last export, by name; none where there is no note that can be read."""
    try:
        files = json.loads((into / NOTE).read_bytes())["files"]
        return {str(name): str(digest) for name, digest in files.items() if _NAME.fullmatch(str(name))}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _removed(path: Path, digest: str) -> bool:
    try:
        ours = sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False
    if ours:
        try:
            path.unlink()
        except OSError as failure:
            raise CannotWrite(f"cannot remove {path}: {failure.strerror}") from failure
    return ours


def _texts(entry: Entry, brand: str | None) -> tuple[Text, ...]:
    """One text for each language: of ``brand``, else of the first that has it."""
    chosen: dict[str, Text] = {}
    for text in entry.texts:
        if brand in (None, text.brand):
            chosen.setdefault(text.language, text)
    return tuple(chosen.values())


def _copies(entry: Entry, text: Text, drafts: bool, skipped: list[str]) -> Sequence[Copy]:
    """The files of a text, one for each code; why there are none goes to ``skipped``."""
    who = f"{entry.leaflet} ({text.language})"
    language = text.language.split("-")[0].lower()
    download = _pdf(text)
    codes = [(system, code) for system, codes in sorted(text.facts.codes.items()) for code in codes if system in TYPES]
    if not codes:
        reason = "it has no clinical codes: add `codes:` to the leaflet"
    elif language not in LANGUAGES:
        reason = "OpenEMR asks for local content in English and Spanish only"
    elif download is None:
        reason = "it has no PDF: build an edition that makes one"
    elif not download.current:
        reason = "its last build failed"
    elif not drafts and text.facts.state != "approved":
        reason = "its review is overdue" if text.facts.overdue else "it is a draft, not for patients"
    else:
        named = {f"{TYPES[system]}_{code}_{language}.pdf".lower(): None for system, code in codes}
        skipped += [f"{who} is left out under {name}: OpenEMR takes no such name" for name in named if not _NAME.fullmatch(name)]
        return [Copy(name, entry.leaflet, download) for name in named if _NAME.fullmatch(name)]
    skipped.append(f"{who} is left out: {reason}")
    return ()


def _pdf(text: Text) -> Download | None:
    """The standard edition, else the first PDF; single pages before several on a sheet."""
    pdfs = [download for download in text.downloads if download.is_pdf]
    return next((download for download in pdfs if download.edition == EDITION), next(iter(pdfs), None))


def _conflict(name: str, copies: list[Copy]) -> str:
    others = ", ".join(copy.leaflet for copy in copies[1:])
    return f"{others} {'is' if len(copies) == 2 else 'are'} left out under {name}: {copies[0].leaflet} has the same code and comes first"
