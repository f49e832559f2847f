"""Every tagged PDF passes veraPDF, the reference validator, as all that its metadata claims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from running import LEAFLETS, PDF_EDITIONS, REPOSITORY, TODAY, leafletgen
from validating import verdicts

Built = Callable[[str, str], Path]
Bound = Callable[[str], Path]


@pytest.fixture
def untagged(tmp_path: Path) -> Path:
    """A file that claims nothing and is nothing: the validator must be able to tell."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "untagged.pdf")
    return tmp_path / "untagged.pdf"


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_every_pdf_is_accessible_and_archival(
    built: Built, proven: Callable[[str], Path], bound: Bound, untagged: Path, flavour: str
) -> None:
    """Proof sheets are accessible too; nobody archives one."""
    files = [built(leaflet, edition) for leaflet in LEAFLETS for edition in PDF_EDITIONS]
    files += map(bound, PDF_EDITIONS)
    files += map(proven, LEAFLETS) if flavour == "ua1" else ()
    found = verdicts(flavour, [*files, untagged])
    assert found.pop("untagged.pdf").startswith("FAIL")
    assert found == {file.name: "PASS" for file in files}


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The leaflets in the edition of PDF 2.0."""
    folder = tmp_path_factory.mktemp("newer")
    result = leafletgen(REPOSITORY, "build", "-e", "standard-ua2", "-o", str(folder), "--today", TODAY, "--quiet")
    assert result.exit_code == 0, result.stderr
    return sorted(folder.glob("*/*.pdf"))


@pytest.mark.parametrize("flavour", ["ua2", "wt1a"])
def test_the_edition_of_pdf_2_is_accessible(newer: list[Path], bound: Bound, untagged: Path, flavour: str) -> None:
    found = verdicts(flavour, [*newer, bound("standard-ua2"), untagged])
    assert found.pop("untagged.pdf").startswith("FAIL")
    assert found.pop("b12-pack-standard-ua2.pdf") == "PASS"
    assert found == {f"{leaflet}-en-standard-ua2.pdf": "PASS" for leaflet in LEAFLETS}
