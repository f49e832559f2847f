"""The proof sheet: one PDF for the person who signs a leaflet. Its pages, what it says and from where, what the checks say of it."""
