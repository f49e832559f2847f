"""A leaflet as a Typst document with the same words: as much of leafletgen's page as Typst has words for, without drawing it anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from leafletgen.html.compose import Copy
from leafletgen.model.blocks import block_name
from leafletgen.model.citation import CITATION, parts
from leafletgen.model.foods import FoodTable
from leafletgen.model.reference import Reference

DISCLAIMER = "General information, not personal medical advice. Ask your care team about you."


def typst_document(copy: Copy) -> str:
    """The document of ``copy``, which has no Markdown but citations: generated leaflets do not."""
    return "\n\n".join(_Typst(copy).parts())


def _escaped(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~=/+-])", r"\\\1", " ".join(text.split()))


def _short(reference: Reference) -> str:
    author = f"{reference.author[0].family or reference.author[0].literal}. " if reference.author else ""
    return _escaped(f"{author}{reference.title}, {reference.issued.year if reference.issued else 'no date'}.")


class _Typst:
    """Writes one leaflet, counting its references in order of first use."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.leaflet = copy.leaflet
        self.cited: dict[str, int] = {}
        self.blocks: dict[str, Callable[[Any], str]] = {
            "text": lambda text: "\n\n".join(map(self.words, text.split("\n\n"))),
            "bullets": lambda items: self.items("-", items),
            "steps": lambda items: self.items("+", items),
            "checklist": lambda items: self.items("- #box(width: 9pt, height: 9pt, stroke: 0.8pt)", items),
            "callout": self.callout,
            "table": lambda table: self.table(table.caption, table.columns, table.rows),
            "figure": self.figure,
            "questions": lambda asked: "\n\n".join(f"=== {self.words(q.ask)}\n{self.words(q.answer)}" for q in asked),
            "foods": self.foods,
            "write_in": lambda asked: f"{self.words(asked.label)} #box(width: 1fr, repeat[.])",
            "contact": lambda _: self.contact(),
            "qr": lambda _: _escaped(self.copy.web_address or ""),
        }

    def parts(self) -> list[str]:
        """The document from its settings to its references."""
        leaflet = self.leaflet
        body = [f"= {self.words(leaflet.title)}", self.words(leaflet.summary or ""), _escaped(leaflet.audience or "")]
        if leaflet.key_points:
            body.append(
                f"#block(fill: luma(240), inset: 10pt, width: 100%)[\n*The main points*\n\n{self.items('-', leaflet.key_points)}\n]"
            )
        body.append("#outline(depth: 2, title: none)")
        for section in leaflet.sections:
            body.append(f"== {self.words(section.heading)}")
            body += [self.blocks[block_name(block) or ""](next(iter(dict(block).values()))) for block in section.content]
        body += ["== About this leaflet", _escaped(DISCLAIMER), self.contact(), self.references()]
        return [self.settings(), *body]

    def settings(self) -> str:
        """Paper, type and the running footer."""
        edition, leaflet = self.copy.edition, self.leaflet
        paper = "us-letter" if edition.paper == "letter" else str(edition.paper).lower()
        line = _escaped(f"{leaflet.code} · Version {leaflet.version} · Review by {leaflet.review_by:%B %Y} · {self.copy.brand.name}")
        pages = "#context [Page #counter(page).display() of #counter(page).final().first()]"
        footer = f"[#set text(size: {edition.type.small}pt)\n{_escaped(DISCLAIMER)} #h(1fr) {pages}\\\n{line}]"
        return "\n".join(
            (
                f'#set document(title: "{leaflet.title}", author: "{self.copy.brand.name}")',
                f'#set page(paper: "{paper}", margin: (x: {edition.margin}mm, top: {edition.margin}mm, bottom: 32mm), footer: {footer})',
                f'#set text(font: "Atkinson Hyperlegible", size: {edition.type.body}pt, lang: "en", region: "GB")',
                "#set par(leading: 0.65em)",
                "#show table.cell.where(y: 0): strong",
                "#show table.cell.where(x: 0): strong",
            )
        )

    def words(self, markdown: str) -> str:
        """Text with its citations as page footnotes: in full the first time, the same number after."""
        pieces, at = [], 0
        for match in CITATION.finditer(markdown):
            pieces += [_escaped(markdown[at : match.start()]), *(self.note(part.id) for part in parts(match.group()))]
            at = match.end()
        return "".join((*pieces, " " if at and at < len(markdown) else "", _escaped(markdown[at:])))

    def note(self, id: str) -> str:
        """The mark of a source, with the note itself where it is cited first."""
        if id in self.cited:
            return f"#footnote(<{id}>)"
        self.cited[id] = len(self.cited) + 1
        return f"#footnote[{_short(self.copy.references[id])}]<{id}>"

    def items(self, mark: str, items: Any) -> str:
        """A list."""
        return "\n".join(f"{mark} {self.words(item)}" for item in items)

    def callout(self, callout: Any) -> str:
        """A box with its label."""
        numbers = {"emergency": self.copy.brand.numbers.call, "advice": self.copy.brand.numbers.advice}
        label = _escaped(f"{callout.tone.capitalize()} {numbers.get(callout.call, '')} {callout.title or ''}")
        text = self.words(callout.text) if callout.text else ""
        return f"#block(stroke: 1.5pt, inset: 10pt, width: 100%)[\n*{label}*\n\n{text}\n\n{self.items('-', callout.bullets)}\n]"

    def table(self, caption: str, columns: Any, rows: Any) -> str:
        """A table with a head that comes again on the next page."""
        head = ", ".join(f"[{self.words(column)}]" for column in columns)
        body = ",\n".join(", ".join(f"[{self.words(cell)}]" for cell in row) for row in rows)
        widths = f"columns: ({', '.join(['1fr'] * len(columns))}), stroke: (x: none, y: 0.5pt)"
        return f"*{self.words(caption)}*\n\n#table({widths}, table.header({head}),\n{body})"

    def figure(self, figure: Any) -> str:
        """A picture with its words."""
        alt = str(figure.alt).replace('"', "")
        caption = self.words(f"{figure.caption or ''} {figure.credit or ''}")
        return f'#figure(image("{figure.image}", width: 60%, alt: "{alt}"), caption: [{caption}], numbering: none)'

    def foods(self, table: FoodTable) -> str:
        """Foods with their share of a day's need in figures."""
        rows = [
            (food.name, f"{food.portion.words}, {food.portion.grams} g", f"{food.least} {table.unit}", f"{table.share(food.least)} %", diet)
            for _, group in table.groups()
            for _, food in group
            for diet in (f"{food.strictest_diet or ''} {', '.join(food.allergens)} [@{food.source}]",)
        ]
        return self.table(table.caption, ("Food", "Portion", str(table.nutrient), "Share of a day", "Diet and allergens"), rows)

    def contact(self) -> str:
        """The brand's own contact."""
        contact = self.copy.brand.contact
        return _escaped(f"{contact.label}. Phone: {contact.phone}. {contact.hours}. Email: {contact.email}.") if contact else ""

    def references(self) -> str:
        """The list of sources in full."""
        sources = (self.copy.references[id] for id in self.cited)
        return "== Where this information comes from\n\n" + "\n".join(
            f'+ {_short(source)} {_escaped(source.container_title or "")}. #link("{source.url}")' for source in sources
        )
