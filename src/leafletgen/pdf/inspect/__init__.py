"""Any PDF to facts, and never an exception.

`read` is the way through a file, `facts` and `tag` are what comes out. Beside them, from the bytes up: `limits` (what a file may cost),
`objects` (values, whatever a file puts there), `operators`, `placing`, `fonts`, `widths`, `colours`, `content` (what pages paint),
`roles`, `tree`, `tables` (structure), `navigation`, `metadata`, `lock`.
"""

from leafletgen.pdf.inspect.read import inspect_pdf

__all__ = ["inspect_pdf"]
