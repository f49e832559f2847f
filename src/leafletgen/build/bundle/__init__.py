"""Bundles: leaflets bound into one PDF with a cover, contents, and one list of references."""
