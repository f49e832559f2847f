"""Leaflets, styles, templates and drawings from strangers: nothing is fetched, nothing outside is read, nothing runs."""

from __future__ import annotations

import json
import os
import re
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from reading import Pdf
from running import LEAFLET, REPOSITORY, leafletgen, outputs_in, process, with_content

MakeLibrary = Callable[..., Path]
PRINTED_ALL_THE_SAME = (
    "brands: [clinic]\neditions: [standard]\ncheck: {rules: {placeholder-text: warning, contact-invalid: warning, dose-decimal: warning}}\n"
)
"""Settings of a library whose leaflets hold what would otherwise keep them from being printed."""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("something was fetched")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd", "../../../../../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://localhost/x",
        "http://localhost/x.png",
        "//localhost/x.png", "/etc/x.png", "../secret.png", "images/../../secret.png", "images/out.png", "images/folder.png",
        "data:image/png;base64,AA==",
        "..\\\\secret.png", "images/a.png?x", "~/x.png", "C:/x.png", "images/x%2e.png", "{{ 7*7 }}.png",
    ],
)  # fmt: skip
def test_image_paths_that_lead_elsewhere_are_refused(make_library: MakeLibrary, path: str) -> None:
    root = make_library({"secret.png": "secret", "leaflets/a.yaml": with_content(f'figure: {{image: "{path}", alt: A picture}}')})
    (root / "leaflets" / "images" / "folder.png").mkdir(parents=True)
    (root / "leaflets" / "images" / "out.png").symlink_to(root / "secret.png")
    result = leafletgen(root, "build", "-e", "standard", "-e", "web")
    assert result.exit_code == 1
    assert "leaflets/a.yaml:10:25  error[image-missing]" in result.stderr
    assert outputs_in(root / "dist") == set()


TYPED = [
    "{{ 7*7 }}",
    "{% include '/etc/passwd' %}",
    "${7*7} #{7 + 7} {0.real} %(x)s",
    "<script>alert(1)</script>",
    "<img src=http://localhost/x onerror=alert(1)>",
    "<!-- <style>@import url(http://localhost/x);</style> -->",
    "[x](javascript:alert(1))",
    "[x](file:///etc/passwd)",
    "[x](data:text/html;base64,AA)",
    "&lt;b&gt; &amp; &#60;",
    "</article></body><h1>",
    "\\\\newpage \\\\input{/etc/passwd}",
]


@pytest.mark.parametrize("typed", TYPED)
def test_text_prints_as_typed(make_library: MakeLibrary, typed: str) -> None:
    everywhere = [
        f'text: "{typed}"',
        f'bullets: ["{typed}"]',
        f'callout: {{tone: tip, title: "{typed}", text: "{typed}"}}',
        f'table: {{caption: "{typed}", columns: ["{typed}", b], rows: [["{typed}", "{typed}"]]}}',
        f'questions: [{{ask: "{typed}", answer: "{typed}"}}]',
        f'write_in: {{label: "{typed}"}}',
    ]
    leaflet = with_content(*everywhere)
    for field in ("title: A leaflet", "owner: A team", "heading: A heading"):
        leaflet = leaflet.replace(field, f'{field.partition(":")[0]}: "{typed}"')
    fields = ("name", "feedback", "address", "disclaimer")
    brand = "".join(f'{field}: "{typed}"\n' for field in fields) + f'contact: {{label: "{typed}", phone: "1", hours: "{typed}"}}\n'
    files = {"leaflets/a.yaml": leaflet, "leaflets/brands/clinic.yaml": brand, "leaflets/library.yaml": PRINTED_ALL_THE_SAME}
    root = make_library(files)
    result = leafletgen(root, "build", "-e", "standard", "-e", "web")
    assert result.exit_code == 0, result.stderr
    pdf = Pdf(root / "dist/a/a-en-standard.pdf")
    shown = typed.replace("\\\\", "\\")
    read_out = re.sub(r"[‹›\s]", "", pdf.read_out)
    assert read_out.count(re.sub(r"\s", "", shown)) >= 12
    assert {address for _, address in pdf.links if not address.startswith(("#", "tel:"))} == set()
    # Data for machines stands in a script element that nobody runs, and holds no other.
    html = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", (root / "dist/a/a-en-web.html").read_text(), count=1)
    assert not re.search(r"<(script|img|iframe)|href=\"(javascript|file|data)", html)


