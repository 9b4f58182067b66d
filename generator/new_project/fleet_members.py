"""Which projects a fleet has: found in the folder of an organisation, or listed in a file."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from new_project.errors import Problem, WrongInput
from new_project.fleet_file import read_paths
from new_project.git import git
from new_project.template import ANSWERS_FILE

DEPTH = 3
"""How many folders deep checkouts are looked for: an organisation's, its groups', theirs."""


@dataclass(frozen=True)
class Member:
    """A project of a fleet, or what was to be one."""

    name: str
    """How people are told of it: below the folder, or as the file has it."""
    path: Path
    checkout: Path | None = None
    """The top of the work tree that it is in; None where there is no repository."""
    problem: str = ""
    """Why there is no project to be read; empty where there is one."""
    code: str = ""
    """The code of that error."""

    @property
    def inside(self) -> str:
        """Where in its repository it is."""
        return self.path.relative_to(self.checkout).as_posix() if self.checkout else "."


def find_members(source: str) -> list[Member]:
    """Find the projects of a folder or a file; raise WrongInput where there are none."""
    path = Path(source)
    if not source or not path.exists():
        raise WrongInput(
            f"There is no {source or 'such folder'}: name the folder that the checkouts are in, or a file that lists "
            "their paths.",
            code="fleet-not-found",
        )
    if path.is_dir():
        found = list(below(Path(os.path.abspath(path))))  # noqa: PTH100 - links keep their names
    else:
        found = [member for name, listed in read_paths(path).items() for member in named(name, listed)]
    if not found:
        raise WrongInput(
            f"There is no project that new-project made in {source}: no folder up to {DEPTH} below it is a checkout "
            f"that holds a {ANSWERS_FILE}.",
            code="fleet-not-found",
        )
    return unique(found)


def below(root: Path) -> Iterator[Member]:
    """All projects of a folder, which may be one itself."""
    for folder in places(root, DEPTH):
        yield from projects_at("" if folder == root else folder.relative_to(root).as_posix(), folder)


def places(folder: Path, depth: int) -> Iterator[Path]:
    """The folders that are checkouts or hold a project; what is inside of those is theirs."""
    if is_checkout(folder) or (folder / ANSWERS_FILE).exists():
        yield folder
    elif depth:
        try:
            entries = sorted(folder.iterdir(), key=lambda entry: (entry.is_symlink(), entry.name))
        except OSError:  # not ours to read
            return
        for entry in entries:
            if entry.is_dir() and not entry.name.startswith("."):
                yield from places(entry, depth - 1)


def named(name: str, folder: Path) -> Iterator[Member]:
    """The projects at a path that somebody has listed: there must be one."""
    path = Path(os.path.abspath(folder))  # noqa: PTH100 - as above
    found = list(projects_at(name, path)) if path.is_dir() else []
    if not found:
        why = f"there is no {ANSWERS_FILE} in it" if path.is_dir() else "there is no such folder"
        found = [Member(name, path, problem=f"{path} is no project: {why}.", code="not-a-project")]
    yield from found


def projects_at(name: str, folder: Path) -> Iterator[Member]:
    """The projects of one checkout, or the one in a folder without a repository of its own."""
    try:
        if not is_checkout(folder):
            if (folder / ANSWERS_FILE).exists():
                yield Member(name or ".", folder.resolve(), top(folder.resolve()))  # a link may lead into a repository
            return
        for file in answers_files(folder):
            inside = file.rpartition("/")[0]
            yield Member("/".join(filter(None, (name, inside))) or ".", folder / inside, folder)
    except Problem as problem:
        yield Member(name or ".", folder, problem=str(problem), code=problem.code)


def is_checkout(folder: Path) -> bool:
    """Whether it is the top of a repository's work tree, a linked one's or a submodule's, too."""
    return (folder / ".git").exists()


def top(folder: Path) -> Path | None:
    """The top of the work tree that a folder is part of."""
    found = git(folder, "rev-parse", "--show-cdup")
    if found.returncode or git(folder, "check-ignore", "--quiet", ".").returncode == 0:
        return None
    return Path(os.path.normpath(folder / found.stdout.strip()))


def answers_files(checkout: Path) -> list[str]:
    """The files of answers in a checkout, but for those that git ignores."""
    found = git(checkout, "rev-parse", "--show-cdup")
    if found.returncode or found.stdout.strip():  # a broken one is not seen, and the next one above is taken
        raise unreadable(found.stderr)
    listed = git(
        checkout, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", f":(glob)**/{ANSWERS_FILE}"
    )
    if listed.returncode:
        raise unreadable(listed.stderr)
    names = sorted(set(filter(None, listed.stdout.split("\0"))))
    return [name for name in names if (checkout / name).exists() and not is_foreign(checkout / name)]


def is_foreign(file: Path) -> bool:
    """Whether these are answers to another template's questions; what cannot be read may be ours."""
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return False
    return isinstance(found, dict) and "architecture" not in found


def unreadable(said: str) -> Problem:
    """The error that git makes nothing of a checkout."""
    return Problem(f"git cannot read it: {said.strip() or 'its .git is none that git knows'}", code="git-failed")


def unique(members: list[Member]) -> list[Member]:
    """Each folder once, under its first name."""
    seen: dict[Path, Member] = {}
    for member in members:
        seen.setdefault(member.path.resolve(), member)
    return list(seen.values())
