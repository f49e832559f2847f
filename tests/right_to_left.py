"""A leaflet from right to left: every block and a table wider than a telephone. It tests layout: its words are numbers of words."""

from __future__ import annotations


def right_to_left_library(messages: bytes) -> dict[str, str | bytes | None]:
    """The files of a library in Arabic with this leaflet alone. Fonts and ``messages`` are not Arabic, but the direction is."""
    return {
        "leaflets/library.yaml": "brands: [clinic]\nlanguages: [ar]\neditions: [web]\nsite: https://leaflets.example\n",
        "templates/messages/ar.po": messages,
        "leaflets/images/drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10z"/></svg>',
        "leaflets/right-to-left.yaml": LEAFLET,
    }


FOOD = "group: One, amount: 6.6, diets: [vegetarian], allergens: [milk], may_contain: [soya], note: Wash it, source: green-2017"

LEAFLET = f"""\
kind: food-guide
title: One two three
summary: "Four five six. [@nice-ng239]"
audience: Seven
version: "1.0"
owner: Eight
published: 2026-01-01
review_by: 2028-01-01
key_points: [Nine ten., "Eleven. [@green-2017]"]
sections:
  - heading: Twelve
    content:
      - text: "Thirteen **fourteen**. See [the list](https://a.example/list). [@nice-ng239, p. 4]"
      - bullets: [Fifteen, Sixteen]
      - steps: [Seventeen, Eighteen]
      - checklist: [Nineteen]
  - heading: Twenty
    content:
      - callout: {{tone: urgent, call: emergency, text: Now., bullets: [One, Two]}}
      - callout: {{tone: important, title: Three, text: Four.}}
      - callout: {{tone: tip, text: Five.}}
      - table:
          caption: A wide table
          columns: [First column, Second column, Third column, Fourth column, Fifth column, Sixth column]
          rows: [[Measurement, Laboratory, Temperature, Examination, Consultation, Vaccination]]
      - figure: {{image: images/drawing.svg, alt: A drawing, caption: Drawn, credit: Someone}}
  - heading: Thirty
    content:
      - foods:
          caption: Foods
          nutrient: Iron
          unit: mg
          daily_need: {{amount: 8.7, who: adults, source: nice-ng239}}
          items:
            - {{name: Lentils, portion: {{words: a bowl, grams: 180}}, {FOOD}}}
            - {{name: Milk, portion: {{words: a glass, ml: 200}}, {FOOD.replace("6.6", "{low: 0.1, high: 26.1}")}}}
  - heading: Forty
    content:
      - questions: [{{ask: Why?, answer: So.}}]
      - write_in: {{label: My next test, lines: 1}}
      - write_in: {{label: My questions, lines: 2}}
      - contact: brand
      - qr: leaflet
"""