def test_an_image_in_markdown_is_no_image(make_library: MakeLibrary) -> None:
    """At most it is a link, which nobody follows."""
    leaflet = with_content('text: "![x](http://localhost/x) ![x](file:///etc/passwd)"')
    root = make_library({"leaflets/a.yaml": leaflet, "leaflets/library.yaml": PRINTED_ALL_THE_SAME})
    assert leafletgen(root, "build", "-e", "standard", "-e", "web").exit_code == 0
    assert "![x](file:///etc/passwd)" in Pdf(root / "dist/a/a-en-standard.pdf").read_out
    assert "<img" not in (root / "dist/a/a-en-web.html").read_text()


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("body { background: url(http://localhost/x.png) }", "nothing is fetched"),
        ("body { background: url('file:///etc/passwd') }", "nothing is fetched"),
        ("body { background: url(/etc/passwd) }", "nothing is fetched"),
        ("body { background: url(//localhost/x) }", "nothing is fetched"),
        ("body { background: url(../../secret.png) }", "in neither the library nor leafletgen itself"),
        ("body { background: url(link.png) }", "in neither the library nor leafletgen itself"),
        ("@import 'http://localhost/x.css';", "@import"),
        ("@import url(blocks.css);", "@import"),
        ("@font-face { font-family: x; src: url(font:../../etc/passwd) }", "nothing is fetched"),
        ("@font-face { font-family: x; src: url(font:no-such/x.ttf) }", "python -m pip install fontpkg-no-such"),
    ],
)
@pytest.mark.parametrize("edition", ["standard", "web"])
def test_styles_that_reach_out_are_refused(make_library: MakeLibrary, css: str, message: str, edition: str) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "secret.png": "secret", "styles/handout.css": css})
    (root / "styles" / "link.png").symlink_to(root / "secret.png")
    result = leafletgen(root, "build", "-e", edition)
    assert result.exit_code == 1
    assert "error[style-missing]" in result.stderr
    assert message in result.stderr


@pytest.mark.parametrize(
    "css",
    [
        r"body { background: \75rl(http://localhost/x.png) }",
        r"@\69mport 'http://localhost/x.css';",
        "body { background: image-set('http://localhost/x.png' 1x) } p::before { content: url(http:\\2f/localhost/x) }",
        "@font-face { font-family: x; src: local('DejaVu Sans') } body { font-family: x, 'Leaflet Sans' }",
        "p { content: attr(data-x url); cursor: url( http://localhost/x ) }",
    ],
)
def test_styles_in_disguise_fetch_nothing(make_library: MakeLibrary, css: str) -> None:
    root = make_library({"leaflets/a.yaml": LEAFLET, "styles/handout.css": css})
    result = leafletgen(root, "build")
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output
    if result.exit_code == 0:
        assert {font.name for font in Pdf(root / "dist/a/a-en-standard.pdf").fonts} <= {"Leaflet-Sans", "Leaflet-Sans-Bold"}


@pytest.mark.parametrize(
    "body",
    [
        "{% include '../../secret.txt' %}",
        "{% include '/etc/passwd' %}",
        "{% import 'leaflets/a.yaml' as x %}",
        "{{ cite.__init__.__globals__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ copy.pictures.clear() }}",
        "{{ self._TemplateReference__context.eval_ctx.environment.loader }}",
        "{{ words.catalogue.__class__ }}",
        "{{ lipsum.__globals__.os.popen('id').read() }}",
        "{{ t.__func__.__globals__ }}",
        "{{ unknown_name }}",
        "{% for %}",
        "{{ 1 / 0 }}",
        "{{ missing.field }}",
        "{{ range(10000000) | list }}",
        "{{ cite.references.clear() }}",
        "{{ brand.model_copy.__func__ }}",
    ],
)
def test_a_library_s_own_template_cannot_get_out(make_library: MakeLibrary, body: str) -> None:
    template = f'{{% extends "base.html" %}}{{% block body %}}\n{body}\n{{% endblock %}}'
    root = make_library({"leaflets/a.yaml": LEAFLET, "templates/handout.html": template, "secret.txt": "secret"})
    result = leafletgen(root, "build", "-e", "web")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "secret" not in result.stdout
    assert outputs_in(root / "dist") == set()


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="../secret.png" alt="x">',
        '<img src="http://localhost/x.png" alt="x">',
        '<object data="file:///etc/passwd"></object><p>x</p><embed src="http://localhost/x">',
        '<link rel="stylesheet" href="file:///etc/passwd"><p>x</p>',
        '<link rel="attachment" href="file:///etc/passwd"><p>x</p>',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<style>@import "http://localhost/x.css";</style><p>x</p>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    ],
)
def test_a_template_that_names_files_gets_none(make_library: MakeLibrary, body: str) -> None:
    template = f'{{% extends "base.html" %}}{{% block body %}}\n{body}\n{{% endblock %}}'
    root = make_library({"leaflets/a.yaml": LEAFLET, "templates/handout.html": template, "secret.png": "secret"})
    result = leafletgen(root, "build")
    assert "Traceback" not in result.output
    if result.exit_code == 0:
        data = (root / "dist/a/a-en-standard.pdf").read_bytes()
        assert b"root:" not in data
        assert b"/EmbeddedFile" not in data


