"""Rules over the whole library: codes, versions, references, disclaimers, and what the brands say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leafletgen.builtin import builtin_folder
from leafletgen.check.governance import library, people, references
from leafletgen.check.library_subject import LibrarySubject, library_subject
from leafletgen.check.policy import Policy
from leafletgen.check.rule import Rule
from leafletgen.check.run import subject_of
from leafletgen.check.text.words import WordLists
from leafletgen.diagnostics import Diagnostic
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

TODAY = date(2026, 11, 22)
RULES = {rule.slug: rule for rule in (*library.RULES, *people.RULES, *references.RULES) if rule.stage == "library"}

MakeLibrary = Callable[..., Path]


def leaflet(text: str = "Some text. [@nice-ng239] [@green-2017]", version: str = "1.0", **fields: str) -> str:
    extra = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return (
        f'kind: handout\ntitle: A leaflet\nversion: "{version}"\nowner: A team\npublished: 2026-11-01\nreview_by: 2028-11-01\n{extra}'
        f"sections:\n  - heading: What is it?\n    content:\n      - text: {text}\n"
    )


def read(root: Path) -> LibrarySubject:
    shared, _ = read_library(root, builtin_folder())
    assert shared is not None
    subjects = [subject_of(shared, read_leaflet(shared, name), "en", TODAY, WordLists()) for name in shared.names]
    return library_subject(shared, tuple(subject for subject in subjects if subject), TODAY, builtin_folder())


def found(root: Path, rule: Rule) -> list[Diagnostic]:
    subject = read(root)
    return list(Policy.of(subject.library).judge(rule, subject, subject.source))


def lines(root: Path, slug: str) -> list[tuple[str, int]]:
    return [(diagnostic.span.file, diagnostic.span.line) for diagnostic in found(root, RULES[slug])]


def test_two_leaflets_with_one_code(make_library: MakeLibrary) -> None:
    root = make_library(
        {"leaflets/a.yaml": leaflet(code="B12-01"), "leaflets/b.yaml": leaflet(code="B12-01"), "leaflets/c.yaml": leaflet()}
    )
    assert lines(root, "id-missing") == [("leaflets/b.yaml", 7)]


def test_codes_that_differ(make_library: MakeLibrary) -> None:
    root = make_library(
        {"leaflets/a.yaml": leaflet(code="B12-01"), "leaflets/b.yaml": leaflet(code="B12-02"), "leaflets/c.yaml": leaflet()}
    )
    assert lines(root, "id-missing") == []


def approvals(digest: str, version: str = "1.0", language: str = "en") -> str:
    who = "by: A. Okafor, role: Nurse, on: 2026-11-02"
    return f'approvals:\n  - {{leaflet: a, language: {language}, version: "{version}", digest: {digest}, {who}}}\n'


def test_a_version_stands_for_one_content(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": leaflet(), "leaflets/approvals.yaml": approvals("0" * 64)})
    assert lines(root, "version-missing") == [("leaflets/a.yaml", 3)]


@pytest.mark.parametrize(("version", "language"), [("0.9", "en"), ("1.0", "cy")])
def test_another_version_or_language_was_approved(make_library: MakeLibrary, version: str, language: str) -> None:
    root = make_library({"leaflets/a.yaml": leaflet(), "leaflets/approvals.yaml": approvals("0" * 64, version, language)})
    assert lines(root, "version-missing") == []


def test_the_approved_content_itself(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": leaflet()})
    (root / "leaflets" / "approvals.yaml").write_text(approvals(read(root).leaflets["a"].digest))
    assert lines(root, "version-missing") == []


def test_a_reference_that_nothing_cites(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": leaflet("Some text. [@nice-ng239]")})
    assert lines(root, "reference-unused") == [("leaflets/references.yaml", 3)]


def test_nothing_is_unused_while_a_leaflet_cannot_be_read(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/a.yaml": leaflet("Some text. [@nice-ng239]"), "leaflets/b.yaml": "kind: handout\n"})
    assert lines(root, "reference-unused") == []


def test_references_that_nobody_can_look_up(make_library: MakeLibrary) -> None:
    entries = "\n".join(
        f"  - {{id: r{index}, type: book, title: A book, publisher: A house{extra}}}"
        for index, extra in enumerate(["", ', ISBN: "9780000000002"', ", DOI: 10.1000/a", ', URL: "https://example.org"', ', PMID: "123"'])
    )
    root = make_library({"leaflets/a.yaml": leaflet("Some text."), "leaflets/references.yaml": f"references:\n{entries}\n"})
    assert lines(root, "reference-unlinkable") == [("leaflets/references.yaml", 2)]


GOOD = "This is not a diagnosis. It does not replace a talk with your nurse or doctor. In an emergency, call 999 at once, and do not wait."


@pytest.mark.parametrize(
    ("full", "told"),
    [
        (GOOD, ""),
        ("For information only.", "nor"),
        (
            GOOD.replace("In an emergency, call 999 at once, and do not wait.", "Ask if anything here is not clear to you or your family."),
            "emergency",
        ),
        (GOOD.replace("It does not replace a talk with your nurse or doctor.", "Your nurse has more to say."), "professional"),
        ("Not a diagnosis. Does not replace a doctor. Emergency: 999.", "fewer than 20"),
    ],
)
def test_a_disclaimer_must_say_what_the_default_says(make_library: MakeLibrary, full: str, told: str) -> None:
    settings = f'brands: [clinic]\ndisclaimer:\n  en:\n    short: Not medical advice.\n    full: "{full}"\n'
    diagnostics = found(make_library({"leaflets/library.yaml": settings}), RULES["disclaimer-weakened"])
    assert [(d.span.file, d.span.line) for d in diagnostics] == ([("leaflets/library.yaml", 5)] if told else [])
    assert all(told in d.message for d in diagnostics)


def test_the_default_disclaimer_is_not_weak(make_library: MakeLibrary) -> None:
    assert lines(make_library(), "disclaimer-weakened") == []
    assert lines(make_library(), "disclaimer-missing") == []


def test_messages_of_the_library_can_weaken_it_too(make_library: MakeLibrary) -> None:
    weak = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "disclaimer-full"\nmsgstr "Take care."\n'
    assert lines(make_library({"templates/messages/en.po": weak}), "disclaimer-weakened") == [("templates/messages/en.po", 5)]


def test_a_language_without_a_disclaimer(make_library: MakeLibrary) -> None:
    root = make_library({"leaflets/library.yaml": "brands: [clinic]\nlanguages:\n  - en\n  - eo\n"})
    assert lines(root, "disclaimer-missing") == [("leaflets/library.yaml", 4)]


BRAND = "name: A clinic\nlocale: {locale}\ncontact: {{label: Desk, email: desk@clinic.example}}\nfeedback: Tell us.\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [("Ask us.", "or another format"), ("Ask for large print.", "another language"), ("Ask for braille or an interpreter.", "")],
)
def test_a_line_on_other_formats_must_offer_them(make_library: MakeLibrary, line: str, told: str) -> None:
    brand = BRAND.format(locale="en-GB") + f"other_formats: {line}\n"
    diagnostics = found(make_library({"leaflets/brands/clinic.yaml": brand}), RULES["other-formats-missing"])
    assert [(d.span.file, d.span.line) for d in diagnostics] == ([("leaflets/brands/clinic.yaml", 5)] if told else [])
    assert all(told in d.message for d in diagnostics)


@pytest.mark.parametrize(("locale", "topic", "wanted"), [("en-US", "discharge", 1), ("en-US", "diet", 0), ("en-GB", "discharge", 0)])
def test_us_discharge_papers_carry_the_notice(make_library: MakeLibrary, locale: str, topic: str, wanted: int) -> None:
    files: dict[str, Any] = {"leaflets/brands/clinic.yaml": BRAND.format(locale=locale), "leaflets/a.yaml": leaflet(topic=topic)}
    assert len(found(make_library(files), RULES["notice-missing"])) == wanted


@pytest.mark.parametrize(
    ("profile", "locale", "severity"), [("default", "en-US", "warning"), ("us-hhs", "en-US", "error"), ("us-hhs", "en-GB", "error")]
)
def test_the_us_profile_makes_an_error_of_a_missing_notice(make_library: MakeLibrary, profile: str, locale: str, severity: str) -> None:
    files = {
        "leaflets/brands/clinic.yaml": BRAND.format(locale=locale),
        "leaflets/a.yaml": leaflet(topic="consent"),
        "leaflets/library.yaml": f"brands: [clinic]\ncheck: {{profile: {profile}}}\n",
    }
    assert [str(d.severity) for d in found(make_library(files), RULES["notice-missing"])] == [severity]


def test_a_brand_without_a_way_to_complain(make_library: MakeLibrary) -> None:
    brand = BRAND.format(locale="en-GB").replace("feedback: Tell us.\n", "")
    files = {"leaflets/brands/clinic.yaml": brand, "leaflets/brands/other.yaml": BRAND.format(locale="en-GB")}
    root = make_library(files)
    assert lines(root, "feedback-missing") == [("leaflets/brands/clinic.yaml", 1)]
    (root / "leaflets" / "library.yaml").write_text("brands: [clinic]\ncheck: {profile: nhs}\n")
    assert [str(d.severity) for d in found(root, RULES["feedback-missing"])] == ["error"]


def test_the_notice_itself(make_library: MakeLibrary) -> None:
    brand = BRAND.format(locale="en-US") + "other_formats: Help in your language and large print are free. Ask us.\n"
    assert lines(make_library({"leaflets/brands/clinic.yaml": brand, "leaflets/a.yaml": leaflet(topic="consent")}), "notice-missing") == []
