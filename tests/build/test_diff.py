"""What changed between two libraries, told in words: numbers first, then word by word, each with its place."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafletgen.build.diff import LeafletDiff, diff, read_side
from leafletgen.build.diff_report import diff_records, diff_text
from leafletgen.build.plan import WrongUsage
from leafletgen.build.revision import GitMissing, library_at
from leafletgen.check.changes.compare import compare
from leafletgen.check.changes.matching import match, moved
from leafletgen.check.changes.places import label
from leafletgen.check.changes.quantities import negations, quantities
from leafletgen.check.changes.words_diff import edits, number_changes

MakeLibrary = Callable[..., Path]

LEAFLET = """\
kind: food-guide
title: Iron
version: "1.0"
owner: A team
published: 2026-11-22
review_by: 2028-11-22
key_points:
  - Take 10 mg once a day. [@nice-ng239]
  - Do not take it with milk.
sections:
  - heading: What is it?
    content:
      - text: Iron is a metal that carries oxygen in your blood. [@nice-ng239]
      - bullets: [Ask your nurse, Ask your doctor, Ask your pharmacist]
      - callout: {tone: important, bullets: [Call us if you feel faint]}
  - heading: How much is in food?
    content:
      - table:
          caption: Doses
          columns: [Age, Dose]
          rows: [[Adults, 10 mg], [Children, 5 mg]]
      - foods:
          caption: Foods
          nutrient: Iron
          unit: mg
          daily_need: {amount: 14.8, who: adults, source: nice-ng239}
          items:
            - {name: Liver, group: Meat, portion: {words: one slice, grams: 100}, amount: 9.8, allergens: [], source: nice-ng239}
            - {name: Tofu, group: Beans, portion: {words: one cup}, amount: {low: 1, high: 3}, allergens: [soya], source: nice-ng239}
      - figure: {image: images/a.svg, alt: A liver}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    return make_library({"leaflets/iron.yaml": LEAFLET, "leaflets/images/a.svg": SVG})


@pytest.fixture
def other(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    import shutil

    place = tmp_path_factory.mktemp("other")
    shutil.copytree(root / "leaflets", place / "leaflets")
    return place


def changed(old: Path, new: Path, builtin: Path) -> tuple[LeafletDiff, ...]:
    before, _ = read_side(old, builtin)
    after, _ = read_side(new, builtin)
    assert before
    assert after
    return diff(before, after)


def edit(root: Path, old: str, new: str, file: str = "leaflets/iron.yaml") -> None:
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), "utf-8")


CASES = (
    ("10 mg once a day", "20 mg once a day", "numbers changed: 10 mg once a day -> 20 mg once a day", 8),
    ("10 mg once a day", "10 mg twice a day", "numbers changed: 10 mg once a day -> 10 mg twice a day", 8),
    ("10 mg once a day", "10 µg once a day", "numbers changed: 10 mg once a day -> 10 µg once a day", 8),
    ("10 mg once a day", "iron", "numbers removed: 10 mg once a day", 8),
    ("Do not take", "Take", '"not" was taken out', 9),
    ("Children, 5 mg", "Children, 50 mg", "numbers changed: 5 mg -> 50 mg", 21),
    ("amount: 9.8", "amount: 98", "numbers changed: 9.8 mg -> 98 mg", 28),
    ("low: 1", "low: 2", "numbers changed: 1 to 3 mg -> 2 to 3 mg", 29),
    ("unit: mg", "unit: µg", "numbers changed: mg -> µg", 25),
    ("grams: 100", "grams: 10", "numbers changed: 100 g -> 10 g", 28),
    ("amount: 14.8", "amount: 8.7", "numbers changed: 14.8 mg -> 8.7 mg", 26),
    ("[soya]", "[]", 'removed: "soya"', 29),
    ("tone: important", "tone: tip", "changed: important -> tip", 15),
    ("carries oxygen", "moves oxygen", 'replaced "carries" with "moves" in "Iron is a metal that moves oxygen in your blood.', 13),
    ("in your blood", "in blood", 'took out "your", now "…metal that carries oxygen in blood.', 13),
    ("a metal", "a hard metal", 'added "hard" in "Iron is a hard metal that carries', 13),
    ("blood. [@nice-ng239]", "blood. [@green-2017]", "citation changed: nice-ng239 -> green-2017", 13),
    ("adults, source: nice-ng239", "adults, source: green-2017", "citation changed: nice-ng239 -> green-2017", 26),
    ("Ask your doctor, ", "", 'removed: "Ask your doctor"', 14),
    ("Ask your nurse, Ask your doctor", "Ask your doctor, Ask your nurse", "moved from place", 14),
    ('version: "1.0"', 'version: "1.1"', "changed: 1.0 -> 1.1", 3),
    ("title: Iron", "title: Iron tablets", "changed: Iron -> Iron tablets", 2),
    ("owner: A team", "owner: B team", "changed: A team -> B team", 4),
    ("2028-11-22", "2027-11-22", "changed: 2028-11-22 -> 2027-11-22", 6),
    ("alt: A liver", "alt: A heart", 'replaced "liver" with "heart"', 30),
)


