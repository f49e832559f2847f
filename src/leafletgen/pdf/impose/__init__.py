"""Finished pages onto sheets of paper. Bytes in, bytes out: `order` (which page where), `sheets` (millimetres), `write` (the PDF)."""
