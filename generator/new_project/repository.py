"""The git repository that a project lives in, in git's own terms: trees, an index, and a work tree."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from new_project.errors import Problem
from new_project.git import NO_HOOKS, NOBODY, git_environment

OLDEST_GIT = (2, 38)
"""The first that merges trees without touching files: `git merge-tree --write-tree`."""


class Entry(NamedTuple):
    """A file as a tree has it."""

    mode: str
    oid: str


Files = dict[str, Entry]
"""The files of a project, by their path in it."""


@dataclass(frozen=True)
class Repository:
    """Where a project is kept. `prefix` leads from the repository's top to the project, and ends in a slash."""

    top: Path
    prefix: str

    def git(self, *arguments: str, given: str | bytes = b"", index: Path | None = None) -> str:
        """Run git at the top and return what it prints; raise Problem with what it says."""
        result = self.run(*arguments, given=given, index=index)
        if result.returncode:
            raise git_failed(self.top, arguments[0], result.stderr)
        return result.stdout.decode(errors="surrogateescape")

    def run(
        self, *arguments: str, given: str | bytes = b"", index: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run git at the top, with an index of our own where one is named; nobody's hooks are meant for that."""
        own = {"GIT_INDEX_FILE": str(index)} if index else {}
        return subprocess.run(
            ["git", *NO_HOOKS, *arguments],
            cwd=self.top,
            env=git_environment() | own,
            input=given.encode(errors="surrogateescape") if isinstance(given, str) else given,
            capture_output=True,
            check=False,
        )

    def place(self, name: str) -> Path:
        """Where git keeps a file of that name: each linked work tree has its own."""
        return self.top / self.git("rev-parse", "--git-path", name).rstrip("\n")

    def head(self) -> str:
        """The commit that is checked out."""
        result = self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        if result.returncode:
            raise Problem(
                f"Nothing is committed in {self.top} yet, so there is nothing to go back to.\n"
                "Commit first: git add --all && git commit",
                code="git-unready",
            )
        return result.stdout.decode().strip()

    def files(self, treeish: str) -> Files:
        """All files of a tree, by their path from the repository's top."""
        found = {}
        for line in self.git("ls-tree", "-r", "-z", "--full-tree", treeish).split("\0")[:-1]:
            details, path = line.split("\t", 1)
            mode, _, oid = details.split(" ")
            found[path] = Entry(mode, oid)
        return found

    def own(self, files: Files) -> Files:
        """Those of the repository's files that are the project's, by their path in it."""
        return {path.removeprefix(self.prefix): entry for path, entry in files.items() if path.startswith(self.prefix)}

    def write(self, files: Files) -> str:
        """Make a tree of files, by their path from the top, and return its name."""
        index = self.place(f"new-project-{os.getpid()}.index")
        lines = "".join(f"{entry.mode} {entry.oid}\t{path}\0" for path, entry in files.items())
        try:
            self.git("update-index", "-z", "--index-info", given=lines, index=index)
            return self.git("write-tree", index=index).strip()
        finally:
            index.unlink(missing_ok=True)

    def keep(self, folder: Path, names: list[str]) -> Files:
        """Put files that are in a folder into git's store, as they are, and return them as a tree has them."""
        paths = [str(folder / name) for name in names]
        oids = self.git("hash-object", "-w", "--no-filters", "--stdin-paths", given="".join(f"{p}\n" for p in paths))
        return {name: Entry(mode_of(folder / name), oid) for name, oid in zip(names, oids.split(), strict=True)}

    def text(self, entry: Entry) -> str:
        """What a file holds."""
        return self.git("cat-file", "blob", entry.oid)

    def keep_text(self, text: str) -> str:
        """Put a text into git's store, and return its name."""
        return self.git("hash-object", "-w", "--no-filters", "--stdin", given=text).strip()

    def commit(self, tree: str, *parents: str) -> str:
        """Make a commit that no branch knows of, and return its name."""
        before = [word for parent in parents for word in ("-p", parent)]
        return self.git(*NOBODY, "commit-tree", tree, *before, "-m", "new-project").strip()

    def changes(self) -> list[str]:
        """What differs from the last commit, a line each, as `git status` has them; ignored files do not."""
        return [line for line in self.git("status", "--porcelain", "-z", "--untracked-files=all").split("\0") if line]


def mode_of(path: Path) -> str:
    """The mode that git would give to a file."""
    return "100755" if path.stat().st_mode & 0o100 else "100644"


def find_repository(project: Path) -> Repository:
    """Find the repository that a project is in; raise Problem where there is none, or git will not do."""
    check_git()
    where = Repository(project.resolve(), "")
    found = where.run("rev-parse", "--show-toplevel", "--show-prefix")
    if found.returncode:
        said = found.stderr.decode(errors="replace").strip()
        hint = "" if "not a git repository" in said else f" git says: {said}\n"
        raise Problem(
            f"{project} is in no git repository, so there would be no way back.\n{hint}"
            "Make it one first: git init && git add --all && git commit",
            code="git-unready",
        )
    top, prefix = found.stdout.decode(errors="surrogateescape").split("\n")[:2]
    return Repository(Path(top), prefix)


def check_git() -> None:
    """Raise Problem unless there is a git that can merge trees."""
    version = git_version()
    if version is None:
        raise Problem("git is not installed, or not on the PATH. Install it, then try again.", code="git-missing")
    if version < OLDEST_GIT:
        raise Problem(
            f"git {'.'.join(map(str, version))} cannot merge without touching files; {'.'.join(map(str, OLDEST_GIT))} "
            "or newer can. Install a newer git, then try again.",
            code="git-missing",
        )


def git_version() -> tuple[int, ...] | None:
    """The first two numbers of git's version; None where there is no git."""
    try:
        said = subprocess.run(["git", "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return None
    numbers = said.split()[2].split(".") if len(said.split()) > 2 else []
    return tuple(int(number) for number in numbers[:2] if number.isdigit()) or None


def git_failed(where: Path, command: str, said: bytes) -> Problem:
    """The error that git would not do something."""
    return Problem(f"`git {command}` failed in {where}:\n{said.decode(errors='replace').strip()}", code="git-failed")
