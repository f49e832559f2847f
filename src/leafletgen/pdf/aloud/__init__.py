"""A PDF as a screen reader says it, and what would trouble one: `speech` (what is said), `troubles` (what is wrong), `summary` (the
report), `record` (all facts as JSON), `words` (every word of all that).
"""
