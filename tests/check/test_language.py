"""The rules on words where fixtures do not reach: what counts as explained, other countries and languages, severity, and ordinary prose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time

import pytest
import yaml

from leafletgen.builtin import builtin_folder
from leafletgen.check.governance import leftovers
from leafletgen.check.plain_language import grammar, style, wordlists
from leafletgen.check.policy import Policy
from leafletgen.check.rule import Rule
from leafletgen.check.run import subject_of
from leafletgen.check.text.words import read_word_lists
from leafletgen.diagnostics import Diagnostic, Severity
from leafletgen.source.library import read_library
from leafletgen.source.reader import read_leaflet

RULES: tuple[Rule, ...] = (*wordlists.RULES, *grammar.RULES, *style.RULES, *leftovers.RULES)

LIBRARY = "brands: [clinic]\nlanguages: [{language}]\n"
BRAND = "name: Test Clinic\nlocale: {locale}\ncontact: {{label: Reception, phone: 01632 960 000}}\nfeedback: Tell us.\n"


class Checked:
    """A library of one leaflet, judged by the rules on words."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, *texts: str, slug: str = "", locale: str = "en-GB", tongue: str = "en", **fields: object) -> list[Diagnostic]:
        """What the rules say of paragraphs; with ``slug``, what that one says."""
        leaflet = {
            "kind": "handout", "title": "A leaflet", "version": "1.0", "owner": "A team",
            "published": "2026-11-01", "review_by": "2028-11-01",
            "sections": [{"heading": "What is it?", "content": [{"text": text} for text in texts]}],
        }  # fmt: skip
        self.write("leaflets/library.yaml", LIBRARY.format(language=tongue))
        self.write("leaflets/brands/clinic.yaml", BRAND.format(locale=locale))
        self.write("leaflets/leaflet.yaml", yaml.safe_dump(leaflet | fields, allow_unicode=True, sort_keys=False, width=10_000))
        return [d for d in self.found(tongue) if not slug or d.rule == slug]

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def found(self, tongue: str) -> Iterator[Diagnostic]:
        library, problems = read_library(self.root, builtin_folder())
        assert library is not None
        assert not problems
        read = read_leaflet(library, "leaflet")
        assert not read.diagnostics
        words = read_word_lists(tongue, (self.root, builtin_folder()))
        subject = subject_of(library, read, tongue, date(2026, 11, 22), words)
        assert subject is not None
        policy = Policy.of(library)
        for rule in RULES:
            yield from policy.judge(rule, subject, subject.source)


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    return Checked(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "You may have high blood pressure (hypertension).",
        "You may have high blood pressure (also called hypertension).",
        "Hypertension (high blood pressure) is no fun.",
        "Renal failure (when your kidneys stop working) is no fun.",
        "Angioplasty is a way to widen a blood vessel.",
        "An angioplasty is when we widen a blood vessel.",
        "Erythema means that your skin is red.",
        "We take out the lump. This is called a resection.",
        "These are called coronary angioplasty tests.",
        "Nerves lose myelin, their fatty coat, and are harmed.",
        "You may have arrhythmia, which is an uneven heartbeat.",
        "The pain is neuralgia, where a nerve hurts.",
        "You may have pyrexia, or a high temperature.",
        "You may have a high temperature, or pyrexia.",
        "Ischaemia: too little blood gets through.",
        "The medical name for fainting is syncope.",
        'Bruises are known as "ecchymoses".',
    ],
)
def test_a_hard_word_is_explained(checked: Checked, text: str) -> None:
    assert checked(text, slug="jargon") == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("You may have hypertension.", 14),
        ("Hypertension (HTN) is no fun.", 1),
        ("Hypertension (see page 2) is no fun.", 1),
        ("Some illnesses (for example hypertension) are no fun.", 29),
        ("After resection, the nurse, who knows you, comes.", 7),
        ("If you have arrhythmia, the doctor, the nurse and we help.", 13),
        ("Hypertension is a common condition.", 1),
        ("You get hypertension, arthritis and more.", 9),
        ("See [our *renal* page](https://example.org/renal).", 11),
    ],
)
def test_a_hard_word_is_not_explained(checked: Checked, text: str, column: int) -> None:
    (found,) = checked(text, slug="jargon")
    assert found.excerpt[found.span.column - 1 :].lower().startswith(text[column - 1 : column + 3].lower())


def test_a_word_once_explained_is_known(checked: Checked) -> None:
    found = checked("Hypertension is bad.", "High blood pressure (hypertension) is bad.", "Hypertensive people know.", slug="jargon")
    assert [d.path for d in found] == ["sections/0/content/0/text"]


def test_a_heading_may_use_what_the_text_explains(checked: Checked) -> None:
    assert checked("High blood pressure (hypertension) is bad.", slug="jargon", title="Hypertension and you") == []
    assert len(checked("Something is bad.", slug="jargon", title="Hypertension and you")) == 1


