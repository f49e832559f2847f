"""Files to model: located YAML, typed leaflets, the library and what it shares."""
