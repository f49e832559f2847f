"""Structure: headings, lists, tables and links that lead a reader through the leaflet, seen, heard or on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.check.subject import Subject
from leafletgen.check.text.blocks import blocks
from leafletgen.check.text.passages import Passage
from leafletgen.check.text.shown import is_english
from leafletgen.diagnostics import Severity
from leafletgen.html.markup import plain
from leafletgen.model.blocks import CalloutBlock, Contact, ContactBlock, QrBlock, QuestionsBlock, TableBlock
from leafletgen.model.citation import citations
from leafletgen.source.located import Path

_IN_ORDER = re.compile(
    r"(?:(first|second|third|fourth)(?:ly)?(?![\w-]| (?:aid|line|tell|time|visit|opinion|dose|few)\b)|then\b(?! again)"
    r"|next\b(?! (?:to|of|door|week|month|year|visit|appointment|day|morning)\b)|after that\b|afterwards?\b|finally\b|lastly\b"
    r"|step (?:\d|one|two|three)|\d{1,2}[.)]\s)",
    re.IGNORECASE,
)


_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(.+)$", re.MULTILINE)


def steps_not_numbered(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """Bullets whose items begin first, then, next, finally: an order that numbers would show."""
    for items in _bullet_lists(subject) if is_english(subject) else ():
        begun = [(passage, match) for passage, text in items if (match := _IN_ORDER.match(text))]
        if len({match.group().lower() for _, match in begun}) > 1:
            passage, match = begun[0]
            message = f'bullets that begin with "{match.group().strip()}" and "{begun[1][1].group().strip()}" are steps in order'
            yield Finding(path=passage.path, needle=match.group(), message=message, fix="use `steps:`, which are numbered")


def _bullet_lists(subject: Subject) -> Iterator[list[tuple[Passage, str]]]:
    """The items of each bulleted list with their words: a block's, and those within a text."""
    lists: dict[Path, list[tuple[Passage, str]]] = {}
    for passage in subject.passages:
        if passage.role == "item":
            lists.setdefault(passage.path[:-1], []).append((passage, passage.text))
        elif passage.role in ("paragraph", "answer"):
            lines = _BULLET.findall(passage.markdown)
            lists.setdefault(passage.path, []).extend((passage, plain(line)) for line in lines)
    return iter(lists.values())


