"""The words of a web page beside those that the tags of a PDF read out, block by block, in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from leafletgen.pdf.inspect.tag import Tag


class Blocks(HTMLParser):
    """The text of every block of the web page, a line each: the leaflet's own words, without citation marks."""

    OUTSIDE = frozenset({"svg", "style", "title", "script"})
    INSIDE = frozenset({"a", "strong", "em", "span", "sup"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines = [""]
        self.silent: list[str] = ["html"]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("class") == "leaflet":
            self.silent.clear()
        if tag in self.OUTSIDE or given.get("class") == "cite" or (self.silent and tag == self.silent[-1]):
            self.silent.append(tag)
        if tag not in self.INSIDE:
            self.lines += [""] if tag != "br" else []
            self.lines[-1] += " " if tag == "br" else ""

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()
        elif tag not in self.INSIDE:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.lines[-1] += data

    @property
    def said(self) -> list[str]:
        return [words for line in self.lines if (words := " ".join(re.sub("[\N{WORD JOINER}\N{SOFT HYPHEN}]", "", line).split()))]


def _leaflet(tag: Tag) -> Iterator[str]:
    """What is read out, a line for each block: no notes, citation marks and labels of items."""
    if tag.kind not in ("Note", "FENote", "Reference", "Lbl"):
        inline = tag.kind in ("Span", "Link", "Em", "Strong")
        yield "" if inline else "\n"
        for child in tag.children:
            yield from _leaflet(child) if isinstance(child, Tag) else [child]
        yield "" if inline else "\n"


def _lines(tree: Tag) -> list[str]:
    text = "".join(_leaflet(tree)).replace("\N{WORD JOINER}", "")
    # Where a printed line ends inside of an address, whoever reads the PDF puts a space.
    return [" ".join(line.split()).replace("doi: ", "doi:") for line in text.splitlines() if line.strip()]


def assert_same_words(html: str, tree: Tag) -> None:
    """The web page says what the PDF does. What may differ: page notes, citation marks and labels of items (each told apart by its tag),
    the link that skips the masthead (outside of the leaflet), and the contents: a list on the web, a line with pages in print.
    """
    web, read_out = Blocks(html).said, _lines(tree)
    start = web.index("In this leaflet") + 1
    pages = re.findall(r"(\d+)(?: ·|$)", read_out[start])
    assert read_out[start] == " · ".join(f"{heading} {page}" for heading, page in zip(web[start:], pages, strict=False))
    del web[start : start + len(pages)], read_out[start]
    assert read_out == web