@pytest.mark.parametrize(
    "drawing",
    [
        '<image href="http://localhost/x.png"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        '<use href="other.svg#a"/>',
        '<rect fill="url(http://localhost/x#a)"/>',
        "<style>@import url(http://localhost/x.css);</style>",
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
    ],
)
def test_drawings_that_reach_out_are_refused(make_library: MakeLibrary, drawing: str) -> None:
    leaflet = with_content("figure: {image: images/a.svg, alt: A drawing}")
    result = leafletgen(make_library({"leaflets/a.yaml": leaflet, "leaflets/images/a.svg": SVG.format(drawing)}), "build")
    assert result.exit_code == 1
    assert "leaflets/a.yaml:10:25  error[image-missing]" in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="knows where a POSIX system keeps its libraries")
def test_a_build_opens_nothing_else_and_talks_to_nobody(make_library: MakeLibrary, tmp_path: Path) -> None:
    """Every file that Python opens, as told by its audit events, is the library's, the package's, the environment's or the output."""
    leaflet = with_content('text: "![x](http://localhost/x) [y](file:///etc/passwd)"', "figure: {image: images/a.svg, alt: A drawing}")
    drawing = SVG.format('<rect width="9" height="9"/>')
    root = make_library({"leaflets/a.yaml": leaflet, "leaflets/images/a.svg": drawing, "leaflets/library.yaml": PRINTED_ALL_THE_SAME})
    log = tmp_path / "opened.json"
    code = (
        "import atexit, json, sys\n"
        "opened, talked = set(), set()\n"
        "def hear(name, what):\n"
        "    if name == 'open' and isinstance(what[0], (str, bytes)): opened.add((str(what[0]), str(what[1])))\n"
        "    elif name.startswith(('socket.', 'urllib', 'http', 'ftplib', 'smtplib', 'os.exec', 'os.system', 'pty')): talked.add(name)\n"
        f"atexit.register(lambda: json.dump([sorted(opened), sorted(talked)], open({str(log)!r}, 'w')))\n"
        "sys.addaudithook(hear)"
    )
    done = process(root, "build", "-e", "standard", "-e", "web", "--quiet", code=code, env={"TMPDIR": str(tmp_path)})
    assert (done.returncode, done.stderr) == (0, "")
    opened, talked = json.loads(log.read_text())
    assert set(talked) <= {"socket.__new__", "socket.gethostname"}
    homes = [
        root,
        REPOSITORY / "src",
        REPOSITORY / "templates",
        REPOSITORY / "styles",
        Path(sys.prefix),
        Path(sys.base_prefix) / "lib",
        Path("/proc/self"),
    ]
    system = [
        Path("/usr/lib"),
        Path("/lib"),
        Path("/etc/ld.so.cache"),
        Path("/etc/mime.types"),
        Path("/dev/null"),
        Path("/usr/share/zoneinfo"),
        Path("/sys/devices/system/cpu"),
    ]
    allowed = (*homes, *system, Path(tempfile.gettempdir()) / "coverage", REPOSITORY / "pyproject.toml")
    strangers = {
        path
        for path, mode in opened
        if not any(Path(root, path).resolve().is_relative_to(home.resolve()) for home in allowed)
        and ".coverage" not in path
        and "w" not in mode.replace("None", "")
    }
    assert strangers == set()
    written = {path for path, mode in opened if set(mode) & set("wax+") and mode != "None"}
    fonts = f"{tmp_path}/weasyprint-"  # the engine's own folder, taken away at the end
    mine = {path for path in written if ".coverage" not in path and "__pycache__" not in path and not path.startswith(fonts)}
    outputs = ("a-a-en-standard.pdf", "a-a-en-web.html", "manifest.json", "index.html", "catalogue.json")
    assert {path for path in mine if not path.startswith("dist/.tmp/pictures-")} <= {
        *(f"dist/.tmp/{name}.part" for name in outputs), "dist/.lock", str(log), str(tmp_path),
    }  # fmt: skip
    assert list(tmp_path.glob("weasyprint-*")) == []
