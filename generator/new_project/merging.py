"""Merging what the template wants with what the owner made of it: git does it, on trees, and touches no file."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice

from new_project.repository import Entry, Files, Repository, git_failed

YOURS, TEMPLATE = "YOURS", "TEMPLATE"
"""What conflict markers call the two sides; each work tree of a repository has refs of these names of its own."""

SETTINGS = ("-c", "merge.directoryRenames=false", "-c", "merge.renames=true")
"""A file of the owner's stays in its folder, wherever the template's files go."""

BASE, OURS, THEIRS = 1, 2, 3
"""git's stages of a file in conflict."""


@dataclass(frozen=True)
class Sides:
    """What is merged, by paths in the project: the template as it was, the project, and the template as it shall be."""

    base: Files
    ours: Files
    theirs: Files


@dataclass(frozen=True)
class Conflict:
    """A file that both sides changed so that its owner must decide."""

    path: str
    stages: dict[int, Entry]
    ours: str = ""
    """What the owner did, in words."""
    theirs: str = ""
    """What the template did, in words."""


@dataclass(frozen=True)
class Merge:
    """The result: a tree of the whole repository, in which conflicts are marked."""

    tree: str
    conflicts: list[Conflict] = field(default_factory=list)


def merge(repository: Repository, head: Files, sides: Sides) -> Merge:
    """Merge, and return the result; nothing but git's store of objects is written to."""
    outside = {path: entry for path, entry in head.items() if not path.startswith(repository.prefix)}

    def commit(own: Files, *parents: str) -> str:
        there = {f"{repository.prefix}{path}": entry for path, entry in own.items()}
        return repository.commit(repository.write({**outside, **there}), *parents)

    base = commit(sides.base)
    with named(repository, commit(sides.ours, base), commit(sides.theirs, base)):
        result = repository.run(*SETTINGS, "merge-tree", "--write-tree", "-z", "--no-messages", YOURS, TEMPLATE)
    if result.returncode not in {0, 1}:
        raise git_failed(repository.top, "merge-tree", result.stderr)
    tree, *entries = result.stdout.decode(errors="surrogateescape").rstrip("\0").split("\0")
    return Merge(tree, [explained(repository, each) for each in conflicts_in(entries)])


@contextmanager
def named(repository: Repository, ours: str, theirs: str) -> Iterator[None]:
    """Let git know both sides by their names, for as long as it merges them."""
    try:
        repository.git("update-ref", YOURS, ours)
        repository.git("update-ref", TEMPLATE, theirs)
        yield
    finally:
        for name in (YOURS, TEMPLATE):
            repository.run("update-ref", "-d", name)


def conflicts_in(entries: list[str]) -> Iterator[Conflict]:
    """Read git's list of the stages of files in conflict."""
    stages: dict[str, dict[int, Entry]] = defaultdict(dict)
    for entry in entries:
        details, path = entry.split("\t", 1)
        mode, oid, stage = details.split(" ")
        stages[path][int(stage)] = Entry(mode, oid)
    for path in sorted(stages):
        yield Conflict(path, stages[path])


def explained(repository: Repository, conflict: Conflict) -> Conflict:
    """Say what each side wanted."""
    return replace(
        conflict, ours=wanted(repository, conflict.stages, OURS), theirs=wanted(repository, conflict.stages, THEIRS)
    )


def wanted(repository: Repository, stages: dict[int, Entry], side: int) -> str:
    """What one side did to a file, in words."""
    if side not in stages:
        return "deleted or renamed it" if BASE in stages else "has no such file"
    if BASE not in stages:
        return "added it"
    if stages[side] == stages[BASE]:
        return "left it as it was"
    if stages[side].oid == stages[BASE].oid:
        return "changed its mode"
    counts = repository.git("diff", "--numstat", stages[BASE].oid, stages[side].oid).split("\t")
    added, removed = islice((*counts, "-", "-"), 2)
    return f"changed it (+{added} -{removed} lines)" if added != "-" else "changed it"
