"""Print docs/checks.md, which is made from the rules and the built-in profiles."""

from __future__ import annotations

from leafletgen.builtin import builtin_folder
from leafletgen.check.describe import rules_page
from leafletgen.source.library import read_profiles

if __name__ == "__main__":
    print(rules_page(read_profiles((builtin_folder(),)).entries), end="")  # noqa: T201
