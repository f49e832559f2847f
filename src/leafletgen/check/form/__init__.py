"""Rules on the form of a leaflet: structure, pictures and colours."""
