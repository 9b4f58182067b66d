"""Changing a project that exists: what would change is planned whole before anything is touched."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from new_project.errors import Problem
from new_project.journal import read_journal
from new_project.merging import Merge, Sides, merge
from new_project.overlooked import refuse_overlooked
from new_project.project import Project
from new_project.rendering_trees import Wanted, answers_for, rendered
from new_project.repository import Files, Repository, find_repository
from new_project.version import version as tool_version
from new_project.versions import version_key

LISTED = 10

Arrange = Callable[[Repository, Sides], Sides]
"""What is done to the sides before they are merged, as when files move for a reason that no merge could know."""

STATUS = {"A": "added", "D": "deleted", "M": "changed", "R": "renamed", "T": "changed"}


@dataclass(frozen=True)
class FileChange:
    """What becomes of one file; its path is from the project's folder."""

    path: str
    change: str
    before: str = ""
    """Where it was, when it is renamed."""


@dataclass(frozen=True)
class Plan:
    """A change of a project, merged and not yet carried out."""

    project: Project
    repository: Repository
    title: str
    to: str
    head: str
    before: Files
    merge: Merge
    wanted: Wanted
    changes: list[FileChange]
    facts: dict[str, Any] = field(default_factory=dict)
    """What the report says besides."""


def plan_change(
    project: Project,
    given: Mapping[str, object],
    *,
    title: str,
    to: str = "",
    arrange: Arrange = lambda _repository, sides: sides,
) -> Plan:
    """Merge what the project's owner did with what the template makes of the wanted version and answers.

    Raises Problem where the project cannot be changed now, and WrongInput where the answers will not do.
    """
    to = to or project.version
    check_versions(project, to)
    repository = find_repository(project.path)
    refuse_under_way(repository)
    refuse_dirty(repository)
    head = repository.head()
    before = repository.files(head)
    wanted = answers_for(to, project.answers, given)
    sides = Sides(
        base=rendered(repository, project.version, project.answers),
        ours=repository.own(before),
        theirs=rendered(repository, to, wanted.answers.values),
    )
    result = merge(repository, before, arrange(repository, sides))
    changes = changes_between(repository, head, result.tree)
    return Plan(project, repository, title, to, head, before, result, wanted, changes)


def check_versions(project: Project, to: str) -> None:
    """Raise Problem where a project was made by a newer version than the one that it shall get."""
    if version_key(project.version) > version_key(to):
        raise Problem(
            f"{project.path} was made with version {project.version}, which is newer than {to}: there is no way back.\n"
            f"This is new-project {tool_version()}. A newer one: uvx new-project-cli@latest",
            code="version-unknown",
        )


def refuse_under_way(repository: Repository) -> None:
    """Raise Problem while another change of the project is not over."""
    if journal := read_journal(repository):
        raise Problem(
            f"The {journal.title} is under way in {repository.top}.\n"
            "Go on with it: new-project update --continue\nGo back:        new-project update --abort",
            code="change-under-way",
        )


def refuse_dirty(repository: Repository) -> None:
    """Raise Problem where anything is not committed."""
    if changes := repository.changes():
        more = f"\n  and {len(changes) - LISTED} more" if len(changes) > LISTED else ""
        names = "".join(f"\n  {line}" for line in changes[:LISTED])
        raise Problem(
            f"Not everything is committed in {repository.top}; nothing was touched:{names}{more}\n"
            "Commit it: git add --all && git commit\nOr put it aside: git stash --include-untracked, "
            "and git stash pop afterwards.",
            code="tree-dirty",
        )
    refuse_overlooked(repository)


def changes_between(repository: Repository, head: str, tree: str) -> list[FileChange]:
    """What becomes of each file of the project, as git tells it."""
    words = iter(repository.git("diff-tree", "-r", "-M", "-z", "--name-status", head, tree).split("\0")[:-1])
    found = []
    for status in words:
        first = next(words).removeprefix(repository.prefix)
        if status[0] == "R":
            found.append(FileChange(next(words).removeprefix(repository.prefix), "renamed", first))
        else:
            found.append(FileChange(first, STATUS[status[0]]))
    return sorted(found, key=lambda change: change.path)
