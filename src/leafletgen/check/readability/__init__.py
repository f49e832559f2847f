"""How hard a text is to read: sentences, syllables, formulas, and the rules on grades and lengths."""
