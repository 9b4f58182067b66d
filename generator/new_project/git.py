"""The project's own repository and its first commit."""

import os
import subprocess
from pathlib import Path

from new_project.errors import Problem

MESSAGE = "Start from new-project"
NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
"""Hooks are made for people at work."""

NOBODY = ("-c", "user.name=new-project", "-c", "user.email=new-project@localhost")


def enclosing_repository(folder: Path) -> Path | None:
    """The repository that a folder would be part of; None where there is none, or where it ignores the folder."""
    top = git(folder.parent, "rev-parse", "--show-toplevel")
    if top.returncode or git(folder.parent, "check-ignore", "--quiet", f"{folder}/").returncode == 0:
        return None
    return Path(top.stdout.strip())


def first_commit(project: Path) -> None:
    """Make the folder a repository and commit all of it; raise Problem with what git says otherwise."""
    branch = () if git(project, "config", "init.defaultBranch").stdout.strip() else ("--initial-branch=main",)
    identity = () if has_identity(project) else NOBODY
    for arguments in (
        ("init", "--quiet", *branch),
        ("add", "--all"),
        # Neither a signature's passphrase nor somebody's hooks can be dealt with here.
        (*identity, "commit", "--quiet", "--no-verify", "--no-gpg-sign", f"--message={MESSAGE}"),
    ):
        result = git(project, *arguments)
        if result.returncode:
            raise Problem(
                f"git could not make the first commit in {project}:\n{result.stderr.strip()}", code="git-commit-failed"
            )


def has_identity(folder: Path) -> bool:
    """Whether git knows who commits."""
    return all(
        f"GIT_AUTHOR_{what}" in os.environ or git(folder, "config", f"user.{what.lower()}").stdout.strip()
        for what in ("NAME", "EMAIL")
    )


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git in a folder, whatever repository the caller is in (a hook's environment names one)."""
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=git_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def git_environment() -> dict[str, str]:
    """The environment without what ties git to the caller's repository."""
    local = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
    return {name: value for name, value in os.environ.items() if name not in local}
