"""Every rule, in the order of `leafletgen check --list`. A new rule is one function in its module and one entry in that module's list."""

from __future__ import annotations

from leafletgen.check import (
    claims,
    colours,
    completeness,
    contact,
    doses,
    foods,
    governance,
    grammar,
    language,
    layout,
    layout_marks,
    layout_text,
    layout_type,
    leftovers,
    library,
    numbers,
    pdf,
    pdf_tags,
    people,
    pictures,
    reader_rules,
    reading,
    references,
    risk,
    structure,
    style,
)
from leafletgen.check.rule import Rule

RULES: tuple[Rule, ...] = (
    *reader_rules.RULES,
    *governance.RULES,
    *people.RULES,
    *contact.RULES,
    *leftovers.RULES,
    *references.RULES,
    *claims.RULES,
    *reading.RULES,
    *language.RULES,
    *grammar.RULES,
    *style.RULES,
    *doses.RULES,
    *numbers.RULES,
    *risk.RULES,
    *structure.RULES,
    *completeness.RULES,
    *foods.RULES,
    *pictures.RULES,
    *colours.RULES,
    *library.RULES,
    *layout.RULES,
    *layout_type.RULES,
    *layout_text.RULES,
    *layout_marks.RULES,
    *pdf.RULES,
    *pdf_tags.RULES,
)

BY_SLUG: dict[str, Rule] = {rule.slug: rule for rule in RULES}
