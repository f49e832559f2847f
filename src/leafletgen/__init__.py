"""leafletgen: one YAML file per leaflet in; checked, accessible, print-ready PDFs out.

The way of one leaflet is the order of the packages: ``source`` reads, ``html`` composes, ``pdf`` sets,
``build`` runs many, ``cli`` talks. ``diagnostics`` and ``model`` are the ground they stand on.
"""

__version__ = "0.1.0"
