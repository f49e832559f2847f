"""The commands approve, due and diff, and `build --release`: what they print where, and their exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from leafletgen.cli import main

LEAFLET = """\
kind: handout
title: Iron
version: "1.0"
owner: A team
published: 2026-11-22
review_by: 2027-01-31
sections:
  - heading: What is it?
    content:
      - text: Take 10 mg once a day. [@nice-ng239]
"""
SIGN = ("--by", "Dr A. Okafor", "--role", "Haematologist", "--today", "2026-11-22")

MakeLibrary = Callable[..., Path]


@pytest.fixture
def root(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_library({"leaflets/iron.yaml": LEAFLET})
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def edit(root: Path, old: str, new: str) -> None:
    path = root / "leaflets/iron.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


class TestApprove:
    def test_it_says_what_was_approved_by_whom(self, root: Path) -> None:
        done = run("approve", "iron", *SIGN)
        assert done.exit_code == 0
        assert done.stdout.startswith("approved iron (en), version 1.0, content ")
        assert done.stdout.endswith(" by Dr A. Okafor, Haematologist, on 2026-11-22\n")
        assert (root / "leaflets/approved/iron-en.json").exists()
        again = run("approve", "iron", *SIGN)
        assert again.exit_code == 0
        assert "was approved already by Dr A. Okafor, Haematologist, on 2026-11-22; nothing changed" in again.stdout

    @pytest.mark.parametrize(
        "arguments",
        [
            ("iron",),
            ("iron", "--by", "A"),
            ("iron", "--role", "A"),
            ("irom", *SIGN),
            ("iron", *SIGN, "--language", "fr"),
            ("iron", "--by", " ", "--role", "GP"),
            ("iron", "--by", "A", "--role", "a\nb"),
            ("iron", "--by", "A", "--role", "GP", "--today", "22/11/2026"),
            (),
        ],
    )
    def test_wrong_usage(self, root: Path, arguments: tuple[str, ...]) -> None:
        assert run("approve", *arguments).exit_code == 2
        assert not (root / "leaflets/approvals.yaml").exists()

    def test_a_leaflet_with_errors(self, root: Path) -> None:
        edit(root, "@nice-ng239", "@nice")
        done = run("approve", "iron", *SIGN)
        assert done.exit_code == 1
        assert done.stdout == ""
        assert "citation-unknown" in done.stderr
        assert "iron is not approved: mend the errors first" in done.stderr

    def test_an_unreadable_file(self, root: Path) -> None:
        (root / "leaflets/approvals.yaml").write_text("approvals: [", "utf-8")
        done = run("approve", "iron", *SIGN)
        assert done.exit_code == 1
        assert "leaflets/approvals.yaml:1" in done.stderr

    def test_a_folder_that_cannot_be_written(self, root: Path) -> None:
        (root / "leaflets/approved").write_text("in the way", "utf-8")
        done = run("approve", "iron", *SIGN)
        assert done.exit_code == 3
        assert "cannot write" in done.stderr

    def test_outside_of_a_library(self, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
        assert run("approve", "iron", *SIGN).exit_code == 2


class TestDue:
    def test_the_list(self, root: Path) -> None:
        done = run("due", "--today", "2026-11-22")
        assert (done.exit_code, done.stdout) == (0, "due in 70 days  2027-01-31  iron  version 1.0 (draft)  A team  Iron\n")
        assert run("due", "--today", "2026-11-22", "--within", "2m").stdout == ""
        assert json.loads(run("due", "--today", "2027-02-01", "--within", "0d", "--json").stdout)[0]["overdue"] is True

    def test_wrong_usage(self, root: Path) -> None:
        done = run("due", "--within", "soon")
        assert done.exit_code == 2
        assert 'found "soon"' in done.stderr

    def test_a_leaflet_that_cannot_be_read(self, root: Path) -> None:
        (root / "leaflets/zinc.yaml").write_text("title: [", "utf-8")
        done = run("due", "--today", "2026-11-22")
        assert done.exit_code == 1
        assert "iron" in done.stdout
        assert "leaflets/zinc.yaml:" in done.stderr


class TestDiff:
    @pytest.fixture
    def repository(self, root: Path) -> Path:
        for arguments in (
            ["init", "-q"],
            ["add", "-A"],
            ["-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "-m", "first"],
        ):
            subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)
        return root

    def test_in_words(self, repository: Path) -> None:
        edit(repository, "10 mg", "20 mg")
        done = run("diff", "HEAD", ".")
        assert done.exit_code == 0
        assert done.stdout.splitlines()[:2] == [
            "iron: Iron (changed, version 1.0 still)",
            '  numbers changed: 10 mg once a day -> 20 mg once a day (section "What is it?", text)  [leaflets/iron.yaml:10]',
        ]
        assert json.loads(run("diff", "HEAD", ".", "--json").stdout)[0]["changes"][0]["after"] == "20 mg once a day"

    def test_nothing_changed(self, repository: Path) -> None:
        assert run("diff", "HEAD", "HEAD").stdout == "nothing changed\n"
        assert run("diff", "HEAD", "HEAD", "--json").stdout == "[]\n"

    def test_unknown_revisions_and_no_repository_are_wrong_usage(self, repository: Path) -> None:
        done = run("diff", "v9", ".")
        assert done.exit_code == 2
        assert '"v9" is neither a folder nor a git revision here' in done.stderr

    def test_no_repository(self, root: Path) -> None:
        done = run("diff", "HEAD", ".")
        assert done.exit_code == 2
        assert "not a git repository" in done.stderr

    def test_no_git(self, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nonexistent")
        done = run("diff", "HEAD", ".")
        assert done.exit_code == 3
        assert "git is not installed" in done.stderr

    def test_a_leaflet_with_errors(self, repository: Path) -> None:
        edit(repository, "version", "versio")
        done = run("diff", "HEAD", ".")
        assert done.exit_code == 1
        assert "iron (cannot be compared: its new version has errors)" in done.stdout
        assert ".:leaflets/iron.yaml:" in done.stderr

    def test_settings_that_cannot_be_read(self, repository: Path) -> None:
        (repository / "leaflets/library.yaml").write_text("brands: [", "utf-8")
        done = run("diff", "HEAD", ".")
        assert (done.exit_code, done.stdout) == (1, "")


class TestRelease:
    """With `build` stopped before it sets a page: what it would print is all that matters here."""

    @pytest.fixture(autouse=True)
    def no_engine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from leafletgen.build import make

        monkeypatch.setattr(make.Maker, "make", lambda self, job, ready, known="": make.Made(job, b"%PDF", 1, ()))

    def test_a_draft_is_refused_and_nothing_is_printed(self, root: Path) -> None:
        done = run("build", "--release", "--today", "2026-11-22")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "error[status-draft]  version 1.0 in en is not released: nobody has approved its content as it is" in done.stderr
        assert not list(root.glob("dist/**/*.pdf"))

    def test_without_release_it_is_printed(self, root: Path) -> None:
        done = run("build", "--today", "2026-11-22")
        assert done.exit_code == 0
        assert "warning[status-draft]" in done.stderr
        assert list(root.glob("dist/iron/*.pdf"))

    def test_an_approved_one_is_released_until_it_is_overdue_or_changed(self, root: Path) -> None:
        run("approve", "iron", *SIGN)
        assert run("build", "--release", "--today", "2026-11-22").exit_code == 0
        late = run("build", "--release", "--today", "2027-02-01")
        assert late.exit_code == 1
        assert "not released: its review was due on 2027-01-31" in late.stderr
        edit(root, "10 mg", "20 mg")
        assert run("build", "--release", "--today", "2026-11-22").exit_code == 1

    def test_a_sign_off_of_another_version_releases_nothing(self, root: Path) -> None:
        run("approve", "iron", *SIGN)
        path = root / "leaflets/approvals.yaml"
        path.write_text(path.read_text("utf-8").replace('"1.0"', '"2.0"'), "utf-8")
        assert run("build", "--release", "--today", "2026-11-22").exit_code == 1

    def test_the_others_are_released(self, root: Path) -> None:
        run("approve", "iron", *SIGN)
        (root / "leaflets/zinc.yaml").write_text(LEAFLET, "utf-8")
        done = run("build", "--release", "--today", "2026-11-22")
        assert done.exit_code == 1
        assert [path.parent.name for path in root.glob("dist/*/*.pdf")] == ["iron"]


def test_the_commands_cost_nothing_at_start() -> None:
    code = "import sys, leafletgen.cli; print(sorted({'pydantic', 'weasyprint', 'yaml', 'jinja2', 'markdown_it'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
