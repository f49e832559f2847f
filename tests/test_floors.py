"""The house has floors: who may import whom, who may talk, and how long a file may be."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import REPOSITORY

SOURCE = REPOSITORY / "src" / "leafletgen"
FILES = sorted(SOURCE.rglob("*.py"))
MOST_LINES = 400

COMMANDS = {"cli_build", "cli_bundle", "cli_check", "cli_export", "cli_govern", "cli_inspect", "cli_manifest"}
"""Parts of the command line that `cli` brings together."""

FLOORS: dict[str, set[str]] = {
    "diagnostics": set(),
    "builtin": set(),
    "garbage": set(),
    "model": {"diagnostics"},
    "source": {"diagnostics", "model"},
    "html": {"diagnostics", "model", "builtin"},
    "pdf": {"diagnostics", "garbage", "model"},
    "check": {"diagnostics", "model", "source", "html", "pdf"},
    "build": {"diagnostics", "garbage", "model", "source", "html", "pdf", "check", ""},
    "cli": {"diagnostics", "garbage", "model", "source", "html", "pdf", "check", "build", "builtin", *COMMANDS, ""},
    "cli_build": {"pdf", "build", "builtin", "cli", "cli_talk", "cli_watch"},
    "cli_talk": {"diagnostics", "build", "cli", "cli_terminal"},
    "cli_terminal": {"diagnostics", "build", "cli", "cli_talk"},
    "cli_watch": {"diagnostics", "build", "cli_build", "cli_talk"},
    "cli_bundle": {"diagnostics", "source", "pdf", "build", "builtin", "cli"},
    "cli_check": {"diagnostics", "model", "source", "html", "pdf", "check", "build", "builtin", "cli", ""},
    "cli_export": {"diagnostics", "model", "source", "html", "pdf", "check", "build", "builtin", "cli", ""},
    "cli_govern": {"diagnostics", "model", "source", "html", "pdf", "check", "build", "builtin", "cli", ""},
    "cli_inspect": {"pdf", "cli"},
    "cli_manifest": {"build", "builtin", "cli"},
    "desk": {"diagnostics", "model", "source", "html", "pdf", "check", "build", "builtin", ""},
    "__main__": {"cli"},
    "": set(),
}
"""What each part may import besides itself; `""` is the package's own `__init__`."""

AT_HOME: dict[str, set[str]] = {
    "weasyprint": {"pdf/engine.py"},
    "pydyf": {"pdf/tagging/links.py", "pdf/tagging/plant.py", "pdf/press/objects.py"},
    "click": {"cli.py", "cli_talk.py", "cli_terminal.py", *(f"{part}.py" for part in COMMANDS)},
    "rich": {"cli_terminal.py"},
    "watchfiles": {"build/watch.py"},
    "yaml": {"source/located.py", "source/yaml_errors.py"},
    "markdown_it": {"html/markup.py"},
    "segno": {"html/pictures.py", "check/form/pictures.py"},
    "pypdfium2": {"build/catalogue/pictures.py"},
    "PIL": {
        "build/catalogue/pictures.py",
        "html/pictures.py",
        "html/press_profile.py",
        "html/mono_drawings.py",
        "check/form/pictures.py",
        "pdf/press/images.py",
        "pdf/press/mixing.py",
    },
    "fontTools": {"html/web_fonts.py", "pdf/inspect/fonts.py", "pdf/layout.py"},
    "jinja2": {"html/compiled.py", "html/compose.py", "html/templates.py"},
    "babel": {"html/locale.py", "html/vancouver.py", "check/pages/lines.py", "source/translations.py"},
    "distributed": {"build/cluster.py"},
    "dask": {"build/cluster.py"},
    "markupsafe": {
        *("html/bundle.py", "html/catalogue.py", "html/citing.py", "html/compose.py", "html/locale.py", "html/markup.py"),
        *("html/pictures.py", "html/vancouver.py"),
    },
    "pydantic": {"model/*", "source/typed.py", "build/approve.py", "build/catalogue/listing.py"},
    "pydantic_core": {"model/*", "source/typed.py"},
}
"""Where each library is known: one module, but for the reader's two, the type of HTML text, and pydantic, the ground of the models."""

