"""Running a program of a project's own, as its Makefile would, with nothing of the user's services in reach."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from new_project.servers import NOTHING_MORE, running

TIMEOUT = 300
"""Seconds after which a check gives up: a busy machine may need a minute for a database's first start."""


@dataclass(frozen=True)
class Ran:
    """How a program ended, and all that it said."""

    code: int
    said: str

    @property
    def last(self) -> str:
        """The last line that it said."""
        return next((line.strip() for line in reversed(self.said.splitlines()) if line.strip()), "it said nothing")


def run_inside(folder: Path, command: list[str], environment: Mapping[str, str] = NOTHING_MORE) -> Ran:
    """Run a command in a folder; whatever ends it, an interrupt included, ends what it has started, too."""
    try:
        with running(folder, command, subprocess.PIPE, environment) as process:
            said, _ = process.communicate(timeout=TIMEOUT)
    except OSError as error:
        return Ran(127, f"{command[0]}: {error.strerror}")
    except subprocess.TimeoutExpired:
        return Ran(124, f"it took more than {TIMEOUT} seconds")
    return Ran(process.returncode, said.decode(errors="replace"))