@pytest.mark.parametrize(("old", "new", "said", "line"), CASES)
def test_a_change_is_told_in_words_at_its_line(root: Path, other: Path, builtin: Path, old: str, new: str, said: str, line: int) -> None:
    edit(other, old, new)
    (found,) = changed(root, other, builtin)
    told = [change for change in found.changes if said in change.words]
    assert told, [change.words for change in found.changes]
    assert told[0].span
    assert (told[0].span.file, told[0].span.line) == ("leaflets/iron.yaml", line)


def test_nothing_changed(root: Path, other: Path, builtin: Path) -> None:
    edit(other, "kind: food-guide\n", "# a comment\nkind: food-guide\nkeywords: [x]\n")
    assert changed(root, other, builtin) == ()
    assert diff_text(()) == "nothing changed"


def test_the_text_puts_numbers_first_and_groups_the_rest_by_place(root: Path, other: Path, builtin: Path) -> None:
    edit(other, "Ask your nurse", "Ask your midwife today")
    edit(other, "[Adults, 10 mg]", "[Adults, 1 mg]")
    edit(other, 'version: "1.0"', 'version: "2.0"')
    cell = 'section "How much is in food?", table "Doses", row "Adults", column "Dose"'
    assert diff_text(changed(root, other, builtin)) == "\n".join(
        [
            "iron: Iron (version 1.0 -> 2.0)",
            f"  numbers changed: 10 mg -> 1 mg ({cell})  [leaflets/iron.yaml:21]",
            "  version",
            "    changed: 1.0 -> 2.0  [leaflets/iron.yaml:3]",
            '  section "What is it?", point 1',
            '    replaced "nurse" with "midwife today" in "Ask your midwife today"  [leaflets/iron.yaml:14]',
            f"  {cell}",
            '    replaced "10" with "1" in "1 mg"  [leaflets/iron.yaml:21]',
        ]
    )


def test_a_section_put_in_before_others_does_not_change_them(root: Path, other: Path, builtin: Path) -> None:
    edit(other, "sections:\n", "sections:\n  - heading: New\n    content: [{text: 'Rest for 3 days.'}]\n")
    (found,) = changed(root, other, builtin)
    assert [change.words for change in found.changes] == ["numbers added: 3 days", 'added: "New / Rest for 3 days."']


def test_a_moved_section_is_told_as_moved(root: Path, other: Path, builtin: Path) -> None:
    text = (other / "leaflets/iron.yaml").read_text("utf-8")
    start, middle = text.index("  - heading: What"), text.index("  - heading: How")
    head, first, second = text[:start], text[start:middle], text[middle:]
    (other / "leaflets/iron.yaml").write_text(head + second + first, "utf-8")
    (found,) = changed(root, other, builtin)
    assert [change.kind for change in found.changes] == ["moved"]


def test_leaflets_come_and_go(root: Path, other: Path, builtin: Path) -> None:
    (other / "leaflets/zinc.yaml").write_text(LEAFLET.replace("title: Iron", "title: Zinc"), "utf-8")
    (other / "leaflets/iron.yaml").unlink()
    assert diff_text(changed(root, other, builtin)) == "iron: Iron (removed, was version 1.0)\n\nzinc: Zinc (new leaflet, version 1.0)"


def test_a_withdrawn_leaflet_says_why(root: Path, other: Path, builtin: Path) -> None:
    edit(other, "kind:", "withdrawn: {on: 2026-11-23, reason: Wrong dose, replaced_by: zinc}\nkind:")
    assert "iron: Iron (withdrawn on 2026-11-23: Wrong dose; use zinc instead)" in diff_text(changed(root, other, builtin))
    assert "(no longer withdrawn)" in diff_text(changed(other, root, builtin))


def test_a_leaflet_with_errors_is_named_and_the_rest_are_compared(root: Path, other: Path, builtin: Path) -> None:
    (other / "leaflets/zinc.yaml").write_text("title: [", "utf-8")
    edit(other, "10 mg", "20 mg")
    found = changed(root, other, builtin)
    assert [(entry.name, entry.status) for entry in found] == [("iron", "changed"), ("zinc", "unreadable")]
    _, problems = read_side(other, builtin)
    assert problems


