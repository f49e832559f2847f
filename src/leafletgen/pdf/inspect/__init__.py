"""Any PDF to facts. The parts: `read` (the way through a file), `facts` (what comes out), `content` (what pages paint),
`fonts` (characters from codes), `tree` (the structure tree).
"""

from leafletgen.pdf.inspect.read import inspect_pdf

__all__ = ["inspect_pdf"]
