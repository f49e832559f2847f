"""The same input gives the same bytes: in any process, order, folder, time zone, language of the machine, and whatever fonts it has."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from running import REPOSITORY, process

Write = Callable[[Path, dict[str, str | bytes | None]], Path]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's FAQ sheet as a library of its own, in every kind of output."""
    root = tmp_path_factory.mktemp("first") / "library"
    shutil.copytree(REPOSITORY / "leaflets", root / "leaflets")
    for other in ("b12-food-guide", "b12-nerve-health"):
        (root / "leaflets" / f"{other}.yaml").unlink()
    settings = root / "leaflets" / "library.yaml"
    settings.write_text(
        settings.read_text().partition("\nbundles:")[0].replace("[standard, letter, large-print, mono, web]", "[standard, web]")
    )
    return root


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def first(library: Path) -> dict[str, str]:
    done = process(library, "build", "--quiet", "--today", "2026-11-22", env={"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"})
    assert (done.returncode, done.stderr) == (0, "")
    found = digests(library / "dist")
    assert len(found) == 6  # with the manifest, and the catalogue with a picture
    return found


def test_another_process_folder_zone_and_language(library: Path, first: dict[str, str], tmp_path: Path) -> None:
    other = tmp_path / "elsewhere with ü and spaces" / "b"
    shutil.copytree(library / "leaflets", other / "leaflets")
    (other / "leaflets" / "images" / "unused.txt").write_text("")
    env = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de", "PYTHONUTF8": "0", "USER": "b"}
    done = process(
        other / "leaflets" / "images",
        *("build", "--quiet", "--today", "2027-12-31", "-o", str(tmp_path / "out"), "-e", "web", "-e", "standard"),
        code="import os; os.umask(0o077)",
        env=env,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert digests(tmp_path / "out") == first


def test_a_machine_without_fonts(library: Path, first: dict[str, str], tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    names = (
        "HOME",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_DATA_DIRS",
        "FONTCONFIG_PATH",
        "FONTCONFIG_SYSROOT",
        "FONTCONFIG_FILE",
    )
    done = process(
        library, "build", "--quiet", "--today", "2026-11-22", "-o", str(tmp_path / "out"), env=dict.fromkeys(names[:-2], str(empty))
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert digests(tmp_path / "out") == first


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="reads what the process has mapped")
def test_no_font_of_the_machine_is_opened(library: Path, first: dict[str, str], tmp_path: Path) -> None:
    """Even with a machine's fonts in reach: what the process opens and maps are the fonts of packages."""
    seen = tmp_path / "seen"
    code = (
        "import atexit, sys\n"
        "seen = set()\n"
        "sys.addaudithook(lambda name, what: seen.add(str(what[0])) if name == 'open' else None)\n"
        f"atexit.register(lambda: print(*seen, open('/proc/self/maps').read(), sep='\\n', file=open({str(seen)!r}, 'w')))"
    )
    fonts = tmp_path / "home" / ".fonts"
    fonts.mkdir(parents=True)
    packages = Path(next(path for path in sys.path if path.endswith("site-packages")))
    shutil.copy(next(packages.glob("fontpkg_noto_sans/files/*.ttf")), fonts / "trap.ttf")
    done = process(
        library,
        "build",
        "--quiet",
        "-o",
        str(tmp_path / "out"),
        "--today",
        "2026-11-22",
        code=code,
        env={"HOME": str(tmp_path / "home"), "FONTCONFIG_FILE": ""},
    )
    assert (done.returncode, done.stderr) == (0, "")
    opened = {word for word in seen.read_text().split() if word.endswith((".ttf", ".otf", ".ttc", ".pfb", ".woff", ".woff2", ".pcf.gz"))}
    assert opened
    assert {word for word in opened if "/fontpkg_" not in word} == set()
    assert "/fontconfig" not in "".join(line for line in seen.read_text().splitlines() if "cache" in line)
    assert digests(tmp_path / "out") == first
    assert os.environ.get("FONTCONFIG_FILE", "").endswith("fonts.conf")