SPEAKS = {"cli.py", "cli_talk.py", "cli_terminal.py", "cli_watch.py", *(f"{part}.py" for part in COMMANDS)}
KNOWS_THE_MACHINE = {"cli.py", "cli_talk.py", "cli_terminal.py", "cli_govern.py", "build/revision.py", "build/doctor.py", "pdf/engine.py"}


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _floor(module: str) -> str:
    """`html` of `leafletgen.html.compose`."""
    return [*module.split("."), ""][1]


def _own_floor(path: Path) -> str:
    part = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return "" if part == "__init__" else part


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            assert node.module
            yield from (
                f"{node.module}.{alias.name}" if node.module == "leafletgen" and alias.name in FLOORS else node.module
                for alias in node.names
            )


def _called(tree: ast.AST) -> Iterator[str]:
    """Dotted names that are called or read, as `date.today` and `os.environ`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.AST]:
    return {path: ast.parse(path.read_text("utf-8")) for path in FILES}


def test_imports_run_one_way(trees: dict[Path, ast.AST]) -> None:
    wrong = [
        f"{_name(path)} imports {module}"
        for path, tree in trees.items()
        for module in _imports(tree)
        if module.split(".")[0] == "leafletgen" and _floor(module) not in FLOORS[_own_floor(path)] | {_own_floor(path)}
    ]
    assert wrong == []


def test_every_library_is_known_where_it_belongs(trees: dict[Path, ast.AST]) -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for path, tree in trees.items():
        for module in _imports(tree):
            library = module.split(".")[0]
            if library in AT_HOME:
                folder = f"{path.parent.name}/*"
                users[library].add(folder if folder in AT_HOME[library] else _name(path))
    strangers = {library: found - AT_HOME[library] for library, found in users.items() if found - AT_HOME[library]}
    assert strangers == {}
    assert set(users) == set(AT_HOME)


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (r"print|breakpoint|input|sys\.(stdout|stderr|stdin)(\..*)?", SPEAKS),
        (r"exit|quit|sys\.exit|os\._exit", SPEAKS),
        (r"(datetime\.)*(date\.today|datetime\.(now|today|utcnow))|time\.(time|monotonic|localtime|gmtime)(_ns)?", SPEAKS),
        (r"os\.(environ|getenv|putenv)|Path\.(cwd|home)|os\.getcwd", KNOWS_THE_MACHINE),
        # Told apart while they live, never ordered by it.
        (r"random\..*|uuid\..*|secrets\..*|id|hash", {"check/plain_language/grammar.py", "pdf/layout.py", "pdf/inspect/fonts.py"}),
        # Git reads a revision; nothing of the revision is run.
        (r"eval|exec|compile|pickle\.loads?|os\.system|subprocess\..*|__import__", {"build/revision.py"}),
        (r"socket\..*|urllib\.request\..*|http\.client\..*", set()),
    ],
    ids=["talk", "exit", "clock", "environment", "chance", "foreign code", "network"],
)
def test_lower_floors_keep_to_themselves(trees: dict[Path, ast.AST], words: str, allowed: set[str]) -> None:
    found = {f"{_name(path)}: {name}" for path, tree in trees.items() for name in _called(tree) if re.fullmatch(words, name)}
    assert {entry for entry in found if entry.split(":")[0] not in allowed} == set()


def test_only_source_html_and_build_open_files(trees: dict[Path, ast.AST]) -> None:
    opening = re.compile(r"open|.*\.(open|read_text|read_bytes|write_text|write_bytes|unlink|mkdir|glob|rglob|iterdir)")
    found = {_own_floor(path) for path, tree in trees.items() for name in _called(tree) if opening.fullmatch(name)}
    # `check` asks the library's own styles and catalogues, `pdf` reads a PDF from the bytes it is given.
    assert found <= {"source", "html", "build", "cli", "cli_check", "cli_inspect", "cli_talk", "check", "pdf"}


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_files_are_short_and_say_what_they_are(path: Path, trees: dict[Path, ast.AST]) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES
    tree = trees[path]
    assert isinstance(tree, ast.Module)
    assert ast.get_docstring(tree) or path.name == "__main__.py"


def test_a_folder_of_one_module_is_a_module() -> None:
    folders = {path.parent for path in FILES if path.parent != SOURCE}
    assert [folder.name for folder in folders if len(list(folder.glob("*.py"))) < 3] == []
