"""Every rule, in the order of `leafletgen check --list`. A new rule is one function in its module and one entry in that module's list."""

from __future__ import annotations

from leafletgen.check import governance
from leafletgen.check.rule import Rule

RULES: tuple[Rule, ...] = (*governance.RULES,)

BY_SLUG: dict[str, Rule] = {rule.slug: rule for rule in RULES}
