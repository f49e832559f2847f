"""Judge: rules over a leaflet's source, its laid-out pages and its PDF. One rule, one function, listed in one place."""
