"""Putting a merge into the work tree, and taking it back. Both can be stopped anywhere and begun again."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from new_project.changing import Plan
from new_project.errors import Problem
from new_project.journal import MERGED, Journal, folder_of, forget, write_journal
from new_project.repository import Repository
from new_project.template import LOCK_FILE

LISTED = 10


def begin(plan: Plan, facts: dict[str, object]) -> Journal:
    """Write down what is about to be done; raise Problem where a file that git does not know is in the way."""
    repository, merge = plan.repository, plan.merge
    after = repository.files(merge.tree)
    appearing = sorted(set(after) - set(plan.before))
    refuse_in_the_way(repository, appearing)
    locks = list(lock_files(path for path in after if path.startswith(repository.prefix)))
    journal = Journal(
        title=plan.title,
        head=plan.head,
        tree=merge.tree,
        created=[path for path in {*appearing, *locks} if not os.path.lexists(repository.top / path)],
        folders=sorted({folder for path in appearing for folder in missing_folders(repository.top, path)}),
        conflicts={
            each.path: {str(stage): list(entry) for stage, entry in each.stages.items()} for each in merge.conflicts
        },
        locks=locks,
        facts=facts,
    )
    write_journal(repository, journal)
    return journal


def lock_files(paths: Iterable[str]) -> Iterator[str]:
    """Where uv keeps what it chose: beside each pyproject.toml, once something was installed."""
    for path in paths:
        if PurePosixPath(path).name == "pyproject.toml":
            yield str(PurePosixPath(path).with_name(LOCK_FILE))


def refuse_in_the_way(repository: Repository, appearing: list[str]) -> None:
    """Raise Problem where files are that the merge would write, and git ignores them: they are nowhere else."""
    there = [path for path in appearing if os.path.lexists(repository.top / path)]
    if there:
        more = f"\n  and {len(there) - LISTED} more" if len(there) > LISTED else ""
        names = "".join(f"\n  {path}" for path in there[:LISTED])
        raise Problem(
            f"The template brings files that are there already, and git does not keep yours:{names}{more}\n"
            "Nothing was touched. Move them away, or commit them, and try again.",
            code="file-in-the-way",
        )


def missing_folders(top: Path, path: str) -> Iterator[str]:
    """The folders on the way to a file that are not there."""
    for folder in PurePosixPath(path).parents:
        if not (top / folder).exists():
            yield str(folder)


def check_untouched(repository: Repository, journal: Journal) -> None:
    """Raise Problem where a file that would change was edited since the plan; nothing is written."""
    try:
        repository.git("read-tree", "-m", "-u", "-n", journal.head, journal.tree, index=own_index(repository))
    except Problem:
        forget(repository)
        raise


def apply(repository: Repository, journal: Journal, *, anew: bool = False) -> Journal:
    """Write the result into the work tree and git's index; `anew`, where that was cut off halfway."""
    index = own_index(repository)
    if anew:  # what is written already would look like an edit
        restore(repository, journal, index)
    repository.git("read-tree", "-m", "-u", journal.head, journal.tree, index=index)
    lines = [line for path, stages in journal.conflicts.items() for line in stage_lines(path, stages)]
    repository.git("update-index", "-z", "--index-info", given="".join(lines), index=index)
    publish(repository, index)
    merged = replace(journal, phase=MERGED)
    write_journal(repository, merged)
    return merged


def stage_lines(path: str, stages: dict[str, list[str]]) -> Iterator[str]:
    """What tells git's index that a file is in conflict."""
    yield f"0 {'0' * 40}\t{path}\0"
    for stage, (mode, oid) in sorted(stages.items()):
        yield f"{mode} {oid} {stage}\t{path}\0"


def take_back(repository: Repository, journal: Journal) -> None:
    """Restore the tree and git's index as they were before; what git did not know then and does not know now stays."""
    index = own_index(repository)
    restore(repository, journal, index)
    publish(repository, index)
    forget(repository)


def restore(repository: Repository, journal: Journal, index: Path) -> None:
    """Make the work tree what it was, and the index in a file of its own."""
    for path in journal.created:
        with suppress(FileNotFoundError, NotADirectoryError):
            (repository.top / path).unlink()
    for folder in sorted(journal.folders, key=len, reverse=True):
        with suppress(OSError):  # somebody has put a file of theirs there
            (repository.top / folder).rmdir()
    repository.git("read-tree", "--reset", "-u", journal.head, index=index)


def own_index(repository: Repository) -> Path:
    """A copy of git's index to work in: a command that is killed leaves git's own as it was, and never locked."""
    folder = folder_of(repository)
    for left in folder.glob("index*"):
        left.unlink()
    index = folder / "index"
    current = repository.place("index")
    if current.exists():
        shutil.copy2(current, index)  # its time, too, by which git knows what it must look at again
    return index


def publish(repository: Repository, index: Path) -> None:
    """Make our index git's, in one step."""
    index.replace(repository.place("index"))
