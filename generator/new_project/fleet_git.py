"""What a fleet's update does with git: nobody's work tree, branch or index is touched, and nobody's hooks run."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from new_project.errors import Problem
from new_project.git import NO_HOOKS, NOBODY, git, has_identity

QUIET = (*NO_HOOKS, "-c", "core.fsmonitor=false", "-c", "gc.auto=0")
"""The project's own CI looks at what comes of this, instead of hooks."""


@dataclass(frozen=True)
class Start:
    """What a branch begins at."""

    name: str
    commit: str


def start_point(checkout: Path) -> Start:
    """What the remote calls its default branch, as it was fetched last; without one, what is checked out."""
    default = git(checkout, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD").stdout.strip()
    names = [default] if default else []
    branch = git(checkout, "branch", "--show-current").stdout.strip()
    for name, revision in [*((each, each) for each in names), (branch or "HEAD", "HEAD")]:
        found = git(checkout, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if not found.returncode:
            return Start(name, found.stdout.strip())
    raise Problem("Nothing is committed in it: git add --all && git commit", code="git-unready")


def file_at(checkout: Path, commit: str, path: str) -> str | None:
    """A file's text as it is in a commit; None where it is not in it."""
    shown = git(checkout, "show", f"{commit}:{path}")
    return None if shown.returncode else shown.stdout


def has_branch(checkout: Path, branch: str) -> bool:
    """Whether there is a branch of that name."""
    return git(checkout, "show-ref", "--verify", "--quiet", f"refs/heads/{branch}").returncode == 0


@contextmanager
def work_tree(checkout: Path, commit: str, folder: Path) -> Iterator[Path]:
    """A commit's files in a folder of our own, linked to the repository; gone afterwards, whatever happens."""
    try:
        done(git(checkout, *QUIET, "worktree", "add", "--quiet", "--detach", str(folder), commit))
        yield folder
    finally:
        remove_work_tree(checkout, folder)


def remove_work_tree(checkout: Path, folder: Path) -> None:
    """Take away a folder of ours, and what the repository knows of it."""
    git(checkout, *QUIET, "worktree", "remove", "--force", "--force", str(folder))
    if folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
        git(checkout, "worktree", "prune")


def commit_index(tree: Path, message: str) -> None:
    """Commit what is staged: unsigned, since nobody is there to be asked for a passphrase."""
    identity = () if has_identity(tree) else NOBODY
    done(git(tree, *QUIET, *identity, "commit", "--quiet", "--no-verify", "--no-gpg-sign", f"--message={message}"))


def commit_at(tree: Path) -> str:
    """The commit that is checked out."""
    return done(git(tree, "rev-parse", "HEAD"))


def staged_files(tree: Path) -> list[str]:
    """The files that the next commit changes."""
    return [name for name in done(git(tree, "diff", "--cached", "--name-only", "-z")).split("\0") if name]


def stage(tree: Path, file: Path) -> None:
    """Let the next commit have a file."""
    done(git(tree, "add", "--", str(file)))


def undo_all(tree: Path) -> None:
    """Make a work tree of ours what its commit is."""
    done(git(tree, *QUIET, "reset", "--quiet", "--hard"))
    done(git(tree, *QUIET, "clean", "-ffdq"))


def make_branch(checkout: Path, branch: str, commit: str) -> None:
    """Begin a branch; raise Problem where there is one of that name."""
    done(git(checkout, "branch", "--no-track", branch, commit))


def is_on_remote(checkout: Path, branch: str) -> bool:
    """Whether the remote has the branch; raise Problem where it cannot be asked."""
    found = git(checkout, "ls-remote", "--exit-code", "origin", f"refs/heads/{branch}")
    if found.returncode not in {0, 2}:
        done(found)
    return found.returncode == 0


def push(checkout: Path, branch: str) -> None:
    """Push a branch to where the repository came from; what is there already is never replaced."""
    done(git(checkout, *QUIET, "push", "--quiet", "--no-verify", "origin", f"refs/heads/{branch}:refs/heads/{branch}"))


def done(result: "subprocess.CompletedProcess[str]") -> str:
    """What git printed; raise Problem with what it complained of, when it failed."""
    if result.returncode:
        words = [word for word in result.args[1:] if word != "-c" and "=" not in word]
        said = (result.stderr or result.stdout).strip()
        raise Problem(f"git {' '.join(words[:2])} failed: {said}", code="git-failed")
    return result.stdout.strip()
