"""Make the README's pictures, docs/pages/*.png, from the PDFs in dist/. Run it with `make pictures`."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).parents[1]
PAGES = Path(__file__).with_name("pages")
WIDTH = 700
COLOURS = 64
"""Enough for text, one accent and its tint; a palette keeps each file small."""

PICTURES = {
    "handout": ("b12-nerve-health", "standard"),
    "faq": ("b12-questions", "standard"),
    "food-table": ("b12-food-guide", "standard"),
    "large-print": ("b12-nerve-health", "large-print"),
    "mono": ("b12-nerve-health", "mono"),
}
"""A picture's name, and the leaflet and edition that it shows the first page of (of the food guide: the first page full of foods)."""


def main() -> int:
    """Write every picture; the exit status says whether all could be made."""
    PAGES.mkdir(exist_ok=True)
    missing = []
    for name, (leaflet, edition) in PICTURES.items():
        path = ROOT / "dist" / leaflet / f"{leaflet}-en-{edition}.pdf"
        if not path.is_file():
            missing.append(path.relative_to(ROOT).as_posix())
            continue
        with pypdfium2.PdfDocument(path) as document:
            number = _fullest_table(document) if name == "food-table" else 0
            _write(document[number], PAGES / f"{name}.png")
    if missing:
        sys.stderr.write(f"no {', '.join(missing)}: run `make leaflets`\n")
    return 1 if missing else 0


def _fullest_table(document: pypdfium2.PdfDocument) -> int:
    """The page with the most shares of a day's need."""
    shares = [page.get_textpage().get_text_bounded().count("%") for page in document]
    return shares.index(max(shares))


def _write(page: pypdfium2.PdfPage, path: Path) -> None:
    """Render at twice the size, shrink, and draw a hairline round it, so that a white page ends somewhere on a white ground."""
    large = page.render(scale=2 * WIDTH / page.get_width()).to_pil().convert("RGB")
    height = round(large.height * WIDTH / large.width)
    small = large.resize((WIDTH, height), Image.Resampling.LANCZOS)
    framed = ImageOps.expand(ImageOps.crop(small, 1), 1, fill="#c8c8c8")
    framed.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