def test_the_library_s_own_words_count(checked: Checked) -> None:
    checked.write("styles/words/en.yaml", "jargon: [{term: spoon theory, prefer: pacing}]\nabbreviations-ok: [RVH]\n")
    (found,) = checked("Ask at RVH about spoon theory.")
    assert (found.rule, found.fix) == ("jargon", 'write "pacing", or explain it beside the word')


def test_names_are_let_be(checked: Checked) -> None:
    text = "Ask the Renal Recovery Trust at TEST CLINIC."
    assert checked(text, slug="jargon", check={"names": ["Renal Recovery Trust"]}) == []
    assert checked(text, slug="all-caps") == []


@pytest.mark.parametrize(("locale", "hits"), [("en-GB", ["color"]), ("en-US", ["fibre"]), ("en-CA", [])])
def test_spelling_goes_by_the_brand_s_country(checked: Checked, locale: str, hits: list[str]) -> None:
    found = checked("The color of the fibre.", slug="spelling-locale", locale=locale)
    assert [d.excerpt[d.span.column - 1 : d.span.end_column - 1] for d in found] == hits


def test_spelling_goes_by_the_language_s_country_first(checked: Checked) -> None:
    assert [d.value for d in checked("The color.", slug="spelling-locale", locale="en-GB", tongue="en-US")] == []


def test_a_telephone_number_is_no_patient_in_america(checked: Checked) -> None:
    assert checked("The line is 943-476-5919.", slug="personal-data", locale="en-US") == []
    assert len(checked("NHS number 943-476-5919.", slug="personal-data", locale="en-US")) == 1
    assert len(checked("The line is 943-476-5919.", slug="personal-data")) == 1


def test_the_message_does_not_repeat_a_patient_s_number(checked: Checked) -> None:
    (found,) = checked("NHS number 943 476 5919.", slug="personal-data")
    assert "943" not in found.message + found.fix


def test_passive_sentences_weigh_more_when_there_are_many(checked: Checked) -> None:
    active = "You walk. You eat. You sleep. You rest. You wait. You read."
    (single,) = checked(active, "You are seen.", slug="passive-voice")
    assert (single.severity, single.value) == (Severity.ADVICE, None)
    many = checked(active, "You are seen. You are given tea.", slug="passive-voice")
    assert [(d.severity, d.value, d.limit) for d in many] == [(Severity.WARNING, 25, 20)] * 2
    assert [d.severity for d in checked("You are seen.", slug="passive-voice")] == [Severity.ADVICE]


def test_one_abbreviation_is_reported_once_where_it_first_stands(checked: Checked) -> None:
    found = checked("An ECG and an ECG.", "An electrocardiogram (ECG).", "An ECG and an EEG.", slug="abbreviation-undefined")
    assert [(d.path.split("/")[3], d.message) for d in found] == [
        ("0", '"ECG" stands here before it is spelled out'),
        ("2", '"EEG" stands here and nothing spells it out'),
    ]


def test_other_languages_are_judged_by_what_holds_in_all(checked: Checked) -> None:
    text = "Hypertension is not uncommon, e.g. MRSA. TBC. *eins zwei drei vier* TODO: und XXX, don't. The patient was seen."
    assert {d.rule for d in checked(text, tongue="de", locale="de-DE")} == {"italic-underline", "placeholder-text"}


def test_the_leaflets_that_come_with_the_tool_have_no_warnings() -> None:
    root = builtin_folder()
    library, _ = read_library(root, root)
    assert library is not None
    words = read_word_lists("en", (root,))
    for name in library.names:
        subject = subject_of(library, read_leaflet(library, name), "en", date(2026, 11, 22), words)
        assert subject is not None
        found = [d for rule in RULES for d in Policy.of(library).judge(rule, subject, subject.source)]
        assert [d for d in found if d.severity is not Severity.ADVICE] == []


ORDINARY = Path(__file__).with_name("ordinary_prose.txt")


def test_ordinary_prose_is_left_in_peace(checked: Checked) -> None:
    texts = [line for line in ORDINARY.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(texts) > 100
    assert [(d.rule, d.message, d.excerpt) for d in checked(*texts)] == []


@pytest.mark.parametrize(
    "text",
    [
        "hypertension (",
        "hypertension, the ",
        "medical name of ",
        "patients a ",
        "not ",
        "is seen, ",
        "*a ",
        "[a](b",
        "123 456 ",
        "AB ",
        "{{ ",
        "[insert ",
    ],
)
def test_long_runs_are_read_in_reasonable_time(checked: Checked, text: str) -> None:
    before = process_time()
    assert len(checked((text * 1500).strip())) < 1000
    assert process_time() - before < 20


def test_a_placeholder_is_reported_once(checked: Checked) -> None:
    assert len(checked("TODO: write this", slug="placeholder-text")) == 1


def test_every_rule_says_why_and_how() -> None:
    for rule in RULES:
        assert rule.check is not None
        assert all((rule.reason, rule.basis, rule.example, rule.mend, rule.check.__doc__))
