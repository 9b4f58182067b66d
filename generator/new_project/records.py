"""The decision records of a project: which number is free, and how one says that another supersedes it."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

FOLDER = "docs/decisions"
"""Where a project keeps them; those of its owner are there, too."""

NUMBERED = re.compile(r"(\d{4})\D.*\.md", re.DOTALL)
"""The name of a record, whoever wrote it."""

HEAD = re.compile(r"\A---\n(?P<fields>.*?)^---$", re.MULTILINE | re.DOTALL)
"""A record's metadata."""

STATUS = re.compile(r"^status:.*$", re.MULTILINE)


def record_path(number: int) -> str:
    """Where the record of the architecture is that has a number."""
    return f"{FOLDER}/{number:04d}-architecture.md"


def next_number(paths: Iterable[str]) -> int:
    """The first number after all that the records among some files have."""
    places = (PurePosixPath(path) for path in paths)
    names = (NUMBERED.fullmatch(place.name) for place in places if place.parent.as_posix() == FOLDER)
    return max((int(name[1]) for name in names if name), default=0) + 1


def superseded_by(number: int, text: str) -> str:
    """A record's text with the status that another, of this number, supersedes it; all else is its owner's."""
    if "\r\n" in text:
        return superseded_by(number, text.replace("\r\n", "\n")).replace("\n", "\r\n")
    status = f"status: superseded by [{number:04d}]({number:04d}-architecture.md)"
    head = HEAD.match(text)
    if not head:
        return f"---\n{status}\n---\n\n{text}"
    fields = head["fields"]
    changed = STATUS.sub(status, fields, count=1) if STATUS.search(fields) else f"{status}\n{fields}"
    return f"---\n{changed}{text[head.end('fields') :]}"
