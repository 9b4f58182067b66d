"""The files in which an owner must decide: which they are, what each side wanted, and which are still open."""

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from new_project.errors import Problem
from new_project.journal import Journal
from new_project.merging import OURS, TEMPLATE, THEIRS, YOURS, Conflict, explained
from new_project.repository import Entry, Repository

MARKERS = (f"<<<<<<< {YOURS}", f">>>>>>> {TEMPLATE}")


def conflicts_of(repository: Repository, journal: Journal) -> list[Conflict]:
    """All that the merge left to its owner."""
    return [
        explained(repository, Conflict(path, {int(stage): Entry(*entry) for stage, entry in stages.items()}))
        for path, stages in journal.conflicts.items()
    ]


def open_conflicts(repository: Repository, journal: Journal) -> list[Conflict]:
    """Those that are not resolved; where markers were and are no more, the file is taken as its owner left it."""
    unmerged = set(unmerged_paths(repository))
    still = []
    for conflict in conflicts_of(repository, journal):
        file = repository.top / conflict.path
        if has_markers(file):
            still.append(conflict)
        elif was_marked(repository, journal, conflict) and file.is_file():
            repository.git("add", "--", conflict.path)
        elif conflict.path in unmerged:
            still.append(conflict)
    return still


def unmerged_paths(repository: Repository) -> Iterator[str]:
    """The files that git's index has in several stages."""
    for line in repository.git("ls-files", "--unmerged", "-z").split("\0")[:-1]:
        yield line.split("\t", 1)[1]


def has_markers(file: Path) -> bool:
    """Whether a file still holds what the merge marked."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.startswith(MARKERS) for line in lines)


def was_marked(repository: Repository, journal: Journal, conflict: Conflict) -> bool:
    """Whether the merge marked places in the file, so that their absence means a decision."""
    if not {OURS, THEIRS} <= conflict.stages.keys():
        return False
    merged = repository.git("cat-file", "blob", f"{journal.tree}:{conflict.path}")
    return any(line.startswith(MARKERS) for line in merged.splitlines())


def sentences(conflicts: Iterable[Conflict]) -> Iterator[str]:
    """Say of each file what its sides wanted, and how to decide."""
    for conflict in conflicts:
        yield f"  {conflict.path}"
        yield f"      you:          {conflict.ours}"
        yield f"      the template: {conflict.theirs}"
        if not {OURS, THEIRS} <= conflict.stages.keys():
            path = shlex.quote(conflict.path)
            yield f"      keep it: git add {path}   drop it: git rm {path}"


def as_documents(conflicts: Iterable[Conflict]) -> list[dict[str, str]]:
    """The same for programs."""
    return [{"path": each.path, "yours": each.ours, "template": each.theirs} for each in conflicts]


def conflicts_open(conflicts: list[Conflict], title: str) -> Problem:
    """The error that an owner must decide."""
    files = "1 file is" if len(conflicts) == 1 else f"{len(conflicts)} files are"
    return Problem(
        "\n".join(
            [
                f"{files} in conflict:",
                *sentences(conflicts),
                f"Decide in each between {MARKERS[0]} and {MARKERS[1]}, then: new-project update --continue",
                f"Or go back to before the {title}: new-project update --abort",
            ]
        ),
        code="conflicts-open",
    )
