"""Gradients: the colours at their stops are mixed, and what lies between two stops is mixed by the press in the same proportions."""

from __future__ import annotations

from typing import Any

from leafletgen.pdf.press.objects import Array, resolve
from leafletgen.pdf.press.operators import Mix, Report

_SPACES = {"/DeviceRGB": (b"rg", 3), "/DeviceGray": (b"g", 1), "/DeviceCMYK": (b"k", 4)}


def recolour_shading(pdf: Any, shading: Any, mix: Mix, report: Report, *, mask: bool) -> None:
    """Mix the colours of a gradient in place; of lightness alone where it is part of a soft ``mask``."""
    kind, count = _SPACES.get(str(shading.get("ColorSpace")), (b"", 0))
    function = resolve(pdf, shading.get("Function"))
    if not count or str(shading.get("ShadingType")) not in ("2", "3") or not _mix_stops(pdf, function, kind, count, mix):
        report("a gradient in a form that is not known to this tool")
        return
    shading["ColorSpace"] = "/DeviceGray" if mask else "/DeviceCMYK"


def _mix_stops(pdf: Any, function: Any, kind: bytes, count: int, mix: Mix) -> bool:
    """Mix the two ends of each stretch of a gradient; whether all of them were found."""
    if not isinstance(function, dict):
        return False
    if str(function.get("FunctionType")) == "3":
        inner = [resolve(pdf, part) for part in function["Functions"]]
        return bool(inner) and all(_mix_stops(pdf, part, kind, count, mix) for part in inner)
    if str(function.get("FunctionType")) != "2" or not all(len(function.get(end, ())) == count for end in ("C0", "C1")):
        return False
    for end in ("C0", "C1"):
        function[end] = Array(mix(kind, tuple(map(float, function[end]))))
    return True
