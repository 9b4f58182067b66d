"""CHANGELOG.md: what each version has changed, and what its owner does about that when a project is updated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHANGELOG = "CHANGELOG.md"

SECTION = re.compile(r"^## (?P<version>\S+)(?: \((?P<date>[^)\n]*)\))?[ \t]*\n", re.MULTILINE)
UPGRADING = re.compile(r"^### Upgrading[ \t]*\n(?P<text>.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)

UNRELEASED = "unreleased"
"""Stands where a released version has its date."""


@dataclass(frozen=True)
class Notes:
    """What the changelog says of one version, as Markdown without headings of its own version."""

    version: str
    upgrading: str
    """What the owner of a project does or knows when updating to it; empty where there is nothing."""
    changes: str
    """All the rest."""


@dataclass(frozen=True)
class Section:
    """A version's part of the file: `date` is empty where there is none, `start` is where its heading begins."""

    version: str
    date: str
    text: str
    start: int


def sections(text: str) -> Iterator[Section]:
    """Cut a changelog into its versions, in its order."""
    headings = list(SECTION.finditer(text))
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    for heading, end in zip(headings, ends, strict=False):
        yield Section(heading["version"], heading["date"] or "", text[heading.end() : end].strip(), heading.start())


def parse_notes(text: str) -> list[Notes]:
    """Read the notes of all versions, in the file's order."""
    return [
        Notes(
            version=section.version,
            upgrading="\n\n".join(found["text"].strip() for found in UPGRADING.finditer(section.text)),
            changes=UPGRADING.sub("", section.text).strip(),
        )
        for section in sections(text)
    ]


def read_changelog(root: Path) -> list[Notes]:
    """Read the changelog that lies beside copier.yml; nothing where there is none."""
    file = root / CHANGELOG
    return parse_notes(file.read_text(encoding="utf-8")) if file.is_file() else []
