"""Compiled templates, kept for the next process as Python keeps compiled modules, and in the same place: `__pycache__`.

To compile those of one leaflet takes a tenth of a second. Whoever can write to that folder decides what this program does in any case,
which is why it is trusted, and no other folder would be. Only leafletgen's own templates are kept, each in one file with a digest of what
it was compiled from. With another source, Jinja, Python or option a template is compiled again.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

DIGEST = sha256().digest_size


class CompiledTemplates(BytecodeCache):
    """Keeps the code of the templates in one folder."""

    def __init__(self, own: Path, options: object, folder: Path | None) -> None:
        """``own`` holds the templates, ``options`` are those of their environment, ``folder`` is for the code; None keeps nothing."""
        self.own, self.folder = own, folder
        self.compiler = repr((jinja2.__version__, importlib.util.MAGIC_NUMBER, options))

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place of a template's code, with the code where it is kept. Jinja's own does not know what may be kept, nor by whom."""
        is_own = filename is not None and Path(filename).is_relative_to(self.own)
        made_from = repr((self.compiler, name, filename, source))
        bucket = Bucket(environment, _file_name(name) if is_own else "", sha256(made_from.encode("utf-8", "surrogatepass")).hexdigest())
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code into ``bucket`` if it is whole, and made from the same."""
        if self.folder is None or not bucket.key:
            return
        with suppress(OSError):
            kept = (self.folder / bucket.key).read_bytes()
            code = kept[2 * DIGEST :]
            if kept[: 2 * DIGEST] == bytes.fromhex(bucket.checksum) + sha256(code).digest():
                bucket.code = marshal.loads(code)  # noqa: S302 from where Python takes the code of this module

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of ``bucket``, whole or not at all. Where that cannot be, the next process compiles again."""
        if self.folder is None or not bucket.key or sys.dont_write_bytecode:
            return
        code = marshal.dumps(bucket.code)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(prefix=f"{bucket.key}.", dir=self.folder)
            part = Path(name)
            try:
                with os.fdopen(number, "wb") as stream:
                    stream.write(bytes.fromhex(bucket.checksum) + sha256(code).digest() + code)
                part.chmod(Path(__file__).stat().st_mode & 0o666)  # as Python does, so that other users need not compile again
                part.replace(self.folder / bucket.key)
            except BaseException:
                part.unlink()
                raise


def python_folder() -> Path | None:
    """Where Python keeps this module compiled; None where it keeps none."""
    try:
        return Path(importlib.util.cache_from_source(__file__)).parent
    except NotImplementedError:
        return None


def _file_name(template: str) -> str:
    """`base.html-0f1e2d3c4b5a6978.cpython-311.jinja`: two templates of the same name in different folders are two files."""
    digest = sha256(template.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{template.rpartition('/')[2]}-{digest}.{sys.implementation.cache_tag}.jinja"
