"""Approving a leaflet, what keeps it approved and what makes it a draft again, and what it says of tampered records."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from leafletgen.build.approve import Approved, Signer, approve
from leafletgen.build.plan import WrongUsage
from leafletgen.builtin import builtin_folder
from leafletgen.check.changes.since_approval import SinceApproval, approval_changes, approval_of, content_of
from leafletgen.check.text.words import read_word_lists
from leafletgen.model.digest import digest_of
from leafletgen.source.approvals import HEAD
from leafletgen.source.approved import CannotRecord, read_snapshot, snapshot_name
from leafletgen.source.library import Library, read_library
from leafletgen.source.reader import read_leaflet

TODAY = date(2026, 11, 22)
SIGNER = Signer("Dr A. Okafor", "Neurologist", TODAY)
FILE = "leaflets/approvals.yaml"
LEAFLET = """\
# A comment.
kind: handout
title: Iron
version: "1.0"
owner: A team
published: 2026-11-22
review_by: 2028-11-22
key_points: [Take 10 mg once a day. [@nice-ng239]]
sections:
  - heading: What is it?
    content:
      - text: |-
          Iron is a metal. You need it
          to carry oxygen.

          - first
          - second
      - figure: {image: images/a.svg, alt: A picture}
""".replace("[Take 10 mg once a day. [@nice-ng239]]", "['Take 10 mg once a day. [@nice-ng239]']")
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>a</title></svg>'
FILES = {"leaflets/iron.yaml": LEAFLET, "leaflets/images/a.svg": SVG}

MakeLibrary = Callable[..., Path]

WORDS = read_word_lists("en", (builtin_folder(),))


@pytest.fixture(autouse=True)
def words_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The word lists are long, and the same in every test."""
    monkeypatch.setattr("leafletgen.build.approve.read_word_lists", lambda *_: WORDS)


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


def sign(root: Path, builtin: Path, name: str = "iron", signer: Signer = SIGNER, language: str | None = None) -> Approved:
    return approve(root, builtin, name, language, signer)


def read_lib(root: Path, builtin: Path) -> Library:
    library, _ = read_library(root, builtin)
    assert library is not None
    return library


def is_approved(root: Path, builtin: Path, name: str = "iron") -> bool:
    library = read_lib(root, builtin)
    now, _ = content_of(library, read_leaflet(library, name))
    return now is not None and approval_of(library, name, "en", now) is not None


def since(root: Path, builtin: Path, name: str = "iron") -> SinceApproval | None:
    library = read_lib(root, builtin)
    return approval_changes(library, read_leaflet(library, name), "en")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


