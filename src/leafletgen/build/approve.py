"""Approve: a named person signs the content of one leaflet as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from leafletgen.build.job import Holdings
from leafletgen.build.plan import Request, WrongUsage, plan_build
from leafletgen.check.changes.since_approval import approval_of, content_of
from leafletgen.check.policy import Policy
from leafletgen.check.run import check_source, subject_of
from leafletgen.check.text.words import read_word_lists
from leafletgen.diagnostics import Diagnostic, has_errors, in_order
from leafletgen.model.digest import Content, digest_of
from leafletgen.model.settings import Approval
from leafletgen.source.approvals import APPROVALS_FILE, Unreadable, append_approval, require_readable
from leafletgen.source.approved import read_snapshot, write_snapshot
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import ReadLeaflet, read_leaflet

MOST_CHARACTERS = 300
"""Longest name or role."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who approves, in which role, on which day."""

    by: str
    role: str
    on: date


@dataclass(frozen=True, slots=True)
class Approved:
    """What came of it: the sign-off, or None with the errors that stand in its way."""

    approval: Approval | None
    diagnostics: tuple[Diagnostic, ...]
    """What the checks say of the leaflet; errors only where it was refused."""
    new: bool = False
    """False where the same content had been approved before and nothing was changed."""


def approve(root: Path, builtin: Path, name: str, language: str | None, signer: Signer) -> Approved:
    """Sign leaflet ``name`` in ``language``, the library's first where None.

    Raises WrongUsage for a name, language or signer that will not do, CannotRecord where the files cannot be written.
    """
    by, role = _line("--by", signer.by), _line("--role", signer.role)
    try:
        require_readable(root)
    except Unreadable as failure:
        return Approved(None, failure.diagnostics)
    library, problems = read_library(root, builtin)
    if library is None:
        return Approved(None, problems)
    language = _language(library, name, language)
    read = read_leaflet(library, name)
    now, broken = content_of(library, read)
    found = in_order((*read.diagnostics, *broken, *_checked(library, read, builtin, language, signer.on)))
    # A library may make an error of a draft; signing is what ends it.
    if now is None or has_errors(d for d in found if d.rule != "status-draft"):
        return Approved(None, found)
    if read.leaflet and read.leaflet.withdrawn:
        raise WrongUsage(f'"{name}" is withdrawn: nobody is to get it, so there is nothing to approve')
    if before := approval_of(library, name, language, now):
        _keep(root, before, now)
        return Approved(before, found)
    signed = {"leaflet": name, "language": language, "version": now["leaflet"]["version"], "digest": digest_of(now)}
    return _record(root, _approval({**signed, "by": by, "role": role, "on": signer.on}), now, found)


def _approval(fields: dict[str, object]) -> Approval:
    try:
        return Approval.model_validate(fields)
    except ValidationError:  # all but the leaflet's name is known to be right
        message = (
            f'"{fields["leaflet"]}" cannot stand in {APPROVALS_FILE}: name its file with letters, digits and hyphens, as b12-food-guide'
        )
        raise WrongUsage(message) from None


def _record(root: Path, approval: Approval, now: Content, found: tuple[Diagnostic, ...]) -> Approved:
    """Write the content before the sign-off: if only one of the two gets written, nothing counts as approved that was not."""
    _keep(root, approval, now)
    append_approval(root, approval)
    return Approved(approval, tuple(d for d in found if d.rule not in ("status-draft", "approval-changed")), new=True)


def _keep(root: Path, approval: Approval, now: Content) -> None:
    """Keep the approved content unless it is kept already; a copy that was lost or altered is put right."""
    if read_snapshot(root, approval) is None:
        write_snapshot(root, approval.leaflet, approval.language, now)


def _language(library: Library, name: str, language: str | None) -> str:
    """The language to sign. Raises WrongUsage for a leaflet or language that the library does not have."""
    jobs = plan_build(Holdings.of(library), Request(leaflets=(name,), languages=(language,) if language else ()))
    return jobs[0].language if jobs else language or library.settings.languages[0]


def _checked(library: Library, read: ReadLeaflet, builtin: Path, language: str, today: date) -> tuple[Diagnostic, ...]:
    words = read_word_lists(language, (library.root, builtin))
    subject = subject_of(library, read, language, today, words)
    return check_source(subject, Policy.of(library)) if subject and not subject.leaflet.withdrawn else ()


def _line(option: str, text: str) -> str:
    """One line that names somebody. Raises WrongUsage."""
    line = " ".join(text.split(" ")).strip()
    if not line:
        raise WrongUsage(f"{option} is empty: a sign-off needs a name and a role")
    if not line.isprintable():
        raise WrongUsage(f"{option} holds a line break or an invisible character: write it on one line")
    if not any(map(str.isalpha, line)) or len(line) > MOST_CHARACTERS:
        raise WrongUsage(f'{option} takes words of at most {MOST_CHARACTERS} characters, as "Dr A. Okafor", found "{line[:40]}"')
    return line
