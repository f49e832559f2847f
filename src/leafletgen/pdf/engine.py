"""The one door to WeasyPrint: imported late, told to see no system font, its log caught, its fetcher closed."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from leafletgen.garbage import all_here_lasts
from leafletgen.model.page import BASE_URL
from leafletgen.pdf.dateless_fonts import keep_dates_of_fonts
from leafletgen.pdf.known_lengths import keep_known_lengths
from leafletgen.pdf.known_numbers import fill_in_known_numbers
from leafletgen.pdf.late_font_tools import loaded_when_called
from leafletgen.pdf.late_notes import keep_late_notes
from leafletgen.pdf.packed_pngs import keep_packed_pngs
from leafletgen.pdf.plain_styles import keep_plain_styles
from leafletgen.pdf.system_libraries import found_by_their_own_names

FONTS_CONF = Path(__file__).with_name("fonts.conf")
"""A Fontconfig configuration without a single folder."""


class EngineMissing(Exception):
    """WeasyPrint, or a system library that it loads, is not on this machine."""


class NoFonts(Exception):
    """A page without fonts, which cannot be set since no font of the machine is used."""


_FONT_MARKS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")


def hide_system_fonts() -> None:
    """Point Fontconfig at our configuration. Only works before the engine is imported; the command and its workers call it first."""
    os.environ["FONTCONFIG_FILE"] = str(FONTS_CONF)


def engine() -> Any:
    """WeasyPrint. Raises EngineMissing with the reason when it cannot be loaded."""
    try:
        with warnings.catch_warnings(), _quickly() if "weasyprint" not in sys.modules else nullcontext():
            # That there are no system fonts is the point; that a library is missing is for `doctor` to say.
            warnings.filterwarnings("ignore", message="(?s).*(Expect ugly output|HarfBuzz-Subset)")
            import weasyprint
            import weasyprint.images
            import weasyprint.layout.page
            import weasyprint.urls
    except OSError as failure:
        raise EngineMissing(str(failure).splitlines()[0]) from failure
    except ImportError as failure:
        raise EngineMissing(str(failure)) from failure
    _prepare(weasyprint)
    return weasyprint


@contextmanager
def _quickly() -> Iterator[None]:
    """Load the engine without what it can do without."""
    with loaded_when_called(), found_by_their_own_names():
        yield


@cache
def _prepare(weasyprint: Any) -> None:
    """What is done once, when the engine has been loaded."""
    keep_late_notes(weasyprint)
    fill_in_known_numbers(weasyprint)
    keep_dates_of_fonts(weasyprint)
    keep_packed_pngs(weasyprint)
    keep_plain_styles(weasyprint)
    keep_known_lengths(weasyprint)
    all_here_lasts()


def check_fonts(resources: Mapping[str, bytes]) -> None:
    """Raise NoFonts unless the page brings a font: with none at all, Pango does not fail but takes the process down."""
    if not any(data[:4] in _FONT_MARKS for address, data in resources.items() if address.startswith("fonts/")):
        raise NoFonts("the page brings no font that can be used")


def closed_fetcher(resources: Mapping[str, bytes]) -> Any:
    """A fetcher that serves ``resources``, by their address relative to the page, and nothing else whatever the scheme."""
    urls = engine().urls

    class ClosedFetcher(urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: object = None) -> Any:
            address = unquote(url.removeprefix(BASE_URL)) if url.startswith(BASE_URL) else ""
            if address not in resources:
                raise ValueError("not part of the page, and nothing is fetched")
            return urls.URLFetcherResponse(url, resources[address], {"Content-Type": _media_type(address)})

    return ClosedFetcher()


def _media_type(address: str) -> str:
    endings = {"css": "text/css", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
    return endings.get(address.rsplit(".", 1)[-1].lower(), "application/octet-stream")


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append((record.levelno, record.getMessage()))


@contextmanager
def caught_log() -> Iterator[list[tuple[int, str]]]:
    """Collect what the engine logs, as (level, message), and keep it off the terminal."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    propagate = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield collector.records
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate
