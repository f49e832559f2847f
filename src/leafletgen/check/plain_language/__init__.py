"""Rules on plain language: words, grammar and style."""
