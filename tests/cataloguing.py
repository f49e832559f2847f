"""Output folders for tests of the catalogue: manifests made by hand over real PDFs, from a handful of leaflets to a thousand."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from running import LEAFLETS, REPOSITORY, build_once

from leafletgen.build.facts import Facts
from leafletgen.build.job import Job
from leafletgen.build.manifest import Manifest, write_manifest
from leafletgen.build.order import BUILT
from leafletgen.build.output import File
from leafletgen.build.record import Inputs, Record
from leafletgen.source.library import Library, read_library

BRAND = "riverside-health-centre"

FACTS = {
    "b12-nerve-health": Facts(
        code="B12-01",
        kind="handout",
        topic="condition",
        title="Vitamin B12 and your nerves",
        summary="Low vitamin B12 can harm nerves. Treatment that starts early helps **most** people. [@nice-ng239]",
        audience="Adults with low vitamin B12, and those who care for them",
        version="1.0",
        published="2026-11-22",
        review_by="2028-11-22",
        codes={"icd10": ("E53.8",), "snomed": ("190634004",)},
        digest="1" * 64,
    ),
    "b12-questions": Facts(
        code="B12-02",
        kind="faq",
        topic="treatment",
        title="Vitamin B12: your questions",
        summary="Short answers to what people ask most.",
        audience="Adults who take vitamin B12",
        version="1.2",
        published="2026-10-01",
        review_by="2028-10-01",
        codes={"icd10": ("E53.8", "D51.9")},
        digest="2" * 64,
        approved="2026-10-02",
    ),
    "b12-food-guide": Facts(
        code="B12-03",
        kind="food-guide",
        topic="diet",
        title="Foods with vitamin B12",
        summary="What to eat to get enough.",
        audience="",
        version="2.0",
        published="2024-01-10",
        review_by="2026-01-10",
        codes={},
        digest="3" * 64,
        approved="2024-01-11",
        overdue=True,
    ),
}
"""Facts such as those of the example library; a draft, an approved leaflet and an overdue one."""

TITLES = {
    "en": ("Iron tablets", "Café visits after your operation", "Living with <b>asthma</b> & hay fever", "Blood tests", "Warfarin and food"),
    "ar": ("أقراص الحديد", "العيش مع الربو", "فيتامين ب١٢ وأعصابك", "فحوصات الدم", "دليل الطعام"),
    "cy": ("Tabledi haearn", "Byw gydag asthma", "Profion gwaed", "Bwyd a warffarin", "Ar ôl eich llawdriniaeth"),
}
SUMMARIES = {
    "en": "What it is, how to take it, and when to get help. It helps most people within a few weeks.",
    "ar": "ما هو، وكيف تتناوله، ومتى تطلب المساعدة.",
    "cy": "Beth ydyw, sut i’w gymryd, a phryd i gael help.",
}


def file_of(dist: Path, path: str) -> File:
    """A file of an output folder as a manifest tells of it."""
    data = (dist / path).read_bytes()
    return File(path, sha256(data).hexdigest(), len(data))


def record(leaflet: str, edition: str, facts: Facts | None, file: File | None, **more: object) -> Record:
    """One output, in English unless ``more`` says otherwise."""
    names = {"language": "en", "brand": BRAND, "n_up": 1}
    job = Job(leaflet, edition=edition, **{name: more.pop(name, value) for name, value in names.items()})  # type: ignore[arg-type]
    given = {"state": BUILT, "pages": 0 if edition == "web" else 5, **more}
    return Record(job=job, inputs=Inputs.of({}, {}), holds=("", ""), facts=facts, file=file, **given)  # type: ignore[arg-type]


def manifest_of(records: Iterable[Record]) -> Manifest:
    """A manifest of outputs; one without a file is told by where it would be."""
    named = {r.file.path if r.file else f"{r.job.leaflet}/{r.job.stem}.pdf": r for r in records}
    return Manifest(made_with={"": {"leafletgen": "0"}}, records=named)


def example(dist: Path, shared: Path, editions: Sequence[str] = ("standard", "large-print", "web")) -> Manifest:
    """The built example library copied into ``dist``, with its manifest."""
    records = []
    for leaflet in LEAFLETS:
        build_once(shared, leaflet)
        shutil.copytree(shared / leaflet, dist / leaflet, dirs_exist_ok=True)
        for edition in editions:
            path = f"{leaflet}/{leaflet}-en-{edition}.{'html' if edition == 'web' else 'pdf'}"
            records.append(record(leaflet, edition, FACTS[leaflet], file_of(dist, path)))
    manifest = manifest_of(records)
    write_manifest(dist, manifest)
    return manifest


def many(count: int, like: File) -> Manifest:
    """``count`` leaflets in English and some in Arabic and Welsh, in two editions, each with a file such as ``like``."""
    records = []
    for number in range(count):
        name, kinds, topics = f"leaflet-{number:04}", ("handout", "faq", "food-guide"), ("condition", "medicine", "procedure", "diet", "")
        if number % 7 == 3:
            languages: tuple[str, ...] = ("ar",)
        else:
            languages = ("en", *(["ar"] if number % 4 == 0 else []), *(["cy"] if number % 6 == 0 else []))
        for language in languages:
            facts = replace(
                FACTS["b12-questions"],
                code=f"L-{number:04}",
                kind=kinds[number % 3],
                topic=topics[number % 5],
                title=f"{TITLES[language][number % 5]} {number}",
                summary=SUMMARIES[language],
                audience="Adults" if language == "en" else "",
                approved="" if number % 5 == 1 else "2026-10-02",
                overdue=number % 11 == 2,
                digest=f"{number:064x}",
            )
            for edition in ("standard", "large-print"):
                path = f"{name}/{name}-{language}-{edition}.pdf"
                records.append(record(name, edition, facts, replace(like, path=path), language=language))
    return manifest_of(records)


def example_library(root: Path = REPOSITORY) -> Library:
    """The library of this repository, or another."""
    library, _ = read_library(root, REPOSITORY)
    assert library
    return library
