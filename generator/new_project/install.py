"""Installing the project's dependencies, and whatever else its own Makefile does."""

import subprocess
from collections import deque
from collections.abc import Callable
from pathlib import Path

from new_project.errors import Problem
from new_project.servers import running_make

TAIL = 25
"""How many of the last lines a failure shows."""


class InstallFailed(Problem):
    """The project is there, but what its Makefile should do was not done."""


def install(project: Path, note: Callable[[str], None]) -> None:
    """Run `make install` and give each line that it prints to `note`; raise InstallFailed with the last of them."""
    make(project, "install", note)


def make(project: Path, target: str, note: Callable[[str], None]) -> None:
    """Run a target of the project's Makefile in the same way."""
    tail: deque[str] = deque(maxlen=TAIL)
    with running_make(project, [target], subprocess.PIPE) as process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        for line in process.stdout:
            tail.append(line.decode(errors="replace").rstrip())
            note(tail[-1])
        code = process.wait()
    if code:
        last = "\n".join(f"  {line}" for line in tail)
        raise InstallFailed(
            f"'make {target}' ended with exit code {code}. The last that it said:\n{last}", code="install-failed"
        )
