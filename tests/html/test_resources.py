"""What a page brings along: styles, fonts, templates; nothing from anywhere else; and the web page that holds it all."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError
from jinja2.exceptions import SecurityError

from leafletgen.html.resources import MissingResource, Resources
from leafletgen.html.self_contained import self_contained
from leafletgen.html.templates import environment, messages_folders
from leafletgen.model.page import Page

FONT = "font:atkinson-hyperlegible/AtkinsonHyperlegible-Regular.ttf"
Styles = Callable[[str], tuple[Resources, str]]


@pytest.fixture
def styles(tmp_path: Path) -> Styles:
    """Reads a stylesheet with the given text; gives the resources and the text that the page gets."""
    (tmp_path / "own" / "styles" / "icons").mkdir(parents=True)
    (tmp_path / "own" / "styles" / "icons" / "a.svg").write_text("<svg/>")
    (tmp_path / "own" / "styles.secret").write_text("secret")
    (tmp_path / "own" / "secret.css").write_text("secret")

    def read(css: str) -> tuple[Resources, str]:
        (tmp_path / "own" / "styles" / "a.css").write_bytes(css.encode("utf-8", "surrogateescape"))
        resources = Resources((tmp_path / "own", tmp_path / "built-in", tmp_path / "own"))
        return resources, resources.read[resources.stylesheet("a.css")].decode()

    return read


def test_a_stylesheet_brings_what_it_names(styles: Styles) -> None:
    resources, css = styles(
        f"a {{ b: url( 'icons/a.svg' ) }} @font-face {{ src: url({FONT}) }} c {{ d: url(data:image/png;base64,AA==) url('#e') }}"
    )
    assert css == (
        'a { b: url("icons/a.svg") } @font-face { src: url("../fonts/AtkinsonHyperlegible-Regular.ttf") }'
        ' c { d: url("data:image/png;base64,AA==") url("#e") }'
    )
    assert set(resources.read) == {"styles/a.css", "styles/icons/a.svg", "fonts/AtkinsonHyperlegible-Regular.ttf"}
    assert resources.read["fonts/AtkinsonHyperlegible-Regular.ttf"][:4] == b"\0\1\0\0"
    assert resources.stylesheet("a.css") == "styles/a.css"
    assert len(resources.folders) == 2


def test_the_library_comes_before_the_built_in(tmp_path: Path) -> None:
    for folder, css in (("own", "own"), ("built-in", "theirs")):
        (tmp_path / folder / "styles").mkdir(parents=True)
        (tmp_path / folder / "styles" / "a.css").write_text(css)
    (tmp_path / "built-in" / "styles" / "b.css").write_text("theirs")
    resources = Resources((tmp_path / "own", tmp_path / "built-in"))
    assert (resources.read[resources.stylesheet("a.css")], resources.read[resources.stylesheet("b.css")]) == (b"own", b"theirs")


@pytest.mark.parametrize(
    "name", ["../secret.css", "../styles.secret", "/etc/passwd", "none.css", "", ".", "icons", "icons/../../secret.css"]
)
def test_names_that_lead_out(styles: Styles, name: str) -> None:
    resources, _ = styles("")
    with pytest.raises(MissingResource, match="is in neither"):
        resources.stylesheet(name)


def test_a_link_that_leads_out(styles: Styles, tmp_path: Path) -> None:
    resources, _ = styles("")
    (tmp_path / "own" / "styles" / "link.css").symlink_to(tmp_path / "own" / "secret.css")
    with pytest.raises(MissingResource):
        resources.stylesheet("link.css")


@pytest.mark.parametrize(
    "url",
    [
        "../secret.css",
        "icons/../../secret.css",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://a.example/x",
        "//a.example/x",
        "none.svg",
        "FILE:///etc/passwd",
        "font:none/A.ttf",
        "font:atkinson-hyperlegible/None.ttf",
        "font:atkinson-hyperlegible/../x.ttf",
        "font:../x/A.ttf",
        "font:atkinson-hyperlegible/A.txt",
        "font:os/path.ttf",
    ],
)
def test_addresses_that_are_refused(styles: Styles, url: str) -> None:
    with pytest.raises(MissingResource):
        styles(f"a {{ b: url('{url}') }}")


def test_a_missing_font_says_what_to_install(styles: Styles) -> None:
    with pytest.raises(MissingResource, match="python -m pip install fontpkg-no-such"):
        styles("@font-face { src: url(font:no-such/A.ttf) }")


def test_imports_are_refused(styles: Styles) -> None:
    with pytest.raises(MissingResource, match="@import"):
        styles("@import 'b.css';")


def test_text_that_is_not_utf8_does_no_harm(styles: Styles) -> None:
    assert styles("/* caf\udce9 */ a { b: c }")[1].endswith("a { b: c }")


class TestSelfContained:
    def test_nothing_is_left_outside(self, styles: Styles) -> None:
        resources, _ = styles(f"a {{ b: url(icons/a.svg) url(data:image/png;base64,AA==) url('#e') }} @font-face {{ src: url('{FONT}') }}")
        images = {"leaflets/images/a & b.png": b"png", "leaflets/c.jpeg": b"jpeg"}
        html = '<link rel="stylesheet" href="styles/a.css"><img class="x" src="leaflets/images/a &amp; b.png" alt="">'
        html += '<img src="leaflets/c.jpeg">'
        page = self_contained(Page(html, {**resources.read, **images}, "pdf/ua-1"))
        assert page.resources == {}
        assert page.profile is None
        assert "<link" not in page.html
        assert page.html.startswith('<meta http-equiv="Content-Security-Policy"')
        addresses = re.findall(r'(?:src="|url\(")([^"]*)', page.html)
        assert [address.split(",")[0] for address in addresses] == [
            "data:image/svg+xml;base64", "data:image/png;base64", "#e", "data:font/woff2;base64",
            "data:image/png;base64", "data:image/jpeg;base64",
        ]  # fmt: skip

    def test_an_unknown_kind_of_file_is_taken_along_all_the_same(self) -> None:
        page = self_contained(Page('<img src="a.webp">', {"a.webp": b"x"}, None))
        assert page.html == '<img src="data:application/octet-stream;base64,eA==">'

    @pytest.mark.parametrize("html", ['<link rel="stylesheet" href="x.css">', '<img src="x.png">'])
    def test_what_is_not_there_is_said(self, html: str) -> None:
        with pytest.raises(MissingResource, match=r"x\.(css|png) is not part of the page"):
            self_contained(Page(html, {}, None))

    def test_a_stylesheet_cannot_end_its_element(self) -> None:
        page = self_contained(Page('<link rel="stylesheet" href="a.css">', {"a.css": b"/* </style><script>x</script> */"}, None))
        assert page.html.count("</") == 1

    def test_the_policy_allows_the_page_s_own_styles_and_nothing_else(self) -> None:
        html = '<head><meta charset="utf-8"><style>a{}</style><link rel="stylesheet" href="a.css"></head><p style="width: 5%">'
        page = self_contained(Page(html, {"a.css": b"b {}\r\nc {}"}, None))
        (policy,) = re.findall('<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]*)">\n<style>', page.html)
        digests = [base64.b64encode(sha256(css.encode()).digest()).decode() for css in re.findall(r"<style>([^<]*)", page.html)]
        styles = " ".join(f"'sha256-{digest}'" for digest in digests)
        assert len(digests) == 3
        assert policy == f"default-src 'none'; style-src {styles}; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"

    def test_style_attributes_become_rules(self) -> None:
        html = '<head><style></style></head><p class="a" style="width: 5%"><b style="width: 6%"><i style="width: 5%"> style="x"'
        assert self_contained(Page(html, {}, None)).html.partition("<style></style>")[2] == (
            '<style>:root [data-style="1"]{width: 5%}:root [data-style="2"]{width: 6%}</style>\n</head>'
            '<p class="a" data-style="1"><b data-style="2"><i data-style="1"> style="x"'
        )


class TestTemplates:
    @pytest.fixture
    def render(self, tmp_path: Path) -> Callable[..., str]:
        (tmp_path / "templates").mkdir()
        (tmp_path / "secret.html").write_text("secret")
        (tmp_path / "templates" / "link.html").symlink_to(tmp_path / "secret.html")

        def render(template: str, **values: object) -> str:
            (tmp_path / "templates" / "a.html").write_text(template)
            return environment((tmp_path, tmp_path)).get_template("a.html").render(**values)

        return render

    def test_values_are_escaped(self, render: Callable[..., str]) -> None:
        assert render("{{ a }}\n", a="<b>{{ 7*7 }}") == "&lt;b&gt;{{ 7*7 }}"

    @pytest.mark.parametrize(
        "template",
        [
            "{{ ''.__class__.__mro__ }}",
            "{{ a.__init__.__globals__ }}",
            "{{ ''['__class__'].mro() }}",
            "{{ cycler.__init__.__globals__.os }}",
            "{{ a.append(1) }}",
            "{{ (''|attr('__class__')).mro() }}",
            "{{ '{0.__class__}'.format(a).x }}",
            "{% for i in range(999999999) %}{% endfor %}",
        ],
    )
    def test_the_sandbox_holds(self, render: Callable[..., str], template: str) -> None:
        with pytest.raises((SecurityError, UndefinedError, OverflowError)):
            render(template, a=[])

    def test_an_undefined_name_raises(self, render: Callable[..., str]) -> None:
        with pytest.raises(UndefinedError):
            render("{{ nothing }}")

    @pytest.mark.parametrize("name", ["../secret.html", "/etc/passwd", "none.html", "link.html"])
    def test_templates_come_from_their_folder(self, render: Callable[..., str], name: str) -> None:
        with pytest.raises(TemplateNotFound):
            render("{% include name %}", name=name)

    def test_the_library_comes_before_the_built_in(self, render: Callable[..., str], tmp_path: Path, builtin: Path) -> None:
        render("mine")
        loaded = environment((tmp_path, builtin))
        assert loaded.get_template("a.html").render() == "mine"
        assert loaded.get_template("base.html").filename == str(builtin / "templates" / "base.html")

    def test_messages_folders(self, tmp_path: Path) -> None:
        assert messages_folders((tmp_path, tmp_path)) == (tmp_path / "templates" / "messages",)
