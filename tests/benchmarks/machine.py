"""What the machine is and which versions ran; nothing that names it or its folders."""

from __future__ import annotations

import ctypes
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

_PACKAGES = ("weasyprint", "pypdf", "pydantic", "playwright", "typst")


def described() -> list[tuple[str, str]]:
    """The machine, line by line."""
    cores = f"{psutil.cpu_count(logical=False) or '?'} cores, {len(os.sched_getaffinity(0))} of them for this process"
    return [
        ("Processor", f"{_processor()}, {cores}"),
        ("Memory", f"{psutil.virtual_memory().total / 2**30:.0f} GB"),
        ("Kernel", f"{platform.system()} {platform.release()}, {platform.machine()}"),
        ("Python", platform.python_version()),
        ("Pango", _pango()),
        *((name, _version(name)) for name in _PACKAGES),
    ]


def load() -> float:
    """How many processes wanted a processor in the last minute: above 1 before a benchmark, others disturb it."""
    return os.getloadavg()[0]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _pango() -> str:
    try:
        asked = ctypes.CDLL("libpango-1.0.so.0").pango_version_string
    except OSError:
        return "unknown"
    asked.restype = ctypes.c_char_p
    return str(asked().decode())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