class TestApproving:
    def test_it_records_who_in_which_role_when_and_what(self, root: Path, builtin: Path) -> None:
        done = sign(root, builtin)
        assert done.new
        assert done.approval
        text = (root / FILE).read_text("utf-8")
        assert text.startswith(HEAD + "approvals:\n")
        assert text.splitlines()[0] == "# yaml-language-server: $schema=schema/approvals.json"
        assert read_lib(root, builtin).approvals == (done.approval,)
        signed = done.approval
        assert (signed.leaflet, signed.language, signed.version, signed.by, signed.role, signed.on) == (
            ("iron", "en", "1.0", "Dr A. Okafor", "Neurologist", TODAY)
        )
        assert is_approved(root, builtin)
        assert since(root, builtin) is None

    def test_the_same_content_twice_changes_nothing(self, root: Path, builtin: Path) -> None:
        sign(root, builtin)
        before = (root / FILE).read_bytes()
        again = sign(root, builtin, signer=Signer("Dr B", "GP", date(2026, 12, 1)))
        assert not again.new
        assert again.approval
        assert again.approval.by == "Dr A. Okafor"
        assert (root / FILE).read_bytes() == before

    def test_approving_again_restores_a_lost_copy_of_the_content(self, root: Path, builtin: Path) -> None:
        approval = sign(root, builtin).approval
        assert approval
        path = root / snapshot_name("iron", "en")
        path.write_text("{", "utf-8")
        assert read_snapshot(root, approval) is None
        assert not sign(root, builtin).new
        assert read_snapshot(root, approval)

    def test_a_leaflet_with_errors_is_refused(self, root: Path, builtin: Path) -> None:
        edit(root / "leaflets/iron.yaml", "[@nice-ng239]", "[@nobody]")
        done = sign(root, builtin)
        assert done.approval is None
        assert [d.rule for d in done.diagnostics if d.severity == "error"] == ["citation-unknown"]
        assert not (root / FILE).exists()
        assert not (root / "leaflets/approved").exists()

    @pytest.mark.parametrize("review_by", ["2026-11-21", "2026-01-01"])
    def test_an_overdue_leaflet_is_refused_since_its_new_date_would_undo_the_approval(
        self, root: Path, builtin: Path, review_by: str
    ) -> None:
        edit(root / "leaflets/iron.yaml", "published: 2026-11-22", "published: 2025-01-01")
        edit(root / "leaflets/iron.yaml", "2028-11-22", review_by)
        assert sign(root, builtin).approval is None

    def test_a_missing_picture_is_refused(self, root: Path, builtin: Path) -> None:
        (root / "leaflets/images/a.svg").unlink()
        done = sign(root, builtin)
        assert done.approval is None
        assert "image-missing" in {d.rule for d in done.diagnostics}

    def test_a_withdrawn_leaflet_is_refused(self, root: Path, builtin: Path) -> None:
        (root / "leaflets/iron.yaml").write_text(LEAFLET + "withdrawn: {on: 2026-11-22, reason: Wrong}\n", "utf-8")
        with pytest.raises(WrongUsage, match="withdrawn"):
            sign(root, builtin)

    def test_unknown_names_are_wrong_usage(self, root: Path, builtin: Path) -> None:
        with pytest.raises(WrongUsage, match='no leaflet "irom" in this library; did you mean "iron"'):
            sign(root, builtin, "irom")
        with pytest.raises(WrongUsage, match='no language "fr"'):
            sign(root, builtin, language="fr")

    def test_a_file_name_that_cannot_be_recorded(self, make_library: MakeLibrary, builtin: Path) -> None:
        root = make_library({**FILES, "leaflets/iron & copper.yaml": LEAFLET})
        with pytest.raises(WrongUsage, match="letters, digits and hyphens"):
            sign(root, builtin, "iron & copper")
        assert not (root / FILE).exists()

    @pytest.mark.parametrize("text", ["", "  ", "a\nb", "a\rb", "a\u2028b", "Dr\x1b[31m", "a\u202eb", "12", "...", "x" * 301])
    @pytest.mark.parametrize("option", ["by", "role"])
    def test_names_and_roles_are_one_line_of_words(self, root: Path, builtin: Path, option: str, text: str) -> None:
        with pytest.raises(WrongUsage, match=f"--{option}"):
            sign(root, builtin, signer=replace(SIGNER, **{option: text}))  # type: ignore[arg-type]
        assert not (root / FILE).exists()

    @pytest.mark.parametrize("by", ['Dr "A": #1 {x}', "- null", "Zoë O’Neill", "yes", "李医生", "a\\b", "'q'"])
    def test_odd_names_come_back_as_they_were(self, root: Path, builtin: Path, by: str) -> None:
        sign(root, builtin, signer=Signer(f"  {by} ", "R & D: *head*", TODAY))
        approval = read_lib(root, builtin).approvals[0]
        assert (approval.by, approval.role) == (by, "R & D: *head*")

    def test_a_folder_that_cannot_be_written(self, root: Path, builtin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full_disk(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full_disk)
        with pytest.raises(CannotRecord, match=r"iron-en\.json: No space left on device"):
            sign(root, builtin)
        assert not (root / FILE).exists()
        assert not list((root / "leaflets/approved").iterdir())


class TestWhatCounts:
    SAME = (
        ("# A comment.", "# Another comment, and a longer one."),
        ('title: Iron\nversion: "1.0"', "version: 1.0\ntitle: 'Iron'"),
        ("You need it\n          to carry oxygen.", "You\n          need it to carry oxygen."),
        (
            "      - figure: {image: images/a.svg, alt: A picture}",
            "      - figure:\n          alt: >-\n            A\n            picture\n          image: images/a.svg",
        ),
        ("owner: A team", "owner: A team\ncheck: {ignore: [{rule: jargon, reason: they know it}]}"),
        ("owner: A team", "owner: A team\nkeywords: [anaemia]"),
        ("owner: A team", "owner: A team\npages: 2"),
        ("owner: A team", "owner: A team\ncodes: {}"),
    )

    @pytest.mark.parametrize(("old", "new"), SAME)
    def test_layout_comments_and_waivers_keep_the_approval(self, root: Path, builtin: Path, old: str, new: str) -> None:
        sign(root, builtin)
        edit(root / "leaflets/iron.yaml", old, new)
        assert is_approved(root, builtin)
        assert since(root, builtin) is None

    OTHER = (
        ("10 mg", "20 mg", "numbers changed: 10 mg once a day -> 20 mg once a day"),
        ("Iron is", "Iron is not", '"not" was put in'),
        ("[@nice-ng239]", "[@green-2017]", "citation changed: nice-ng239 -> green-2017"),
        ("[@nice-ng239]", "[@nice-ng239, p. 4]", "citation changed: nice-ng239 -> nice-ng239, p. 4"),
        (
            "          - first\n          - second",
            "          - second\n          - first",
            'replaced "first - second" with "second - first"',
        ),
        ("oxygen.\n\n", "oxygen.\n", "the words are the same"),
        ("metal", "**metal**", 'replaced "metal" with "**metal**"'),
        ("2028-11-22", "2029-11-22", "changed: 2028-11-22 -> 2029-11-22"),
        ('"1.0"', '"1.1"', "changed: 1.0 -> 1.1"),
        ("owner: A team", "owner: B team", "changed: A team -> B team"),
        ("owner: A team", "owner: A team\ncodes: {icd10: [E53.8]}", 'added: "E53.8"'),
        ("alt: A picture", "alt: The picture", 'replaced "A" with "The"'),
    )

    @pytest.mark.parametrize(("old", "new", "said"), OTHER)
    def test_content_makes_it_a_draft_again_and_says_what_changed(self, root: Path, builtin: Path, old: str, new: str, said: str) -> None:
        sign(root, builtin)
        edit(root / "leaflets/iron.yaml", old, new)
        assert not is_approved(root, builtin)
        changed = since(root, builtin)
        assert changed
        assert not changed.untold
        assert said in "\n".join(change.words for change in changed.changes)
        assert changed.approval.by == "Dr A. Okafor"

    def test_undoing_the_change_brings_the_approval_back(self, root: Path, builtin: Path) -> None:
        sign(root, builtin)
        edit(root / "leaflets/iron.yaml", "10 mg", "20 mg")
        edit(root / "leaflets/iron.yaml", "20 mg", "10 mg")
        assert is_approved(root, builtin)

    def test_a_swapped_picture(self, root: Path, builtin: Path) -> None:
        sign(root, builtin)
        edit(root / "leaflets/images/a.svg", "<title>a", "<title>b")
        changed = since(root, builtin)
        assert changed
        assert [change.words for change in changed.changes] == ['the picture "images/a.svg" shows something else']
        assert changed.changes[0].span
        assert changed.changes[0].span.line == 18

    def test_a_cited_reference_counts_and_an_uncited_one_does_not(self, root: Path, builtin: Path) -> None:
        sign(root, builtin)
        references = root / "leaflets/references.yaml"
        edit(references, "title: Vitamin B12, author", "title: Another, author")
        assert is_approved(root, builtin)
        edit(references, "title: Vitamin B12 deficiency", "title: Vitamin B6 deficiency")
        changed = since(root, builtin)
        assert changed
        assert [(c.place, c.words) for c in changed.changes] == [
            ("reference nice-ng239, title", "changed: Vitamin B12 deficiency -> Vitamin B6 deficiency")
        ]
        assert changed.changes[0].span
        assert (changed.changes[0].span.file, changed.changes[0].span.line) == ("leaflets/references.yaml", 2)

    def test_another_leaflet_with_the_same_content_is_not_approved(self, root: Path, builtin: Path) -> None:
        sign(root, builtin)
        (root / "leaflets/iron-2.yaml").write_text(LEAFLET, "utf-8")
        assert not is_approved(root, builtin, "iron-2")

    def test_the_number_and_its_line_come_first(self, root: Path, builtin: Path) -> None:
        sign(root, builtin)
        edit(root / "leaflets/iron.yaml", "title: Iron", "title: Iron tablets")
        edit(root / "leaflets/iron.yaml", "10 mg once", "10 mg twice")
        changed = since(root, builtin)
        assert changed
        first = changed.changes[0]
        assert (first.kind, first.words) == ("number", "numbers changed: 10 mg once a day -> 10 mg twice a day")
        assert first.span
        assert first.span.line == 8


class TestTampering:
    @pytest.fixture
    def signed(self, root: Path, builtin: Path) -> Path:
        sign(root, builtin)
        return root

    def test_a_wrong_digest(self, signed: Path, builtin: Path) -> None:
        digest = read_lib(signed, builtin).approvals[0].digest
        edit(signed / FILE, digest, "0" * 64)
        assert not is_approved(signed, builtin)
        changed = since(signed, builtin)
        assert changed
        assert "is not what was approved" in changed.untold

    def test_a_wrong_version(self, signed: Path, builtin: Path) -> None:
        edit(signed / FILE, 'version: "1.0"', 'version: "2.0"')
        assert not is_approved(signed, builtin)
        changed = since(signed, builtin)
        assert changed
        assert "version 2.0" in changed.untold

    def test_a_duplicate_does_not_replace_who_signed(self, signed: Path, builtin: Path) -> None:
        text = (signed / FILE).read_text("utf-8")
        (signed / FILE).write_text(text + text.split("approvals:\n")[1].replace("Dr A. Okafor", "Nobody"), "utf-8")
        library = read_lib(signed, builtin)
        now, _ = content_of(library, read_leaflet(library, "iron"))
        assert now
        approval = approval_of(library, "iron", "en", now)
        assert approval
        assert approval.by == "Dr A. Okafor"

    @pytest.mark.parametrize(
        "text", ["", "{", "[]", "{}", "[" * 100_000, '{"leaflet": {"version": "1.0"}, "references": {}, "images": {}}', "\xff"]
    )
    def test_a_tampered_copy_is_not_believed(self, signed: Path, builtin: Path, text: str) -> None:
        edit(signed / "leaflets/iron.yaml", "10 mg", "20 mg")
        (signed / snapshot_name("iron", "en")).write_bytes(text.encode("latin-1"))
        changed = since(signed, builtin)
        assert changed
        assert not changed.changes
        assert "iron-en.json is missing or is not what was approved" in changed.untold

    def test_a_copy_altered_to_hide_a_change(self, signed: Path, builtin: Path) -> None:
        path = signed / snapshot_name("iron", "en")
        edit(signed / "leaflets/iron.yaml", "10 mg", "20 mg")
        edit(path, "10 mg", "20 mg")
        assert not is_approved(signed, builtin)
        changed = since(signed, builtin)
        assert changed
        assert changed.untold

    def test_the_copy_may_be_laid_out_otherwise(self, signed: Path, builtin: Path) -> None:
        path = signed / snapshot_name("iron", "en")
        found = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(dict(reversed(found.items()))), "utf-8")
        approval = read_lib(signed, builtin).approvals[0]
        kept = read_snapshot(signed, approval)
        assert kept
        assert digest_of(kept) == approval.digest
