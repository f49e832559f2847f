"""Located nodes: scalars stay text, places are right, and no input at all raises."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from leafletgen.build.reports import json_report, text_report
from leafletgen.model.brand import Brand
from leafletgen.model.edition import Editions
from leafletgen.model.leaflet import Leaflet
from leafletgen.model.reference import References
from leafletgen.model.settings import Approvals, Settings
from leafletgen.source import located
from leafletgen.source.decode import MAX_BYTES
from leafletgen.source.located import MAX_ALIASES, Mapping, Scalar, SourceFile, plain, read_source
from leafletgen.source.typed import read_model

MODELS = (Leaflet, Settings, References, Brand, Editions, Approvals)
TYPED = [
    "no",
    "yes",
    "on",
    "1:30",
    "010",
    "1.10",
    "2026-11-22",
    "null",
    "~",
    "0x1f",
    "1e3",
    "1_000",
    ".inf",
    "=",
    "<<",
    "12:30:45",
    "true",
    "0o7",
]


@pytest.fixture(params=[getattr(yaml, "CSafeLoader", None), yaml.SafeLoader], ids=["c", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs a test with both of PyYAML's readers."""
    if request.param is None:
        pytest.skip("PyYAML without libyaml")
    monkeypatch.setattr(located, "_LOADER", request.param)


def read(text: str) -> SourceFile:
    source, found = read_source("a.yaml", text.encode())
    assert found == ()
    return source


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("typed", TYPED)
def test_scalars_stay_text(typed: str) -> None:
    source = read(f"title: {typed}\nversion: '{typed}'\nitems: [{typed}]\n{typed}: key\n")
    assert source.root
    assert plain(source.root) == {"title": typed, "version": typed, "items": [typed], typed: "key"}


@pytest.mark.parametrize("typed", TYPED)
def test_typed_text_reaches_the_model(typed: str) -> None:
    text = f"kind: handout\ntitle: {typed}\nversion: 1.10\nowner: {typed}\npublished: 2026-11-22\nreview_by: 2028-11-22\n"
    text += f"sections: [{{heading: {typed}, content: [{{text: {typed}}}]}}]\n"
    leaflet, found = read_model(read(text), Leaflet)
    assert leaflet
    assert not found
    assert (leaflet.title, leaflet.owner, leaflet.sections[0].heading, leaflet.version) == (typed, typed, typed, "1.10")


@pytest.mark.usefixtures("loader")
def test_empty_values_are_none_and_quoted_ones_are_not() -> None:
    assert plain(read("a:\nb: ''\nc: [ '' ]\nd: {e}\n").root) == {"a": None, "b": "", "c": [""], "d": {"e": None}}  # type: ignore[arg-type]


def test_places() -> None:
    source = read("a: b\nlist:\n  - one\n  - two: 'x'\nlast: |\n  text\n  more\n")
    span = source.span(("list", 1, "two"))
    assert (span.line, span.column, span.end_line, span.end_column) == (4, 10, 4, 13)
    assert source.key_span(("list", 1, "two")).column == 5
    assert source.key_span(("list", 0)).line == 3
    assert source.key_span(("list", 1, "none")).line == 4
    assert source.span(("list", 1, "none", "deeper")).line == 4
    assert source.span(("list",)).end_line == 4  # not where the next key starts
    assert source.span(("last",)).end_line == 7
    assert source.find(("list", 9)) is None
    assert source.find(("a", "b")) is None
    assert source.excerpt(span) == "  - two: 'x'"
    assert source.line(99) == ""
    assert SourceFile("a.yaml", "", None, ()).span(("a",)).line == 1


def test_places_in_text() -> None:
    source = read('plain: a@b and\n  c@d\nquoted: "\\"a\\" @b"\nescaped: "\\u0040 @"\n')
    folded = plain(source.root)  # type: ignore[arg-type]
    second = source.span_in_text(("plain",), folded["plain"], folded["plain"].rindex("@"), 2)
    assert (second.line, second.column, second.end_column) == (2, 4, 6)
    assert source.span_in_text(("quoted",), folded["quoted"], folded["quoted"].index("@")).column == 16
    assert source.span_in_text(("escaped",), folded["escaped"], 2) == source.span(("escaped",))


def test_aliases_cost_a_pointer() -> None:
    source = read("a: &a {b: c}\nd: *a\n")
    assert isinstance(source.root, Mapping)
    assert source.root.entries["a"] is source.root.entries["d"]


