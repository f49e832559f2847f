"""A leaflet's words, made ready once for the rules that read them."""
