"""A laid-out document to a PDF for a print shop: PDF/X-4, all colour in inks, with bleed and crop marks.

The parts: `write` (the engine paints, we finish), `mixing` (a colour to inks), `artwork` (everything that holds a colour), `operators`
(colours in what is painted), `images`, `shadings`, `sheet` (boxes and marks), `claims` (output intent and metadata), `objects` (the
engine's PDF objects).
"""