def test_the_most_aliases() -> None:
    text = "a: &a x\nb: [" + ", ".join(["*a"] * MAX_ALIASES) + "]\n"
    assert read_source("a.yaml", text.encode())[1] == ()


@pytest.mark.parametrize(
    "fragment",
    [
        "[",
        "{",
        "- ",
        "? ",
        "a: ",
        "&a ",
        "*a ",
        "!a ",
        '"',
        "'",
        "|\n",
        "#",
        "\n",
        "\t",
        "%A\n",
        "a\n",
        "---\n",
        "[a: b, ",
        "- [",
        ",",
        "\\",
        "a: &a [*a",
    ],
)
def test_hostile_repetition_ends_soon(fragment: str) -> None:
    data = (fragment * (MAX_BYTES // 20 // len(fragment))).encode()
    start = time.process_time()
    source, found = read_source("a.yaml", data)
    text_report(found)
    assert time.process_time() - start < 5
    assert found or isinstance(source.root, Scalar)


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "a",
            "title",
            ": ",
            ":",
            "- ",
            "-",
            "\n",
            "\n  ",
            "\n    ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "'",
            '"',
            "&a ",
            "*a",
            "!x ",
            "!!str ",
            "|",
            ">",
            "|2-",
            "# c",
            "\t",
            "? ",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "<<: ",
            "~",
            "é",
            "\u2028",
            "\x85",
            "\r\n",
            "\ufeff",
            "\x00",
            "\x07",
            "\\",
            '"\\0"',
            '"\\UFFFFFFFF"',
            '"\\ud800"',
            "@",
            "`",
            "😀",
        ]
    ),
    max_size=40,
).map("".join)


def check(data: bytes) -> None:
    source, found = read_source("a.yaml", data)
    assert source.root is not None or found
    for model in MODELS:
        found += read_model(source, model)[1]
    lines = source.lines or data.decode("utf-8", "replace").splitlines() or [""]
    for problem in found:
        span = problem.span
        assert 1 <= span.line <= len(lines)
        if source.text:
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1
            assert not span.end_line or (span.line, span.column) <= (span.end_line, span.end_column) <= (len(lines), len(lines[-1]) + 2)
    json_report(found)
    assert all(character.isprintable() or character == "\n" for character in text_report(found))


@pytest.mark.usefixtures("loader")
@given(FRAGMENTS)
@example("? ")
@example("\n\x85? ")
def test_no_fragments_raise(text: str) -> None:
    check(text.encode())


@pytest.mark.usefixtures("loader")
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_raise(data: bytes) -> None:
    check(data)


KEYS = sorted(
    {name for model in MODELS for name in model.model_fields}
    | {"id", "heading", "content", "text", "callout", "table", "rows", "columns", "foods", "items", "amount"}
)
KEYS += ["contact", "qr", "daily_need", "issued", "date-parts", "label", "editions", "0", "<<", "zzz"]
TREES = st.recursive(
    st.none()
    | st.text(max_size=5)
    | st.sampled_from(["brand", "leaflet", "2024", "2026-11-22", "1.5", "-1", "a" * 400, "\n", "[@a, @b]", "handout"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


def node(tree: object) -> located.Node:
    """A plain tree as nodes that all stand in one place."""
    if isinstance(tree, list):
        return located.Sequence(tuple(node(item) for item in tree), (0, 0, 0, 0), 1)
    if isinstance(tree, dict):
        return Mapping({key: node(value) for key, value in tree.items()}, dict.fromkeys(tree, (0, 0, 0, 0)), (0, 0, 0, 0), 1)
    return Scalar(tree if isinstance(tree, str) else None, (0, 0, 0, 0))


@given(TREES)
def test_no_tree_raises(tree: object) -> None:
    source = SourceFile("a.yaml", "", node(tree), ())
    for model in MODELS:
        read, found = read_model(source, model)
        assert (read is None) == bool(found)


@given(
    st.dictionaries(
        st.sampled_from(["text", "callout", "table", "foods", "contact", "qr", "questions", "figure", "steps", "write_in"]),
        TREES,
        max_size=2,
    )
)
def test_no_block_raises(block: dict[str, object]) -> None:
    tree = {"kind": "handout", "title": "T", "version": "1", "owner": "O", "published": "2026-11-22", "review_by": "2026-11-22"}
    source = SourceFile("a.yaml", "", node({**tree, "sections": [{"heading": "H", "content": [block]}]}), ())
    read, found = read_model(source, Leaflet)
    assert (read is None) == bool(found)
