"""Markdown to HTML: bold, emphasis, links, lists, citations, words in another language. Raw HTML, images and code are text like any."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from html import unescape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from leafletgen.html.no_break import joined
from leafletgen.model.citation import CITATION, Citation, parts
from leafletgen.model.passage import LANGUAGE

Cite = Callable[[tuple[Citation, ...]], str]
"""Given the sources of one mark, the HTML of that mark."""

WORD_JOINER = "\N{WORD JOINER}"

"""What only a text with more than citations holds."""
_CITED = re.compile(rf"[ \n]*{CITATION.pattern}")

_SAFE_LINK = re.compile(r"(https?://|mailto:|tel:)\S+$", re.IGNORECASE)


class _Renderer(RendererHTML):
    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        """Mark links whose address is not their text, so that print can show it."""
        href = str(tokens[idx].attrs.get("href", ""))
        shown = tokens[idx + 1].content if idx + 1 < len(tokens) else ""
        if href.startswith("http") and href.split("://", 1)[1].rstrip("/") not in shown:
            tokens[idx].attrSet("class", "named-link")
        return self.renderToken(tokens, idx, options, env)

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        """Words, each number in one line with its unit."""
        return escapeHtml(joined(tokens[idx].content))

    def citation(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        cite: Cite = env["cite"]
        return cite(tokens[idx].meta["parts"])


def _citation_rule(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        # The mark hangs on the word before it: no space between them, and no line break.
        if not state.pending and state.tokens and state.tokens[-1].type == "softbreak":
            state.tokens.pop()
        state.pending = state.pending.rstrip(" \n") + WORD_JOINER
        token = state.push("citation", "", 0)
        token.meta = {"parts": parts(match.group())}
    state.pos = match.end()
    return True


def _language_rule(state: StateInline, silent: bool) -> bool:
    """`[Bore da]{lang=cy}`: the words in a span that says their language."""
    if state.src[state.pos] != "[" or state.src.find("]{lang=", state.pos, state.posMax) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    found = LANGUAGE.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if not found:
        return False
    if not silent:
        last = state.posMax
        state.pos, state.posMax = state.pos + 1, end
        state.push("language_open", "span", 1).attrSet("lang", found[1])
        state.md.inline.tokenize(state)
        state.push("language_close", "span", -1)
        state.posMax = last
    state.pos = found.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False}, renderer_cls=_Renderer)
    parser.enable(["emphasis", "link", "list", "escape", "autolink", "newline"])
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.inline.ruler.before("link", "language", _language_rule)
    parser.validateLink = lambda url: bool(_SAFE_LINK.match(url))  # type: ignore[method-assign]
    return parser


_MARKDOWN = _parser()


def inline(text: str, cite: Cite) -> Markup:
    """One run of text: no paragraph around it."""
    return Markup(_MARKDOWN.renderInline(text, {"cite": cite}))  # noqa: S704 the parser escapes


def blocks(text: str, cite: Cite) -> Markup:
    """Paragraphs and lists."""
    return Markup(_MARKDOWN.render(text, {"cite": cite}).strip())  # noqa: S704 the parser escapes


def plain(text: str) -> str:
    """The words alone: no marks, no markup, one line."""
    bare = _CITED.sub("", text) if "@" in text else text
    marked = "*" in bare or "_" in bare or "[" in bare or "]" in bare or "\\" in bare or "<" in bare or ">" in bare
    if not marked:  # as in most texts; parsing them all would take longer than any rule
        return " ".join(bare.replace(WORD_JOINER, "").split())
    return _parsed(text)


def _parsed(text: str) -> str:
    html = _MARKDOWN.renderInline(text, {"cite": lambda parts: ""})
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).replace(WORD_JOINER, "").split())


def word_count(text: str) -> int:
    """Words, as a reader counts them."""
    return len(re.findall(r"\w[\w'’.,-]*", plain(text)))
