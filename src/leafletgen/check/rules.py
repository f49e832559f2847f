"""Every rule, in the order of `leafletgen check --list`. A new rule is one function in its module and one entry in that module's list."""

from __future__ import annotations

from leafletgen.check import reader_rules
from leafletgen.check.figures import claims, doses, foods, numbers, risk
from leafletgen.check.finished_pdf import document, tags
from leafletgen.check.form import colours, pictures, press_profiles, structure
from leafletgen.check.governance import completeness, contact, dates, leftovers, library, people, references, translations
from leafletgen.check.pages import folds, lines, marks, paging, type_sizes
from leafletgen.check.plain_language import grammar, style, wordlists
from leafletgen.check.readability import grades
from leafletgen.check.rule import Rule

RULES: tuple[Rule, ...] = (
    *reader_rules.RULES,
    *dates.RULES,
    *people.RULES,
    *contact.RULES,
    *leftovers.RULES,
    *references.RULES,
    *claims.RULES,
    *grades.RULES,
    *wordlists.RULES,
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
    *press_profiles.RULES,
    *library.RULES,
    *paging.RULES,
    *folds.RULES,
    *type_sizes.RULES,
    *lines.RULES,
    *marks.RULES,
    *document.RULES,
    *tags.RULES,
    *translations.RULES,
)

BY_SLUG: dict[str, Rule] = {rule.slug: rule for rule in RULES}
