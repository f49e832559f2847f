"""The engine loads the system's libraries without running other programs, and finds the same ones."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import sys
ran = []
sys.addaudithook(lambda name, what: ran.append(name) if name in ("subprocess.Popen", "os.posix_spawn", "os.exec", "os.system") else None)
from leafletgen.pdf.engine import engine
if "quick" in sys.argv:
    engine()
from ctypes.util import find_library
import weasyprint.text.ffi as found
print(sorted(name for name, value in vars(found).items() if type(value).__name__ == "FFILibrary"), len(ran), find_library.__module__)
print(*sorted({line.split()[-1] for line in open("/proc/self/maps") if "/lib" in line and ("pango" in line or "harfbuzz" in line)}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="libraries have other names elsewhere")
def test_no_program_is_run_to_find_them() -> None:
    quick, slow = (
        subprocess.run([sys.executable, "-c", CODE, *way], capture_output=True, text=True, check=True).stdout.splitlines()
        for way in (["quick"], [])
    )
    assert quick[0].endswith(" 0 ctypes.util")
    assert quick[0].partition("]")[0] == slow[0].partition("]")[0]
    assert quick[1] == slow[1]
