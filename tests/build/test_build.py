"""A build from the command line: what is made, what is said, and with which exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest
from reading import Pdf
from running import LEAFLET, leafletgen, outputs_in, process, with_content

from leafletgen.build.agenda import Agenda
from leafletgen.build.make import prepare
from leafletgen.build.plan import Request
from leafletgen.build.report import Options
from leafletgen.html.compose import Composer
from leafletgen.pdf.engine import EngineMissing
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

MakeLibrary = Callable[..., Path]
BRAND = "name: Another\ncontact: {label: Desk, phone: 01632 960 002, hours: 9am to 5pm}\nfeedback: Tell us.\n"
OUT = "dist/{0}/{0}-en-standard.pdf"


def test_one_bad_leaflet_never_stops_the_others(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": LEAFLET, "leaflets/c.yaml": LEAFLET})
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    before = (root / OUT.format("b")).read_bytes()
    for name in "ac":
        (root / OUT.format(name)).unlink()
    (root / "leaflets" / "b.yaml").write_text(LEAFLET.replace("nice-ng239", "nice-ng238"))
    result = leafletgen(root, "build")
    assert result.exit_code == 1
    assert {line.split()[0] for line in result.stdout.splitlines()} == {OUT.format("a"), OUT.format("c")}
    assert 'leaflets/b.yaml:10:28  error[citation-unknown]  there is no reference "nice-ng238"' in result.stderr
    assert 'hint: did you mean "nice-ng239"?' in result.stderr
    assert "2 outputs built, 1 not built; 1 error, 2 warnings" in result.stderr
    assert (root / OUT.format("b")).read_bytes() == before


def test_a_leaflet_whose_source_has_errors_is_not_printed(make_library: MakeLibrary) -> None:
    """The same errors as `check` tells; warnings are left to it."""
    dose = LEAFLET.replace("Some words", "Take 5.0 mg. The patient is told")
    root = make_library({"leaflets/a.yaml": dose, "leaflets/b.yaml": LEAFLET})
    result = leafletgen(root, "build")
    assert result.exit_code == 1
    assert "leaflets/a.yaml:10:20  error[dose-decimal]" in result.stderr
    assert "third-person-patient" not in result.stderr
    assert [path.name for path in (root / "dist").rglob("*.pdf")] == ["b-en-standard.pdf"]


@pytest.mark.parametrize(
    "settings",
    ["check: {rules: {dose-decimal: warning}}\n", "check: {rules: {dose-decimal: off}}\n"],
)
def test_a_library_settles_what_keeps_a_leaflet_from_being_printed(make_library: MakeLibrary, settings: str) -> None:
    library = "brands: [clinic]\neditions: [standard]\n" + settings
    root = make_library({"leaflets/a.yaml": LEAFLET.replace("Some words", "Take 5.0 mg"), "leaflets/library.yaml": library})
    assert leafletgen(root, "build").exit_code == 0


def test_a_waived_error_is_printed(make_library: MakeLibrary) -> None:
    waiver = "check: {ignore: [{rule: dose-decimal, reason: the name of a product}]}\n"
    root = make_library({"leaflets/a.yaml": LEAFLET.replace("Some words", "Take 5.0 mg") + waiver})
    assert leafletgen(root, "build").exit_code == 0


def test_a_failure_inside_the_engine_is_that_leaflets_alone(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    compose = Composer.compose
    broken = lambda self, copy: compose(self, copy) if copy.name == "b" else 1 / 0  # noqa: E731
    monkeypatch.setattr(Composer, "compose", broken)
    root = make_library({"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": LEAFLET})
    result = leafletgen(root, "build")
    assert result.exit_code == 1
    assert "leaflets/a.yaml:1:1  error[engine]" in result.stderr
    assert outputs_in(root / "dist") == {"b/b-en-standard.pdf"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["leaflet-on"], 'there is no leaflet "leaflet-on" in this library; did you mean "leaflet-one"?'),
        (["zzz"], 'there is no leaflet "zzz" in this library; there are: leaflet-one'),
        (["-e", "standart"], 'there is no edition "standart" in this library; did you mean "standard"?'),
        (["-b", "clinik"], 'there is no brand "clinik" in this library; did you mean "clinic"?'),
        (["-l", "de"], 'there is no language "de" in this library; there are: en'),
        (["--today", "tomorrow"], '--today takes a date such as 2026-11-22, found "tomorrow"'),
        (["--nonsense"], "No such option"),
        (["leaflet-one.yaml"], 'did you mean "leaflet-one"?'),
    ],
)
def test_wrong_usage(make_library: MakeLibrary, arguments: list[str], message: str) -> None:
    root = make_library({"leaflets/leaflet-one.yaml": LEAFLET})
    result = leafletgen(root, "build", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert not (root / "dist").exists()


@pytest.mark.parametrize("command", ["build", "list"])
def test_outside_of_a_library(tmp_path: Path, command: str) -> None:
    result = leafletgen(tmp_path, command)
    assert result.exit_code == 2
    assert result.stderr.startswith("leafletgen: there is no leaflets/ folder here or above")


def test_a_library_without_usable_settings_builds_nothing(make_library: MakeLibrary) -> None:
    result = leafletgen(make_library({"leaflets/library.yaml": "brands: []\n", "leaflets/a.yaml": LEAFLET}), "build")
    assert result.exit_code == 1
    assert "leaflets/library.yaml:1:" in result.stderr


def test_an_engine_that_cannot_be_loaded(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    broken = (
        "import sys\n"
        "class Broken:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'weasyprint': raise OSError('cannot load library pango')\n"
        "sys.meta_path.insert(0, Broken())"
    )
    done = process(root, "build", code=broken)
    assert (done.returncode, done.stdout) == (3, "")
    assert "the typesetting engine cannot start (cannot load library pango); run `leafletgen doctor`" in done.stderr
    assert "Traceback" not in done.stderr
    web = process(root, "build", "-e", "web", "--quiet", code=broken)
    assert (web.returncode, web.stderr) == (0, "")
    doctor = process(root, "doctor", code=broken)
    assert doctor.returncode == 3
    assert "missing  WeasyPrint and Pango: cannot load library pango" in doctor.stdout


def test_an_engine_that_goes_missing(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> NoReturn:
        raise EngineMissing("cannot load library pango")

    monkeypatch.setattr("leafletgen.pdf.typeset.engine", missing)
    result = leafletgen(make_library({"leaflets/a.yaml": LEAFLET}), "build")
    assert result.exit_code == 3
    assert "the typesetting engine cannot start (cannot load library pango)" in result.stderr


def test_a_withdrawn_leaflet_goes_and_nothing_else(make_library: MakeLibrary) -> None:
    root = make_library(
        {"leaflets/a.yaml": LEAFLET, "leaflets/a-b.yaml": LEAFLET, "leaflets/library.yaml": "brands: [clinic]\neditions: [standard, web]\n"}
    )
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    (root / "dist" / "clinic" / "a").mkdir(parents=True)
    for kept in ("a/note.pdf", "a/notes.txt", "a.pdf", "clinic/a/a-en-standard.pdf"):
        (root / "dist" / kept).write_text("")
    withdrawn = "withdrawn: {on: 2026-03-01, reason: A mistake, replaced_by: a-b}\n"
    (root / "leaflets" / "a.yaml").write_text(LEAFLET + withdrawn)
    result = leafletgen(root, "build")
    assert result.exit_code == 0
    assert "removed dist/a/a-en-standard.pdf" in result.stderr
    assert "advice[withdrawn]  this leaflet is withdrawn: it is not built" in result.stderr
    assert outputs_in(root / "dist") == {"a/note.pdf", "a/notes.txt", "a.pdf", "a-b/a-b-en-standard.pdf", "a-b/a-b-en-web.html"}
    assert "withdrawn 2026-03-01" in leafletgen(root, "list").stdout


def test_several_brands_have_folders_of_their_own(make_library: MakeLibrary) -> None:
    root = make_library(
        {
            "leaflets/a.yaml": LEAFLET,
            "leaflets/brands/other.yaml": BRAND,
            "leaflets/library.yaml": "brands: [clinic, other]\neditions: [web]\n",
        }
    )
    assert leafletgen(root, "build", "--quiet").exit_code == 0
    assert outputs_in(root / "dist") == {"clinic/a/a-en-web.html", "other/a/a-en-web.html"}
    assert ">Another<" in (root / "dist/other/a/a-en-web.html").read_text()
    assert leafletgen(root, "build", "-b", "other", "-o", "elsewhere", "--quiet").exit_code == 0
    assert outputs_in(root / "elsewhere") == {"a/a-en-web.html"}


def test_a_named_build_speaks_of_that_leaflet_and_what_it_shares(make_library: MakeLibrary) -> None:
    root = make_library(
        {
            "leaflets/a.yaml": LEAFLET,
            "leaflets/b.yaml": LEAFLET.replace("kind", "kund"),
            "leaflets/approvals.yaml": "aprovals: []\n",
        }
    )
    result = leafletgen(root, "build", "a", "-e", "web")
    assert result.exit_code == 1
    assert "b.yaml" not in result.stderr
    assert "reference-unused" not in result.stderr
    assert "leaflets/approvals.yaml:1:1  error" in result.stderr
    assert outputs_in(root / "dist") == {"a/a-en-web.html"}


def test_json_is_one_event_a_line_and_nothing_else(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": LEAFLET.replace("nice-ng239", "nice")})
    result = leafletgen(root, "build", "--json")
    assert result.stderr == ""
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert events[0] == {"event": "started", "outputs": 2, "to_do": 2}
    assert events[1] == {
        "event": "built", "leaflet": "a", "language": "en", "edition": "standard", "brand": "clinic",
        "path": "dist/a/a-en-standard.pdf", "pages": 1, "size": (root / OUT.format("a")).stat().st_size,
    }  # fmt: skip
    assert [event["rule"] for event in events if event["event"] == "diagnostic"] == ["status-draft", "citation-unknown"]
    assert events[2] == {"event": "failed", "leaflet": "b", "language": "en", "edition": "standard", "brand": "clinic"}
    assert events[4] == {
        "event": "diagnostic", "rule": "citation-unknown", "severity": "error", "message": 'there is no reference "nice"',
        "fix": "add it to leaflets/references.yaml", "file": "leaflets/b.yaml", "line": 10, "column": 28, "end_line": 10, "end_column": 33,
    }  # fmt: skip
    assert events[-1] == {"event": "done", "built": 1, "unchanged": 0, "failed": 1}
    (root / "leaflets" / "a.yaml").write_text(LEAFLET + "withdrawn: {on: 2026-03-01, reason: A mistake}\n")
    removed = [json.loads(line) for line in leafletgen(root, "build", "a", "--json").stdout.splitlines()]
    assert removed[1] == {"event": "removed", "path": "dist/a/a-en-standard.pdf"}


def test_quiet_says_nothing_but_errors(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    result = leafletgen(root, "build", "--quiet", "--force")
    assert (result.exit_code, result.output) == (0, "")
    (root / "leaflets" / "a.yaml").write_text(LEAFLET.replace("nice-ng239", "nice"))
    result = leafletgen(root, "build", "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error[citation-unknown]" in result.stderr
    assert "warning" not in result.stderr
    assert "built" not in result.stderr


def test_a_build_from_a_folder_of_the_library(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET.replace("nice-ng239", "nice")})
    (root / "leaflets" / "images").mkdir()
    result = leafletgen(root / "leaflets" / "images", "build")
    assert str(root / "leaflets" / "a.yaml") + ":10:28" in result.stderr
    assert not (root / "dist").exists()


def test_a_draft_and_an_overdue_leaflet_say_so(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    for today, overdue in (("2028-01-01", False), ("2028-01-02", True)):
        result = leafletgen(root, "build", "--today", today)
        assert result.exit_code == 0
        assert ("leaflets/a.yaml:6:12  warning[review-overdue]  the review was due on 2028-01-01" in result.stderr) is overdue
        assert "leaflets/a.yaml:3:1  warning[status-draft]" in result.stderr
        pdf = Pdf(root / OUT.format("a"))
        page = " ".join(pdf.pages[0].split())
        start = pdf.read_out[: pdf.read_out.index("A heading")]
        assert ("Out of date: review was due January 2028" in page.rpartition("DRAFT, not for patients")[2]) is overdue
        assert ("Review by January 2028" in page) is not overdue
        assert ("due" in start) is overdue
        assert "DRAFT" in start


def test_source_date_epoch_is_today(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    for epoch, overdue in (("1830297600", False), ("1830384000", True)):  # 2028-01-01 and the day after
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert ("review-overdue" in leafletgen(root, "build", "-e", "web").stderr) is overdue
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    result = leafletgen(root, "build")
    assert result.exit_code == 2
    assert 'SOURCE_DATE_EPOCH is a number of seconds, found "today"' in result.stderr
    assert leafletgen(root, "build", "-e", "web", "--today", "2026-01-01").exit_code == 0


def approve(root: Path) -> None:
    """Sign off the content of leaflet `a`."""
    library, _ = read_library(root, root)
    assert library
    ready = prepare(library, read_leaflet(library, "a"), "en", date(2026, 1, 1))
    assert ready
    signed = f'{{leaflet: a, version: "1.0", digest: {ready.digest}, by: Dr Ada Gray, role: Consultant, on: 2026-02-03}}'
    (root / "leaflets" / "approvals.yaml").write_text(f"approvals:\n  - {signed}\n")


def test_an_approval_is_bound_to_the_content(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    approve(root)

    def is_draft() -> bool:
        result = leafletgen(root, "build", "-e", "web")
        assert result.exit_code == 0
        html = (root / "dist/a/a-en-web.html").read_text()
        assert ("Dr Ada Gray, Consultant" in html) is ("DRAFT" not in html) is ("status-draft" not in result.stderr)
        return "DRAFT" in html

    assert not is_draft()
    title, _, rest = LEAFLET.partition("version:")
    version, _, rest = rest.partition("\n")
    references = (root / "leaflets/references.yaml").read_text()
    for same in (LEAFLET + "# a comment\n", f"version:{version}\n{title}{rest}", LEAFLET.replace("A leaflet", '"A leaflet"')):
        (root / "leaflets/a.yaml").write_text(same)
        assert not is_draft()
    for changed in ("A leaflet", "Some words", "A team", "2028-01-01", "1.0"):
        (root / "leaflets/a.yaml").write_text(
            LEAFLET.replace(changed, changed.replace("A", "The").replace("1", "2").replace("Some", "Few"))
        )
        assert is_draft(), changed
    (root / "leaflets/a.yaml").write_text(LEAFLET)
    (root / "leaflets/references.yaml").write_text(references.replace("deficiency", "lack"))
    assert is_draft()
    (root / "leaflets/references.yaml").write_text(references.replace("title: Vitamin B12,", "title: Another,"))
    assert not is_draft()  # a reference that it does not cite


def test_an_approved_pdf_is_no_draft_anywhere(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET})
    leafletgen(root, "build", "--quiet")
    assert "DRAFT" in Pdf(root / OUT.format("a")).pages[0]
    approve(root)
    leafletgen(root, "build", "--quiet")
    pdf = Pdf(root / OUT.format("a"))
    assert "DRAFT" not in "".join(pdf.pages) + pdf.read_out
    assert "Approved by Dr Ada Gray, Consultant, on 3 February 2026" in " ".join(pdf.pages[0].split())


def test_a_picture_that_cannot_be_used_costs_its_leaflet(make_library: MakeLibrary) -> None:
    figure = with_content("figure: {image: images/none.png, alt: Nothing}")
    result = leafletgen(make_library({"leaflets/a.yaml": figure, "leaflets/b.yaml": LEAFLET}), "build", "-e", "web")
    assert result.exit_code == 1
    assert 'leaflets/a.yaml:10:25  error[image-missing]  "images/none.png" cannot be read: no such file or directory' in result.stderr
    assert result.stderr.count("image-missing") == 1


def test_a_logo_that_cannot_be_used_is_told_at_its_brand(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "leaflets/brands/clinic.yaml": BRAND + "logo: {image: ../logo.png, alt: Logo}\n"})
    result = leafletgen(root, "build")
    assert result.exit_code == 1
    assert "leaflets/brands/clinic.yaml:4:15  error[image-missing]" in result.stderr
    assert outputs_in(root / "dist") == set()


def test_editions_of_a_single_leaflet_are_given_to_all_workers(make_library: MakeLibrary, builtin: Path) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "leaflets/b.yaml": LEAFLET})

    def given(workers: int, *leaflets: str) -> list[int]:
        request = Request(leaflets, ("standard", "mono", "letter"))
        agenda = Agenda(root, builtin, root / "dist", request, Options(date(2026, 1, 1), workers=workers))
        return [len(order.jobs) for order in agenda.orders()]

    assert given(2, "a") == [1, 1, 1]
    assert given(1, "a") == [3]
    assert given(2, "a", "b") == [3, 3]
