"""PDFs written by hand, object by object, so that a test can have any structure and any fault."""

from __future__ import annotations

from collections.abc import Mapping

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
"""One that every reader brings, not in the file."""


def stream(content: str | bytes, entries: str = "") -> bytes:
    """A stream object."""
    data = content.encode("latin-1") if isinstance(content, str) else content
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode("latin-1") + data + b"\nendstream"


def pdf(objects: Mapping[int, str | bytes], trailer: str = "/Root 1 0 R", version: str = "1.7") -> bytes:
    """A file of ``objects`` by number, with its table of references."""
    data = f"%PDF-{version}\n%\xe2\xe3\xcf\xd3\n".encode("latin-1")
    places = {}
    for number, body in objects.items():
        places[number] = len(data)
        data += f"{number} 0 obj\n".encode() + (body.encode("latin-1") if isinstance(body, str) else body) + b"\nendobj\n"
    table = len(data)
    size = max(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        data += f"{places[number]:010} 00000 n \n".encode() if number in places else b"0000000000 65535 f \n"
    return data + f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()


def one_page(
    content: str | bytes, more: Mapping[int, str | bytes] | None = None, catalog: str = "", page: str = "", resources: str = ""
) -> bytes:
    """One A5 page (object 3) that paints ``content`` with the font `/F`; the catalogue is object 1, further objects start at 10."""
    return pdf(
        {
            1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R"
            f" /Resources << /Font << /F 5 0 R >> {resources} >> {page} >>",
            4: stream(content),
            5: FONT,
            **(more or {}),
        }
    )


def marked(words: Mapping[int, str]) -> str:
    """A content that shows each text under its mark, a line each."""
    lines = (
        f"/P << /MCID {mark} >> BDC BT /F 12 Tf 40 {500 - 20 * row} Td ({text}) Tj ET EMC" for row, (mark, text) in enumerate(words.items())
    )
    return "\n".join(lines)


def tagged(elements: Mapping[int, str | bytes], words: Mapping[int, str], root: str = "", catalog: str = "", **more: str) -> bytes:
    """One page with ``words`` by mark. The tree's root is object 10, its one child object 11; ``elements`` are its objects."""
    base = {10: f"<< /Type /StructTreeRoot /K 11 0 R {root} >>"}
    return one_page(marked(words), base | dict(elements), f"/StructTreeRoot 10 0 R /MarkInfo << /Marked true >> {catalog}", **more)