def test_pictures_and_references(root: Path, other: Path, builtin: Path) -> None:
    (other / "leaflets/images/a.svg").write_text(SVG.replace("/>", "><g/></svg>"), "utf-8")
    edit(other, "issued: 2024", "issued: 2025-03", "leaflets/references.yaml")
    edit(other, "title: Vitamin B12, author", "title: Uncited, author", "leaflets/references.yaml")
    (found,) = changed(root, other, builtin)
    assert [(change.kind, change.place.split(", ")[0], change.words) for change in found.changes] == [
        ("reference", "reference nice-ng239", "changed: 2024 -> 2025-03"),
        ("picture", 'section "How much is in food?"', 'the picture "images/a.svg" shows something else'),
    ]


def test_what_every_leaflet_prints(root: Path, other: Path, builtin: Path) -> None:
    edit(other, "01632 960 001", "01632 960 002", "leaflets/brands/clinic.yaml")
    edit(other, "brands:", "disclaimer: {en: {short: Ask., full: Ask us.}}\nbrands:", "leaflets/library.yaml")
    text = diff_text(changed(root, other, builtin))
    assert "changed: 01632 960 001 -> 01632 960 002  [leaflets/brands/clinic.yaml:2]" in text
    assert 'added: "Ask. / Ask us."' in text


def test_records_for_machines(root: Path, other: Path, builtin: Path) -> None:
    edit(other, "Take 10 mg", "Take 20 mg")
    (record,) = json.loads(json.dumps(diff_records(changed(root, other, builtin))))
    assert {key: record[key] for key in ("leaflet", "file", "title", "status", "version")} == {
        "leaflet": "iron", "file": "leaflets/iron.yaml", "title": "Iron", "status": "changed", "version": {"old": "1.0", "new": "1.0"},
    }  # fmt: skip
    assert record["changes"][0] == {
        "kind": "number", "place": "main point 1", "path": "key_points/0", "before": "10 mg once a day", "after": "20 mg once a day",
        "context": "", "says": "numbers changed: 10 mg once a day -> 20 mg once a day",
        "file": "leaflets/iron.yaml", "line": 8, "column": 10,
    }  # fmt: skip


def test_nothing_in_a_report_steers_the_terminal(root: Path, other: Path, builtin: Path) -> None:
    edit(other, "title: Iron", 'title: "Iron \\u202e tablets"')
    assert "\u202e" not in diff_text(changed(root, other, builtin))


