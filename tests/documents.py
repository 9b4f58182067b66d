"""Reads a project's documents as its owner does: which links lead nowhere, which commands do not exist."""

import posixpath
import re
from collections.abc import Container, Iterator, Sequence
from functools import cache
from pathlib import Path, PurePath, PurePosixPath

from tests.trees import Tree

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
PATH = re.compile(r"`(?!\d+/[a-z]|[\d.]+/\d+`)((?:[\w.-]+/)+[\w.-]*)`")
"""Not a rate, like 600/minute, nor a network, like 10.0.0.0/8."""

MAKE = re.compile(r"\bmake ((?:-C \S+ )?[a-z][a-z-]*)")
MADE_LATER = (".postgres/", ".venv/")
"""What a project has as soon as it is used."""

WALKED = ("callers", "test_language")
"""What a walk through a project makes is called so."""
MADE_BY_A_WALK = re.compile("|".join(WALKED))

FIRST_DAY = "onboarding.md"
MOVING = "moving-a-route.md"
WALKS = (FIRST_DAY, MOVING)
"""The documents that tests/walk_through.py does from their beginning to their end"""

TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def is_document(path: PurePath) -> bool:
    """Whether a file is one of the project's own Markdown files."""
    hidden = any(part.startswith(".") or part == "node_modules" for part in path.parts)
    return path.suffix == ".md" and not hidden


def documents(project: Path) -> Iterator[Path]:
    """The Markdown files that are the project's own."""
    return (path for path in sorted(project.rglob("*.md")) if is_document(path.relative_to(project)))


def broken_links(tree: Tree) -> Iterator[str]:
    """Relative links and paths in backticks that do not exist."""
    there = {parent.as_posix() for path in tree for parent in PurePosixPath(path).parents} | set(tree)
    for path, text in tree.items():
        if is_document(PurePosixPath(path)):
            folder = posixpath.dirname(path)
            links, paths = targets(text)
            yield from (f"{path}: link to {link}" for link in links if not is_there(there, folder, link))
            yield from (
                f"{path}: path {each}"
                for each in paths
                if not is_there(there, "", each) and not is_there(there, folder, each)
            )


def is_there(there: Container[str], folder: str, target: str) -> bool:
    """Whether a path leads to something, from a folder."""
    return posixpath.normpath(posixpath.join(folder, target)) in there


@cache
def targets(text: str) -> tuple[Sequence[str], Sequence[str]]:
    """A document's relative links, and its paths in backticks."""
    links = [link for link in LINK.findall(text) if "://" not in link and not link.startswith("mailto:")]
    return links, [
        path for path in PATH.findall(text) if path not in MADE_LATER and not any(made in path for made in WALKED)
    ]


def unknown_targets(tree: Tree) -> Iterator[str]:
    """Commands `make x` that the Makefile does not know."""
    known = set(TARGET.findall(tree["Makefile"]))
    for path, text in tree.items():
        if is_document(PurePosixPath(path)):
            yield from (f"{path}: make {target}" for target in made(text) if target not in known)


@cache
def made(text: str) -> Sequence[str]:
    """The targets of the commands `make x` in a document."""
    return tuple(MAKE.findall(code(text)))


def commands(project: Path) -> Iterator[str]:
    """The commands of the documents' shell blocks, in order, each once; comments are left out.

    Those of a walk through a project make sense only in its order.
    """
    seen = set()
    for document in documents(project):
        if document.name in WALKS:
            continue
        for block in re.findall(
            r"```(?:sh|bash|console|shell)\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL
        ):
            for line in block.splitlines():
                command = re.sub(r"\s+#\s.*", "", line.removeprefix("$ ")).strip()
                if command and not command.startswith("#") and command not in seen:
                    seen.add(command)
                    yield command


def code(text: str) -> str:
    """The parts of a document that are code: in prose, "make it" is no command."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))
