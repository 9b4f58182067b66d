"""Small text files that people keep: read within limits, written whole or not at all."""

import secrets
import shutil
from pathlib import Path

from new_project.errors import WrongInput

LIMIT = 200_000
"""No preset and no poll is longer than this; what is, is something else."""


def read_text(path: Path, code: str) -> str:
    """Read a text, line ends and all. Raises OSError, and WrongInput where there is no text in it."""
    with path.open("rb") as file:
        content = file.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise WrongInput(f"{path}: it is longer than {LIMIT:,} bytes, so it is something else.", code=code)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise WrongInput(f"{path}: line {line} is not UTF-8 text.", code=code) from None


def write_text(path: Path, text: str, *, replace: bool) -> None:
    """Write a text, so that a reader finds all of the old one or all of the new. Raises OSError."""
    target = path.resolve() if replace else path
    if not replace and (path.exists() or path.is_symlink()):
        raise FileExistsError(path)
    temporary = target.with_name(f".new-project-{secrets.token_hex(4)}")
    try:
        with temporary.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
