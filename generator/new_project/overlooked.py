"""Edits that git was told not to look at (`--assume-unchanged`): `git status` names none, and no commit has them."""

from new_project.errors import Problem
from new_project.repository import Repository


def refuse_overlooked(repository: Repository) -> None:
    """Raise Problem where there are any: going back would write over them."""
    listed = repository.git("ls-files", "-v", "-z").split("\0")
    flagged = [line[2:] for line in listed if line[:1].islower()]
    if edited := [path for path in flagged if is_edited(repository, path)]:
        names = "".join(f"\n  {path}" for path in edited)
        raise Problem(
            f"In {repository.top}, git is told to overlook what you edited; nothing was touched:{names}\n"
            f"Let it look, then commit: git update-index --no-assume-unchanged {edited[0]}",
            code="tree-dirty",
        )


def is_edited(repository: Repository, path: str) -> bool:
    """Whether a file holds something else than git's index has."""
    if not (repository.top / path).is_file():
        return True
    return repository.git("hash-object", "--", path) != repository.git("rev-parse", f":{path}")
