"""What is written down before a project is changed, so that whoever is stopped halfway can go on or go back."""

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from new_project.repository import Repository

FOLDER = "new-project"
"""In git's own folder: it is in nobody's way there, and no commit holds it."""

APPLYING, MERGED = "applying", "merged"
"""The files are being written; they are written, and what is left is the owner's (conflicts) or can be done again."""


@dataclass(frozen=True)
class Journal:
    """A change of a project that has begun and is not over."""

    title: str
    """What it is, as in "update from 1.0.0 to 1.1.0"."""
    head: str
    """The commit that the project was at."""
    tree: str
    """The result of the merge, of the whole repository."""
    created: list[str]
    """The files that were not there before, from the repository's top."""
    folders: list[str]
    """And the folders."""
    conflicts: dict[str, dict[str, list[str]]]
    """The stages of each file in conflict, from the repository's top."""
    locks: list[str]
    """The lock files that installing writes, from the repository's top."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What the report says in the end."""
    phase: str = APPLYING


def folder_of(repository: Repository) -> Path:
    """Where a repository's journal is, and the index that is being made."""
    return repository.place(FOLDER)


def read_journal(repository: Repository) -> Journal | None:
    """The change that is under way; None where there is none, or its owner has committed or reset it since."""
    file = folder_of(repository) / "journal.json"
    try:
        journal = Journal(**json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    if journal.phase == MERGED and (journal.head != repository.head() or not repository.changes()):
        forget(repository)
        return None
    return journal


def write_journal(repository: Repository, journal: Journal) -> None:
    """Write it down, whole or not at all."""
    folder = folder_of(repository)
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / "journal.json.new"
    new.write_text(json.dumps(asdict(journal), indent=1), encoding="utf-8")
    new.replace(folder / "journal.json")


def forget(repository: Repository) -> None:
    """The change is over: the journal goes first, since the rest without it means nothing."""
    folder = folder_of(repository)
    (folder / "journal.json").unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