def heading_empty(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A heading without words, or the same one twice under one parent."""
    for headings in _sibling_headings(subject):
        seen: set[str] = set()
        for path, text in headings:
            words = re.sub(r"[\W_]+", " ", plain(text)).strip().casefold()
            if not words:
                yield Finding(path=path, message="the heading has no words", fix="say what the reader finds under it")
            elif words in seen:
                yield Finding(path=path, message=f'"{plain(text)}" is a heading here twice', fix="give each its own words, or join the two")
            seen.add(words)


def _sibling_headings(subject: Subject) -> Iterator[list[tuple[Path, str]]]:
    """The headings under each parent: sections under the title; questions, and callouts with a title, under their section."""
    yield [(("sections", number, "heading"), section.heading) for number, section in enumerate(subject.leaflet.sections)]
    below: dict[tuple[Path, str], list[tuple[Path, str]]] = {}
    for path, block in blocks(subject.leaflet):
        if isinstance(block, QuestionsBlock):
            asked = below.setdefault((path[:2], "questions"), [])
            asked.extend(((*path, "questions", place, "ask"), question.ask) for place, question in enumerate(block.questions))
        elif isinstance(block, CalloutBlock) and block.callout.title:
            # The tone's label stands before the title, so that the same title is another heading under another tone.
            titled = below.setdefault((path[:2], f"{block.callout.tone} {block.callout.call}"), [])
            titled.append(((*path, "callout", "title"), block.callout.title))
    yield from below.values()


def table_headers(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A column or row whose header says nothing, as a dash: read out, its cells belong to nothing."""
    for path, block in blocks(subject.leaflet):
        if isinstance(block, TableBlock):
            heads = [((*path, "table", "columns", place), column) for place, column in enumerate(block.table.columns)]
            heads += [((*path, "table", "rows", place, 0), row[0]) for place, row in enumerate(block.table.rows)]
            for place, head in heads:
                if _is_blank(head):
                    kind = "column" if "columns" in place else "row"
                    yield Finding(path=place, message=f"the header of this {kind} has no words", fix=f"name what the {kind} holds")


def table_complex(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A table of many columns, or of mostly empty cells."""
    for path, block in blocks(subject.leaflet):
        if isinstance(block, TableBlock):
            columns = len(block.table.columns)
            cells = [cell for row in block.table.rows for cell in row[1:]]
            empty = round(100 * sum(map(_is_blank, cells)) / len(cells))
            if columns > limits["columns"]:
                message, fix = f"a table of {columns} columns", f"split it into tables of up to {limits['columns']:.0f} columns"
                yield Finding(path=(*path, "table", "columns"), message=message, fix=fix, value=columns, limit=limits["columns"])
            if empty > limits["empty"]:
                message, fix = f"{empty}% of the cells are empty", "say it in a list, or take the empty columns out"
                yield Finding(path=(*path, "table", "rows"), message=message, fix=fix, value=empty, limit=limits["empty"])


def _is_blank(cell: str) -> bool:
    """Whether a cell says nothing: a dash, dots, or marks alone. Ticks and signs such as + say something."""
    return not re.search(r"[^\s\-–—―.…·_*/|]", plain(cell))


_LINK = re.compile(r"\[(?P<words>[^\]\[]*)\]\(\s*<?(?P<address>(?:https?://|mailto:|tel:)[^()\s>]+)", re.IGNORECASE)


def link_unprinted(subject: Subject, limits: Limits) -> Iterator[Finding]:
    """A link whose address stands nowhere on paper: neither in the text nor among contacts, codes and references."""
    linked = [(passage, match) for passage in subject.passages if "](" in passage.markdown for match in _LINK.finditer(passage.markdown)]
    visible = _addresses_on_paper(subject) if linked else ""
    for passage, match in linked:
        address = _bare(match["address"])
        if not _is_on_paper(address, visible):
            yield Finding(
                path=passage.path,
                needle=match["address"],
                occurrence=passage.markdown.count(match["address"], 0, match.start("address")),
                message=f'"{plain(match["words"])}" hides its address from those who read on paper',
                fix=f"write the address as well: {address}",
            )


def _bare(address: str) -> str:
    """An address as people write it: no scheme, no www, no slash at the end."""
    return re.sub(r"(?:https?://|mailto:|tel:)?(?:www\.)?(\S*?)(?:/?[?#]\S*)?/?(?=\s|$)", r"\1", address.lower())


def _is_on_paper(address: str, visible: str) -> bool:
    """Whether ``visible`` holds the address as a whole; a telephone number by its last digits, with or without country code."""
    if re.fullmatch(r"\+?[\d().-]{5,}", address):
        return re.sub(r"\D", "", address)[-6:] in re.sub(r"\D", "", visible)
    return re.search(rf"(?<![\w@.-]){re.escape(address)}(?![\w/-])", visible) is not None


def _addresses_on_paper(subject: Subject) -> str:
    """All that is printed and may hold an address, each in its bare form."""
    texts: list[str] = [passage.text for passage in subject.passages]
    contacts: list[Contact] = [subject.brand.contact]
    for _, block in blocks(subject.leaflet):
        if isinstance(block, ContactBlock) and block.contact != "brand":
            contacts.append(block.contact)
        elif isinstance(block, QrBlock) and block.qr != "leaflet":
            texts.append(block.qr.url)
    texts += [value for contact in contacts for value in (contact.phone, contact.email, contact.web) if value]
    return " ".join(map(_bare, (*texts, *_reference_addresses(subject))))


def _reference_addresses(subject: Subject) -> Iterator[str]:
    """What the reference list prints: a DOI, or else the address."""
    cited = {citation.id for passage in subject.passages for citation in citations(passage.markdown)}
    for id in cited | {str(id) for _, id in subject.leaflet.sources()}:
        reference = subject.library.references.get(id)
        if reference:
            yield f"doi.org/{reference.doi}" if reference.doi else reference.url or ""


RULES = (
    Rule(
        slug="steps-not-numbered",
        stage="source",
        severity=Severity.ADVICE,
        reason="Numbers show the order, and how many steps are left.",
        basis="PEMAT-22, NHS-P",
        example="- bullets: [First wash your hands., Then open the pack.]",
        mend="- steps: [Wash your hands., Open the pack.]",
        check=steps_not_numbered,
    ),
    Rule(
        slug="heading-skip",
        stage="read",
        severity=Severity.ERROR,
        reason="Screen readers jump by heading level. The templates set the levels, so that a leaflet cannot skip one.",
        basis="MP 14-002/003, NHS-F",
        example="(cannot be written: a leaflet has sections, and blocks within them)",
        mend="- heading: What is it?",
    ),
    Rule(
        slug="heading-depth",
        stage="read",
        severity=Severity.WARNING,
        reason="Nobody keeps track of five levels. A leaflet has three: its title, its sections and what stands in them.",
        basis="NHS-F",
        example="(cannot be written: sections do not nest)",
        mend="- heading: What is it?",
    ),
    Rule(
        slug="heading-empty",
        stage="source",
        severity=Severity.ERROR,
        reason="Headings are how people find their way; an empty or repeated one leads nowhere.",
        basis="SC 2.4.6",
        example="- heading: Treatment\n- heading: Treatment",
        mend="- heading: Tablets\n- heading: Injections",
        check=heading_empty,
    ),
    Rule(
        slug="table-headers",
        stage="source",
        severity=Severity.ERROR,
        reason="Read out, a cell is known by its headers alone.",
        basis="MP 15-003",
        example="columns: [What, '-', After]",
        mend="columns: [What, Before, After]",
        check=table_headers,
    ),
    Rule(
        slug="table-complex",
        stage="source",
        severity=Severity.WARNING,
        reason="Wide or mostly empty tables are hard to read, above all in large print or read out.",
        basis="PEMAT-19",
        example="columns: [Food, Portion, Iron, Zinc, B12, Notes]",
        mend="columns: [Food, Portion, B12]",
        check=table_complex,
        limits={"columns": 4, "empty": 60},
    ),
    Rule(
        slug="link-unprinted",
        stage="source",
        severity=Severity.WARNING,
        reason="On paper nobody can follow a link whose address is not printed.",
        basis="[P]",
        example="- text: See the [NHS page](https://www.nhs.uk/conditions/x).",
        mend="- text: See the NHS page, nhs.uk/conditions/x.",
        check=link_unprinted,
    ),
    Rule(
        slug="colour-only",
        stage="read",
        severity=Severity.ERROR,
        reason="Not everybody sees colours. The templates label every callout in words and give every bar its figure.",
        basis="MP 04-001, SC 1.4.1",
        example="(cannot be written: a callout always prints its label)",
        mend="- callout: {tone: urgent, text: Ring 999.}",
    ),
)