class TestRevisions:
    @pytest.fixture
    def repository(self, root: Path) -> Path:
        git(root, "init", "-q", "-b", "main")
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", "first")
        return root

    def test_a_revision_against_the_folder(self, repository: Path, builtin: Path) -> None:
        edit(repository, "10 mg", "20 mg")
        with library_at(repository, "HEAD") as old, library_at(repository, str(repository)) as new:
            assert "10 mg once a day -> 20 mg once a day" in diff_text(changed(old, new, builtin))
        assert not old.exists()
        assert new == repository

    def test_a_library_below_the_top_of_its_repository(self, make_library: MakeLibrary, builtin: Path, tmp_path: Path) -> None:
        root = make_library({"leaflets/iron.yaml": LEAFLET, "leaflets/images/a.svg": SVG})
        below = tmp_path / "top" / "der Patient"
        below.mkdir(parents=True)
        (root / "leaflets").rename(below / "leaflets")
        git(tmp_path / "top", "init", "-q")
        git(tmp_path / "top", "add", "-A")
        git(tmp_path / "top", "commit", "-q", "-m", "first")
        with library_at(below, "HEAD") as old:
            assert changed(old, below, builtin) == ()

    def test_the_leaflets_folder_stands_for_its_library(self, root: Path) -> None:
        with library_at(root, str(root / "leaflets")) as found:
            assert found == root

    @pytest.mark.parametrize("name", ["nowhere", "--help", "-x", "HEAD:leaflets", "HEAD~5", "a b", "", "\x1b", "HEAD\n"])
    def test_what_is_neither_folder_nor_revision(self, repository: Path, name: str) -> None:
        with pytest.raises(WrongUsage), library_at(repository, name):
            pass

    def test_a_folder_without_leaflets(self, repository: Path, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        with pytest.raises(WrongUsage, match="is no library"), library_at(repository, str(tmp_path / "empty")):
            pass

    def test_a_revision_without_leaflets(self, repository: Path) -> None:
        git(repository, "rm", "-r", "-q", "--cached", "leaflets")
        git(repository, "commit", "-q", "--allow-empty", "-m", "gone")
        with pytest.raises(WrongUsage, match='revision "HEAD" holds no leaflets/'), library_at(repository, "HEAD"):
            pass

    def test_outside_of_any_repository(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
        with pytest.raises(WrongUsage, match="cannot be a git revision: not a git repository"), library_at(root, "HEAD"):
            pass

    def test_without_git(self, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nonexistent")
        with pytest.raises(GitMissing, match="git is not installed"), library_at(repository, "HEAD"):
            pass

    def test_links_and_filters_of_a_revision_are_not_followed(self, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        ran = tmp_path_factory.mktemp("ran") / "ran"
        git(repository, "config", "filter.evil.smudge", f"touch {ran}")
        git(repository, "config", "diff.evil.textconv", f"touch {ran}")
        (repository / ".gitattributes").write_text("*.yaml filter=evil diff=evil export-ignore\n", "utf-8")
        (repository / "leaflets/link.yaml").symlink_to("/etc/passwd")
        git(repository, "add", "-A")
        git(repository, "commit", "-q", "-m", "evil")
        with library_at(repository, "HEAD") as old:
            assert (old / "leaflets/iron.yaml").read_text("utf-8") == LEAFLET
            assert not (old / "leaflets/link.yaml").exists()
        assert not ran.exists()

    def test_inside_of_a_hook(self, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_DIR", "elsewhere/.git")
        monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere/index")
        with library_at(repository, "HEAD") as old:
            assert (old / "leaflets/iron.yaml").exists()


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


class TestWords:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Take **one** tablet a week, then 2 to 3 daily.", ["one tablet a week", "2 to 3 daily"]),
            ("1 in 10 people; 2.4 micrograms; 1,000µg in 200ml", ["1 in 10", "2.4 micrograms", "1,000µg", "200ml"]),
            ("half a tablet every 6 hours, or an injection every 3 months", ["half a tablet every 6 hours", "an injection every 3 months"]),
            ("Ring 01632 960 123. B12, COVID-19, http://a.b/12 and a@b1.c", ["01632 960 123"]),
            ("Once you feel well, one of us calls. [@a, p. 4]", []),
            ("5 mg/kg once a day at night", ["5 mg/kg once a day"]),
            ("Take it weekly", ["weekly"]),
        ],
    )
    def test_quantities(self, text: str, found: list[str]) -> None:
        assert quantities(text) == found

    def test_negations(self) -> None:
        assert negations("Do NOT stop unless you can't; **never** [@no-not]") == ["not", "stop", "unless", "can't", "never"]

    def test_a_space_before_the_unit_is_no_other_number(self) -> None:
        assert not number_changes("Take 10mg.", "Take 10 mg.")

    def test_close_changes_are_told_as_one(self) -> None:
        found = [(edit.before, edit.after) for edit in edits("Take 10 mg once a day", "Take 20 mg twice a day")]
        assert found == [("10 mg once", "20 mg twice")]

    def test_a_text_written_anew_is_one_change(self) -> None:
        assert len(list(edits("Iron is in the blood and it is a metal", "Ask us when you come to the clinic, please"))) == 1

    def test_long_texts_take_no_time(self) -> None:
        (found,) = edits("a " * 50_000, "b " * 50_000)
        assert found.after.startswith("b b")


TEXT = st.text("ab 1.\n*-", min_size=1, max_size=12)
KEYS = st.sampled_from(["text", "bullets", "name", "amount", "source", "low"])
VALUE = st.recursive(TEXT, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)


def _content(value: Any) -> dict[str, Any]:
    return {"leaflet": {"title": "T", "sections": [], "value": value}, "references": {}, "images": {}}


@given(VALUE, VALUE)
def test_whatever_differs_is_told_and_nothing_else(old: Any, new: Any) -> None:
    assert bool(compare(_content(old), _content(new))) == (old != new)
    assert compare(_content(old), _content(copy.deepcopy(old))) == ()
    for change in compare(_content(old), _content(new)):
        assert change.words


@given(st.lists(TEXT, max_size=8), st.lists(TEXT, max_size=8))
def test_every_item_is_matched_once(old: list[str], new: list[str]) -> None:
    matches = match(old, new, label)
    assert sorted(a for a, _ in matches if a is not None) == list(range(len(old)))
    assert [b for _, b in matches if b is not None] == list(range(len(new)))
    assert moved(matches) < set(range(len(new))) or not new
