"""A leaflet that is hard to tag: tables over three pages, lists in lists, other languages, links, and footnotes on every page."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

FACTS = "Vitamin B12 keeps your nerves and your blood well, and most people get enough of it from their food. "
SOURCES = 40


def hard_library(editions: str = "[standard]") -> dict[str, str | bytes | None]:
    """The files of a library with this leaflet alone."""
    return {
        "leaflets/library.yaml": f"brands: [clinic]\neditions: {editions}\nsite: https://leaflets.example\n"
        'disclaimer: {en: {short: "Ask us: [the desk](tel:111).", full: "Ask **us**, [Gofynnwch i ni]{lang=cy}."}}\n',
        "leaflets/references.yaml": "references:\n" + "".join(map(_source, range(SOURCES))),
        "leaflets/images/clear.png": _picture("RGBA", "PNG"),
        "leaflets/images/grey.png": _picture("L", "PNG"),
        "leaflets/images/photo.jpg": _picture("RGB", "JPEG"),
        "leaflets/images/drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" '
        'fill="#888888" opacity="0.5"/></svg>',
        "leaflets/hard.yaml": LEAFLET,
    }


def _source(number: int) -> str:
    return f"  - {{id: s{number}, type: report, title: Report {number}, publisher: Body {number}, issued: 2024, URL: https://b.example/{number}}}\n"


def _picture(mode: str, kind: str) -> bytes:
    data = BytesIO()
    Image.new(mode, (900, 300), None).save(data, kind)
    return data.getvalue()


def _rows(first: int, count: int) -> str:
    """Rows with a source each, a link here and there, and a cell that is long enough to be hard to break."""
    rows = []
    for n in range(first, first + count):
        known = f"{FACTS * (n % 3)}See [the list {n}](https://a.example/{n}) [@s{(n + 7) % SOURCES}]"
        rows.append(f'            - ["**Food {n}** [@s{n % SOURCES}]", "{known}", "[Bwyd {n}]{{lang=cy}}"]')
    return "\n".join(rows)


LEAFLET = f"""\
kind: handout
title: "How to say [iechyd da]{{lang=cy}}"
summary: "Read on. [Croeso i chi]{{lang=cy}} [@s1; @s2, p. 4]"
version: "1.0"
owner: A team
published: 2026-01-01
review_by: 2028-01-01
key_points: ["**One** *two* [three](https://three.example) four. [@s3]", "[Pwynt **dau** [@s4]]{{lang=cy}}"]
sections:
  - heading: "Lists in lists [@s5]"
    content:
      - text: |
          Before the list. [@s6]

          - First, with **bold** *soft* words [@s7]
            - Inner one [@s8]
            - Inner two
              1. Innermost *one* [@s9]
              2. Innermost two, [Bore da]{{lang=cy}}
          - Second

            with a paragraph of its own [@s10]

          7. Seven
          8. Eight

          After the list\\
          on a new line: **bold**, un­believable, long-term, and/or.
      - steps: ["Do this. [@s11]", "Then [do that](https://that.example)."]
      - checklist: [Ask this, Ask that]
  - heading: A long table
    content:
      - table:
          caption: "Many foods [@s12]"
          columns: ["Food [@s13]", "What [we](https://we.example) know", "[Cymraeg]{{lang=cy}}"]
          rows:
{_rows(0, 60)}
  - heading: Words over pages
    content:
      - text: "{FACTS * 14}**{FACTS * 10}**[{FACTS * 6}](https://long.example) {FACTS} [@s14]"
      - text: "[{FACTS * 20}]{{lang=cy}} www.a-very-long-address.example/with/{"many-parts/" * 14}end {FACTS * 10} [@s15]"
      - figure: {{image: images/clear.png, alt: A clear picture, caption: "A caption [@s16]", credit: Someone}}
      - figure: {{image: images/grey.png, alt: A grey picture}}
      - figure: {{image: images/photo.jpg, alt: A photograph, caption: "[Llun]{{lang=cy}}"}}
      - figure: {{image: images/drawing.svg, alt: A drawing, caption: Drawn}}
  - heading: And more
    content:
      - questions: [{{ask: "Why? [@s17]", answer: "So. [@s18]\\n\\n- a\\n- b"}}]
      - callout: {{tone: urgent, call: emergency, text: "Now: [@s19]", bullets: ["One [@s20]", Two]}}
      - callout: {{tone: tip, title: "[Awgrym]{{lang=cy}}", text: Rest.}}
      - write_in: {{label: My next test, lines: 2}}
      - contact: {{label: The desk, phone: 01632 960 001, hours: 9am to 5pm, web: https://desk.example/a}}
      - qr: leaflet
      - text: "{FACTS * 30} [@s21; @s22; @s23]"
"""
