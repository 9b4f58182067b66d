"""What Jinja compiles of templates, kept from one run to the next as Python keeps its own: in the same place."""

import atexit
import marshal
import os
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha1
from importlib.util import cache_from_source
from pathlib import Path

import jinja2.compiler
from jinja2.bccache import Bucket, BytecodeCache

MOST = 2000
"""So many are kept; all three trees are a fifth of it, the rest is of templates that have been edited since."""


class Kept(BytecodeCache):
    """Compiled templates in one file. Without it, or where it cannot be written, all is only slower."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.known = read(file) if file else {}
        self.used: dict[str, bytes] = {}
        self.is_new = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find what was compiled before; Jinja refuses it if the text has changed."""
        if code := self.known.get(bucket.key):
            self.used[bucket.key] = code
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what has just been compiled."""
        self.used[bucket.key] = bucket.bytecode_to_string()
        self.is_new = True

    def save(self) -> None:
        """Write the file, unless there is nothing new."""
        if self.file is None or not self.is_new or sys.dont_write_bytecode:
            return
        everything = self.known | self.used
        temporary = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        with suppress(OSError):  # as Python does when it may not write beside a module
            self.file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(marshal.dumps(everything if len(everything) <= MOST else self.used))
            temporary.replace(self.file)


@cache
def kept(setup: str) -> Kept:
    """The templates that were compiled with this set-up of Jinja; they are saved when the process ends."""
    compiled = Kept(place(setup))
    atexit.register(compiled.save)
    return compiled


def place(setup: str) -> Path | None:
    """Where they are kept: beside the bytecode of this module; None where Python keeps none."""
    try:
        module = Path(cache_from_source(__file__))
    except NotImplementedError:
        return None
    compiler = Path(jinja2.compiler.__file__).stat()
    version = sha1(f"{setup} {compiler.st_size} {compiler.st_mtime_ns}".encode(), usedforsecurity=False)
    return module.with_name(f"templates.{sys.implementation.cache_tag}.{version.hexdigest()[:8]}")


def read(file: Path) -> dict[str, bytes]:
    """Read what was saved; nothing, where there is nothing that can be read."""
    try:
        saved = marshal.loads(file.read_bytes())  # noqa: S302 - trusted as far as the modules' bytecode beside it is
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return saved if isinstance(saved, dict) else {}
