"""The maintainer's repository: their own git, with their own identity, hooks and signature."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from new_project import git

BRANCH = "main"
VERSION_FILE = "generator/version.txt"


class Refused(Exception):
    """Why there is no release, as a sentence that says what to do."""


def run(folder: Path, *arguments: str) -> str:
    """Run git; raise Refused with what it says when it fails."""
    result = git.git(folder, *arguments)
    if result.returncode:
        raise Refused(f"git {arguments[0]} failed:\n{(result.stderr or result.stdout).strip()}")
    return result.stdout.strip()


@contextmanager
def another_work_tree(root: Path) -> Iterator[Path]:
    """Check the last commit out elsewhere while the block runs: what is committed there is on no branch."""
    with tempfile.TemporaryDirectory(prefix="new-project-release-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary).resolve() / "new-project"
        run(root, "worktree", "add", "--quiet", "--detach", str(folder), "HEAD")
        try:
            yield folder
        finally:
            run(root, "worktree", "remove", "--force", str(folder))


def accept(root: Path, version: str, commit: str) -> None:
    """Tag a commit and move the branch on to it: both, or neither."""
    run(root, "tag", "--annotate", f"--message=Release {version}", version, commit)
    try:
        run(root, "merge", "--quiet", "--ff-only", commit)
    except BaseException:
        if run(root, "rev-parse", "HEAD") != commit:
            run(root, "tag", "--delete", version)
        raise
