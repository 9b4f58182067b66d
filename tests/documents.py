"""Reads a project's documents as its owner does: which links lead nowhere, which commands do not exist."""

import re
from collections.abc import Iterator
from pathlib import Path

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
PATH = re.compile(r"`(?!\d+/[a-z]|[\d.]+/\d+`)((?:[\w.-]+/)+[\w.-]*)`")
"""Not a rate, like 600/minute, nor a network, like 10.0.0.0/8."""

MAKE = re.compile(r"\bmake ((?:-C \S+ )?[a-z][a-z-]*)")
MADE_LATER = (".postgres/", ".venv/")
"""What a project has as soon as it is used."""

TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def documents(project: Path) -> Iterator[Path]:
    """The Markdown files that are the project's own."""
    for path in sorted(project.rglob("*.md")):
        if not any(part.startswith(".") or part == "node_modules" for part in path.relative_to(project).parts):
            yield path


def broken_links(project: Path) -> Iterator[str]:
    """Relative links and paths in backticks that do not exist."""
    for document in documents(project):
        text = document.read_text(encoding="utf-8")
        where = document.relative_to(project)
        for target in LINK.findall(text):
            if "://" not in target and not target.startswith("mailto:") and not (document.parent / target).exists():
                yield f"{where}: link to {target}"
        for path in PATH.findall(text):
            if path not in MADE_LATER and not (project / path).exists() and not (document.parent / path).exists():
                yield f"{where}: path {path}"


def unknown_targets(project: Path) -> Iterator[str]:
    """Commands `make x` that the Makefile does not know."""
    known = set(TARGET.findall((project / "Makefile").read_text(encoding="utf-8")))
    for document in documents(project):
        for target in MAKE.findall(code(document.read_text(encoding="utf-8"))):
            if target not in known:
                yield f"{document.relative_to(project)}: make {target}"


def commands(project: Path) -> Iterator[str]:
    """The commands of the documents' shell blocks, in order, each once; comments are left out."""
    seen = set()
    for document in documents(project):
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
