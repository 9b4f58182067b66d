"""What the doctor looks at: a folder, the project in it if there is one, and what that project was made from."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from new_project.git import git
from new_project.project import Project
from new_project.template import JUNK_NAMES


@dataclass(frozen=True)
class Patient:
    """A folder, and the project in it."""

    path: Path
    project: Project | None = None
    unreadable: str = ""
    """Why there is no project, although there is a file of answers."""

    @property
    def made(self) -> Project:
        """The project, for checks that are only asked where there is one."""
        if self.project is None:
            raise LookupError(f"there is no project in {self.path}")
        return self.project

    @property
    def answers(self) -> Mapping[str, Any]:
        """The project's answers; none without one."""
        return self.project.answers if self.project else {}

    @property
    def is_here(self) -> bool:
        """Whether commands for it can be typed as they are."""
        return self.path.resolve() == Path.cwd()

    def inside(self, command: str) -> str:
        """A command as it is typed for the project's folder."""
        return command if self.is_here else f"cd {shlex.quote(str(self.path))} && {command}"

    def git_command(self, command: str, *names: str) -> str:
        """A command of git's about files of the project."""
        return self.inside(f"git {command} -- {shlex.join(names)}")

    def tool(self, command: str, *words: str, what: str = "") -> str:
        """A command of this tool as it is typed for this project. `what` is named before the project."""
        place = [] if self.is_here else [str(self.path)]
        return shlex.join(["new-project", command, *filter(None, [what]), *place, *words])

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Ask git about it; where there is no git, it knows nothing."""
        if shutil.which("git") is None:
            return subprocess.CompletedProcess(arguments, 127, "", "")
        return git(self.path, *arguments)

    @cached_property
    def in_repository(self) -> bool:
        """Whether it is kept by git."""
        return self.git("rev-parse", "--git-dir").returncode == 0

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files that are the project's own: those that git has or would take, or all that no tool has left."""
        if self.in_repository:
            listed = self.git("ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout.split("\0")
            return tuple(sorted({name for name in listed if name and (self.path / name).is_file()}))
        return tuple(sorted(self._walked()))

    def _walked(self) -> list[str]:
        """All files, without git."""
        junk = {name for name in JUNK_NAMES if "*" not in name} | {".git", ".uv", ".postgres", "node_modules"}
        found = []
        for folder, folders, names in os.walk(self.path):
            folders[:] = [name for name in folders if name not in junk and not name.endswith("_cache")]
            found += [(Path(folder) / name).relative_to(self.path).as_posix() for name in names]
        return found

    def read(self, name: str) -> bytes:
        """What a file of the project holds."""
        return (self.path / name).read_bytes()

    @cached_property
    def rendering(self) -> Mapping[str, bytes]:
        """What the recorded version makes of the recorded answers. Raises Problem where that is not to be had."""
        from new_project.history import tree
        from new_project.render import render

        with tree(self.made.version) as root, tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "project"
            render(root, made, self.answers)
            files = (path for path in made.rglob("*") if path.is_file())
            return {path.relative_to(made).as_posix(): path.read_bytes() for path in files}
