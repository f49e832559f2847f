"""A browser for the catalogue's page, and output folders to look at with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cataloguing import BRAND, FACTS, example, example_library, file_of, many, record
from opening import OpenPage
from playwright.sync_api import Browser, Page
from running import REPOSITORY

from leafletgen.build.catalogue import write_catalogue
from leafletgen.build.catalogue.pictures import picture_path
from leafletgen.build.manifest import Manifest
from leafletgen.build.order import FAILED, WITHDRAWN


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a file in a window of its own, which has no network; fails when the page complains, or asks for what is no file."""
    contexts, wrong = [], []

    def look(path: Path, at: str = "", width: int = 1280, height: int = 900, **how: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **how)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda failure: wrong.append(str(failure)))
        page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
        page.goto(path.as_uri() + at)
        return page

    yield look
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> tuple[Path, Manifest]:
    """The example library's output folder with its catalogue, and leaflets of every sort that needs care."""
    dist = tmp_path_factory.mktemp("small") / "dist"
    manifest = example(dist, shared_folder)
    english = FACTS["b12-questions"]
    arabic = replace(english, code="AR-1", title="أقراص الحديد", summary="ما هو، وكيف تتناوله.", audience="", topic="medicine")
    pdf, web = file_of(dist, "b12-questions/b12-questions-en-standard.pdf"), file_of(dist, "b12-questions/b12-questions-en-web.html")
    paths = {"iron": "iron/iron-ar-standard.pdf", "scan": "scan/50% & <more>.html", "stale": "stale/stale-en-standard.pdf"}
    for path, like in zip(paths.values(), (pdf, web, pdf), strict=True):
        (dist / path).parent.mkdir()
        shutil.copy(dist / like.path, dist / path)
    evil = replace(
        english, title="A <script>alert(1)</script> & \"quotes\" 'here'", code="X-1", summary="</script><img src=x onerror=alert(1)>"
    )
    more = [
        record(
            "b12-nerve-health", "standard", replace(arabic, title="فيتامين ب١٢ وأعصابك"), replace(pdf, path=paths["iron"]), language="ar"
        ),
        record("iron", "standard", arabic, replace(pdf, path=paths["iron"]), language="ar"),
        record("scan", "web", evil, replace(web, path=paths["scan"])),
        record("stale", "standard", replace(english, title="Café visits", version="0.9"), replace(pdf, path=paths["stale"]), state=FAILED),
        record("never", "standard", replace(english, title="Never built"), None, state=FAILED),
        record("old", "standard", replace(english, title="An old leaflet"), None, state=WITHDRAWN),
        record("gone", "standard", None, None, state=WITHDRAWN, brand=BRAND),
    ]
    for number, each in enumerate(more):
        manifest.records[f"more/{number}.pdf"] = each
    assert write_catalogue(dist, manifest, example_library(), REPOSITORY) == ()
    return dist, manifest


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory, small: tuple[Path, Manifest]) -> Path:
    """An output folder with a catalogue of a thousand leaflets, all of which look like one."""
    dist = tmp_path_factory.mktemp("large") / "dist"
    like = file_of(small[0], "b12-questions/b12-questions-en-standard.pdf")
    (dist / "pictures").mkdir(parents=True)
    shutil.copy(small[0] / picture_path(like), dist / picture_path(like))
    assert write_catalogue(dist, many(1000, like), example_library(), REPOSITORY) == ()
    return dist
