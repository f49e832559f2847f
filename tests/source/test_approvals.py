"""Adding a sign-off to `leaflets/approvals.yaml`: what is there stays, to the character, and an unreadable file is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from leafletgen.model.settings import Approval
from leafletgen.source.approvals import Unreadable, append_approval, require_readable
from leafletgen.source.approved import CannotRecord
from leafletgen.source.library import read_library

FILE = "leaflets/approvals.yaml"
NEW = Approval(leaflet="iron", language="en", version="1.0", digest="a" * 64, by="Dr A: #1", role="GP", on=date(2026, 11, 22))

MakeLibrary = Callable[..., Path]


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    return make_library()


def sign(root: Path) -> Approval:
    append_approval(root, NEW)
    return NEW


def approvals(root: Path, builtin: Path) -> tuple[Approval, ...]:
    library, _ = read_library(root, builtin)
    assert library is not None
    return library.approvals


def entry(digest: str = "b" * 64, by: str = "Dr B") -> str:
    return f"{{leaflet: iron, version: '0.9', digest: {digest}, by: {by}, role: GP, on: 2025-01-01}}"


FILES = (
    f"# Ours.\napprovals:\n  - {entry()}  # first\n\n  # the end\n",
    f"approvals:\n- {entry()}\n- {entry('c' * 64)}",
    (
        f"---\napprovals:\n    -   leaflet: iron\n        version: '1'\n        digest: {'d' * 64}\n        by: B\n"
        "        role: |-\n          GP\n        on: 2025-01-01\n# tail\n...\n"
    ),
    f"approvals: [{entry()}]  # flow\n",
    f"{{approvals: [\n  {entry()}, # a\n  {entry('c' * 64)}\n]}}\n",
    "approvals: []\n# nothing yet\n",
    "# nothing\napprovals:\n# yet\n",
    "# nothing at all\n",
    "",
    f"approvals:\r\n  - {entry()}\r\n# tail\r\n",
)


@pytest.mark.parametrize("text", FILES)
def test_what_is_there_stays(root: Path, builtin: Path, text: str) -> None:
    path = root / FILE
    path.write_bytes(text.encode())
    before = approvals(root, builtin)
    approval = sign(root)
    after = path.read_bytes().decode()
    assert approvals(root, builtin) == (*before, approval)
    left = iter(after)
    assert all(character in left for character in text), "a character of the old file is lost"
    assert ("\r\n" in after) == ("\r\n" in text)
    assert after.count("\n") == after.count("\r\n") or "\r" not in after
    assert all(comment in after for comment in re.findall("#.*", text))


def test_a_byte_order_mark_stays(root: Path, builtin: Path) -> None:
    (root / FILE).write_bytes(f"\ufeffapprovals:\n  - {entry()}\n".encode())
    sign(root)
    assert (root / FILE).read_bytes().startswith(b"\xef\xbb\xbfapprovals:")
    assert len(approvals(root, builtin)) == 2


@pytest.mark.parametrize("text", ["approvals: [", "approvals:\n  - {leaflet: iron}\n", "signed: []\n", "- a\n", "approvals: no\n"])
def test_an_unreadable_file_is_refused_and_left_alone(root: Path, text: str) -> None:
    (root / FILE).write_text(text, "utf-8")
    with pytest.raises(Unreadable) as refused:
        sign(root)
    assert {d.span.file for d in refused.value.diagnostics} == {FILE}
    with pytest.raises(Unreadable):
        require_readable(root)
    assert (root / FILE).read_text("utf-8") == text


def test_a_layout_that_cannot_be_added_to_is_refused(root: Path) -> None:
    text = f"approvals: [{entry()},]\n"
    (root / FILE).write_text(text, "utf-8")
    with pytest.raises(CannotRecord, match="laid out"):
        sign(root)
    assert (root / FILE).read_text("utf-8") == text


def test_a_link_out_of_the_library_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.yaml"
    outside.write_text("approvals: []\n", "utf-8")
    (root / FILE).symlink_to(outside)
    with pytest.raises(Unreadable):
        sign(root)
    assert outside.read_text("utf-8") == "approvals: []\n"


def test_many_at_once_lose_nothing(root: Path, builtin: Path) -> None:
    approval = sign(root)
    others = [approval.model_copy(update={"digest": f"{number:064x}"}) for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda other: append_approval(root, other), others))
    assert {a.digest for a in approvals(root, builtin)} == {approval.digest, *(other.digest for other in others)}
