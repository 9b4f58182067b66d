"""What is done with a project besides rendering it."""

import shutil
from dataclasses import dataclass

from new_project.errors import Problem


@dataclass(frozen=True)
class Steps:
    """What is done besides rendering."""

    dry_run: bool = False
    git: bool = True
    install: bool = True
    verify: bool = False

    def check_tools(self) -> None:
        """Raise Problem when a program is missing, before anybody answers a question for nothing."""
        if self.dry_run:
            return
        if self.git and shutil.which("git") is None:
            raise Problem("git is not installed, or not on the PATH. Without it, use --no-git.", code="git-missing")
        if (self.install or self.verify) and shutil.which("make") is None:
            raise Problem(
                "make is not installed, or not on the PATH. Without it, use --no-install.", code="make-missing"
            )
