"""The tags that a screen reader needs, planted while the PDF is written: our own structure tree instead of the engine's.

The engine builds one tree a page and forgets its HTML. This package takes what the engine knows (the boxes of every page, and the mark
that each painted text got) and grows one tree for the whole leaflet. In the order of the work:

    engine_tags  the engine's one tree-building function, replaced while a PDF of ours is written
    gather       the boxes of all pages to one tree of nodes: a paragraph over two pages is one node
    roles        HTML to the roles of PDF 1.7 and of PDF 2.0
    shape        lists, figures, notes and loose text put where the standards want them
    tables       scope, ids and headers of cells
    words        the spaces that the engine leaves out
    marks        the painted marks: running heads become artifacts, missing spaces are put in
    plant        nodes to PDF objects
    links        what a link says, and the structure element that it leads to
    metadata     what the file claims to be
    write        all of it, around the engine's own writing
"""
